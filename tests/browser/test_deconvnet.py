"""Lesson C2 in a real browser: choosing a map, all six views, stepping down, and a phone's width."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

C2 = "/deconvnet"
LOADING_MS = 90_000  # the first visitor waits for torch and the network


def open_at(page: Page, app: str, query: str = "") -> Page:
    page.goto(f"{app}{C2}{query}")
    expect(page.locator(".gallery[data-ready], .way .signal[src^='data']")).to_be_visible(timeout=LOADING_MS)
    return page


def show(page: Page, name: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_role("radio", name=name).click()


def test_a_map_is_chosen_and_followed_through_the_views(page: Page, app: str) -> None:
    open_at(page, app, "?photo=cat&layer=relu3")
    expect(page.locator(".tile")).to_have_count(12)
    third = page.locator(".tile").nth(2)
    title = third.get_attribute("title") or ""
    number = re.match(r"map (\d+)", title)
    assert number
    third.click()
    expect(page.locator(".large .name")).to_have_text(f"Map {number[1]}")
    page.wait_for_url(re.compile(rf"map={number[1]}(&|$)"))
    # The projection is there, not a blank: a sheet that came anew is decoded before it is painted.
    page.wait_for_function(
        "c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 20",
        arg=page.locator(".large .projection").element_handle(),
    )

    show(page, "All maps of the layer")
    expect(page.locator(".wall .head")).to_contain_text("all 384 maps")
    expect(page.get_by_text(re.compile(r"All 384 maps, (computed in|at once)"))).to_be_visible(
        timeout=LOADING_MS
    )
    expect(page.locator(".large .name")).to_have_text(f"Map {number[1]}")
    with page.expect_download() as sheet:
        page.get_by_role("button", name="Pictures as PNG").click()
    assert sheet.value.suggested_filename == "wall-cnnviz_zfnet-relu3-cat.png"
    with Image.open(sheet.value.path()) as poster:
        assert min(poster.size) > 1500, "all maps, each large enough for a line below it"
    page.locator(".montage").click(position={"x": 60, "y": 60})
    expect(page.locator(".large .name")).not_to_have_text(f"Map {number[1]}")

    show(page, "Three methods")
    expect(page.locator(".tile")).to_have_count(6)
    page.locator(".tile").nth(5).click()
    page.wait_for_url(re.compile(r"switches=off"))
    expect(page.get_by_role("combobox", name="Method")).to_have_value("Gradient")

    show(page, "Trained and untrained")
    expect(page.locator(".group .head").nth(1)).to_have_text("Random weights, seed 0")
    page.get_by_role("button", name="Draw other random weights").click()
    expect(page.locator(".group .head").nth(1)).to_have_text("Random weights, seed 1")


def test_the_way_down_is_walked_in_the_browser_and_the_link_knows_where(page: Page, app: str) -> None:
    open_at(page, app, "?show=down&layer=relu3")
    expect(page.locator(".says")).to_have_text("One unit is kept, everything else in its layer is set to 0.")
    first = page.locator(".signal").get_attribute("src") or ""
    page.locator(".forward").click()
    expect(page.locator(".says")).to_contain_text("Rectified at conv3")
    page.locator(".halt", has_text="unpool").first.click()
    expect(page.locator(".says")).to_contain_text("every value goes to the place where its maximum was")
    page.wait_for_url(re.compile(r"step=4(&|$)"))
    expect(page.locator(".signal")).not_to_have_attribute("src", first)
    page.locator(".halt").last.click()
    expect(page.locator(".way .legend")).to_contain_text("Red, green and blue together")


def test_the_nine_strongest_of_the_sample_crops(page: Page, app: str) -> None:
    open_at(page, app, "?show=top&of=chosen&layer=relu3&map=142")
    expect(page.get_by_text(re.compile(r"All 418 pictures, (computed in|at once)"))).to_be_visible(
        timeout=LOADING_MS
    )
    expect(page.locator(".nine")).to_have_count(2, timeout=LOADING_MS)
    expect(page.locator(".nine .tile")).to_have_count(18, timeout=LOADING_MS)
    page.locator(".nine .tile").nth(4).click()
    expect(page.locator(".nine .tile.chosen")).to_have_count(2)
    expect(page.locator(".facts")).to_contain_text("Picture")
    expect(page.locator(".nine .tile").nth(4)).to_have_class("tile chosen")


def test_a_phone_shows_everything_in_its_width(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for query in ("?show=strongest", "?show=down", "?present=1"):
        open_at(page, app, query)
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
