"""How fast the foundations' components answer in the browser: python -m benchmarks.component [words of a picture]

Every picture stands in its lesson, at its slowest. From an input event (a slider, the pointer over the picture, a drag)
to the end of the frame that shows the answer: median and 95th percentile of 100 inputs at random moments. The work is
what the browser's main thread spends on one of them: script, style and layout. It depends less on what else the machine does.
And the frames per second while the picture plays.

A press is reported to the server at once, and the page that comes back is no part of the picture: after each press the hand
waits until that page is there. The work between presses would contain it, so it is left out.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.report import percentile, table
from tests.browser.find_browser import FLAGS, installed_browser
from tests.browser.server import ROOT, serve

HANDS = Path(__file__).with_name("hands.js").read_text("utf-8").split("\n", 2)[2]
TURNS = 100


@dataclass(frozen=True)
class Picture:
    """A component at a state, and what the hand does with it."""

    name: str
    lesson: str
    key: str
    query: dict[str, str]
    action: str
    target: str
    values: tuple[int, ...] = ()
    plays: bool = False


def digits(rows: int, columns: int, seed: int) -> str:
    return "_".join(
        "".join(str((seed + 3 * r * r + 5 * c + r * c) % 10) for c in range(columns)) for r in range(rows)
    )


INPUT = "~".join(digits(12, 12, seed) for seed in range(3))
KERNELS = "~~".join("~".join(digits(5, 5, 3 * f + c) for c in range(3)) for f in range(3))
RGB: dict[str, Any] = {"input": INPUT, "kernel": KERNELS, "padding": "2", "bias": "0_0_0"}
ALEXNET: dict[str, Any] = {"input": "227", "layers": "c11s4_m3s2_c5p2_m3s2_c3p1_c3p1_c3p1_m3s2"}
SLIDERS = {name: f'[data-name="{name}"] input[type=range]' for name in (
    "input", "kernel", "stride", "padding", "size", "repeat", "units", "side", "down", "scale",
    "inception_in",
)}  # fmt: skip
PAGES = {
    "A1": ("images_are_numbers", ".st-key-pixel-grid"),
    "A2": ("convolution", ".st-key-convolution-lab"),
    "A3": ("convolution_arithmetic", ".st-key-sliding-window"),
    "A4": ("pooling", ".st-key-pooling-lab"),
    "A5, units": ("why_convolution", ".st-key-connectivity-units"),
    "A5, bars": ("why_convolution", ".st-key-connectivity-bars"),
    "A5, diagram": ("why_convolution", ".st-key-connectivity-diagram"),
    "A6, curves": ("activations", ".st-key-activation-curves"),
    "A6, response": ("activations", ".st-key-response-norm"),
    "A6, batch": ("activations", ".st-key-batch-norm"),
    "A7": ("bottleneck", ".st-key-cost-bars"),
    "A8": ("receptive_fields", ".st-key-receptive-explorer"),
    "B1": ("famous_networks", ".st-key-network-drawing"),
}


def picture(
    page: str, name: str, action: str, target: str, *values: int, plays: bool = False, **query: str
) -> Picture:
    lesson, key = PAGES[page]
    return Picture(f"{page}: {name}", lesson, key, query, action, SLIDERS.get(target, target), values, plays)


SVG = "svg.picture"
PICTURES = (
    picture("A1", "224 px, wheel", "wheel", "canvas", side="224"),
    picture("A1", "224 px, hover", "point", "canvas", side="224"),
    picture("A1", "16 px apart, hover over numbers", "point", "canvas", side="16", channel="apart"),
    picture("A1", "224 px, shuffle", "press", ".shuffled", side="224"),
    picture("A1", "size", "slide", ".side", 2, 4, 5, 3),
    picture(
        "A2", "12 × 12 × 3, three 5 × 5: hover over a map", "point", ".board.map.chosen", plays=True, **RGB
    ),
    picture("A2", "12 × 12 × 3, three 5 × 5: draw", "drag", ".board.input", **RGB),
    picture(
        "A3", "7 × 7, kernel", "slide", "kernel", 1, 2, 3, 4, 5, 6, 7, plays=True, input="7", padding="1"
    ),
    picture("A3", "32 × 32, stride", "slide", "stride", 1, 2, 3, 4, 5, plays=True, input="32", padding="2"),
    picture(
        "A3",
        "227 × 227, 11 × 11, stride",
        "slide",
        "stride",
        2,
        3,
        4,
        5,
        6,
        plays=True,
        input="227",
        kernel="11",
    ),
    picture("A3", "512 × 512, hover", "point", SVG, plays=True, input="512", kernel="1"),
    picture("A4", "photo, 5 passes: hover", "point", SVG, plays=True, source="cat", repeat="5"),
    picture(
        "A4",
        "photo, 5 passes: shift",
        "slide",
        "[aria-label='Shift right']",
        0,
        1,
        2,
        3,
        source="cat",
        repeat="5",
    ),
    picture("A4", "photo, stride", "slide", "stride", 1, 2, 3, 4, plays=True, source="cat"),
    picture(
        "A4", "edges, 12 × 12: window", "slide", "size", 1, 2, 3, 4, plays=True, source="edges", stride="1"
    ),
    picture(
        "A4",
        "edges, 12 × 12: shift",
        "slide",
        "[aria-label='Shift right']",
        0,
        1,
        2,
        3,
        source="edges",
        stride="1",
    ),
    picture("A5, units", "16 units, 3 layers: hover", "point", SVG, units="16", layers="3", kernel="7"),
    picture("A5, units", "16 units, 3 layers: kernel", "slide", "kernel", 1, 3, 5, 7, units="16", layers="3"),
    picture("A5, bars", "side", "slide", "side", 1, 200, 600, 1080),
    picture("A5, diagram", "shift", "slide", "down", -4, -2, 1, 3),
    picture("A6, curves", "drag x", "drag", SVG, f="tanh", other="lenet", depth="20"),
    picture("A6, curves", "inputs' scale", "slide", "scale", 1, 2, 4, 6, f="tanh", other="lenet", depth="20"),
    picture("A6, response", "pull a bar", "drag", "rect.before", show="both", n="9"),
    picture("A6, batch", "pull a bar", "drag", ".strip"),
    picture("A7", "inception, maps", "slide", "inception_in", 64, 192, 256, 512, case="inception"),
    picture("A7", "inception, hover", "point", SVG, case="inception"),
    picture("A8", "AlexNet on 227 px: drag over the square", "drag", SVG, **ALEXNET),
    picture("A8", "AlexNet on 227 px: padding", "slide", "padding", 0, 1, 2, 3, **ALEXNET),
    picture("A8", "AlexNet on 227 px: input", "slide", "input", 64, 58, 61, 63, **ALEXNET),
    *(
        picture("B1", f"{title}, all layers: {words}", action, SVG, net=net, open="all")
        for net, title in (
            ("densenet264", "DenseNet-264"),
            ("resnet152", "ResNet-152"),
            ("inception_v3", "Inception v3"),
        )
        for words, action in (("hover", "point"), ("wheel", "wheel"))
    ),
)

PLAY = """async ({ key }) => {
  const root = document.querySelector(`${key} [data-testid=stBidiComponentIsolated]`).shadowRoot;
  const speed = root.querySelector(".speed");
  speed.value = "5";
  speed.dispatchEvent(new Event("change"));
  root.querySelector(".play").click();
  const times = [];
  await new Promise((done) => {
    const next = (now) => (times.push(now) < 121 ? requestAnimationFrame(next) : done());
    requestAnimationFrame(next);
  });
  root.querySelector(".play").click();
  return 120_000 / (times.at(-1) - times[0]);
}"""
WORK = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")


def work(session: CDPSession) -> float:
    """Milliseconds that the page's main thread has worked so far."""
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return 1000.0 * float(sum(metrics[name] for name in WORK))


def measure(page: Page, address: str, chosen: Picture) -> list[str]:
    page.goto(f"{address}/{chosen.lesson}?{urlencode(chosen.query)}")
    target = page.locator(f"{chosen.key} {chosen.target}").first
    target.wait_for()
    page.locator("[data-testid=stCode]").last.wait_for()
    target.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    hand = {"key": chosen.key, "action": chosen.action, "target": chosen.target, "values": chosen.values}
    page.evaluate(HANDS, {**hand, "turns": 10})  # warm
    before = work(session)
    found = page.evaluate(HANDS, {**hand, "turns": TURNS})
    spent = (work(session) - before) / TURNS
    times = found["times"]
    frames = f"{page.evaluate(PLAY, hand):.0f}" if chosen.plays else ""
    return [
        chosen.name,
        *(f"{percentile(times, share):.1f}" for share in (0.5, 0.95)),
        "" if chosen.action == "press" else f"{spent:.1f}",
        frames,
    ]


def rows(page: Page, address: str, wanted: str) -> Iterator[list[str]]:
    for chosen in PICTURES:
        if wanted in chosen.name:
            row = measure(page, address, chosen)
            print(json.dumps(row, ensure_ascii=False), file=sys.stderr, flush=True)
            yield row


def main() -> None:
    with serve(ROOT / "streamlit_app.py") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        found = list(rows(page, address, " ".join(sys.argv[1:])))
        browser.close()
    header = ("picture", "input to paint, median ms", "p95 ms", "work, ms", "frames/s while playing")
    table("An input event to the painted picture, in the browser", header, found)


if __name__ == "__main__":
    main()
