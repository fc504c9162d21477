"""Data that are counted in parts: the same document as of data that are read whole."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

pa = pytest.importorskip("pyarrow")

from insight_widgets import build_report, load  # noqa: E402
from insight_widgets.errors import DataError, ReadError  # noqa: E402
from insight_widgets.streams import keys, table_part, table_rows, table_source  # noqa: E402
from tests.large_tables import box_table, in_parts, text, whole, write  # noqa: E402


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    monkeypatch.setattr(table_rows, "BATCH", 64)
    monkeypatch.setattr(table_part, "BATCH", 64)


@pytest.mark.parametrize("group", [1, 7, 100, 10**6])
def test_boxes_in_parts_cut_anywhere(tmp_path, small_parts, group):
    file = write(tmp_path, "boxes.parquet", box_table(200), group)
    assert in_parts(file) == whole(file)


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_every_engine_counts_the_same(tmp_path, engine):
    if engine == "dask":
        pytest.importorskip("distributed")
    file = write(tmp_path, "boxes.parquet", box_table(400), 100)
    assert in_parts(file, engine) == whole(file)


def test_where_results_travel_parts_are_larger(tmp_path, small_parts):
    file = write(tmp_path, "boxes.parquet", box_table(200), 5)
    source = load(file, engine="local").source
    rows = sum(part.rows for part in source.parts)
    assert len(source.parts) == -(-rows // 5)
    assert len(source.for_workers(2).parts) < 20


def test_parts_in_any_order(tmp_path, small_parts):
    file = write(tmp_path, "boxes.parquet", box_table(200), 13)
    assert in_parts(file, Shuffled()) == whole(file)


class Shuffled:
    """Counts parts in a random order."""

    workers, same_disk, far = 1, True, False

    def run(self, function, items, places):
        from insight_widgets.engines import Outcome

        for place in np.random.default_rng(5).permutation(len(places)).tolist():
            yield Outcome(place, function(items[place]))


def test_splits_in_files_with_leaks_and_missing_classes(tmp_path, small_parts):
    train, val = box_table(100, 1), box_table(60, 2, first=80)
    write(tmp_path, "train-00000-of-00002.parquet", train.slice(0, 150), 40)
    write(tmp_path, "train-00001-of-00002.parquet", train.slice(150), 40)
    write(
        tmp_path,
        "validation-00000-of-00001.parquet",
        val.filter(pa.compute.not_equal(val["label"], "dog")),
        40,
    )
    document = json.loads(in_parts(tmp_path))
    assert text_of(document) == text_of(json.loads(whole(tmp_path)))
    told = {(problem["code"], problem["split"]): problem for problem in document["problems"]}
    assert told["leak", "val"]["count"] == 19
    assert told["leak", "val"]["examples"][0] == 'image "folder/00080.jpg" is also in train (same file name)'
    assert told["class-missing", "val"]["count"] == 1


def text_of(document):
    return json.dumps(document, indent=0)


def test_a_column_of_splits(tmp_path, small_parts):
    table = box_table(150)
    image = table["image"].to_pylist()
    split = ["val" if hash_of(name) % 3 == 0 else "train" for name in image]
    file = write(tmp_path, "all.parquet", table.append_column("split", pa.array(split)), 50)
    assert in_parts(file) == whole(file)


def hash_of(name):
    return int(name[7:12]) * 7919


def test_tables_that_are_not_grouped_by_image(tmp_path, small_parts, capfd):
    table = box_table(150, faults=False)
    order = np.random.default_rng(3).permutation(table.num_rows)
    file = write(tmp_path, "mixed.parquet", table.take(pa.array(order)), 50)
    assert in_parts(file) == whole(file)
    assert "do not lie together; 4" in capfd.readouterr().err


def test_labels_one_and_several_an_image(tmp_path, small_parts):
    names = [f"{number}.jpg" for number in range(300)]
    label = ["dog", "cat", "tench, Tinca tinca"] * 100
    one = write(tmp_path, "one.parquet", pa.table({"image": names, "label": label}), 40)
    assert in_parts(one) == whole(one)
    names[250], label[250] = names[249], "bird"  # that labels are several is seen late
    several = write(tmp_path, "several.parquet", pa.table({"image": names, "label": label}), 40)
    assert in_parts(several) == whole(several)
    assert json.loads(in_parts(several))["task"] == "multilabel"


def test_flags_and_class_lists(tmp_path, small_parts):
    random = np.random.default_rng(0)
    flags = {name: random.integers(0, 2, 90) for name in ("mass", "node", "air")}
    file = write(
        tmp_path, "flags.parquet", pa.table({"image": [f"{at}.png" for at in range(90)], **flags}), 20
    )
    assert in_parts(file) == whole(file)
    numbers = {"image": [f"{at}.png" for at in range(90)], "label": random.integers(0, 4, 90)}
    file = write(tmp_path, "numbers.parquet", pa.table(numbers), 20)
    for classes in (None, ("a", "b", "c", "d"), ("0", "1", "2"), ("x",)):
        assert in_parts(file, classes=classes) == whole(file, classes=classes)


def test_shares_that_are_told_by_late_rows(tmp_path, small_parts):
    table = box_table(100, faults=False).to_pydict()
    shares = {
        name: [None if cell is None else cell / 128 for cell in table[name]]
        for name in ("x", "y", "width", "height")
    }
    file = write(tmp_path, "shares.parquet", pa.table(table | shares), 30)
    assert in_parts(file) == whole(file)
    shares["x"][-1] = 40.0
    file = write(tmp_path, "pixels.parquet", pa.table(table | shares), 30)
    assert in_parts(file) == whole(file)


def test_areas_of_masks(tmp_path, small_parts):
    rows = {"image": [f"{at // 2}.png" for at in range(100)], "label": ["cat", "dog"] * 50}
    rows |= {
        "pixels": [at * 7 % 90 for at in range(100)],
        "image_width": [10] * 100,
        "image_height": [9] * 100,
    }
    rows["label"][-1] = "bird"
    file = write(tmp_path, "masks.parquet", pa.table(rows), 15)
    assert in_parts(file) == whole(file)


def test_arrow_files_and_streams(tmp_path, small_parts):
    table = box_table(100)
    expected = whole(write(tmp_path, "same.parquet", table))
    for new in (pa.ipc.new_file, pa.ipc.new_stream):
        (tmp_path / new.__name__).mkdir()
        file = tmp_path / new.__name__ / "same.arrow"
        with new(str(file), table.schema) as writer:
            writer.write_table(table, max_chunksize=37)
        assert in_parts(file).replace("same.arrow", "same.parquet") == expected


def test_patterns_folders_of_splits_and_addresses(tmp_path, small_parts):
    fsspec = pytest.importorskip("fsspec")
    table = box_table(60)
    write(tmp_path, "split=train/part-0.parquet", table)
    write(tmp_path, "split=validation/part-0.parquet", box_table(20, 3, first=500))
    assert list(json.loads(in_parts(tmp_path))["splits"]) == ["train", "val"]
    found = json.loads(in_parts(f"{tmp_path}/*train/*.parquet"))
    assert found["splits"]["train"]["images"] == 60
    memory = fsspec.filesystem("memory")
    for file in tmp_path.rglob("*.parquet"):
        memory.pipe(f"/sets/{file.parent.name}/{file.name}", file.read_bytes())
    remote = json.loads(in_parts("memory://sets"))
    assert remote["statistics"] == json.loads(in_parts(tmp_path))["statistics"]


def numbered(table, images):
    """Return a table whose images are called by numbers."""
    return table.set_column(0, "image", pa.array([int(name[7:12]) for name in images]))


@pytest.mark.parametrize("order", ["sorted", "seam", "torn in a part", "torn apart"])
def test_numbers_of_images_that_ascend_are_told_apart_by_their_ranges(tmp_path, small_parts, order):
    table = box_table(150, faults=False)
    table = numbered(table, table["image"].to_pylist())
    rows = list(range(table.num_rows))
    if order == "torn in a part":  # an image goes on behind another one, in one row group of many batches
        rows = [*rows[3:200], *rows[:3], *rows[200:]]
    if order == "torn apart":
        rows = [*rows[1:], rows[0]]
    group = 300 if order == "torn in a part" else 50
    file = write(tmp_path, "numbers.parquet", table.take(pa.array(rows)), group)
    stream = load(file, engine="local")
    assert stream.source.first_plan().apart == (order != "torn apart")
    assert in_parts(file) == whole(file)


def test_ranges_that_touch_but_not_at_the_seam(tmp_path, small_parts):
    first, second = [1, 2, 9, 3, 4], [10, 11, 9, 12]
    columns = {
        "image": first + second,
        "label": ["dog"] * 9,
        "image_width": [50] * 9,
        "image_height": [50] * 9,
    }
    columns |= {name: [float(10 + at) for at in range(9)] for name in ("x", "y", "width", "height")}
    file = write(tmp_path, "touch.parquet", pa.table(columns), 5)
    assert load(file, engine="local").source.first_plan().apart
    assert json.loads(in_parts(file))["splits"]["all"]["images"] == 8
    assert in_parts(file) == whole(file)


def test_many_hashes_lie_in_a_file(monkeypatch):
    monkeypatch.setattr(keys, "IN_MEMORY", 50)
    random = np.random.default_rng(1)
    hashes = random.integers(0, 2**63, 1000).astype(np.uint64)
    store, other = keys.KeyStore(), keys.KeyStore()
    for place in random.permutation(10).tolist():
        store.add(place, hashes[100 * place : 100 * place + 100])
    assert not len(store.repeated())
    store.add(10, hashes[[700, 3]])
    other.add(0, hashes[[5, 999, 6]])
    assert store.repeated().tolist() == sorted(hashes[[700, 3]].tolist())
    assert store.shared_with(other).tolist() == sorted(hashes[[5, 999, 6]].tolist())
    found = list(store.found(np.sort(hashes[[999, 6, 5]])))
    assert [(place, held.tolist()) for place, held in found] == [
        (0, hashes[[5, 6]].tolist()),
        (9, [hashes[999]]),
    ]


def test_shards_that_cannot_be_read_are_told_and_the_rest_counts(tmp_path):
    table = box_table(90)
    for piece in range(3):
        write(tmp_path, f"train-{piece}.parquet", table.slice(piece * 80, 80))
    cut = tmp_path / "train-1.parquet"
    cut.write_bytes(cut.read_bytes()[:-200])
    write(tmp_path, "train-3.parquet", pa.table({"other": [1]}))
    document = json.loads(in_parts(tmp_path))
    told = [problem for problem in document["problems"] if problem["code"] == "part-unreadable"]
    assert [problem["count"] for problem in told] == [2]
    assert "train-1.parquet" in told[0]["examples"][0]
    assert "height, image, image_height" in told[0]["examples"][1]
    assert document["splits"]["train"]["images"] > 40


def test_nothing_that_can_be_read_is_one_clear_error(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"no table")
    with pytest.raises(ReadError, match="cannot be read as a table"):
        in_parts(tmp_path / "a.parquet")
    with pytest.raises(ReadError, match="no such file or folder"):
        in_parts(tmp_path / "b.parquet")
    with pytest.raises(DataError, match=r"engine 'dusk' is not known \(did you mean \"dask\"\?\)"):
        in_parts(tmp_path / "a.parquet", "dusk")
    with pytest.raises(DataError, match="give a path, or leave engine= out"):
        in_parts([1, 2])


def test_dask_is_imported_only_where_it_is_asked_for():
    code = "import sys; from insight_widgets import load, build_report; import insight_widgets.streams.stream"
    told = subprocess.run(
        [sys.executable, "-c", f"{code}; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert not {"dask", "distributed"} & set(told.stdout.split())


def test_links_that_lead_out_of_the_folder_are_refused_before_they_are_opened(tmp_path, monkeypatch):
    outside = write(tmp_path, "elsewhere/train.parquet", box_table(5))
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "train.parquet").symlink_to(outside)
    (tmp_path / "set" / "inner").symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr("pyarrow.parquet.ParquetFile", None)  # whoever opens it fails
    monkeypatch.setattr("pyarrow.parquet.read_schema", None)
    for given in (tmp_path / "set", str(tmp_path / "set" / "*.parquet")):
        with pytest.raises(ReadError, match="a link that leads out of the folder"):
            in_parts(given)
    with pytest.raises(ReadError, match="a link that leads out of the folder"):
        whole(tmp_path / "set")


def test_links_within_the_folder_are_followed(tmp_path):
    write(tmp_path, "set/inner/train.parquet", box_table(5))
    (tmp_path / "set" / "val.parquet").symlink_to(tmp_path / "set" / "inner" / "train.parquet")
    assert json.loads(in_parts(tmp_path / "set"))["splits"].keys() == {"train", "val"}


def test_the_title_can_be_said(tmp_path):
    stream = load(write(tmp_path, "boxes.parquet", box_table(10)), engine="local", title="pets")
    assert '"title": "pets"' in text(build_report(stream, progress=False))


def test_an_engine_is_chosen_by_how_much_there_is_to_count(tmp_path, small_parts, monkeypatch, capfd):
    monkeypatch.setenv("INSIGHT_WIDGETS_PROCESSES", "2")
    file = write(tmp_path, "boxes.parquet", box_table(200), 40)
    expected = whole(file)
    assert in_parts(file, "auto") == expected
    assert "parts are counted by 2 processes" in capfd.readouterr().err
    few = write(tmp_path, "few.parquet", box_table(8), 40)
    assert in_parts(few, "auto") == whole(few)
    assert "processes" not in capfd.readouterr().err
