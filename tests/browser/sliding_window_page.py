"""What the browser tests of the sliding window share: opening it, finding its parts, waiting for reports."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

DEMO = Path(__file__).with_name("sliding_window_demo.py")
HOST = "document.querySelector('[data-testid=stBidiComponentIsolated]').cnnviz"
PLAIN = {"input": [7, 7], "kernel": [3, 3], "stride": [2, 2], "padding": [1, 1]}  # 4 × 4 outputs
PATIENCE_MS = 30_000

Opener = Callable[..., Page]


def opener(page: Page, address: str) -> Opener:
    """`widget(state, values="max")` opens the demo with that picture and waits until it is drawn."""
    expect.set_options(timeout=PATIENCE_MS)

    def opened(state: dict[str, Any] | None = None, into: Page = page, **query: str) -> Page:
        words = urlencode({"state": json.dumps(state or PLAIN), **query})
        into.goto(f"{address}/?{words}")
        expect(into.locator(".says")).not_to_be_empty()
        return into

    return opened


def field(page: Page, name: str, kind: str = "number", axis: int = 0) -> Locator:
    return page.locator(f'[data-name="{name}"] .axis-{axis} input[type="{kind}"]')


def reported(page: Page) -> dict[str, Any] | None:
    text = page.get_by_text(re.compile(r"^run \d+: ")).inner_text()
    state: dict[str, Any] | None = json.loads(text.split(": ", 1)[1])
    return state


def expect_report(page: Page, **wanted: Any) -> None:
    """Wait until Python has been told these parts of the state."""
    for name, value in wanted.items():
        shown = json.dumps({name: value})[1:-1]
        expect(page.get_by_text(re.compile(r"^run \d+: "))).to_contain_text(shown)


def at(page: Page) -> list[int]:
    where: list[int] = page.evaluate(f"{HOST}.widget.player.at")
    return where


def cell_center(page: Page, side: str, row: float, column: float) -> tuple[float, float]:
    """Where a cell of a grid's content is on the page."""
    found: list[float] = page.evaluate(
        f"""([side, row, column]) => {{
          const {{ widget }} = {HOST};
          const {{ box, origin }} = widget.scene[side];
          const page = widget.svg.getBoundingClientRect();
          return [page.left + box.x + (column + origin[1] + 0.5) * box.cell,
                  page.top + box.y + (row + origin[0] + 0.5) * box.cell];
        }}""",
        [side, row, column],
    )
    return found[0], found[1]
