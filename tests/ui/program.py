"""A server of a notebook home, started in a fresh folder and stopped again."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING
from urllib.error import HTTPError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOMES = (
    "HOME",
    "IPYTHONDIR",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
)
SECONDS = 60


class Program:
    """A running server.

    Parameters
    ----------
    folder : Path
        Fresh; the program works in its folder ``work``, and all that it writes stays in it.
    command : callable
        Takes a port and returns the command.
    probe : str
        Path of its address that is asked for until something answers.
    """

    def __init__(self, folder: Path, command: Callable[[int], list[str]], probe: str = "") -> None:
        self.root = folder / "work"
        self.root.mkdir(exist_ok=True)
        environment = {**os.environ, **self._homes(folder)}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._log = (folder / "server.log").open("w")
        self._process = subprocess.Popen(
            command(port), env=environment, cwd=self.root, stdout=self._log, stderr=subprocess.STDOUT
        )
        self._wait(probe)

    @staticmethod
    def _homes(folder: Path) -> dict[str, str]:
        homes = {name: folder / name.lower() for name in HOMES}
        for home in homes.values():
            home.mkdir(exist_ok=True)
        return {name: str(home) for name, home in homes.items()}

    def _wait(self, probe: str) -> None:
        for _ in range(SECONDS * 5):
            try:
                urllib.request.urlopen(f"{self.url}/{probe}", timeout=SECONDS).close()  # noqa: S310
            except HTTPError:
                return  # whatever it says, it answers
            except OSError:
                time.sleep(0.2)
            else:
                return
        self.stop()
        raise RuntimeError(f"the server did not start; see {self._log.name}")

    def stop(self) -> None:
        """Stop the server; its kernels end with it.

        A server that is asked to end while a kernel starts waits for that kernel, now and then for ever.
        """
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
