"""``insight-widgets convert``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.cli.loading import load_data, source_of
from insight_widgets.cli.options import add_conversion, add_sources
from insight_widgets.cli.status import OK
from insight_widgets.reach import place_of, within_reach

if TYPE_CHECKING:
    import argparse

LARGE = 2**26
"""Bytes of a text file from which it is converted in parts."""

NAME = "convert"
HELP = "write a data set as Parquet, which is read again in a moment"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_sources(parser)
    add_conversion(parser)


def run(options: argparse.Namespace) -> int:
    """Write the data set, name the files, and return the exit status."""
    from insight_widgets.dataset import Dataset
    from insight_widgets.streams.conversion import convert, folder_beside
    from insight_widgets.streams.conversion_in_parts import convert_in_parts

    if options.engine is None and _is_large_table(options):
        options.engine = "local"
    data = load_data(options)
    folder = folder_beside(source_of(options)) if options.output is None else place_of(options.output)
    if isinstance(data, Dataset):
        written = convert(data, folder, overwrite=options.overwrite)
    else:
        written = convert_in_parts(data, folder, overwrite=options.overwrite)
    for file in written:
        print(file)
    return OK


def _is_large_table(options: argparse.Namespace) -> bool:
    """Whether one text file is given that is better not read as a whole."""
    from insight_widgets.readers import find_reader
    from insight_widgets.streams.opening import CSV_SUFFIXES

    given = source_of(options)
    parted = options.split or options.holdout is not None
    if parted or not isinstance(given, str) or not given.lower().endswith(CSV_SUFFIXES):
        return False
    file = within_reach(given)
    large = file.is_file() and file.stat().st_size >= LARGE
    return large and find_reader(file, options.format).FORMAT == "csv"
