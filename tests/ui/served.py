"""A web server on this machine that forbids its pages what a careful site forbids."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'"


class Handler(SimpleHTTPRequestHandler):
    """Sends files, each with the policy."""

    def __init__(self, *arguments: Any, policy: str, **options: Any) -> None:
        self.policy = policy
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        """Add the policy to all other headers."""
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Served:
    """A folder that is served until `stop`.

    Parameters
    ----------
    folder : Path
    policy : str
        The content security policy.
    """

    def __init__(self, folder: Path, policy: str = POLICY) -> None:
        handler = partial(Handler, directory=str(folder), policy=policy)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
