"""The arrangement: Prefect flows and tasks of one library call each, and the command line.

Prefect takes 2.5 s to import and reads its settings when it is: every module here imports it late,
after `flows.environment` has set them.
"""
