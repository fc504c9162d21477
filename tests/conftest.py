"""The browser, a guard on its network, a JupyterLab; and no timings in tests."""

from __future__ import annotations

import re

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from tests.ui.chromium import ARGUMENTS, find_chromium
from tests.ui.jupyter import Lab

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

pytest_plugins = ["pytest_jupyter.jupyter_server"]

CHART_ERROR = "ERROR "
"""How a message of Vega's begins: it goes on without the chart, and the page hears nothing."""

HERE = re.compile(r"^(https?://127\.0\.0\.1[:/]|wss?://127\.0\.0\.1[:/]|file:|data:|blob:|about:)")


@pytest.fixture
def jp_asyncio_loop():
    """Nothing, in place of the event loop that each test would be given; `tests.server` has the real one."""


@pytest.fixture
def jp_server_cleanup():
    """Nothing, as above."""


@pytest.fixture(scope="module")
def chromium():
    """The browser, for one file: as long as it runs, the event loop is not free for a server."""
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
    page.on("console", lambda told: failures.append(told.text) if told.text.startswith(CHART_ERROR) else None)
    page.refused, page.forgiven = refused, set()
    yield page
    context.close()
    assert [failure for failure in failures if failure not in page.forgiven] == []


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    server = Lab(tmp_path_factory.mktemp("lab"))
    yield server
    server.stop()
