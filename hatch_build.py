"""Builds the front end in a checkout, and refuses a package without it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EXTENSION = ("insight_widgets", "labextension")
STATIC_FILES = ("report.js", "stub.js", "versions.json", "THIRD-PARTY-NOTICES.txt")


class FrontEndHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs npm in a checkout; an sdist has the built files in it and needs no Node."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make sure that the built files are there."""
        root = Path(self.root)
        # an editable install writes it through the link that make puts where Jupyter looks
        root.joinpath(*EXTENSION, "install.json").unlink(missing_ok=True)
        if version == "editable":  # the Makefile builds the front end of a checkout
            root.joinpath(*EXTENSION).mkdir(exist_ok=True)
            return
        if (root / ".git").exists() or self._missing(root):
            self._build(root / "js")
        if missing := self._missing(root):
            raise RuntimeError(f"the front end was built without {', '.join(missing)}")

    def _missing(self, root: Path) -> list[str]:
        files = [Path("insight_widgets", "static", name) for name in STATIC_FILES]
        files.append(Path(*EXTENSION, "package.json"))
        return [file.as_posix() for file in files if not (root / file).is_file()]

    def _build(self, folder: Path) -> None:
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("Node 20 or newer (with npm) is needed to build the front end of a checkout")
        commands = [["run", "build"]] if (folder / "node_modules").is_dir() else [["ci"], ["run", "build"]]
        for command in commands:
            subprocess.run([npm, *command], cwd=folder, check=True)  # noqa: S603
