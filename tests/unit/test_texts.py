"""Words that readers read stand in one package, so that they can be translated."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import insight_widgets

PACKAGE = Path(insight_widgets.__file__).parent
WITHOUT_WORDS = ("charts", "findings", "export", "comparison", "judging", "pdf", "splitting")
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
"""Three words in a row, the second and third of them small: no name, no style, no expression of a chart."""

OF_ERRORS = {"; this report has none", "nothing, as images of train and of val or test are wanted"}
"""Parts of errors, which are put together elsewhere."""


def sentences(source):
    """Return strings that read as sentences, but docstrings and what is raised."""
    tree = ast.parse(source)
    passed = set()
    for node in ast.walk(tree):
        error = isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error")
        if isinstance(node, ast.Raise) or error:
            passed |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
    texts = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed
    ]
    return [(line, text) for line, text in texts if SENTENCE.search(text) and text not in OF_ERRORS]


@pytest.mark.parametrize("folder", WITHOUT_WORDS)
def test_modules_that_count_and_draw_hold_no_sentences(folder):
    found = {
        f"{folder}/{file.name}:{line}": text
        for file in sorted((PACKAGE / folder).glob("*.py"))
        for line, text in sentences(file.read_text(encoding="utf-8"))
    }
    assert not found, "move these to insight_widgets/texts"


def test_a_sentence_is_seen_and_an_error_is_not():
    source = '''
"""A docstring that says what it does."""
said = f"{number} of the boxes are small."
raise DataError("a number from one up is wanted")
refused = DataError("a number from one up is wanted")
style = "font: 12px sans-serif"
'''
    assert [line for line, _ in sentences(source)] == [3]


def test_there_is_a_file_an_area():
    names = {file.stem for file in (PACKAGE / "texts").glob("*.py")}
    assert {"charts", "comparison", "curves", "findings", "plan", "problems", "report", "sentences"} <= names
