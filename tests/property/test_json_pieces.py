"""A file read in pieces of any size holds what the whole of it holds."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight_widgets.errors import ReadError
from insight_widgets.readers._json_arrays import Layout
from insight_widgets.readers._json_pieces import JsonPieces

tricky = st.text(alphabet='{}[],:"\\ aé\n', max_size=12)
numbers = st.integers(-(10**6), 10**6) | st.floats(allow_nan=True, allow_infinity=True, width=32)
values = st.recursive(
    st.none() | st.booleans() | numbers | tricky,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(tricky, inner, max_size=4),
    max_leaves=8,
)
records = st.lists(
    st.fixed_dictionaries({"id": st.integers(0, 99)}, optional={"box": values, "more": values}), max_size=12
)
contents = st.dictionaries(tricky.filter(lambda key: key != "list"), values, max_size=3)
layouts = st.sampled_from(
    [{}, {"indent": 1}, {"separators": (",", ":")}, {"separators": (" , ", " :\t")}, {"ensure_ascii": False}]
)


class Record(msgspec.Struct):
    """What is read of a record."""

    id: int | None = None
    box: Any = None


LAYOUT = Layout(Record, lambda value: Record(value.get("id"), value.get("box")))


def read(path, piece):
    with JsonPieces(path, piece=piece) as pieces:
        return {
            key: [one for part in pieces.records(position, LAYOUT) for one in part] if key == "list" else None
            for key, position in pieces.members()
        }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(contents, records, contents, layouts, st.integers(1, 300))
def test_pieces_hold_what_the_whole_holds(tmp_path, before, listed, after, layout, piece):
    after = {key: value for key, value in after.items() if key not in before}
    path = tmp_path / "file.json"
    path.write_text(json.dumps({**before, "list": listed, **after}, **layout), encoding="utf-8")
    found = read(path, piece)
    assert list(found) == [*before, "list", *after]
    expected = [(one["id"], json.dumps(one.get("box"))) for one in listed]
    assert [(one.id, json.dumps(one.box)) for one in found["list"]] == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(records, layouts, st.integers(1, 300), st.data())
def test_a_file_that_is_cut_off_is_an_error(tmp_path, listed, layout, piece, data):
    whole = json.dumps({"list": listed}, **layout)
    path = tmp_path / "file.json"
    path.write_text(whole[: data.draw(st.integers(0, len(whole.rstrip("} \n\t")) - 1))], encoding="utf-8")
    with pytest.raises(ReadError, match=r"cut off|empty|wanted"):
        read(path, piece)
