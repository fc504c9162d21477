"""Reading tables of labels and boxes."""

from __future__ import annotations

import gzip
import random

import pytest
from PIL import Image

from insight_widgets.errors import FormatError, ReadError
from insight_widgets.readers import ReadOptions, csv_labels, find_reader
from insight_widgets.report import build_report
from tests.real_data import REAL_DATA, needs_real_data

MARKS = b"\",|;[]'\n\r\t \\\x00\xff01x"


def read(path, **options):
    return csv_labels.read(path, ReadOptions(progress=False, **options))


def table(folder, text, name="labels.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def labels(dataset, split="all"):
    """Return the class names of each image."""
    part = dataset.splits[split]
    found = {name: [] for name in part.images.name}
    for image, label in zip(part.labels.image, part.labels.label, strict=True):
        found[part.images.name[image]].append(dataset.classes[label] if label >= 0 else None)
    return found


def problems(dataset, split="all"):
    return {problem.code: problem.count for problem in dataset.splits[split].problems}


def reported(dataset):
    found = build_report(dataset, progress=False).to_dict()["problems"]
    return {problem["code"]: problem["count"] for problem in found}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", " ", " ,  "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_separator_and_line_end(tmp_path, separator, end):
    text = end.join(separator.join(row) for row in [("image", "class"), ("a.jpg", "dog"), ("b.jpg", "cat")])
    dataset = read(table(tmp_path, text))
    assert dataset.task == "multiclass"
    assert dataset.classes == ("cat", "dog")
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": ["cat"]}


@pytest.mark.parametrize(
    "data",
    [
        "image,label\nщ.jpg,кот\n".encode("utf-8-sig"),
        "image,label\nщ.jpg,кот\n".encode("utf-16"),
        'image,label\n"щ.jpg","кот"\n'.encode(),
    ],
)
def test_marks_of_encodings_and_quotes(tmp_path, data):
    assert labels(read(table(tmp_path, data))) == {"щ.jpg": ["кот"]}


def test_gzip(tmp_path):
    path = table(tmp_path, gzip.compress(b"image,label\na.jpg,dog\n"), "train.csv.gz")
    assert find_reader(path).FORMAT == "csv"
    assert labels(read(path), "train") == {"a.jpg": ["dog"]}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Image Index,Finding Labels,Age", "a.png,dog,40"),
        ("lesion_id,image_id,dx,dx_type", "7,a,dog,histo"),
        (",filename,species", "0,a.jpg,dog"),
        ("Label;File_Name;weight", "dog;a.jpg;1.5"),
        ("id_code,diagnosis", "a,dog"),
        ("path,what", "x/a.jpg,dog"),
        ("what,where", "dog,a.jpg"),
        ("class_id,class_name,image", "3,dog,a.jpg"),
    ],
)
def test_columns_are_found_by_header_or_cells(tmp_path, header, row):
    dataset = read(table(tmp_path, f"{header}\n{row}\n"))
    assert dataset.classes == ("dog",)
    assert len(dataset.splits["all"].images) == 1


def test_the_only_column_of_few_names_is_the_class(tmp_path):
    dataset = read(
        table(tmp_path, "image,weight,kind,note\na.jpg,1.5,dog,x1\nb.jpg,2.5,dog,x2\n".replace("x", ""))
    )
    assert dataset.classes == ("dog",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "image,target,diagnosis\na.jpg,0,nv\nb.jpg,0,mel\nc.jpg,1,mel\n",
            '"target", "diagnosis" could all hold',
        ),
        ("image,kind,place\na.jpg,x,u\nb.jpg,x,v\nc.jpg,y,v\n", '"kind", "place" could all hold'),
        ("image,age\na.jpg,1.5\nb.jpg,2.5\n", "no column of classes"),
        ("image\na.jpg\n", "no row of cells|no column of classes"),
        ("epoch,loss\n1,2.5\n2,2.25\n", "no column of image names"),
        ("image,xmin,ymin,xmax,label\na.jpg,1,1,2,dog\n", '"ymax" is missing'),
        (
            "image,xmin,ymin,xmax,ymax,label\na.jpg,one,1,2,2,dog\n",
            'numbers are wanted in column "xmin"; got "one"',
        ),
        ("image,label\n", "a header and nothing below it"),
        ("", "the file is empty"),
        ("  \n \n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary file"),
        ("a.jpg,dog,1\nb.jpg,cat,2\n", "no header, and rows of 3 cells"),
        ('"image,label\na.jpg,dog\n', "no column of image names|no row"),
        ("image,label\na.jpg,dog,7\nb.jpg,cat,8\n", "no row that can be read.*2 cells are wanted, got 3"),
    ],
)
def test_what_is_no_table_of_labels_is_one_clear_error(tmp_path, text, words):
    path = table(tmp_path, text)
    with pytest.raises(ReadError, match=words) as error:
        read(path)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)


def test_missing_files_and_damaged_gzip(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "missing.csv")
    with pytest.raises(ReadError, match="cannot be read"):
        read(table(tmp_path, b"\x1f\x8bbroken", "a.csv.gz"))
    with pytest.raises(ReadError, match="cannot be read"):
        read(table(tmp_path, gzip.compress(b"image,label\n" * 99)[:-9], "b.csv.gz"))


def test_a_class_may_be_called_the_same_by_number_and_name(tmp_path):
    dataset = read(table(tmp_path, "image,label,class\na.jpg,0,dog\nb.jpg,1,cat\n"))
    assert dataset.classes == ("cat", "dog")


@pytest.mark.parametrize("words", [("1", "0"), ("1.0", "0.0"), ("TRUE", "False"), ("Yes", "no"), ("1", "")])
def test_columns_of_yes_and_no(tmp_path, words):
    yes, no = words
    text = f"image,dog,cat,bird\na.jpg,{yes},{yes},{no}\nb.jpg,{no},{no},{no}\nc.jpg,{no},{no},{yes}\n"
    dataset = read(table(tmp_path, text))
    assert dataset.task == "multilabel"
    assert dataset.classes == ("dog", "cat", "bird")
    assert labels(dataset) == {"a.jpg": ["dog", "cat"], "b.jpg": [], "c.jpg": ["bird"]}


def test_uncertain_labels_are_not_positive(tmp_path):
    text = "Path,Sex,No Finding,Edema,Fracture\na.jpg,F,1.0,,-1.0\nb.jpg,M,,1.0,0.0\nc.jpg,M,,,1.0\n"
    dataset = read(table(tmp_path, text))
    assert dataset.classes == ("No Finding", "Edema", "Fracture")
    assert labels(dataset) == {"a.jpg": ["No Finding"], "b.jpg": ["Edema"], "c.jpg": ["Fracture"]}


def test_one_image_on_two_rows_of_yes_and_no_counts_once(tmp_path):
    dataset = read(table(tmp_path, "image,dog,cat\na.jpg,1,0\na.jpg,0,1\nb.jpg,1,1\n"))
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": ["dog", "cat"]}
    assert problems(dataset) == {"duplicate-image": 1}


@pytest.mark.parametrize(
    "cell",
    [
        "dog|cat",
        "dog;cat",
        '"dog,cat"',
        '"dog, cat"',
        "\"['dog', 'cat']\"",
        '"[""dog"", ""cat""]"',
        "['dog' 'cat']",
    ],
)
def test_lists_in_a_cell(tmp_path, cell):
    dataset = read(table(tmp_path, f"image,labels\na.jpg,{cell}\nb.jpg,cat\nc.jpg,\nd.jpg,[]\n"))
    assert dataset.task == "multilabel"
    assert labels(dataset) == {"a.jpg": ["dog", "cat"], "b.jpg": ["cat"], "c.jpg": [], "d.jpg": []}
    assert reported(dataset) == {"image-no-label": 2}


def test_lists_of_names_and_lists_by_bars_in_other_tables(tmp_path):
    dataset = read(table(tmp_path, "image;labels\na.jpg;dog,cat\nb.jpg;cat\n"))
    assert labels(dataset) == {"a.jpg": ["dog", "cat"], "b.jpg": ["cat"]}


def test_names_with_blanks_or_commas_are_not_parted(tmp_path):
    text = 'image,label\na.jpg,"tench, Tinca tinca"\nb.jpg,white shark\nc.jpg,"goldfish, Carassius auratus"\n'
    dataset = read(table(tmp_path, text))
    assert dataset.task == "multiclass"
    assert dataset.classes == ("goldfish, Carassius auratus", "tench, Tinca tinca", "white shark")


def test_a_cell_that_is_a_known_class_is_not_parted(tmp_path):
    dataset = read(table(tmp_path, "image,label\na.jpg,dog|cat\n"), classes=("dog|cat", "dog"))
    assert labels(dataset) == {"a.jpg": ["dog|cat"]}


def test_one_image_on_rows_of_different_classes_is_multilabel(tmp_path):
    text = "image,label\na.jpg,dog\na.jpg,cat\nb.jpg,dog\nb.jpg,dog\n"
    dataset = read(table(tmp_path, text))
    assert dataset.task == "multilabel"
    assert reported(dataset) == {"duplicate-label": 1}
    assert read(table(tmp_path, text), task="multiclass").task == "multiclass"
    assert reported(read(table(tmp_path, text), task="multiclass")) == {
        "duplicate-label": 1,
        "duplicate-image": 1,
    }


def test_a_row_twice_is_a_duplicate_label_and_still_multiclass(tmp_path):
    dataset = read(table(tmp_path, "image,label\na.jpg,dog\na.jpg,dog\n"))
    assert dataset.task == "multiclass"
    assert reported(dataset) == {"duplicate-label": 1}


@pytest.mark.parametrize("header", ["split", "Set Id", "subset", "partition", "fold"])
def test_a_column_of_splits(tmp_path, header):
    dataset = read(
        table(tmp_path, f"image,label,{header}\na.jpg,dog,training\nb.jpg,cat,Valid\nc.jpg,cat,TEST\n")
    )
    assert list(dataset.splits) == ["train", "val", "test"]
    assert labels(dataset, "val") == {"b.jpg": ["cat"]}


def test_folds_by_number_and_sources_are_no_splits(tmp_path):
    dataset = read(table(tmp_path, "image,label,fold,dataset\na.jpg,dog,0,rosendahl\nb.jpg,cat,1,vidir\n"))
    assert list(dataset.splits) == ["all"]


def test_a_file_or_a_folder_of_files_tells_the_split(tmp_path):
    assert list(read(table(tmp_path, "image,label\na.jpg,dog\n", "valid_labels.csv")).splits) == ["val"]
    table(tmp_path, "image,label\nb.jpg,cat\n", "train.csv")
    table(tmp_path, "id,name\n0,dog\n1,cat\n", "classes.csv")
    table(tmp_path, "epoch,loss\n1,2\n2,1\n", "log.csv")
    (tmp_path / "images").mkdir()
    (tmp_path / "images/a.jpg").touch()
    assert find_reader(tmp_path).FORMAT == "csv"
    dataset = read(tmp_path)
    assert list(dataset.splits) == ["train", "val"]
    assert dataset.classes == ("cat", "dog")


def test_two_files_of_one_split_are_refused(tmp_path):
    table(tmp_path, "image,label\na.jpg,dog\n", "train_a.csv")
    table(tmp_path, "image,label\na.jpg,dog\n", "train_b.csv")
    with pytest.raises(FormatError, match="both the split train"):
        read(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match="no table of labels here"):
        read(tmp_path / "empty")


def test_without_a_header(tmp_path):
    assert labels(read(table(tmp_path, "a.jpg,dog\nb.jpg,cat\n"))) == {"a.jpg": ["dog"], "b.jpg": ["cat"]}
    many = "a.png 0 1 0\nb.png 0 0 0\nc.png 1 1 0\n"
    dataset = read(table(tmp_path, many))
    assert dataset.task == "multilabel"
    assert dataset.classes == ("0", "1", "2")
    assert labels(dataset) == {"a.png": ["1"], "b.png": [], "c.png": ["0", "1"]}
    assert read(table(tmp_path, many), classes=("x", "y", "z")).classes == ("x", "y", "z")
    with pytest.raises(ReadError, match="3 columns of labels without a header; the class list has 2 names"):
        read(table(tmp_path, many), classes=("x", "y"))


def test_ids_and_answers_without_a_header(tmp_path):
    dataset = read(table(tmp_path, "101 0 0 1\n102 1 0 1\n"))
    assert dataset.classes == ("0", "1", "2")


def test_numbers_are_places_in_a_class_list(tmp_path):
    dataset = read(table(tmp_path, "image,label\na.jpg,1\nb.jpg,0\n"), classes=("dog", "cat"))
    assert labels(dataset) == {"a.jpg": ["cat"], "b.jpg": ["dog"]}


def test_classes_that_are_not_in_the_list_are_told(tmp_path):
    dataset = read(table(tmp_path, "image,label\na.jpg,dog\nb.jpg,unicorn\n"), classes=("dog", "cat"))
    found = build_report(dataset, progress=False).to_dict()["problems"]
    unknown = next(problem for problem in found if problem["code"] == "unknown-class")
    assert unknown["count"] == 1
    assert unknown["examples"] == ['labels.csv: line 3, image "b.jpg", class "unicorn"']


def test_bad_rows_are_told_with_their_line_and_reading_goes_on(tmp_path):
    text = (
        "image,label\na.jpg,dog\nb.jpg\nc.jpg,cat,extra\n\n,dog\n"
        'd.jpg,"open\ne.jpg,"cat"\nf.jpg,"two\nlines"\ng.jpg,dog\n'
    )
    dataset = read(table(tmp_path, text))
    assert labels(dataset) == {"a.jpg": ["dog"], "e.jpg": ["cat"], "f.jpg": ["two\nlines"], "g.jpg": ["dog"]}
    assert problems(dataset) == {"row-unreadable": 4}
    examples = " / ".join(dataset.splits["all"].problems[0].examples)
    for line in ("line 3: 2 cells are wanted, got 1", "line 4", "line 6: no image name", "line 7: a quote"):
        assert line in examples
    assert dataset.splits["all"].labels.record.tolist() == [2, 8, 9, 11]


def test_rows_that_lack_only_cells_nobody_reads_count(tmp_path):
    dataset = read(table(tmp_path, "image,label,place\na.jpg,dog,x\nb.jpg,cat\n"))
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": ["cat"]}
    assert problems(dataset) == {"row-short": 1}


def test_text_that_is_not_utf8_is_told(tmp_path):
    dataset = read(table(tmp_path, "image,label\na.jpg,Käse\n".encode("latin-1")))
    assert labels(dataset) == {"a.jpg": ["Käse"]}
    assert problems(dataset) == {"text-encoding": 1}


def test_names_are_stripped_and_blank_ones_are_no_label(tmp_path):
    dataset = read(table(tmp_path, "image , label\n a.jpg , dog \nb.jpg,\n"))
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": []}
    assert reported(dataset) == {"image-no-label": 1}


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "狗", "كلب صغير", "x" * 10_000, "a\x07b"])
def test_odd_class_names_are_text(tmp_path, name):
    dataset = read(table(tmp_path, f"image,label\na.jpg,{name}\nb.jpg,dog\n"))
    assert set(dataset.classes) == {name, "dog"}


def test_a_label_beside_other_columns_of_yes_and_no(tmp_path):
    facts = read(table(tmp_path, "image,label,flip,crop\na.jpg,dog,0,1\nb.jpg,cat,1,0\n"))
    assert facts.classes == ("cat", "dog")
    assert problems(facts) == {"column-choice": 1}
    answers = read(table(tmp_path, "image,label,flip,crop\na.jpg,dog,NO,YES\nb.jpg,cat,YES,NO\n"))
    assert answers.classes == ("flip", "crop")
    twice = read(table(tmp_path, "image,label,dog,cat\na.jpg,dog,1,0\nb.jpg,cat,0,1\n"))
    assert (twice.task, problems(twice)) == ("multiclass", {})
    chosen = read(
        table(tmp_path, "image,label,flip,crop\na.jpg,dog,0,1\nb.jpg,cat,1,0\n"), classes=("flip", "crop")
    )
    assert labels(chosen) == {"a.jpg": ["crop"], "b.jpg": ["flip"]}


def test_a_class_may_be_called_as_a_column_of_boxes(tmp_path):
    dataset = read(table(tmp_path, "image,crowd,left,width\na.jpg,1,0,1\nb.jpg,0,1,1\n"))
    assert dataset.classes == ("crowd", "left", "width")


def test_the_same_image_in_two_splits_is_a_leak_but_not_by_number(tmp_path):
    named = read(table(tmp_path, "image,label,split\na.jpg,dog,train\na.jpg,dog,val\n"))
    assert reported(named)["leak"] == 1
    numbered = read(table(tmp_path, "id,label,split\n1,dog,train\n1,dog,val\n"))
    assert "leak" not in reported(numbered)


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


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("image,label\na.jpg,dog\n", "x.csv", True),
        ("a.jpg 0 1\n", "x.txt", True),
        ("image,label\n", "x.csv", True),
        ("", "x.csv", True),
        ("epoch,train/loss,val/loss\n1,2,3\n", "x.csv", False),
        (",loss,acc\n0,2.5,0.5\n", "x.csv", False),
        ("a.png b.png\nc.png d.png\n", "x.txt", False),
        ("0 0.5 0.5 0.25 0.25\n", "x.txt", False),
        ("dog\ncat\n", "x.txt", False),
        ("Dead,0\nAlive,1\n", "x.csv", False),
        ("image,label\na.jpg,dog\n", "x.json", False),
        ("A table of an image and a label.\n", "README.txt", False),
    ],
)
def test_what_is_taken_for_a_table_of_labels(tmp_path, text, name, expected):
    assert csv_labels.detect(table(tmp_path, text, name)) is expected


def outcome(path):
    """Return a report, or the error in its place."""
    try:
        return build_report(read(path), progress=False).to_dict()
    except ReadError as error:
        return str(error)


def test_mutated_tables_are_read_or_refused_with_one_line(tmp_path):
    sound = b'image,label,split\n"a.jpg",dog|cat,train\nb.jpg,"x, y",val\nc.jpg,[\'q\'],train\n' * 3
    chance = random.Random(7)  # noqa: S311  (no secret)
    for _ in range(300):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = bytes(chance.choices(MARKS, k=chance.randint(0, 3)))
        path = table(tmp_path, bytes(data))
        csv_labels.detect(path)
        found = outcome(path)
        assert isinstance(found, dict) or "\n" not in found


@needs_real_data
def test_no_training_log_is_a_table_of_labels():
    logs = [path for path in (REAL_DATA / "logs").rglob("*") if path.suffix in {".csv", ".txt", ".tsv"}]
    assert logs
    assert not any(map(csv_labels.detect, logs))


@needs_real_data
def test_ham10000():
    path = REAL_DATA / "ham10000_csv"
    assert find_reader(path).FORMAT == "csv"
    report = build_report(read(path), progress=False).to_dict()
    assert report["splits"] == {"all": {"images": 18_832, "labels": 18_832}}
    found = {row["name"]: row["count"] for row in report["summary"]["classes"]}
    assert (found["nv"], found["df"], len(found)) == (6705, 460, 7)


@needs_real_data
def test_chexnet():
    report = build_report(read(REAL_DATA / "nih_chexnet_multilabel"), progress=False).to_dict()
    assert {name: split["images"] for name, split in report["splits"].items()} == {
        "train": 78_468,
        "val": 11_219,
        "test": 22_433,
    }
    found = {(problem["code"], problem["split"]): problem["count"] for problem in report["problems"]}
    assert found[("image-no-label", "train")] == 42_405
    train = dict(zip(report["classes"], report["statistics"]["label_distribution"]["train"], strict=True))
    assert (train["13"], train["3"]) == (144, 13_914)


@needs_real_data
def test_odd_headers_of_the_nih():
    answers = read(REAL_DATA / "nih_google2019_csv")
    assert {name: len(split.images) for name, split in answers.splits.items()} == {"val": 2414, "test": 1962}
    assert answers.classes == ("Fracture", "Pneumothorax", "Airspace opacity", "Nodule or mass")
    boxes = read(REAL_DATA / "nih_bbox_csv")
    assert (boxes.task, len(boxes.splits["all"].boxes), len(boxes.classes)) == ("detection", 984, 8)


@needs_real_data
def test_boxes_of_deepforest_and_bccd():
    trees = read(REAL_DATA / "deepforest/data/testfile_multi.csv").splits["all"]
    assert (len(trees.boxes), len(trees.images)) == (37, 1)
    assert (trees.images.width > 0).all()
    report = build_report(read(REAL_DATA / "bccd_voc/test.csv"), progress=False).to_dict()
    found = {row["name"]: row["count"] for row in report["summary"]["classes"]}
    assert found == {"RBC": 4153, "WBC": 372, "Platelets": 361}
    assert {problem["code"]: problem["count"] for problem in report["problems"]}["box-degenerate"] == 2
