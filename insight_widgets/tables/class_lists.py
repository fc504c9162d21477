"""Class lists that the schema of a file brings along, as the library datasets writes them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeGuard

from insight_widgets.tables.label_columns import surest_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.tables.layout import Layout


def with_class_list(options: ReadOptions, schema: Any, layout: Layout) -> ReadOptions:
    """Return options with the column of the labels and its class list, where a schema tells them.

    What the caller says is left as it is.
    """
    told = _class_lists(schema)
    lists = {name: told[inner] for name, inner in layout.read if inner in told}
    of_objects = {name: told[inner] for name, inner in layout.objects if inner in told}
    found = of_objects or lists
    column = options.columns.get("label", surest_label(list(found)))
    if not isinstance(column, str) or column not in found:
        return options
    columns = {**options.columns, "label": column}
    return replace(options, classes=options.classes or found[column], columns=columns)


def _class_lists(schema: Any) -> dict[str, tuple[str, ...]]:
    """Return the class lists by column, members of structures with a dot."""
    try:
        features = json.loads((schema.metadata or {}).get(b"huggingface", b"{}"))["info"]["features"]
        return dict(_named("", features))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _named(path: str, feature: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the class lists of a feature, or of its members; lists are those of what they hold."""
    if isinstance(feature, list):
        feature = {"feature": feature[0]} if len(feature) == 1 else None
    if not isinstance(feature, dict):
        return
    if "feature" in feature:
        yield from _named(path, feature["feature"])
    elif not isinstance(feature.get("_type"), str):
        for member, inner in feature.items():
            yield from _named(f"{path}.{member}" if path else member, inner)
    elif _are_names(names := feature.get("names")):
        yield path, tuple(names)


def _are_names(names: Any) -> TypeGuard[list[str]]:
    texts = isinstance(names, list) and all(isinstance(name, str) for name in names)
    return bool(texts and names and len(set(names)) == len(names))
