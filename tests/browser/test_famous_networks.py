"""Lesson B1 in a real browser: a learner reads a layer, changes it, sees it break, unfolds, compares, takes it home."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.address import expect_parameter

pytestmark = pytest.mark.browser

CODE = "[data-testid=stCode]"
ROOT = ".st-key-network-drawing"
SVG = f"{ROOT} svg.picture"


@pytest.fixture
def b1(page: Page, app: str) -> Callable[[str], Page]:
    def open_at(query: str = "") -> Page:
        page.goto(f"{app}/famous_networks{query}")
        expect(page.locator(f"{SVG} .unit").first).to_be_visible()
        expect(page.locator(CODE)).to_be_visible()
        return page

    return open_at


def number(page: Page, label: str, value: str) -> None:
    field = page.locator(f"{ROOT} input[type=number][aria-label='{label}']")
    field.fill(value)
    field.press("Tab")


def test_a_layer_is_chosen_changed_and_what_follows_is_everywhere(b1: Callable[[str], Page]) -> None:
    page = b1("")
    expect(page.locator(f"{ROOT} .totals")).to_contain_text("61.0 M parameters")
    page.locator(f"{SVG} [data-unit=conv1] .front").click()
    expect_parameter(page, "layer", "conv1")
    expect(page.locator(f"{ROOT} tr.is-chosen")).to_contain_text("convolution 11 × 11, stride 4")
    number(page, "Stride", "8")
    expect(page.locator(f"{ROOT} .says")).to_contain_text("96 × 28 × 28")
    expect_parameter(page, "edits", "conv1:s8")
    expect(page.locator(CODE)).to_contain_text("nn.Conv2d(3, 96, 11, stride=8)")
    page.get_by_role("button", name="As published").click()
    expect_parameter(page, "edits", None)
    expect(page.locator(f"{ROOT} .says")).to_contain_text("96 × 55 × 55")


def test_the_drawing_follows_while_the_slider_moves(b1: Callable[[str], Page]) -> None:
    page = b1("")
    box = page.locator(f"{ROOT} input[type=range][aria-label=Input]").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.42 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.95 * box["width"], y, steps=4)
    expect(page.locator(f"{ROOT} .totals")).not_to_contain_text("61.0 M parameters")
    assert "input=" not in page.url
    page.mouse.up()
    page.wait_for_function("location.search.includes('input=')")
    page.mouse.move(5, 5)


def test_what_breaks_is_said_in_words_and_drawn(b1: Callable[[str], Page]) -> None:
    page = b1("")
    number(page, "Input", "60")
    expect(page.locator(f"{ROOT} .problem")).to_contain_text("67 × 67 is the smallest that works here")
    expect(page.locator(f"{SVG} .broken")).to_have_attribute("data-unit", "pool5")
    expect(page.get_by_test_id("stAlert")).to_contain_text("pool5 would give 0 × 0")
    number(page, "Input", "227")
    expect(page.locator(f"{ROOT} .problem")).to_be_hidden()
    expect_parameter(page, "input", None)


def test_equal_blocks_are_unfolded_and_folded(b1: Callable[[str], Page]) -> None:
    page = b1("?net=resnet50")
    expect(page.locator(f"{SVG} .band")).to_have_count(8)
    page.locator(f"{SVG} .band[data-frame=conv3_2]").click(position={"x": 12, "y": 20})
    expect(page.locator(f"{SVG} .band")).to_have_count(10)
    expect_parameter(page, "open", "conv3_2")
    page.get_by_role("button", name="Fold all").click()
    expect(page.locator(f"{SVG} .band")).to_have_count(8)
    page.get_by_role("button", name="Unfold all").click()
    expect(page.locator(f"{SVG} .band")).to_have_count(16)
    expect_parameter(page, "open", "all")


def test_the_table_and_the_keys_choose_too(b1: Callable[[str], Page]) -> None:
    page = b1("?net=vgg_d")
    page.locator(f"{ROOT} tr[data-unit=conv3_2]").click()
    expect(page.locator(f"{SVG} .mark.chosen")).to_have_count(1)
    expect_parameter(page, "layer", "conv3_2")
    picture = page.locator(SVG)
    picture.focus()
    picture.press("ArrowRight")
    expect_parameter(page, "layer", "conv3_3")
    picture.press("+")
    picture.press("End")
    expect_parameter(page, "layer", "fc8")
    expect(page.locator(f"{SVG} [data-unit=fc8]")).to_be_in_viewport()
    picture.press("Escape")
    expect_parameter(page, "layer", None)


def test_two_networks_share_one_scale(b1: Callable[[str], Page]) -> None:
    page = b1("?net=resnet34")
    page.locator(f"{ROOT} .with").select_option("plain34")
    expect(page.locator(f"{SVG} .pane")).to_have_count(2)
    expect(page.locator(f"{ROOT} .table")).to_contain_text("MACs a picture")
    expect_parameter(page, "with", "plain34")
    heights = page.locator(f"{SVG} [data-unit=conv1] .outline").evaluate_all(
        "all => all.map((e) => e.getBBox().height)"
    )
    assert heights[0] == pytest.approx(heights[1], abs=0.3)
    page.locator(f"{ROOT} .net").select_option("lenet")
    expect_parameter(page, "net", "lenet")
    expect(page.locator(f"{SVG} [data-unit=c1]")).to_have_count(1)


def test_the_drawing_downloads(b1: Callable[[str], Page], tmp_path: Path) -> None:
    page = b1("?net=googlenet")
    with page.expect_download() as download:
        page.locator(f"{ROOT} .save-svg").click()
    target = tmp_path / "drawing.svg"
    download.value.save_as(target)
    drawing = target.read_text("utf-8")
    assert "inception_5a" in drawing
    assert "color(" not in drawing  # Inkscape and slides know rgb() only


def test_picture_sliders_and_words_are_on_screen_together(b1: Callable[[str], Page]) -> None:
    page = b1("?net=resnet50&layer=conv3_1.conv2")
    for part in (".settings", ".paper", ".says", ".chosen .row >> nth=2"):
        box = page.locator(f"{ROOT} {part}").bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768, part


@pytest.mark.parametrize("width", [390, 1920])
def test_nothing_is_cut_off_at_the_side(browser: Browser, app: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{app}/famous_networks?net=inception_v3&layer=mixed_6b.conv1x7")
    expect(page.locator(CODE)).to_be_visible()
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    context.close()
