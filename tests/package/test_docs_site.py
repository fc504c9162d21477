"""The documentation builds without a warning and asks for nothing on the network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
FETCHED = re.compile(r"""<(?:script|link|img)[^>]+(?:src|href)=["'](?:https?:)?//[^"']+""")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "docs", folder]
    built = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder


def test_every_page_of_the_folder_is_in_the_site_and_can_be_reached(site):
    sources = {file.stem for file in (PROJECT / "docs").glob("*.md")}
    assert sources <= {file.stem for file in site.glob("*.html")}
    index = (site / "index.html").read_text()
    assert not [name for name in sources - {"index"} if f'href="{name}.html"' not in index]


def test_no_page_fetches_anything_from_elsewhere(site):
    found = {file.name: FETCHED.findall(file.read_text()) for file in site.glob("*.html")}
    assert {name: links for name, links in found.items() if links} == {}


def test_the_reference_tells_of_every_public_name(site):
    import insight_widgets

    page = (site / "reference.html").read_text()
    modules = {"charts", "examples"}
    assert [
        name for name in insight_widgets.__all__ if name not in modules and f">{name}</" not in page
    ] == []
