"""How much of the data a statistic relative to the image rests on, where some images have no known size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def known_text(document: Mapping[str, Any], statistic: str) -> str:
    """Return a sentence that says how many boxes or masks a statistic rests on; nothing where it is all."""
    found = document.get("known", {}).get(statistic)
    if not found:
        return ""
    what = "masks" if statistic == "mask_area" else "boxes"
    parts = [f"{known:,} of {total:,} {what} in {split}" for split, (known, total) in found.items()]
    return f"Known for {', '.join(parts)}; the size of the other images is not known."
