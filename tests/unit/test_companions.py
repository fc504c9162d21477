"""What of the classes that come together travels to the page."""

from __future__ import annotations

import numpy as np

from insight_widgets.columns import Split
from insight_widgets.companions import companions_document
from insight_widgets.stats.counting import count
from tests.builders import images, labels

ROWS = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0), (2, 2), (3, 0), (3, 2)]


def counts(rows=ROWS, task="multilabel"):
    return count(Split(images(*[(9, 9)] * 4), labels=labels(rows)), task, 3)


def cells(document, split):
    table = document["splits"][split]
    index = np.cumsum(table["index"])
    return {(int(i // 3), int(i % 3)): n for i, n in zip(index, table["count"], strict=True)}


def test_all_travels_but_a_class_with_itself():
    told = companions_document({"train": counts()})
    assert (told["shape"], told["kept"]) == ([3, 3], None)
    assert cells(told, "train") == {(0, 1): 2, (0, 2): 3, (1, 0): 2, (1, 2): 1, (2, 0): 3, (2, 1): 1}


def test_of_much_the_strongest_of_all_splits_together_travel():
    told = companions_document({"train": counts(), "val": counts([(0, 0), (0, 1), (1, 0), (1, 1)])}, most=6)
    assert told["kept"] == 1
    # with val, class 0 comes with class 1 four times and with class 2 three times
    assert cells(told, "train") == {(0, 1): 2, (1, 0): 2, (2, 0): 3}
    assert cells(told, "val") == {(0, 1): 2, (1, 0): 2}


def test_images_of_one_class_tell_nothing():
    assert companions_document({"train": counts([(0, 0), (1, 1)], "multiclass")}) is None
