"""``insight-widgets resplit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.cli.loading import load_whole
from insight_widgets.cli.options import add_sources, add_splitting
from insight_widgets.cli.status import OK
from insight_widgets.export.csv_text import csv_text
from insight_widgets.export.files import write_text

if TYPE_CHECKING:
    import argparse

NAME = "resplit"
HELP = "propose a split in which every class keeps its share"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_sources(parser)
    add_splitting(parser)


def run(options: argparse.Namespace) -> int:
    """Say which images should change sides, and return the exit status."""
    from insight_widgets.splitting.proposal import resplit

    proposed = resplit(
        load_whole(options),
        options.fraction,
        options.groups,
        options.split_seed,
        near_copies=options.near_copies,
    )
    print(proposed.text)
    print(proposed.after.to_string(index=False, float_format="{:.3g}".format))
    if options.csv:
        moves = proposed.moves
        write_text(options.csv, csv_text([list(moves.columns), *moves.itertuples(index=False, name=None)]))
    return OK
