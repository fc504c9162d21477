"""Names that are too long keep their beginning and their end."""

from __future__ import annotations

import pytest

from insight_widgets.errors import shorten
from insight_widgets.export.names import fit, letters, shown
from insight_widgets.shortening import cut

ALIKE = {
    "latin": "lesion of the left upper lobe, seen from the front, with contrast and at noon, ",
    "chinese": "\u5de6\u4e0a\u80ba\u53f6\u75c5\u53d8" * 20,
    "arabic": "\u0642\u0637\u0629 " * 25,
    "devanagari": "\u0915\u093f\u0924\u093e\u092c " * 16,
}


@pytest.mark.parametrize("begun", ALIKE.values(), ids=ALIKE)
@pytest.mark.parametrize(
    "short", [shorten, shown, lambda name: shorten(name, 40), lambda name: fit(name, 24)]
)
def test_names_that_share_sixty_letters_are_told_apart(begun, short):
    first, second = short(f"{begun}early"), short(f"{begun}later")
    assert first != second
    assert (first[-5:], second[-5:]) == ("early", "later")
    assert begun.startswith(first.partition("\u2026")[0])


def test_what_is_cut_fits():
    for name in ("x" * 10_000, "\u5927" * 500, "e\u0301" * 200):
        assert len(shorten(name, 40)) <= 40
        assert letters(fit(name, 24)) <= 24


def test_no_letter_is_taken_apart():
    assert cut("a" * 30 + "e\u0301fgh", 12) == "a" * 8 + "\u2026fgh"
    fire_fighter = "\U0001f469\u200d\U0001f692"
    assert cut(f"{'a' * 30}{fire_fighter}bcd", 15).endswith("\u2026bcd")


def test_what_cannot_be_seen_is_escaped_at_both_ends():
    assert shorten("\u202e" + "a" * 100 + "\x07") == r"\u202e" + "a" * 42 + "\u2026" + "a" * 27 + r"\x07"
