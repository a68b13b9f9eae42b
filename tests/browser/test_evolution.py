"""Lesson C6 in a real browser: the wall grows, one walks through the training, and the link carries the place."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LOADING_MS = 120_000  # the first visitor waits for torch, seven networks and 418 crops each
DONE = re.compile(r"All 2,926 looks at sample crops, 7 stages of training, (computed in|at once)")


def opened(page: Page, app: str, query: str) -> Page:
    page.goto(f"{app}/evolution{query}")
    expect(page.get_by_text(DONE)).to_be_visible(timeout=LOADING_MS)
    expect(page.locator(".wall .cell")).to_have_count(42)
    return page


def test_one_walks_through_the_training_and_the_link_remembers(page: Page, app: str) -> None:
    opened(page, app, "?layer=conv1&map=17")
    expect(page.locator(".wall .mark").first).to_have_text("17")
    says = page.locator(".says")
    expect(says).to_contain_text("After 44 epochs, 87.4 % right. Map 17 is strongest")
    page.locator(".wall .head", has_text="start").click()
    expect(says).to_contain_text("Before training. Map 17 is strongest")
    page.get_by_role("button", name="Step forward").click()
    expect(says).to_contain_text("After 1 epoch, 49.2 % right.")
    page.wait_for_url(re.compile(r"at=1(&|$)"))
    page.get_by_role("button", name=re.compile(r"^Map \d+, epoch 8$")).nth(3).click()
    page.wait_for_url(re.compile(r"row=3"))
    expect(page.locator(".wall .cell.chosen")).to_have_attribute("aria-label", re.compile("epoch 8"))
    page.get_by_role("button", name="What the unit sees").click()
    page.wait_for_url(re.compile(r"show=patch"))
    before = page.locator("svg.picture path.line").last.get_attribute("d")
    page.get_by_role("button", name="by their weights").click()
    expect(page.locator("svg.picture path.line").last).not_to_have_attribute("d", before or "")
    page.wait_for_url(re.compile(r"by=weights"))
    expect(page.get_by_text("judged by its weights")).to_be_visible()


def test_the_wall_is_one_stop_of_the_tab_key_and_arrows_walk_in_it(page: Page, app: str) -> None:
    opened(page, app, "?layer=conv1")
    chosen = page.locator(".wall .cell.chosen")
    expect(page.locator(".wall [tabindex='0']")).to_have_count(1)
    chosen.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_attribute("aria-label", re.compile("epoch 28"))
    expect(chosen).to_be_focused()
    page.wait_for_url(re.compile(r"(?=.*at=5)(?=.*row=1)"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")  # the first row is the last
    expect(chosen).to_be_focused()
    expect(page.locator(".wall [tabindex='0']")).to_have_count(1)
    page.wait_for_url(lambda url: "row=" not in url)


def test_playing_walks_to_the_end_and_a_phone_shows_it_in_its_width(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, app, "?layer=conv1&at=5")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".says")).to_contain_text("After 44 epochs")
    page.wait_for_url(lambda url: "at=" not in url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
