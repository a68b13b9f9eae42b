"""Lesson A8 in a real browser: a published network, read layer by layer and loaded into the explorer."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LOAD = "Load it into the explorer above"


def test_a_network_is_chosen_by_link_and_loaded_into_the_picture(page: Page, app: str) -> None:
    page.goto(f"{app}/receptive_fields?net=zfnet")
    expect(
        page.get_by_role("row", name="pool5 max pooling 3 × 3, stride 2 256 × 6 × 6 171 32 26")
    ).to_be_attached()
    page.get_by_role("button", name=LOAD).click()
    expect(page.locator(".rf .says")).to_contain_text("of layer 8 (max pool): its field is 171 × 171 pixels")
    page.wait_for_function("new URLSearchParams(location.search).get('input') === '224'")
    assert "net=zfnet" in page.url


def test_a_network_with_branches_has_its_table_and_no_button(page: Page, app: str) -> None:
    page.goto(f"{app}/receptive_fields?net=inception_v3")
    expect(page.get_by_role("row", name="mixed_7c block 2,048 × 8 × 8 1,311")).to_be_attached()
    expect(page.get_by_text("Not a plain stack that the explorer above can show")).to_be_attached()
    expect(page.get_by_role("button", name=LOAD)).to_have_count(0)
