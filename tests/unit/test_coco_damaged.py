"""COCO files that are damaged or hostile: one bad record costs only itself, nothing is a traceback."""

from __future__ import annotations

import json

import pytest

from insight_widgets.errors import ReadError
from insight_widgets.loading import load

DEEP = "[" * 100_000 + "]" * 100_000


def text(**images):
    """Return COCO text with one image and three annotations, the second of which is to be damaged."""
    return json.dumps(
        {
            "images": [{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50, **images}],
            "annotations": [
                {"id": place, "image_id": 1, "category_id": 3, "bbox": [place, 0, 5, 5]} for place in range(3)
            ],
            "categories": [{"id": 3, "name": "dog"}],
        }
    )


@pytest.fixture
def read(tmp_path):
    """Return a function: content -> its only split."""

    def on(content, **options):
        file = tmp_path / "train.json"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(file, format="coco", progress=False, **options).splits["train"]

    return on


def told(split):
    return {problem.code: problem.examples for problem in split.problems}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"bbox": [1,', f'"more": {DEEP}, "bbox": [1,'),
        ('"bbox": [1,', '"more": ' + '{"a": ' * 100_000 + "1" + "}" * 100_000 + ', "bbox": [1,'),
        ('"id": 1, "image_id"', f'"id": {"9" * 5000}, "image_id"'),
        ('"bbox": [1,', f'"bbox": [{"9" * 5000},'),
    ],
)
def test_records_that_no_program_can_hold_are_told_and_passed_over(read, old, new):
    split = read(text().replace(old, new))
    assert told(split) == {"record-unreadable": ('train.json: "annotations", entry 2',)}
    assert split.boxes.record.tolist() == [0, 2]


def test_what_is_not_read_may_be_as_deep_as_it_likes(read):
    split = read(text().replace('"images"', f'"more": {DEEP}, "images"'))
    assert (len(split.boxes), split.problems) == (3, ())


def test_text_that_is_no_utf8_is_read_with_marks_in_it(read, tmp_path):
    split = read(text().encode().replace(b"a.jpg", b"\xff\xe9.jpg").replace(b"dog", b"d\xf6g"))
    assert split.images.name.tolist() == ["��.jpg"]
    dataset = load(tmp_path / "train.json", progress=False)
    assert dataset.classes == ("d�g",)


def test_half_a_character_is_no_fault(read):
    split = read(text().replace("a.jpg", "\\ud83d.jpg"))
    assert split.images.name.tolist() == ["?.jpg"]
    assert len(split.boxes) == 3


@pytest.mark.parametrize("name", ["a\0b.jpg", "x" * 5000, "../secret.jpg", "/etc/hostname", "", "."])
def test_file_names_that_are_no_paths_are_images_that_are_not_there(read, name, tmp_path):
    split = read(text(file_name=name, width=0), images=tmp_path)
    assert list(told(split)) == ["image-unreadable"]
    assert split.images.width.tolist() == [0]


@pytest.mark.parametrize("width", [-5, 0, "wide", None, 2**40, 1e300, [3], True])
def test_sizes_that_are_none_are_not_known(read, width):
    assert read(text(width=width)).images.width.tolist() == [0]


def test_headers_that_claim_absurd_sizes_are_damaged(read, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"P5\n99999999999 7\n255\n")
    split = read(text(width=0), images=tmp_path)
    assert "damaged" in told(split)["image-unreadable"][0]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"bbox": [1,', '"bbox: [1,', 'valid JSON is wanted; found "id": 2'),
        ("[1, 0, 5, 5]", "[1, 0, 5, 5", 'column 219: valid JSON is wanted; found "}, {"id": 2'),
        ('}, {"id": 1', '} {"id": 1', "column 156: valid JSON is wanted"),
        ('], "cat', ',], "cat', 'column 288: valid JSON is wanted; found "], "categories"'),
        ("a.jpg", "a\\q.jpg", "line 1, column 38: valid JSON is wanted"),
        ("a.jpg", "a\n.jpg", "column 38: valid JSON is wanted"),
        ('"annotations"', '"anno\\qtations"', 'a key "..." is wanted'),
        ('"annotations": [', '"annotations" [', "a colon is wanted behind the key"),
        ('], "categories"', '] "categories"', "a comma or the end of the object is wanted"),
        ('"', "'", "column 2: a key"),
    ],
)
def test_broken_json_is_told_with_its_place(read, old, new, place):
    with pytest.raises(ReadError) as error:
        read(text().replace(old, new))
    assert place in str(error.value)


def test_the_place_counts_lines_and_the_byte_order_mark(read):
    broken = json.dumps(json.loads(text()), indent=1).replace('"height": 50', '"height": 5O')
    with pytest.raises(ReadError, match=r'line 7, column 15: valid JSON is wanted; found "O } \]'):
        read(broken)
    assert len(read(b"\xef\xbb\xbf" + text().encode()).boxes) == 3


@pytest.mark.parametrize(
    "content", ["[]", "5", "null", "<html></html>", "// note\n{}", "version https://git-lfs"]
)
def test_what_is_no_object_is_told_with_what_it_is(read, content):
    with pytest.raises(
        ReadError, match=r"line 1, column 1: a JSON object \{...\} is wanted at the top; found"
    ):
        read(content)


def test_annotations_without_ids_are_not_duplicates_of_each_other(read):
    content = json.loads(text())
    for annotation in content["annotations"]:
        del annotation["id"]
    split = read(json.dumps(content))
    assert not split.boxes.unique_records
    assert split.boxes.record.tolist() == ["no. 1", "no. 2", "no. 3"]
    content["annotations"][1]["id"] = 7
    split = read(json.dumps(content))
    assert split.boxes.unique_records
    assert split.boxes.record.tolist() == ["no. 1", "7", "no. 3"]


def test_whole_numbers_may_be_written_with_a_point(read):
    split = read(
        text().replace('"image_id": 1', '"image_id": 1.0').replace('"category_id": 3', '"category_id": 3.0')
    )
    assert (split.boxes.image.tolist(), split.boxes.label.tolist()) == ([0, 0, 0], [0, 0, 0])


def test_the_later_of_two_lists_of_one_name_counts_as_in_json(read):
    more = '{"id": 9, "image_id": 1, "category_id": 3, "bbox": [1, 2, 3, 4]}'
    assert read(text()[:-1] + f', "annotations": [{more}]}}').boxes.record.tolist() == [9]


def test_images_that_repeat_each_other_in_a_chain_are_one(read):
    images = [(1, "x"), (2, "x"), (2, "z"), (3, "z"), (4, "y")]
    content = json.loads(text())
    content["images"] = [{"id": one, "file_name": name, "width": 9, "height": 9} for one, name in images]
    content["annotations"] = [{"id": one, "image_id": one, "category_id": 3} for one in (1, 2, 3, 4)]
    split = read(json.dumps(content))
    assert split.images.name.tolist() == ["x", "y"]
    assert split.boxes.image.tolist() == [0, 0, 0, 1]
    assert {problem.code: problem.count for problem in split.problems} == {"duplicate-image": 3}
