"""Tables in files for tests, and what was read from them."""

from __future__ import annotations

from insight_widgets.read_options import ReadOptions
from insight_widgets.readers import csv_labels
from insight_widgets.report import build_report


def read(path, **options):
    return csv_labels.read(path, ReadOptions(progress=False, **options))


def table(folder, text, name="labels.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def labels(dataset, split="all"):
    """Return the class names of each image."""
    part = dataset.splits[split]
    found = {name: [] for name in part.images.name}
    for image, label in zip(part.labels.image, part.labels.label, strict=True):
        found[part.images.name[image]].append(dataset.classes[label] if label >= 0 else None)
    return found


def problems(dataset, split="all"):
    return {problem.code: problem.count for problem in dataset.splits[split].problems}


def reported(dataset):
    found = build_report(dataset, progress=False).to_dict()["problems"]
    return {problem["code"]: problem["count"] for problem in found}
