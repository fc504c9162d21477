"""A JSON document: Hugging Face's trainer_state.json, a list of records, or columns by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import ReadError, shorten
from insight_widgets.logs._columns import table_of
from insight_widgets.logs._files import head_text
from insight_widgets.logs._records import Records
from insight_widgets.logs.names import EPOCHS, STEPS, is_loss
from insight_widgets.text_file import text_of
from insight_widgets.texts.files import broken_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from insight_widgets.logs._table import Table

FORMAT = "json"
SUMMARY = "trainer_state.json of Hugging Face, a list of records, or columns by name"
RANK = 15

_SUMMARY = "train_runtime"
"""A record of Hugging Face with this sums the run up; its losses are means of it all."""


def detect(path: Path) -> bool:
    """Whether a file begins like a JSON document."""
    return head_text(path).lstrip().startswith(("{", "["))


def read(path: Path) -> Table:
    """Return the records of a JSON document.

    Raises
    ------
    ReadError
        It is no valid JSON, too large, or there is no record in it.
    """
    try:
        document = json.loads(text_of(path, "a log"))
    except json.JSONDecodeError as error:
        told = broken_json(error.lineno, error.colno, error.msg)
        raise ReadError(f"{path}: {told}") from None
    except RecursionError:
        raise ReadError(f"{path}: valid JSON is wanted; this is nested too deep") from None
    return table_of_document(document, str(path))


def table_of_document(document: Any, source: str) -> Table:
    """Return the records in a JSON document; see `read`."""
    if isinstance(document, dict) and isinstance(document.get("log_history"), list):
        document = document["log_history"]
    if isinstance(document, list) and any(isinstance(record, dict) and _tells(record) for record in document):
        return table_of_records([record for record in document if isinstance(record, dict)])
    if isinstance(document, dict) and (columns := _columns(document)):
        return table_of(columns, len(next(iter(columns.values()))))
    raise ReadError(
        f"{source}: a log_history, records or columns by name are wanted; got {shorten(document, 60)}"
    )


def table_of_records(history: Sequence[Mapping[str, Any]]) -> Table:
    """Return a list of records, such as the ``log_history`` of a Hugging Face trainer."""
    records = Records()
    for number, record in enumerate(history, 1):
        if _SUMMARY not in record:
            records.add({str(name): value for name, value in record.items()}, number)
    return records.table()


def _tells(record: dict[str, Any]) -> bool:
    """Whether a record is one of a training run: it has a step or a loss."""
    return any(name.lower() in (*EPOCHS, *STEPS) or is_loss(name) for name in record)


def _columns(document: dict[str, Any]) -> dict[str, list[Any]]:
    """Return lists by name that are of one length; mappings of row numbers to values are lists too."""
    lists = {
        name: list(values.values()) if isinstance(values, dict) else values
        for name, values in document.items()
        if isinstance(values, list | dict)
    }
    most = max((len(values) for values in lists.values()), default=0)
    return {name: values for name, values in lists.items() if len(values) == most and most}
