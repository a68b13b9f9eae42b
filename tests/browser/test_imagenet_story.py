"""The ImageNet story in a real browser: a mark is pressed, a bubble leads to its network."""

import re

import pytest
from playwright.sync_api import Page, expect

from cnnviz.ui.famous import EXPLORER

pytestmark = pytest.mark.browser


def test_a_pressed_mark_is_what_the_page_is_about(page: Page, app: str) -> None:
    page.goto(f"{app}/imagenet_story?which=winners")
    chart = page.locator(".js-plotly-plot")
    expect(chart.locator(".legend")).to_contain_text("hand-made features")
    expect(page.get_by_text("GoogLeNet, 2014: 6.66")).to_be_visible()
    mark = (
        chart.locator(".scatterlayer .trace", has=page.locator(".textpoint", has_text="NEC-UIUC"))
        .locator("path.point")
        .first
    )
    mark.click(force=True)
    expect(page.get_by_text("NEC-UIUC, 2010: 28.2")).to_be_visible()
    expect(page).to_have_url(re.compile("entry=nec"))
    expect(page.locator(".katex-mathml", has_text="42{,}300")).to_be_attached()


def test_a_limit_names_the_best_network_within_it(page: Page, app: str) -> None:
    page.goto(f"{app}/imagenet_story?show=cost&limit=1G")
    expect(page.get_by_text("The most accurate within it: EfficientNet-B1")).to_be_visible()
    page.get_by_role("slider", name="At most so many MACs").press("ArrowRight")
    expect(page.get_by_text("The most accurate within it: EfficientNet-B3")).to_be_visible()
    expect(page).to_have_url(re.compile("limit=2G"))


def test_a_network_leads_to_its_own_page(page: Page, app: str) -> None:
    page.goto(f"{app}/imagenet_story?show=cost&network=vgg16")
    page.get_by_role("button", name="VGG-16, layer by layer").click()
    expect(page).to_have_url(re.compile(f"{EXPLORER}.*net=vgg_d"))
