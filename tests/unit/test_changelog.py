"""The changelog, the package and the front end tell one version."""

from __future__ import annotations

import json
import re
from pathlib import Path

import insight_widgets

PROJECT = Path(__file__).parents[2]


def test_the_changelog_begins_with_the_version_of_the_package():
    top = re.search(r"^## \[(.+?)\]", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert top
    assert (
        top[1]
        == insight_widgets.__version__
        == json.loads((PROJECT / "js" / "package.json").read_text())["version"]
    )
