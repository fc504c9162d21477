"""The server's side of the JupyterLab extension: reports on files that the file browser points at.

A request brings nothing but a path. It is answered only for who is logged in, only for what lies in the
server's root without a link on the way, and by a process of its own that has limits of time and memory.

::

    inside.py    which file a path of the browser means, and what is refused
    watching.py  when that was last changed
    reading.py   a process for each report: started, limited, ended when nobody waits any more
    worker.py    what that process does
    handlers.py  the routes
"""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "insight_widgets.server"}]


def _load_jupyter_server_extension(server_app: Any) -> None:
    from insight_widgets.server.handlers import add_handlers

    add_handlers(server_app)
