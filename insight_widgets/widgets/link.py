"""Two reports that follow each other's selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.picking import fitting_pick

if TYPE_CHECKING:
    from insight_widgets.widgets.base import ReportWidget


class Link:
    """Keeps what is picked in two reports alike, by name, until `unlink`.

    What one report does not have (a class, a bin, a split) is left out there, and does not change
    the other one back.

    Parameters
    ----------
    first, second : ReportWidget
        `second` takes over what is picked in `first` at once.
    """

    def __init__(self, first: ReportWidget, second: ReportWidget) -> None:
        self._ends = (first, second)
        self._following = False
        for end in self._ends:
            end.observe(self._follow, "picked")
        self._pass_on(first, second)

    def _follow(self, change: Any) -> None:
        if self._following:
            return
        first, second = self._ends
        leader = change["owner"]
        self._pass_on(leader, second if leader is first else first)

    def _pass_on(self, leader: ReportWidget, follower: ReportWidget) -> None:
        self._following = True
        try:
            follower.picked = fitting_pick(leader.picked, follower.report.document)
        finally:
            self._following = False

    def unlink(self) -> None:
        """Let both reports go their own ways again."""
        for end in self._ends:
            end.unobserve(self._follow, "picked")


def link(first: ReportWidget, second: ReportWidget) -> Link:
    """Link what is picked in two reports; see `Link`."""
    return Link(first, second)
