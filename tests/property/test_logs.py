"""Any log, however spoilt, gives curves or one clear error; and what is read does not depend on its form."""

from __future__ import annotations

import csv
import io
import json
import math
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight_widgets.curves import read_curves
from insight_widgets.errors import InsightError
from insight_widgets.judging.document import curves_document
from tests.event_files import event, simple, write

VALUES = st.floats(width=32, allow_nan=True, allow_infinity=True)
RUNS = st.lists(VALUES, min_size=1, max_size=30)


def read(name, data):
    """Read bytes as a file of some name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_curves(path)


def as_csv(values):
    stream = io.StringIO()
    csv.writer(stream).writerows([("step", "loss"), *enumerate(values)])
    return "log.csv", stream.getvalue().encode()


def as_lines(values):
    lines = (json.dumps({"step": step, "loss": value}) for step, value in enumerate(values))
    return "metrics.json", "\n".join(lines).encode()


def as_state(values):
    history = [{"step": step, "loss": value} for step, value in enumerate(values)]
    return "trainer_state.json", json.dumps({"log_history": history}).encode()


def as_events(values):
    with tempfile.TemporaryDirectory() as folder:
        path = write(
            Path(folder) / "e", *(event(step, simple("loss", value)) for step, value in enumerate(values))
        )
        return "events.out.tfevents.1", path.read_bytes()


FORMS = (as_csv, as_lines, as_state, as_events)


@given(RUNS)
@settings(deadline=None)
def test_all_forms_say_the_same(values):
    expected = np.column_stack([np.arange(len(values)), values])
    for form in FORMS:
        (curve,) = read(*form(values))
        np.testing.assert_array_equal(curve.train, expected)


@given(RUNS, st.sampled_from(FORMS), st.data())
@settings(deadline=None, max_examples=300)
def test_spoilt_logs_are_read_or_refused_in_one_line(values, form, data):
    name, content = form(values)
    spoilt = bytearray(content)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        spoilt[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(spoilt)))
    try:
        curves = read(name, bytes(spoilt[:cut]))
    except InsightError as error:
        assert "\n" not in str(error)  # noqa: PT017  (either outcome is fine)
    else:
        json.dumps(curves_document(curves), allow_nan=False)


@given(st.binary(max_size=400), st.sampled_from(["log.csv", "log.json", "events.out.tfevents.1", "log"]))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_or_refused(content, name):
    try:
        json.dumps(curves_document(read(name, content)), allow_nan=False)
    except InsightError as error:
        assert name in str(error)  # noqa: PT017


@given(st.lists(st.tuples(st.integers(0, 20), VALUES), min_size=1, max_size=40))
def test_steps_are_told_once_and_in_order_in_every_run(records):
    curves = read_curves({"step": [step for step, _ in records], "loss": [value for _, value in records]})
    assert [curve.run for curve in curves] == list(range(len(curves)))
    for curve in curves:
        assert (np.diff(curve.train[:, 0]) > 0).all()
        assert set(curve.train[:, 0]) <= {step for step, _ in records}


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.integers(1, 5))
def test_values_written_several_times_are_their_own_mean(values, times):
    steps = [step for step in range(len(values)) for _ in range(times)]
    (curve,) = read_curves({"epoch": steps, "loss": [values[step] for step in steps]})
    assert all(math.isclose(*pair, abs_tol=1e-9) for pair in zip(curve.train[:, 1], values, strict=True))


def test_a_stray_carriage_return_is_a_blank():
    assert read("log.csv", b"epoch,\rloss\n0,\r1\n1,0.5\r\n")[0].train.tolist() == [[0, 1], [1, 0.5]]
    with pytest.raises(InsightError, match=r"log\.csv"):
        read("log.csv", b"\rtep\n1\n")
