"""Lesson A4 in a real browser: its numbers are torch's, its state is in the link, its picture answers."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
import torch
from playwright.sync_api import Browser, Locator, Page, expect
from torch.nn import functional

from cnnviz.maths import Window, adaptive_spans, pooling_spans
from tests.browser.address import expect_parameter

pytestmark = pytest.mark.browser

LAB = ".st-key-pooling-lab"
CODE = "[data-testid=stCode]"
HOST = f"document.querySelector('{LAB} [data-testid=stBidiComponentIsolated]').cnnviz"


@pytest.fixture
def a4(page: Page, app: str) -> Callable[..., Page]:
    def open_at(query: str = "", into: Page = page) -> Page:
        into.goto(f"{app}/pooling{query}")
        expect(into.locator(f"{LAB} .says")).not_to_be_empty()
        expect(into.locator(CODE)).to_be_visible()
        return into

    return open_at


def field(page: Page, label: str) -> Locator:
    return page.locator(f"{LAB} input[type=number][aria-label='{label}']")


def type_in(page: Page, label: str, value: str) -> None:
    field(page, label).fill(value)
    field(page, label).press("Tab")


BY_JAVASCRIPT = """(cases) => cases.map((n) => {
  const a = HOST.arithmetic;
  const spans = (side) => n.target
    ? a.adaptiveSpans(side, n.target)
    : a.poolingSpans(side, { kernel: n.kernel, stride: n.stride, padding: n.padding, ceil: n.ceil });
  try {
    const [rows, columns] = [spans(n.values.length), spans(n.values[0].length)];
    const max = a.poolMap(n.values, rows, columns, "max", true);
    const mean = (padding) => a.poolMap(n.values, rows, columns, "average", padding).values;
    const flat = max.switches.map((line) => line.map(([r, c]) => r * n.values[0].length + c));
    return { max: max.values, switches: flat, all: mean(true), real: mean(false),
             shifted: a.shifted(n.values, n.shift, n.wrap) };
  } catch (error) { return { error: error.message }; }
})""".replace("HOST", HOST)


def drawn_case(draw: random.Random) -> dict[str, Any]:
    height, width = draw.randint(1, 13), draw.randint(1, 13)
    kernel = draw.randint(1, 5)
    return {
        "values": [[draw.randint(-4, 4) for _ in range(width)] for _ in range(height)],
        "kernel": kernel,
        "stride": draw.randint(1, 4),
        "padding": draw.choice((0, 0, draw.randint(0, kernel // 2), draw.randint(0, 3))),
        "ceil": draw.random() < 0.5,
        "target": draw.choice((0, 0, 0, draw.randint(1, 8))),
        "shift": [draw.randint(0, 4), draw.randint(0, 4)],
        "wrap": draw.random() < 0.5,
    }


def by_torch(n: dict[str, Any]) -> dict[str, Any]:
    x = torch.tensor(n["values"], dtype=torch.float64)[None, None]
    height, width = x.shape[2:]
    (down, right), window = n["shift"], (n["kernel"], n["stride"], n["padding"], n["ceil"])
    try:
        if n["target"]:
            for side in (height, width):
                adaptive_spans(side, n["target"])
            largest, switches = functional.adaptive_max_pool2d(x, n["target"], return_indices=True)
            means = [functional.adaptive_avg_pool2d(x, n["target"])] * 2
        else:
            for side in (height, width):
                pooling_spans(side, Window(*window[:3]), n["ceil"])
            largest, switches = functional.max_pool2d(
                x, *window[:3], ceil_mode=n["ceil"], return_indices=True
            )
            means = [functional.avg_pool2d(x, *window, count_include_pad=p) for p in (True, False)]
    except ValueError as error:
        return {"error": str(error)}
    moved = torch.roll(x, (down, right), (2, 3))
    if not n["wrap"]:
        moved = functional.pad(x, (right, 0, down, 0))[..., :height, :width]
    found = {"max": largest, "switches": switches, "all": means[0], "real": means[1], "shifted": moved}
    return {name: each[0, 0].tolist() for name, each in found.items()}


def test_the_widgets_numbers_are_torchs(a4: Callable[..., Page]) -> None:
    draw = random.Random(2012)
    cases = [drawn_case(draw) for _ in range(500)]
    wanted = [by_torch(case) for case in cases]
    assert sum("error" in each for each in wanted) > 20, "too few cases that do not fit"
    page = a4()
    got = page.evaluate(BY_JAVASCRIPT, cases)
    for case, theirs, ours in zip(cases, got, wanted, strict=True):
        assert theirs.keys() == ours.keys(), case
        if "error" in ours:
            assert theirs == ours, case
            continue
        for name, rows in ours.items():
            for one, other in zip(theirs[name], rows, strict=True):
                assert one == pytest.approx(other, abs=1e-12), (name, case)


def test_a_number_moved_in_the_picture_reaches_formula_code_and_url(a4: Callable[..., Page]) -> None:
    page = a4("?source=spots")
    type_in(page, "Window", "3")
    expect(page.locator(CODE)).to_contain_text("nn.MaxPool2d(3, stride=2")
    expect_parameter(page, "size", "3")
    page.locator(LAB).get_by_role("button", name="Average").click()
    expect(page.locator(CODE)).to_contain_text("nn.AvgPool2d(3, stride=2")
    expect_parameter(page, "op", "average")


def test_the_shift_is_measured_before_and_after(a4: Callable[..., Page]) -> None:
    page = a4("?source=spots")
    expect(page.locator(f"{LAB} .shift-says")).to_contain_text("No shift yet")
    room = "e => e.getBoundingClientRect().height"
    before = page.locator(f"{LAB} .paper").evaluate(room)
    type_in(page, "Shift right", "1")
    expect(page.locator(f"{LAB} .meter.before .share")).to_have_text("10 of 64 cells (16 %)")
    expect(page.locator(f"{LAB} .meter.after .share")).to_have_text("4 of 16 cells (25 %)")
    expect(page.locator(f"{LAB} .meter.after .relative")).to_have_text("80 %")
    assert page.locator(f"{LAB} .paper").evaluate(room) == before, "the meters push the picture"
    expect(page.get_by_text("After pooling 4 of 16 (25%), by 80%.")).to_be_visible()
    expect_parameter(page, "shift", "0x1")
    page.locator(LAB).get_by_role("button", name="Changes").click()
    expect(page.locator(f"{LAB} .right .number:not(:empty)")).to_have_count(4)
    expect_parameter(page, "view", "changes")


def test_winners_are_ringed_and_the_first_of_equals_wins(a4: Callable[..., Page]) -> None:
    page = a4("?at=1x0")
    rings = page.locator(f"{LAB} .left .ring").get_attribute("d") or ""
    assert rings.count("M") == 9
    expect(page.locator(f"{LAB} .calculation")).to_contain_text(
        "from row 2, column 0, the first of 2 equal cells"
    )
    page.locator(LAB).get_by_role("button", name="Winners").click()
    expect(page.locator(f"{LAB} .left .number:not(:empty)")).to_have_count(9)
    paper = "e => getComputedStyle(e).fill === getComputedStyle(e.closest('.left').querySelector('.paper-cells')).fill"
    losers = page.locator(f"{LAB} .left .squares .same")
    expect(losers).to_have_count(27)
    assert losers.first.evaluate(paper), "what no window keeps is blank"


def test_arrow_keys_walk_and_the_place_is_in_the_link(a4: Callable[..., Page]) -> None:
    page = a4()
    page.locator(f"{LAB} svg.picture").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"{LAB} .says")).to_contain_text(
        "Output row 0, column 1 reads rows 0 to 1, columns 2 to 3"
    )
    expect_parameter(page, "at", "0x1")
    page.keyboard.press("End")
    expect(page.locator(f"{LAB} .says")).to_contain_text("Output row 2, column 2")


def test_pointing_at_an_input_cell_says_who_reads_it(a4: Callable[..., Page]) -> None:
    page = a4("?size=3&stride=1")
    box = page.locator(f"{LAB} .left .border").bounding_box()
    assert box
    cell = box["width"] / 6
    page.mouse.move(box["x"] + 2.5 * cell, box["y"] + 2.5 * cell)
    expect(page.locator(f"{LAB} .says")).to_have_text(
        "Input row 2, column 2 holds 6. 9 windows read it. It wins 9 of them."
    )


def test_what_does_not_fit_is_explained_and_the_last_picture_stays(a4: Callable[..., Page]) -> None:
    page = a4()
    type_in(page, "Padding", "2")
    expect(page.locator(f"{LAB} .fit")).to_contain_text("A padding of 2 is more than half of the window (2)")
    expect(page.get_by_test_id("stAlert")).to_contain_text("the last picture that fitted")
    expect(page.locator(f"{LAB} .right .number:not(:empty)")).to_have_count(9)
    expect(page.locator(CODE)).to_contain_text("padding=0")


def test_a_photo_is_pooled_again_and_again(a4: Callable[..., Page]) -> None:
    page = a4("?source=cat&repeat=5")
    expect(page.locator(f"{LAB} .title.right-text")).to_have_text("Output 3 × 3 after 5 passes")
    expect(page.locator(f"{LAB} image")).to_have_count(2)
    expect(page.locator(CODE)).to_contain_text("for _ in range(5)")
    page.locator(f"{LAB} .sources select").select_option("deck")
    expect(page.locator(f"{LAB} .title.right-text")).to_have_text("Output 3 × 3")
    expect_parameter(page, "source", None)


def test_a_preset_and_a_deep_link_agree(a4: Callable[..., Page]) -> None:
    page = a4()
    page.locator(f"{LAB} .presets select").select_option(label="Adaptive 4 × 4")
    expect(page.locator(CODE)).to_contain_text("nn.AdaptiveAvgPool2d(4)")
    expect_parameter(page, "kind", "adaptive")
    said = page.locator(f"{LAB} .calculation").inner_text()
    query = parse_qs(urlparse(page.url).query)
    assert {name: values[0] for name, values in query.items()} == {
        "op": "average",
        "kind": "adaptive",
        "target": "4",
    }
    page.reload()
    expect(page.locator(f"{LAB} .calculation")).to_have_text(said)


def test_the_picture_can_be_saved(a4: Callable[..., Page], tmp_path: Path) -> None:
    page = a4("?source=moped")
    with page.expect_download() as download:
        page.locator(LAB).get_by_role("button", name="SVG").click()
    assert download.value.suggested_filename == "max-pooling-moped-2x2-stride-2.svg"
    target = tmp_path / "picture.svg"
    download.value.save_as(target)
    assert "data:image/png;base64" in target.read_text("utf-8")
    with page.expect_download() as download:
        page.locator(LAB).get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename.endswith(".png")


def test_control_and_picture_are_on_screen_together(a4: Callable[..., Page]) -> None:
    page = a4("?source=cat&op=average&shift=1x1")
    for part in (".controls", ".paper", ".player", ".meters"):
        box = page.locator(f"{LAB} {part}").bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768, part


@pytest.mark.parametrize("width", [390, 1920])
def test_nothing_is_cut_off_at_the_side(browser: Browser, a4: Callable[..., Page], width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = a4("?source=edges&shift=1x1", context.new_page())
    overflow = page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth")
    assert overflow <= 0
    inner = page.locator(f"{LAB} .lab").evaluate("e => e.scrollWidth - e.clientWidth")
    assert inner <= 0
    context.close()
