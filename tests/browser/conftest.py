"""Fixtures of the browser tests: the app on a free port, one browser, a fresh page per test."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.find_browser import FLAGS, installed_browser
from tests.browser.server import ROOT, serve

expect.set_options(timeout=30_000)  # patience for a busy machine; what is right is there much sooner


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = installed_browser()
    if path is None:
        words = "no browser on this machine: run `python -m tests.browser.find_browser`"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def serve_script() -> Iterator[Callable[[Path], str]]:
    """`serve_script(path)` starts that Streamlit script once per session and gives its address."""
    addresses: dict[Path, str] = {}
    with ExitStack() as stack:

        def start(script: Path) -> str:
            if script not in addresses:
                addresses[script] = stack.enter_context(serve(script))
            return addresses[script]

        yield start


@pytest.fixture(scope="session")
def app(serve_script: Callable[[Path], str]) -> str:
    return serve_script(ROOT / "streamlit_app.py")


def _is_ours(message: ConsoleMessage) -> bool:
    """Not what Streamlit and the browser have to say: it asks for its health below the page's address, say."""
    where = str(message.location.get("url", ""))
    ours = (
        message.text.startswith("LaTeX-incompatible")
        or where.startswith("blob:")
        or "BidiComponent" in message.text
    )
    return ours and message.type in {"warning", "error"}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A laptop-sized page; fails the test if a script threw, or if the console complains of a formula or a component."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(20_000)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if _is_ours(message) else None)
    yield opened
    context.close()
    assert not problems, problems
