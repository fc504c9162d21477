"""Text as a table: separators, encodings, headers, broken rows."""

from __future__ import annotations

import gzip
import random

import pytest

from insight_widgets.errors import ReadError
from insight_widgets.readers import csv_labels, find_reader
from insight_widgets.report import build_report
from tests.csv_tables import labels, problems, read, table
from tests.real_data import REAL_DATA, needs_real_data

MARKS = b"\",|;[]'\n\r\t \\\x00\xff01x"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", " ", " ,  "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_separator_and_line_end(tmp_path, separator, end):
    text = end.join(separator.join(row) for row in [("image", "class"), ("a.jpg", "dog"), ("b.jpg", "cat")])
    dataset = read(table(tmp_path, text))
    assert dataset.task == "multiclass"
    assert dataset.classes == ("cat", "dog")
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": ["cat"]}


@pytest.mark.parametrize(
    "data",
    [
        "image,label\nщ.jpg,кот\n".encode("utf-8-sig"),
        "image,label\nщ.jpg,кот\n".encode("utf-16"),
        'image,label\n"щ.jpg","кот"\n'.encode(),
    ],
)
def test_marks_of_encodings_and_quotes(tmp_path, data):
    assert labels(read(table(tmp_path, data))) == {"щ.jpg": ["кот"]}


def test_gzip(tmp_path):
    path = table(tmp_path, gzip.compress(b"image,label\na.jpg,dog\n"), "train.csv.gz")
    assert find_reader(path).FORMAT == "csv"
    assert labels(read(path), "train") == {"a.jpg": ["dog"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "image,target,diagnosis\na.jpg,0,nv\nb.jpg,0,mel\nc.jpg,1,mel\n",
            '"target", "diagnosis" could all hold',
        ),
        ("image,kind,place\na.jpg,x,u\nb.jpg,x,v\nc.jpg,y,v\n", '"kind", "place" could all hold'),
        ("image,age\na.jpg,1.5\nb.jpg,2.5\n", "no column of classes"),
        ("image\na.jpg\n", "no row of cells|no column of classes"),
        ("epoch,loss\n1,2.5\n2,2.25\n", "no column of image names"),
        ("image,xmin,ymin,xmax,label\na.jpg,1,1,2,dog\n", '"ymax" is missing'),
        (
            "image,xmin,ymin,xmax,ymax,label\na.jpg,one,1,2,2,dog\n",
            'numbers are wanted in column "xmin"; got "one"',
        ),
        ("image,label\n", "a header and nothing below it"),
        ("", "the file is empty"),
        ("  \n \n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary file"),
        ("a.jpg,dog,1\nb.jpg,cat,2\n", "no header, and rows of 3 cells"),
        ('"image,label\na.jpg,dog\n', "no column of image names|no row"),
        ("image,label\na.jpg,dog,7\nb.jpg,cat,8\n", "no row that can be read.*2 cells are wanted, got 3"),
    ],
)
def test_what_is_no_table_of_labels_is_one_clear_error(tmp_path, text, words):
    path = table(tmp_path, text)
    with pytest.raises(ReadError, match=words) as error:
        read(path)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)


def test_missing_files_and_damaged_gzip(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "missing.csv")
    with pytest.raises(ReadError, match="cannot be read"):
        read(table(tmp_path, b"\x1f\x8bbroken", "a.csv.gz"))
    with pytest.raises(ReadError, match="cannot be read"):
        read(table(tmp_path, gzip.compress(b"image,label\n" * 99)[:-9], "b.csv.gz"))


def test_without_a_header(tmp_path):
    assert labels(read(table(tmp_path, "a.jpg,dog\nb.jpg,cat\n"))) == {"a.jpg": ["dog"], "b.jpg": ["cat"]}
    many = "a.png 0 1 0\nb.png 0 0 0\nc.png 1 1 0\n"
    dataset = read(table(tmp_path, many))
    assert dataset.task == "multilabel"
    assert dataset.classes == ("0", "1", "2")
    assert labels(dataset) == {"a.png": ["1"], "b.png": [], "c.png": ["0", "1"]}
    assert read(table(tmp_path, many), classes=("x", "y", "z")).classes == ("x", "y", "z")
    with pytest.raises(ReadError, match="3 columns of labels without a header; the class list has 2 names"):
        read(table(tmp_path, many), classes=("x", "y"))


def test_ids_and_answers_without_a_header(tmp_path):
    dataset = read(table(tmp_path, "101 0 0 1\n102 1 0 1\n"))
    assert dataset.classes == ("0", "1", "2")


def test_bad_rows_are_told_with_their_line_and_reading_goes_on(tmp_path):
    text = (
        "image,label\na.jpg,dog\nb.jpg\nc.jpg,cat,extra\n\n,dog\n"
        'd.jpg,"open\ne.jpg,"cat"\nf.jpg,"two\nlines"\ng.jpg,dog\n'
    )
    dataset = read(table(tmp_path, text))
    assert labels(dataset) == {"a.jpg": ["dog"], "e.jpg": ["cat"], "f.jpg": ["two\nlines"], "g.jpg": ["dog"]}
    assert problems(dataset) == {"row-unreadable": 4}
    examples = " / ".join(dataset.splits["all"].problems[0].examples)
    for line in ("line 3: 2 cells are wanted, got 1", "line 4", "line 6: no image name", "line 7: a quote"):
        assert line in examples
    assert dataset.splits["all"].labels.record.tolist() == [2, 8, 9, 11]


def test_rows_that_lack_only_cells_nobody_reads_count(tmp_path):
    dataset = read(table(tmp_path, "image,label,place\na.jpg,dog,x\nb.jpg,cat\n"))
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": ["cat"]}
    assert problems(dataset) == {"row-short": 1}


def test_text_that_is_not_utf8_is_told(tmp_path):
    dataset = read(table(tmp_path, "image,label\na.jpg,Käse\n".encode("latin-1")))
    assert labels(dataset) == {"a.jpg": ["Käse"]}
    assert problems(dataset) == {"text-encoding": 1}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("image,label\na.jpg,dog\n", "x.csv", True),
        ("a.jpg 0 1\n", "x.txt", True),
        ("image,label\n", "x.csv", True),
        ("", "x.csv", True),
        ("epoch,train/loss,val/loss\n1,2,3\n", "x.csv", False),
        (",loss,acc\n0,2.5,0.5\n", "x.csv", False),
        ("a.png b.png\nc.png d.png\n", "x.txt", False),
        ("0 0.5 0.5 0.25 0.25\n", "x.txt", False),
        ("dog\ncat\n", "x.txt", False),
        ("Dead,0\nAlive,1\n", "x.csv", False),
        ("image,label\na.jpg,dog\n", "x.json", False),
        ("A table of an image and a label.\n", "README.txt", False),
    ],
)
def test_what_is_taken_for_a_table_of_labels(tmp_path, text, name, expected):
    assert csv_labels.detect(table(tmp_path, text, name)) is expected


def outcome(path):
    """Return a report, or the error in its place."""
    try:
        return build_report(read(path), progress=False).to_dict()
    except ReadError as error:
        return str(error)


def test_mutated_tables_are_read_or_refused_with_one_line(tmp_path):
    sound = b'image,label,split\n"a.jpg",dog|cat,train\nb.jpg,"x, y",val\nc.jpg,[\'q\'],train\n' * 3
    chance = random.Random(7)  # noqa: S311  (no secret)
    for _ in range(300):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = bytes(chance.choices(MARKS, k=chance.randint(0, 3)))
        path = table(tmp_path, bytes(data))
        csv_labels.detect(path)
        found = outcome(path)
        assert isinstance(found, dict) or "\n" not in found


@needs_real_data
def test_no_training_log_is_a_table_of_labels():
    logs = [path for path in (REAL_DATA / "logs").rglob("*") if path.suffix in {".csv", ".txt", ".tsv"}]
    assert logs
    assert not any(map(csv_labels.detect, logs))


def test_blanks_within_cells_part_nothing_where_commas_part_all(tmp_path):
    rows = [f"{number},two words,{'hello' if number % 3 == 0 else ''}" for number in range(40)]
    dataset = read(table(tmp_path, "\n".join(["image_id,Finding Label,comment", *rows])))
    assert dataset.classes == ("two words",)
    assert len(dataset.splits["all"].images) == 40
