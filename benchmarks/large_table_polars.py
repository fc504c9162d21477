"""Polars making the counts of the report, as `large_table_floor` makes them; with `checks` its checks too.

Images and classes are brought together once and used by all queries that ask for images.
"""

from __future__ import annotations

import math
import sys
from functools import reduce
from operator import add
from typing import Any

import polars as pl

from benchmarks.large_table_floor import AREA, CROWDING, GRID, RATIO, SIZES


def bin_of(value: pl.Expr, limits: Any) -> pl.Expr:
    """Return the bin of a value."""
    bins: pl.Expr = reduce(add, [(value >= limit).cast(pl.Int32) for limit in limits])
    return bins


def boxes_of(path: str) -> pl.LazyFrame:
    """Return the boxes of a file and their bins."""
    x, y, w, h, wide, high = (
        pl.col(name).cast(pl.Float64) for name in ("x", "y", "width", "height", "image_width", "image_height")
    )
    left, top = x.clip(lower_bound=0), y.clip(lower_bound=0)
    right, bottom = pl.min_horizontal(x + w, wide), pl.min_horizontal(y + h, high)
    share, quotient = (right - left) * (bottom - top) / (wide * high), w / h
    across, down = (
        ((low + up) / (2 * side) * GRID).cast(pl.Int32).clip(0, GRID - 1)
        for low, up, side in ((left, right, wide), (top, bottom, high))
    )
    return pl.scan_parquet(path).select(
        "image",
        pl.col("label").to_physical(),
        "x",
        "y",
        "width",
        "height",
        outside=(x < 0) | (y < 0) | (x + w > wide + 0.5) | (y + h > high + 0.5),
        share=share,
        quotient=quotient,
        size=w * h / pl.max_horizontal(wide, high) ** 2,
        area=bin_of(share, AREA),
        ratio=bin_of(quotient, RATIO),
        across=across,
        down=down,
    )


def logarithmic(boxes: pl.LazyFrame, name: str, scale: float) -> pl.LazyFrame:
    """Return the histogram of a value in steps of two per cent, and its moments."""
    value = pl.col(name)
    steps = ((value * scale).log() / math.log(1.02)).floor().cast(pl.Int32).alias("step")
    counted = pl.len().alias("n"), value.sum(), (value * value).sum().alias("squares")
    return boxes.select("label", name, steps).group_by("label", "step").agg(*counted)


def checks_of(boxes: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    """Return what looks for boxes that are degenerate, outside or told twice."""
    n = pl.len().alias("n")
    same = boxes.group_by("image", "label", "x", "y", "width", "height").agg(n)
    return {
        "degenerate": boxes.filter(~((pl.col("width") > 0) & (pl.col("height") > 0))).select(n),
        "outside": boxes.filter("outside").select(n),
        "twice": same.filter(pl.col("n") > 1),
    }


def main(path: str, checks: bool) -> None:  # noqa: FBT001
    """Count, and print the sum of each table."""
    boxes, n = boxes_of(path), pl.len().alias("n")
    pairs = (
        boxes.group_by("image", "label")
        .agg(
            pl.len().alias("number"),
            (pl.lit(2).pow(pl.col("area"))).cast(pl.Int32).bitwise_or().alias("areas"),
            (pl.lit(2).pow(pl.col("ratio"))).cast(pl.Int32).bitwise_or().alias("ratios"),
        )
        .collect(engine="streaming")
        .lazy()
    )
    crowding = bin_of(pl.col("number").sum(), CROWDING).alias("crowding")
    images = pairs.group_by("image").agg(crowding).collect(engine="streaming").lazy()
    of_images = pairs.join(images, on="image")
    sizes = pl.col("size").bin_intervals(SIZES.tolist(), labels=False)
    queries = {
        "boxes": boxes.join(images, on="image").group_by("label", "area", "ratio", "crowding").agg(n),
        "sizes": boxes.select("label", sizes).group_by("label", "size").agg(n),
        "positions": boxes.group_by("label", "area", "down", "across").agg(n),
        "area": logarithmic(boxes, "share", 100),
        "ratio": logarithmic(boxes, "quotient", 1),
        "images": pairs.group_by("label").agg(n),
        "by area": of_images.group_by("label", "crowding", "areas").agg(n),
        "by ratio": of_images.group_by("label", "crowding", "ratios").agg(n),
        "a class": pairs.group_by("label", pl.col("number").clip(upper_bound=63)).agg(n),
        "together": pairs.join(pairs, on="image").group_by("label", "label_right").agg(n),
    }
    for name, query in (queries | (checks_of(boxes) if checks else {})).items():
        print(name, query.collect(engine="streaming")["n"].sum())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] == ["checks"])
