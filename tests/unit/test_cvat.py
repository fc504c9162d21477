"""Reading CVAT XML."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from insight_widgets.readers import find_reader
from insight_widgets.report import build_report
from tests.mutation import seeds_cvat
from tests.real_data import REAL_DATA, needs_real_data

SQUARE = '<polygon label="cat" points="10,10;20,10;20,20;10,20"/>'


def labels(*names, kind=""):
    of_kind = f"<type>{kind}</type>" if kind else ""
    return (
        "<labels>" + "".join(f"<label><name>{name}</name>{of_kind}</label>" for name in names) + "</labels>"
    )


def box(label="cat", corners=(10, 20, 40, 60), inside="", **attributes):
    written = dict(zip(("xtl", "ytl", "xbr", "ybr"), corners, strict=True)) | attributes
    text = " ".join(f'{name}="{value}"' for name, value in written.items())
    return f'<box label="{label}" {text}>{inside}</box>'


def image(name, *shapes, number=0, size=(100, 80), **attributes):
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    sides = "" if size is None else f' width="{size[0]}" height="{size[1]}"'
    return f'<image id="{number}" name="{name}"{sides}{said}>{"".join(shapes)}</image>'


def video(frames, step=1, more=""):
    """Return what stands before the tracks of a video of 100 x 80 pixels."""
    return (
        f"<task><size>{len(frames)}</size><start_frame>{frames[0]}</start_frame>"
        f"<stop_frame>{frames[-1]}</stop_frame><frame_filter>step={step}</frame_filter>"
        f"<original_size><width>100</width><height>80</height></original_size>{more}</task>"
    )


def track(label, *shapes, number=0):
    return f'<track id="{number}" label="{label}">{"".join(shapes)}</track>'


def write(path, *content, meta="", before="", encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"<annotations>\n<version>1.1</version>\n<meta>{meta}</meta>\n" + "\n".join(content)
    header = f'<?xml version="1.0" encoding="{encoding}"?>\n{before}'
    path.write_bytes((header + text + "\n</annotations>").encode(encoding))
    return path


def read(path, **options):
    return load(path, progress=False, **options)


def boxes(dataset, split="all"):
    part = dataset.splits[split].boxes
    rows = zip(part.label, part.x, part.y, part.width, part.height, strict=True)
    return [(dataset.classes[label], *map(float, row)) for label, *row in rows]


def areas(dataset, split="all"):
    part = dataset.splits[split]
    rows = zip(part.masks.image, part.masks.label, part.masks.pixels, strict=True)
    return {(part.images.name[row], dataset.classes[label]): int(pixels) for row, label, pixels in rows}


def problems(dataset):
    return {
        (problem["split"], problem["code"]): problem["count"]
        for problem in build_report(dataset, progress=False).to_dict()["problems"]
        if problem["code"] != "split-none"
    }


def examples(dataset, code):
    return [
        text
        for split in dataset.splits.values()
        for one in split.problems
        if one.code == code
        for text in one.examples
    ]


def test_boxes_in_the_order_of_the_label_list(tmp_path):
    write(
        tmp_path / "annotations.xml",
        image("a.jpg", box("dog"), box("cat", (0.5, 1.25, 10, 20))),
        image("b.jpg", number=1),
        meta=f"<task>{labels('zebra', 'dog', 'cat')}</task>",
    )
    assert find_reader(tmp_path).FORMAT == "cvat"
    dataset = read(tmp_path)
    assert (dataset.task, dataset.classes) == ("detection", ("zebra", "dog", "cat"))
    assert boxes(dataset) == [("dog", 10, 20, 30, 40), ("cat", 0.5, 1.25, 9.5, 18.75)]
    images = dataset.splits["all"].images
    assert (images.name.tolist(), images.width.tolist()) == (["a.jpg", "b.jpg"], [100, 100])
    assert problems(dataset) == {("all", "image-no-label"): 1}


@pytest.mark.parametrize("level", ["task", "project", "job"])
def test_the_label_list_of_tasks_projects_and_jobs(tmp_path, level):
    file = write(tmp_path / "a.xml", image("a.jpg", box()), meta=f"<{level}>{labels('dog', 'cat')}</{level}>")
    assert read(file).classes == ("dog", "cat")


def test_without_a_label_list_names_are_sorted(tmp_path):
    file = write(tmp_path / "a.xml", image("a.jpg", box("dog"), box("cat", (1, 2, 3, 4))))
    assert read(file).classes == ("cat", "dog")
    assert read(file, classes=["dog", "cat"]).classes == ("dog", "cat")


def test_labels_outside_of_the_list_are_told(tmp_path):
    file = write(tmp_path / "a.xml", image("a.jpg", box("yak"), box(""), box()), meta=labels("cat"))
    dataset = read(file)
    assert problems(dataset) == {("all", "unknown-class"): 2}


def test_labels_that_no_object_can_have_are_no_classes(tmp_path):
    listed = (
        "<labels><label><name>cat</name><type>rectangle</type></label>"
        "<label><name>sunny</name><type>tag</type></label>"
        "<label><name>person</name><type>skeleton</type></label>"
        "<label><name>nose</name><type>points</type><parent>person</parent></label></labels>"
    )
    file = write(tmp_path / "a.xml", image("a.jpg", box(), '<tag label="sunny"/>'), meta=listed)
    assert read(file).classes == ("cat", "person")
    assert read(file, task="multilabel").classes == ("sunny",)


def test_a_turned_box_counts_as_written_and_its_mask_is_turned(tmp_path):
    file = write(
        tmp_path / "a.xml",
        image(
            "a.jpg", box("cat", (30, 30, 70, 50), rotation="90.00", occluded=1), box("dog"), size=(100, 100)
        ),
    )
    dataset = read(file)
    assert boxes(dataset)[0] == ("cat", 30, 30, 40, 20)
    attributes = dataset.splits["all"].boxes.attributes
    assert attributes["rotation"].tolist() == ["90.00", None]
    assert attributes["occluded"].tolist() == ["1", None]
    upright = write(tmp_path / "b.xml", image("a.jpg", box("cat", (40, 20, 60, 60)), size=(100, 100)))
    turned, other = (areas(read(one, task="segmentation")) for one in (file, upright))
    assert turned["a.jpg", "cat"] == other["a.jpg", "cat"] == 800


def test_attributes_of_shapes_are_kept(tmp_path):
    age = '<attribute name="age"> 4 </attribute>'
    file = write(tmp_path / "a.xml", image("a.jpg", box(inside=age), box("dog")))
    assert read(file).splits["all"].boxes.attributes["age"].tolist() == ["4", None]


def test_polygons_and_masks_alone_are_segmentation(tmp_path):
    mask = '<mask label="dog" rle="1, 4, 2, 3" left="3" top="4" width="5" height="2"/>'
    dataset = read(write(tmp_path / "a.xml", image("a.jpg", SQUARE, mask)))
    assert dataset.task == "segmentation"
    assert areas(dataset) == {("a.jpg", "cat"): 100, ("a.jpg", "dog"): 7}
    assert dataset.splits["all"].masks.total.tolist() == [8000, 8000]
    assert problems(dataset) == {}


def test_masks_lie_where_the_file_says(tmp_path):
    """The mask's three pixels outside of the square are counted, its six within are not counted again."""
    mask = '<mask label="cat" rle="0, 9" left="18" top="12" width="3" height="3"/>'
    dataset = read(write(tmp_path / "a.xml", image("a.jpg", SQUARE, mask)))
    assert areas(dataset) == {("a.jpg", "cat"): 100 + 3}
    assert boxes(dataset)[1] == ("cat", 18, 12, 3, 3)


@pytest.mark.parametrize(
    "mask",
    [
        'rle="1, 4" left="3" top="4" width="5" height="2"',
        'rle="1, x" left="3" top="4" width="5" height="2"',
        'rle="-5, 15" left="3" top="4" width="5" height="2"',
        'rle="99999999999999999999" left="3" top="4" width="5" height="2"',
        'rle="10000000000" left="0" top="0" width="100000" height="100000"',
        'rle="10" left="nan" top="4" width="5" height="2"',
        'left="3" top="4" width="5" height="2"',
        'rle="10"',
    ],
)
def test_damaged_masks_are_told(tmp_path, mask):
    dataset = read(write(tmp_path / "a.xml", image("a.jpg", f'<mask label="dog" {mask}/>', SQUARE)))
    assert areas(dataset) == {("a.jpg", "cat"): 100}
    assert problems(dataset)["all", "mask-unreadable"] == 1


def test_the_other_shapes_have_boxes(tmp_path):
    corners = {"tl1": (10, 10), "bl1": (10, 30), "tr1": (20, 10), "br1": (20, 30)}
    corners |= {"tl2": (24, 6), "bl2": (24, 26), "tr2": (14, 6), "br2": (14, 26)}
    cuboid = " ".join(f'x{name}="{x}" y{name}="{y}"' for name, (x, y) in corners.items())
    dataset = read(
        write(
            tmp_path / "a.xml",
            image(
                "a.jpg",
                '<ellipse label="ellipse" cx="50" cy="40" rx="30" ry="10"/>',
                '<ellipse label="turned" cx="50" cy="40" rx="30" ry="10" rotation="90"/>',
                f'<cuboid label="cuboid" {cuboid}/>',
                '<skeleton label="person"><points label="nose" outside="0" points="9,8"/>'
                '<points label="ear" outside="1" points="0,0"/>'
                '<points label="foot" outside="0" points="29.5,18"/></skeleton>',
            ),
        )
    )
    assert dataset.task == "detection"
    assert {label: pytest.approx(found) for label, *found in boxes(dataset)} == {
        "ellipse": [20, 30, 60, 20],
        "turned": [40, 10, 20, 60],
        "cuboid": [10, 6, 14, 24],
        "person": [9, 8, 20.5, 10],
    }


def test_points_and_lines_are_told(tmp_path):
    lines = '<points label="cat" points="1,2"/>', '<polyline label="dog" points="1,2;3,4"/>'
    dataset = read(write(tmp_path / "a.xml", image("a.jpg", *lines, box())))
    assert dataset.classes == ("cat",)
    assert problems(dataset) == {("all", "shape-no-area"): 2}
    assert examples(dataset, "shape-no-area")[0] == 'a.xml: image "a.jpg": shape 1: points "cat"'


def test_a_shape_that_is_not_known_is_told(tmp_path):
    dataset = read(write(tmp_path / "a.xml", image("a.jpg", '<spiral label="cat"/>', box())))
    assert examples(dataset, "record-unreadable") == [
        'a.xml: image "a.jpg": shape 1: type "spiral" is not known'
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        '<box label="cat" xtl="1" ytl="2" xbr="3"/>',
        '<box label="cat" xtl="a" ytl="2" xbr="3" ybr="4"/>',
        '<box label="cat" xtl="1" ytl="2" xbr="inf" ybr="4"/>',
        '<box label="cat" xtl="9" ytl="2" xbr="3" ybr="4"/>',
        '<polygon label="cat" points="1,2;3;4,5"/>',
        '<polygon label="cat" points=""/>',
        '<ellipse label="cat" cx="5" cy="5" rx="1"/>',
        '<cuboid label="cat" xtl1="10" ytl1="10"/>',
        '<skeleton label="cat"/>',
    ],
)
def test_damaged_numbers_cost_only_their_shape(tmp_path, damaged):
    dataset = read(write(tmp_path / "a.xml", image("a.jpg", damaged, box())), task="detection")
    assert problems(dataset) == {("all", "box-degenerate"): 1}
    assert boxes(dataset)[1] == ("cat", 10, 20, 30, 40)


def test_tags_classify_images_where_nothing_is_drawn(tmp_path):
    file = write(
        tmp_path / "a.xml",
        image("a.jpg", '<tag label="dog"/>'),
        image("b.jpg", '<tag label="cat"/>', number=1),
        image("c.jpg", number=2),
        meta=labels("dog", "cat", "yak"),
    )
    dataset = read(file)
    assert (dataset.task, dataset.classes) == ("multiclass", ("dog", "cat", "yak"))
    assert dataset.splits["all"].labels.label.tolist() == [0, 1]
    assert problems(dataset) == {("all", "image-no-label"): 1}


def test_several_tags_are_several_labels(tmp_path):
    file = write(tmp_path / "a.xml", image("a.jpg", '<tag label="dog"/>', '<tag label="cat"/>'))
    assert read(file).task == "multilabel"


def test_shapes_come_before_tags_unless_asked(tmp_path):
    file = write(tmp_path / "a.xml", image("a.jpg", '<tag label="sunny"/>', box()))
    dataset = read(file)
    assert (dataset.task, dataset.classes) == ("detection", ("cat",))
    assert problems(dataset) == {("all", "column-choice"): 1}
    assert read(file, task="multiclass").classes == ("sunny",)


def test_classification_by_shapes_where_no_image_has_a_tag(tmp_path):
    file = write(tmp_path / "a.xml", image("a.jpg", box(), box("cat", (0, 0, 5, 5)), box("dog")))
    assert read(file, task="multilabel").splits["all"].labels.label.tolist() == [0, 1]


def test_subsets_are_splits_and_the_images_lie_in_folders_of_theirs(tmp_path):
    write(
        tmp_path / "annotations.xml",
        image("a.jpg", box(), subset="Train"),
        image("b.jpg", box(), subset="Train"),
        image("b.jpg", box("dog"), subset="Validation", size=None),
        image("c.jpg", box(), subset="default"),
    )
    (tmp_path / "images" / "Validation").mkdir(parents=True)
    Image.new("L", (30, 40)).save(tmp_path / "images" / "Validation" / "b.jpg")
    dataset = read(tmp_path)
    assert {name: len(split.images) for name, split in dataset.splits.items()} == {
        "train": 2,
        "val": 1,
        "all": 1,
    }
    images = dataset.splits["val"].images
    assert (images.name[0], images.width[0], images.height[0]) == ("images/Validation/b.jpg", 30, 40)
    assert problems(dataset)["val", "leak"] == 1


@pytest.mark.parametrize(
    ("name", "meta", "split"),
    [
        ("train.xml", "", "train"),
        ("valid/annotations.xml", "", "val"),
        ("annotations.xml", "<task><subset>Test</subset></task>", "test"),
        ("annotations.xml", "<job><subset>default</subset></job>", "all"),
        ("annotations.xml", "", "all"),
    ],
)
def test_what_tells_the_split_where_images_do_not(tmp_path, name, meta, split):
    write(tmp_path / name, image("a.jpg", box()), meta=meta)
    assert list(read(tmp_path).splits) == [split]


def test_files_of_one_folder_are_one_set(tmp_path):
    write(tmp_path / "train.xml", image("a.jpg", box()), image("b.jpg", box()), meta=labels("cat"))
    write(tmp_path / "val.xml", image("b.jpg", box("dog")), meta=labels("dog", "cat"))
    (tmp_path / "other.xml").write_text("<annotation/>")
    dataset = read(tmp_path)
    assert dataset.classes == ("cat", "dog")
    assert problems(dataset)["val", "leak"] == 1
    assert examples(dataset, "other-file") == ["other.xml"]


def test_every_frame_of_a_video_is_an_image_and_outside_boxes_do_not_count(tmp_path):
    shapes = [
        box(frame=10, outside=0, corners=(1, 2, 11, 12), inside='<attribute name="speed">3</attribute>'),
        box(frame=13, outside=0, corners=(2, 2, 12, 12)),
        box(frame=16, outside=1, corners=(3, 2, 13, 12)),
    ]
    file = write(
        tmp_path / "annotations.xml",
        track("dog", *shapes),
        track("cat", '<polygon frame="19" outside="0" points="1,2;30,4;20,40"/>', number=1),
        meta=video([10, 13, 16, 19], 3, labels("cat", "dog")),
    )
    dataset = read(file)
    assert dataset.task == "detection"
    assert boxes(dataset) == [("dog", 1, 2, 10, 10), ("dog", 2, 2, 10, 10), ("cat", 1, 2, 29, 38)]
    images = dataset.splits["all"].images
    assert images.name.tolist() == ["frame_000010", "frame_000013", "frame_000016", "frame_000019"]
    assert (images.width.tolist(), images.height.tolist()) == ([100] * 4, [80] * 4)
    assert dataset.splits["all"].boxes.image.tolist() == [0, 1, 3]
    assert dataset.splits["all"].boxes.attributes["speed"].tolist() == ["3", None, None]
    assert problems(dataset) == {("all", "image-no-label"): 1}


def test_a_video_without_a_track_has_its_frames(tmp_path):
    file = write(tmp_path / "a.xml", meta="<task><size>5</size></task>")
    assert len(read(file).splits["all"].images) == 5


def test_frames_that_the_video_does_not_have(tmp_path):
    shapes = box(frame=1, outside=0), box(frame=7, outside=0), box(frame="x", outside=0)
    dataset = read(write(tmp_path / "a.xml", track("cat", *shapes), meta=video([0, 1, 2])))
    assert problems(dataset) == {("all", "box-no-image"): 2, ("all", "image-no-label"): 2}


def test_frames_are_those_of_the_tracks_where_no_number_is_told(tmp_path):
    dataset = read(write(tmp_path / "a.xml", track("cat", box(frame=4, outside=0), box(frame=2, outside=0))))
    assert dataset.splits["all"].images.name.tolist() == ["frame_000004", "frame_000002"]


def test_a_number_of_frames_that_cannot_be_is_told(tmp_path):
    meta = "<task><size>999999999999</size></task>"
    dataset = read(write(tmp_path / "a.xml", track("cat", box(frame=4, outside=0)), meta=meta))
    assert len(dataset.splits["all"].images) == 1
    assert problems(dataset) == {("all", "record-unreadable"): 1, ("all", "image-no-size"): 1}


def test_videos_do_not_share_their_frames(tmp_path):
    """Each of two files, and of two tasks in one file, has a first frame of its own."""
    write(tmp_path / "a.xml", track("cat", box(frame=0, outside=0)), meta=video([0]))
    tasks = "".join(f"<task><id>{number}</id><size>1</size></task>" for number in (7, 8))
    tracks = [
        f'<track id="0" label="cat" task_id="{number}">{box(frame=0, outside=0)}</track>' for number in (7, 8)
    ]
    write(tmp_path / "b.xml", *tracks, meta=f"<project><tasks>{tasks}</tasks></project>")
    dataset = read(tmp_path)
    assert sorted(dataset.splits["all"].images.name) == [
        "a/frame_000000",
        "b/task 7/frame_000000",
        "b/task 8/frame_000000",
    ]
    assert dataset.splits["all"].boxes.image.tolist() == [0, 1, 2]
    assert problems(dataset) == {("all", "image-no-size"): 2}


def test_frames_of_two_videos_are_no_leak(tmp_path):
    for split in ("train", "val"):
        write(tmp_path / f"{split}.xml", track("cat", box(frame=0, outside=0)), meta=video([0]))
    assert problems(read(tmp_path)) == {}


def test_an_image_that_stands_twice(tmp_path):
    dataset = read(write(tmp_path / "a.xml", image("a.jpg", box()), image("a.jpg", box("dog"))))
    assert len(dataset.splits["all"].images) == 1
    assert problems(dataset) == {("all", "duplicate-image"): 1}


def test_images_without_names(tmp_path):
    file = write(tmp_path / "a.xml", "<image/>", '<image id="3" width="9" height="9"/>')
    dataset = read(file)
    assert dataset.splits["all"].images.name.tolist() == ["image 3"]
    assert problems(dataset)["all", "record-unreadable"] == 1


def test_sizes_come_from_the_images_where_they_are_not_told(tmp_path):
    Image.new("L", (30, 40)).save(tmp_path / "a.jpg")
    file = write(
        tmp_path / "a.xml", image("a.jpg", size=(0, -3)), image("../secret.jpg", number=1, size=None)
    )
    assert read(file).splits["all"].images.width.tolist() == [30, 0]


def test_a_folder_of_images_given(tmp_path):
    file = write(tmp_path / "a.xml", image("a.jpg", box()), image("b.jpg", box(), number=1))
    (tmp_path / "photos").mkdir()
    Image.new("L", (100, 80)).save(tmp_path / "photos" / "a.jpg")
    assert problems(read(file, images=tmp_path / "photos")) == {("all", "image-unreadable"): 1}


def test_images_of_a_split_in_a_folder_given(tmp_path):
    write(tmp_path / "labels" / "val" / "annotations.xml", image("a.jpg", box()))
    (tmp_path / "photos" / "valid").mkdir(parents=True)
    Image.new("L", (100, 80)).save(tmp_path / "photos" / "valid" / "a.jpg")
    assert problems(read(tmp_path / "labels", images=tmp_path / "photos")) == {}


def test_a_subset_that_leads_out_is_only_a_name(tmp_path):
    Image.new("L", (30, 40)).save(tmp_path / "a.jpg")
    write(tmp_path / "data" / "a.xml", *(image("a.jpg", subset=name, size=None) for name in ("..", "../..")))
    dataset = read(tmp_path / "data")
    assert set(dataset.splits) == {"..", "../.."}
    assert all(split.images.width.tolist() == [0] for split in dataset.splits.values())


def test_what_stands_before_damage_is_kept(tmp_path):
    file = write(tmp_path / "a.xml", image("a.jpg", box()), image("b.jpg", box(), number=1))
    text = file.read_text()
    file.write_text(text[: text.index('name="b.jpg"')])
    dataset = read(file)
    assert boxes(dataset) == [("cat", 10, 20, 30, 40)]
    (told,) = examples(dataset, "record-unreadable")
    assert told.startswith("a.xml: line 6, column 1: well-formed XML is wanted; ")
    assert told.endswith("; what stands before is counted")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "line 1, column 1: well-formed XML is wanted; no element found"),
        (
            "<annotations><image></annotations>",
            "line 1, column 23: well-formed XML is wanted; mismatched tag",
        ),
        ("<annotations><version>1.1</version></annotations>", "no image and no video here"),
        ("<images/>", "an element annotations is wanted; got images"),
        ("<annotations>" + "<a>" * 100_000, "elements are nested more than 100 deep"),
        (
            '<?xml version="1.0" encoding="nonsense"?><annotations/>',
            "well-formed XML is wanted; unknown encoding: nonsense",
        ),
    ],
)
def test_what_cannot_be_read_is_one_error(tmp_path, content, words):
    (tmp_path / "a.xml").write_text(content)
    with pytest.raises(ReadError) as error:
        read(tmp_path / "a.xml", format="cvat")
    assert f"no CVAT file here can be read; a.xml: {words}" in str(error.value)


BOMB = '<!DOCTYPE annotations [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE annotations [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE annotations [<!ENTITY % a SYSTEM "http://localhost/a.dtd"> %a;]>'


@pytest.mark.parametrize("before", [BOMB, OUTSIDE, PARAMETER, " " * 200_000 + BOMB])
def test_entities_are_refused(tmp_path, before):
    file = write(tmp_path / "a.xml", image("&b;.jpg"), before=before)
    with pytest.raises(ReadError, match=r"a\.xml: entities are refused"):
        read(file, format="cvat")


def test_a_document_type_without_entities_does_no_harm(tmp_path):
    file = write(tmp_path / "a.xml", image("a.jpg", box()), before='<!DOCTYPE annotations SYSTEM "cvat.dtd">')
    assert len(boxes(read(file))) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(tmp_path, encoding):
    file = write(tmp_path / "a.xml", image("a.jpg", box("Zürich")), encoding=encoding.removesuffix("-sig"))
    if encoding == "utf-8-sig":
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read(file).classes == ("Zürich",)


def test_long_texts_and_comments(tmp_path):
    file = write(tmp_path / "a.xml", "<!-- " + "x" * 1_000_000 + " -->", image("a" * 1_000_000, box()))
    assert len(boxes(read(file))) == 1


def test_the_set_that_is_damaged_elsewhere_is_sound(tmp_path):
    dataset = read(seeds_cvat.build(tmp_path))
    assert {name: len(split.boxes) for name, split in dataset.splits.items()} == {"train": 7, "val": 4}
    assert problems(dataset) == {
        ("train", "shape-no-area"): 2,
        ("train", "column-choice"): 1,
        ("val", "image-no-label"): 1,
    }


@needs_real_data
def test_real_boxes_some_of_them_turned():
    folder = REAL_DATA / "cvat_plates"
    root = ET.fromstring((folder / "annotations.xml").read_bytes())  # noqa: S314  (our own copy)
    dataset = read(folder)
    written = [(one.get("name"), shape) for one in root.iter("image") for shape in one.iter("box")]
    assert (dataset.task, dataset.classes) == ("detection", ("plate",))
    part = dataset.splits["all"]
    assert part.images.name.tolist() == [one.get("name") for one in root.iter("image")]
    assert part.images.name[part.boxes.image].tolist() == [name for name, _ in written]
    corners = np.array(
        [[float(shape.get(side)) for side in ("xtl", "ytl", "xbr", "ybr")] for _, shape in written]
    )
    assert np.allclose(part.boxes.x, corners[:, 0])
    assert np.allclose(part.boxes.height, corners[:, 3] - corners[:, 1])
    assert part.boxes.attributes["rotation"].tolist() == [shape.get("rotation") for _, shape in written]
    assert Counter(shape.get("rotation") is not None for _, shape in written)[True] > 10
    assert problems(dataset) == {}


MADE_UP = REAL_DATA / "odd_datumaro_fixtures" / "cvat_dataset"


@needs_real_data
def test_a_project_with_subsets():
    dataset = read(MADE_UP / "for_images" / "export_project")
    assert dataset.classes == ("label1", "label2")
    assert {name: len(split.boxes) for name, split in dataset.splits.items()} == {
        "train": 2,
        "val": 2,
        "test": 2,
    }
    assert boxes(dataset, "train") == [("label1", 0, 2, 4, 2), ("label1", 1, 2, 5, 3)]
    assert "images/Train/img0.jpg" in dataset.splits["train"].images.name


@needs_real_data
def test_a_task_with_labels_left_blank():
    dataset = read(MADE_UP / "for_images" / "export_task")
    assert boxes(dataset, "train")[0] == ("label1", 0, 2, 4, 2)
    assert problems(dataset)["train", "unknown-class"] == 1


@needs_real_data
def test_a_video():
    dataset = read(MADE_UP / "for_video")
    assert dataset.classes == ("klhg", "z U k", "II")
    assert boxes(dataset) == [("II", 3, 4, 7, 1)]
    assert len(dataset.splits["all"].images) == 4
