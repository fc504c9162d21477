"""How much of the data a statistic relative to the image rests on, where some images have no known size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.texts.charts import known_for

if TYPE_CHECKING:
    from collections.abc import Mapping


def known_text(document: Mapping[str, Any], statistic: str) -> str:
    """Return a sentence that says how many boxes or masks a statistic rests on; nothing where it is all."""
    found = document.get("known", {}).get(statistic)
    if not found:
        return ""
    what = "masks" if statistic == "mask_area" else "boxes"
    return known_for([(known, total, what, split) for split, (known, total) in found.items()])
