"""Builds the front end in a checkout, and refuses a package without it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STATIC_FILES = ("report.js", "stub.js", "versions.json", "THIRD-PARTY-NOTICES.txt")


class FrontEndHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs npm in a checkout; an sdist has the built files in it and needs no Node."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make sure that the built files are there."""
        if version == "editable":  # the Makefile builds the front end of a checkout
            return
        root = Path(self.root)
        static = root / "insight_widgets" / "static"
        if (root / ".git").exists() or self._missing(static):
            self._build(root / "js")
        if missing := self._missing(static):
            raise RuntimeError(f"the front end was built without {', '.join(missing)}")

    def _missing(self, static: Path) -> list[str]:
        return [name for name in STATIC_FILES if not (static / name).is_file()]

    def _build(self, folder: Path) -> None:
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("Node 20 or newer (with npm) is needed to build the front end of a checkout")
        commands = [["run", "build"]] if (folder / "node_modules").is_dir() else [["ci"], ["run", "build"]]
        for command in commands:
            subprocess.run([npm, *command], cwd=folder, check=True)  # noqa: S603
