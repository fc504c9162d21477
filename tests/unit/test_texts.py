"""Words that readers read stand in one package, so that they can be translated."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import insight_widgets

PACKAGE = Path(insight_widgets.__file__).parent
ELSEWHERE = {"texts", "cli", "server"}
"""The help of commands and the errors of the server stand where they are made."""

WITHOUT_WORDS = sorted({folder.name for folder in PACKAGE.iterdir() if folder.is_dir()} - ELSEWHERE)
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
"""Three words in a row, the second and third of them small: no name, no style, no expression of a chart."""

OF_THE_REPORT = ("charts", "checking", "comparison", "export", "findings", "judging", "pdf", "splitting")
HEADING = re.compile(r"^[A-Z][a-z]{2,}( [a-z]+)*$")
"""What may stand above a column or a figure."""

NO_HEADINGS = {"Large", "Almarai", "Case"}
"""Names of sizes, of fonts and of types."""

OF_ERRORS = {
    "; this report has none",
    "nothing, as images of train and of val or test are wanted",
    "a whole number of images, 0 or more, is wanted",
    "a number is wanted for ",
    (
        "a target is wanted that is a class number or name, a vector of 0 and 1, a mask of whole numbers "
        "(height, width), or a dict of boxes (n, 4; corners) and labels (n)"
    ),
    "the class list",
    ' (did you mean "',
    "the list of images",
    "a TOML file of limits",
    "statistic with bins",
    "there is a header and nothing below it",
    "the description of a data set",
    "it is damaged",
    "there is none",
    "none of these",
    "there is nothing",
    'tables are read with pyarrow; install it: pip install "insight-widgets[parquet]"',
    (
        "what can be counted in parts are tables in CSV, Parquet or Arrow files, tar files of JSON, "
        "COCO files, and "
        "folders of classes, YOLO, Pascal VOC, LabelMe, KITTI, Cityscapes and index masks"
    ),
    "leave engine= out, or convert it first: insight-widgets convert SET --to parquet",
    "x, y, width, height or xmin, ymin, xmax, ymax",
    "pixels, image_width and image_height",
    "the area of a mask is not negative",
    "a mask is no larger than its image (image_width x image_height)",
    "one row for an image and class is wanted; areas of parts do not tell their union",
}
"""Parts of errors, which are put together elsewhere."""

WORD = re.compile(r"""(^|[^\w-])[a-z]{2,}[ "]|[ "][a-z]{2,}([^\w=-]|$)""")
"""A small word beside a space or a quote."""

OF_PROGRAMS = ("charts",)
"""Packages whose f-strings are expressions of a chart."""

FRAGMENTS = {
    ' (did you mean "',
    "; there are ",
    " in all)",
    " (and ",
    " more)",
    " and ",
    " of ",
    " of shape ",
    "line ",
    ", column ",
    'frame "',
    'the field "',
    'a field "',
    '", or a single one,',
    "bin of ",
    " classes, ",
    " images",
    " parts)",
    "id ",
    "image ",
    "task ",
    "size ",
    " px",
    "insight-widgets check ",
    "::error title=",
    "\\item ",
    "'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'",
}
"""Parts of errors, of what developers see, and of other languages; names given to images and bins; units."""

TAG = re.compile(r'^\s*<[\w?]|^ \w+="')

KEYS = {
    "out of roi",
    "sorted by image",
    "images can have flags",
    "an image has several flags",
    "files write one name for several images",
    "all shapes are polygons",
    "some shapes are no polygons",
}
"""What only programs compare."""

CODE = re.compile(r"^import ")
LOGS = {"exception", "warning", "info", "debug"}


def is_passed(node):
    """Whether a piece of a program holds words of an error, of a log, of a docstring, or what a format is."""
    if isinstance(node, ast.Call):
        name, method = (getattr(node.func, kind, "") for kind in ("id", "attr"))
        return name.endswith("Error") or name == "TypeVar" or method in LOGS
    if isinstance(node, ast.Assign):
        return getattr(node.targets[0], "id", "") == "SUMMARY"
    return isinstance(node, ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def strings(source):
    """Return the strings of a program with their lines, but those that are passed."""
    tree = ast.parse(source)
    passed = {id(inner) for node in ast.walk(tree) if is_passed(node) for inner in ast.walk(node)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed
    ]


def sentences(source):
    """Return strings that read as sentences."""
    return [(line, text) for line, text in strings(source) if SENTENCE.search(text) and not is_known(text)]


def is_known(text):
    return text in OF_ERRORS | KEYS or CODE.match(text)


def found_in(files):
    return {
        f"{file.relative_to(PACKAGE)}:{line}": text
        for file in sorted(files)
        for line, text in sentences(file.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("folder", WITHOUT_WORDS)
def test_packages_hold_no_sentences(folder):
    assert not found_in((PACKAGE / folder).rglob("*.py")), "move these to insight_widgets/texts"


def test_modules_hold_no_sentences():
    assert not found_in(PACKAGE.glob("*.py")), "move these to insight_widgets/texts"


@pytest.mark.parametrize("folder", OF_THE_REPORT)
def test_what_makes_the_report_holds_no_headings(folder):
    found = {
        f"{file.relative_to(PACKAGE)}:{line}": text
        for file in sorted((PACKAGE / folder).rglob("*.py"))
        for line, text in strings(file.read_text(encoding="utf-8"))
        if HEADING.match(text) and text not in NO_HEADINGS
    }
    assert not found, "move these to insight_widgets/texts"


def fragments(source):
    """Return the words of f-strings: pieces of sentences that are put together out of place."""
    tree = ast.parse(source)
    passed = {id(inner) for node in ast.walk(tree) if is_passed(node) for inner in ast.walk(node)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and id(node) not in passed]
    parts = {id(part): part for text in texts for part in text.values if isinstance(part, ast.Constant)}
    return [
        (part.lineno, part.value)
        for part in parts.values()
        if WORD.search(part.value) and not TAG.match(part.value)
    ]


@pytest.mark.parametrize("folder", [folder for folder in WITHOUT_WORDS if folder not in OF_PROGRAMS] + ["."])
def test_sentences_are_not_put_together_elsewhere(folder):
    files = (PACKAGE / folder).rglob("*.py") if folder != "." else PACKAGE.glob("*.py")
    found = {
        f"{file.relative_to(PACKAGE)}:{line}": text
        for file in sorted(files)
        for line, text in fragments(file.read_text(encoding="utf-8"))
        if text not in FRAGMENTS
    }
    assert not found, "move these to insight_widgets/texts"


def test_a_fragment_is_seen_and_one_of_an_error_is_not():
    source = """
told = f'{source}: image "{name}"'
raise DataError(f"no split {name} here")
name = f"{folder}/{stem}.png"
"""
    assert [line for line, _ in fragments(source)] == [2]


def test_what_is_known_is_there():
    source = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    assert [text for text in OF_ERRORS | KEYS if text[:60] not in source] == []


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
