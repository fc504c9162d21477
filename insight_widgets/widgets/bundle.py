"""The front end's code as one model that all widgets of a kernel share.

Each widget carries only a small stub. Were the bundle each widget's own code, the browser would
load and keep a copy of it for every widget ever shown.
"""

from __future__ import annotations

import ipywidgets
import traitlets

from insight_widgets.static_files import digest, static_text

_shared: list[Bundle] = []


class Bundle(ipywidgets.Widget):  # type: ignore[misc]  # ipywidgets has no types
    """Holds the bundle's text; shown nowhere.

    Attributes
    ----------
    code : str
        JavaScript module.
    digest : str
        SHA-256 of it: the name under which a page keeps it.
    """

    code = traitlets.Unicode(read_only=True).tag(sync=True)
    digest = traitlets.Unicode(read_only=True).tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.set_trait("code", static_text("report.js"))
        self.set_trait("digest", digest("report.js"))


def shared_bundle() -> Bundle:
    """Return the kernel's bundle; a new one where the old one was closed."""
    if not _shared or _shared[0].comm is None:
        _shared[:] = [Bundle()]
    return _shared[0]
