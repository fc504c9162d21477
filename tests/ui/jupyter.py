"""A real JupyterLab in a fresh folder, and a notebook in it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

HOMES = (
    "HOME",
    "IPYTHONDIR",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
)
QUIET = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    }
}
SECONDS = 60

OPEN = """async (name) => {
  const app = window.jupyterapp;
  await app.restored;
  const widget = await app.commands.execute('docmanager:open', {path: name, factory: 'Notebook'});
  await widget.context.ready;
  await widget.sessionContext.ready;
  await widget.sessionContext.session.kernel.info;
  app.shell.activateById(widget.id);
}"""


class Lab:
    """A running server.

    Parameters
    ----------
    folder : Path
        Fresh; notebooks lie in it, and all that Jupyter writes stays in it.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "work"
        self.root.mkdir()
        environment = {**os.environ, **self._homes(folder)}
        self._write_settings(folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._log = (folder / "server.log").open("w")
        self._process = subprocess.Popen(
            self._command(port), env=environment, cwd=self.root, stdout=self._log, stderr=subprocess.STDOUT
        )
        self._wait()

    @staticmethod
    def _homes(folder: Path) -> dict[str, str]:
        homes = {name: folder / name.lower() for name in HOMES}
        for home in homes.values():
            home.mkdir()
        return {name: str(home) for name, home in homes.items()}

    @staticmethod
    def _write_settings(folder: Path) -> None:
        for name, settings in QUIET.items():
            package, plugin = name.split(":")
            file = folder / "jupyterlab_settings_dir" / package / f"{plugin}.jupyterlab-settings"
            file.parent.mkdir(parents=True)
            file.write_text(json.dumps(settings))

    def _command(self, port: int) -> list[str]:
        return [
            *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"),
            *("--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.password="),
            *(f"--ServerApp.root_dir={self.root}", "--expose-app-in-browser", "--allow-root"),
        ]

    def _wait(self) -> None:
        for _ in range(SECONDS * 5):
            try:
                urllib.request.urlopen(f"{self.url}/api/status", timeout=5).close()  # noqa: S310
            except OSError:
                time.sleep(0.2)
            else:
                return
        self.stop()
        raise RuntimeError(f"JupyterLab did not start; see {self._log.name}")

    def write(self, name: str, *cells: str) -> None:
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
        (self.root / name).write_text(json.dumps(notebook))

    def open(self, page: Page, name: str) -> Notebook:
        """Open a notebook and wait until its kernel is there."""
        page.goto(f"{self.url}/lab?reset")
        page.wait_for_function("() => window.jupyterapp !== undefined", timeout=SECONDS * 1000)
        page.evaluate(OPEN, name)
        return Notebook(page)

    def stop(self) -> None:
        """Stop the server and its kernels."""
        self._process.terminate()
        self._process.wait(20)
        self._log.close()


class Notebook:
    """The notebook that is open in JupyterLab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def command(self, name: str) -> None:
        """Execute a command of the application."""
        self.page.evaluate("(name) => window.jupyterapp.commands.execute(name)", name)

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
