"""Event files of TensorBoard: both styles of scalars, images passed over, damage told, growing files."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from insight_widgets.curves import read_curves
from insight_widgets.errors import ReadError
from insight_widgets.logs import read_log
from insight_widgets.logs._crc32c import masked_crc32c
from insight_widgets.logs.event_file import read_on
from tests.event_files import (
    DOUBLE,
    FLOAT,
    HALF,
    STRING,
    crc32c,
    event,
    image,
    message,
    simple,
    tensor,
    varint,
    write,
)

FILE = "events.out.tfevents.1.host"


def series(path):
    (run,) = read_log(path)
    return {one.name: (one.steps.tolist(), one.values.tolist()) for one in run.series}


def test_the_checksum_is_that_of_the_standard():
    assert crc32c(b"123456789") == 0xE3069283
    assert hex(masked_crc32c(np.frombuffer(b"123456789", np.uint8)[np.newaxis])[0]) == "0xc78ab0e5"


def test_scalars_of_the_old_style(tmp_path):
    events = [
        event(step, simple("train/loss", 1 / (step + 1)), simple("val/loss", 2)) for step in (0, 1, 300)
    ]
    assert series(write(tmp_path / FILE, *events)) == {
        "train/loss": ([0, 1, 300], [1, 0.5, float(np.float32(1 / 301))]),
        "val/loss": ([0, 1, 300], [2, 2, 2]),
    }


@pytest.mark.parametrize(
    ("dtype", "content"),
    [
        (FLOAT, message(4, struct.pack("<f", 0.5))),
        (FLOAT, message(5, struct.pack("<f", 0.5))),
        (FLOAT, b"\x2d" + struct.pack("<f", 0.5)),
        (DOUBLE, message(4, struct.pack("<d", 0.5))),
        (DOUBLE, message(6, struct.pack("<d", 0.5))),
        (HALF, message(4, struct.pack("<e", 0.5))),
        (HALF, message(13, varint(int.from_bytes(struct.pack("<e", 0.5), "little")))),
    ],
)
def test_scalars_of_the_new_style(tmp_path, dtype, content):
    events = [event(step, tensor("loss", dtype, content, "scalars" if step == 1 else "")) for step in (1, 2)]
    assert series(write(tmp_path / FILE, *events)) == {"loss": ([1, 2], [0.5, 0.5])}


def test_what_is_no_scalar_is_passed_over(tmp_path):
    number = message(5, struct.pack("<f", 1))
    events = [
        event(1, image("picture", 5000), simple("loss", 3)),
        event(2, tensor("note", STRING, message(8, b"text"), "text")),
        event(3, tensor("curve", FLOAT, number, "pr_curves")),
        event(4, tensor("histogram", FLOAT, message(5, struct.pack("<3f", 1, 2, 3)))),
        event(5, image("picture", 200_000)),
    ]
    assert series(write(tmp_path / FILE, *events)) == {"loss": ([1], [3])}


def test_many_tags_of_one_length_are_told_apart(tmp_path):
    events = [event(step, simple(f"loss{tag}", 10 * tag + step)) for step in range(50) for tag in range(5)]
    found = series(write(tmp_path / FILE, *events))
    assert list(found) == [f"loss{tag}" for tag in range(5)]
    assert all(
        found[f"loss{tag}"] == (list(range(50)), [10 * tag + n for n in range(50)]) for tag in range(5)
    )


def test_epochs_are_told_where_they_are_logged(tmp_path):
    events = [event(100 * n + 99, simple("train_loss", 4 - n), simple("epoch", n)) for n in range(4)]
    (curve,) = read_curves(write(tmp_path / FILE, *events))
    assert (curve.x, curve.train.tolist()) == ("epoch", [[0, 4], [1, 3], [2, 2], [3, 1]])


@pytest.mark.parametrize("kept", [1, 11, 12, 30, -1])
def test_a_cut_end_is_told(tmp_path, kept):
    last = event(3, simple("loss", 1))
    path = write(tmp_path / FILE, *(event(step, simple("loss", 3)) for step in (1, 2)), last[:kept])
    (run,) = read_log(path)
    assert run.series[0].steps.tolist() == [1, 2]
    assert run.notes == (
        f"damaged after byte {path.stat().st_size - len(last[:kept])}: what follows was passed over",
    )


def test_a_damaged_value_is_passed_over_and_a_damaged_length_ends_the_file(tmp_path):
    events = [bytearray(event(step, simple("loss", step))) for step in range(1, 6)]
    events[1][-6] ^= 1
    events[3][0] ^= 1
    (run,) = read_log(write(tmp_path / FILE, *map(bytes, events)))
    assert run.series[0].steps.tolist() == [1, 3]
    assert [note.split(" ")[:2] for note in run.notes] == [["1", "damaged"], ["damaged", "after"]]


def test_a_growing_file_is_read_on(tmp_path):
    path = write(tmp_path / FILE, event(1, simple("loss", 3)))
    tail = read_on(path)
    more = event(2, simple("loss", 2))
    with path.open("ab") as stream:
        stream.write(more[:9])
    waiting = read_on(path, tail.offset)
    assert (waiting.offset, waiting.is_cut, len(waiting.table.columns["global_step"].rows)) == (
        tail.offset,
        True,
        0,
    )
    with path.open("ab") as stream:
        stream.write(more[9:])
    new = read_on(path, tail.offset)
    assert (new.table.columns["loss"].values.tolist(), new.is_cut) == ([2], False)
    assert read_on(path, new.offset).offset == path.stat().st_size


def test_what_is_no_event_file_or_has_no_scalar_is_one_error(tmp_path):
    (tmp_path / FILE).write_bytes(b"\x01" * 100)
    with pytest.raises(ReadError, match="an event file of TensorBoard is wanted"):
        read_log(tmp_path / FILE)
    with pytest.raises(ReadError, match="no column holds a metric"):
        read_log(write(tmp_path / FILE, event(1, image("picture", 10))))


def test_sessions_of_one_run_are_joined_and_resumed(tmp_path):
    write(tmp_path / f"{FILE}.1", *(event(step, simple("loss", 9)) for step in range(1, 7)))
    write(tmp_path / f"{FILE}.2", *(event(step, simple("loss", 1)) for step in (5, 6, 7)))
    (curve,) = read_curves(tmp_path)
    assert curve.train.tolist() == [[1, 9], [2, 9], [3, 9], [4, 9], [5, 1], [6, 1], [7, 1]]
    assert curve.notes == ("resumed at 5: 2 earlier records from there on were replaced",)


def test_folders_named_after_splits_are_one_run(tmp_path):
    for split, value in (("train", 1), ("validation", 2)):
        (tmp_path / split).mkdir()
        write(tmp_path / split / FILE, *(event(step, simple("epoch_loss", value)) for step in range(3)))
    (curve,) = read_curves(tmp_path)
    assert (curve.metric, curve.train[:, 1].tolist(), curve.val[:, 1].tolist()) == (
        "epoch_loss",
        [1] * 3,
        [2] * 3,
    )
