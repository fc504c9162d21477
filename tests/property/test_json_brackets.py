"""Brackets followed in blocks of any size end, and part, where a JSON parser says."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from insight_widgets.readers._json_brackets import Brackets, first_members

tricky = st.text(alphabet='{}[],:"\\ aé\n', max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | tricky,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(tricky, inner, max_size=4),
    max_leaves=10,
)


@given(st.lists(values, max_size=6), st.booleans(), tricky, st.integers(1, 40))
def test_ends_and_commas_are_those_of_a_parser(items, ascii_only, behind, size):
    text = json.dumps(items, ensure_ascii=ascii_only).encode()
    brackets, commas = Brackets(), []
    block = text + behind.encode()
    for begin in range(0, len(block), size):
        if brackets.end is None:
            commas += brackets.feed(block[begin : begin + size]).tolist()
    assert brackets.end == len(text)
    cuts = [0, *commas, len(text) - 1]
    parts = [text[start + 1 : end] for start, end in pairwise(cuts)]
    assert [json.loads(part) for part in parts if part] == items


@given(st.dictionaries(tricky.filter(lambda key: "\\" not in json.dumps(key)), values, max_size=5))
def test_first_members_are_those_of_a_parser(members):
    head = json.dumps(members, ensure_ascii=False).encode()
    assert first_members(head) == {key: json.dumps(value)[0] for key, value in members.items()}
    assert first_members(b"\xef\xbb\xbf \n" + head) == first_members(head)
