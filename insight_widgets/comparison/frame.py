"""A comparison of splits as a data frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.errors import SelectionError, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def comparison_frame(document: Mapping[str, Any], split: str = "val") -> pd.DataFrame:
    """Return train compared with a split, class by class, the surest and largest difference first.

    Parameters
    ----------
    document : mapping
        The report's document.
    split : {"val", "test"}

    Returns
    -------
    DataFrame
        A row a class: ``class``; ``train``, ``<split>`` (images that have it), their ``_share`` with its
        limits ``_low`` and ``_high``; ``difference`` and ``ratio`` of the shares with their limits (NaN where
        there is none, or none to that side); ``p``, ``q`` and ``differs``. `attrs` has ``text``, ``alpha``,
        ``js`` and ``psi``.

    Raises
    ------
    SelectionError
        The report does not compare train with this split.
    """
    import pandas as pd

    found = _comparison(document, split)
    rows = [comparison_row(row, split) for row in found["classes"]]
    frame = pd.DataFrame(rows) if rows else pd.DataFrame(columns=["class"])
    numbers = [name for name in frame.columns if name.startswith(("difference", "ratio"))]
    frame[numbers] = frame[numbers].astype("float64")
    frame.attrs.update({name: found[name] for name in ("text", "alpha", "js", "psi")})
    return frame


def _comparison(document: Mapping[str, Any], split: str) -> Mapping[str, Any]:
    known: dict[str, Mapping[str, Any]] = {
        of["split"]: of for of in [document["comparison"], *document["comparisons"].values()] if of
    }
    if split in known:
        return known[split]
    wanted = " or ".join(known) or "nothing, as images of train and of val or test are wanted"
    raise SelectionError(f'compare: train is compared with {wanted}; got "{shorten(split)}"')


def comparison_row(row: Mapping[str, Any], split: str) -> dict[str, Any]:
    """Return a row of a comparison as cells: `comparison_frame` has their names."""
    cells: dict[str, Any] = {"class": row["name"]}
    for side in ("train", split):
        cells[side] = row[side]["count"]
        cells |= {f"{side}_{name}": row[side][name] for name in ("share", "low", "high")}
    for name in ("difference", "ratio"):
        value, low, high = row[name] or (None, None, None)
        cells |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return cells | {name: row[name] for name in ("p", "q", "differs")}
