"""The widgets: the whole report, and single parts of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from insight_widgets.content.copies import check_distance
from insight_widgets.curves import read_curves
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.judging.rule import CurveRule
from insight_widgets.loading import load_somehow
from insight_widgets.report import Report, build_report
from insight_widgets.stats.balance import BalanceRule
from insight_widgets.streams.stream import Stream
from insight_widgets.widgets.base import ReportWidget
from insight_widgets.widgets.counting import Counting
from insight_widgets.widgets.training_curves import TrainingCurves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.dataset import Task
    from insight_widgets.reach import PathLike

    Source = Report | Dataset | Stream | PathLike | Mapping[str, Any] | Any


class DatasetWidget(ReportWidget):
    """A widget on a data set.

    Parameters
    ----------
    source : Dataset, Stream, path, object, mapping of split name to these, or Report
        What the report is about: a `Report` is shown as it is, what else is taken `insight_widgets.load`
        tells (data frames, and data sets of torch, torchvision, Hugging Face, FiftyOne, supervision, ...).
    curves : path, History, DataFrame, dict of columns, TrainingCurves, or a sequence of such, optional
        The log of a training run, see `insight_widgets.curves.read_curves`. Those of a `TrainingCurves` grow
        here as they do there.
    cutoff_ratio, serious_ratio, even_tolerance : float
        The thresholds of the Insight Summary, see `insight_widgets.stats.balance.BalanceRule`.
    curve_rule : CurveRule
        The thresholds of the verdicts on training curves.
    check_leaks : bool
        Whether the image files are opened, to find copies by content within and between splits.
    leak_distance : int
        Most bits in which the 64-bit difference hashes of near copies differ.
    strict : bool
        Whether problems in the data are an error.
    progress : bool
        Whether long work shows a progress bar.
    **options
        What `insight_widgets.load` takes: task, format, classes, images, title. With an `engine`, and for
        what is only read part by part (addresses, patterns, Arrow and tar files), the widget is there as soon
        as a first part is counted, and fills in as further ones are: `counting` tells whether there are any,
        `stop` ends it, and what gives numbers (`report`, `to_dict`, `to_html`) waits for all.

    Raises
    ------
    InsightError
        The data cannot be read, a parameter is out of its range, or (if `strict`) there are problems.
    """

    task: ClassVar[Task | None] = None
    """The only task that the widget shows; None for all."""

    def __init__(
        self,
        source: Source,
        *,
        curves: object = None,
        cutoff_ratio: float = 0.75,
        serious_ratio: float = 0.5,
        even_tolerance: float = 0.1,
        curve_rule: CurveRule = CurveRule(),  # noqa: B008  (frozen)
        check_leaks: bool = False,
        leak_distance: int = 4,
        strict: bool = False,
        progress: bool = True,
        **options: Any,
    ) -> None:
        rule = BalanceRule(cutoff_ratio, serious_ratio, even_tolerance)
        dataset: Dataset | None = None
        self._counting: Counting | None = None
        read = () if curves is None or isinstance(source, Report) else read_curves(curves)
        if not isinstance(source, Report):
            source = load_somehow(source, progress=progress, **{"task": self.task, **options})
        if isinstance(source, Dataset):
            dataset = source
        if isinstance(source, Stream) and not strict:
            check_distance(leak_distance)
            distance = leak_distance if check_leaks else None
            self._counting = Counting(source, rule, curve_rule, progress=progress, leak_distance=distance)
            source = self._counting.start().with_curves(read)
        if not isinstance(source, Report):
            source = build_report(
                source,
                curves=read,
                rule=rule,
                curve_rule=curve_rule,
                check_leaks=check_leaks,
                leak_distance=leak_distance,
                strict=strict,
                progress=progress,
            )
        try:
            self._check_task(source.document["task"])
            super().__init__(source, dataset)
            if isinstance(curves, TrainingCurves):
                curves.lead(self)
            if self._counting is not None:
                self._answers["stop-counting"] = self._counting.asked_to_leave
                self._counting.show_in(self.show_report)
        except BaseException:
            if self._counting is not None:  # which waits until there is a page
                self._counting.leave()
            raise

    @property
    def report(self) -> Report:
        """The report; while an engine counts, the call returns once everything is counted."""
        if self._counting is not None:
            self._counting.wait()
        return super().report

    @property
    def counting(self) -> bool:
        """Whether an engine counts, and the report is of a part of the data."""
        return self._counting is not None and self._counting.running

    def stop(self) -> None:
        """Stop the engine that counts: the report keeps what was counted, and tells what was not."""
        if self._counting is not None:
            self._counting.stop()

    def _check_task(self, task: str) -> None:
        if self.task not in (None, task):
            raise DataError(f"{type(self).__name__}: a {self.task} data set is wanted; this is {task}")


class InsightReport(DatasetWidget):
    """The whole report: Insight Summary, training curves, data statistics, tables, problems.

    Takes what `DatasetWidget` takes.

    Examples
    --------
    >>> from insight_widgets import InsightReport, examples
    >>> report = InsightReport(examples.coco_tiny())
    >>> report.picked = {"classes": ["person"]}
    """


class ClassBalance(DatasetWidget):
    """The Insight Summary alone. Takes what `DatasetWidget` takes."""

    panels: ClassVar[tuple[str, ...]] = ("summary",)


class BoxStatistics(DatasetWidget):
    """The data statistics of a detection set alone. Takes what `DatasetWidget` takes."""

    panels: ClassVar[tuple[str, ...]] = ("statistics",)
    task: ClassVar[Task | None] = "detection"


class MaskStatistics(DatasetWidget):
    """The data statistics of a segmentation set alone. Takes what `DatasetWidget` takes."""

    panels: ClassVar[tuple[str, ...]] = ("statistics",)
    task: ClassVar[Task | None] = "segmentation"


class SampleGallery(DatasetWidget):
    """The images behind what is picked, alone; `picked` picks. Takes what `DatasetWidget` takes.

    Examples
    --------
    >>> from insight_widgets import SampleGallery, examples
    >>> gallery = SampleGallery(examples.blood_cells())
    >>> gallery.picked = {"classes": ["WBC"]}
    >>> gallery.samples()["class"].unique().tolist()
    ['WBC']
    """

    panels: ClassVar[tuple[str, ...]] = ("samples",)
