"""Lesson C1 from a press to the painted answer: python -m benchmarks.glance

The real app in a real browser, warm. A click on the head of a layer's column, and another photo from the list of
pictures, for each network that needs no download: once when nobody has asked before (the server computes), and again
(it knows). Timed in the page, from the press to the frame that shows the layer, its strongest map and that map's unit.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.report import summary, table
from cnnviz.images import SAMPLES
from cnnviz.networks.catalogue import CATALOGUE, ready_networks
from tests.browser.find_browser import FLAGS, installed_browser
from tests.browser.server import ROOT, serve

KEY = ".st-key-network-glance"
WATCH = Path(__file__).with_name("glance.js").read_text("utf-8")
REST_MS = 600  # between two presses, so that the page has come to rest


def to_layer(page: Page, index: int) -> float:
    layers = page.evaluate(
        f"document.querySelector('{KEY} [data-testid=stBidiComponentIsolated]').cnnviz.widget.data.layers.map(l => l.name)"
    )
    page.evaluate(WATCH, {"key": KEY, "layer": layers[index], "photo": ""})
    page.locator(".column button").nth(index).click()
    return answer(page)


def to_photo(page: Page, photo: str) -> float:
    box = page.get_by_role("combobox", name="Picture")
    box.click()
    box.fill(SAMPLES[photo].title)
    page.wait_for_timeout(REST_MS)
    page.evaluate(WATCH, {"key": KEY, "layer": "", "photo": photo})
    page.keyboard.press("Enter")
    return answer(page)


def answer(page: Page) -> float:
    elapsed = float(page.evaluate("window.answered"))
    page.wait_for_timeout(REST_MS)
    return elapsed


def rows(page: Page, address: str, name: str) -> list[list[str]]:
    photos = list(SAMPLES)
    page.goto(f"{address}/feature_maps?network={name}&photo={photos[0]}")
    page.locator(".network .steps .result").wait_for(timeout=120_000)
    page.wait_for_timeout(2000)
    count = page.locator(".column").count()
    times: dict[str, list[float]] = {}
    for kind in ("new", "known"):
        times[f"a layer, {kind}"] = [to_layer(page, index) for index in range(1, count)]
        to_layer(page, 0)
        times[f"a photo, {kind}"] = [to_photo(page, photo) for photo in photos[1:]]
        to_photo(page, photos[0])
    title = CATALOGUE[name].title
    return [[title, kind, *summary(found).split(" | ")] for kind, found in times.items()]


def main() -> None:
    networks = sys.argv[1:] or ready_networks()
    with serve(ROOT / "streamlit_app.py") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        found = [row for name in networks for row in rows(page, address, name)]
        browser.close()
    header = ("network", "what is asked for", "median ms", "p95 ms", "max ms")
    table("Lesson C1, from a press to the painted answer", header, found)


if __name__ == "__main__":
    main()
