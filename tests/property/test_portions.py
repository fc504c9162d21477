"""A split that is counted in portions has the counts and problems of the whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets.columns import Split
from insight_widgets.dataset import Dataset
from insight_widgets.problems import Problem
from insight_widgets.report import build_report
from insight_widgets.stats import portions as portions_module
from tests.builders import boxes, images

ROWS = st.lists(
    st.tuples(
        st.integers(-1, 6),
        st.integers(-1, 2),
        st.sampled_from([-2.0, 0, 1, 5]),
        st.sampled_from([0.0, 1]),
        st.sampled_from([-1.0, 0, 3, 30, float("nan")]),
        st.sampled_from([1.0, 2]),
    ),
    max_size=40,
)


def document(split):
    return build_report(Dataset("detection", ("a", "b", "c"), {"train": split}), progress=False).to_dict()


@given(rows=ROWS, ids=st.randoms(use_true_random=False), most=st.integers(1, 12))
def test_portions_count_as_the_whole(rows, ids, most):
    record = np.array([ids.randrange(30) for _ in rows], dtype=np.int64)
    crowd = np.array([ids.random() < 0.1 for _ in rows], dtype=np.bool_)
    table = boxes(rows, record=record, crowd=crowd, unique_records=True)
    unknown = {row: f"names {row}" for row, (image, label, *_) in enumerate(rows) if -1 in (image, label)}
    found = (Problem("duplicate-image", 1, ("x",)),)
    split = Split(images(*[(20, 10)] * 6, (0, 0)), boxes=table, unresolved=unknown, problems=found)
    whole, before = document(split), portions_module.PORTION
    try:
        portions_module.PORTION = most
        parted = document(split)
    finally:
        portions_module.PORTION = before
    assert without_examples(parted) == without_examples(whole)
    assert examples(parted) == examples(whole)


def without_examples(document):
    """Return a document without examples; problems that come first may differ."""
    problems = [{**problem, "examples": None} for problem in document["problems"]]
    return {**document, "problems": sorted(problems, key=lambda problem: problem["code"])}


def examples(document):
    """Return the examples of problems that have few, in any order."""
    few = (problem for problem in document["problems"] if problem["count"] <= 10)
    return {problem["code"]: sorted(problem["examples"]) for problem in few}
