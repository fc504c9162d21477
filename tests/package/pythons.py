"""The Pythons of this machine, and the oldest versions of what the package needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

OLDEST, NEWEST = 11, 20
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))


def pythons():
    """Return the programs of Python 3.11 and newer that run here, by minor version."""
    found = {}
    for minor in range(OLDEST, NEWEST):
        name = f"python3.{minor}"
        kept = sorted(PYENV.glob(f"versions/3.{minor}.*/bin/{name}"))
        candidates = [program for program in (shutil.which(name), *map(str, kept)) if program]
        running = [program for program in candidates if _runs(program)]
        if running:
            found[minor] = running[0]
    return found


def _runs(program):
    return (
        subprocess.run([program, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode
        == 0
    )


def oldest_versions(project):
    """Return constraints that pin what the package needs to the lowest versions that it allows."""
    declared = tomllib.loads((project / "pyproject.toml").read_text())["project"]["dependencies"]
    pinned = []
    for requirement in map(Requirement, declared):
        (lowest,) = (spec.version for spec in requirement.specifier if spec.operator == ">=")
        pinned.append(f"{requirement.name}=={lowest}")
    return pinned
