"""Words that readers read stand in one package, so that they can be translated."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import insight_widgets

PACKAGE = Path(insight_widgets.__file__).parent
OF_THEIR_OWN = {"texts", "cli", "server", "checking", "readers", "objects", "tables", "streams"}
WITHOUT_WORDS = sorted({folder.name for folder in PACKAGE.iterdir() if folder.is_dir()} - OF_THEIR_OWN)
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
"""Three words in a row, the second and third of them small: no name, no style, no expression of a chart."""

OF_ERRORS = {
    "; this report has none",
    "nothing, as images of train and of val or test are wanted",
    "a whole number of images, 0 or more, is wanted",
    "a number is wanted for ",
}
"""Parts of errors, which are put together elsewhere."""

LOGS = {"exception", "warning", "info", "debug"}


def is_passed(node):
    """Whether a piece of a program holds words of an error, of a log, of a docstring, or what a format is."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "").endswith("Error") or getattr(node.func, "attr", "") in LOGS
    if isinstance(node, ast.Assign):
        return getattr(node.targets[0], "id", "") == "SUMMARY"
    return isinstance(node, ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def sentences(source):
    """Return strings that read as sentences, but those that are passed."""
    tree = ast.parse(source)
    passed = {id(inner) for node in ast.walk(tree) if is_passed(node) for inner in ast.walk(node)}
    texts = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed
    ]
    return [(line, text) for line, text in texts if SENTENCE.search(text) and text not in OF_ERRORS]


@pytest.mark.parametrize("folder", WITHOUT_WORDS)
def test_modules_hold_no_sentences(folder):
    found = {
        f"{folder}/{file.name}:{line}": text
        for file in sorted((PACKAGE / folder).rglob("*.py"))
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
SUMMARY = "folders of images by class"
log.warning("this could not be shown")
'''
    assert [line for line, _ in sentences(source)] == [3]


def test_there_is_a_file_an_area():
    names = {file.stem for file in (PACKAGE / "texts").glob("*.py")}
    assert {"charts", "comparison", "curves", "findings", "plan", "problems", "report", "sentences"} <= names
