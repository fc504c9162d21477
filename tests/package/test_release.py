"""Before a release: what the packages hold, and the quickstart on the oldest and newest that is supported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tarfile
import zipfile
from email.parser import Parser

import pytest
from packaging.requirements import Requirement

from tests.package.conftest import PROJECT
from tests.package.pythons import oldest_versions, pythons

PYTHONS = pythons()
QUICKSTART = """
import json, shutil, sys
from pathlib import Path
assert shutil.which("node") is None, "this test is of an environment without Node"
cells = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["cells"]
space = {}
for cell in cells:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), space)
"""
NOT_BUNDLED = {
    *("@types/estree", "@types/geojson", "vega-typings"),  # types
    *("commander", "iconv-lite", "rw", "yargs"),  # command lines
    *("json-stringify-pretty-compact", "tslib"),
}
COPYLEFT = re.compile(r"\b(A?GPL|AFFERO|SSPL)", re.IGNORECASE)
LEFT_OVER = re.compile(r"(^|/)(node_modules|__pycache__|\.[a-z_]+_cache|\.venv|tests)(/|$)|\.map$|\.pyc$")
OF_A_MACHINE = re.compile(rb"/(?:home|root)/[a-z.]|//registry[.]|pyth[o]nhosted|pyp[i][.]org")


def files_of(package):
    """Return the names of the files of a package and what is in them."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(package) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {member.name: archive.extractfile(member).read() for member in members}


@pytest.mark.wheel
def test_nothing_is_left_over_in_a_package_or_tells_of_a_machine(packages):
    for package in packages:
        files = files_of(package)
        assert [name for name in files if LEFT_OVER.search(name)] == []
        assert [name for name, content in files.items() if OF_A_MACHINE.search(content)] == []


@pytest.mark.wheel
def test_the_metadata_say_what_an_index_shows(packages):
    files = files_of(packages[1])
    (name,) = (name for name in files if name.endswith(".dist-info/METADATA"))
    told = Parser().parsestr(files[name].decode())
    assert told["Name"] == "insight-widgets"
    assert told["Version"] == json.loads((PROJECT / "js" / "package.json").read_text())["version"]
    assert told["License-Expression"] == "Apache-2.0"
    assert told["Requires-Python"] == ">=3.11"
    assert told["Description-Content-Type"] == "text/markdown"
    assert told.get_payload().startswith("# Insight Widgets")
    needed = [Requirement(one) for one in told.get_all("Requires-Dist") if "extra ==" not in one]
    assert all(one.specifier for one in needed)
    assert any(path.endswith("licenses/LICENSE") for path in files)


@pytest.mark.wheel
def test_the_notices_name_the_licence_of_all_that_is_bundled(packages):
    notices = files_of(packages[1])["insight_widgets/static/THIRD-PARTY-NOTICES.txt"].decode()
    for name, version in bundled():
        assert f"{name} {version} (" in notices
    assert "Ariya Hidayat" in notices  # of Esprima, in a comment of vega-expression
    assert not COPYLEFT.search(notices)


@pytest.mark.wheel
def test_the_extension_tells_jupyter_the_licences_of_all_that_is_bundled(packages):
    files = files_of(packages[1])
    (name,) = (name for name in files if name.endswith("insight-widgets/static/third-party-licenses.json"))
    told = json.loads(files[name])["packages"]
    found = {(package["name"], package["versionInfo"]) for package in told}
    assert set(bundled()) <= found
    assert {name for name, _ in found} >= {"@rspack/core"}  # whose runtime loads the pieces
    assert all(package["licenseId"] and len(package["extractedText"]) > 300 for package in told)
    assert not any(COPYLEFT.search(package["licenseId"]) for package in told)


def bundled():
    """Return names and versions of what the front end needs while it runs, by the lock file."""
    lock = json.loads((PROJECT / "js" / "package-lock.json").read_text())["packages"]
    needed = list(lock[""]["dependencies"])
    for name in needed:
        further = lock[f"node_modules/{name}"].get("dependencies", {})
        needed += [one for one in further if one not in {*needed, *NOT_BUNDLED}]
    return [(name, lock[f"node_modules/{name}"]["version"]) for name in needed]


@pytest.mark.release
@pytest.mark.parametrize("versions", ["oldest", "newest"])
def test_the_quickstart_runs_on_the_wheel(packages, tmp_path, versions):
    minor = min(PYTHONS) if versions == "oldest" else max(PYTHONS)
    programs = tmp_path / "environment" / "bin"
    subprocess.run([PYTHONS[minor], "-m", "venv", programs.parent], check=True)
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("\n".join(oldest_versions(PROJECT)) if versions == "oldest" else "")
    pip = [programs / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, packages[1], "--constraint", constraints], check=True)
    page = tmp_path / "report.html"
    told = subprocess.run(
        [programs / "python", "-c", QUICKSTART, PROJECT / "notebooks" / "quickstart.ipynb"],
        env={**os.environ, "PATH": str(programs), "INSIGHT_REPORT_HTML": str(page)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-3000:]
    assert "Platelets" in told.stdout
    assert page.stat().st_size > 500_000


@pytest.mark.release
def test_what_is_needed_may_be_used_by_everybody(environment):
    programs, variables, _ = environment
    code = (
        "import importlib.metadata as m, json;"
        "print(json.dumps({d.name: [d.metadata['License-Expression'], d.metadata['License'],"
        " *[c for c in d.metadata.get_all('Classifier', []) if c.startswith('License')]]"
        " for d in m.distributions()}))"
    )
    told = subprocess.run(
        [programs / "python", "-c", code], check=True, env=variables, capture_output=True, text=True
    )
    licences = {
        name: [str(one)[:200] for one in all_of if one] for name, all_of in json.loads(told.stdout).items()
    }
    assert [name for name, told in licences.items() if any(COPYLEFT.search(one) for one in told)] == []
    assert [name for name, told in licences.items() if not told] == []
