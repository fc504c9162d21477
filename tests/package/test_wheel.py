"""What users install: a wheel with the front end in it, into an empty environment, without Node."""

from __future__ import annotations

import json
import subprocess
import tarfile
import zipfile

import pytest

from hatch_build import STATIC_FILES
from tests.package.conftest import PROJECT
from tests.ui.view import View

LARGEST_CLOSURE = 50
SHOW = """
import json, shutil, sys
assert shutil.which("node") is None, "this test is of an environment without Node"
from insight_widgets import InsightReport, __version__, examples
report = InsightReport(examples.blood_cells(), title="Blood cells")
report.to_html(sys.argv[1])
html = "text/html" in report._repr_mimebundle_()[0]
print(json.dumps({"version": __version__, "html": html, "repr": repr(report)}))
"""
pytestmark = pytest.mark.wheel


def names_in(wheel):
    return {name for name in contents(wheel) if ".dist-info" not in name and ".data/" not in name}


def contents(wheel):
    """Return the files of a wheel and the sums of their bytes."""
    with zipfile.ZipFile(wheel) as archive:
        return {file.filename: file.CRC for file in archive.infolist()}


def test_the_wheel_holds_the_front_end_and_the_examples(packages):
    names = names_in(packages[1])
    assert {f"insight_widgets/static/{name}" for name in STATIC_FILES} <= names
    assert "insight_widgets/data/blood_cells/instances_train.json" in names
    assert "insight_widgets/data/coco_tiny/LICENSE.md" in names
    assert not any("node_modules" in name or name.startswith(("tests", "js")) for name in names)


def test_the_wheel_puts_the_extension_where_jupyter_looks_for_it_and_nowhere_else(packages):
    names = contents(packages[1])
    (entry,) = (
        name for name in names if name.endswith("share/jupyter/labextensions/insight-widgets/package.json")
    )
    with zipfile.ZipFile(packages[1]) as archive:
        loaded = json.loads(archive.read(entry))["jupyterlab"]["_build"]["load"]
    assert entry.replace("package.json", loaded) in names
    assert not any(name.startswith("insight_widgets/labextension") for name in names)
    assert any(name.endswith("etc/jupyter/jupyter_server_config.d/insight-widgets.json") for name in names)


def test_the_sdist_has_all_that_the_wheel_has_and_the_sources_of_the_front_end(packages):
    sdist, wheel = packages
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert names_in(wheel) <= names
    assert {"js/package.json", "js/package-lock.json", "js/src/report.ts"} <= names


def test_the_sdist_builds_the_same_wheel_without_node(packages, empty, tmp_path):
    sdist, wheel = packages
    _, variables, pip = empty
    command = [*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, sdist]
    subprocess.run(command, check=True, env=variables)
    (built,) = tmp_path.glob("*.whl")
    assert contents(built) == contents(wheel)


def test_at_most_fifty_packages_are_installed(environment):
    _, variables, pip = environment
    listed = subprocess.run(
        [*pip, "list", "--format=json"], check=True, env=variables, capture_output=True, text=True
    )
    ours = {"pip", "setuptools", "insight-widgets"}  # what the environment came with, and ourselves
    closure = {package["name"] for package in json.loads(listed.stdout)} - ours
    assert len(closure) <= LARGEST_CLOSURE, sorted(closure)
    assert not closure & {"torch", "tensorflow", "opencv-python", "plotly"}


def test_the_installed_package_shows_a_report(environment, page, tmp_path):
    bin_folder, variables, _ = environment
    target = tmp_path / "report.html"
    told = subprocess.run(
        [bin_folder / "python", "-c", SHOW, target],
        check=True,
        env=variables,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    found = json.loads(told.stdout)
    assert found["html"]
    assert found["repr"].startswith("InsightReport(detection, 3 classes, train 205 images")
    assert found["version"] == json.loads((PROJECT / "js" / "package.json").read_text())["version"]
    page.goto(target.as_uri())
    assert View(page).texts("box_labels", 0) == ["85%", "7.6%", "7.5%"]


def test_the_installed_command_reports(environment, tmp_path):
    bin_folder, variables, _ = environment
    data = next((bin_folder.parent / "lib").glob("python*/site-packages/insight_widgets/data/blood_cells"))
    command = [bin_folder / "insight-widgets", "report", data, "--json", "-"]
    told = subprocess.run(command, check=True, env=variables, cwd=tmp_path, capture_output=True, text=True)
    assert json.loads(told.stdout)["summary"]["headline"] == "A"
