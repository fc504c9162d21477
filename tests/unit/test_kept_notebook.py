"""What a notebook keeps of a report: as HTML, slides, LaTeX, and as GitHub shows it."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from nbconvert import HTMLExporter, LatexExporter, SlidesExporter
from nbformat.v4 import new_code_cell, new_notebook, output_from_msg

from insight_widgets import (
    BoxStatistics,
    ClassBalance,
    DiffReport,
    InsightReport,
    MaskStatistics,
    SampleGallery,
    TrainingCurves,
    examples,
)
from insight_widgets.checking.diff import diff
from insight_widgets.export.difference import difference_latex
from insight_widgets.export.latex import latex
from insight_widgets.export.latex_text import escaped
from insight_widgets.export.static import static_html
from tests.documents import PETS, all_tasks, curves, document, report_of, without_images
from tests.unit.github import Shown, sanitised

HOSTILE = (
    r"\input{/etc/passwd}",
    r"\\[5cm] \write18{x}",
    "100% $x$ #1 a_b ^ ~ `` '' {",
    "<script>alert(1)</script>",
    "[0, 1)",
    "*",
    "a--b",
    "大熊猫",
)


def notebook_of(widget):
    """A notebook as it is saved: with the output of a widget, without the state of widgets."""
    data, metadata = widget._repr_mimebundle_()
    content = {"data": json.loads(json.dumps(data)), "metadata": metadata, "execution_count": 1}
    output = output_from_msg({"header": {"msg_type": "execute_result"}, "content": content})
    notebook = new_notebook(cells=[new_code_cell("report", outputs=[output], execution_count=1)])
    nbformat.validate(notebook)
    return notebook


def converted(exporter, widget):
    return exporter().from_notebook_node(notebook_of(widget))[0]


@pytest.mark.parametrize("exporter", [HTMLExporter, SlidesExporter])
def test_pages_and_slides_have_charts_and_tables(exporter):
    html = converted(exporter, InsightReport(examples.blood_cells(), progress=False))
    assert "application/vnd.jupyter.widget-view+json" not in html
    page = Shown(html[html.index("<body") :])
    assert next(row for row in page.rows if row[0] == "Platelets")[:3] == ["Platelets", "361", "7%"]
    assert html.count('src="data:image/svg+xml;base64,') >= 8
    assert "Train against validation" in page.text


def test_latex_has_sentences_and_tables():
    text = converted(LatexExporter, InsightReport(examples.blood_cells(), progress=False))
    body = text[text.index(r"\begin{document}") :]
    assert r"\textbf{Insight Summary}" in body
    assert re.search(r"Platelets & 361 & 7\\% & seriously under\{-\}represented", body)
    assert body.count(r"\begin{longtable}") == body.count(r"\end{longtable}") == 2
    assert r"\usepackage{longtable}" in text
    assert "InsightReport(detection" not in body


@pytest.mark.parametrize("found", [*all_tasks(), curves(gap=[3]), without_images("detection", PETS)])
def test_latex_is_balanced(found):
    assert_balanced(latex(found))


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_text_in_latex(name):
    text = latex(document("detection", [name, "cat"], [name, "val"], title=name))
    assert_balanced(text)
    assert_all_is_text(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_text_in_the_latex_of_a_difference(name):
    old = document("detection", ["dog", "cat"], ["train", "val"], title="before")
    text = difference_latex(diff(old, document("detection", [name, "cat"], [name, "val"], title=name)))
    assert_balanced(text)
    assert_all_is_text(text)
    assert text.count(r"\begin{longtable}") >= 2


def test_a_difference_has_its_sentence_and_tables_in_every_form():
    few, many = (report_of("detection", names) for names in (["cat", "dog"], ["cat", "dog", "大熊猫"]))
    widget = DiffReport(few, many)
    for exporter in (HTMLExporter, SlidesExporter, LatexExporter):
        text = converted(exporter, widget)
        assert widget.diff.headline in text.replace("{-}", "-")
        assert "大熊猫" in text


def assert_all_is_text(text):
    commands = set(re.findall(r"\\([a-zA-Z]+)", text))
    assert commands <= {
        *("noindent", "Large", "large", "textbf", "par", "begin", "end", "item", "toprule", "midrule"),
        *("endhead", "bottomrule", "textbackslash", "textasciicircum", "textasciitilde", "textasciigrave"),
        *("allowbreak", "nopagebreak", "csname", "endcsname", "small"),
    }
    assert re.findall(r"(?<!\\)[$#%~^_]", text) == []
    assert not re.search(r"\\\\\*?(\s*\[|\s+\*)", text)


def assert_balanced(text):
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", text):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    begun = re.findall(r"\\begin\{(\w+)\}", text)
    assert sorted(begun) == sorted(re.findall(r"\\end\{(\w+)\}", text))


def test_text_is_escaped_for_latex():
    assert escaped("a\\b{c}") == r"a\textbackslash{}b\{c\}"


@pytest.mark.parametrize("kind", [InsightReport, ClassBalance, BoxStatistics, MaskStatistics, SampleGallery])
def test_every_widget_has_something_in_every_form(kind):
    task = "segmentation" if kind is MaskStatistics else "detection"
    widget = kind(report_of(task))
    for exporter in (HTMLExporter, SlidesExporter, LatexExporter):
        text = converted(exporter, widget)
        assert "widget-view" not in text.replace("jupyter-widgets", "")
        assert len(text) > 1000


def test_training_curves_alone_have_their_verdict_in_every_form():
    widget = TrainingCurves({"epoch": range(12), "loss": [1 / (1 + x) for x in range(12)]})
    for exporter in (HTMLExporter, SlidesExporter, LatexExporter):
        assert "loss" in converted(exporter, widget)
        assert "A, fine" in converted(exporter, widget)


def test_curves_that_were_shown_before_the_first_step_say_so():
    text = converted(LatexExporter, TrainingCurves())
    assert "Nothing was logged yet" in text[text.index(r"\begin{document}") :]


@pytest.mark.parametrize("found", [*all_tasks(), curves()], ids=lambda found: str(found["task"]))
def test_github_leaves_text_tables_and_headings_whole(found):
    html = static_html(found)
    before, after = Shown(html), Shown(sanitised(html))
    assert after.text == before.text
    assert after.rows == before.rows
    assert {"h2", "h3", "p"} <= set(after.tags)
    assert not {"script", "style", "svg"} & set(before.tags)


def test_the_numbers_of_every_picture_stand_in_a_table_as_well():
    """GitHub drops pictures that come as data; what they show must be read without them."""
    found = document("detection")
    page = Shown(re.sub(r"<img[^>]*>", "", sanitised(static_html(found))))
    for row in found["summary"]["classes"]:
        assert any(cells[:2] == [row["name"], f"{row['count']:,}"] for cells in page.rows)
    for name in found["statistics"]["box_area"]["bins"]:
        assert any(cells[0] == name for cells in page.rows)
    assert found["comparison"]["text"].split(". ")[0] in page.text.replace("\n", " ")
