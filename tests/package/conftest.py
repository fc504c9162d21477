"""The package as users get it, and an empty environment for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="package")
def packages(tmp_path_factory):
    """The sdist and the wheel, each built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--sdist", "--wheel", "--outdir", folder, PROJECT]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="package")
def empty(tmp_path_factory):
    """An empty environment: its programs, what its processes see (no Node), its pip."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    variables = {**os.environ, "PATH": str(folder / "bin")}
    return folder / "bin", variables, [folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]


@pytest.fixture(scope="package")
def environment(packages, empty):
    """The same, with the wheel installed."""
    _, variables, pip = empty
    subprocess.run([*pip, "install", "--quiet", packages[1]], check=True, env=variables)
    return empty
