"""What is picked in a report: a small plain value, checked whenever it is set.

::

    {"classes": ["dog"], "bins": {"box_area": ["(0, 0.16)"]}, "split": None}

`classes` are names; `bins` are names of bins by the statistic they belong to (``box_area``,
``box_ratio``, ``boxes_per_image``, ``mask_area``); `split` is the one split that is looked at,
or None for all. Classes are alternatives, so are the bins of one statistic; the statistics narrow
each other down. An optional key ``"problem"`` is the code of a problem that the report tells: it
narrows down the samples, not the charts, for counts do not tell what a problem concerns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from insight_widgets.errors import SelectionError, shorten, suggest

Picked = dict[str, Any]


def nothing_picked() -> Picked:
    """Return the value that picks nothing."""
    return {"classes": [], "bins": {}, "split": None}


def checked_pick(value: object, document: Mapping[str, Any]) -> Picked:
    """Return `value` as a complete pick of the report behind `document`.

    Missing keys mean nothing picked; None means nothing picked at all.

    Raises
    ------
    SelectionError
        It names a class, statistic, bin, split or problem that the report does not have.
    """
    if value is None:
        return nothing_picked()
    if not isinstance(value, Mapping):
        raise SelectionError(
            f"picked: a dict with classes, bins, split is wanted; got {type(value).__name__}"
        )
    for key in value:
        _known("key", key, ("classes", "bins", "split", "problem"))
    classes = _names("classes", value.get("classes"))
    for name in classes:
        _known("class", name, document["classes"])
    split = value.get("split")
    if split is not None:
        _known("split", split, document["splits"])
    picked = {"classes": classes, "bins": _bins(value.get("bins"), document["statistics"]), "split": split}
    return picked | _problem(value.get("problem"), document)


def fitting_pick(value: Picked, document: Mapping[str, Any]) -> Picked:
    """Return the part of a pick that another report can follow: names it does not have are left out."""
    statistics = document["statistics"]
    bins = {
        statistic: [name for name in names if name in statistics[statistic]["bins"]]
        for statistic, names in value["bins"].items()
        if "bins" in statistics.get(statistic, {})
    }
    known = set(document["classes"])
    problem = value.get("problem")
    return {
        "classes": [name for name in value["classes"] if name in known],
        "bins": {statistic: names for statistic, names in bins.items() if names},
        "split": value["split"] if value["split"] in document["splits"] else None,
        **({"problem": problem} if problem in _codes(document) else {}),
    }


def _problem(code: object, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the key of a picked problem; none where none is picked."""
    if code is None:
        return {}
    _known("problem", code, _codes(document))
    return {"problem": code}


def _codes(document: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(problem["code"] for problem in document["problems"]))


def _bins(value: object, statistics: Mapping[str, Any]) -> dict[str, list[str]]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise SelectionError(
            f"picked bins: a dict of statistic to bins is wanted; got {type(value).__name__}"
        )
    binned = {name: of["bins"] for name, of in statistics.items() if "bins" in of}
    for statistic in value:
        _known("statistic with bins", statistic, binned)
    picked = {statistic: _names(statistic, names) for statistic, names in value.items()}
    for statistic, names in picked.items():
        for name in names:
            _known(f"bin of {statistic}", name, binned[statistic])
    return {statistic: names for statistic, names in picked.items() if names}


def _names(what: str, value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise SelectionError(f"picked {what}: a list of names is wanted; got {shorten(repr(value))}")
    return list(dict.fromkeys(value))


def _known(what: str, name: object, known: Any) -> None:
    if name in known:
        return
    hint = suggest(str(name), known) or f"; there are {shorten(', '.join(map(str, known)), 120) or 'none'}"
    raise SelectionError(f'picked: no {what} "{shorten(name)}"{hint}')
