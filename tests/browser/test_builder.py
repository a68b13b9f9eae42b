"""The builder in a real browser: layers are added, edited, moved, joined and taken back; Python's numbers follow."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def opened(page: Page, app: str, query: str = "") -> Locator:
    page.goto(f"{app}/builder{query}")
    editor = page.locator(".nb")
    expect(editor.locator(".says")).not_to_have_text("")
    return editor


def row(editor: Locator, place: int) -> Locator:
    return editor.locator(f"#layer-{place}")


def test_numbers_follow_a_change_and_the_link_holds_it(page: Page, app: str) -> None:
    editor = opened(page, app)
    expect(editor.locator(".says")).to_contain_text("24,234 parameters")
    editor.get_by_label("Stride, number").fill("2")
    expect(row(editor, 1)).to_contain_text("16 × 32 × 32")
    expect(row(editor, 7)).to_contain_text("64 × 8 × 8")
    expect(page).to_have_url(re.compile(r"layers=c16s2p1_r_m_c32p1"))
    editor.get_by_role("button", name="Undo").click()
    expect(row(editor, 1)).to_contain_text("16 × 64 × 64")
    expect(page.locator(".katex-mathml").first).to_be_attached()


def test_a_layer_that_breaks_says_why_where_it_breaks(page: Page, app: str) -> None:
    editor = opened(page, app, "?layers=c16_m_f_l10&input=3x8x8&chosen=1")
    editor.get_by_label("Kernel, number").fill("9")
    expect(row(editor, 1)).to_contain_text("conv1 would give 0 × 0: its 9 × 9 window finds only 8 × 8")
    expect(row(editor, 2)).to_contain_text("waits for a layer that breaks")
    expect(page.get_by_text("The code below is that of the last one that did not")).to_be_attached()
    editor.get_by_label("Kernel, number").fill("3")
    expect(editor.locator(".says")).to_contain_text("3 × 8 × 8 → 10")


def test_branches_are_joined_and_meet_a_challenge(page: Page, app: str) -> None:
    """The residual block, built by hand."""
    editor = opened(page, app, "?challenge=residual&layers=&input=64x56x56&chosen=0")
    expect(editor.locator(".says")).to_contain_text("no layer yet")
    for name in ("Conv", "Activation", "Conv", "Sum"):
        editor.get_by_role("button", name=name, exact=True).click()
    expect(row(editor, 4)).to_have_attribute("aria-selected", "true")
    editor.get_by_label("Reads, number 1").select_option("the picture")
    expect(page.get_by_text("Done: every condition is met.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"layers=cp1_r_cp1_s\.0\.3"))
    expect(editor.locator(".gutter .arc")).to_have_count(1)


def test_rows_are_moved_by_key_and_by_hand(page: Page, app: str) -> None:
    editor = opened(page, app, "?layers=c8p1_r_m_f_l10&input=3x8x8")
    row(editor, 2).click()
    page.keyboard.press("Alt+ArrowUp")
    expect(row(editor, 1)).to_contain_text("relu1")
    expect(page).to_have_url(re.compile("layers=r_c8p1_m"))
    page.keyboard.press("Delete")
    expect(row(editor, 1)).to_contain_text("conv1")
    from_, to = row(editor, 2).locator(".pad").bounding_box(), row(editor, 1).bounding_box()
    assert from_ is not None
    assert to is not None
    page.mouse.move(from_["x"] + 5, from_["y"] + 5)
    page.mouse.down()
    page.mouse.move(from_["x"] + 5, to["y"] + 12, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("layers=m_c8p1_f_l10"))
    expect(row(editor, 1)).to_contain_text("pool1")


def test_a_famous_network_is_loaded(page: Page, app: str) -> None:
    editor = opened(page, app)
    page.get_by_role("button", name="Start from").click()
    page.get_by_role("button", name="Load it").click()
    expect(editor.locator(".says")).to_contain_text("11,689,512 parameters")
    expect(editor.locator(".layer")).to_have_count(70)
    expect(row(editor, 69)).to_contain_text("dense1")
