"""What is said of every chart: its title, a note beside it, and what is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words of a chart.

    Attributes
    ----------
    title : str
    note : str
        One sentence that helps to judge it, mostly whether it should be balanced.
    help : str
        What it shows, how its rows are cut, and whether balance matters; also in the documentation.
    rows : str
        What its rows are, as the heading of a table has it: classes, unless told otherwise.
    unit : str
        What the numbers of its table of means and quantiles are in, where there is one.
    """

    title: str
    note: str
    help: str
    rows: str = "Class"
    unit: str = ""


CHARTS = {
    "insight_summary": ChartWords(
        title="Insight Summary",
        note="Label counts should be balanced: classes whose bars end before the dashed line need more.",
        help=(
            "A bar is a class with its count over all splits, or of the split that is looked at: images "
            "(multi-class), images with the label (multi-label), boxes (detection), images with a mask "
            "(segmentation). The dashed line is the cutoff, 0.75 of the mean count of a class unless set "
            "otherwise. A class that reaches it is well represented; one that reaches half of it mildly, a "
            "smaller one seriously under-represented. Declared classes that are never used count as 0. To "
            "add is the least that brings every class to the cutoff computed anew, since whatever is added "
            "raises it."
        ),
    ),
    "curve": ChartWords(
        title="Training Curves",
        note="A loss should fall, other metrics should rise.",
        help=(
            "A metric by step or epoch, train and validation on the same axes, the best step marked, a value "
            "by chance dashed where it is known. Losses are judged: A fine, B a loss rises (or the model "
            "overfits), C validation learns slowly, D not learning. A gap is a value that is no number. Drag "
            "to zoom all charts, double-click to see all."
        ),
    ),
    "label_distribution": ChartWords(
        title="Label distribution",
        note="Label counts should be balanced.",
        help=(
            "Images that have the class against images that do not, in percent of the images of a split "
            "(multi-class: images of the class). An image with ten boxes of a class counts once. Label "
            "counts should be balanced: what is rarely seen is learnt badly."
        ),
    ),
    "box_labels": ChartWords(
        title="Bounding box labels",
        note="Label counts should be balanced.",
        help=(
            "Boxes of a class in percent of all boxes of a split. Label counts should be balanced; compare "
            "with the label distribution: a class with many boxes in few images has less to show than its "
            "boxes say."
        ),
    ),
    "box_area": ChartWords(
        title="Bounding box area",
        note="In % of the area of the image; box areas need not be balanced.",
        help=(
            "Boxes by their area in percent of the area of their image, of the part inside the image. The "
            "bins are the squares of 4, 12, 16, 32 and 64 % of the side, closed on the left. Areas need not "
            "be balanced, but should be alike in train and validation, and like what the model will meet."
        ),
        rows="Area, %",
        unit="% of the image",
    ),
    "box_ratio": ChartWords(
        title="Bounding box ratio",
        note="Width / height; box ratios need not be balanced.",
        help=(
            "Boxes by width / height as written: under 0.8 upright, 0.8 to 1.25 about square, 1.25 and more "
            "wide; 0.67 stands for 2/3. Ratios need not be balanced, but should be alike in train and "
            "validation; they say which anchors fit."
        ),
        rows="Width / height",
        unit="width / height",
    ),
    "boxes_per_image": ChartWords(
        title="Bounding boxes per image",
        note="The number of boxes in an image need not be balanced.",
        help=(
            "Images by their number of boxes; images without a box count. The number need not be balanced. "
            "Many empty images are background to learn from; many crowded ones want a higher limit of "
            "detections."
        ),
        rows="Boxes in the image",
        unit="boxes; a class: in images that have it",
    ),
    "box_size": ChartWords(
        title="Box size at the input",
        note=(
            "If the longer side of each image becomes the input size, its aspect kept; the size of a box is "
            "the square root of its area. Sizes need not be balanced."
        ),
        help=(
            "What a network sees: each image is made as large as the input size on its longer side, its "
            "aspect kept. The size of a box is then the square root of its area in pixels. Under 8 pixels "
            "hardly anything is found, under 16 little; COCO calls boxes under 32 small. Sizes need not be "
            "balanced: raise the input size, or cut images into tiles, where too many boxes are small."
        ),
    ),
    "box_position": ChartWords(
        title="Box position",
        note=(
            "Where the centres of the boxes lie in their images. Positions need not be balanced, but should "
            "be alike in all splits."
        ),
        help=(
            "Where the centres of boxes lie, on a grid laid over every image. Positions need not be "
            "balanced, but a model that has only seen objects in the middle may miss those at the edge; "
            "train and validation should be alike."
        ),
    ),
    "mask_area": ChartWords(
        title="Mask area",
        note="In % of the area of the image; mask areas need not be balanced.",
        help=(
            "Images by the area of one class's mask in percent of the image: the union of all its parts. Bin "
            "0 holds the images without the class. Areas need not be balanced, but should be alike in train "
            "and validation."
        ),
        rows="Area, %",
        unit="% of the image, images that have the class",
    ),
    "comparison": ChartWords(
        title="Train against validation",
        note=(
            "Shares of the images over those of train, with 95 % intervals; splits that stand for each other "
            "agree."
        ),
        help=(
            "The share of images with the class in validation over that in train, with its 95 % interval; at "
            "1 both agree. What differs by more than chance (exact test, corrected for the number of rows by "
            "Benjamini and Hochberg, 5 %) has a colour and a mark of its own. Boxes of an image are not "
            "independent, so images are counted. Splits that stand for each other agree."
        ),
    ),
}
"""By the name of the chart."""

STACKED = "Images with the class against images without it; label counts should be balanced."
"""The note on the label distribution where an image can have several classes."""


def known_for(parts: Sequence[tuple[int, int, str, str]]) -> str:
    """Return how many boxes or masks of how many a statistic rests on, by split."""
    told = ", ".join(f"{known:,} of {total:,} {what} in {split}" for known, total, what, split in parts)
    return f"Known for {told}; the size of the other images is not known."


def since(step: float) -> str:
    """Return what stands at the step from which on a verdict holds."""
    return f"since {step:.9g}"


def best_at(step: float) -> str:
    """Return what stands at the best value of a curve."""
    return f"best {step}"
