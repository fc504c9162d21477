"""Why an image is not shown."""

from __future__ import annotations

OK, MISSING, DAMAGED, REFUSED = "ok", "missing", "damaged", "refused"


class PictureError(Exception):
    """An image that is not shown.

    Attributes
    ----------
    state : str
        ``"missing"``, ``"damaged"`` or ``"refused"``.
    """

    def __init__(self, state: str, reason: str) -> None:
        super().__init__(reason)
        self.state = state
