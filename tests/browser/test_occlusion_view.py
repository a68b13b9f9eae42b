"""The occlusion view in a real browser: everything moves together, and nothing is sent to the server."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser import occlusion_view_demo as demo
from tests.browser.frames import Frames
from tests.browser.occlusion_view_hand import (
    CHANCES,
    CORNERS,
    COUNT,
    PICTURES,
    SIZE,
    Server,
    bars,
    opened,
    point,
    sentence,
    where,
)


@pytest.mark.parametrize("picture", PICTURES)
def test_hover_shows_the_values_of_that_position_everywhere(
    page: Page, serve_script: Server, picture: str
) -> None:
    opened(serve_script, page)
    for row, column in [(3, 5), (0, 0), (12, 11), (24, 24)]:
        point(page, picture, row, column)
        here = CHANCES[row, column]
        best = np.argsort(-here)[:5]
        expected = [(demo.TITLES[c], f"{100 * here[c]:.1f} %") for c in best]
        if demo.TARGET not in best:
            expected.append((demo.TITLES[demo.TARGET], f"{100 * here[demo.TARGET]:.1f} %"))
        assert bars(page) == expected
        assert sentence(page).startswith(f"Covered at {where(row, column)}: tabby ")
        assert f"Most probable: {demo.TITLES[best[0]]}, " in sentence(page)
        said = re.search(r"Sum of conv5, map 17: (\d+) \(clean: 280\)", sentence(page))
        assert said
        assert int(said[1]) == pytest.approx(demo.sums(SIZE, CORNERS)[row, column], abs=1)
        expect(page.locator(".legend .here .words")).to_have_text(demo.TITLES[best[0]])
        covered = page.locator("img.covered").evaluate("e => e.style.clipPath")
        inset = [float(part) for part in re.findall(r"[\d.]+(?=%)", covered)]
        assert inset[0] == pytest.approx(100 * CORNERS[row] / demo.SIDE, abs=0.01)
        assert inset[3] == pytest.approx(100 * CORNERS[column] / demo.SIDE, abs=0.01)


def test_names_are_text_never_markup(page: Page, serve_script: Server) -> None:
    opened(serve_script, page)
    point(page, "picture", 10, 4)
    assert "<b>Persian cat</b>" in [name for name, _ in bars(page)]
    assert page.locator(".occlusion b").count() == 0


def test_moving_by_pointer_and_keys_sends_nothing_to_the_server(page: Page, serve_script: Server) -> None:
    sent = Frames(page)
    opened(serve_script, page)
    before = sent.until_quiet()
    for picture in PICTURES:
        for column in range(0, COUNT, 3):
            point(page, picture, column, column)
        page.locator(f".surface.{picture}").focus()
        page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(800)
    assert sent.count == before


def test_before_any_move_the_square_is_where_it_hurts_most(page: Page, serve_script: Server) -> None:
    opened(serve_script, page)
    row, column = np.unravel_index(int(CHANCES[..., demo.TARGET].argmin()), (COUNT, COUNT))
    assert where(int(row), int(column)) in sentence(page)


def test_arrow_keys_move_by_one_position_and_stop_at_the_border(page: Page, serve_script: Server) -> None:
    opened(serve_script, page)
    surface = page.locator(".surface.label")
    surface.focus()
    for key in ("Home", "PageUp", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    assert where(0, 0) in sentence(page)
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)
    assert where(6, 2) in sentence(page)
    for key in ("End", "PageDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert where(COUNT - 1, COUNT - 1) in sentence(page)
    expect(surface).to_be_focused()
    expect(page.locator(".announce")).to_have_text(sentence(page))


def test_a_click_pins_and_the_same_click_or_escape_releases(page: Page, serve_script: Server) -> None:
    opened(serve_script, page)
    point(page, "probability", 4, 6)
    page.mouse.down()
    page.mouse.up()
    point(page, "label", 15, 15)
    assert where(4, 6) in sentence(page)
    expect(page.locator(".hint")).to_contain_text("Pinned.")
    page.mouse.down()
    page.mouse.up()
    assert where(15, 15) in sentence(page)
    page.mouse.down()
    page.mouse.up()
    point(page, "picture", 2, 2)
    assert where(2, 2) in sentence(page)
    page.keyboard.press("Enter")
    point(page, "picture", 9, 9)
    assert where(2, 2) in sentence(page)
    page.keyboard.press("Escape")
    point(page, "picture", 8, 9)
    assert where(8, 9) in sentence(page)


def test_a_pin_is_reported_and_a_link_brings_it_back(page: Page, serve_script: Server) -> None:
    opened(serve_script, page, "?pin=112,80")
    assert "row 64 to 95, column 96 to 127" in sentence(page)
    expect(page.locator(".hint")).to_contain_text("Pinned.")
    expect(page.get_by_text("pin: None")).to_be_visible()
    point(page, "probability", 4, 6)
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_text(f"pin: {[CORNERS[6] + SIZE // 2, CORNERS[4] + SIZE // 2]}")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("pin: None")).to_be_visible()


def test_an_empty_map_shows_the_clean_values_only(page: Page, serve_script: Server) -> None:
    opened(serve_script, page, "?done=0")
    assert sentence(page) == "No position is computed yet."
    expect(page.locator("img.covered")).to_be_hidden()
    point(page, "picture", 3, 3)
    assert sentence(page) == f"Covered at {where(3, 3)}: not computed yet."


def test_pin_focus_and_elements_survive_while_the_map_grows(page: Page, serve_script: Server) -> None:
    opened(serve_script, page, "?done=60&grow=1")
    surface = page.locator(".surface.probability")
    surface.evaluate("e => { e.sameAsBefore = true; }")
    point(page, "probability", 16, 8)
    page.mouse.down()
    page.mouse.up()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".legend")).not_to_contain_text("not computed yet", timeout=20_000)
    assert where(16, 9) in sentence(page)
    expect(page.locator(".hint")).to_contain_text("Pinned.")
    expect(surface).to_be_focused()
    assert surface.evaluate("e => e.sameAsBefore")
    expect(page.locator(".announce")).to_have_text("The map is complete.")


def test_a_dot_of_the_cloud_moves_everything(page: Page, serve_script: Server) -> None:
    opened(serve_script, page)
    cloud = page.locator(".cloud")
    row, column = np.unravel_index(int(demo.sums(SIZE, CORNERS).argmin()), (COUNT, COUNT))
    point(page, "picture", 0, 0)
    words = sentence(page)
    cloud.scroll_into_view_if_needed()
    box = cloud.bounding_box()
    assert box
    # The position with the least sum has the leftmost dot; look for it along the left edge.
    for share in np.linspace(0.05, 0.8, 40):
        page.mouse.move(box["x"] + 32.5 + 0.053 * (box["width"] - 40.3), box["y"] + share * box["height"])
        if sentence(
            page
        ) != words and f"Sum of conv5, map 17: {demo.sums(SIZE, CORNERS).min():.0f}" in sentence(page):
            break
    assert where(int(row), int(column)) in sentence(page)


def test_a_disc_is_round_and_the_pairs_say_what_they_are(page: Page, serve_script: Server) -> None:
    opened(serve_script, page, "?shape=disc")
    point(page, "projection", 10, 4)
    clip = page.locator("img.covered").evaluate("e => e.style.clipPath")
    shares = [float(part) for part in re.findall(r"[\d.]+(?=%)", clip)]
    centre = [100 * (CORNERS[i] + SIZE / 2) / demo.SIDE for i in (4, 10)]
    assert clip.startswith("circle(")
    assert shares == pytest.approx([100 * SIZE / 2 / demo.SIDE, *centre], abs=0.01)
    expect(page.locator(".head-picture")).to_contain_text("Under the disc")
    pairs = page.locator(".pairs li")
    expect(pairs).to_have_count(7)
    expect(pairs.first).to_have_attribute("title", "photo 0: 3 at its strongest unit")
    expect(pairs.last.locator("img").first).to_be_hidden()
    field = page.locator(".surface.projection .field").evaluate("e => [e.style.top, e.style.width]")
    assert [float(part.rstrip("%")) for part in field] == pytest.approx(
        [100 * 40 / demo.SIDE, 100 * 150 / demo.SIDE], abs=0.01
    )
