"""The routes: a report on a path, and whether what lies there was changed since."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from insight_widgets.errors import InsightError
from insight_widgets.server.inside import AbsentError, OutsideError, file_inside
from insight_widgets.server.reading import LimitError, Limits, Reading, Turns
from insight_widgets.server.watching import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATUS: Mapping[type[InsightError], int] = {OutsideError: 403, AbsentError: 404, LimitError: 413}
"""What the browser is told besides the words; 422 for whatever cannot be read."""


class InsightHandler(APIHandler):
    """What both routes share: who may ask, and for which file."""

    auth_resource = "contents"

    def initialize(self, limits: Limits, turns: Turns) -> None:
        """Take what all requests share."""
        self.limits = limits
        self.turns = turns

    def get_login_url(self) -> str:
        """Tell who is not logged in so, in place of sending a program to a page for people."""
        raise web.HTTPError(401)

    @property
    def root(self) -> Path:
        """The folder that the file browser shows."""
        folder = getattr(self.contents_manager, "root_dir", None)
        if folder is None:
            raise InsightError("reports from the file browser need files on the server's own disk")
        return Path(folder)

    def wanted(self) -> Path:
        """Return the file that the request names."""
        hidden = bool(getattr(self.contents_manager, "allow_hidden", False))
        return file_inside(self.root, self.get_query_argument("path"), hidden=hidden)

    def refuse(self, error: InsightError) -> None:
        """Answer with what an error says."""
        self.set_status(_STATUS.get(type(error), 422))
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"message": str(error)}))


class ReportHandler(InsightHandler):
    """Answers with the packed report on a path."""

    reading: Reading | None = None

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Read what the query's ``path`` names; the answer is what the page takes as its payload."""
        try:
            self.reading = Reading(self.wanted(), self.root, self.limits)
            content = await self.turns.read(self.reading)
        except InsightError as error:
            self.refuse(error)
            return
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Cache-Control", "no-store")
        self.finish(content)

    def on_connection_close(self) -> None:
        """End what nobody waits for any more: the tab was closed, or asks anew."""
        if self.reading is not None:
            self.reading.end()


class StateHandler(InsightHandler):
    """Answers with a text that is another one after a change."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Look at what the query's ``path`` names."""
        try:
            state = await asyncio.to_thread(state_of, self.wanted())
        except InsightError as error:
            self.refuse(error)
            return
        self.finish(json.dumps({"state": state}))


def add_handlers(server_app: Any) -> None:
    """Add the routes to a running Jupyter server.

    Its configuration may set ``InsightWidgets.seconds`` and ``InsightWidgets.memory`` (bytes), see `Limits`.
    """
    application = server_app.web_app
    configured = dict(server_app.config.get("InsightWidgets", {}))
    shared = {"limits": Limits(**configured), "turns": Turns()}
    base = url_path_join(application.settings["base_url"], "insight-widgets")
    routes = [("report", ReportHandler), ("state", StateHandler)]
    application.add_handlers(
        ".*$", [(url_path_join(base, name), handler, shared) for name, handler in routes]
    )
