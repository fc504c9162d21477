"""Parts that are cut, empty, huge, of another kind, or gone: told, and the rest counts, on every engine."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402

from insight_widgets import build_report, load  # noqa: E402
from insight_widgets.engines import engine_of  # noqa: E402
from insight_widgets.errors import ReadError  # noqa: E402
from insight_widgets.streams import table_source  # noqa: E402
from tests.large_tables import box_table, in_parts, text, whole, write  # noqa: E402
from tests.unit.test_file_parts import coco  # noqa: E402


@pytest.fixture(scope="module")
def client():
    distributed = pytest.importorskip("distributed")
    quiet = {"scheduler_kwargs": {"dashboard": False}, "silence_logs": 50, "dashboard_address": None}
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


@pytest.fixture(params=["local", "processes", "dask"])
def engine(request):
    return engine_of(request.getfixturevalue("client") if request.param == "dask" else request.param)


@pytest.fixture
def shards(tmp_path):
    """Four shards of train, of which the first tells what is wanted."""
    table = box_table(160)
    for number in range(4):
        write(tmp_path, f"train-{number:05}-of-00004.parquet", table.slice(number * 120, 120), 40)
    return tmp_path


def shard(folder, number):
    return folder / f"train-{number:05}-of-00004.parquet"


def told(document):
    return {one["code"]: one for one in json.loads(document)["problems"]}


def without(folder, number, tmp_path_factory):
    """Return the images and labels of all shards but one."""
    rest = tmp_path_factory.mktemp("rest")
    for file in folder.iterdir():
        if file != shard(folder, number):
            (rest / file.name).write_bytes(file.read_bytes())
    return json.loads(in_parts(rest))["splits"]


def cut(file):
    file.write_bytes(file.read_bytes()[:-300])


def cut_in_the_middle(file):
    """Damage pages, and leave the footer."""
    data = bytearray(file.read_bytes())
    data[40:900] = b"\xff" * 860
    file.write_bytes(data)


def other_columns(file):
    write(file.parent, file.name, pa.table({"name": ["x"], "age": [4]}))


def no_bytes(file):
    file.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, cut_in_the_middle, other_columns, no_bytes])
def test_a_shard_that_is_damaged_is_told_and_the_rest_counts(shards, engine, damage, tmp_path_factory):
    damage(shard(shards, 2))
    document = in_parts(shards, engine)
    (example,) = told(document)["part-unreadable"]["examples"]
    assert str(shard(shards, 2)) in example
    assert json.loads(document)["splits"] == without(shards, 2, tmp_path_factory)


def test_a_split_of_which_nothing_can_be_read_stays(shards, engine):
    (shards / "val-00000-of-00001.parquet").write_bytes(b"PAR1")
    document = in_parts(shards, engine)
    assert json.loads(document)["splits"]["val"] == {"images": 0, "labels": 0}
    assert told(document)["part-unreadable"]["split"] == "val"


def test_a_column_that_nobody_reads_may_be_missing(shards, engine):
    expected = in_parts(shards, engine)
    for number in (0, 2):
        table = parquet.read_table(shard(shards, number))
        write(shards, shard(shards, number).name, table.append_column("note", table["label"]), 40)
    document = in_parts(shards, engine)
    assert "part-unreadable" not in told(document)
    assert json.loads(document)["splits"] == json.loads(expected)["splits"]


def changed(file, name, column):
    table = parquet.read_table(file)
    write(file.parent, file.name, table.set_column(table.column_names.index(name), name, column), 40)


def test_a_shard_whose_column_is_of_another_kind_is_told(shards, engine, tmp_path_factory):
    changed(shard(shards, 1), "width", pa.array([f"side {number}" for number in range(120)]))
    document = in_parts(shards, engine)
    (example,) = told(document)["part-unreadable"]["examples"][:1]
    assert f"{shard(shards, 1)}, row groups 0" in example
    assert 'numbers are wanted in column "width", as in the first file; got texts' in example
    assert json.loads(document)["splits"] == without(shards, 1, tmp_path_factory)


def test_numbers_and_texts_of_several_types_are_put_together_at_seams(shards, engine):
    kinds = {"width": [pa.int16(), pa.float32(), pa.int64()], "label": [pa.string(), pa.large_string()]}
    expected = None
    for final in (False, True):
        for name, types in kinds.items():
            for number, kind in enumerate(types):
                column = parquet.read_table(shard(shards, number))[name]
                cast = column.cast(kind, safe=False)
                changed(shard(shards, number), name, cast if final else cast.cast(column.type))
        expected = expected or whole(shards)
    assert in_parts(shards, engine) == expected


def test_a_shard_without_rows_adds_nothing(shards, engine, tmp_path_factory):
    write(shards, shard(shards, 1).name, box_table(160).slice(0, 0))
    document = in_parts(shards, engine)
    assert "part-unreadable" not in told(document)
    assert json.loads(document)["splits"] == without(shards, 1, tmp_path_factory)


def test_a_first_shard_without_rows_is_no_harm(shards, engine, tmp_path_factory):
    write(shards, shard(shards, 0).name, box_table(160).slice(0, 0))
    assert json.loads(in_parts(shards, engine))["splits"] == without(shards, 0, tmp_path_factory)


def test_a_shard_that_disappears_while_it_is_read(shards, engine, tmp_path_factory):
    stream = load(shards, engine=engine, progress=False)
    assert stream.source.parts  # what the files say of themselves was read
    expected = without(shards, 3, tmp_path_factory)
    shard(shards, 3).unlink()
    document = text(build_report(stream, progress=False))
    (example,) = told(document)["part-unreadable"]["examples"]
    assert str(shard(shards, 3)) in example
    assert json.loads(document)["splits"] == expected


def test_a_shard_that_is_much_larger_than_others_is_cut(shards, engine, monkeypatch):
    monkeypatch.setattr(table_source, "PART_ROWS", 100)
    write(shards, shard(shards, 3).name, box_table(2000, first=1000), 100)
    assert len(load(shards, engine="local").source.parts) > 20
    assert in_parts(shards, engine) == whole(shards)


def test_two_shards_that_claim_the_same_images(shards, engine, capfd):
    shard(shards, 3).write_bytes(shard(shards, 1).read_bytes())
    document, expected = json.loads(in_parts(shards, engine)), json.loads(whole(shards))
    assert document["splits"] == expected["splits"]
    assert document["statistics"] == expected["statistics"]
    counts = [{one["code"]: one["count"] for one in of["problems"]} for of in (document, expected)]
    assert counts[0] == counts[1]
    assert "do not lie together" in capfd.readouterr().err


def test_a_class_list_that_grows_from_part_to_part(tmp_path, engine):
    for number, names in enumerate([["dog"], ["dog", "cat"], ["fish", "cat"]]):
        labels = [(at, name) for at, name in enumerate(names)]
        content = coco([f"{number}-{at}.jpg" for at in range(len(names))], labels, names)
        (tmp_path / f"train_{number}.json").write_text(json.dumps(content))
    document = json.loads(in_parts(tmp_path, engine))
    assert document["classes"] == ["dog", "cat", "fish"]
    assert document["statistics"]["box_labels"]["train"] == [2, 2, 1]


def test_two_coco_files_that_claim_the_same_image(tmp_path, engine):
    for number in range(2):
        content = coco(["same.jpg", f"{number}.jpg"], [(0, "dog"), (1, "dog")], ["dog"])
        (tmp_path / f"train_{number}.json").write_text(json.dumps(content))
    document = in_parts(tmp_path, engine)
    assert json.loads(document)["splits"]["train"] == {"images": 3, "labels": 3}
    assert told(document)["duplicate-image"]["count"] == 1


def test_nothing_that_can_be_read_is_one_error(shards, engine):
    for number in range(4):
        cut(shard(shards, number))
    with pytest.raises(ReadError, match="cannot be read as a table"):
        in_parts(shards, engine)


class Killing:
    """A part at which the worker is killed the first time, or every time."""

    split = "train"

    def __init__(self, part, mark, *, always):
        self.part, self.mark, self.always, self.name = part, Path(mark), always, part.name

    def count(self, plan):
        if self.always or not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.part.count(plan)


@pytest.mark.parametrize("engine", ["processes", "dask"], indirect=True)
def test_a_worker_that_is_killed_loses_nothing_but_its_part(shards, engine, tmp_path_factory):
    mark = tmp_path_factory.mktemp("marks") / "killed"
    expected = whole(shards)
    stream = load(shards, engine=engine, progress=False)
    parts = list(stream.source.parts)
    parts[1] = Killing(parts[1], mark, always=False)
    object.__setattr__(stream.source, "parts", tuple(parts))
    assert text(build_report(stream, progress=False)) == expected
    assert mark.exists()


@pytest.mark.parametrize("engine", ["processes", "dask"], indirect=True)
def test_a_part_that_kills_every_worker_is_told(shards, engine, tmp_path_factory):
    stream = load(shards, engine=engine, progress=False)
    parts = list(stream.source.parts)
    parts[1] = Killing(parts[1], tmp_path_factory.mktemp("marks") / "killed", always=True)
    object.__setattr__(stream.source, "parts", tuple(parts))
    document = text(build_report(stream, progress=False))
    assert told(document)["part-unreadable"]["count"] == 1
    assert json.loads(document)["splits"]["train"]["images"] > 90
