"""Charts and tables of a report as files."""

from __future__ import annotations

import csv
import errno
import re
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from insight_widgets import Dataset, InsightError, SelectionError, build_report
from insight_widgets.columns import Split
from insight_widgets.curves import read_curves
from insight_widgets.export.csv_tables import csv_tables
from insight_widgets.export.pictures import chart_names, chart_of, file_names
from insight_widgets.export.text_width import fit_width, text_width
from insight_widgets.report import curves_report
from tests.builders import boxes, images
from tests.documents import all_tasks, curves, document, report_of, without_images

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {
    "multiclass": ["label_distribution"],
    "multilabel": ["label_distribution"],
    "detection": [
        "label_distribution",
        "box_labels",
        "box_area",
        "box_ratio",
        "boxes_per_image",
        "box_size",
        "box_position",
    ],
    "segmentation": ["label_distribution", *(f"mask_area/{name}" for name in ("dog", "cat", "bird", "fish"))],
}
HOSTILE = ("=1+1", "</svg><script>", "a/../b", "كلب", "大熊猫" * 30, "x" * 500, "A/B", "a/b")


def report(names=("dog", "cat"), splits=("train", "val")):
    """A detection set of four images a split, and a run."""
    rows = [(image, image % len(names), 1.0, 1.0, 9.0 + image, 5.0) for image in range(4)]
    parts = {split: Split(images(*[(50, 40)] * 4), boxes=boxes(rows)) for split in splits}
    dataset = Dataset("detection", tuple(names), parts, title="pets")
    run = {"epoch": range(12), "loss": [1 / (1 + x) for x in range(12)], "val_loss": [1.0] * 12}
    return build_report(dataset, curves=read_curves(run), progress=False)


def texts(drawing):
    return [element.text for element in drawing.iter(f"{SVG}text")]


def rows_of(file: Path):
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


@pytest.mark.parametrize("found", all_tasks(), ids=lambda found: found["task"])
def test_every_chart_of_the_report_is_drawn(found):
    assert chart_names(found) == ["insight_summary", *CHARTS[found["task"]], "comparison"]
    for name in chart_names(found):
        drawing = fromstring(chart_of(found, name).document())
        assert drawing.find(f"{SVG}desc").text.endswith(".")
        assert len(texts(drawing)) > 1


def test_curves_alone_have_their_charts():
    assert chart_names(curves()) == ["curve/loss", "curve/mAP"]


def test_a_set_without_images_has_charts_that_are_drawn():
    for task in ("multiclass", "multilabel", "detection", "segmentation"):
        for found in (without_images(task), without_images(task, ("dog", "cat"))):
            for name in chart_names(found):
                fromstring(chart_of(found, name).document())


def test_a_chart_is_written_and_nothing_is_written_over(tmp_path):
    target = tmp_path / "with blanks é 大" / "a chart.svg"
    target.parent.mkdir()
    assert report().to_svg(target, "box_labels") == target
    assert {"dog", "cat", "50%"} <= set(texts(fromstring(target.read_text("utf-8"))))
    target.write_text("mine")
    with pytest.raises(InsightError, match=r"is there already; .*overwrite=True"):
        report().to_svg(target, "box_labels")
    assert target.read_text() == "mine"
    report().to_svg(target, "box_labels", overwrite=True)
    assert target.read_text("utf-8").startswith("<svg")
    assert [file.name for file in target.parent.iterdir()] == ["a chart.svg"]


def test_an_unknown_chart_is_one_clear_error(tmp_path):
    with pytest.raises(SelectionError, match=r'no chart "box_lables" \(did you mean "box_labels"\?\)'):
        report().to_svg(tmp_path / "a.svg", "box_lables")
    with pytest.raises(SelectionError, match="there are insight_summary, curve/loss, label_distribution"):
        report().to_svg(tmp_path / "a.svg", "xyz")
    assert list(tmp_path.iterdir()) == []


def test_mask_areas_of_any_class_are_drawn_and_the_largest_are_listed():
    found = document("segmentation", [f"class {index}" for index in range(40)])
    assert sum(name.startswith("mask_area/") for name in chart_names(found)) == 12
    assert chart_of(found, "mask_area/class 39").words


def test_the_forest_plot_tells_every_ratio_and_what_differs():
    found = document("detection")
    row = found["comparison"]["classes"][0]
    row |= {"name": "wolf", "differs": True, "ratio": [None, 2.0, None]}
    drawing = fromstring(chart_of(found, "comparison").document())
    assert {"wolf", "only in validation", "1.0\N{MULTIPLICATION SIGN}"} <= set(texts(drawing))
    marks = [path for path in drawing.iter(f"{SVG}path") if path.get("fill") not in {None, "none"}]
    assert len(marks) == 1


def test_long_names_are_shortened_and_keep_their_whole_name_as_a_title():
    begun = "a name of a class that has no room beside its bar, "
    names = [begun + end for end in ("early", "later")]
    drawing = fromstring(chart_of(document("multiclass", [*names, "cat"]), "label_distribution").document())
    assert set(names) <= {title.text for title in drawing.iter(f"{SVG}title")}
    short = {text for text in texts(drawing) if "…" in text}
    assert {text.partition("…")[2][-5:] for text in short} == {"early", "later"}
    assert all(begun.startswith(text.partition("…")[0]) for text in short)


@pytest.mark.parametrize(
    "name", ["大熊猫和狗" * 9, "MMMM" * 20, "iiii" * 30, "كلب" * 30, "กขค" * 30, "😀" * 40]
)
def test_labels_have_room_left_of_their_bars(name):
    drawing = fromstring(chart_of(document("multiclass", [name, "cat"]), "label_distribution").document())
    label = next(group for group in drawing.iter(f"{SVG}g") if group.get("text-anchor") == "end")
    written = next(label.iter(f"{SVG}text"))
    bar = next(path for path in drawing.iter(f"{SVG}path"))
    assert float(written.get("x")) < float(re.match(r"M([\d.]+) ", bar.get("d"))[1])
    assert text_width(written.text) < float(written.get("x"))


def test_no_text_reaches_beyond_its_picture():
    wide = document("multiclass", ["dog", "cat"])
    wide["summary"]["classes"][0]["count"] = wide["summary"]["cutoff"] = 123_456_789
    wide["summary"]["classes"][0]["verdict"] = "serious"
    drawing = fromstring(chart_of(wide, "insight_summary").document())
    for text in drawing.iter(f"{SVG}text"):
        if text.get("text-anchor") is None and float(text.get("x")) > 200:
            assert float(text.get("x")) + text_width(text.text) <= float(drawing.get("width"))


def test_a_text_that_fits_is_left_alone():
    assert fit_width("cat", text_width("cat")) == "cat"
    assert fit_width("cat", text_width("cat") - 1).endswith("…")


def test_all_tables_are_written_with_what_the_report_counts(tmp_path):
    made = report()
    files = {file.name: file for file in made.to_csv(tmp_path / "out" / "tables")}
    assert rows_of(files["splits.csv"]) == [
        ["split", "images", "labels"],
        ["train", "4", "4"],
        ["val", "4", "4"],
    ]
    assert rows_of(files["box_labels.csv"]) == [
        ["class", "train", "val"],
        ["dog", "2", "2"],
        ["cat", "2", "2"],
    ]
    area = rows_of(files["box_area.csv"])
    assert area[0] == ["class", "bin", "train", "val"]
    assert sum(int(row[2]) for row in area[1:] if row[0] == "(all classes)") == 4
    assert sum(int(row[3]) for row in rows_of(files["box_position.csv"])[1:]) == 4
    assert len(rows_of(files["curves.csv"])) == 1 + 24
    assert rows_of(files["curve_verdicts.csv"])[1][:3] == ["loss", "0", made.document["curves"][0]["verdict"]]
    assert rows_of(files["comparison_val.csv"])[0][:3] == ["class", "train", "train_share"]
    assert rows_of(files["plan.csv"])[0][0] == "class"


def test_problems_have_a_row_an_example(tmp_path):
    report_of("detection").to_csv(tmp_path)
    head, *rows = rows_of(tmp_path / "problems.csv")
    assert head == ["code", "level", "split", "count", "text", "example"]
    assert {tuple(row[:4]) for row in rows} >= {("duplicate-label", "problem", "train", "13")}
    assert sum(row[0] == "duplicate-label" and row[2] == "train" for row in rows) == 10


@pytest.mark.parametrize("task", ["multiclass", "multilabel", "detection", "segmentation"])
def test_tables_of_every_task_have_rows_of_one_length(task, tmp_path):
    for rows in csv_tables(report_of(task)).values():
        assert len({len(row) for row in rows}) <= 1


def test_curves_alone_have_their_tables(tmp_path):
    run = curves_report(read_curves({"epoch": range(9), "loss": range(9)}), "a run")
    assert {file.name for file in run.to_csv(tmp_path)} == {"curves.csv", "curve_verdicts.csv"}


def test_names_that_look_like_formulas_are_made_text(tmp_path):
    report(HOSTILE).to_csv(tmp_path)
    names = [row[0] for row in rows_of(tmp_path / "box_labels.csv")]
    assert "'=1+1" in names
    assert "大熊猫" * 30 in names


def test_files_of_hostile_names_stay_in_their_folder():
    found = file_names([f"mask_area/{name}" for name in (*HOSTILE, "..", "")])
    assert len({name.casefold() for name in found.values()}) == len(HOSTILE) + 2
    assert all(re.fullmatch(r"[\w-]{1,90}", name) for name in found.values())


def test_tables_are_not_written_over_unless_asked(tmp_path):
    (tmp_path / "splits.csv").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine too")
    with pytest.raises(InsightError, match=r"splits.csv: is there already"):
        report().to_csv(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["notes.txt", "splits.csv"]
    report().to_csv(tmp_path, overwrite=True)
    assert rows_of(tmp_path / "splits.csv")[1][0] == "train"
    assert (tmp_path / "notes.txt").read_text() == "mine too"


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    write, written = Path.write_bytes, []

    def full(self, data):
        written.append(self)
        if len(written) > 3:
            write(self, data[:10])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InsightError, match=r"cannot be written \(No space left on device\)"):
        report().to_csv(tmp_path / "new" / "tables")
    assert list(tmp_path.rglob("*.csv")) == []
    assert not (tmp_path / "new" / "tables").exists()
    (tmp_path / "splits.csv").write_text("mine")
    with pytest.raises(InsightError, match="No space left"):
        report().to_csv(tmp_path, overwrite=True)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["splits.csv"]
    assert (tmp_path / "splits.csv").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    for place in ("/proc/none", tmp_path / "file"):
        (tmp_path / "file").write_text("")
        with pytest.raises(InsightError, match="cannot be written"):
            report().to_csv(place)
    with pytest.raises(InsightError, match="there is no folder"):
        report().to_svg(tmp_path / "none" / "a.svg", "box_labels")
