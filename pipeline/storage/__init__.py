"""What outlives a run: the workspace, the archive of originals, the database, records as text.

`Workspace.open_database` gives a `pipeline.storage.database.Database`; that module is not imported
here, as SQLAlchemy takes 0.2 s.
"""

from pipeline.storage.archive import Archive, file_sha256
from pipeline.storage.codec import dump_record, load_record
from pipeline.storage.workspace import Workspace

__all__ = ["Archive", "Workspace", "dump_record", "file_sha256", "load_record"]
