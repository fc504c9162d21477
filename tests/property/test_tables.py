"""What holds for labels, whatever way they are written down."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

from insight_widgets.dataset import Dataset
from insight_widgets.errors import ReadError
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._text_grid import find_grid
from insight_widgets.readers._text_rows import Rows
from insight_widgets.readers._text_table import parse_table
from insight_widgets.tables.building import Wishes, dataset_from_tables
from insight_widgets.tables.cells import are_answers, names_reader, text
from insight_widgets.tables.column import CellColumn

CLASSES = ("dog", "cat", "<b>", "犬", "كلب", "two words")
LABELLED = st.lists(st.sets(st.sampled_from(CLASSES)), min_size=1, max_size=8)


def pairs(dataset):
    """Return which image has which class, in the only split."""
    (split,) = dataset.splits.values()
    rows = zip(split.labels.image, split.labels.label, strict=True)
    return {(split.images.name[image], dataset.classes[label]) for image, label in rows}


def from_text(rows, separator):
    """Return the data set of rows written as text."""
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(rows)
    table = parse_table(written.getvalue().encode(), Path("labels.csv"), ProblemLog())
    return dataset_from_tables({"all": table}, Wishes(task="multilabel", classes=CLASSES))


@given(LABELLED, st.sampled_from(",;\t|"), st.sampled_from(["|", ";", ",", "', '"]))
def test_every_way_of_writing_labels_tells_the_same(images, separator, mark):
    names = [f"{number}.jpg" for number in range(len(images))]
    expected = {(name, label) for name, labels in zip(names, images, strict=True) for label in labels}
    long = [
        [name, label] for name, labels in zip(names, images, strict=True) for label in sorted(labels) or [""]
    ]
    cells = [
        f"['{mark.join(labels)}']" if mark == "', '" and labels else mark.join(labels) for labels in images
    ]
    listed = [list(row) for row in zip(names, cells, strict=True)]
    answers = [
        [name, *(int(known in labels) for known in CLASSES)]
        for name, labels in zip(names, images, strict=True)
    ]
    assert pairs(from_text([["image", "label"], *long], separator)) == expected
    assert pairs(from_text([["image", "labels"], *listed], separator)) == expected
    frame = pd.DataFrame(answers, columns=["image", *CLASSES])
    assert pairs(Dataset.from_frames(frame, columns={"label": CLASSES})) == expected
    samples = ({"image": name, "labels": sorted(labels)} for name, labels in zip(names, images, strict=True))
    assert pairs(Dataset.from_samples(samples, classes=CLASSES, task="multilabel")) == expected


@given(st.lists(st.text(max_size=40), min_size=1))
def test_any_text_is_read_as_names_without_blank_ends(cells):
    reader = names_reader(cells)
    for cell in cells:
        assert all(name and name == name.strip() for name in reader(cell))


@given(st.lists(st.one_of(st.none(), st.floats(), st.integers(), st.text(), st.booleans())))
def test_any_cell_is_told(cells):
    column = CellColumn(cells)
    assert [column.coded.by_text().values[code] for code in column.coded.by_text().codes] == list(
        map(text, cells)
    )
    assert len(column.numbers) == len(column.blank) == len(cells)
    assert are_answers(column.coded.texts) in {True, False}


@given(st.text())
def test_any_text_is_a_table_or_refused(written):
    with contextlib.suppress(ReadError):
        table = parse_table(written.encode(), Path("labels.csv"), ProblemLog())
        assert all(len(column) == len(table) for column in table.columns)
        assert len(table.columns) == len(table.names)


@given(st.integers(1, 30), st.randoms(use_true_random=False))
def test_rows_in_any_order_tell_the_same_boxes(count, chance):
    rows = [
        {
            "image": f"{number % 7}.jpg",
            "label": CLASSES[number % 3],
            "x": number,
            "y": 1,
            "width": 5,
            "height": 6,
        }
        for number in range(count)
    ]
    mixed = rows.copy()
    chance.shuffle(mixed)

    def boxes(listed):
        dataset = Dataset.from_frames(pd.DataFrame(listed))
        split = dataset.splits["all"]
        names = split.images.name[split.boxes.image]
        labels = [dataset.classes[label] for label in split.boxes.label]
        return sorted(zip(names, labels, split.boxes.x, strict=True))

    assert boxes(rows) == boxes(mixed)


CELL = st.one_of(
    st.sampled_from(
        ["", " ", "a", "0", "1", "-1.5", "1e3", "nan", "é", "\u00a0", '"', '""', '"a"', '"a, b"', '"', "\t"]
    ),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.floats().map(str),
    st.text(max_size=5),
)


@given(st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=12), st.sampled_from(",;|\t"), st.booleans())
def test_a_text_all_at_once_is_as_line_by_line(rows, separator, quoted):
    """The quick way and the careful one tell the same cells, numbers, lines and problems."""
    lines = [separator.join(f'"{cell}"' if quoted else cell for cell in row) for row in rows]
    written = re.sub(r"\r\n?", "\n", "\n".join(lines))
    assume(written)
    log, other = ProblemLog(), ProblemLog()
    grid = find_grid(written.encode(), separator, "x")
    if grid is None:
        return
    careful = Rows(written.split("\n"), separator, "x", log)
    assert grid.first() == careful.first()
    for header in (False, True):
        one, same = grid.body(3, header=header, log=other), careful.body(3, header=header, log=log)
        assert log.problems() == other.problems()
        assert one.line.tolist() == same.line.tolist()
        assert one.width.tolist() == same.width.tolist()
        for column, expected in zip(one.columns, same.columns, strict=True):
            assert column.head(len(column)) == expected.head(len(expected))
            assert column.blank.tolist() == expected.blank.tolist()
            coded = column.coded.by_text()
            assert [coded.values[code] for code in coded.codes] == expected.head(len(expected))
            np.testing.assert_array_equal(column.numbers, expected.numbers)
