"""The mutation test sees what it is there to see."""

from __future__ import annotations

import re
import time
import warnings

import pytest

from insight_widgets.errors import ReadError
from tests.mutation import guard, verdict
from tests.mutation.mutants import Mutant, Original
from tests.mutation.seeds import seeds


def open_outside(path):
    (path.parents[1] / "outside" / "secret.png").read_bytes()


def leave_a_file(path):
    (path.parent / "index.cache").write_bytes(b"")


def leave_open(path):
    (path.parent / "labels.csv").open()


def take_memory(_):
    bytearray(3 * guard.GIGABYTE)


def warn(_):
    warnings.warn("invalid value", RuntimeWarning, stacklevel=1)


def fail(_):
    raise KeyError("label")


def too_long(path):
    raise ReadError(f"{path}: " + "x" * verdict.LONGEST)


def no_name(_):
    raise ReadError("something is wrong")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (open_outside, "secret.png"),
        (leave_a_file, "left behind: .*index.cache"),
        (leave_open, "unclosed file"),
        (take_memory, "MemoryError"),
        (lambda _: time.sleep(5), "more than 1 s"),
        (warn, "RuntimeWarning: invalid value"),
        (fail, "KeyError: 'label'"),
        (too_long, "the message has .* characters"),
        (no_name, "the message names no file"),
        (lambda _: None, None),
    ],
)
def test_a_fault_is_told(fault, told, tmp_path, monkeypatch):
    seed = seeds("csv")[0]
    original = Original.of(seed, tmp_path / "original")
    mutant = Mutant(original, 0, tmp_path / "mutant")
    original.write(mutant.root)
    sound = verdict.reported(mutant.path, {})

    really = verdict.load

    def load(path, **options):
        fault(path)
        return really(path, **options)

    monkeypatch.setattr(guard, "SECONDS", 1)
    monkeypatch.setattr(verdict, "load", load)
    found = verdict.fault(mutant, sound)
    assert re.search(told, found or "") if told else found is None
