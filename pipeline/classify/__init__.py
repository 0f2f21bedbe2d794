"""Passages to roles and sections: probabilities, a suggestion with its reason, the outline section."""

from pipeline.classify.features import passage_vectors
from pipeline.classify.fit import RoleExample, fit_roles
from pipeline.classify.model import ROLES, RoleModel, Weights, read_channels
from pipeline.classify.suggest import RoleGuess, guess_roles, section_for, suggest_sections

__all__ = [
    "ROLES",
    "RoleExample",
    "RoleGuess",
    "RoleModel",
    "Weights",
    "fit_roles",
    "guess_roles",
    "passage_vectors",
    "read_channels",
    "section_for",
    "suggest_sections",
]
