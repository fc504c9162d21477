"""Ways to damage text, of whatever format: JSON, CSV, YAML, XML or lines of numbers."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

MILLION = 10**6
DEPTH = 100_000

_STRING = rb'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(_STRING + rb"|[^\s,;:|<>=\[\]{}()\"']+")
_QUOTED = re.compile(_STRING)
_NUMBER = re.compile(rb"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_FIELDS = (
    re.compile(rb'"[^"\\]*"\s*:\s*(?:' + _STRING + rb"|[^\s,\[\]{}\"]+|\[[^\[\]]*\]|\{[^{}]*\})\s*,?"),
    re.compile(rb"<(\w+)[^<>]*>[^<>]*</\1>"),
    re.compile(rb'\s[\w:]+="[^"]*"'),
    re.compile(rb"[,;\t][^,;\t\n]*"),
    re.compile(rb"[^\s]+[ ]"),
)

_NEAR = 2**14
"""Bytes in which a field is looked for: in a line made long the patterns would take hours."""

_OTHER_TYPES = (
    *(b"12", b"-3.5", b'"text"', b"text", b'""', b"", b"null", b"true", b"[]", b"[1, 2]", b"[[1, 2], [3]]"),
    *(b"{}", b'{"a": 1}', b"[null]", b"~", b"- x", b"<a>1</a>", b"0"),
)
_HARD_NUMBERS = (
    *(b"1e308", b"-1e308", b"1e400", b"-1e400", b"-1", b"0", b"-0.0", b"0.1e-320", b"1e-7", b"0.5", b"1.5"),
    *(b"9223372036854775807", b"9223372036854775808", b"18446744073709551616", b"2147483648", b"-2147483649"),
    *(b"99999999999999999999", b"-99999999999999999999", b"9" * 400, b"9" * 5000, b"00012", b"1_000"),
    *(b"0x10", b"1e", b"1.", b".5", b"1,5", "\u0661\u0662".encode()),
)
_NO_NUMBERS = (b"NaN", b"Infinity", b"-Infinity", b"nan", b"inf", b"-inf", b"INF", b"None", b"NA", b".inf")
_NAMES = (
    *(b"../outside/secret.png", b"../../../../../../../etc/passwd", b"/etc/passwd", b"..", b".", b"/", b""),
    *(
        b"..\\\\outside\\\\secret.png",
        b"C:\\\\data\\\\a.jpg",
        b"\\\\\\\\server\\\\share\\\\a.jpg",
        b"~/a.png",
    ),
    *(
        b"file:///etc/passwd",
        b"a\\u0000b.png",
        b"x" * 300 + b".png",
        b"x" * 5000,
        b"\\ud83d.png",
        b"a/../b.png",
    ),
    *("na\u00efve \u202e.png".encode(), b"<img src=x onerror=alert(1)>.png", b"{{7*7}}.png", b"CON", b"-rf"),
)
_BAD_BYTES = (
    *(b"\xe9", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc0\xaf", b"\0", b"\0" * 100),
    *(codecs.BOM_UTF8, b"\r", b"\n", b"\r\n\r\n", b"\x1a", b"\x0c", b"\x85", b"\xe2\x80\xa8", b'"', b"'"),
)


def cut_anywhere(data: bytes, rng: Random) -> bytes:
    """Cut at any byte."""
    return data[: rng.randrange(len(data) + 1)]


def cut_in_token(data: bytes, rng: Random) -> bytes:
    """Cut within a word, a number or a string."""
    start, end = _span(_TOKEN, data, rng)
    return data[: rng.randint(start, end)]


def cut_at_end_of_line(data: bytes, rng: Random) -> bytes:
    """Cut behind or before the end of a line."""
    end = _span(_LINE, data, rng)[1]
    return data[: max(end - rng.randint(0, 1), 0)]


def cut_last_bracket(data: bytes, _: Random) -> bytes:
    """Cut before the last bracket."""
    return data[: max(data.rfind(bracket) for bracket in (b"]", b"}", b">", b"\n", b""))]


def cut_start(data: bytes, rng: Random) -> bytes:
    """Drop the start."""
    return data[rng.randrange(len(data) + 1) :]


def other_type(data: bytes, rng: Random) -> bytes:
    """Write a value of another type in place of a word, number or string."""
    return _put(data, _span(_TOKEN, data, rng), rng.choice(_OTHER_TYPES))


def change_quotes(data: bytes, rng: Random) -> bytes:
    """Make text of a number, or bare words of text."""
    start, end = _span(_TOKEN, data, rng)
    token = data[start:end]
    return _put(data, (start, end), token.strip(b'"') if token.startswith(b'"') else b'"' + token + b'"')


def hard_number(data: bytes, rng: Random) -> bytes:
    """Write a huge, tiny, negative or oddly written number in place of one."""
    return _put(data, _span(_NUMBER, data, rng), rng.choice(_HARD_NUMBERS))


def no_number(data: bytes, rng: Random) -> bytes:
    """Write NaN, infinity or the like in place of a number."""
    return _put(data, _span(_NUMBER, data, rng), rng.choice(_NO_NUMBERS))


def delete_field(data: bytes, rng: Random) -> bytes:
    """Delete a key with its value, an element, an attribute or a cell."""
    return _put(data, _field(data, rng), b"")


def duplicate_field(data: bytes, rng: Random) -> bytes:
    """Write a field twice."""
    start, end = _field(data, rng)
    return data[:end] + data[start:end] + data[end:]


def delete_token(data: bytes, rng: Random) -> bytes:
    """Delete a word, number or string."""
    return _put(data, _span(_TOKEN, data, rng), b"")


def swap_tokens(data: bytes, rng: Random) -> bytes:
    """Exchange two words, numbers or strings."""
    first, second = sorted(_span(_TOKEN, data, rng) for _ in range(2))
    if first == second:
        return data
    one, other = data[slice(*first)], data[slice(*second)]
    return data[: first[0]] + other + data[first[1] : second[0]] + one + data[second[1] :]


def delete_line(data: bytes, rng: Random) -> bytes:
    """Delete a line."""
    return _put(data, _span(_LINE, data, rng), b"")


def duplicate_line(data: bytes, rng: Random) -> bytes:
    """Write a line twice, perhaps elsewhere."""
    start, end = _span(_LINE, data, rng)
    place = rng.choice([end, _span(_LINE, data, rng)[1]])
    return data[:place] + data[start:end] + data[place:]


def hostile_name(data: bytes, rng: Random) -> bytes:
    """Write a name that climbs out, is absolute, foreign or none at all in place of a word or string."""
    names = [match.span() for match in _TOKEN.finditer(data) if re.search(rb"\w\.\w|/", match[0])]
    start, end = rng.choice(names) if names else _span(_TOKEN, data, rng)
    name = rng.choice(_NAMES)
    return _put(data, (start, end), b'"' + name + b'"' if data[start:end].startswith(b'"') else name)


def bad_bytes(data: bytes, rng: Random) -> bytes:
    """Insert bytes of another encoding, of no text, or ends of lines, mostly within a word or string."""
    start, end = _span(_TOKEN, data, rng)
    place = rng.choice([rng.randint(start, end), rng.randrange(len(data) + 1)])
    return _put(data, (place, place), rng.choice(_BAD_BYTES))


def other_encoding(data: bytes, rng: Random) -> bytes:
    """Write the text in another encoding, with or without a mark."""
    text = data.decode("utf-8", "replace")
    name = rng.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "utf-7"])
    return text.replace("a", "\u00e9").encode(name, "replace")


def other_line_ends(data: bytes, rng: Random) -> bytes:
    """End lines with CRLF or CR, or not at all."""
    return data.replace(b"\n", rng.choice([b"\r\n", b"\r", b"", b"\n\n"]))


def deep_nesting(data: bytes, rng: Random) -> bytes:
    """Write a value of 100,000 brackets, objects or elements within each other, closed or not."""
    opening, closing = rng.choice([(b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b"- ", b"")])
    value = opening * DEPTH + b"1" + closing * rng.choice([0, DEPTH])
    return _put(data, _span(_TOKEN, data, rng), value)


def long_string(data: bytes, rng: Random) -> bytes:
    """Write a million characters in place of a word or string."""
    start, end = _span(_TOKEN, data, rng)
    quote = b'"' if data[start:end].startswith(b'"') else b""
    letter = rng.choice([b"x", b"7", b" ", "\u00e9".encode(), b"\\n", b","])
    return _put(data, (start, end), quote + letter * (MILLION // len(letter)) + quote)


def long_line(data: bytes, rng: Random) -> bytes:
    """Insert a line of a million characters."""
    place = _span(_LINE, data, rng)[1]
    line = rng.choice([b"x", b"1 ", b"1,", b"<a/>"]) * (MILLION // 4)
    return _put(data, (place, place), b"\n" + line + b"\n")


def shuffle_lines(data: bytes, rng: Random) -> bytes:
    """Write the lines in another order."""
    lines = data.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


USUAL = (
    *(cut_anywhere, cut_in_token, cut_at_end_of_line, cut_last_bracket, cut_start),
    *(other_type, other_type, other_type, change_quotes, hard_number, hard_number, no_number),
    *(delete_field, delete_field, duplicate_field, delete_token, swap_tokens, delete_line, duplicate_line),
    *(hostile_name, hostile_name, bad_bytes, bad_bytes, other_encoding, other_line_ends, shuffle_lines),
)
SLOW = (deep_nesting, long_string, long_line)
"""Mutations that make large files; they are chosen less often."""


def _span(pattern: re.Pattern[bytes], data: bytes, rng: Random) -> tuple[int, int]:
    """Return where one of a pattern's matches lies; the whole text where there is none."""
    spans = [match.span() for match in pattern.finditer(data)]
    return rng.choice(spans) if spans else (0, len(data))


def _field(data: bytes, rng: Random) -> tuple[int, int]:
    near = data[:_NEAR]
    patterns = [pattern for pattern in _FIELDS if pattern.search(near)]
    return _span(rng.choice(patterns[:2] or [_TOKEN]), near, rng)


def _put(data: bytes, span: tuple[int, int], new: bytes) -> bytes:
    return data[: span[0]] + new + data[span[1] :]
