"""From letting go of a control to everything that follows from it: python -m benchmarks.controls

The real app in a real browser. In A3 a number field of the picture is changed, and formula and code come
back from the server; in C3 a slider of the server moves, and the address, the count and the new map's
progress line come back. Timed in the page, from the key to the first frame that shows the answer.
"""

import re

from playwright.sync_api import Page, sync_playwright

from benchmarks.report import summary, table
from tests.browser.find_browser import FLAGS, installed_browser
from tests.browser.server import ROOT, serve

CHANGES = 20
STAMP = "document.addEventListener('keydown', () => { window.pressed = performance.now(); }, true)"
CODE = "document.querySelector('[data-testid=stCode]')?.innerText"


def answer_time(page: Page, key: str, words: str) -> float:
    """Milliseconds from the key to the first frame whose code panel has these words."""
    page.keyboard.press(key)
    page.wait_for_function(f"{CODE}?.includes('{words}') && (window.seen = performance.now())")
    elapsed = float(page.evaluate("window.seen - window.pressed"))
    page.wait_for_timeout(400)
    return elapsed


def in_a3(page: Page, address: str) -> list[float]:
    page.goto(f"{address}/convolution_arithmetic?input=20")
    page.locator("[data-testid=stCode]").wait_for()
    page.wait_for_timeout(1500)
    field = page.locator(".st-key-sliding-window input[type=number][aria-label^='Input']").first
    times = []
    for turn in range(CHANGES):
        size = 21 + turn % 10
        field.fill(str(size))
        times.append(answer_time(page, "Tab", f"randn(1, 1, {size}, {size})"))
    return times


def in_c3(page: Page, address: str) -> list[float]:
    page.goto(f"{address}/occlusion?photo=espresso&size=64&stride=48")
    page.get_by_text(re.compile("^All .* positions")).first.wait_for(
        timeout=120_000
    )  # found in the cache or computed
    page.get_by_role("slider", name="Size of the occluder, px").focus()
    times = []
    for turn in range(CHANGES):
        key, size = ("ArrowRight", 72) if turn % 2 == 0 else ("ArrowLeft", 64)
        times.append(answer_time(page, key, f"size, stride = {size}, 48"))
    return times


def main() -> None:
    with serve(ROOT / "streamlit_app.py") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.add_init_script(STAMP)
        rows = [
            [
                "A3: input size in the picture, to formula and code",
                *summary(in_a3(page, address)).split(" | "),
            ],
            ["C3: size of the square, to count and code", *summary(in_c3(page, address)).split(" | ")],
        ]
        browser.close()
    table("A control let go, to the page that follows", ("control", "median ms", "p95 ms", "max ms"), rows)


if __name__ == "__main__":
    main()
