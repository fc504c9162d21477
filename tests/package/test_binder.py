"""What Binder makes of the repository: the files resolve, and JupyterLab shows the quickstart from them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.package.conftest import PROJECT
from tests.ui.jupyter import Lab
from tests.ui.view import View

REPOSITORY = ("binder", "notebooks")
QUICKSTART = "notebooks/quickstart.ipynb"
pytestmark = [pytest.mark.wheel, pytest.mark.ui]


@pytest.fixture(scope="module")
def repository(packages, tmp_path_factory):
    """The parts of a checkout that Binder uses, with a wheel in dist/ as before a release."""
    folder = tmp_path_factory.mktemp("repository")
    for name in REPOSITORY:
        shutil.copytree(PROJECT / name, folder / name)
    (folder / "dist").mkdir()
    shutil.copy(packages[1], folder / "dist")
    return folder


@pytest.fixture(scope="module")
def environment(repository, tmp_path_factory):
    """An empty environment in which Binder's files were carried out; there is no Node in it."""
    programs = tmp_path_factory.mktemp("binder") / "bin"
    subprocess.run([sys.executable, "-m", "venv", programs.parent], check=True)
    path = f"{programs}{os.pathsep}{os.defpath}"
    assert shutil.which("node", path=str(programs)) is None
    pip = [programs / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "-r", repository / "binder" / "requirements.txt"], check=True)
    told = {**os.environ, "PATH": path}
    subprocess.run([repository / "binder" / "postBuild"], check=True, cwd=repository, env=told)
    return programs


def test_the_image_is_planned_by_its_builder(repository):
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", repository]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    plan = told.stdout + told.stderr
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in plan
    assert "binder/postBuild" in plan
    assert "python=3.11" in plan


def test_jupyterlab_opens_the_quickstart_and_shows_the_report(environment, repository, tmp_path, page):
    lab = Lab(tmp_path, python=environment / "python")
    try:
        shutil.copytree(repository / "notebooks", lab.root / "notebooks")
        notebook = lab.open(page, QUICKSTART)
        notebook.run_all()
        assert View(page).texts("box_labels", 0) == ["85%", "7.6%", "7.5%"]
    finally:
        lab.stop()
