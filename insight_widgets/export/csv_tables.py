"""All numbers of a report as tables of plain values; the first row of each is the heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.comparison.frame import comparison_row
from insight_widgets.export.comparison_section import comparisons_of
from insight_widgets.export.csv_text import MARK, csv_text
from insight_widgets.plan_table import COLUMNS, plan_table
from insight_widgets.texts.report import ALL_TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from insight_widgets.report import Report

    Document = Mapping[str, Any]
    Rows = list[Sequence[Any]]

SIDES = ("train", "val")


def csv_files(report: Report) -> dict[str, str]:
    """Return every table of a report as the text of a CSV file, by the name of the file.

    Files are in UTF-8 and begin with its mark, as spreadsheets want it. A table without rows is left out.
    """
    found = csv_tables(report)
    return {f"{name}.csv": MARK + csv_text(rows) for name, rows in found.items() if len(rows) > 1}


def csv_tables(report: Report) -> dict[str, Rows]:
    """Return the tables of a report by name, in its order."""
    document = report.to_dict()
    tables = {"splits": _splits(document), "findings": _findings(document)}
    if document.get("summary"):
        tables |= {"summary": _summary(document), "plan": [COLUMNS, *plan_table(report).rows]}
    tables |= {"curves": list(_points(document)), "curve_verdicts": _verdicts(document)}
    tables |= {name: _statistic(of, document) for name, of in document["statistics"].items()}
    tables |= {f"{name}_moments": list(_moments(of)) for name, of in document["tables"].items()}
    for compared in comparisons_of(document):
        tables[f"comparison_{compared['split']}"] = _classes(compared)
        tables[f"comparison_{compared['split']}_bins"] = list(_bins(compared))
    return tables | {"problems": _problems(document)}


def _splits(document: Document) -> Rows:
    rows = ([name, size["images"], size["labels"]] for name, size in document["splits"].items())
    return [["split", "images", "labels"], *rows]


def _findings(document: Document) -> Rows:
    columns = ("text", "number", "action", "section")
    return [["finding", *columns[1:]], *([one[name] for name in columns] for one in document["findings"])]


def _summary(document: Document) -> Rows:
    rows = document["summary"]["classes"]
    return [
        ["class", "count", "share", "verdict", "add_labels", "add_images"],
        *(
            [
                *(row[name] for name in ("name", "count", "share", "verdict")),
                *(row["add"][name] for name in ("labels", "images")),
            ]
            for row in rows
        ),
    ]


def _points(document: Document) -> Iterator[Sequence[Any]]:
    yield ["metric", "run", "split", "step", "value"]
    for curve in document["curves"]:
        for split in SIDES:
            for step, value in curve[split]:
                yield [curve["metric"], curve.get("run", 0), split, step, value]


def _verdicts(document: Document) -> Rows:
    names = ("split", "step", "value")
    return [
        ["metric", "run", "verdict", "text", "advice", *(f"best_{name}" for name in names)],
        *(
            [
                curve["metric"],
                curve.get("run", 0),
                *(curve.get(name) for name in ("verdict", "text", "advice")),
                *((curve["best"] or {}).get(name) for name in names),
            ]
            for curve in document["curves"]
        ),
    ]


def _statistic(found: Mapping[str, Any], document: Document) -> Rows:
    splits = list(document["splits"])
    if "grid" in found:
        return _grid(found, splits)
    if "classes" in found:
        return _columns("class", found["classes"], found, splits)
    bins = found.get("bins") or found["ranges"]
    if "by_class" not in found:
        return _columns("bin", bins, found, splits)
    groups = {ALL_TOGETHER: found} if splits and splits[0] in found else {}
    rows: Rows = [["class", "bin", *splits]]
    for name, of in [*groups.items(), *found["by_class"].items()]:
        rows += [[name, *cells] for cells in zip(bins, *(of[split] for split in splits), strict=True)]
    return rows


def _columns(kind: str, names: Sequence[str], found: Mapping[str, Any], splits: Sequence[str]) -> Rows:
    return [[kind, *splits], *zip(names, *(found[split] for split in splits), strict=True)]


def _grid(found: Mapping[str, Any], splits: Sequence[str]) -> Rows:
    """Return a row a cell of the image: counted from its top and its left, from 0."""
    cells = (divmod(place, found["grid"]) for place in range(found["grid"] ** 2))
    counts = zip(*(found[split] for split in splits), strict=True)
    return [
        ["down", "across", *splits],
        *((*cell, *count) for cell, count in zip(cells, counts, strict=True)),
    ]


def _moments(found: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    yield ["class", "split", *found["columns"]]
    for split, of in found["splits"].items():
        yield [ALL_TOGETHER, split, *of["overall"]]
        yield from ([name, split, *numbers] for name, numbers in of["by_class"].items())


def _classes(compared: Mapping[str, Any]) -> Rows:
    rows = [comparison_row(row, compared["split"]) for row in compared["classes"]]
    return [list(rows[0]), *(list(row.values()) for row in rows)] if rows else [[]]


def _bins(compared: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    rows = [
        (one["id"], one.get("class"), comparison_row(row, compared["split"]))
        for one in compared["distributions"]
        for row in one["bins"]
    ]
    for place, (statistic, name, cells) in enumerate(rows):
        if not place:
            yield ["statistic", "class", "bin", *list(cells)[1:]]
        yield [statistic, name, *cells.values()]


def _problems(document: Document) -> Rows:
    """Return a row an example of each problem."""
    columns = ("code", "level", "split", "count", "text")
    return [
        [*columns, "example"],
        *(
            [*(problem[name] for name in columns), example]
            for problem in document["problems"]
            for example in problem["examples"] or [None]
        ),
    ]
