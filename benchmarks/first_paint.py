"""From `streamlit run` to a readable page in the browser: python -m benchmarks.first_paint

A fresh server for every run, and an open browser with an empty cache. Readable means that the page's heading is
painted, and for lesson A3 its picture, too. The server's own start is part of it.
"""

import time

from playwright.sync_api import Browser, sync_playwright

from benchmarks.report import summary, table
from tests.browser.find_browser import FLAGS, installed_browser
from tests.browser.server import ROOT, serve

RUNS = 5
PAGES = {
    "home": ("", "h1"),
    "A3, convolution arithmetic (its head)": ("/convolution_arithmetic", "h1"),
    "A3, convolution arithmetic (its picture)": (
        "/convolution_arithmetic",
        ".st-key-sliding-window svg.picture",
    ),
    "C3, occlusion (its head and controls)": ("/occlusion", "h1"),
}


def cold_start(browser: Browser, path: str, readable: str) -> tuple[float, float]:
    """Milliseconds from starting the server, and from opening the page, to the readable page."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    start = time.perf_counter()
    with serve(ROOT / "streamlit_app.py") as address:
        opened = time.perf_counter()
        page.goto(address + path, wait_until="commit")
        page.locator(readable).first.wait_for(state="visible", timeout=60_000)
        end = time.perf_counter()
        context.close()
    return 1000 * (end - start), 1000 * (end - opened)


def main() -> None:
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        cold_start(browser, "", "h1")  # fills the disk cache
        for title, (path, readable) in PAGES.items():
            whole, page = zip(*(cold_start(browser, path, readable) for _ in range(RUNS)), strict=True)
            rows.append([title, *summary(whole).split(" | "), *summary(page).split(" | ")[:1]])
        browser.close()
    header = ("page", "median ms", "p95 ms", "max ms", "of which after the server is up, median ms")
    table("From `streamlit run` to a readable page", header, rows)


if __name__ == "__main__":
    main()
