"""What all widgets share: the bundle, and what a notebook keeps of them."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import anywidget
import ipywidgets
import traitlets

from insight_widgets.static_files import static_text
from insight_widgets.widgets.bundle import shared_bundle

KEPT = "application/vnd.insight-widgets.kept+json"
"""Tells JupyterLab to show the HTML where a notebook has lost its widget (`labextension/kept_output.ts`)."""


class BundledWidget(anywidget.AnyWidget):
    """A widget that the front end's bundle shows; `kept` is what stands in its place without a kernel."""

    _bundle = traitlets.Instance(ipywidgets.Widget).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, **values: Any) -> None:
        self._esm = static_text("stub.js")
        super().__init__(_bundle=shared_bundle(), **values)

    @abstractmethod
    def kept(self) -> dict[str, str]:
        """Return what a notebook keeps, by its mime type."""

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, KEPT: {}, **self.kept()}, metadata
