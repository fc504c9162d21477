"""A process for each report: it has limits, and ends when nobody waits for it any more."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight_widgets.errors import InsightError
from insight_widgets.server.worker import READ, REFUSED, TOO_LARGE

if TYPE_CHECKING:
    from pathlib import Path

ALIKE = 2
"""Reports that are read at the same time; others wait for their turn."""


class LimitError(InsightError):
    """Reading took more time or memory than it may."""


class UnreadableError(InsightError):
    """What lies there is no data set and no training log, or is damaged."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one report may take.

    Attributes
    ----------
    seconds : float
    memory : int or None
        Bytes; None for no limit. Windows knows none.
    """

    seconds: float = 120.0
    memory: int | None = 4 * 2**30


class Reading:
    """One report that is being read.

    Parameters
    ----------
    path, root : Path
        What is to be read, and the folder that it may not lead out of.
    limits : Limits
    """

    def __init__(self, path: Path, root: Path, limits: Limits) -> None:
        self._wanted = {"path": str(path), "root": str(root.resolve()), "memory": limits.memory}
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    async def result(self) -> bytes:
        """Return the payload of the report.

        Raises
        ------
        UnreadableError
            In words for the reader.
        LimitError
            It took too long, or too much memory.
        """
        if self._ended:
            raise UnreadableError(_UNWANTED)
        self._process = _start()
        line = json.dumps(self._wanted).encode() + b"\n"
        try:
            content = await asyncio.to_thread(self._process.communicate, line, self._limits.seconds)
        except subprocess.TimeoutExpired:
            self.end()
            raise LimitError(self._too_long()) from None
        return self._judged(self._process.returncode, content[0])

    def end(self) -> None:
        """End the process, whatever it does."""
        self._ended = True
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _judged(self, status: int, content: bytes) -> bytes:
        if status == READ:
            return content
        if status == REFUSED:
            raise UnreadableError(content.decode(errors="replace"))
        if status == TOO_LARGE:
            raise LimitError(self._too_large())
        words = _UNWANTED if self._ended else "the report could not be made; the server's log says more"
        raise UnreadableError(words)

    def _too_long(self) -> str:
        return f"reading took more than {self._limits.seconds:g} seconds; {_ELSEWHERE}"

    def _too_large(self) -> str:
        size = (self._limits.memory or 0) / 2**30
        return f"reading took more than {size:.3g} GB of memory; {_ELSEWHERE}"


_UNWANTED = "reading was ended, since nobody waited for it"
_ELSEWHERE = "open it in a notebook, where there is no such limit: InsightReport(path)"


def _start() -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "INSIGHT_WIDGETS_PROCESSES": "1",  # limits hold for one process
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "insight_widgets.server.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


class Turns:
    """Lets a few reports be read at the same time."""

    def __init__(self, alike: int = ALIKE) -> None:
        self._turns = asyncio.Semaphore(alike)

    async def read(self, reading: Reading) -> bytes:
        """Return the result of a reading when its turn has come."""
        async with self._turns:
            return await reading.result()
