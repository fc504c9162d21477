"""The widget behind all of ours: a report, which parts of it are shown, and what is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from insight_widgets.counted import counted
from insight_widgets.errors import DataError
from insight_widgets.export.exportable import Exportable
from insight_widgets.export.html import write_page
from insight_widgets.export.latex import latex
from insight_widgets.export.static import static_html
from insight_widgets.gallery.embedded import embedded_samples
from insight_widgets.gallery.gallery import Gallery
from insight_widgets.payload import PANELS, packed_curves, packed_detail, payload
from insight_widgets.picking import checked_pick, nothing_picked
from insight_widgets.stats.places import USUAL_INPUT
from insight_widgets.widgets.bundled import BundledWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from insight_widgets.curves import Curve
    from insight_widgets.dataset import Dataset
    from insight_widgets.reach import PathLike
    from insight_widgets.report import Report
    from insight_widgets.splitting.grouping import Grouping
    from insight_widgets.splitting.result import Resplit

    Answer = Callable[[Mapping[str, Any], Any], None]


class ReportWidget(Exportable, BundledWidget):
    """Shows panels of a report.

    Parameters
    ----------
    report : Report
    dataset : Dataset, optional
        The data set that the report is on, for what needs more than counts: its rows and images.

    Attributes
    ----------
    picked : dict
        What is picked, see `insight_widgets.picking`; readable, settable, observable. Setting a
        name that the report does not have raises `SelectionError`.
    """

    panels: ClassVar[tuple[str, ...]] = PANELS
    _gallery: Gallery | None = None  # as yet, and where there are no rows

    _payload = traitlets.Bytes().tag(sync=True)
    _curves = traitlets.Bytes().tag(sync=True)
    picked = traitlets.Any().tag(sync=True)

    def __init__(self, report: Report, dataset: Dataset | None = None) -> None:
        self._report = report
        self._dataset = dataset
        self._answers: dict[str, Answer] = {"zoom": self._send_detail}
        if dataset is not None:
            self._gallery = Gallery(dataset, report.document, self.send, report.problems)
        samples = None
        if self._gallery is not None and "samples" in self.panels:
            samples = self._gallery.offer()
            self._answers |= self._gallery.answers()
        packed = payload(report, self.panels, samples)
        super().__init__(_payload=packed, picked=nothing_picked())
        self.on_msg(lambda _widget, content, buffers: self.answer(content, buffers))

    @traitlets.validate("picked")
    def _check_picked(self, proposal: Any) -> dict[str, Any]:
        return checked_pick(proposal["value"], self._report.document)

    @property
    def report(self) -> Report:
        """The report that is shown."""
        return self._report

    @property
    def dataset(self) -> Dataset | None:
        """The data set that the report is on; None for a widget that was made from a `Report` alone."""
        return self._dataset

    def rows(self) -> Dataset:
        """Return the data set.

        Raises
        ------
        DataError
            The widget was made from a `Report` alone, which holds counts and no rows.
        """
        if self._dataset is None:
            raise DataError(
                f"{type(self).__name__}: this needs the data set; it was made from a Report, which holds "
                "counts and no rows: give it the data set"
            )
        return self._dataset

    def samples(self, n: int | None = None) -> pd.DataFrame:
        """Return the images behind what is picked, in the usual order of the task (the largest first).

        Parameters
        ----------
        n : int, optional
            Images of a split at the most; all if it is not given.

        Returns
        -------
        DataFrame
            One row a label, box or mask that is picked (or one an image, where none is), with columns

            - ``image``, ``path``: name as the data set writes it, and where the file lies (the name again
              where there is none that may be opened);
            - ``box``: x, y, width and height in pixels (shares of an image whose size is not known);
            - ``class``, ``split``, ``area`` (percent of the image), ``ratio`` (width / height);
            - ``record``, ``row``: what the data set calls the record, and the image's place in its split.

        Raises
        ------
        DataError
            The widget was made from a `Report` alone, or `n` is no number of images.
        """
        return self._samples_of_rows().table(self.picked, n)

    def selected_images(self) -> list[str]:
        """Return the paths of the images behind what is picked; their names where there is no file.

        Raises
        ------
        DataError
            The widget was made from a `Report` alone.
        """
        return self._samples_of_rows().paths(self.picked)

    def _samples_of_rows(self) -> Gallery:
        self.rows()
        assert self._gallery is not None  # noqa: S101  (there is one where there are rows)
        return self._gallery

    def close(self) -> None:
        """Close the widget; the page is answered no more."""
        if self._gallery is not None:
            self._gallery.close()
        super().close()

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data (the caller's own copy)."""
        return self.report.to_dict()

    def to_html(self, path: PathLike, samples: int = 0, *, overwrite: bool = False) -> Path:
        """Write the report as one HTML file that needs no kernel and no network.

        Parameters
        ----------
        path : path
        samples : int
            Thumbnails of every class and split that are put into the page, 24 at most: the most typical
            images. All together take 16 MB at the most; what has no room is left out.
        overwrite : bool
            Whether a file that is there is replaced.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        DataError
            Thumbnails are asked for, and the widget was made from a `Report` alone, or `samples` is no such
            number.
        InsightError
            There is a file already, or it cannot be written.
        """
        embedded = embedded_samples(self.rows(), samples) if samples else None
        return write_page(self.report, path, embedded, overwrite=overwrite)

    def exported(self) -> Report:
        """Return what is written to files: the whole report, whichever parts are shown."""
        return self.report

    def plan(
        self, cutoff_ratio: float | None = None, budget: int | None = None, split: str | None = None
    ) -> pd.DataFrame:
        """Return what to add so that no class is under the cutoff, see `insight_widgets.Report.plan`."""
        return self.report.plan(cutoff_ratio, budget, split)

    def resplit(
        self,
        fraction: float = 0.2,
        groups: Grouping | None = None,
        seed: int = 0,
        *,
        near_copies: bool = False,
    ) -> Resplit:
        """Propose a split in which every class keeps its share, see `insight_widgets.resplit`.

        Raises
        ------
        DataError
            The widget was made from a `Report` alone, or a parameter does not fit.
        """
        from insight_widgets.splitting.proposal import resplit

        return resplit(self.rows(), fraction, groups, seed, near_copies=near_copies)

    def sizes(self, input_size: int = USUAL_INPUT) -> pd.DataFrame:
        """Return how many boxes are small at an input size, see `insight_widgets.Report.sizes`."""
        return self.report.sizes(input_size)

    def positions(self, classes: Sequence[str] = (), areas: Sequence[str] = ()) -> dict[str, pd.DataFrame]:
        """Return where boxes lie, by split, see `insight_widgets.Report.positions`."""
        return self.report.positions(classes, areas)

    def compare(self, split: str = "val") -> pd.DataFrame:
        """Return train compared with a split by class, see `insight_widgets.Report.compare`."""
        return self.report.compare(split)

    def show_curves(self, curves: Iterable[Curve], notes: Sequence[str] = ()) -> None:
        """Show these training curves in place of those that are shown; the view stays as it is.

        Parameters
        ----------
        curves : iterable of Curve
        notes : sequence of str
            What is to be said where there are no curves.
        """
        self._report = self._report.with_curves(curves, notes)
        self._curves = packed_curves(self._report)

    def show_report(self, report: Report) -> None:
        """Show another report in place of the one that is shown, with the same training curves."""
        curves = self._report.curves
        self._report = report.with_curves(curves) if curves else report
        self._payload = payload(self._report, self.panels)

    def answer(self, content: Any, buffers: Any = ()) -> None:
        """Pass a message of the page on to what answers its kind; what no one knows is passed over."""
        kind = content.get("kind") if isinstance(content, dict) else None
        answer = self._answers.get(kind) if isinstance(kind, str) else None
        if answer is not None:
            answer(content, buffers)

    def _send_detail(self, content: Mapping[str, Any], _buffers: Any) -> None:
        """Send more points of the range of steps that the page looks at."""
        match content:
            case {"range": [int() | float() as first, int() | float() as last]}:
                self.send({"kind": "detail"}, [packed_detail(self._report, first, last)])

    def __repr__(self) -> str:
        document = self._report.document
        sizes = [f"{name} {counted(size['images'], 'images')}" for name, size in document["splits"].items()]
        metrics = dict.fromkeys(curve["metric"] for curve in document["curves"])
        told = [document["task"], counted(len(document["classes"]), "classes"), *sizes] if sizes else metrics
        return f"{type(self).__name__}({', '.join(told)})"

    def kept(self) -> dict[str, str]:
        """Return what a notebook keeps, by its mime type."""
        document = self._report.document
        return {
            "text/html": static_html(document, self.panels),
            "text/latex": latex(document, self.panels),
        }
