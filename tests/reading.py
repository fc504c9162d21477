"""What tests of readers share: a path as a document, and its problems."""

from __future__ import annotations

from insight_widgets.loading import load
from insight_widgets.report import build_report


def report(path, **options):
    """Return the document of what lies at a path."""
    return build_report(load(path, progress=False, **options), progress=False).to_dict()


def problems(document):
    """Return the problems of a document by code and split."""
    return {(one["code"], one["split"]): one for one in document["problems"]}
