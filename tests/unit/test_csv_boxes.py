"""Tables of boxes, and the images that tables name."""

from __future__ import annotations

import pandas as pd
import pytest
from PIL import Image

from insight_widgets import load
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


@pytest.mark.parametrize(
    ("header", "row", "width"),
    [
        ("image,label,x,y,w,h,width,height", "a.jpg,dog,1,2,10,20,640,480", 640),
        ("image,width,height,label,x,y,w,h", "a.jpg,640,480,dog,1,2,10,20", 640),
        ("image,width,height,bbox_x,bbox_y,bbox_w,bbox_h,label", "a.jpg,640,480,1,2,10,20,dog", 640),
        ("image,label,x,y,width,height,image_w,image_h", "a.jpg,dog,1,2,10,20,640,480", 640),
        ("image,label,xmin,ymin,xmax,ymax,w,h", "a.jpg,dog,1,2,11,22,640,480", 640),
        ("image,label,xmin,ymin,xmax,ymax,width,height", "a.jpg,dog,1,2,11,22,10,20", 0),
        ("image,label,xmin,ymin,xmax,ymax,bbox_width,bbox_height", "a.jpg,dog,1,2,11,22,11,21", 0),
        ("image,label,x0,y0,x1,y1", "a.jpg,dog,1,2,11,22", 0),
        ("image,label,min_x,min_y,max_x,max_y,width,height", "a.jpg,dog,1,2,11,22,640,480", 640),
        ("image,label,bb_left,bb_top,bb_width,bb_height", "a.jpg,dog,1,2,10,20", 0),
        ("image,label,left,top,right,bottom", "a.jpg,dog,1,2,11,22", 0),
        ("image,label,xmin,ymin,w,h,width,height", "a.jpg,dog,1,2,10,20,640,480", 640),
        ("image,label,x_center,y_center,width,height", "a.jpg,dog,6,12,10,20", 0),
        ("image,label,cx,cy,w,h,width,height", "a.jpg,dog,6,12,10,20,640,480", 640),
        ('image,label,"bbox",width,height', 'a.jpg,dog,"[1, 2, 10, 20]",640,480', 640),
    ],
)
def test_boxes_and_sizes_of_images_are_told_apart(tmp_path, header, row, width):
    split = read(table(tmp_path, f"{header}\n{row}\n")).splits["all"]
    boxes = split.boxes
    assert [side.tolist() for side in (boxes.x, boxes.y, boxes.width, boxes.height)] == [[1], [2], [10], [20]]
    assert split.images.width.tolist() == [width]


def test_a_column_that_the_caller_names_is_nothing_else(tmp_path):
    text = "image,label,x,y,width,height,side_x,side_y\na.jpg,dog,1,2,640,480,10,20\n"
    columns = {"image_width": "width", "image_height": "height", "width": "side_x", "height": "side_y"}
    split = read(table(tmp_path, text), columns=columns).splits["all"]
    assert (split.boxes.width.tolist(), split.images.width.tolist()) == ([10], [640])


@pytest.mark.parametrize("other", ['"[5, 6, 7, 8]",0,0,0', '"[5, 6, 7, 8]",9,9,9'])
def test_boxes_that_the_caller_names_are_the_boxes(tmp_path, other):
    text = f"image,label,a,b,c,d,bbox,xmin,xmax,ymax\na.jpg,dog,1,2,10,20,{other}\n"
    columns = {"x": "a", "y": "b", "width": "c", "height": "d"}
    boxes = read(table(tmp_path, text), columns=columns).splits["all"].boxes
    assert [side.tolist() for side in (boxes.x, boxes.y, boxes.width, boxes.height)] == [[1], [2], [10], [20]]


@pytest.mark.parametrize("known", ["x1,y1,x2", "xmin,ymin,xmax", "x0,y0,y1", "xmin,ymin,xmax,width,height"])
def test_boxes_without_a_side_are_refused(tmp_path, known):
    cells = ",".join("1" for _ in known.split(","))
    with pytest.raises(ReadError, match="is missing"):
        read(table(tmp_path, f"image,label,{known}\na.jpg,dog,{cells}\n"))


def test_shares_by_their_middle_may_reach_beyond_the_image(tmp_path):
    text = "image,label,x_center,y_center,width,height\na.jpg,dog,0.1,0.5,0.25,0.5\n"
    split = read(table(tmp_path, text)).splits["all"]
    assert split.boxes.relative
    assert split.boxes.x.tolist() == [0.1 - 0.125]


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


HEADERLESS = {
    "corners": "a.jpg,10,20,30,60,dog\nb.jpg,,,,,\nc.jpg,1,2,3,4,cat\n",
    "sides": "a.jpg,dog,10,20,20,40\nb.jpg,,,,,\nc.jpg,cat,1,2,2,2\n",
    "corners of numbered classes": "a.jpg,10,20,30,60,1\nc.jpg,1,2,3,4,0\n",
    "sides of numbered classes": "a.jpg,1,10,20,20,40\nc.jpg,0,1,2,2,2\nc.jpg,0,100,2,2,2\n",
}


@pytest.mark.parametrize("form", HEADERLESS)
def test_boxes_without_a_header_in_either_form(tmp_path, form):
    dataset = read(table(tmp_path, HEADERLESS[form]))
    boxes = dataset.splits["all"].boxes
    assert dataset.classes == (("0", "1") if "numbered" in form else ("cat", "dog"))
    sides = [column.tolist() for column in (boxes.x, boxes.y, boxes.width, boxes.height)]
    assert [side[:2] for side in sides] == [[10, 1], [20, 2], [20, 2], [40, 2]]
    told = {problem.code: problem for problem in dataset.splits["all"].problems}["column-choice"]
    assert told.level == "info"
    assert ("xmin" if "corners" in form else "width") in told.examples[0].partition("not")[0]


def test_boxes_by_columns_that_are_told(tmp_path):
    path = table(tmp_path, "f;l;t;r;b;k\na.jpg;1;2;11;22;dog\n")
    names = {"image": "f", "xmin": "l", "ymin": "t", "xmax": "r", "ymax": "b", "label": "k"}
    boxes = load(path, columns=names, progress=False).splits["all"].boxes
    assert (boxes.width.tolist(), boxes.height.tolist()) == ([10], [20])


def test_numbers_are_read_as_they_are_written(tmp_path):
    cells = ["1e2", "-0.5", "+3", "0.1", "123456789012345678", ".5", "7.", "1_0", "\u0661"]
    text = "".join(f"{number}.jpg,dog,{cell},1,5,5\n" for number, cell in enumerate(cells))
    x = read(table(tmp_path, "image,label,x,y,width,height\n" + text)).splits["all"].boxes.x
    assert x.tolist() == [float(cell) for cell in cells]


@needs_real_data
def test_vott():
    dataset = read(REAL_DATA / "odd_datumaro_fixtures/vott_csv_dataset/dataset")
    assert dataset.classes == ("helmet", "person")
    assert {name: len(split.boxes) for name, split in dataset.splits.items()} == {"train": 3, "test": 2}
    assert dataset.splits["test"].boxes.width.tolist() == [10, pytest.approx(10.2)]
    assert (dataset.splits["train"].images.width > 0).all()


@needs_real_data
def test_all_tables_of_deepforest():
    folder = REAL_DATA / "deepforest/data"
    found = {path.name: read(path).splits for path in sorted(folder.glob("*.csv")) if path.stem != "classes"}
    boxes = {name: len(next(iter(splits.values())).boxes) for name, splits in found.items()}
    assert boxes == {name: len((folder / name).read_text().splitlines()) - 1 for name in found}
    assert len(boxes) == 4


def test_boxes_in_one_column_of_lists(tmp_path):
    rows = (
        'a,640,480,"[1.0, 2.0, 10.0, 20.0]",dog\n'
        'a,640,480,"(5, 6, 7, 8)",cat\n'
        "b,640,480,1 2 3 4,dog\n"
        "c,640,480,,dog\n"
        'd,640,480,"[1, 2]",dog\n'
    )
    dataset = read(table(tmp_path, f"image_id,width,height,bbox,label\n{rows}"))
    split = dataset.splits["all"]
    assert split.boxes.x.tolist()[:3] == [1, 5, 1]
    assert split.boxes.height.tolist()[:3] == [20, 8, 4]
    assert (split.images.name.tolist(), split.images.width.tolist()) == (list("abcd"), [640] * 4)
    assert reported(dataset) == {"box-degenerate": 1, "image-no-label": 2}
    told = next(one for one in build_report(dataset, progress=False).document["problems"])
    assert 'line 6, image "d", class "dog": box without four numbers' in told["examples"][0]


def test_boxes_in_lists_of_frames():
    frame = pd.DataFrame({"image": ["a", "b"], "bbox": [[1, 2, 3, 4], [5, 6, 7, 8]], "label": ["x", "y"]})
    assert load(frame, progress=False).splits["all"].boxes.width.tolist() == [3, 7]


def test_a_column_called_box_that_holds_something_else_stays_what_it_is(tmp_path):
    dataset = read(table(tmp_path, "image,box,label\na.jpg,red,dog\nb.jpg,blue,cat\n"))
    assert (dataset.task, dataset.classes) == ("multiclass", ("cat", "dog"))


@pytest.mark.parametrize(
    ("file", "header", "row", "task"),
    [
        ("_annotations.csv", "filename,width,height,class,xmin,ymin,xmax,ymax", "dog,1,2,20,30", "detection"),
        ("_classes.csv", "filename, cat, dog", " 1, 1", "multilabel"),
    ],
)
def test_a_table_in_the_folder_of_each_split(tmp_path, file, header, row, task):
    for split in ("train", "valid"):
        (tmp_path / split).mkdir()
        name = f"{split}.png"
        Image.new("RGB", (64, 48)).save(tmp_path / split / name)
        size = "64,48," if task == "detection" else ""
        (tmp_path / split / file).write_text(f"{header}\n{name},{size}{row}\n", encoding="utf-8")
    dataset = load(tmp_path)
    assert dataset.task == task
    assert list(dataset.splits) == ["train", "val"]
    for split, folder in (("train", "train"), ("val", "valid")):
        images = dataset.splits[split].images
        assert images.name.tolist() == [f"{folder}.png"]
        assert tmp_path / folder in images.roots
