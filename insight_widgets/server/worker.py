"""What a process of its own does: reads one file or folder, and writes the report for the browser.

It is started as ``python -m insight_widgets.server.worker`` with one line of JSON on standard input:
``{"path": ..., "root": ..., "memory": bytes or null}``. Its exit status says what is on standard output.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any

import insight_widgets
from insight_widgets.errors import FormatError, InsightError, ReadError

if TYPE_CHECKING:
    from insight_widgets.report import Report

READ, REFUSED, TOO_LARGE = 0, 3, 4
"""Exit status: a report, words for the reader, or more memory than there may be."""

_LOG_NAMES = (
    "results.csv",
    "metrics.csv",
    "log.csv",
    "events.out.tfevents",
    "metrics.json",
    "trainer_state.json",
)
"""Names that are those of training logs, whatever else could be read from them."""


def main() -> int:
    """Read what standard input says and return the exit status."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed must not come between the answers
    wanted = json.loads(sys.stdin.readline())
    limit_memory(wanted["memory"])
    refuse_outside(wanted["root"])
    try:
        content, status = packed_report(Path(wanted["path"])), READ
    except InsightError as error:
        content, status = within(str(error), wanted["root"]).encode(errors="replace"), REFUSED
    except MemoryError:
        return TOO_LARGE
    answers.write(content)
    answers.close()
    return status


def packed_report(path: Path) -> bytes:
    """Return what the browser needs to show a report on a file or folder.

    Raises
    ------
    InsightError
        It is neither a data set nor a training log.
    """
    from insight_widgets.payload import payload

    return payload(report_on(path))


def report_on(path: Path) -> Report:
    """Return the report on a data set or a training log; which is tried first is told by the name."""
    kinds = [_data_report, _curves_report]
    if path.name.startswith(_LOG_NAMES):
        kinds.reverse()
    first, second = kinds
    try:
        return first(path)
    except (FormatError, ReadError) as error:
        try:
            return second(path)
        except InsightError:
            raise error from None


def _data_report(path: Path) -> Report:
    from insight_widgets.loading import load_somehow
    from insight_widgets.report import build_report

    return build_report(load_somehow(path, progress=False), progress=False)


def _curves_report(path: Path) -> Report:
    from insight_widgets.curves import read_curves
    from insight_widgets.report import curves_report

    return curves_report(read_curves(path), path.name)


def within(text: str, root: str) -> str:
    """Return words with paths as the file browser has them."""
    return text.replace(f"{root}{os.sep}", "").replace(root, "the folder")


def limit_memory(most: int | None) -> None:
    """Let the process take so many bytes at most, where the system can be told so."""
    if most is None:
        return
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def refuse_outside(root: str) -> None:
    """Refuse, from now on, to open a file that lies outside of a folder, Python's own files aside.

    Data sets point at files of theirs (images, lists); where a link in one leads out of the server's root,
    what lies there is none of the reader's business.
    """
    inside = tuple(os.path.join(os.path.realpath(folder), "") for folder in (root, *_own_folders()))  # noqa: PTH118

    def refuse(event: str, args: tuple[Any, ...]) -> None:
        if event not in {"open", "os.listdir", "os.scandir"} or not isinstance(
            args[0], str | bytes | os.PathLike
        ):
            return
        file = os.path.join(os.path.realpath(os.fsdecode(args[0])), "")  # noqa: PTH118
        if not file.startswith(inside):
            raise PermissionError(13, "outside of the server's folder", os.fsdecode(args[0]))

    sys.addaudithook(refuse)


def _own_folders() -> list[str]:
    package = str(Path(insight_widgets.__file__).parents[1])
    paths = {*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, package}
    return [*paths, "/proc", "/dev", "/sys", "/etc/localtime", "/usr/share/zoneinfo"]


if __name__ == "__main__":
    sys.exit(main())
