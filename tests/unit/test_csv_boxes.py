"""Tables of boxes, and the images that tables name."""

from __future__ import annotations

import pytest
from PIL import Image

from insight_widgets.errors import ReadError
from insight_widgets.report import build_report
from tests.csv_tables import labels, problems, read, reported, table
from tests.real_data import REAL_DATA, needs_real_data


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("image,xmin,ymin,xmax,ymax,label", "a.jpg,1,2,11,22,dog"),
        ("filename,cell_type,xmin,xmax,ymin,ymax", "a.jpg,dog,1,11,2,22"),
        ("filename,width,height,class,xmin,ymin,xmax,ymax", "a.jpg,640,480,dog,1,2,11,22"),
        ("Image Index,Finding Label,Bbox [x,y,w,h],,,", "a.jpg,dog,1,2,10,20"),
        ("image,label,x,y,width,height", "a.jpg,dog,1,2,10,20"),
        (None, "a.jpg,1,2,11,22,dog"),
    ],
)
def test_tables_of_boxes(tmp_path, header, row):
    dataset = read(table(tmp_path, f"{header}\n{row}\n" if header else f"{row}\n"))
    boxes = dataset.splits["all"].boxes
    assert dataset.task == "detection"
    assert dataset.classes == ("dog",)
    assert [column.tolist() for column in (boxes.x, boxes.y, boxes.width, boxes.height)] == [
        [1],
        [2],
        [10],
        [20],
    ]
    sized = header is not None and header.startswith("filename,width")
    assert dataset.splits["all"].images.width.tolist() == [640 if sized else 0]


def test_rows_without_box_values_are_images_without_an_object(tmp_path):
    text = "image,xmin,ymin,xmax,ymax,label\na.jpg,1,2,11,22,dog\nb.jpg,,,,,\nc.jpg,1,2,nan,x,dog\n"
    dataset = read(table(tmp_path, text))
    assert dataset.splits["all"].images.name.tolist() == ["a.jpg", "b.jpg", "c.jpg"]
    assert dataset.classes == ("dog",)
    assert reported(dataset) == {"box-degenerate": 1, "image-no-label": 2, "image-no-size": 3}
    assert 'ymax "x" is no number' in str(build_report(dataset, progress=False).to_dict()["problems"])


def test_boxes_between_0_and_1_are_shares(tmp_path):
    dataset = read(table(tmp_path, "ImageID,LabelName,XMin,XMax,YMin,YMax\na,dog,0.25,1,0.5,0.75\n"))
    assert dataset.splits["all"].boxes.relative
    assert dataset.splits["all"].boxes.width.tolist() == [0.75]


def test_sizes_come_from_images_beside_the_table(tmp_path):
    Image.new("L", (30, 20)).save(tmp_path / "c.png")
    text = "image,xmin,ymin,xmax,ymax,label\na.png,1,2,11,22,dog\nb.png,1,2,11,22,dog\n../c.png,1,2,3,4,dog\n"
    (tmp_path / "inner").mkdir()
    Image.new("L", (30, 20)).save(tmp_path / "inner/a.png")
    dataset = read(table(tmp_path / "inner", text + "x" * 9999 + ".png,1,2,3,4,dog\n"))
    assert dataset.splits["all"].images.width.tolist() == [30, 0, 0, 0]
    assert "image-unreadable" not in problems(dataset)


def test_images_are_looked_for_in_a_folder_that_is_given(tmp_path):
    (tmp_path / "here").mkdir()
    Image.new("L", (30, 20)).save(tmp_path / "here/a.png")
    (tmp_path / "here/b.png").write_text("no image")
    path = table(tmp_path, "image,label\na,dog\nb.png,dog\nc.png,cat\n")
    dataset = read(path, images=tmp_path / "here")
    assert dataset.splits["all"].images.height.tolist() == [20, 0, 0]
    assert problems(dataset) == {"image-unreadable": 2}
    assert reported(dataset)["image-unreadable"] == 2


def test_labels_of_whole_images_from_a_table_of_boxes(tmp_path):
    text = "image,xmin,ymin,xmax,ymax,label\na.jpg,1,2,11,22,dog\na.jpg,3,2,11,22,cat\n"
    dataset = read(table(tmp_path, text), task="multilabel")
    assert labels(dataset) == {"a.jpg": ["dog", "cat"]}
    with pytest.raises(ReadError, match="the task needs the columns"):
        read(table(tmp_path, "image,label\na.jpg,dog\n"), task="detection")


@needs_real_data
def test_boxes_of_deepforest_and_bccd():
    trees = read(REAL_DATA / "deepforest/data/testfile_multi.csv").splits["all"]
    assert (len(trees.boxes), len(trees.images)) == (37, 1)
    assert (trees.images.width > 0).all()
    report = build_report(read(REAL_DATA / "bccd_voc/test.csv"), progress=False).to_dict()
    found = {row["name"]: row["count"] for row in report["summary"]["classes"]}
    assert found == {"RBC": 4153, "WBC": 372, "Platelets": 361}
    assert {problem["code"]: problem["count"] for problem in report["problems"]}["box-degenerate"] == 2
