"""The command line: one module a command."""

from insight_widgets.cli.command_line import main

__all__ = ["main"]
