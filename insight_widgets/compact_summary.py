"""A summary as it travels to the page: columns in place of a record a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def compact_summary(summary: Mapping[str, Any], place: Mapping[str, int]) -> dict[str, Any]:
    """Return a summary of the document with its classes in columns, by their place in the class list.

    Shares are left out, as counts tell them; of verdicts the first letter is there.

    Parameters
    ----------
    summary : mapping
    place : mapping of str to int
    """
    rows = summary["classes"]
    columns = {
        "at": [place[row["name"]] for row in rows],
        "count": [row["count"] for row in rows],
        "verdict": "".join(row["verdict"][0] for row in rows),
        "labels": [row["add"]["labels"] for row in rows],
        "images": [row["add"]["images"] for row in rows],
    }
    return {**summary, "classes": columns}
