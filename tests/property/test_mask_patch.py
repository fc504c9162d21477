"""Masks drawn on a part of an image, and masks painted one over the other."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from insight_widgets.mask_painting import visible_pixels
from insight_widgets.mask_parts import MaskError
from insight_widgets.mask_patch import patch_parts

PATCHES = arrays.arrays(np.bool_, arrays.array_shapes(min_dims=2, max_dims=2, max_side=7))
PLACES = st.integers(-9, 9)


def decoded(parts):
    from pycocotools import mask

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of pycocotools, about NumPy
        return mask.decode(parts[0]).astype(bool)


def pasted(patch, left, top, height, width):
    """Return a whole mask, pixel by pixel."""
    whole = np.zeros((height, width), dtype=bool)
    for row, column in zip(*np.nonzero(patch), strict=True):
        if 0 <= row + top < height and 0 <= column + left < width:
            whole[row + top, column + left] = True
    return whole


@given(PATCHES, PLACES, PLACES, st.integers(1, 8), st.integers(1, 8))
def test_a_patch_lies_where_it_is_put(patch, left, top, height, width):
    found = decoded(patch_parts(patch, left, top, height, width))
    assert (found == pasted(patch, left, top, height, width)).all()


@given(st.lists(st.tuples(PATCHES, PLACES, PLACES), max_size=6))
def test_visible_pixels_are_those_of_painting(patches):
    canvas = np.full((8, 8), -1)
    for place, (patch, left, top) in enumerate(patches):
        canvas[pasted(patch, left, top, 8, 8)] = place
    parts = [patch_parts(patch, left, top, 8, 8)[0] for patch, left, top in patches]
    assert visible_pixels(parts) == [int((canvas == place).sum()) for place in range(len(patches))]


def test_a_patch_in_an_image_of_unknown_or_absurd_size():
    for size in (0, 0), (2**21, 2**21):
        with pytest.raises(MaskError):
            patch_parts(np.ones((2, 2), dtype=bool), 0, 0, *size)
