"""Commendations: whom the reports propose, and who is named by more than one unit."""

from pipeline.awards.report import read_commendations
from pipeline.awards.sameness import group_awardees, same_awardee

__all__ = ["group_awardees", "read_commendations", "same_awardee"]
