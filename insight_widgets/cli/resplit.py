"""``insight-widgets resplit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.cli.loading import load_whole
from insight_widgets.cli.options import add_sources, add_splitting
from insight_widgets.cli.output import check_outputs, write
from insight_widgets.cli.status import OK
from insight_widgets.export.csv_text import csv_text

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

    printed = check_outputs(options)
    proposed = resplit(
        load_whole(options),
        options.fraction,
        options.groups,
        options.split_seed,
        near_copies=options.near_copies,
    )
    if not printed:
        print(proposed.text)
        print(proposed.after.to_string(index=False, float_format="{:.3g}".format))
    if options.csv:
        moves = proposed.moves
        rows = [list(moves.columns), *moves.itertuples(index=False, name=None)]
        write(options.csv, csv_text(rows).removesuffix("\n"), overwrite=options.overwrite)
    return OK
