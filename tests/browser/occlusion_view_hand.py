"""Open the occlusion view's demo, point at positions in it and read what it shows."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FloatRect, Page, expect

from tests.browser import occlusion_view_demo as demo

DEMO = Path(demo.__file__)
SIZE, STRIDE = 32, 8
CORNERS = list(range(0, demo.SIDE - SIZE + 1, STRIDE))
COUNT = len(CORNERS)
CHANCES = demo.chances(SIZE, CORNERS).round(4)
PICTURES = ("picture", "activation", "projection", "probability", "label")

Server = Callable[[Path], str]


def opened(serve_script: Server, page: Page, query: str = "") -> Page:
    """Open the demo in the page and wait until the view shows its data."""
    page.goto(serve_script(DEMO) + "/" + query)
    expect(page.locator(".sentence")).not_to_be_empty(timeout=20_000)
    page.wait_for_function("document.fonts.ready.then(() => true)")
    return page


def sentence(page: Page) -> str:
    return (page.locator(".sentence").text_content() or "").replace("\u00a0", " ")


def bars(page: Page) -> list[tuple[str, str]]:
    """(name, value) of the rows of the top five that are shown."""
    rows = [row for row in page.locator(".bars .row").all() if row.is_visible()]
    return [
        (row.locator(".name").inner_text(), row.locator(".value").inner_text().replace("\u00a0", " "))
        for row in rows
    ]


def box_of(page: Page, selector: str) -> FloatRect:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box


def point(page: Page, picture: str, row: int, column: int) -> None:
    """Move the mouse to where the square at that position has its centre."""
    scale = box_of(page, f".surface.{picture}")["width"] / demo.SIDE
    x, y = (scale * (CORNERS[i] + SIZE / 2) for i in (column, row))
    page.locator(f".surface.{picture}").hover(position={"x": x, "y": y})


def where(row: int, column: int) -> str:
    top, left = CORNERS[row], CORNERS[column]
    return f"row {top} to {top + SIZE - 1}, column {left} to {left + SIZE - 1}"


def colour_on(page: Page, picture: str, row: int, column: int) -> list[int]:
    """The pixel of a map's canvas at the middle of a position's cell."""
    shares = [(CORNERS[i] + SIZE / 2) / demo.SIDE for i in (column, row)]
    pixel: list[int] = page.locator(f".surface.{picture} canvas").evaluate(
        """(canvas, [x, y]) => [...canvas.getContext("2d")
            .getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data].slice(0, 3)""",
        shares,
    )
    return pixel


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
