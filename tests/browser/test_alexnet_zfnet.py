"""Lesson C4 in a real browser: filters to choose, and a grating whose maps are those of the library."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from cnnviz.networks.loading import load_network
from cnnviz.probes.aliasing import folded, grating_filters, grating_map

pytestmark = pytest.mark.browser

LOADING_MS = 90_000  # the first visitor waits for torch and both networks
HOST = "document.querySelector('.st-key-moving-grating [data-testid=stBidiComponentIsolated]').cnnviz"


def test_a_filter_is_chosen_and_the_link_remembers(page: Page, app: str) -> None:
    page.goto(f"{app}/alexnet_zfnet")
    filters = page.locator(".filters button")
    expect(filters).to_have_count(192, timeout=LOADING_MS)
    page.get_by_role("button", name="strength").click()
    page.wait_for_url(re.compile(r"sort=strength"))
    page.locator(".side").nth(1).get_by_title("filter 33", exact=True).click()
    expect(page.locator(".side").nth(1).locator(".one p")).to_contain_text("Filter 33:")
    page.wait_for_url(re.compile(r"second=33"))
    expect(page.get_by_role("button", name="how often they fire")).to_be_enabled(timeout=LOADING_MS)
    expect(page.get_by_text("being measured")).to_have_count(0, timeout=LOADING_MS)


def evaluated(page: Page, words: str) -> Any:
    return page.evaluate(f"() => {{ const {{ widget, arithmetic }} = {HOST}; return {words}; }}")


def test_the_maps_of_the_grating_are_the_librarys(page: Page, app: str) -> None:
    page.goto(f"{app}/alexnet_zfnet?look=aliasing&f=310&angle=20")
    expect(page.locator("figcaption", has_text="AlexNet filter")).to_be_visible(timeout=LOADING_MS)
    for at, name in enumerate(("alexnet", "zfnet")):
        filters = grating_filters(load_network(f"cnnviz_{name}", "cpu"))
        k = evaluated(page, f"arithmetic.strongest(widget.filters[{at}], 0.31, 20)")
        seen = "{ side: 160, frequency: 0.31, angle: 20, phase: 0.3 }"
        made = evaluated(page, f"Array.from(arithmetic.mapOf(widget.filters[{at}], {k}, {seen}).values)")
        expected = grating_map(filters, k, 160, frequency=0.31, angle=20, phase=0.3)
        np.testing.assert_allclose(np.reshape(made, expected.shape), expected, atol=1e-3)
        alias = evaluated(page, f"arithmetic.aliasOf(0.3, 0, {filters.stride})")
        assert alias["frequency"] == pytest.approx(abs(folded(0.3, filters.stride)), abs=1e-9)
        assert evaluated(page, f"arithmetic.aliasOf(0.25, 0, {filters.stride}).atLimit") is (
            filters.stride == 2
        )
        assert alias["goesBack"] is (folded(0.3, filters.stride) < 0)


def test_the_grating_slides_and_obeys_the_hand(page: Page, app: str) -> None:
    page.goto(f"{app}/alexnet_zfnet?look=aliasing")
    expect(page.locator("figcaption", has_text="AlexNet filter")).to_contain_text(
        "comes back as 0.050 cycles per pixel, moving backwards", timeout=LOADING_MS
    )
    phase = page.locator("input.phase")
    before = phase.input_value()
    expect(phase).not_to_have_value(before)
    page.locator("input.frequency").fill("250")
    expect(page.locator("figcaption", has_text="AlexNet filter")).to_contain_text("the whole map blinks")
    page.wait_for_url(re.compile(r"f=250"))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator("svg.picture", has_text="flicker, pooled: AlexNet")).to_be_visible(timeout=LOADING_MS)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
