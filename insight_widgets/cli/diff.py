"""``insight-widgets diff``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.cli.options import add_overwrite
from insight_widgets.cli.output import check_outputs, write, write_json
from insight_widgets.cli.status import OK

if TYPE_CHECKING:
    import argparse

NAME = "diff"
HELP = "say how a report differs from an older one, both as JSON"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("old", metavar="OLD", help="JSON of the older report, as report --json writes it")
    parser.add_argument("new", metavar="NEW", help="JSON of the newer one")
    parser.add_argument("--json", metavar="FILE", help="write what differs as JSON; - is standard output")
    parser.add_argument("--markdown", metavar="FILE", help="write it as Markdown; - is standard output")
    parser.add_argument("--html", metavar="FILE", help="write it as one HTML page; - is standard output")
    add_overwrite(parser)


def run(options: argparse.Namespace) -> int:
    """Say what differs, and return the exit status."""
    from insight_widgets.checking.diff import diff

    printed = check_outputs(options)
    found = diff(options.old, options.new)
    if options.json:
        write_json(options.json, found.to_dict(), overwrite=options.overwrite)
    if options.markdown:
        text = found.to_markdown().removesuffix("\n")
        write(options.markdown, text, overwrite=options.overwrite)
    if options.html:
        from insight_widgets.export.html import difference_page

        write(options.html, difference_page(found), overwrite=options.overwrite)
    if not printed:
        print(found.text)
    return OK
