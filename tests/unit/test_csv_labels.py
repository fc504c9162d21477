"""Which labels a table tells."""

from __future__ import annotations

import pytest

from insight_widgets import load
from insight_widgets.cli import main
from insight_widgets.errors import FormatError, ReadError
from insight_widgets.readers import find_reader
from insight_widgets.report import build_report
from tests.csv_tables import labels, problems, read, reported, table
from tests.real_data import REAL_DATA, needs_real_data


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Image Index,Finding Labels,Age", "a.png,dog,40"),
        ("lesion_id,image_id,dx,dx_type", "7,a,dog,histo"),
        (",filename,species", "0,a.jpg,dog"),
        ("Label;File_Name;weight", "dog;a.jpg;1.5"),
        ("id_code,diagnosis", "a,dog"),
        ("patientId,age,Target", "a,45.5,dog"),
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


def test_numbers_are_places_in_a_class_list(tmp_path):
    dataset = read(table(tmp_path, "image,label\na.jpg,1\nb.jpg,0\n"), classes=("dog", "cat"))
    assert labels(dataset) == {"a.jpg": ["cat"], "b.jpg": ["dog"]}


def test_classes_that_are_not_in_the_list_are_told(tmp_path):
    dataset = read(table(tmp_path, "image,label\na.jpg,dog\nb.jpg,unicorn\n"), classes=("dog", "cat"))
    found = build_report(dataset, progress=False).to_dict()["problems"]
    unknown = next(problem for problem in found if problem["code"] == "unknown-class")
    assert unknown["count"] == 1
    assert unknown["examples"] == ['labels.csv: line 3, image "b.jpg", class "unicorn"']


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


def test_uncertain_and_blank_labels_are_told(tmp_path):
    text = "Path,No Finding,Edema,Fracture\na.jpg,1.0,,-1.0\nb.jpg,,1.0,0.0\nc.jpg,uncertain,0.0,1.0\n"
    dataset = read(table(tmp_path, text))
    assert labels(dataset) == {"a.jpg": ["No Finding"], "b.jpg": ["Edema"], "c.jpg": ["Fracture"]}
    assert problems(dataset) == {"label-uncertain": 2, "label-blank": 2}
    uncertain = dataset.splits["all"].problems[0]
    assert uncertain.level == "info"
    assert uncertain.examples[0] == 'labels.csv: line 2: image "a.jpg", Fracture'


def test_uncertain_labels_are_positive_where_that_is_asked_for(tmp_path, capsys):
    text = "Path,No Finding,Edema,Fracture\na.jpg,1.0,,-1.0\nb.jpg,,1.0,0.0\nc.jpg,uncertain,0.0,1.0\n"
    path = table(tmp_path, text)
    dataset = load(path, uncertain=True, progress=False)
    taken = {"a.jpg": ["No Finding", "Fracture"], "b.jpg": ["Edema"], "c.jpg": ["No Finding", "Fracture"]}
    assert labels(dataset) == taken
    assert problems(dataset) == {"label-uncertain-taken": 2, "label-blank": 2}
    rows = load(table(tmp_path, "a.jpg,dog,1\na.jpg,cat,-1\nb.jpg,dog,0\n"), uncertain=True, progress=False)
    assert labels(rows) == {"a.jpg": ["dog", "cat"], "b.jpg": []}
    assert main(["report", str(path), "--uncertain", "positive", "--strict"]) == 0
    assert "taken as labels, as was asked for" in capsys.readouterr().out


@pytest.mark.parametrize("header", ["", "image,class,value\n", "File Name,Label,Present\n"])
def test_a_row_for_an_image_and_a_class(tmp_path, header):
    rows = "a.jpg,dog,1\na.jpg,cat,0\nb.jpg,dog,0\nb.jpg,cat,-1\nc.jpg,dog,1\nc.jpg,cat,1\n"
    dataset = read(table(tmp_path, header + rows))
    assert dataset.task == "multilabel"
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": [], "c.jpg": ["dog", "cat"]}
    found = problems(dataset)
    assert found.pop("column-choice", None) == (None if header else 1)
    assert found == {"label-uncertain": 1}


def test_classes_by_number_and_their_values_or_two_columns_of_answers(tmp_path):
    told = read(table(tmp_path, "a.jpg,0,1\na.jpg,1,0\nb.jpg,0,0\nb.jpg,1,1\n"))
    assert labels(told) == {"a.jpg": ["0"], "b.jpg": ["1"]}
    answers = read(table(tmp_path, "a.jpg,0,1\nb.jpg,0,0\nc.jpg,1,1\n"))
    assert labels(answers) == {"a.jpg": ["1"], "b.jpg": [], "c.jpg": ["0", "1"]}


def test_a_column_called_value_may_be_anything_else(tmp_path):
    dataset = read(table(tmp_path, "image,label,value\na.jpg,dog,0.5\nb.jpg,cat,1\n"))
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": ["cat"]}
    flags = read(table(tmp_path, "image,value,present\na.jpg,1,0\nb.jpg,1,1\n"))
    assert flags.classes == ("value", "present")


def test_columns_that_are_told(tmp_path):
    path = table(tmp_path, "photo,kind,place\na.jpg,x,u\nb.jpg,x,v\nc.jpg,y,v\n")
    dataset = load(path, columns={"image": "photo", "label": "place"}, progress=False)
    assert dataset.classes == ("u", "v")
    with pytest.raises(ReadError, match=r'no column "plac" .did you mean "place"'):
        read(path, columns={"label": "plac"})


def test_images_know_where_their_files_may_lie(tmp_path):
    path = table(tmp_path, "image,label\na.jpg,dog\nb.jpg,cat\n")
    assert read(path).splits["all"].images.roots == (tmp_path, tmp_path / "images")
    assert read(path, images=tmp_path / "x").splits["all"].images.roots == (tmp_path / "x",)


@needs_real_data
def test_training_facts_of_ham10000_and_its_augmented_copies():
    names = read(REAL_DATA / "ham10000_csv").splits["all"].images.name
    real = [name for name in names if name.startswith("ISIC_")]
    assert (len(names), len(real)) == (18_832, 10_015)
