"""A Jupyter server in the test's own process."""

from pytest_jupyter.jupyter_core import jp_asyncio_loop
from pytest_jupyter.jupyter_server import jp_server_cleanup

__all__ = ["jp_asyncio_loop", "jp_server_cleanup"]
