"""What to do next: few, ranked, in words, each of which picks what it speaks of."""

from __future__ import annotations

import numpy as np
import pytest

from insight_widgets.columns import Labels, Split
from insight_widgets.curves import read_curves
from insight_widgets.dataset import Dataset
from insight_widgets.export.static import static_html
from insight_widgets.export.text import summary_text
from insight_widgets.picking import checked_pick
from insight_widgets.report import build_report, curves_report
from tests.builders import boxes, images
from tests.documents import all_tasks, document, without_images

CLASSES = ("dog", "cat", "bird")
RISING = {"epoch": list(range(30)), "loss": [1 + at / 10 for at in range(30)]}
BROKEN = {"epoch": list(range(30)), "loss": [2.0] * 10 + [float("nan")] * 20}


def labelled(*numbers, key=None):
    """Return a split with so many images of each class; `key` names them alike in two splits."""
    label = np.repeat(np.arange(len(numbers)), numbers).astype(np.int32)
    pictures = images(*[(100, 100)] * len(label), prefix=key or f"{numbers}")
    if key:
        pictures = type(pictures)(pictures.name, pictures.width, pictures.height, key=pictures.name)
    return Split(pictures, labels=Labels(np.arange(len(label)), label))


def report_of(splits, task="multiclass", classes=CLASSES, **options):
    return build_report(Dataset(task, classes, splits), progress=False, **options).document


def texts(found):
    return [finding["text"] for finding in found["findings"]]


def test_where_all_is_well_that_is_said_with_what_was_looked_at():
    found = report_of({"train": labelled(50, 50, 50), "val": labelled(20, 20, 20)})
    assert found["findings"] == []
    assert found["findings_text"] == (
        "Nothing to do was found: no class is under-represented, the splits do not differ "
        "and no problem is in the data."
    )
    alone = report_of(
        {"train": labelled(50, 50, 50)},
        curves=read_curves({"loss": [2.0, 1.5, 1.2, 1.0, 0.9, 0.8, 0.7, 0.6]}),
    )
    assert alone["findings_text"] == (
        "Nothing to do was found: no class is under-represented, no problem is in the data "
        "and the training curves show nothing to mend."
    )


def test_classes_that_are_short_come_with_the_numbers_of_the_plan():
    found = report_of({"train": labelled(100, 100, 5)})
    [serious] = found["findings"]
    add = found["summary"]["plan"]["labels"]
    assert serious == {
        "text": "Seriously under-represented: bird.",
        "number": "1 class",
        "section": "summary",
        "action": f"Add {add} images; the Insight Summary tells how many of each.",
        "picked": {"classes": ["bird"], "bins": {}, "split": None},
    }


def test_a_class_that_train_lacks_comes_before_one_that_validation_lacks():
    found = report_of({"train": labelled(50, 50, 0), "val": labelled(0, 40, 40)})
    assert texts(found)[:2] == [
        "Only in validation, never in train: bird.",
        "Only in train, never in validation: dog.",
    ]
    assert found["findings"][0]["picked"]["classes"] == ["bird"]


def test_splits_that_differ_are_told_with_the_surest_class():
    found = report_of({"train": labelled(100, 100, 100), "val": labelled(100, 100, 10)})
    differ = found["findings"][0]
    assert differ["text"].startswith(
        "Shares in train and validation differ: bird, dog and cat; most of all bird: "
    )
    assert "validation has 0.14" in differ["text"]
    assert (differ["section"], differ["picked"]["classes"]) == ("comparison", ["bird", "dog", "cat"])


def test_a_leak_comes_first_and_picks_its_problem():
    found = report_of({"train": labelled(50, 50, 5, key="a"), "val": labelled(20, 20, 2, key="a")})
    leak = found["findings"][0]
    assert leak["number"] == "42 images"
    assert leak["picked"] == {"classes": [], "bins": {}, "split": "val", "problem": "leak"}
    assert "Seriously under-represented: bird." in texts(found)


@pytest.mark.parametrize(("curves", "first"), [(BROKEN, True), (RISING, False)])
def test_a_training_that_fails_comes_before_the_data_and_one_that_could_be_better_after(curves, first):
    found = report_of({"train": labelled(100, 100, 5)}, curves=read_curves(curves))
    sections = [finding["section"] for finding in found["findings"]]
    assert sections == (["curves", "summary"] if first else ["summary", "curves"])
    told = next(finding for finding in found["findings"] if finding["section"] == "curves")
    assert told["text"] == found["curves_headline"]["text"]
    assert told["action"] == found["curves"][0]["advice"]
    assert told["picked"] is None


@pytest.mark.parametrize(("bad", "rank"), [(1, "last"), (30, "first")])
def test_a_problem_weighs_as_many_records_as_it_concerns(bad, rank):
    rows = [(at, at % 2, 1, 1, 30, 30) for at in range(1000)]
    rows += [(at, 2, 1, 1, 30, 30) for at in range(40)]
    rows += [(at, 0, 0, 0, 0, 5) for at in range(bad)]
    split = Split(images(*[(100, 100)] * 1000), boxes=boxes(rows))
    found = report_of({"train": split}, "detection")["findings"]
    place = [finding["section"] for finding in found].index("problems")
    assert place == (0 if rank == "first" else len(found) - 1)
    assert found[place]["picked"]["problem"] == "box-degenerate"


def test_small_boxes_and_images_without_a_label_are_told_with_their_share():
    rows = [(at, at % 3, 1, 1, 3 if at % 2 else 30, 3 if at % 2 else 30) for at in range(300)]
    found = report_of({"train": Split(images(*[(100, 100)] * 400), boxes=boxes(rows))}, "detection")
    assert [finding["number"] for finding in found["findings"]] == ["100 images", "50% of the boxes"]
    assert found["findings"][0]["text"] == "25% of the images of train have no label."
    assert found["findings"][1]["picked"]["bins"] == {"box_area": ["(0, 0.16)"]}


def test_there_are_at_most_five_and_the_number_of_the_others_is_told():
    names = tuple(f"class {at}" for at in range(40))
    train = labelled(*[30] * 10, *[1] * 20, *[12] * 5, *[0] * 5, key="a")
    val = labelled(*[0] * 10, *[3] * 20, *[1] * 5, *[9] * 5, key="a")
    found = report_of({"train": train, "val": val}, classes=names, curves=read_curves(BROKEN))
    assert len(found["findings"]) == 5
    assert found["findings_text"].endswith("more of less weight stand in the sections below.")
    assert [finding["section"] for finding in found["findings"][:2]] == ["curves", "problems"]


@pytest.mark.parametrize("found", all_tasks(), ids=lambda found: found["task"])
def test_each_finding_can_be_picked_and_stands_in_text_and_html(found):
    assert found["findings"]
    for finding in found["findings"]:
        assert checked_pick(finding["picked"], found) is not None
        assert finding["text"].rstrip(".") in summary_text(found)
        assert finding["action"] in static_html(found)
    assert "What to do next" in summary_text(found)


def test_many_names_of_any_kind_stay_short():
    names = [f"{at}\u202e<script>" + "x" * 300 for at in range(300)]
    found = document("multiclass", names)
    assert all(len(finding["text"]) < 400 for finding in found["findings"])
    assert all(len(finding["picked"]["classes"]) <= 20 for finding in found["findings"] if finding["picked"])
    assert "<script>" not in static_html(found)


def test_a_set_without_images_says_so_and_curves_alone_have_nothing_to_tell():
    assert texts(without_images()) == ["A split without any image."]
    curves = curves_report(read_curves(BROKEN), "a run").to_dict()
    assert (curves["findings"], curves["findings_text"]) == ([], "")
    assert "What to do next" not in summary_text(curves)
