"""The charts: what their specifications say, and what Vega makes of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from insight_widgets.charts.catalog import chart_entries, charts_of, made_of_all
from insight_widgets.charts.kept import kept_specifications
from insight_widgets.dataset import TASKS
from insight_widgets.stats.bins import BOX_AREA, BOX_RATIO, BOXES_PER_IMAGE, MASK_AREA

ROOT = Path(__file__).parents[2]
VERSIONS = ROOT / "insight_widgets" / "static" / "versions.json"
NODE = shutil.which("node")

needs_vega = pytest.mark.skipif(
    not (NODE and (ROOT / "js" / "node_modules" / "vega-lite").is_dir()),
    reason="Vega is not installed (make js, or npm install in js/)",
)
ROWS = [
    {"place": 0, "value": 40, "whole": 30, "text": "40%", "on": True},
    {"place": 1, "value": 20, "whole": 50, "text": "20%", "on": True},
    {"place": 2, "value": None, "whole": 10, "text": "", "on": True},
    {"place": 3, "value": 10, "whole": None, "text": "10%", "on": False},
]


def spec_of(chart: str, task: str = "detection") -> dict[str, Any]:
    return next(entry["spec"] for entry in chart_entries(task) if entry["id"] == chart)


def draw_all(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what Vega draws: warnings, the SVG text, and the items of each mark from back to front."""
    script = (Path(__file__).parent / "draw.mjs").read_text()
    command = [str(NODE), "--input-type=module", "--eval", script]
    done = subprocess.run(
        command, cwd=ROOT / "js", input=json.dumps(jobs), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def draw(chart: str, data: dict[str, Any], *, task: str = "detection", **signals: Any) -> dict[str, Any]:
    """Return what Vega draws of one chart, 200 pixels wide."""
    return draw_all([{"spec": spec_of(chart, task), "data": data, "signals": signals, "width": 200}])[0]


def points(train, val):
    return [
        {"step": step, "value": value, "split": split, "colour": split, "series": split}
        for split, values in (("train", train), ("val", val))
        for step, value in enumerate(values)
    ]


def test_catalogue_has_the_charts_of_each_task_in_the_order_of_the_report():
    named = {task: [entry.id for entry in charts_of(task)] for task in TASKS}
    first = ["insight_summary", "curve", "label_distribution"]
    boxes = ["box_labels", "box_area", "box_ratio", "boxes_per_image", "box_size", "box_position"]
    assert named == {
        "multiclass": [*first, "comparison"],
        "multilabel": [*first, "comparison"],
        "detection": [*first, *boxes, "comparison"],
        "segmentation": [*first, "mask_area", "comparison"],
    }
    assert [entry.id for entry in charts_of(None)] == ["curve"]


def test_catalogue_says_whether_a_statistic_should_be_balanced():
    notes = {entry.id: entry.note for task in TASKS for entry in charts_of(task)}
    assert all("should be balanced" in notes[chart] for chart in ("label_distribution", "box_labels"))
    need_not = ("box_area", "box_ratio", "boxes_per_image", "box_size", "box_position", "mask_area")
    assert all("need not be balanced" in notes[chart] for chart in need_not)


def test_catalogue_has_the_bins_of_the_document():
    bins = {entry.id: entry.bins for task in TASKS for entry in charts_of(task) if entry.bins}
    assert bins == {
        "box_area": BOX_AREA.names,
        "box_ratio": BOX_RATIO.names,
        "boxes_per_image": BOXES_PER_IMAGE.names,
        "mask_area": MASK_AREA.names,
    }


def test_catalogue_does_not_import_altair():
    code = (
        "import sys; from insight_widgets.charts.catalog import charts_of; charts_of('detection');"
        "import insight_widgets.charts; assert 'altair' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_charts_are_public_functions():
    from insight_widgets import charts

    assert charts.label_distribution(stacked=True).to_dict()["name"] == "label_distribution"
    assert set(charts.__all__) <= set(dir(charts))
    with pytest.raises(AttributeError, match="no attribute 'pie'"):
        charts.pie  # noqa: B018


@pytest.mark.parametrize("task", TASKS)
def test_specifications_are_small_and_hold_no_data(task):
    for entry in chart_entries(task):
        text = json.dumps(entry["spec"], separators=(",", ":"))
        assert len(text) < 5_500
        assert entry["spec"]["data"] in ({"name": "rows"}, {"name": "points"})
        assert "datasets" not in entry["spec"]


def test_kept_specifications_are_those_that_altair_makes():
    """Apart from the schema's address, which tells the version of Vega-Lite that Altair was made for."""

    def without_schema(specifications):
        return json.loads(re.sub(r'"\$schema": "[^"]*",? ?', "", json.dumps(specifications, sort_keys=True)))

    assert without_schema(kept_specifications()) == without_schema(made_of_all()), (
        "the charts have changed: python -m insight_widgets.charts"
    )


def test_specifications_do_not_follow_the_theme_of_other_charts():
    import altair as alt

    from insight_widgets.charts import box_area
    from insight_widgets.charts.theme import specification

    with alt.theme.enable("dark"):
        assert specification(box_area()) == spec_of("box_area")


def test_every_colour_is_a_variable_of_the_page():
    text = json.dumps([chart_entries(task) for task in TASKS])
    bare = re.sub(r"var\([^)]*\)", "", text)
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", bare)


def test_bundled_vega_lite_understands_the_schema_that_altair_writes():
    """Altair writes the schema of one Vega-Lite; the bundled one may be newer, within its major version."""
    import altair as alt

    if not VERSIONS.exists():
        pytest.skip("the front end is not built")
    wanted = [int(part) for part in alt.SCHEMA_VERSION.lstrip("v").split(".")]
    bundled = [int(part) for part in json.loads(VERSIONS.read_text())["vega-lite"].split(".")]
    assert bundled[0] == wanted[0]
    assert bundled[1] >= wanted[1]


@needs_vega
def test_specifications_draw_without_a_warning():
    data = {"curve": {"points": points([1], [])}}
    jobs = [
        {"spec": entry["spec"], "data": data.get(entry["id"], {"rows": []}), "signals": {}, "width": 200}
        for task in TASKS
        for entry in chart_entries(task)
    ]
    others = next(entry["others"] for entry in chart_entries(None))
    named = {"log": {"points": points([1], [2])}, "rate": {"rates": points([1], [])}}
    jobs += [
        {"spec": spec, "data": named[name], "signals": {}, "width": 200} for name, spec in others.items()
    ]
    assert sorted(others) == ["log", "rate"]
    assert [drawn["warnings"] for drawn in draw_all(jobs)] == [[]] * len(jobs)


@needs_vega
def test_bars_stand_in_rows_of_24_pixels():
    drawn = draw("box_area", {"rows": ROWS}, xmax=50, colour="red")
    whole, bars, _ = drawn["marks"]
    assert drawn["warnings"] == []
    assert 'width="253" height="120"' in drawn["svg"]
    assert [(bar["y"], bar["height"]) for bar in bars] == [(4, 16), (28, 16), (52, 16), (76, 16)]
    assert [(bar["y"], bar["height"]) for bar in whole] == [(2, 20), (26, 20), (50, 20), (74, 20)]
    assert [bar["width"] for bar in bars] == [160, 80, 0, 40]
    assert [bar["width"] for bar in whole] == [120, 200, 40, 0]
    assert {bar["fill"] for bar in bars} == {"red"}


@needs_vega
def test_rows_that_are_not_picked_are_dimmed_and_their_numbers_muted():
    _, bars, texts = draw("box_area", {"rows": ROWS}, xmax=50)["marks"]
    assert [bar["opacity"] for bar in bars] == [1, 1, 1, 0.35]
    assert len({text["fill"] for text in texts[:3]}) == 1
    assert texts[3]["fill"] != texts[0]["fill"]
    assert [text["text"] for text in texts] == ["40%", "20%", "", "10%"]
    assert [text["x"] for text in texts] == [160, 200, 40, 40]


@needs_vega
def test_negative_images_fill_the_bar_up_to_100_percent():
    negative, _, bars, _ = draw("label_distribution", {"rows": ROWS}, xmax=100)["marks"]
    ends = [bar["x"] + bar["width"] for bar in negative]
    assert ends == [200, 200, 0, 200]  # where nothing can be said, nothing is drawn
    assert [bar["x"] for bar in negative] == [bar["width"] for bar in bars]
    assert len(draw("label_distribution", {"rows": ROWS}, task="multiclass")["marks"]) == 3


@needs_vega
def test_sizes_are_parts_of_a_bar_of_100_percent():
    shares = {"under_8": 5, "under_16": 20, "value": 50, "whole": None, "text": "50%", "on": True}
    nothing = dict.fromkeys(shares) | {"text": "", "on": False}
    drawn = draw("box_size", {"rows": [{"place": 0, **shares}, {"place": 1, **nothing}]}, colour="red")
    behind, tiny, smaller, small, texts = drawn["marks"]
    assert drawn["warnings"] == []
    assert [bar["width"] for bar in behind] == [200, 0]
    assert [(bar[0]["x"], bar[0]["width"]) for bar in (tiny, smaller, small)] == [(0, 10), (10, 30), (40, 60)]
    assert [bar[1]["width"] for bar in (tiny, smaller, small)] == [0, 0, 0]
    assert re.findall(r'fill-opacity="([\d.]+)"', drawn["svg"])[::2] == ["1", "0.62", "0.3"]
    assert [text["text"] for text in texts] == ["50%", ""]
    assert texts[0]["x"] == 100


@needs_vega
def test_cells_of_a_map_lie_in_their_place_and_have_a_colour_a_step():
    cells = [{"across": 0, "down": 0, "step": 0}, {"across": 11, "down": 6, "step": 8}]
    (marks,) = draw("box_position", {"rows": cells})["marks"]
    assert [(cell["x"], cell["y"]) for cell in marks] == [(0, 0), (pytest.approx(200 * 11 / 12), 120)]
    assert [re.findall("--iw-([a-z0-9-]+)", cell["fill"]) for cell in marks] == [["heat-0"], ["heat-8"]]


@needs_vega
def test_percent_axis_has_plain_numbers():
    texts = [re.findall(r">([^<]+%)<", draw("box_area", {"rows": []}, xmax=end)["svg"]) for end in (1, 60)]
    assert texts == [["0%", "0.2%", "0.4%", "0.6%", "0.8%", "1%"], ["0%", "20%", "40%", "60%"]]


@needs_vega
def test_ratios_stand_on_a_logarithmic_axis_around_one():
    rows = [
        {"place": 0, "ratio": 0.4, "low": 0.2, "high": 0.8, "differs": True, "edge": "", "on": True},
        {"place": 1, "ratio": 1, "low": 0.5, "high": 2, "differs": False, "edge": "", "on": False},
        {"place": 2, "ratio": 5, "low": 2, "high": 5, "differs": True, "edge": "right", "on": True},
        {"place": 3, "ratio": None, "low": None, "high": None, "differs": False, "edge": "", "on": True},
    ]
    drawn = draw("comparison", {"rows": rows}, xmin=0.2, xmax=5, ticks=[0.2, 1, 5])
    line, intervals, marks = drawn["marks"]
    assert drawn["warnings"] == []
    assert line[0]["x"] == marks[1]["x"] == 100
    assert [marks[0]["x"], marks[2]["x"]] == pytest.approx([43.07, 200], abs=0.01)
    assert intervals[0]["x"] == 0
    assert [mark["opacity"] for mark in marks] == [1, 0.35, 1, 1]
    assert marks[0]["fill"] == marks[2]["fill"] != marks[1]["fill"]
    assert [mark["size"] for mark in marks] == [70, 70, 70, 0]
    assert re.findall(">([0-9.]+)\N{MULTIPLICATION SIGN}<", drawn["svg"]) == ["0.2", "1", "5"]


SUMMARY = [
    {"place": 0, "value": 123, "share": "41%", "text": "123", "verdict": "well"},
    {"place": 1, "value": 53, "share": "18%", "text": "53", "verdict": "mild"},
    {"place": 2, "value": 11, "share": "", "text": "11 · 4%", "verdict": "serious"},
]


@needs_vega
def test_summary_has_verdict_colours_shares_and_the_cutoff():
    rows = [row | {"whole": None, "on": True} for row in SUMMARY]
    _, bars, line, shares, counts = draw("insight_summary", {"rows": rows}, xmax=123, cutoff=56)["marks"]
    assert [re.findall("--iw-([a-z]+)", bar["fill"]) for bar in bars] == [["well"], ["mild"], ["serious"]]
    assert line[0]["x"] == pytest.approx(200 * 56 / 123)
    assert line[0]["opacity"] == 1
    assert [share["text"] for share in shares] == ["41%", "18%", ""]
    assert [count["text"] for count in counts] == ["123", "53", "11 · 4%"]


@needs_vega
def test_the_cutoff_line_never_crosses_a_number():
    rows = [row | {"whole": None, "on": True} for row in SUMMARY]
    line, _, counts = draw("insight_summary", {"rows": rows}, xmax=123, cutoff=56)["marks"][2:]
    assert counts[0]["dx"] == counts[2]["dx"] == 5
    assert counts[1]["x"] + counts[1]["dx"] > line[0]["x"]


@needs_vega
def test_a_negative_cutoff_hides_the_line():
    rows = [row | {"whole": None, "on": True} for row in SUMMARY]
    assert draw("insight_summary", {"rows": rows}, xmax=123, cutoff=-1)["marks"][2][0]["opacity"] == 0


CURVE = {"smooth": [], "dots": [], "marks": [], "best": [], "since": [], "chance": []}
BEHIND = 3
"""Marks behind the lines: the span of the verdict, chance and its name."""


@needs_vega
def test_a_curve_has_a_gap_and_a_cross_where_it_is_not_finite():
    data = CURVE | {
        "points": points([3, 2, 1, 1], [3, None, 2, 2]),
        "dots": points([3, 2, 1, 1], [3, None, 2, 2]),
        "marks": [{"step": 1, "split": "val", "colour": "val"}],
    }
    drawn = draw("curve", data, x_title="epoch", x1=3, y0=0, y1=3)
    lines, _, discs, crosses = drawn["marks"][BEHIND : BEHIND + 4]
    assert drawn["warnings"] == []
    assert [item["defined"] for item in lines[1]["inner"]] == [True, False, True, True]
    assert len(discs) == 7
    assert [(cross["x"], cross["y"]) for cross in crosses] == [(pytest.approx(200 / 3), 175)]
    assert "epoch" in drawn["svg"]


@needs_vega
def test_a_curve_marks_its_best_step_inside_the_plot():
    best = [{"step": 2, "value": 1.5, "colour": "val", "label": "best 2"}]
    drawn = draw("curve", CURVE | {"points": points([3, 2, 1], [3, 2, 1.5]), "best": best}, x1=2, y0=1, y1=3)
    ring = drawn["marks"][BEHIND + 4]
    label = drawn["marks"][BEHIND + 7]
    assert [(mark["x"], mark["y"]) for mark in ring] == [(200, 135)]
    assert label[0]["text"] == "best 2"
    assert label[0]["align"] == "right"


@needs_vega
def test_a_curve_has_a_rule_where_its_verdict_begins_and_the_span_behind():
    data = CURVE | {"points": points([3, 2, 1], [3, 2, 4]), "since": [{"step": 1, "label": "1"}]}
    marks = draw("curve", data, x1=2, y0=1, y1=4)["marks"]
    (span,), (rule,), (label,) = marks[0], marks[BEHIND + 5], marks[BEHIND + 6]
    assert (span["x"], span["width"], span["height"]) == (100, 100, 180)
    assert rule["x"] == 100
    assert label["text"] == "since 1"


@needs_vega
def test_chance_is_a_named_line():
    data = CURVE | {"points": points([0.2, 0.9], []), "chance": [{"step": 0, "value": 0.1}]}
    marks = draw("curve", data, x1=1, y0=0, y1=1)["marks"]
    (rule,), (label,) = marks[1:3]
    assert rule["y"] == pytest.approx(162)
    assert label["text"] == "chance"


@needs_vega
def test_values_of_a_log_scale_lie_by_their_powers():
    spec = next(entry["others"]["log"] for entry in chart_entries(None))
    data = CURVE | {"points": points([1, 0.1, 0.01], []), "dots": points([1, 0.1, 0.01], [])}
    job = {"spec": spec, "data": data, "signals": {"x1": 2, "y0": 0.01, "y1": 1}, "width": 200}
    discs = draw_all([job])[0]["marks"][BEHIND + 2]
    assert [round(disc["y"]) for disc in discs] == [0, 90, 180]
