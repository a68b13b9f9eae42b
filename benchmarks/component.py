"""How fast the sliding window answers in the browser: python -m benchmarks.component

Two figures for each picture. From a slider's input event to the end of the frame that shows it, over 120 changes at
random moments (median and 95th percentile, ms). And the frames per second while it plays.
"""

import json
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from benchmarks.report import table
from tests.browser.find_browser import FLAGS, installed_browser
from tests.browser.server import serve
from tests.browser.sliding_window_page import DEMO, HOST

PICTURES: tuple[tuple[str, dict[str, Any], dict[str, str], str, tuple[int, ...]], ...] = (
    ("7 × 7", {"input": [7, 7], "padding": [1, 1]}, {}, "kernel", (1, 2, 3, 4, 5, 6, 7)),
    ("32 × 32", {"input": [32, 32], "padding": [2, 2]}, {}, "stride", (1, 2, 3, 4, 5)),
    ("227 × 227, 11 × 11", {"input": [227, 227], "kernel": [11, 11]}, {}, "stride", (2, 3, 4, 5, 6)),
    ("512 × 512, 1 × 1", {"input": [512, 512], "kernel": [1, 1]}, {}, "stride", (1, 2, 3, 4, 5, 6, 7, 8)),
    ("transposed 8 × 8", {"mode": "transposed", "input": [8, 8], "stride": [2, 2]}, {}, "kernel", (3, 4, 5, 6)),
    ("with numbers", {"padding": [1, 1]}, {"values": "convolution"}, "padding", (0, 1, 2, 3)),
)  # fmt: skip

CHANGE = """async ([name, values]) => {
  const slider = HOST.widget.root.querySelector(`[data-name="${name}"] .axis-0 input[type=range]`);
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = done;
    after.port2.postMessage(0);
  }));
  const times = [];
  for (let turn = 0; turn < 120; turn += 1) {
    await new Promise((done) => setTimeout(done, 5 + 25 * Math.random()));
    const start = performance.now();
    slider.value = values[turn % values.length];
    slider.dispatchEvent(new Event("input"));
    await painted();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return [times[60], times[114]];
}""".replace("HOST", HOST)

PLAY = """async () => {
  const { player } = HOST.widget;
  player.jump([0, 0]);
  player.play();
  const times = [];
  await new Promise((done) => {
    const next = (now) => (times.push(now) < 181 ? requestAnimationFrame(next) : done());
    requestAnimationFrame(next);
  });
  player.stop();
  return 180_000 / (times.at(-1) - times[0]);
}""".replace("HOST", HOST)


def measure(page: Page, address: str) -> list[list[str]]:
    rows = []
    for name, state, query, slider, values in PICTURES:
        page.goto(f"{address}/?{urlencode({'state': json.dumps(state), **query})}")
        page.locator(".mover").first.wait_for()
        page.wait_for_timeout(1000)
        median, p95 = page.evaluate(CHANGE, [slider, values])
        rows.append([name, f"{median:.1f}", f"{p95:.1f}", f"{page.evaluate(PLAY):.0f}"])
    return rows


def main() -> None:
    with serve(DEMO) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        rows = measure(browser.new_page(viewport={"width": 1366, "height": 768}), address)
        browser.close()
    header = ("picture", "input to paint, median ms", "p95 ms", "frames/s while playing")
    table("Sliding window: a slider's input event to the painted picture, in the browser", header, rows)


if __name__ == "__main__":
    main()
