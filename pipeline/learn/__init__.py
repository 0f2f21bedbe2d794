"""Training and evaluation of the shipped models, from the annotated corpora."""

from pipeline.learn.evaluate import evaluate_models
from pipeline.learn.train import train_models

__all__ = ["evaluate_models", "train_models"]
