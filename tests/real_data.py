"""Where the real data lie that some tests read."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"

needs_real_data = pytest.mark.skipif(
    not REAL_DATA.exists(), reason="the real data lie beside the project only where it is developed"
)
