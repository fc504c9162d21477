"""Text tables in parts: on every engine, packed, without a header, in pieces, damaged."""

from __future__ import annotations

import gzip
import json

import pytest

pytest.importorskip("pyarrow")

from insight_widgets import build_report, load
from insight_widgets.errors import InsightError, ReadError
from insight_widgets.streams import csv_source, text_blocks, text_rows
from tests.large_tables import box_table, in_parts, whole
from tests.unit.test_bad_parts import client, engine, told  # noqa: F401  (fixtures)

HEADER = "image,label,x,y,width,height,image_width,image_height"


def csv_text(images=160, *, header=True, first=0, separator=","):
    """Return boxes as text, with all that may be wrong."""
    rows = zip(*(column.to_pylist() for column in box_table(images, first=first).columns), strict=True)
    written = [separator.join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([*([HEADER.replace(",", separator)] if header else []), *written, ""])


def table(folder, data, name="train.csv"):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


@pytest.fixture
def small(monkeypatch):
    """Parts of two kilobytes."""
    monkeypatch.setattr(csv_source, "PART_BYTES", 2048)
    monkeypatch.setattr(text_blocks, "BLOCK", 512)


def test_every_engine_says_what_the_whole_says(tmp_path, engine, small):  # noqa: F811
    file = table(tmp_path, csv_text())
    assert len(load(file, engine="local").source.parts) > 10
    assert in_parts(file, engine) == whole(file)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators(tmp_path, small, separator):
    file = table(tmp_path, csv_text(separator=separator), "rows.tsv")
    assert in_parts(file) == whole(file)


def test_a_packed_table_is_one_part_that_is_read_in_pieces(tmp_path, small):
    file = table(tmp_path, gzip.compress(csv_text().encode()), "train.csv.gz")
    assert len(load(file, engine="local").source.parts) == 1
    assert in_parts(file) == whole(file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("packed", [False, True])
def test_other_encodings(tmp_path, small, encoding, packed):
    data = csv_text().replace("犬", "Käse").encode(encoding)
    file = table(tmp_path, gzip.compress(data) if packed else data, f"a.csv{'.gz' * packed}")
    assert in_parts(file) == whole(file)


def test_a_table_without_a_header(tmp_path, small):
    rows = [f"{number // 3}.jpg,{number % 7},{number % 5},{number},{number + 9},dog" for number in range(300)]
    file = table(tmp_path, "\n".join(rows))
    assert len(load(file, engine="local").source.parts) > 2
    assert in_parts(file) == whole(file)


def test_blanks_between_cells(tmp_path, small):
    file = table(tmp_path, "\n".join(f"{number}.jpg {number % 2} 1 0" for number in range(400)), "a.txt")
    assert in_parts(file, format="csv") == whole(file, format="csv")


def test_boxes_in_one_column(tmp_path, small):
    rows = [f'{at // 2}.jpg,90,80,"[{at % 50}, 2.5, 3, 4]",dog' for at in range(200)]
    rows[120] = '60.jpg,90,80,"[1, 2, 3]",dog'
    file = table(tmp_path, "\n".join(["image_id,width,height,bbox,source", *rows]))
    assert len(load(file, engine="local").source.parts) > 2
    assert in_parts(file) == whole(file)


def test_columns_of_yes_and_no(tmp_path, small):
    rows = [f"{at}.jpg,{at % 2},{at % 3 // 2},0" for at in range(300)]
    file = table(tmp_path, "\n".join(["image,cat,dog,fish", *rows]))
    assert in_parts(file) == whole(file)


def test_columns_of_yes_and_no_that_first_rows_leave_blank(tmp_path, small, monkeypatch):
    monkeypatch.setattr(csv_source, "HEAD_BYTES", 1000)
    rows = [
        f"{at}.jpg,{at % 2},1,{'' if at < 250 else at % 2},,{'' if at < 250 else 'x'}" for at in range(300)
    ]
    file = table(tmp_path, "\n".join(["image,cat,dog,fish,blank,words", *rows]))
    assert json.loads(whole(file))["classes"] == ["cat", "dog", "fish"]
    assert in_parts(file) == whole(file)


def test_names_with_line_ends_are_cut_right_or_not_at_all(tmp_path, small):
    rows = [f'"{at}.jpg","two\nlines"' for at in range(300)]
    file = table(tmp_path, "\n".join(["image,label", *rows]))
    assert in_parts(file) == whole(file)


def test_a_file_for_every_split(tmp_path, small):
    table(tmp_path, csv_text(90), "train.csv")
    table(tmp_path, csv_text(50, first=80), "val.csv")
    assert in_parts(tmp_path) == whole(tmp_path)
    by_split = {"train": tmp_path / "train.csv", "val": tmp_path / "val.csv"}
    assert json.loads(in_parts(by_split))["splits"] == json.loads(whole(by_split))["splits"]


@pytest.fixture
def shards(tmp_path):
    """Three shards of train; the images of one are not in the others."""
    for number in range(3):
        table(tmp_path, csv_text(60, first=100 * number), f"train-{number:05}-of-00003.csv")
    return tmp_path


def shard(folder, number):
    return folder / f"train-{number:05}-of-00003.csv"


def test_shards_are_one_split(shards, tmp_path_factory):
    joined = csv_text(60) + csv_text(60, first=100, header=False) + csv_text(60, first=200, header=False)
    one = json.loads(whole(table(tmp_path_factory.mktemp("one"), joined)))
    for given in (shards, shards / "train-*.csv"):
        found = json.loads(in_parts(given))
        assert found["splits"] == one["splits"]
        assert found["statistics"] == one["statistics"]


def other_header(data):
    return data.replace(b"label", b"price")


def no_bytes(_data):
    return b""


def binary(data):
    return data[:100] + b"\0" * 40 + data[100:]


def headerless(data):
    return b"a.jpg,dog\nb.jpg,cat\n"


@pytest.mark.parametrize("damage", [other_header, no_bytes, binary, headerless])
def test_a_shard_that_is_damaged_is_told_and_the_rest_counts(shards, engine, damage, tmp_path_factory):  # noqa: F811
    rest = tmp_path_factory.mktemp("rest")
    for number in (0, 2):
        table(rest, shard(shards, number).read_bytes(), shard(shards, number).name)
    shard(shards, 1).write_bytes(damage(shard(shards, 1).read_bytes()))
    document = in_parts(shards, engine)
    (example,) = told(document)["part-unreadable"]["examples"]
    assert str(shard(shards, 1)) in example
    assert json.loads(document)["splits"] == json.loads(in_parts(rest))["splits"]


def test_columns_of_a_shard_in_another_order(shards):
    expected = json.loads(in_parts(shards))["splits"]
    lines = [line.split(",") for line in shard(shards, 1).read_text().split("\n")]
    shard(shards, 1).write_text("\n".join(",".join(reversed(cells)) for cells in lines))
    assert json.loads(in_parts(shards))["splits"] == expected


def test_a_cut_row_is_told_as_when_read_whole(tmp_path, small):
    file = table(tmp_path, csv_text()[:-30])
    assert in_parts(file) == whole(file)
    packed = table(tmp_path, gzip.compress(csv_text().encode())[:-30], "b.csv.gz")
    with pytest.raises(ReadError, match=r"b\.csv\.gz: cannot be read"):
        in_parts(packed)


def test_zeros_behind_the_beginning_are_text(tmp_path, small, monkeypatch):
    monkeypatch.setattr(text_blocks, "BLOCK", 2**17)
    file = table(tmp_path, csv_text(3000) + "x\0y.jpg,dog,1,1,2,2,100,90\n")
    assert in_parts(file) == whole(file)


def test_a_line_without_end_is_refused(tmp_path, small, monkeypatch):
    monkeypatch.setattr(text_rows, "MOST_UNCUT", 50_000)
    file = table(tmp_path, csv_text() + "z.jpg," + "x" * 100_000)
    document = in_parts(file)
    assert "more than 50,000 bytes in one line" in told(document)["part-unreadable"]["examples"][0]


def test_a_long_line_is_read(tmp_path, small):
    file = table(
        tmp_path, csv_text() + "z.jpg," + "x" * 100_000 + "\n" + csv_text(30, first=900, header=False)
    )
    assert in_parts(file) == whole(file)


@pytest.mark.parametrize("data", ["", "\n\n", HEADER, f"{HEADER}\n\n", "\0\0\0\0"])
def test_a_file_with_nothing_in_it_is_one_error(tmp_path, data):
    file = table(tmp_path, data)
    with pytest.raises(InsightError, match="train"):
        load(file, format="csv")
    with pytest.raises(InsightError, match="train"):
        build_report(load(file, engine="local", format="csv"), progress=False)


def test_a_column_of_words_where_numbers_are_wanted(tmp_path, small):
    rows = [f"{at}.jpg,dog,1,1,{'wide' if at != 70 else 4},5" for at in range(200)]
    file = table(tmp_path, "\n".join([HEADER.rsplit(",", 2)[0], *rows]))
    assert in_parts(file) == whole(file)
    file = table(tmp_path, "\n".join([HEADER.rsplit(",", 2)[0], *(row.replace("4", "four") for row in rows)]))
    with pytest.raises(ReadError, match='numbers are wanted in column "width"; got "wide"'):
        in_parts(file)


def test_a_file_that_changes_while_it_is_read(tmp_path, small):
    file = table(tmp_path, csv_text())
    stream = load(file, engine="local", progress=False)
    assert stream.source.parts
    with file.open("a") as more:
        more.write("x.jpg,dog,1,1,2,2,100,90\n")
    with pytest.raises(ReadError, match="the file has changed while it was read"):
        build_report(stream, progress=False)


def test_rows_of_an_image_in_two_shards_with_a_damaged_one_between(shards, capfd):
    shard(shards, 1).write_bytes(b"")
    text_of = shard(shards, 2).read_text()
    shard(shards, 2).write_text(f"{text_of}folder/00003.jpg,dog,1,1,9,9,100,90\nz.jpg\n")
    document = json.loads(in_parts(shards))
    problems = told(json.dumps(document))
    assert problems["part-unreadable"]["count"] == 1
    assert "train-00002-of-00003.csv: line" in problems["row-unreadable"]["examples"][0]
    assert document["splits"]["train"]["images"] == 120
    assert "do not lie together" in capfd.readouterr().err
