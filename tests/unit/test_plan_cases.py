"""The file that the front end's plans are held against says what Python says now."""

from __future__ import annotations

import json

from tests.plan_cases import FILE, cases


def test_the_file_is_what_python_makes():
    """``python -m tests.plan_cases`` writes it anew."""
    assert json.loads(FILE.read_text()) == cases()
