"""Images of any mode as ones of eight bits a channel, which browsers show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

_DARKEST, _LIGHTEST = 0.5, 99.5
"""Percentiles of deep grey values that become black and white."""

_MANY = 2**18
"""Values from which percentiles are told well enough."""


def eight_bits(image: Image.Image) -> Image.Image:
    """Return an image of mode RGB, or RGBA where it has transparent parts; of several frames the first."""
    image.seek(0)
    if image.mode.startswith(("I", "F")):
        return grey_image(np.asarray(image))
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB")


def grey_image(values: NDArray[Any], window: tuple[float, float] | None = None) -> Image.Image:
    """Return deep grey values as an image.

    Parameters
    ----------
    values : ndarray, shape (height, width)
    window : (float, float), optional
        What becomes black and white; else nearly the least and nearly the greatest value.
    """
    from PIL import Image

    numbers = values.astype(np.float32)
    low, high = _range(numbers) if window is None else window
    scaled = (np.nan_to_num(numbers, nan=low) - low) * (255 / max(high - low, 1e-12))
    return Image.fromarray(np.clip(scaled, 0, 255).astype(np.uint8)).convert("RGB")


def _range(numbers: NDArray[np.float32]) -> tuple[float, float]:
    known = numbers[np.isfinite(numbers)]
    if not len(known):
        return 0.0, 1.0
    low, high = np.percentile(known[:: max(1, len(known) // _MANY)], [_DARKEST, _LIGHTEST])
    return (float(low), float(high)) if high > low else (float(known.min()), float(known.max()))
