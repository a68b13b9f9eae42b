"""Building blocks in a real browser: a block is opened, moved, broken and mended; picture, formula and link follow."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def opened(page: Page, app: str, query: str = "") -> Locator:
    page.goto(f"{app}/building_blocks{query}")
    view = page.locator(".bv")
    expect(view.locator("svg.picture .unit").first).to_be_visible()
    expect(page.locator("[data-testid=stCode]")).to_be_visible()
    return view


def test_a_number_moves_picture_formula_and_link(page: Page, app: str) -> None:
    view = opened(page, app)
    expect(view.locator(".totals")).to_have_text("Below against above: 45 % fewer weights, 45 % fewer MACs.")
    layers = view.get_by_label("3 × 3 layers").last
    layers.fill("2")
    layers.press("Tab")
    expect(view.locator("[data-unit=conv2]")).to_be_visible()
    expect(view.locator("[data-unit=conv3]")).to_have_count(0)
    expect(view.locator(".network-name").first).to_have_text("One 5 × 5")
    expect(page).to_have_url(re.compile("small_layers=2"))
    expect(page.locator("[data-testid=stCode]")).to_contain_text(
        "nn.Conv2d(256, 256, 5, padding=2, bias=False)"
    )
    view.locator(".known").select_option(label="VGG-16, stage 5: 512 maps")
    expect(page).to_have_url(re.compile("small_maps=512"))
    view.locator("[data-unit=conv3] .front").click()
    expect(view.locator(".says")).to_contain_text(
        "Three 3 × 3. conv3: convolution 3 × 3, padding 1 → 512 × 14 × 14"
    )


def test_a_shortcut_that_does_not_fit_says_why_and_is_mended(page: Page, app: str) -> None:
    view = opened(page, app)
    view.get_by_role("button", name="The residual block").click()
    expect(view.locator(".toy")).to_be_visible()
    expect(page.get_by_role("radio", name="Exercise 5")).to_be_attached()
    out = view.get_by_label("Maps out").last
    out.fill("128")
    out.press("Tab")
    expect(view.locator(".problem")).to_contain_text(
        "block.add cannot add 128 maps of 56 × 56 and 64 maps of 56 × 56."
    )
    view.get_by_label("Shortcut").select_option("B: 1 × 1 convolution")
    expect(view.locator(".problem")).to_be_hidden()
    expect(view.locator("[data-unit='block.shortcut']")).to_be_visible()
    weight = view.get_by_label("Weight w, %").last
    weight.fill("0")
    weight.press("Tab")
    expect(view.locator(".toy")).to_contain_text("plain: slope 0")
    expect(view.locator(".toy")).to_contain_text("with shortcuts: slope 1")


def test_the_explorer_leads_to_a_networks_block(page: Page, app: str) -> None:
    page.goto(f"{app}/famous_networks?net=densenet121")
    page.get_by_role("button", name="Open: The dense block").click()
    expect(page.locator(".bv .blocks [aria-pressed=true]")).to_have_text("The dense block")
    expect(page).to_have_url(re.compile(r"/building_blocks\?.*block=dense"))
