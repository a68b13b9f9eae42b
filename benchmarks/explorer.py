"""Lesson B1, network by network and block by block: python -m benchmarks.explorer

From a step of a slider, still in the hand, to the drawing with the new numbers, which Python computes; and the
frames of a network's drawing that is dragged along while it is enlarged.
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
BLOCKS = {  # a slider that breaks nothing: its name, where it starts, by how much it goes on
    "Three 3 × 3": ("small", "maps", 64, 8),
    "inception module": ("inception", "n3", 64, 8),
    "residual block": ("residual", "size", 8, 4),
    "dense block": ("dense", "k", 8, 2),
    "ZFNet's first layers": ("zfnet", "maps", 32, 3),
}
STEPS = 25
STEP = """
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const answers = [];
  const step = async (slider, value, words) => {
    const before = words.textContent;
    slider.value = String(value);
    const start = performance.now();
    slider.dispatchEvent(new Event("input"));
    while (words.textContent === before) await new Promise((done) => setTimeout(done, 1));
    await painted();
    answers.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 60));
  };
"""
HAND = f"""async (steps) => {{
  const host = document.querySelector(".st-key-network-drawing [data-testid=stBidiComponentIsolated]");
  const [root, {{ stage }}] = [host.shadowRoot, host.cnnviz.widget];
  const slider = root.querySelector("[data-number=input] input[type=range]");
  {STEP}
  // another 3 px would give AlexNet the same maps
  for (let at = 0; at < steps; at += 1) await step(slider, 235 + 8 * at, root.querySelector(".totals"));
  const frames = [];
  stage.zoom(4, 300);
  await painted();
  await painted();
  let last = performance.now();
  for (let at = 0; at < 120; at += 1) {{
    stage.pan(at % 60 < 30 ? 25 : -25);
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }}
  return {{ answers, frames }};
}}"""
BLOCK_HAND = f"""async ({{ steps, key, start, by }}) => {{
  const root = document.querySelector(".st-key-block-view [data-testid=stBidiComponentIsolated]").shadowRoot;
  const slider = root.querySelector(`[data-number=${{key}}] input[type=range]`);
  {STEP}
  for (let at = 0; at < steps; at += 1) await step(slider, start + by * at, root.querySelector("svg.picture"));
  return answers;
}}"""


def measure(page: Page, address: str, query: str) -> dict[str, Any]:
    page.goto(f"{address}/famous_networks?net={query}")
    page.locator(".st-key-network-drawing svg.picture .unit").first.wait_for()
    page.locator("[data-testid=stCode]").wait_for()
    page.wait_for_timeout(1500)
    found = page.evaluate(HAND, STEPS)
    assert isinstance(found, dict)
    return found


def measure_block(page: Page, address: str, slider: tuple[str, str, int, int]) -> list[float]:
    block, number, start, by = slider
    page.goto(f"{address}/building_blocks?block={block}")
    page.locator(".st-key-block-view svg.picture .unit").first.wait_for()
    page.locator("[data-testid=stCode]").wait_for()
    page.wait_for_timeout(1500)
    asked = {"steps": STEPS, "key": f"{block}_{number}", "start": start, "by": by}
    found: list[float] = page.evaluate(BLOCK_HAND, asked)
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
        blocks = [
            [title, *(f"{percentile(times, share):.1f}" for share in (0.5, 0.95))]
            for title, slider in BLOCKS.items()
            for times in [measure_block(page, address, slider)]
        ]
        browser.close()
    header = (
        "network",
        "slider to drawing, median ms",
        "p95 ms",
        "a frame while it is dragged along, median ms",
        "p95 ms",
    )
    table("The explorer: a step of a slider, and moving along", header, rows)
    table(
        "Building blocks: a step of a slider",
        ("block", "slider to drawing, median ms", "p95 ms"),
        blocks,
    )


if __name__ == "__main__":
    main()
