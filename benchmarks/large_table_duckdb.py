"""DuckDB making the counts of the report, as `large_table_floor` makes them; with `checks` its checks too.

Images and classes are brought together once and used by all queries that ask for images.
"""

# ruff: noqa: S608  (nothing in the queries comes from outside)

from __future__ import annotations

import sys
from typing import Any

import duckdb

from benchmarks.large_table_floor import AREA, CROWDING, GRID, RATIO, SIZES


def bin_of(value: str, limits: Any) -> str:
    """Return SQL for the bin of a value."""
    return "(" + " + ".join(f"({value} >= {limit})::INT" for limit in limits) + ")"


def place_of(low: str, high: str, side: str) -> str:
    """Return SQL for the row or column of the grid in which the middle of a box lies."""
    return f"least(greatest(floor(({low} + {high}) / (2 * {side}) * {GRID}), 0), {GRID - 1})::INT"


def boxes() -> str:
    """Return SQL for the boxes of the file and their bins."""
    sides = ", ".join(
        f"{name}::DOUBLE AS {short}"
        for name, short in (
            ("width", "w"),
            ("height", "h"),
            ("image_width", "wide"),
            ("image_height", "high"),
        )
    )
    return f"""
    WITH typed AS (
        SELECT image, label::VARCHAR AS label, x::DOUBLE AS x, y::DOUBLE AS y, {sides}
        FROM rows
    ), clipped AS (
        SELECT *, greatest(x, 0) AS lft, greatest(y, 0) AS top, least(x + w, wide) AS rgt,
            least(y + h, high) AS low
        FROM typed
    ), measured AS (
        SELECT *, (rgt - lft) * (low - top) / (wide * high) AS share, w / h AS quotient FROM clipped
    )
    SELECT image, label, x, y, w, h, wide, high, share, quotient, w * h / greatest(wide, high) ** 2 AS size,
        {bin_of("share", AREA)} AS area, {bin_of("quotient", RATIO)} AS ratio,
        {place_of("lft", "rgt", "wide")} AS across, {place_of("top", "low", "high")} AS down
    FROM measured
    """


IMAGES = f"""CREATE TEMP TABLE images AS
SELECT image, {bin_of("sum(number)", CROWDING)} AS crowding FROM pairs GROUP BY image"""

PAIRS = """CREATE TEMP TABLE pairs AS
SELECT image, label, count(*) AS number, bit_or(1 << area) AS areas, bit_or(1 << ratio) AS ratios
FROM boxes GROUP BY image, label"""

QUERIES = {
    "boxes": """SELECT label, area, ratio, crowding, count(*) AS n
        FROM boxes JOIN images USING (image) GROUP BY ALL""",
    "sizes": f"""SELECT label, sum(list_sum(map_values(found)))::BIGINT AS n
        FROM (SELECT label, histogram(size, {SIZES.tolist()}) AS found FROM boxes GROUP BY label)
        GROUP BY label""",
    "positions": "SELECT label, area, down, across, count(*) AS n FROM boxes GROUP BY ALL",
    "area": """SELECT label, floor(ln(share * 100) / ln(1.02)) AS b, count(*) AS n, sum(share),
        sum(share * share) FROM boxes GROUP BY label, b""",
    "ratio": """SELECT label, floor(ln(quotient) / ln(1.02)) AS b, count(*) AS n, sum(quotient),
        sum(quotient * quotient) FROM boxes GROUP BY label, b""",
    "images": "SELECT label, count(*) AS n FROM pairs GROUP BY label",
    "by area": """SELECT label, crowding, areas, count(*) AS n
        FROM pairs JOIN images USING (image) GROUP BY ALL""",
    "by ratio": """SELECT label, crowding, ratios, count(*) AS n
        FROM pairs JOIN images USING (image) GROUP BY ALL""",
    "a class": "SELECT label, least(number, 63) AS number, count(*) AS n FROM pairs GROUP BY ALL",
    "together": """SELECT a.label AS one, b.label AS other, count(*) AS n
        FROM pairs AS a JOIN pairs AS b USING (image) GROUP BY ALL""",
}

CHECKS = {
    "degenerate": "SELECT count(*) AS n FROM boxes WHERE NOT (w > 0 AND h > 0)",
    "outside": """SELECT count(*) AS n FROM boxes
        WHERE x < 0 OR y < 0 OR x + w > wide + 0.5 OR y + h > high + 0.5""",
    "twice": "SELECT count(*) AS n FROM boxes GROUP BY image, label, x, y, w, h HAVING count(*) > 1",
}


def main(path: str, checks: bool) -> None:  # noqa: FBT001
    """Count, and print the sum of each table."""
    duckdb.sql("SET threads = 1")
    duckdb.read_parquet(path).create_view("rows")
    duckdb.sql(f"CREATE TEMP VIEW boxes AS {boxes()}")
    duckdb.sql(PAIRS)
    duckdb.sql(IMAGES)
    for name, query in (QUERIES | (CHECKS if checks else {})).items():
        found: Any = duckdb.sql(query)
        print(name, int(found.fetchnumpy()["n"].sum()))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] == ["checks"])
