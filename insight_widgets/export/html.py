"""The report as one HTML file: interactive from disk, no network, no eval."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

from insight_widgets.export.files import write_text
from insight_widgets.export.static import static_html
from insight_widgets.payload import payload
from insight_widgets.static_files import static_text
from insight_widgets.texts.report import UNTITLED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from insight_widgets.loading import PathLike
    from insight_widgets.report import Report

PAYLOAD_TYPE = "application/x-insight-report"
"""Type of the data block that the script mounts in its parent element."""

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
    """Return the whole page, with the thumbnails that `insight_widgets.gallery.embedded` made, if any.

    Its own security policy allows this one script, by its hash, and no request at all.
    """
    script = static_text("report.js").replace("</script", "<\\/script").replace("<!--", "<\\!--")
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{allowed}'; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return PAGE.format(
        policy=escape(policy),
        title=escape(report.document["title"] or UNTITLED),
        payload_type=PAYLOAD_TYPE,
        payload=b64encode(payload(report, samples=samples or _without_images(report))).decode(),
        fallback=static_html(report.document),
        script=script,
    )


def _without_images(report: Report) -> Mapping[str, Any] | None:
    """Return what a page says of samples that has none: how to come by them. Curves alone have no images."""
    if report.document["task"] is None:
        return None
    return {"orders": [], "codes": [], "live": False, "embedded": None}


def write_page(report: Report, path: PathLike, samples: Mapping[str, Any] | None = None) -> Path:
    """Write the page to a file and return its path.

    Raises
    ------
    InsightError
        The file cannot be written.
    """
    return write_text(path, page(report, samples))
