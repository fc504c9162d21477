"""Sizes of what travels to the browser, for a report of COCO's size."""

from __future__ import annotations

from benchmarks.coco_report import coco_report
from insight_widgets.export.html import page
from insight_widgets.export.static import static_html
from insight_widgets.payload import payload
from insight_widgets.static_files import static_text


def main() -> None:
    """Print kilobytes and their share of the budget."""
    report = coco_report()
    print(f"Sizes, {len(report.document['classes'])} classes, splits {', '.join(report.document['splits'])}")
    _tell("bundle, minified", len(static_text("report.js").encode()), 1_000)
    _tell("payload", len(payload(report)), 200)
    _tell("page on disk", len(page(report).encode()), 1_200)
    print(
        f"  {'static HTML in the notebook':<30}{len(static_html(report.document).encode()) / 1000:>7.0f} KB"
    )


def _tell(what: str, size: int, budget: int) -> None:
    print(f"  {what:<30}{size / 1000:>7.0f} KB   {size / 1000 / budget:.2f} of the budget of {budget:,} KB")


if __name__ == "__main__":
    main()
