"""The stages in their order: one document, then all of a campaign; and the records they leave.

Pure functions over paths and records: `flows` decides where and when they run.
"""

from pipeline.register import ReadItem
from pipeline.run.assemble import CampaignRecords, assemble
from pipeline.run.document import make_reading, read_one, understand_one, warm_up
from pipeline.run.stamp import Stamps, make_stamp
from pipeline.run.write import write_records

__all__ = [
    "CampaignRecords",
    "ReadItem",
    "Stamps",
    "assemble",
    "make_reading",
    "make_stamp",
    "read_one",
    "understand_one",
    "warm_up",
    "write_records",
]
