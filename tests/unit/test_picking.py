"""What is picked: checked, completed, and passed on to another report."""

from __future__ import annotations

import pytest

from insight_widgets.errors import SelectionError
from insight_widgets.picking import checked_pick, fitting_pick, nothing_picked

DOCUMENT = {
    "classes": ["dog", "cat"],
    "splits": {"train": {}, "val": {}},
    "statistics": {"label_distribution": {"classes": []}, "box_area": {"bins": ["small", "large"]}},
    "problems": [{"code": "crowd"}, {"code": "box-degenerate"}],
}


def test_missing_keys_mean_nothing_picked():
    assert checked_pick({"classes": ["dog"]}, DOCUMENT) == {"classes": ["dog"], "bins": {}, "split": None}
    assert checked_pick({}, DOCUMENT) == checked_pick(None, DOCUMENT) == nothing_picked()


def test_names_are_kept_once_and_empty_bins_are_left_out():
    picked = checked_pick({"classes": ("dog", "dog"), "bins": {"box_area": []}}, DOCUMENT)
    assert picked == {"classes": ["dog"], "bins": {}, "split": None}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"classes": ["dgo"]}, 'no class "dgo" .did you mean "dog"'),
        ({"classes": "dog"}, "a list of names is wanted"),
        ({"bins": {"box_area": ["tiny"]}}, 'no bin of box_area "tiny"; there are small, large'),
        ({"bins": {"area": ["small"]}}, 'no statistic with bins "area"'),
        ({"bins": ["small"]}, "a dict of statistic to bins"),
        ({"split": "test"}, 'no split "test"'),
        ({"class": ["dog"]}, 'no key "class" .did you mean "classes"'),
        ({"problem": "crowds"}, 'no problem "crowds" .did you mean "crowd"'),
        (["dog"], "a dict with classes, bins, split"),
    ],
)
def test_what_is_not_there_is_one_clear_error(value, message):
    with pytest.raises(SelectionError, match=message):
        checked_pick(value, DOCUMENT)


def test_another_report_follows_as_far_as_it_can():
    value = {
        "classes": ["fish", "cat"],
        "bins": {"box_area": ["large", "huge"], "mask_area": ["0"]},
        "split": "test",
    }
    assert fitting_pick(value, DOCUMENT) == {
        "classes": ["cat"],
        "bins": {"box_area": ["large"]},
        "split": None,
    }


def test_a_problem_is_picked_by_its_code_and_there_is_no_key_where_none_is():
    picked = checked_pick({"problem": "crowd"}, DOCUMENT)
    assert picked == {**nothing_picked(), "problem": "crowd"}
    assert checked_pick({"problem": None}, DOCUMENT) == nothing_picked()
    assert fitting_pick(picked, DOCUMENT) == picked
    assert fitting_pick(picked, {**DOCUMENT, "problems": []}) == nothing_picked()
