"""The occlusion view's colours and layout: laptop, phone, projector, dark, and the saved picture."""

import re
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from cnnviz.palette import ACTIVATION, INPUT, PROBABILITY
from tests.browser import occlusion_view_demo as demo
from tests.browser.occlusion_view_hand import (
    CHANCES,
    CORNERS,
    COUNT,
    PICTURES,
    SIZE,
    Server,
    bars,
    box_of,
    colour_on,
    opened,
    point,
    rgb,
    sentence,
    where,
)

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_maps_are_coloured_by_value_and_by_label(page: Page, serve_script: Server) -> None:
    opened(serve_script, page)
    anchors = np.linspace(0, 1, len(PROBABILITY))
    channels = np.array([rgb(colour) for colour in PROBABILITY])
    sums, steps = demo.sums(SIZE, CORNERS), np.linspace(0, 1, len(ACTIVATION))
    greens = np.array([rgb(colour) for colour in ACTIVATION])
    legend = {
        item.locator(".words").inner_text(): item.locator(".swatch").evaluate("e => e.style.background")
        for item in page.locator(".legend li").all()
    }
    for row, column in [(2, 2), (8, 12), (20, 4)]:
        here = CHANCES[row, column]
        expected = [np.interp(here[demo.TARGET], anchors, channels[:, k]) for k in range(3)]
        assert colour_on(page, "probability", row, column) == pytest.approx(expected, abs=1)
        share = sums[row, column] / sums.max()
        expected = [np.interp(share, steps, greens[:, k]) for k in range(3)]
        assert colour_on(page, "activation", row, column) == pytest.approx(expected, abs=2)
        swatch = legend[demo.TITLES[int(np.argmax(here))]]
        assert colour_on(page, "label", row, column) == [int(n) for n in re.findall(r"\d+", swatch)]


def test_legend_counts_positions_most_frequent_first(page: Page, serve_script: Server) -> None:
    opened(serve_script, page)
    labels, counts = np.unique(CHANCES.argmax(-1), return_counts=True)
    expected = {demo.TITLES[c]: int(n) for c, n in zip(labels, counts, strict=True)}
    shown = [
        (item.locator(".words").inner_text(), int(item.locator(".count").inner_text().replace(",", "")))
        for item in page.locator(".legend li").all()
    ]
    assert dict(shown) == expected
    assert [n for _, n in shown] == sorted(expected.values(), reverse=True)


def test_labels_beyond_the_colours_are_one_entry_called_other(page: Page, serve_script: Server) -> None:
    opened(serve_script, page, "?mess=2")
    labels, counts = np.unique(demo.chances(SIZE, CORNERS, 2).argmax(-1), return_counts=True)
    assert len(labels) > 14
    entries = page.locator(".legend li")
    expect(entries).to_have_count(14)
    expect(entries.last).to_contain_text(f"other ({len(labels) - 13} labels)")
    shown = sum(int(n.replace(",", "")) for n in page.locator(".legend .count").all_inner_texts())
    assert shown == counts.sum()
    colours = page.locator(".legend .swatch").evaluate_all("all => all.map(e => e.style.background)")
    assert len(set(colours)) == 14
    assert box_of(page, ".board")["height"] <= 430


def test_positions_not_computed_say_so_and_look_different(page: Page, serve_script: Server) -> None:
    opened(serve_script, page, "?done=49")
    legend = page.locator(".legend li").last
    expect(legend).to_have_text(f"not computed yet{COUNT**2 - 49}")
    point(page, "label", 1, 1)
    assert sentence(page) == f"Covered at {where(1, 1)}: not computed yet."
    assert {value for _, value in bars(page)} == {"–"}
    expect(page.locator(".scale-probability .mark-here")).to_be_hidden()
    assert colour_on(page, "label", 0, 0) == rgb("#0072B2")
    assert colour_on(page, "label", 1, 1) != rgb("#0072B2")


def test_labels_keep_their_colours_while_the_map_grows(page: Page, serve_script: Server) -> None:
    opened(serve_script, page, "?done=169")
    script = "items => items.map(e => [e.textContent.replace(/[\\d,]+$/, ''), e.firstChild.style.background])"
    early = dict(page.locator(".legend li[data-name]").evaluate_all(script))
    for _ in range(4):
        page.get_by_role("button", name="Compute more").click()
    expect(page.locator(".legend")).not_to_contain_text("not computed yet", timeout=20_000)
    late = dict(page.locator(".legend li[data-name]").evaluate_all(script))
    assert len(early) > 3
    assert early.items() <= late.items()


def test_the_saved_sheet_shows_all_five_panels(page: Page, serve_script: Server, tmp_path: Path) -> None:
    opened(serve_script, page)
    point(page, "label", 5, 5)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save the sheet as PNG").click()
    assert caught.value.suggested_filename == "occlusion-tabby.png"
    caught.value.save_as(tmp_path / "saved.png")
    image = np.asarray(Image.open(tmp_path / "saved.png").convert("RGB")).astype(int)
    assert image.shape[1] == 5 * 336 + 6 * 28
    scale = 336 / demo.SIDE

    def at(panel: int, row: float, column: float) -> list[int]:
        y, x = 132 + int(scale * row), 28 + panel * 364 + int(scale * column)
        pixel: list[int] = image[y, x].tolist()
        return pixel

    row, column = CORNERS[20] + SIZE / 2, CORNERS[4] + SIZE / 2
    for panel, picture in ((1, "activation"), (3, "probability"), (4, "label")):
        assert at(panel, row, column) == pytest.approx(colour_on(page, picture, 20, 4), abs=1)
    assert at(0, CORNERS[5] + SIZE / 2, CORNERS[5] + SIZE / 2) == [128, 128, 128]
    assert at(2, 10, 10) == [128, 128, 128]
    assert at(2, 51, 115) == pytest.approx([230, 150, 40], abs=30)


def test_all_is_on_screen_together_on_a_laptop(page: Page, serve_script: Server) -> None:
    opened(serve_script, page)
    assert box_of(page, ".board")["height"] <= 430
    tops = {box_of(page, f".surface.{picture}")["y"] for picture in PICTURES}
    assert len(tops) == 1


def test_presented_text_can_be_read_from_the_back_row(page: Page, serve_script: Server) -> None:
    opened(serve_script, page, "?present=1")
    sizes = page.locator(".occlusion :is(p, span, li, button)").evaluate_all(
        "all => all.filter(e => e.innerText).map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 22
    box = box_of(page, ".board")
    assert box["width"] > 1100
    assert box["y"] + box["height"] <= 768


def test_colours_follow_the_dark_theme(browser: Browser, serve_script: Server) -> None:
    seen = {}
    for scheme in SCHEMES:
        context = browser.new_context(color_scheme=scheme)
        page = opened(serve_script, context.new_page(), "?done=49")
        seen[scheme] = page.locator(".probe").evaluate(
            "e => { e.style.color = 'var(--cv-input)'; return getComputedStyle(e).color; }"
        )
        context.close()
    assert [int(n) for n in re.findall(r"\d+", seen["light"])] == rgb(INPUT.light)
    assert [int(n) for n in re.findall(r"\d+", seen["dark"])] == rgb(INPUT.dark)


def test_a_phone_shows_it_without_overflow_and_a_finger_moves_the_square(
    browser: Browser, serve_script: Server
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = opened(serve_script, context.new_page())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = box_of(page, ".surface.picture")
    assert box["width"] > 320
    touch = context.new_cdp_session(page)
    scale = box["width"] / demo.SIDE

    def finger(kind: str, row: int, column: int) -> None:
        x, y = (CORNERS[i] * scale + SIZE * scale / 2 for i in (column, row))
        points = [] if kind == "touchEnd" else [{"x": box["x"] + x, "y": box["y"] + y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    page.touchscreen.tap(box["x"] + (CORNERS[3] + 16) * scale, box["y"] + (CORNERS[2] + 16) * scale)
    assert where(2, 3) in sentence(page)
    finger("touchStart", 5, 5)
    for row in range(6, 15):
        finger("touchMove", row, 6)
    finger("touchEnd", 14, 6)
    page.wait_for_timeout(200)
    assert where(14, 6) in sentence(page)
    context.close()
