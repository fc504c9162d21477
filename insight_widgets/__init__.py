"""Insight Widgets: what a computer-vision training set and a training run say."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from insight_widgets import charts, examples
    from insight_widgets.checking.check import Check
    from insight_widgets.checking.diff import Diff
    from insight_widgets.checking.limits import Limits
    from insight_widgets.columns import Boxes, Images, Labels, Masks, Split
    from insight_widgets.dataset import Dataset
    from insight_widgets.errors import (
        DataError,
        FormatError,
        InsightError,
        PartsError,
        ProblemError,
        ReadError,
        SelectionError,
    )
    from insight_widgets.judging.rule import CurveRule
    from insight_widgets.loading import load
    from insight_widgets.objects.datumaro_data import from_datumaro
    from insight_widgets.report import Report, build_report
    from insight_widgets.splitting.proposal import resplit
    from insight_widgets.splitting.result import Resplit
    from insight_widgets.streams.stream import Stream
    from insight_widgets.widgets.diff_report import DiffReport
    from insight_widgets.widgets.link import link
    from insight_widgets.widgets.panels import (
        BoxStatistics,
        ClassBalance,
        InsightReport,
        MaskStatistics,
        SampleGallery,
    )
    from insight_widgets.widgets.training_curves import TrainingCurves

_HOMES = {
    "insight_widgets.checking.check": ("Check",),
    "insight_widgets.checking.diff": ("Diff",),
    "insight_widgets.checking.limits": ("Limits",),
    "insight_widgets.columns": ("Boxes", "Images", "Labels", "Masks", "Split"),
    "insight_widgets.dataset": ("Dataset",),
    "insight_widgets.errors": (
        "DataError",
        "FormatError",
        "InsightError",
        "PartsError",
        "ProblemError",
        "ReadError",
        "SelectionError",
    ),
    "insight_widgets.judging.rule": ("CurveRule",),
    "insight_widgets.loading": ("load",),
    "insight_widgets.objects.datumaro_data": ("from_datumaro",),
    "insight_widgets.report": ("Report", "build_report"),
    "insight_widgets.splitting.proposal": ("resplit",),
    "insight_widgets.splitting.result": ("Resplit",),
    "insight_widgets.streams.stream": ("Stream",),
    "insight_widgets.widgets.diff_report": ("DiffReport",),
    "insight_widgets.widgets.link": ("link",),
    "insight_widgets.widgets.panels": (
        "BoxStatistics",
        "ClassBalance",
        "InsightReport",
        "MaskStatistics",
        "SampleGallery",
    ),
    "insight_widgets.widgets.training_curves": ("TrainingCurves",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_MODULES = ("charts", "examples")

__all__ = [  # noqa: RUF022  (by what one reaches for first)
    "InsightReport",
    "ClassBalance",
    "TrainingCurves",
    "BoxStatistics",
    "MaskStatistics",
    "SampleGallery",
    "DiffReport",
    "link",
    "load",
    "from_datumaro",
    "Dataset",
    "Stream",
    "Split",
    "Images",
    "Labels",
    "Boxes",
    "Masks",
    "Report",
    "build_report",
    "resplit",
    "Resplit",
    "Check",
    "Limits",
    "Diff",
    "CurveRule",
    "charts",
    "examples",
    "InsightError",
    "ReadError",
    "FormatError",
    "PartsError",
    "DataError",
    "SelectionError",
    "ProblemError",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that importing the package is cheap."""
    if name == "__version__":
        return _version()
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name in _HOME_OF:
        value = getattr(import_module(_HOME_OF[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("insight-widgets")
    except PackageNotFoundError:  # a checkout that is not installed
        return "0+unknown"


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
