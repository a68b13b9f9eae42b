"""The builder: python -m benchmarks.builder

From a step of a slider, still in the hand, to the rows with the new numbers, which Python computes, for short networks and long.
"""

from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.report import percentile, table
from cnnviz.architectures import build
from cnnviz.architectures.taken_apart import pieces_of
from cnnviz.architectures.written import write_pieces
from tests.browser.find_browser import FLAGS, installed_browser
from tests.browser.server import ROOT, serve

NETWORKS = {
    "AlexNet": "alexnet",
    "VGG-16": "vgg_d",
    "GoogLeNet": "googlenet",
    "ResNet-50": "resnet50_torchvision",
}
STEPS = 25
HAND = """async (steps) => {
  const host = [...document.querySelectorAll("*")].find((one) => one.cnnviz?.arithmetic?.looseEnds);
  const root = host.cnnviz.widget.root;
  const says = root.querySelector(".says");
  const slider = root.querySelector("input[type=range][aria-label=Height]");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const answers = [];
  for (let step = 0; step < steps; step += 1) {
    const before = says.textContent;
    slider.value = String(210 + step);
    const start = performance.now();
    slider.dispatchEvent(new Event("input"));
    while (says.textContent === before) await new Promise((done) => setTimeout(done, 1));
    await painted();
    answers.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 250));
  }
  return answers;
}"""


def measure(page: Page, address: str, name: str) -> Any:
    network = build(name)
    size = "x".join(map(str, network.input))
    page.goto(f"{address}/builder?chosen=0&input={size}&layers={write_pieces(pieces_of(network))}")
    page.locator(".nb .layer").first.wait_for()
    page.locator("[data-testid=stCode]").wait_for()
    page.wait_for_timeout(1500)
    return page.evaluate(HAND, STEPS)


def main() -> None:
    with serve(ROOT / "streamlit_app.py") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        rows = []
        for title, name in NETWORKS.items():
            times = measure(page, address, name)
            layers = len(pieces_of(build(name)))
            rows.append([title, str(layers), *(f"{percentile(times, share):.1f}" for share in (0.5, 0.95))])
        browser.close()
    table(
        "The builder: a step of a slider",
        ("network", "layers", "slider to rows, median ms", "p95 ms"),
        rows,
    )


if __name__ == "__main__":
    main()
