"""The page on the command line has every command and option, and none that is not there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from insight_widgets.cli.command_line import COMMANDS
from insight_widgets.cli.options import add_sources

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"(?ms)^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE))


def options_of(add):
    """Return the names of the options that a function adds, and those that are told without dashes."""
    parser = argparse.ArgumentParser(add_help=False)
    add(parser)
    return {(action.option_strings or [action.metavar or action.dest])[-1] for action in parser._actions}  # noqa: SLF001  (told nowhere else)


def told(section):
    return set(re.findall(r"(?m)^\| `(--[a-z-]+|[A-Z]+)", SECTIONS[section]))


def test_the_options_of_the_data_are_all_told():
    assert told("The data") == options_of(add_sources)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)
def test_the_options_of_a_command_are_all_told(command):
    own = options_of(command.add_options)
    if "PATH" in own:
        own -= options_of(add_sources)
    assert told(command.NAME) == own - ({"--curve-rule"} if command.NAME == "curves" else set())


def test_there_are_no_other_commands():
    assert set(SECTIONS) == {"The data", *(command.NAME for command in COMMANDS)}
