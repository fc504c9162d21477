"""``insight-widgets plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.cli.loading import report_of
from insight_widgets.cli.options import add_plan_outputs, add_sources
from insight_widgets.cli.output import check_outputs, write
from insight_widgets.cli.status import OK

if TYPE_CHECKING:
    import argparse

NAME = "plan"
HELP = "say what to add so that no class is under-represented"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_sources(parser)
    add_plan_outputs(parser)


def run(options: argparse.Namespace) -> int:
    """Say what to add, and return the exit status."""
    from insight_widgets.export.plan_text import plan_as_csv, plan_as_text
    from insight_widgets.plan_table import plan_table
    from insight_widgets.stats.plan import whole_budget

    printed = check_outputs(options)
    whole_budget(options.budget)  # before the data are read
    report, _ = report_of(options)
    table = plan_table(report, budget=options.budget)
    if options.csv:
        write(options.csv, plan_as_csv(table).removesuffix("\n"), overwrite=options.overwrite)
    if not printed:
        print(plan_as_text(table))
    return OK
