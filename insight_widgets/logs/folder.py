"""The logs in the folder of a run, or of several runs."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.logs import find_log_reader
from insight_widgets.logs._building import runs_of
from insight_widgets.logs._table import Table, joined
from insight_widgets.logs.names import SPLITS, identity, is_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.logs.run import Run

KINDS = (
    ("results.csv",),
    ("metrics.csv", "history.csv", "training.csv", "training.log", "progress.csv", "log.csv"),
    ("trainer_state.json",),
    ("scalars.json", "metrics.json", "*.log.json"),
    ("*tfevents*",),
)
"""Names of logs, the kind that tells most first."""

_EVENTS = len(KINDS) - 1
_ANY_TABLE = ("*.csv", "*.tsv", "*.jsonl")
_DEPTH, _MOST_FOLDERS = 5, 2000
_SESSION = re.compile(r"\d{8}_\d{6}|vis_data")
_CHECKPOINT = re.compile(r"checkpoint-(\d+)")


@dataclass(slots=True)
class _RunFolder:
    """The logs of one run: by kind, in order, each with the split that its folder is named after."""

    logs: dict[int, list[tuple[Path, str]]] = field(default_factory=lambda: defaultdict(list))


def runs_of_folder(path: Path) -> list[Run]:
    """Return the runs of a folder.

    Logs of known names are looked for, five folders deep. Those of one kind in one folder are read one after
    the other; another kind adds the metrics that the first does not have. Event files below the folder of
    another log belong to its run, those in folders named after splits to one run, folders named after times
    are sessions of one run. Without a log of a known name each table is a run.

    Raises
    ------
    ReadError
        There is no log, or none of them can be read; then the message is that of the first.
    """
    folders = _run_folders(path)
    errors: list[ReadError] = []
    runs = [run for folder in folders for run in _runs(folder, errors)]
    if not runs and not errors:
        names = ", ".join(name for kind in KINDS for name in kind)
        raise ReadError(f"{path}: a folder with a training log is wanted, such as {names}")
    if not runs:
        raise errors[0]
    return runs


def _run_folders(path: Path) -> list[_RunFolder]:
    found: dict[Path, _RunFolder] = {}
    tables: list[Path] = []
    for folder, names in walk(path):
        kinds = [
            (kind, name) for kind, known in enumerate(KINDS) for name in names if _is_called(name, known)
        ]
        tables += [folder / name for name in names if _is_called(name, _ANY_TABLE)]
        owner, split = _owner(folder, {kind for kind, _ in kinds}, found)
        for kind, name in kinds:
            found.setdefault(owner, _RunFolder()).logs[kind].append((folder / name, split))
    return list(found.values()) or [_RunFolder({0: [(table, "")]}) for table in tables]


def _is_called(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def walk(path: Path) -> Iterator[tuple[Path, list[str]]]:
    """Pass the folders, in the order of their names, with the names of their files; links are passed over."""
    for count, (top, folders, files) in enumerate(os.walk(path)):
        folder = Path(top)
        deep = len(folder.relative_to(path).parts) >= _DEPTH or count >= _MOST_FOLDERS
        folders[:] = [] if deep else _worth_looking(folders, files)
        yield folder, [name for name in sorted(files, key=_natural) if not (folder / name).is_symlink()]


def _worth_looking(folders: list[str], files: list[str]) -> list[str]:
    """Return the folders to look into: of checkpoints, whose logs continue each other, the last alone."""
    checkpoints = sorted((name for name in folders if _CHECKPOINT.fullmatch(name)), key=_natural)
    others = [name for name in folders if not name.startswith(".") and name not in checkpoints]
    return sorted(others, key=_natural) + ([] if "trainer_state.json" in files else checkpoints[-1:])


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a sort key by which version_2 comes before version_10."""
    parts = re.findall(r"\d+|\D+", name)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _owner(folder: Path, kinds: set[int], found: dict[Path, _RunFolder]) -> tuple[Path, str]:
    """Return which folder's run the logs of a folder belong to, and the split that they are of."""
    if kinds == {_EVENTS}:
        above = next(
            (one for one in folder.parents if one in found and set(found[one].logs) != {_EVENTS}), None
        )
        if above is not None:
            return above, ""
        if folder.name.lower() in SPLITS:
            return folder.parent, folder.name.lower()
    while _SESSION.fullmatch(folder.name):
        folder = folder.parent
    return folder, ""


def _runs(folder: _RunFolder, errors: list[ReadError]) -> list[Run]:
    """Return the runs of a folder: those of the first kind that can be read, with what others add."""
    before = len(errors)
    runs: list[Run] = []
    for kind in sorted(folder.logs):
        tables = [table for log, split in folder.logs[kind] if (table := _table(log, split, errors))]
        try:
            more = runs_of(joined(tables), str(folder.logs[kind][0][0])) if tables else []
        except ReadError as error:
            errors.append(error)
            continue
        runs = _added(runs, more) if runs else more
    notes = tuple(str(error) for error in errors[before:])
    return [replace(run, notes=run.notes + notes) for run in runs]


def _table(path: Path, split: str, errors: list[ReadError]) -> Table | None:
    try:
        table = find_log_reader(path).read(path)
    except ReadError as error:
        errors.append(error)
        return None
    columns = {
        name if is_clock(name) or not split else f"{split}/{name}": one for name, one in table.columns.items()
    }
    return replace(table, columns=columns)


def _added(runs: list[Run], more: list[Run]) -> list[Run]:
    """Return runs with the metrics that another kind of log has beside theirs."""
    if [run.x for run in runs] != [run.x for run in more]:
        return runs
    return [_with_metrics(run, other) for run, other in zip(runs, more, strict=True)]


def _with_metrics(run: Run, other: Run) -> Run:
    known = {identity(series.name) for series in run.series}
    new = tuple(series for series in other.series if identity(series.name) not in known)
    return replace(run, series=run.series + new, notes=run.notes + other.notes)
