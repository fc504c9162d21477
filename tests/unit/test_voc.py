"""Pascal VOC: annotations in XML, lists of splits, and what strangers put into such files."""

from __future__ import annotations

from xml.sax.saxutils import escape

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from PIL import Image

from insight_widgets.errors import FormatError, ReadError
from insight_widgets.loading import load
from insight_widgets.readers import find_reader
from insight_widgets.readers._voc_plain import plain_records
from insight_widgets.readers._voc_record import IMAGE_FIELDS, parsed_record, voc_record
from insight_widgets.readers._voc_rows import VocRows, read_files
from insight_widgets.readers._xml import XmlError, parse_xml
from tests.reading import problems, report
from tests.real_data import REAL_DATA, needs_real_data


def box(name="dog", corners=(10, 20, 30, 60), inner="<difficult>0</difficult>"):
    places = "".join(
        f"<{key}>{value}</{key}>"
        for key, value in zip(("xmin", "ymin", "xmax", "ymax"), corners, strict=True)
    )
    return f"<object><name>{name}</name>{inner}<bndbox>{places}</bndbox></object>"


def xml(*objects, filename="a.jpg", size=(100, 80)):
    told = f"<size><width>{size[0]}</width><height>{size[1]}</height><depth>3</depth></size>" if size else ""
    return f"<annotation><filename>{filename}</filename>{told}{''.join(objects)}</annotation>"


def write(folder, files, *, images=True):
    for name, text in files.items():
        file = folder / "Annotations" / f"{name}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        if images:
            (folder / "JPEGImages").mkdir(exist_ok=True)
            Image.new("L", (100, 80)).save(folder / "JPEGImages" / f"{name}.jpg")


def listed(folder, kind="Main", **lists):
    (folder / "ImageSets" / kind).mkdir(parents=True, exist_ok=True)
    for name, lines in lists.items():
        (folder / "ImageSets" / kind / f"{name}.txt").write_text("\n".join(lines))


@pytest.fixture
def root(tmp_path):
    files = {
        "a": xml(box(), box("cat"), filename="a.jpg"),
        "b": xml(box(), filename="b.jpg"),
        "c": xml(filename="c.jpg"),
    }
    write(tmp_path / "VOC2012", files)
    listed(
        tmp_path / "VOC2012",
        train=["a", "c"],
        val=["b  1"],
        trainval=["a", "b", "c"],
        dog_train=["a  1", "c -1"],
    )
    return tmp_path


def test_lists_tell_the_splits_and_lists_of_a_class_do_not(root):
    assert find_reader(root).FORMAT == "voc"
    document = report(root)
    assert document["classes"] == ["cat", "dog"]
    assert document["splits"] == {"train": {"images": 2, "labels": 2}, "val": {"images": 1, "labels": 1}}
    assert set(problems(document)) == {("image-no-label", "train"), ("class-missing", "val")}


def test_width_is_xmax_minus_xmin_and_attributes_are_kept(tmp_path):
    inner = "<pose>Left</pose><truncated>1</truncated><difficult>1</difficult>"
    write(
        tmp_path,
        {"a": xml(box(corners=(10.5, 20, 30, 60.25), inner=inner), box(inner="<occluded>1</occluded>"))},
    )
    boxes = load(tmp_path, progress=False).splits["all"].boxes
    assert [boxes.x[0], boxes.y[0], boxes.width[0], boxes.height[0]] == [10.5, 20, 19.5, 40.25]
    assert {name: column.tolist() for name, column in boxes.attributes.items()} == {
        "pose": ["Left", ""],
        "truncated": ["1", ""],
        "difficult": ["1", ""],
        "occluded": ["", "1"],
    }


def test_boxes_without_extent_are_told_and_one_at_the_edge_is_sound(tmp_path):
    bad = [(10, 20, 10, 60), (30, 20, 10, 60), ("x", 1, 2, 3), ("nan", 1, 2, 3)]
    objects = [box(corners=(1, 1, 100, 80)), box(corners=(1, 1, 101, 80)), box(corners=(50, 50, 110, 60))]
    write(
        tmp_path,
        {"a": xml(*objects, *(box(corners=one) for one in bad), "<object><name>dog</name></object>")},
    )
    document = report(tmp_path)
    assert document["splits"]["all"]["labels"] == 3
    assert problems(document)["box-degenerate", "all"]["count"] == 5
    assert problems(document)["box-outside-image", "all"]["count"] == 1
    assert (
        'object 4, image "JPEGImages/a.jpg", class "dog"'
        in problems(document)["box-degenerate", "all"]["examples"][0]
    )


def test_parts_of_an_object_are_no_objects(tmp_path):
    part = box("head", (1, 1, 5, 5)).replace("object>", "part>")
    write(tmp_path, {"a": xml(box("person").replace("</object>", f"{part}</object>"))})
    document = report(tmp_path)
    assert document["classes"] == ["person"]
    assert document["statistics"]["box_ratio"]["all"] == [0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_a_missing_size_is_that_of_the_image(tmp_path):
    write(tmp_path, {"a": xml(box(), size=None), "b": xml(box(), size=(0, 0))})
    assert load(tmp_path, progress=False).splits["all"].images.width.tolist() == [100, 100]
    write(tmp_path / "more", {"a": xml(box(), size=None)}, images=False)
    assert problems(report(tmp_path / "more"))["image-no-size", "all"]["count"] == 1


def test_names_in_lists_without_files_are_told_and_images_without_xml_count(root):
    folder = root / "VOC2012"
    listed(folder, train=["a", "gone", "d"])
    Image.new("L", (9, 9)).save(folder / "JPEGImages" / "d.jpg")
    document = report(root)
    assert document["splits"]["train"] == {"images": 2, "labels": 2}
    assert problems(document)["list-no-image", "train"]["count"] == 1
    assert problems(document)["annotation-unlisted", "train"]["examples"] == ["Annotations/c.xml"]


def test_broken_files_are_told_and_the_others_are_read(root):
    folder = root / "VOC2012" / "Annotations"
    (folder / "c.xml").write_text("<annotation><object></annotation>")
    document = report(root)
    assert document["splits"]["train"] == {"images": 2, "labels": 2}
    assert "c.xml: line 1, column" in problems(document)["record-unreadable", "train"]["examples"][0]
    for name in "ab":
        (folder / f"{name}.xml").write_text("<other/>")
    with pytest.raises(ReadError, match="no annotation file that can be read"):
        load(root)


def test_folders_tell_the_splits_where_there_are_no_lists(tmp_path):
    for split in ("train", "valid"):
        (tmp_path / split).mkdir()
        (tmp_path / split / f"{split}.xml").write_text(xml(box(), filename=f"{split}.jpg"))
        Image.new("L", (100, 80)).save(tmp_path / split / f"{split}.jpg")
    Image.new("L", (100, 80)).save(tmp_path / "valid" / "empty.jpg")
    document = report(tmp_path)
    assert document["splits"] == {"train": {"images": 1, "labels": 1}, "val": {"images": 2, "labels": 1}}


def test_the_same_file_name_in_two_splits_is_a_leak_unless_a_tool_wrote_it_everywhere(root):
    folder = root / "VOC2012"
    write(folder, {"b": xml(box(), filename="a.jpg")})
    assert problems(report(root))["leak", "val"]["count"] == 1
    write(folder, {"a": xml(box(), filename="a.jpg"), "c": xml(filename="a.jpg")})
    assert ("leak", "val") not in problems(report(root))


def test_several_sets_in_one_folder_are_refused(root):
    write(root / "VOC2007", {"a": xml(box())})
    with pytest.raises(FormatError, match="VOC2007, VOC2012 are data sets of their own"):
        load(root)


def test_masks_are_read_where_segmentation_is_asked_for(root):
    folder = root / "VOC2012" / "SegmentationClass"
    with pytest.raises(ReadError, match="SegmentationClass"):
        load(root, task="segmentation")
    folder.mkdir()
    Image.new("L", (100, 80), 1).save(folder / "a.png")
    assert load(root, task="segmentation", progress=False).task == "segmentation"
    assert load(root, task="multilabel", progress=False).splits["train"].labels.label.tolist() == [1, 0]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><annotation>&c;</annotation>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><annotation><filename>&b;</filename></annotation>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><annotation>&b;</annotation>',
        '<?xml version="1.0" encoding="utf-16"?><annotation/>',
        "<a>" * 100_000,
        "\0",
        "",
    ],
)
def test_hostile_and_broken_xml_is_refused_in_a_line(text):
    with pytest.raises(XmlError) as caught:
        voc_record(text.encode())
    assert len(str(caught.value)) < 300


def test_an_entity_hidden_by_an_encoding_is_refused():
    text = '<?xml version="1.0" encoding="cp037"?><!DOCTYPE a [<!ENTITY b "x">]><annotation>&b;</annotation>'
    head, _, tail = text.partition("?>")
    with pytest.raises(XmlError):
        voc_record(f"{head}?>".encode() + tail.encode("cp037"))


def test_east_asian_encodings_are_read():
    text = '<?xml version="1.0" encoding="GBK"?>\n' + xml(box("狗"), box())
    assert voc_record(text.encode("gbk"))[1][0] == ["狗", "dog"]
    with pytest.raises(XmlError, match="not GBK text at byte"):
        voc_record(text.encode("gbk") + b"\xff")


def test_deep_nesting_is_no_harm():
    deep = xml("<object>" + "<a>" * 50_000 + "</a>" * 50_000 + "</object>")
    assert voc_record(deep.encode())[1][0] == [""]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
CORNER = st.one_of(st.integers(-9, 999).map(str), st.floats(width=32).map(str), TEXT.map(escape))
OBJECT = st.builds(
    box,
    TEXT.map(escape),
    st.tuples(CORNER, CORNER, CORNER, CORNER),
    st.sampled_from(
        [
            "",
            "<pose/>",
            "<pose>Left</pose>",
            "<truncated>1</truncated>",
            "<difficult>1</difficult>",
            "<!-- x -->",
        ]
    ),
)
BLANK = st.sampled_from(["", "\n", "\n\t", "<!-- object -->", "<segmented>0</segmented>", "text"])


@given(
    st.lists(OBJECT, max_size=4), TEXT.map(escape), BLANK, st.sampled_from(["", '<?xml version="1.0"?>\n'])
)
def test_plain_files_are_read_as_a_parser_reads_them(objects, filename, between, declaration):
    text = declaration + xml(*objects, filename=filename).replace("<object>", f"{between}<object>")
    plain = plain_records([text.encode()], IMAGE_FIELDS)
    image, columns = parsed_record(parse_xml(text.encode()))
    if plain is not None:
        assert (plain[0], plain[1]) == ([image], [len(columns[0])])
        assert [[one.strip() for one in column] for column in plain[2]] == columns


FILE = st.builds(
    lambda objects, filename: xml(*objects, filename=filename), st.lists(OBJECT, max_size=3), TEXT.map(escape)
)


@given(st.lists(FILE, max_size=5))
def test_files_cut_at_once_are_what_each_alone_is(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("files")
    paths = [folder / f"{place}.xml" for place in range(len(files))]
    for path, text in zip(paths, files, strict=True):
        path.write_text(text, encoding="utf-8", newline="")
    together, alone = (
        read_files([*map(str, paths)]),
        VocRows.joined(read_files([str(path)]) for path in paths),
    )
    assert (together.filename, together.size, together.objects) == (alone.filename, alone.size, alone.objects)
    assert together.columns == alone.columns
    np.testing.assert_array_equal(together.corners, alone.corners)


def test_usual_files_need_no_parser():
    text = xml(
        box(), box("cat", inner="<pose>Left</pose>\n<truncated>0</truncated>\n<difficult>0</difficult>")
    )
    assert plain_records([text.encode()], IMAGE_FIELDS) is not None


@needs_real_data
def test_blood_cells_have_their_facts():
    document = report(REAL_DATA / "bccd_voc")
    assert document["splits"] == {
        "train": {"images": 205, "labels": 2_804},
        "val": {"images": 87, "labels": 1_137},
        "test": {"images": 72, "labels": 945},
    }
    counts = {one["name"]: one["count"] for one in document["summary"]["classes"]}
    assert counts == {"RBC": 4_155 - 2, "WBC": 372, "Platelets": 361}
    assert sum(one["count"] for one in document["problems"] if one["code"] == "box-degenerate") == 2
