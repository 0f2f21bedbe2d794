"""The library of tongket: reads unit reports, understands them and drafts the synthesis.

Pure: no Prefect, no printing, no global state. ARCHITECTURE.md shows the floors.
"""

__version__ = "0.3.0"
