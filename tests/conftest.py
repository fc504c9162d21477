"""The browser, a guard on its network, a JupyterLab; and no timings in tests."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from xdist.scheduler import LoadScopeScheduling

from tests.ui.chromium import ARGUMENTS, find_chromium
from tests.ui.jupyter import Lab

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

pytest_plugins = ["pytest_jupyter.jupyter_server"]

HERE = re.compile(r"^(https?://127\.0\.0\.1[:/]|wss?://127\.0\.0\.1[:/]|file:|data:|blob:|about:)")


IN_BROWSER = {"server", "ui", "package"}


def pytest_collection_modifyitems(items):
    """Put the tests of the server first: the browser, once started, keeps the event loop to itself."""
    items.sort(key=lambda item: item.path.parent.name != "server")


class Together(LoadScopeScheduling):
    """Two processes: tests that need the browser stay together, others with those of their file."""

    def _split_scope(self, nodeid: str) -> str:
        file = PurePosixPath(nodeid.split("::", maxsplit=1)[0])
        return "browser" if file.parent.name in IN_BROWSER else str(file)


def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


@pytest.fixture
def jp_asyncio_loop():
    """Nothing, in place of the event loop that each test would be given; `tests.server` has the real one."""


@pytest.fixture
def jp_server_cleanup():
    """Nothing, as above."""


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    if path is None:
        pytest.fail("no Chromium: set CHROMIUM to one, or install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*ARGUMENTS, "--js-flags=--expose-gc", "--enable-precise-memory-info"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page that reaches nothing but this machine, and that nothing went wrong in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    refused: list[str] = []
    failures: list[str] = []

    def guard(route):
        if HERE.match(route.request.url):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page = context.new_page()
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.refused, page.forgiven = refused, set()
    yield page
    context.close()
    assert [failure for failure in failures if failure not in page.forgiven] == []


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    server = Lab(tmp_path_factory.mktemp("lab"))
    yield server
    server.stop()
