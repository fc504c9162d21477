"""What a widget knows besides its report: the data set it was made from."""

from __future__ import annotations

import pytest

from insight_widgets import Dataset, InsightReport, TrainingCurves, build_report
from insight_widgets.errors import DataError

SAMPLES = [{"image": "a.jpg", "label": "dog"}, {"image": "b.jpg", "label": "cat"}]


def test_a_widget_keeps_its_data_set():
    dataset = Dataset.from_samples(SAMPLES)
    widget = InsightReport(dataset)
    assert widget.dataset is dataset
    assert widget.rows() is dataset


def test_a_widget_of_a_report_alone_says_that_it_has_no_rows():
    widget = InsightReport(build_report(Dataset.from_samples(SAMPLES)))
    assert widget.dataset is None
    assert TrainingCurves().dataset is None
    with pytest.raises(DataError, match=r"InsightReport: this needs the data set; .* give it the data set"):
        widget.rows()


@pytest.mark.parametrize("message", [None, [], "zoom", {}, {"kind": 3}, {"kind": "other"}, {"kind": "zoom"}])
def test_messages_of_no_known_kind_are_passed_over(message):
    widget = InsightReport(Dataset.from_samples(SAMPLES))
    widget.answer(message)
