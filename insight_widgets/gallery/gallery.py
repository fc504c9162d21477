"""The samples of a report on a data set: for the page, and for Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.gallery.desk import Desk
from insight_widgets.gallery.finder import Finder
from insight_widgets.gallery.offer import live_samples
from insight_widgets.gallery.table import COLUMNS, image_paths, sample_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from insight_widgets.dataset import Dataset
    from insight_widgets.gallery.desk import Send
    from insight_widgets.problems import Problem

    Answer = Callable[[Mapping[str, Any], Any], None]


class Gallery:
    """The samples of a report on a data set.

    Parameters
    ----------
    dataset : Dataset
    document : mapping
        The document of the report.
    send : callable
        Sends content and buffers to the page.
    problems : mapping of str to sequence of Problem, optional
        The problems of the report by split, with the images that they name.
    """

    def __init__(
        self,
        dataset: Dataset,
        document: Mapping[str, Any],
        send: Send,
        problems: Mapping[str, Sequence[Problem]] | None = None,
    ) -> None:
        self._finder = Finder(dataset, problems)
        self._document = document
        self._problems = problems or {}
        self._desk = Desk(self._finder, document, send)

    def offer(self) -> dict[str, Any]:
        """Return what the page is told before it asks for any sample."""
        return live_samples(self._finder.dataset, self._document, self._problems)

    def answers(self) -> dict[str, Answer]:
        """Return what answers the messages of the page, by their kind."""
        desk = self._desk
        return {"samples": desk.samples, "image": desk.image, "samples-stop": desk.stop}

    def table(self, picked: Mapping[str, Any], most: int | None) -> pd.DataFrame:
        """Return the samples behind a pick, see `insight_widgets.gallery.table.sample_columns`."""
        import pandas as pd

        return pd.DataFrame(sample_columns(self._finder, picked, most), columns=list(COLUMNS))

    def paths(self, picked: Mapping[str, Any]) -> list[str]:
        """Return the paths of the images behind a pick, see `insight_widgets.gallery.table.image_paths`."""
        return image_paths(self._finder, picked)

    def close(self) -> None:
        """Answer nothing more."""
        self._desk.close()
