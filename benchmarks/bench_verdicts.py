"""Verdicts on labelled training curves: hits and false alarms by case and family, beside published rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.published_rules import RULES
from benchmarks.real_logs import LABELLED, LOGS
from benchmarks.verdict_curves import labelled_curves
from insight_widgets.curves import read_curves
from insight_widgets.judging.document import curves_document
from insight_widgets.judging.judge import judge
from insight_widgets.judging.rule import CurveRule
from insight_widgets.texts.curves import TOO_EARLY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.real_logs import Label
    from benchmarks.verdict_curves import Labelled, Values
    from insight_widgets.judging.verdict import Verdict

EACH = 2_000
LONG = 1_000_000
UNSURE = "unsure"


def main() -> None:
    """Print hits on clear curves, what is said of unclear ones, and how often other rules fire."""
    start = perf_counter()
    said: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    fired: dict[str, Counter[str]] = defaultdict(Counter)
    for curve in labelled_curves(EACH):
        said[curve.case, curve.family, curve.clear][_answer(curve)] += 1
        if curve.clear:
            fired[curve.case].update(
                name for name, (_, rule) in RULES.items() if rule(curve.train, curve.val)
            )
    for case in dict.fromkeys(case for case, _, _ in said):
        _tell_case(case, {key[1:]: answers for key, answers in said.items() if key[0] == case})
    _tell_rules(fired, said)
    print(f"{sum(map(Counter.total, said.values())):,} curves in {perf_counter() - start:.0f} s")
    _tell_long()
    _tell_real()


def _tell_real() -> None:
    """Print what is said of real logs, beside what somebody saw in them."""
    if not LOGS.exists():
        print("no real logs here")
        return
    right = Counter(_is_right(label, _headline(label.log)) for label in LABELLED)
    for label in LABELLED:
        said = _headline(label.log)
        mark = "   " if _is_right(label, said) else "NOT"
        print(f"{mark} {label.case or 'unclear':8} {said['verdict']:6} {label.log}: {label.reason}")
    print(f"real logs: {right[True]} of {len(LABELLED)} as labelled")


def _headline(log: str) -> dict[str, Any]:
    said: dict[str, Any] = curves_document(read_curves(LOGS / log))["curves_headline"]
    return said


def _is_right(label: Label, said: Mapping[str, Any]) -> bool:
    unsure = said["text"].startswith(TOO_EARLY) or said["verdict"] == "short"
    return unsure if label.case is None else bool(said["verdict"] == label.case)


def _verdict(train: Values, val: Values) -> Verdict:
    steps = np.arange(len(train), dtype=np.float64)
    return judge(np.column_stack([steps, train]), np.column_stack([steps, val]), CurveRule())


def _answer(curve: Labelled) -> str:
    """Return the right case, also where it is not sure; "unsure" for a wrong one that is not; a wrong one."""
    verdict = _verdict(curve.train, curve.val)
    case = f"B {verdict.kind}" if verdict.case == "B" else str(verdict.case)
    return UNSURE if case != curve.case and verdict.is_unsure else case


def _tell_case(case: str, said: dict[tuple[str, bool], Counter[str]]) -> None:
    clear, unclear = (
        {family: answers for (family, is_clear), answers in said.items() if is_clear == wanted}
        for wanted in (True, False)
    )
    print(
        f"{case:28} {'clear':>7} {'hits':>7} {'unsure':>7}   {'unclear':>7} {'hits':>7} {'wrong, sure':>12}"
    )
    for family in clear | unclear:
        _tell(f"  {family}", case, clear.get(family, Counter()), unclear.get(family, Counter()))
    _tell("  all", case, sum(clear.values(), Counter()), sum(unclear.values(), Counter()))


def _tell(name: str, case: str, clear: Counter[str], unclear: Counter[str]) -> None:
    wrong = unclear.total() - unclear[case] - unclear[UNSURE]
    print(
        f"{name:28} {clear.total():7,} {_share(clear[case], clear)} {_share(clear[UNSURE], clear)}   "
        f"{unclear.total():7,} {_share(unclear[case], unclear)} {_share(wrong, unclear):>12}"
    )


def _share(count: int, of: Counter[str]) -> str:
    return f"{count / of.total():7.1%}" if of.total() else f"{'-':>7}"


def _tell_rules(fired: dict[str, Counter[str]], said: dict[tuple[str, str, bool], Counter[str]]) -> None:
    """Print how often each rule fires on clear curves that have what it looks for, and on healthy ones."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for (case, _, clear), answers in said.items():
        totals[case] += answers if clear else Counter()
    print(f"{'on clear curves':28} {'looks for':>14} {'hits':>7} {'false alarms on healthy ones':>29}")
    for name, (case, _) in RULES.items():
        hits, alarms = (_share(fired[of][name], totals[of]) for of in (case, "A"))
        print(f"  {name:26} {case:>14} {hits} {alarms:>29}")
    for case in ("B overfitting", "D"):
        hits, alarms = _share(totals[case][case], totals[case]), _share(totals["A"][case], totals["A"])
        print(f"  {'ours':26} {case:>14} {hits} {alarms:>29}")
    wrong = totals["A"].total() - totals["A"]["A"] - totals["A"][UNSURE]
    print(f"  {'ours, of any kind':26} {'':>14} {'':>7} {_share(wrong, totals['A']):>29}")


def _tell_long() -> None:
    rng = np.random.default_rng(4)
    values = 1 / (1 + np.arange(LONG) / 1e4) + 0.05 * rng.normal(size=LONG)
    start = perf_counter()
    verdict = _verdict(values, values)
    print(f"{LONG:,} points of train and of validation: {verdict.case} in {perf_counter() - start:.2f} s")
