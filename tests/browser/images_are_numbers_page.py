"""What the browser tests of lesson A1 share: its parts, waiting, reading the pixels shown."""

from collections.abc import Callable
from typing import Any

import numpy as np
from playwright.sync_api import Page, expect

from cnnviz.images import SIDES

GRID = ".st-key-pixel-grid"
CODE = "[data-testid=stCode]"
HOST = "document.querySelector('.st-key-pixel-grid [data-testid=stBidiComponentIsolated]').cnnviz"

PATIENCE_MS = 30_000

Opener = Callable[[str], Page]


def ready(page: Page) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    page.set_default_timeout(PATIENCE_MS)
    expect(page.locator(CODE)).to_be_visible()
    expect(page.locator(f"{GRID} .place")).to_contain_text("Row")


def shown_bytes(page: Page) -> Any:
    """The pixels that the widget shows, as (rows, columns, 3)."""
    side, flat = page.evaluate(
        f"(() => {{ const p = {HOST}.widget.picture; return [p.side, [...p.bytes]]; }})()"
    )
    return np.array(flat).reshape(side, side, 4)[..., :3]


def slide(page: Page, side: int) -> None:
    page.locator(f"{GRID} input.side").fill(str(SIDES.index(side)))
