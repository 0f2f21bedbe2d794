"""Passages to statements: clauses that state a lesson, a good practice or a recommendation."""

from pipeline.mine.addressee import find_addressee
from pipeline.mine.extract import mine_statements
from pipeline.mine.fit import Mark, StatementExample, fit_statements, label_clauses
from pipeline.mine.model import KINDS, StatementModel, tabulate_clauses

__all__ = [
    "KINDS",
    "Mark",
    "StatementExample",
    "StatementModel",
    "find_addressee",
    "fit_statements",
    "label_clauses",
    "mine_statements",
    "tabulate_clauses",
]
