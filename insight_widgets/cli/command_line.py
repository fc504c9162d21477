"""``insight-widgets COMMAND``: the commands, and what becomes of errors."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from insight_widgets import __version__
from insight_widgets.cli import check, convert, curves, diff, plan, report, resplit
from insight_widgets.cli.status import FAILED, INTERRUPTED
from insight_widgets.errors import InsightError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (report, plan, resplit, convert, curves, check, diff)
"""Modules with NAME, HELP, ``add_options(parser)``, and ``run(options)`` that returns the exit status."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 read, 1 an error, 2 wrong usage, 3 limit broken."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # names of any script on a terminal of any encoding
    options = parser_of_all().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except InsightError as error:
        print(f"insight-widgets: error: {' '.join(str(error).split())}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("insight-widgets: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        return FAILED
    except OSError as error:  # of standard output on a full disk, if of no file
        print(f"insight-widgets: error: {error.filename or 'output'}: {error.strerror}", file=sys.stderr)
        with suppress(OSError):
            sys.stdout.close()  # or it is tried again at the end
        return FAILED
    return status


def parser_of_all() -> argparse.ArgumentParser:
    """Return the parser of all commands; its options have `run`, and `usage_error` to end with."""
    parser = argparse.ArgumentParser(
        prog="insight-widgets", description="What a computer-vision training set says."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        own = commands.add_parser(command.NAME, help=command.HELP)
        command.add_options(own)
        own.set_defaults(run=command.run, usage_error=own.error)
    return parser
