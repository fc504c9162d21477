"""``insight-widgets convert``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.cli.loading import load_whole, source_of
from insight_widgets.cli.options import add_conversion, add_sources
from insight_widgets.cli.status import OK

if TYPE_CHECKING:
    import argparse

NAME = "convert"
HELP = "write a data set as Parquet, which is read again in a moment"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_sources(parser)
    add_conversion(parser)


def run(options: argparse.Namespace) -> int:
    """Write the data set, name the files, and return the exit status."""
    from insight_widgets.streams.conversion import convert, folder_beside

    dataset = load_whole(options)
    folder = folder_beside(source_of(options)) if options.output is None else Path(options.output)
    for file in convert(dataset, folder, overwrite=options.overwrite):
        print(file)
    return OK
