"""Boxes in the cells of Parquet and Arrow files: the same numbers however they are written and counted."""

from __future__ import annotations

import json
import sys
from math import nan

import pytest

from insight_widgets import DataError, ReadError, build_report, load

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

BOXES = [[1.0, 2.0, 10.0, 20.0], [2.0, 3.0, 20.0, 5.0], [3.0, 4.0, 30.0, 6.0]]
LABELS = ["dog", "cat", "dog"]
ROWS = {"image": ["a.jpg", "a.jpg", "b.jpg"], "label": LABELS, "width": [640] * 3, "height": [480] * 3}
IMAGES = {"image": ["a.jpg", "b.jpg"], "width": [640] * 2, "height": [480] * 2}
MEMBERS = ("x", "y", "w", "h")
ENTRIES = [
    {"bbox": box, "label": label, "area": 9.0, "id": 5} for box, label in zip(BOXES, LABELS, strict=True)
]


def sides(*names, boxes=BOXES):
    return {name: [box[place] for box in boxes] for place, name in enumerate(names)}


def structures(names=MEMBERS):
    return [dict(zip(names, box, strict=True)) for box in BOXES]


def in_images(values):
    return [values[:2], values[2:]]


def written(folder, table, *, arrow=False):
    """Write a table as one file of the split train."""
    folder.mkdir()
    table = table if isinstance(table, pa.Table) else pa.table(table)
    if not arrow:
        parquet.write_table(table, folder / "train.parquet", row_group_size=2)
        return folder
    with pa.ipc.new_file(str(folder / "train.arrow"), table.schema) as file:
        file.write_table(table, max_chunksize=2)
    return folder


def report(folder, **options):
    document = build_report(load(folder, progress=False, **options), progress=False).to_dict()
    return json.loads(json.dumps(document | {"title": ""}).replace("train.arrow", "train.parquet"))


def reports(folder, table):
    """Return what is said of a table: read as rows, counted in parts, and counted in parts of Arrow."""
    rows = written(folder / "rows", table)
    arrow = written(folder / "arrow", table, arrow=True)
    return [report(rows), report(rows, engine="local"), report(arrow, engine="local")]


@pytest.mark.parametrize(
    "table",
    [
        ROWS | {"bbox": BOXES},
        ROWS | {"bbox": pa.array(BOXES, pa.list_(pa.float32(), 4))},
        ROWS | {"bbox": pa.array([[int(side) for side in box] for box in BOXES], pa.large_list(pa.int16()))},
        ROWS | {"bbox": structures()},
        ROWS | {"box": [str(box) for box in BOXES]},
        ROWS | sides("bbox.x", "bbox.y", "bbox.w", "bbox.h"),
        IMAGES
        | {
            "objects": [
                {"bbox": BOXES[:2], "category": LABELS[:2]},
                {"bbox": BOXES[2:], "category": LABELS[2:]},
            ]
        },
        IMAGES | {"objects": in_images(ENTRIES)},
        IMAGES
        | {
            "objects": in_images(
                [{"bbox": box, "label": name} for box, name in zip(structures(), LABELS, strict=True)]
            )
        },
        IMAGES
        | {
            "annotations": in_images(
                [box | {"label": name} for box, name in zip(structures(), LABELS, strict=True)]
            )
        },
        IMAGES | {"bboxes": in_images(BOXES), "labels": in_images(LABELS)},
        IMAGES
        | {name: in_images(side) for name, side in sides(*MEMBERS).items()}
        | {"label": in_images(LABELS)},
    ],
    ids=[
        *("list", "list-of-four", "large-list", "structure", "text", "dots", "structure-of-lists"),
        *("list-of-structures", "structure-in-structure", "sides-in-structures", "lists", "lists-of-sides"),
    ],
)
def test_boxes_are_found_in_cells(tmp_path, table):
    plain = report(written(tmp_path / "plain", ROWS | sides(*MEMBERS)))
    assert plain["tables"]["box_area"]["splits"]["train"]["overall"][0] == 3
    for found in reports(tmp_path, table):
        assert found == plain


def test_cells_that_are_no_box_are_counted_and_blank_ones_are_images(tmp_path):
    boxes = [BOXES[0], [1.0, 2.0], None, [], [1.0, nan, 3.0, 4.0], [1.0, None, 3.0, 4.0]]
    names = [*"aabcde"]
    table = {"image": names, "label": ["dog"] * 6, "bbox": boxes, "width": [99] * 6, "height": [99] * 6}
    for found in reports(tmp_path, table):
        told = {problem["code"]: problem["count"] for problem in found["problems"]}
        assert told == {"box-degenerate": 3, "image-no-label": 4}
        assert found["splits"]["train"] == {"images": 5, "labels": 1}


@pytest.mark.parametrize("text", [False, True])
def test_corners_in_lists_are_told_where_sides_would_not_fit(tmp_path, text):
    corners = [[10.0, 20.0, 90.0, 60.0], [5.0, 5.0, 8.0, 9.0], [70.0, 60.0, 99.0, 98.0]]
    table = ROWS | {"width": [99] * 3, "height": [99] * 3}
    plain = report(written(tmp_path / "plain", table | sides("xmin", "ymin", "xmax", "ymax", boxes=corners)))
    boxes = [str(box) for box in corners] if text else corners
    for found in reports(tmp_path, table | {"bbox": boxes}):
        (told,) = (problem for problem in found.pop("problems") if problem["code"] == "box-corners")
        assert (told["level"], told["count"]) == ("info", 3)
        assert found == {key: value for key, value in plain.items() if key != "problems"}


@pytest.mark.parametrize("last", [[70.0, 60.0, 20.0, 20.0], [70.0, 60.0, 150.0, 90.0]])
def test_lists_are_sides_if_any_is_no_pair_of_corners(tmp_path, last):
    boxes = [[10.0, 20.0, 90.0, 60.0], [5.0, 5.0, 8.0, 9.0], last]
    table = ROWS | {"width": [99] * 3, "height": [99] * 3}
    plain = report(written(tmp_path / "plain", table | sides("x", "y", "w", "h", boxes=boxes)))
    for found in reports(tmp_path, table | {"bbox": boxes}):
        assert found == plain


def test_one_box_behind_the_first_rows_decides_the_form_of_all(tmp_path):
    count = 3000
    boxes = [[1.0, 2.0, 11.0, 22.0]] * (count - 1) + [[60.0, 60.0, 90.0, 95.0]]
    names = [f"{place}.jpg" for place in range(count)]
    table = {
        "image": names,
        "label": ["dog"] * count,
        "bbox": boxes,
        "width": [99] * count,
        "height": [99] * count,
    }
    all_found = reports(tmp_path, table)
    for found in all_found:
        assert found == all_found[0]
        (told,) = found["problems"]
        assert (told["code"], told["count"]) == ("box-corners", count)
        assert found["tables"]["box_ratio"]["splits"]["train"]["overall"][-1] == pytest.approx(
            30 / 35, rel=1e-5
        )


def test_lists_of_other_lengths_are_told_and_nothing_slips(tmp_path):
    objects = [
        {"bbox": BOXES[:2], "label": ["dog"]},
        {"bbox": BOXES[2:], "label": ["cat", "owl"]},
        {"bbox": None, "label": None},
        {"bbox": [], "label": []},
        {"bbox": [BOXES[0]], "label": ["dog"]},
    ]
    table = {"image": [*"abcde"], "objects": objects, "width": [99] * 5, "height": [99] * 5}
    for found in reports(tmp_path, table):
        told = {problem["code"]: problem["count"] for problem in found["problems"]}
        assert told == {"unknown-class": 1, "box-degenerate": 1, "image-no-label": 2}
        assert found["splits"]["train"] == {"images": 5, "labels": 3}
        assert "owl" in str(found["problems"])


def test_lists_of_labels_are_counted_in_parts(tmp_path):
    table = {"image": [*"abc"], "labels": [["dog", "cat"], ["dog"], []]}
    for found in reports(tmp_path, table):
        assert found["task"] == "multilabel"
        assert found["splits"]["train"] == {"images": 3, "labels": 3}


FEATURES = {
    "label": {"names": ["dog", "cat"], "_type": "ClassLabel"},
    "boxes": {
        "feature": {"feature": {"dtype": "float32", "_type": "Value"}, "_type": "List"},
        "_type": "List",
    },
}
AS_WRITTEN = [
    {"bbox": FEATURES["boxes"], "category": {"feature": FEATURES["label"], "_type": "List"}},
    {"feature": {"bbox": FEATURES["boxes"]["feature"], "category": FEATURES["label"]}, "_type": "Sequence"},
    [{"bbox": FEATURES["boxes"]["feature"], "category": FEATURES["label"]}],
]


@pytest.mark.parametrize("feature", AS_WRITTEN)
def test_class_names_of_objects_come_from_what_the_file_says(tmp_path, feature):
    objects = [{"bbox": BOXES[:2], "category": [0, 1]}, {"bbox": BOXES[2:], "category": [0]}]
    if feature is not AS_WRITTEN[0]:
        objects = [
            [{"bbox": box, "category": code} for box, code in zip(one["bbox"], one["category"], strict=True)]
            for one in objects
        ]
    features = {"objects": feature, "scene": {"names": ["in", "out"], "_type": "ClassLabel"}}
    told = json.dumps({"info": {"features": features}})
    table = pa.table(IMAGES | {"objects": objects, "scene": [0, 1]}).replace_schema_metadata(
        {"huggingface": told}
    )
    for found in reports(tmp_path, table):
        assert found["classes"] == ["dog", "cat"]
        assert [entry["count"] for entry in found["summary"]["classes"]] == [2, 1]


def test_of_several_class_lists_the_one_of_the_label_counts(tmp_path):
    features = {"label": FEATURES["label"], "fine": {"names": ["pug", "lab"], "_type": "ClassLabel"}}
    told = {"huggingface": json.dumps({"info": {"features": features}})}
    table = pa.table({"image": [*"ab"], "label": [0, 1], "fine": [1, 1]}).replace_schema_metadata(told)
    folder = written(tmp_path / "set", table)
    for options in ({}, {"engine": "local"}):
        assert report(folder, **options)["classes"] == ["dog", "cat"]
        assert report(folder, columns={"label": "fine"}, **options)["classes"] == ["pug", "lab"]


def test_shards_whose_columns_are_of_another_kind_are_told(tmp_path):
    folder = tmp_path / "shards"
    folder.mkdir()
    for number, labels in enumerate((["dog", "cat"], [["dog"], ["cat"]])):
        file = folder / f"train-{number:05}-of-00002.parquet"
        parquet.write_table(pa.table({"image": [f"{number}{of}" for of in "ab"], "label": labels}), file)
    with pytest.raises(ReadError, match=r"00001-of-00002\.parquet: texts .* in column .label.* got lists"):
        load(folder, progress=False)
    found = report(folder, engine="local")
    assert found["splits"]["train"] == {"images": 2, "labels": 2}
    assert 'in column \\"label\\", as in the first file; got lists' in json.dumps(found["problems"])


def test_whole_numbers_in_one_shard_and_fractions_in_another_are_numbers(tmp_path):
    folder = tmp_path / "shards"
    folder.mkdir()
    for number, x in enumerate(([1, 2], [1.5, 2.5])):
        columns = {"image": [f"{number}{of}" for of in "ab"], "label": ["dog", "cat"]}
        boxes = {"x": x, "y": [1, 1], "w": [5, 6], "h": [5, 6]}
        parquet.write_table(pa.table(columns | boxes), folder / f"train-{number:05}-of-00002.parquet")
    assert report(folder) == report(folder, engine="local")


FRAMES = [pytest.importorskip("pandas").DataFrame, pytest.importorskip("polars").DataFrame, pa.table]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "table",
    [
        ROWS | {"bbox": BOXES},
        ROWS | {"bbox": structures()},
        IMAGES | {"objects": in_images(ENTRIES)},
        IMAGES | {"bboxes": in_images(BOXES), "labels": in_images(LABELS)},
    ],
    ids=["list", "structure", "list-of-structures", "lists"],
)
def test_boxes_are_found_in_the_cells_of_frames(frame, table):
    plain, found = (
        build_report(load({"train": frame(columns)}, progress=False), progress=False).to_dict()
        for columns in (ROWS | sides(*MEMBERS), table)
    )
    assert found == plain


def test_structures_in_frames_ask_for_pyarrow(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    frame = FRAMES[0](IMAGES | {"objects": in_images(ENTRIES)})
    with pytest.raises(
        DataError, match=r'boxes in column "objects" .* pip install "insight-widgets\[parquet\]"'
    ):
        load(frame, progress=False)
    frame = FRAMES[0](ROWS | {"bbox": BOXES, "meta": [{"of": 1}] * 3})
    assert load(frame, progress=False).task == "detection"
