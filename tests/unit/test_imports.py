"""What is imported when: the package is cheap to import, and so is reading and counting."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"altair", "pandas", "ipywidgets", "anywidget", "skimage", "scipy", "PIL", "pycocotools"}
COUNT = """
from insight_widgets import examples, load, build_report
build_report(load(examples.blood_cells(), progress=False), progress=False).to_dict()
"""


def modules_after(code):
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    return {name.split(".")[0] for name in told.stdout.split()}


SHOW = """
from insight_widgets import InsightReport, examples
InsightReport(examples.blood_cells(), progress=False)._repr_mimebundle_()
"""


@pytest.mark.parametrize("code", ["import insight_widgets", COUNT], ids=["package", "reading and counting"])
def test_nothing_heavy_is_imported(code):
    assert not modules_after(code) & HEAVY


def test_a_report_is_shown_without_the_libraries_that_are_slow_to_import():
    assert not modules_after(SHOW) & {"altair", "pandas", "skimage", "scipy", "pyarrow"}


def test_importing_the_package_does_not_even_import_numpy():
    assert "numpy" not in modules_after("import insight_widgets")


def test_every_public_name_can_be_had():
    import insight_widgets

    for name in insight_widgets.__all__:
        assert getattr(insight_widgets, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        insight_widgets.nothing  # noqa: B018
