"""The labels of Cityscapes: numbers, names, and which of them the data set itself calls void."""

from __future__ import annotations

from insight_widgets.naming import is_background

VOID = {
    0: "unlabeled",
    1: "ego vehicle",
    2: "rectification border",
    3: "out of roi",
    4: "static",
    5: "dynamic",
    6: "ground",
}
"""Labels of the category void, by id."""

EVALUATED = {
    7: "road",
    8: "sidewalk",
    11: "building",
    12: "wall",
    13: "fence",
    17: "pole",
    19: "traffic light",
    20: "traffic sign",
    21: "vegetation",
    22: "terrain",
    23: "sky",
    24: "person",
    25: "rider",
    26: "car",
    27: "truck",
    28: "bus",
    31: "train",
    32: "motorcycle",
    33: "bicycle",
}
"""Labels that the benchmark evaluates, by id, in the order of their train ids."""

OTHERS = {
    9: "parking",
    10: "rail track",
    14: "guard rail",
    15: "bridge",
    16: "tunnel",
    18: "polegroup",
    29: "caravan",
    30: "trailer",
}
"""Labels that the benchmark passes over, by id; classes where they are met."""


def is_void(label: str) -> bool:
    """Whether a label says that something is no class."""
    return is_background(label) or label in _VOID_NAMES


_VOID_NAMES = frozenset(VOID.values())
