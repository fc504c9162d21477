"""One number and one sentence above every chart: true, and the same wherever a report is read."""

from __future__ import annotations

import pandas as pd
import pytest

from insight_widgets import Dataset, build_report
from insight_widgets.export.static import static_html
from insight_widgets.export.text import summary_text
from insight_widgets.texts.sentences import whole


def told(frames, **options):
    document = build_report(Dataset.from_frames(frames, **options), progress=False).document
    return {name: whole(sentence) for name, sentence in document["sentences"].items()}, document


@pytest.fixture
def boxes():
    """Four boxes in two images of 100 x 100, and an image without one."""
    columns = ("image", "label", "x", "y", "width", "height")
    rows = [
        ("a", "dog", 0, 0, 50, 50),
        ("a", "dog", 0, 0, 20, 10),
        ("a", "cat", 0, 0, 3, 4),
        ("b", "dog", 0, 0, 9, 9),
    ]
    rows.append(("c", None, None, None, None, None))
    frame = pd.DataFrame(rows, columns=columns).assign(image_width=100, image_height=100)
    return told({"train": frame}, classes=["dog", "cat", "owl"])


def test_a_detection_set_has_a_sentence_for_every_chart(boxes):
    found, _ = boxes
    assert found == found | {
        "label_distribution": "67% of the images have dog; 1 class has none.",
        "box_labels": "75% of the boxes are dog; 1 class has none.",
        "box_area": "25% of the boxes take (0, 0.16) % of their image; 25% take less than 0.16 %.",
        "box_ratio": "50% of the boxes have a ratio in [0.8, 1.25); 25% are upright (under 0.8), "
        "25% wide (1.25 or more).",
        # sides of 320, 90.5, 22.2 and 57.6 pixels at an input of 640
        "box_size": "25% of the boxes are under 32 px at an input of 640 px; 0% are under 8 px.",
        "box_position": "100% of the boxes lie in the top left ninth of the image; evenly spread, 11% would.",
        "boxes_per_image": "1.3 boxes are in an image on average; 33% of the images have none.",
    }


def test_the_summary_counts_the_classes_under_the_cutoff():
    labels = ["dog"] * 123 + ["cat"] * 110 + ["bird"] * 53 + ["fish"] * 11
    frame = pd.DataFrame({"image": [str(place) for place in range(len(labels))], "label": labels})
    found, _ = told({"train": frame})
    assert found["insight_summary"] == "2 of 4 classes lie under the cutoff of 56 labels."
    assert found["label_distribution"] == "41% of the images are dog; fish, the rarest class, 3.7%."


def test_all_splits_count_together():
    frames = {
        split: pd.DataFrame({"image": [f"{split}{place}" for place in range(len(labels))], "label": labels})
        for split, labels in (("train", ["dog", "dog", "cat"]), ("val", ["cat"]))
    }
    assert told(frames)[0]["label_distribution"] == "50% of the images are cat; every class has as many."


def test_masks_are_counted_without_the_empty_ones():
    rows = [("a", "dog", 50), ("a", "cat", 3000), ("b", "dog", 700), ("c", "dog", 20)]
    frame = pd.DataFrame(rows, columns=["image", "label", "pixels"]).assign(image_width=100, image_height=100)
    found, _ = told({"train": frame})
    assert (
        found["mask_area"] == "50% of the masks cover less than 1 % of their image; 25% cover 20 % or more."
    )


def test_the_same_words_stand_in_text_and_in_static_html(boxes):
    found, document = boxes
    text, page = summary_text(document), static_html(document)
    for name in ("label_distribution", "box_area", "boxes_per_image"):
        assert found[name] in text
        number, words = found[name].split(" ", 1)
        assert f"<strong>{number}</strong> <bdi>{words}</bdi>" in page


def test_without_labels_nothing_is_said():
    frame = pd.DataFrame({"image": ["a"], "label": [None]})
    found, _ = told({"train": frame}, classes=["dog"], task="multilabel")
    assert found == {}


def test_names_stay_text():
    frame = pd.DataFrame({"image": ["a"], "label": ["<script>alert(1)</script>"]})
    _, document = told({"train": frame})
    assert "<script" not in static_html(document)
