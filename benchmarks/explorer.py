"""Lesson B1, network by network: python -m benchmarks.explorer

From a step of the input slider, still in the hand, to the drawing with the new numbers, which Python computes; and the
frames of a drawing that is dragged along while it is enlarged.
"""

from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.report import percentile, table
from tests.browser.find_browser import FLAGS, installed_browser
from tests.browser.server import ROOT, serve

QUERIES = {
    "AlexNet": "alexnet",
    "VGG-19": "vgg_e",
    "Inception v3": "inception_v3",
    "ResNet-152": "resnet152",
    "DenseNet-264": "densenet264",
    "ResNet-152, all layers": "resnet152&open=all",
    "DenseNet-264, all layers": "densenet264&open=all",
}
STEPS = 25
HAND = """async (steps) => {
  const host = document.querySelector(".st-key-network-drawing [data-testid=stBidiComponentIsolated]");
  const [root, { stage }] = [host.shadowRoot, host.cnnviz.widget];
  const slider = root.querySelector("[data-number=input] input[type=range]");
  const totals = root.querySelector(".totals");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const [answers, frames] = [[], []];
  for (let step = 0; step < steps; step += 1) {
    const before = totals.textContent;
    slider.value = String(235 + 8 * step); // another 3 px would give AlexNet the same maps
    const start = performance.now();
    slider.dispatchEvent(new Event("input"));
    while (totals.textContent === before) await new Promise((done) => setTimeout(done, 1));
    await painted();
    answers.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 60));
  }
  stage.zoom(4, 300);
  await painted();
  await painted();
  let last = performance.now();
  for (let step = 0; step < 120; step += 1) {
    stage.pan(step % 60 < 30 ? 25 : -25);
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  return { answers, frames };
}"""


def measure(page: Page, address: str, query: str) -> dict[str, Any]:
    page.goto(f"{address}/famous_networks?net={query}")
    page.locator(".st-key-network-drawing svg.picture .unit").first.wait_for()
    page.locator("[data-testid=stCode]").wait_for()
    page.wait_for_timeout(1500)
    found = page.evaluate(HAND, STEPS)
    assert isinstance(found, dict)
    return found


def main() -> None:
    with serve(ROOT / "streamlit_app.py") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        rows = []
        for title, query in QUERIES.items():
            found = measure(page, address, query)
            shares = [
                f"{percentile(found[kind], share):.1f}"
                for kind in ("answers", "frames")
                for share in (0.5, 0.95)
            ]
            rows.append([title, *shares])
        browser.close()
    header = (
        "network",
        "slider to drawing, median ms",
        "p95 ms",
        "a frame while it is dragged along, median ms",
        "p95 ms",
    )
    table("The explorer: a step of a slider, and moving along", header, rows)


if __name__ == "__main__":
    main()
