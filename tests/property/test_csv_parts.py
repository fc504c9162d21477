"""Text tables of any rows, cut anywhere and counted in any order, say what they say when read whole."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from insight_widgets.errors import InsightError
from insight_widgets.readers._text_rows import row_at
from insight_widgets.streams import csv_source, text_blocks
from insight_widgets.streams.text_cuts import certain_start
from tests.large_tables import in_parts, whole
from tests.property.test_streams import InOrder

number = st.one_of(st.integers(-3, 60).map(str), st.sampled_from(["", "nan", "1e1", "abc", " 7 ", "0.25"]))
image = st.sampled_from(["a.jpg", "b.jpg", "c.jpg", " c.jpg", "d.jpg", "é.jpg", ""])
name = st.sampled_from(["dog", "cat", "bird", "", "犬", "two\nlines", 'a "quoted" one', "x, y"])
box_row = st.tuples(image, name, number, number, number, number, st.sampled_from(["", "40", "50"]))
label_row = st.tuples(image, name, st.sampled_from(["train", "valid", "", "test"]))
mark = st.sampled_from(
    ["", '"', 'open "', '"open', "a.jpg", ",,,,,,,,,", ",", "a.jpg,dog", " ", "b.jpg,x,y,1,2,3,4,5,6"]
)
sizes = st.tuples(st.integers(3, 60), st.integers(5, 60), st.integers(0, 99))


def written(header, rows, marks, ending):
    """Return a table as text, with lines that are no rows of it."""
    lines = [header, *(",".join(map(quoted, row)) for row in rows)]
    for place, line in marks:
        lines.insert(1 + place % len(lines), line)
    return ending.join(lines)


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('",\n') else cell


def check_same(data, block, part, seed):
    """Compare a table that is cut into parts of some bytes, read some bytes at a time, with the whole."""
    with tempfile.TemporaryDirectory() as folder, cut(block, part):
        file = Path(folder) / "rows.csv"
        file.write_bytes(data)
        assert told(in_parts, file, InOrder(seed)) == told(whole, file)


@contextmanager
def cut(block, part):
    """Read text in blocks and parts of so many bytes."""
    with patch.object(text_blocks, "BLOCK", block), patch.object(csv_source, "PART_BYTES", part):
        yield


def told(read, *given):
    """Return the document, or that there is none."""
    try:
        return read(*given)
    except InsightError as error:
        return type(error).__name__


marks = st.lists(st.tuples(st.integers(0, 30), mark), max_size=3)
endings = st.sampled_from(["\n", "\r\n", "\r"])
BOXES = "image,label,x,y,width,height,image_width"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(box_row, max_size=40), marks, endings, sizes, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_boxes(rows, odd, ending, how, encoding):
    rows.sort(key=lambda row: row[0].strip())
    check_same(
        written(BOXES + ",image_height", [(*row, row[-1]) for row in rows], odd, ending).encode(encoding),
        *how,
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(label_row, max_size=40), marks, endings, sizes, st.booleans())
def test_labels_of_several_splits(rows, odd, ending, how, latin):
    rows.sort(key=lambda row: row[0].strip())
    text = written("image,label,split", rows, odd, ending)
    data = text.encode("latin-1", "replace") if latin else text.encode()
    check_same(data, *how)


@settings(max_examples=40, deadline=None)
@given(st.lists(box_row, max_size=40), marks, endings, sizes)
def test_rows_of_an_image_that_lie_apart(rows, odd, ending, how):
    """Numbers are the same; the examples of problems may be other ones."""
    text = written(f"{BOXES},image_height", [(*row, row[-1]) for row in rows], odd, ending)
    with tempfile.TemporaryDirectory() as folder, cut(*how[:2]):
        file = Path(folder) / "rows.csv"
        file.write_text(text, newline="")
        assert without_examples(told(in_parts, file, InOrder(how[2]))) == without_examples(told(whole, file))


def without_examples(document):
    """Return a document without examples, and without what is said of them."""
    if not document.startswith("{"):
        return document
    found = json.loads(document)
    found["problems"] = sorted((one["code"], one["split"], one["count"]) for one in found["problems"])
    return found


line = st.sampled_from(["a,b", '"a",b', '"a', 'b"', '"', "", 'x,"y', '","', '"a"b', '""'])
lines = st.lists(line, max_size=40)


@given(lines, lines)
def test_a_line_that_is_told_as_the_start_of_a_row_is_one(before, behind):
    """Whatever stands before."""
    place = certain_start(behind, ",")
    if place is None:
        return
    every, at, starts = [*before, *behind], 0, set()
    while at < len(every):
        starts.add(at)
        at += row_at(every, at, ",")[1]
    assert len(before) + place in {*starts, len(every)}
