"""The report as one HTML file: interactive from disk, no network, no eval."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

from insight_widgets.export.difference import difference_html, difference_payload
from insight_widgets.export.files import write_new
from insight_widgets.export.static import static_html
from insight_widgets.payload import payload
from insight_widgets.static_files import static_text
from insight_widgets.texts.difference import TITLE
from insight_widgets.texts.report import UNTITLED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from insight_widgets.checking.diff import Diff
    from insight_widgets.reach import PathLike
    from insight_widgets.report import Report

PAYLOAD_TYPE = "application/x-insight-report"
"""Type of the data block that the script mounts in its parent element."""

DIFFERENCE_TYPE = "application/x-insight-difference"
"""The same of how two reports differ."""

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{
  margin: 0 auto; padding: 24px; max-width: 1200px; font-family: system-ui, sans-serif;
  color: #1f1f1f; background: #ffffff;
}}
@media (prefers-color-scheme: dark) {{ body {{ color: #e6e6e6; background: #121212; }} }}
</style>
</head>
<body>
<main>
<script type="{payload_type}">{payload}</script>
<noscript>{fallback}</noscript>
</main>
<script type="module">{script}</script>
</body>
</html>
"""


def page(report: Report, samples: Mapping[str, Any] | None = None) -> str:
    """Return the whole page, with the thumbnails that `insight_widgets.gallery.embedded` made, if any."""
    return _page(
        report.document["title"] or UNTITLED,
        PAYLOAD_TYPE,
        payload(report, samples=samples or _without_images(report)),
        static_html(report.document),
    )


def difference_page(diff: Diff) -> str:
    """Return a page that shows how two reports differ."""
    return _page(TITLE, DIFFERENCE_TYPE, difference_payload(diff), difference_html(diff))


def _page(title: str, kind: str, content: bytes, fallback: str) -> str:
    """Return a page whose own security policy allows this one script, by its hash, and no request at all."""
    script = static_text("report.js").replace("</script", "<\\/script").replace("<!--", "<\\!--")
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{allowed}'; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return PAGE.format(
        policy=escape(policy),
        title=escape(title),
        payload_type=kind,
        payload=b64encode(content).decode(),
        fallback=fallback,
        script=script,
    )


def _without_images(report: Report) -> Mapping[str, Any] | None:
    """Return what a page says of samples that has none: how to come by them. Curves alone have no images."""
    if report.document["task"] is None:
        return None
    return {"orders": [], "codes": [], "live": False, "embedded": None}


def write_page(
    report: Report,
    path: PathLike,
    samples: Mapping[str, Any] | None = None,
    *,
    overwrite: bool = False,
) -> Path:
    """Write the page to a file and return its path.

    Raises
    ------
    InsightError
        There is a file already, or it cannot be written.
    """
    return write_new(path, page(report, samples), overwrite=overwrite)
