"""A real JupyterLab in a fresh folder, and a notebook in it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from tests.ui.program import SECONDS, Program

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

QUIET = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    }
}
OPEN = """async (name) => {
  const app = window.jupyterapp;
  await app.restored;
  const widget = await app.commands.execute('docmanager:open', {path: name, factory: 'Notebook'});
  await widget.context.ready;
  await widget.sessionContext.ready;
  await widget.sessionContext.session.kernel.info;
  app.shell.activateById(widget.id);
}"""


def write_notebook(file: Path, *cells: str) -> None:
    """Write a notebook of code cells."""
    notebook: dict[str, Any] = {
        "cells": [
            {
                "cell_type": "code",
                "id": f"c{place}",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": cell,
            }
            for place, cell in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    file.write_text(json.dumps(notebook))


THEMES = "@jupyterlab/apputils-extension:themes"


class Lab(Program):
    """A running JupyterLab, or an application that is like it.

    Parameters
    ----------
    folder : Path
        Fresh; notebooks lie in it, and all that Jupyter writes stays in it.
    application : str
        ``"lab"`` or ``"notebook"``.
    python : Path or str
        Of the environment it runs in.
    """

    def __init__(self, folder: Path, application: str = "lab", python: Path | str = sys.executable) -> None:
        self._folder = folder
        self._write_settings(folder)
        self._application = application
        self._python = str(python)
        super().__init__(folder, self._command, "api/status")

    @staticmethod
    def _write_settings(folder: Path) -> None:
        for name, settings in QUIET.items():
            file = _settings(folder, name)
            file.parent.mkdir(parents=True)
            file.write_text(json.dumps(settings))

    def _command(self, port: int) -> list[str]:
        return [
            *(self._python, "-m", "jupyter", self._application, "--no-browser", "--ip=127.0.0.1"),
            *(f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="),
            *("--ServerApp.password=", f"--ServerApp.root_dir={self.root}"),
            *("--expose-app-in-browser", "--allow-root"),
        ]

    def write(self, name: str, *cells: str) -> None:
        """Write a notebook of code cells."""
        write_notebook(self.root / name, *cells)

    def open(self, page: Page, name: str, workspace: str = "") -> Notebook:
        """Open a notebook in the light theme and wait until its kernel is there.

        A second page wants a workspace of its own.
        """
        _settings(self._folder, THEMES).unlink(missing_ok=True)  # what another test has switched to
        page.goto(f"{self.url}/lab{workspace and f'/workspaces/{workspace}'}?reset")
        page.wait_for_function("() => window.jupyterapp !== undefined", timeout=SECONDS * 1000)
        page.evaluate(OPEN, name)
        return Notebook(page)


def _settings(folder: Path, name: str) -> Path:
    """Return the file in which the settings of a plugin are kept."""
    package, plugin = name.split(":")
    return folder / "jupyterlab_settings_dir" / package / f"{plugin}.jupyterlab-settings"


class Notebook:
    """The notebook that is open in JupyterLab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def command(self, name: str) -> None:
        """Execute a command of the application."""
        self.page.evaluate("(name) => window.jupyterapp.commands.execute(name)", name)

    def theme(self, name: str) -> None:
        """Switch the theme, ``"Light"`` or ``"Dark"``, and wait until the page has it."""
        self.page.evaluate(
            "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })",
            f"JupyterLab {name}",
        )
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === light", arg=str(name == "Light").lower()
        )

    def run_all(self) -> None:
        """Run all cells, one after another, and wait until the last has ended."""
        self.command("notebook:run-all-cells")

    def start_all(self) -> None:
        """Run all cells, and do not wait for them."""
        self.page.evaluate("() => { void window.jupyterapp.commands.execute('notebook:run-all-cells'); }")

    def run(self, code: str, cell: int = -1) -> str:
        """Put code into a cell, run it, and return the text that it printed."""
        return self.page.evaluate(
            """async ([code, index]) => {
              const panel = window.jupyterapp.shell.currentWidget;
              const cells = panel.content.widgets;
              const place = index < 0 ? cells.length + index : index;
              panel.content.activeCellIndex = place;
              cells[place].model.sharedModel.setSource(code);
              await window.jupyterapp.commands.execute('notebook:run-cell');
              return cells[place].model.outputs.toJSON()
                .map((output) => [].concat(output.text ?? output.traceback ?? '').join('')).join('');
            }""",
            [code, cell],
        )

    def cells(self) -> int:
        """Return the number of cells."""
        return self.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length")
