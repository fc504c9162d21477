"""How verdicts are made: the rules, and the thresholds that this report used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.pdf.blocks import heading, paragraphs, tables
from insight_widgets.texts.charts import CHARTS
from insight_widgets.texts.pdf import BALANCE, CASES, CASES_HEAD, CURVES, RULES, THRESHOLDS_HEAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.pdf.blocks import Block
    from insight_widgets.report import Report


def rule_blocks(report: Report) -> list[Block]:
    """Return the rules of what the report judges."""
    document = report.document
    blocks: list[Block] = []
    if "summary" in document:
        said = paragraphs([CHARTS["insight_summary"].help])
        blocks += [heading(RULES["classes"]), *said, *_thresholds(BALANCE, document["summary"])]
    if document["curves"]:
        used = report.curve_rule.to_dict()
        cases = tables([CASES_HEAD, *CASES], words=[1, 2], wide=[2])
        blocks += [heading(RULES["losses"]), *cases, *_thresholds(CURVES, used)]
    if document.get("comparison") or document.get("comparisons"):
        blocks += [heading(RULES["splits"]), *paragraphs([CHARTS["comparison"].help])]
    return blocks


def _thresholds(meanings: Mapping[str, str], used: Mapping[str, float]) -> list[Block]:
    rows = [[name, f"{used[name]:.4g}", meaning] for name, meaning in meanings.items()]
    return tables([THRESHOLDS_HEAD, *rows], words=[2], wide=[2])
