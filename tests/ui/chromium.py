"""Finds the browser for tests: ``CHROMIUM``, one on PATH, or Debian's package where that can be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    given = os.environ.get("CHROMIUM")
    if given:
        return shutil.which(given)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install_chromium() -> None:
    """Install Debian's package, where we may."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *command], env=environment, check=True, stdout=sys.stderr)  # noqa: S607


def main() -> int:
    """Make sure that there is a browser, or say what to do."""
    if find_chromium() is None and not os.environ.get("CHROMIUM"):
        install_chromium()
    if find_chromium():
        return 0
    sys.stderr.write(
        "No Chromium found for the browser tests: set CHROMIUM to one, or install the package chromium.\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
