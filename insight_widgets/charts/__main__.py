"""``python -m insight_widgets.charts`` keeps the specifications of all charts as Altair makes them now."""

from __future__ import annotations

import json

from insight_widgets.charts.catalog import made_of_all
from insight_widgets.charts.kept import FILE

if __name__ == "__main__":
    FILE.write_text(json.dumps(made_of_all(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
