"""The command line `tongket`. Nothing heavy is imported before a verb needs it."""

from flows.cli.app import app, main

__all__ = ["app", "main"]
