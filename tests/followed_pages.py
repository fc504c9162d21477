"""Pages of the docs whose steps are followed: their code, and how it gets into a copy of the package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
STEP = re.compile(r"`(insight_widgets/[\w/]+\.py)`[^`]*```(python|diff)\n(.*?)```", re.DOTALL)


def blocks(page):
    """Return the Python of a page, block by block."""
    return re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


def package_with(page, folder):
    """Copy the package into a folder, with the files that a page adds and the lines that it changes."""
    images = shutil.ignore_patterns("__pycache__", "*.jpg", "labextension")
    shutil.copytree(PROJECT / "insight_widgets", folder / "insight_widgets", ignore=images)
    for name, kind, code in STEP.findall((DOCS / page).read_text(encoding="utf-8")):
        file = folder / name
        text = code if kind == "python" else changed(file.read_text(encoding="utf-8"), code)
        file.write_text(text, encoding="utf-8")
    return folder


def changed(text, diff):
    """Return a text with the lines that a diff adds; what stands around them must be there, once."""
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        assert text.count(old) == 1, f"not once in the file:\n{old}"
        text = text.replace(old, new)
    return text


def run_with(package, code, folder):
    """Run code in a folder with a copy of the package; what it prints comes back."""
    environment = os.environ | {"PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
