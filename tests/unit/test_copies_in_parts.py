"""Copies of images by content, where data are counted in parts: the same as where they are read whole."""

from __future__ import annotations

import json
import shutil

import pytest

pa = pytest.importorskip("pyarrow")

from insight_widgets import Dataset, InsightReport, build_report, examples, load  # noqa: E402
from insight_widgets.columns import Split  # noqa: E402
from insight_widgets.errors import DataError  # noqa: E402
from insight_widgets.streams import file_parts, table_part, table_rows, table_source, voc_files  # noqa: E402
from tests.builders import images  # noqa: E402
from tests.large_tables import text, write  # noqa: E402
from tests.property.test_streams import InOrder  # noqa: E402
from tests.unit.test_copies import picture  # noqa: E402

ENGINES = ["local", "processes", "dask"]


def document(source, engine=None, distance=4, **options):
    if engine == "dask":
        pytest.importorskip("distributed")
    dataset = load(source, progress=False, engine=engine, **options)
    return text(build_report(dataset, progress=False, check_leaks=True, leak_distance=distance))


def problems(document):
    return {(one["code"], one["split"]): one for one in json.loads(document)["problems"]}


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Folders of classes with copies, near copies and files that are no images, some images a part."""
    monkeypatch.setattr(file_parts, "IMAGES", 3)
    for split, seeds in {"train": range(12), "val": range(20, 26), "test": range(30, 33)}.items():
        for seed in seeds:
            file = tmp_path / split / ("dog", "cat")[seed % 2] / f"{seed}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            picture(seed).save(file)
    shutil.copy(tmp_path / "train" / "dog" / "10.png", tmp_path / "val" / "cat" / "0.png")
    shutil.copy(tmp_path / "train" / "dog" / "10.png", tmp_path / "train" / "cat" / "again.png")
    shutil.copy(tmp_path / "train" / "cat" / "3.png", tmp_path / "test" / "cat" / "x.png")
    picture(5).resize((200, 150)).save(tmp_path / "val" / "dog" / "near.jpg", quality=60)
    (tmp_path / "val" / "dog" / "cut.png").write_bytes(
        (tmp_path / "val" / "dog" / "20.png").read_bytes()[:60]
    )
    (tmp_path / "train" / "dog" / "empty.png").write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize("engine", [*ENGINES, InOrder(3)], ids=[*ENGINES, "in order"])
def test_folders_of_images_on_every_engine(tree, engine):
    expected = document(tree)
    assert problems(expected)["leak", "val"]["count"] == 2
    assert problems(expected)["leak", "test"]["count"] == 1
    assert problems(expected)["duplicate-content", "train"]["count"] == 1
    assert document(tree, engine) == expected


@pytest.mark.parametrize("size", [1, 2, 7, 10**6])
@pytest.mark.parametrize("distance", [0, 8, 16])
def test_cut_anywhere_at_any_distance(tree, monkeypatch, size, distance):
    monkeypatch.setattr(file_parts, "IMAGES", size)
    assert document(tree, "local", distance) == document(tree, distance=distance)


def test_leaks_by_name_and_by_content_are_told_once(tmp_path, monkeypatch):
    monkeypatch.setattr(voc_files, "IMAGES", 1)
    for split, seeds in {"train": (0, 1, 2), "val": (1, 3)}.items():
        (tmp_path / split).mkdir()
        for seed in seeds:
            picture(seed).save(tmp_path / split / f"{seed}.png")
            box = "<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</ymax></bndbox>"
            written = f"<annotation><filename>{seed}.png</filename><object><name>dog</name>{box}</object>"
            (tmp_path / split / f"{seed}.xml").write_text(f"{written}</annotation>")
    shutil.copy(tmp_path / "train" / "2.png", tmp_path / "val" / "3.png")
    expected = document(tmp_path)
    assert problems(expected)["leak", "val"]["count"] == 2
    assert document(tmp_path, "local") == expected


@pytest.mark.parametrize("source", [examples.blood_cells, examples.coco_tiny])
def test_real_sets(source, monkeypatch):
    monkeypatch.setattr(voc_files, "IMAGES", 20)
    assert document(source(), "processes") == document(source())


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Boxes in Parquet beside their images, two splits in a column; images are cut between parts."""
    for name in ("table_part", "table_rows"):
        monkeypatch.setattr({"table_part": table_part, "table_rows": table_rows}[name], "BATCH", 4)
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    (tmp_path / "images").mkdir()
    rows = {"image": [], "label": [], "split": [], "x": [], "y": [], "width": [], "height": []}
    for at in range(20):
        name = f"{at}.png"
        if at % 7 != 6:
            picture(at % 9 if at > 12 else at).save(tmp_path / "images" / name)
        for box in range(1 + at % 3):
            values = (name, "dog", "val" if at > 12 else "train", 1.0 + box, 2.0, 9.0, 8.0)
            for column, value in zip(rows.values(), values, strict=True):
                column.append(value)
    return tmp_path, pa.table(rows)


@pytest.mark.parametrize("group", [1, 2, 5, 100])
@pytest.mark.parametrize("sized", [False, True])
def test_tables_cut_anywhere(table, group, sized):
    folder, rows = table
    if sized:
        for side in ("image_width", "image_height"):
            rows = rows.append_column(side, pa.array([64] * rows.num_rows))
    file = write(folder, "boxes.parquet", rows, group)
    expected = document(file)
    assert problems(expected)["leak", "val"]["count"] == 5
    assert problems(expected)["content-unread", "train"]["count"] == 1
    assert document(file, "local") == expected


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_tables_on_other_engines(table, engine):
    folder, rows = table
    file = write(folder, "boxes.parquet", rows, 6)
    assert document(file, engine) == document(file)


def test_tables_whose_images_lie_apart(table, capfd):
    folder, rows = table
    order = pa.array([at * 7 % rows.num_rows for at in range(rows.num_rows)])
    file = write(folder, "boxes.parquet", rows.take(order), 5)
    counts = [
        {key: one["count"] for key, one in problems(document(file, of)).items()} for of in (None, "local")
    ]
    assert counts[0] == counts[1]
    assert "do not lie together" in capfd.readouterr().err


def test_numbers_that_name_images_are_no_leak_by_name(table):
    folder, rows = table
    numbers = pa.array([int(name.removesuffix(".png")) % 13 for name in rows["image"].to_pylist()])
    file = write(folder, "boxes.parquet", rows.set_column(0, "image", numbers), 5)
    assert document(file, "local") == document(file)


def test_a_checkpoint_and_a_cache_keep_what_was_hashed(tree, tmp_path_factory):
    kept = tmp_path_factory.mktemp("kept")
    expected = document(tree)
    broken = Broken()
    with pytest.raises(KeyboardInterrupt):
        document(tree, broken, checkpoint=kept / "checkpoint")
    again = Broken(last=-1)
    assert document(tree, again, checkpoint=kept / "checkpoint") == expected
    assert again.places[0] == broken.last
    assert document(tree, "local", cache=kept / "cache") == expected
    unasked = Broken(last=-1)
    build_report(load(tree, engine=unasked, progress=False, cache=kept / "cache"), progress=False)
    assert unasked.places  # what was not compared is other than what was


class Broken:
    """Breaks off at a part, and remembers which were counted."""

    workers, same_disk, far = 1, True, False

    def __init__(self, last=4):
        self.last, self.places = last, []

    def run(self, function, items, places):
        from insight_widgets.engines import Outcome

        for place in places:
            (part,) = items[place].places
            if part == self.last:
                raise KeyboardInterrupt
            self.places.append(part)
            yield Outcome(place, function(items[place]))


def test_the_widget_fills_in_and_tells_of_copies_at_last(tree):
    report = InsightReport(tree, engine="local", check_leaks=True, progress=False)
    found = {(one["code"], one["split"]): one["count"] for one in report.to_dict()["problems"]}
    assert found["leak", "val"] == 2
    with pytest.raises(DataError, match="leak_distance"):
        InsightReport(tree, engine="local", check_leaks=True, leak_distance=99)


def test_a_data_set_that_is_there_needs_no_engine():
    report = InsightReport(Dataset("multiclass", ("a",), {"all": Split(images((9, 9)))}), engine="local")
    assert not report.counting
