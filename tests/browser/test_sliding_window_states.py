"""What the sliding window shows for a state, and how Python and the learner share it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import sliding_window_demo as demo
from tests.browser.sliding_window_page import DEMO, HOST, Opener, cell_center, expect_report, field, opener

pytestmark = pytest.mark.browser


@pytest.fixture
def widget(page: Page, serve_script: Callable[[Path], str]) -> Opener:
    return opener(page, serve_script(DEMO))


def test_reruns_leave_the_learner_alone_until_a_new_revision(widget: Opener) -> None:
    page = widget()
    field(page, "stride").fill("1")
    field(page, "stride").press("Enter")
    expect_report(page, stride=[1, 1])
    page.evaluate(f"window.kept = {HOST}.widget")
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_text(re.compile("^run 3: "))).to_be_visible()
    expect(page.locator(".title.right-text")).to_have_text("Output 7 × 7")
    page.get_by_role("button", name="Other picture").click()
    expect(page.locator(".title.left-text")).to_have_text("Input 9 × 9")
    expect(page.locator(".count")).to_have_text("16 of 36")
    assert page.evaluate(f"window.kept === {HOST}.widget"), "the widget was mounted anew"
    expect(page.get_by_text(re.compile("^run 4: null$"))).to_be_visible()


def test_playing_survives_a_rerun(widget: Opener) -> None:
    page = widget({"input": [30, 30]})
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_text(re.compile("^run 2: "))).to_be_visible()
    now = page.evaluate(f"{HOST}.widget.player.index")
    page.wait_for_function(f"{HOST}.widget.player.index > {now}")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_what_does_not_fit_keeps_the_last_picture(widget: Opener) -> None:
    page = widget()
    field(page, "dilation").fill("5")
    field(page, "dilation").press("Enter")
    expect(page.locator(".fit")).to_have_text(
        "The window spans 11 pixels (kernel 3, dilation 5), but the padded input has only 9. "
        "Use a smaller kernel or dilation, or more padding."
    )
    expect(page.locator(".title.right-text")).to_have_text("Output 4 × 4")
    expect_report(page, dilation=[5, 5])
    field(page, "dilation").fill("2")
    expect(page.locator(".title.right-text")).to_have_text("Output 3 × 3")
    expect(page.locator(".misfit")).to_have_count(0)


def test_a_link_to_what_does_not_fit_shows_the_plainest_layer(widget: Opener) -> None:
    page = widget({"input": [5, 5], "kernel": [7, 7]})
    expect(page.locator(".fit")).to_contain_text(
        "The window spans 7 pixels (kernel 7), but the input has only 5."
    )
    expect(page.locator(".title.right-text")).to_have_text("Output 5 × 5")
    expect(field(page, "kernel")).to_have_value("7")


def test_unseen_pixels_are_drawn_and_named(widget: Opener) -> None:
    page = widget({"input": [7, 7], "kernel": [3, 3], "stride": [3, 3]})
    expect(page.locator(".unseen-edge")).to_have_count(1)
    expect(page.locator(".fit")).to_contain_text("No window reads pixel 6")
    page.mouse.move(*cell_center(page, "left", 6, 2))
    expect(page.locator(".says")).to_have_text("Input row 6, column 2 is never used: no window reads it.")


def test_axes_apart_and_together_again(widget: Opener) -> None:
    page = widget()
    page.get_by_label("Square: rows and columns alike").uncheck()
    field(page, "kernel", axis=1).fill("5")
    field(page, "kernel", axis=1).press("Enter")
    expect_report(page, kernel=[3, 5])
    expect(page.locator(".title.right-text")).to_have_text("Output 4 × 3")
    page.get_by_label("Square: rows and columns alike").check()
    expect_report(page, kernel=[3, 3])


def test_padding_shortcuts(widget: Opener) -> None:
    page = widget({"input": [9, 9], "kernel": [5, 5]})
    for name, size, padding in (("same", 9, 2), ("full", 13, 4), ("valid", 5, 0)):
        page.get_by_role("button", name=name).click()
        expect(page.locator(".title.right-text")).to_have_text(f"Output {size} × {size}")
        expect_report(page, padding=[padding, padding])
    field(page, "kernel").fill("4")
    expect(page.get_by_role("button", name="same")).to_be_disabled()


def test_presets_are_applied_at_once_and_recognised(widget: Opener) -> None:
    page = widget()
    page.get_by_label("Known cases").select_option(label=demo.PRESETS[1]["label"])
    expect(page.locator(".title.right-text")).to_have_text("Output 55 × 55")
    expect(page.locator(".note")).to_have_text(demo.PRESETS[1]["note"])
    expect_report(page, channels=[3, 96])
    field(page, "stride").fill("3")
    expect(page.locator(".note")).to_be_empty()
    expect(page.get_by_label("Known cases")).to_have_value("")


def test_transposed_and_its_forward_twin(widget: Opener) -> None:
    page = widget({"input": [8, 8], "kernel": [3, 3], "stride": [2, 2], "padding": [1, 1]})
    page.get_by_role("button", name="Show its transposed twin").click()
    expect(page.locator(".title.left-text")).to_have_text("Input 4 × 4, stretched to 7 × 7")
    expect(page.locator(".title.right-text")).to_have_text("Output 8 × 8")
    expect_report(page, mode="transposed", output_padding=[1, 1])
    page.get_by_role("button", name="Scatter").click()
    counts = page.locator(".right .number").all_text_contents()
    assert counts[:16] == ["1", "2", "1", "2", "1", "2", "1", "1", "2", "4", "2", "4", "2", "4", "2", "2"]
    page.mouse.move(*cell_center(page, "left", 3, 3))
    expect(page.locator(".says")).to_have_text(
        "Input row 3, column 3 times the kernel is added to output rows 5 to 7, columns 5 to 7."
    )
    page.get_by_role("button", name="Show its forward twin").click()
    expect(page.locator(".title.left-text")).to_have_text("Input 8 × 8")
    expect(page.locator(".title.right-text")).to_have_text("Output 4 × 4")


def test_output_padding_too_large_is_explained(widget: Opener) -> None:
    page = widget({"mode": "transposed", "input": [4, 4], "kernel": [3, 3], "stride": [2, 2]})
    field(page, "output_padding").fill("3")
    expect(page.locator(".fit")).to_have_text(
        "An output padding of 3 is too large: it must be smaller than the stride (2) or the dilation (1). "
        "Use at most 1."
    )


def test_a_big_input_is_drawn_with_few_nodes(widget: Opener) -> None:
    page = widget({"input": [512, 512], "kernel": [3, 3], "stride": [8, 8], "at": [40, 50]})
    expect(page.locator(".title.right-text")).to_have_text("Output 64 × 64")
    assert page.locator(".picture *").count() < 150
    assert page.locator(".left .lines").count() == 0
