"""What reports and widgets can be written as: charts, tables, Markdown, PDF."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from insight_widgets.checking.check import Check
    from insight_widgets.checking.diff import Diff
    from insight_widgets.reach import PathLike
    from insight_widgets.report import Report


class Exportable:
    """Something that has a report, of which its charts and tables are written to files."""

    __slots__ = ()

    @abstractmethod
    def exported(self) -> Report:
        """Return the report that is written."""

    @property
    def charts(self) -> list[str]:
        """The names of the charts, in reading order, as `to_svg` and `to_png` take them."""
        from insight_widgets.export.pictures import chart_names

        return chart_names(self.exported().document)

    def to_svg(self, path: PathLike, chart: str, *, overwrite: bool = False) -> Path:
        """Write a chart as an SVG file that stands alone: no script, no style sheet, no font, no request.

        Text and lines are to be read on white and on black.

        Parameters
        ----------
        path : path
        chart : str
            One of `charts`, or ``mask_area/<class>`` for any class.
        overwrite : bool
            Whether a file that is there is replaced.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        SelectionError
            The report has no such chart.
        InsightError
            There is a file already, or it cannot be written.
        """
        from insight_widgets.export.writing import write_svg

        return write_svg(self.exported(), path, chart, overwrite=overwrite)

    def to_png(self, path: PathLike, chart: str, *, scale: float = 2.0, overwrite: bool = False) -> Path:
        """Write a chart as a PNG file on nothing, to be read on white and on black, with names of any script.

        Parameters
        ----------
        path : path
        chart : str
            One of `charts`, or ``mask_area/<class>`` for any class.
        scale : float
            Pixels of the file a pixel of the SVG, in each direction: 0.25 to 8.
        overwrite : bool
            Whether a file that is there is replaced.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        SelectionError
            The report has no such chart.
        DataError
            `scale` is out of its range.
        InsightError
            ``insight-widgets[png]`` is not installed, there is a file already, or it cannot be written.
        """
        from insight_widgets.export.writing import write_png

        return write_png(self.exported(), path, chart, scale=scale, overwrite=overwrite)

    def to_markdown(
        self,
        path: PathLike | None = None,
        *,
        overwrite: bool = False,
        classes: int = 20,
        page: str | None = None,
        images: Literal["svg", "png"] = "svg",
    ) -> str:
        """Return the report as GitHub-flavoured Markdown, short enough for a comment on a pull request.

        Parameters
        ----------
        path : path, optional
            Where it is written as well, with pictures of the summary and the main curve beside it.
        overwrite : bool
            Whether files that are there are replaced.
        classes : int
            Rows of a table at most: first the classes that need labels most.
        page : str, optional
            Where the whole report is (``"report.html"``), which is told where something is left out.
        images : {"svg", "png"}
            What the pictures are; PNG needs ``insight-widgets[png]``.

        Raises
        ------
        DataError
            `classes` is no number of classes, or `images` no form of pictures.
        InsightError
            There is one of the files already, or one cannot be written.
        """
        from insight_widgets.export.markdown import markdown
        from insight_widgets.export.writing import write_markdown

        if path is None:
            return markdown(self.exported().document, classes, page)
        return write_markdown(
            self.exported(), path, overwrite=overwrite, classes=classes, page=page, images=images
        )

    def to_csv(self, folder: PathLike, *, overwrite: bool = False) -> list[Path]:
        """Write all tables into a folder as CSV: all of them, or none where one cannot be written.

        Parameters
        ----------
        folder : path
            Made where it is not there.
        overwrite : bool
            Whether files that are there are replaced.

        Returns
        -------
        list of Path
            Where they were written: ``splits.csv``, ``findings.csv``, ``summary.csv``, ``plan.csv``, one a
            statistic, and so on.

        Raises
        ------
        InsightError
            There is one of the files already, or one cannot be written.
        """
        from insight_widgets.export.writing import write_csv

        return write_csv(self.exported(), folder, overwrite=overwrite)

    def to_pdf(
        self, path: PathLike, paper: str = "a4", *, overwrite: bool = False, day: date | None = None
    ) -> Path:
        """Write the report as a PDF: cover, index, figures, tables; without a browser and without a network.

        Parameters
        ----------
        path : path
            In a folder that is there.
        paper : {"a4", "letter"}
        overwrite : bool
            Whether a file that is there is replaced.
        day : date, optional
            What stands on the cover; without it the day of the environment's SOURCE_DATE_EPOCH, else today.
            The same report of the same day has the same bytes.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        DataError
            There is no such paper.
        InsightError
            Typst or the fonts are not installed, there is a file already, or it cannot be written.
        """
        from insight_widgets.pdf.writer import write_pdf

        return write_pdf(self.exported(), path, paper, overwrite=overwrite, day=day)

    def check(self, **limits: Any) -> Check:
        """Return whether the report holds limits: no serious class and no problem, if none are given.

        Parameters
        ----------
        **limits
            See `insight_widgets.checking.limits.Limits`: max_serious, max_problems, baseline, ...

        Raises
        ------
        DataError
            There is no such limit, or its value is of another kind.
        """
        from insight_widgets.checking.check import check
        from insight_widgets.checking.limits import limits_from

        return check(self.exported(), limits_from(limits))

    def diff(self, other: Any) -> Diff:
        """Return how the report differs from an older one: a report, widget, dict or path of its JSON.

        Raises
        ------
        InsightError
            The other is no report, or one of another version or task.
        """
        from insight_widgets.checking.diff import diff

        return diff(other, self.exported())
