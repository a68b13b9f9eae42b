"""Lesson A2 in a real browser: its numbers are torch's, every cell can be changed, the link keeps it all."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
import torch
from playwright.sync_api import Browser, Locator, Page, expect
from torch.nn import functional

from cnnviz.lessons.convolution import Lab, read_kernels, read_volume, write_kernels, write_volume
from tests.browser.address import expect_parameter

pytestmark = pytest.mark.browser

LAB = ".st-key-convolution-lab"
HOST = f"document.querySelector('{LAB} [data-testid=stBidiComponentIsolated]').cnnviz"
CODE = "[data-testid=stCode]"


@pytest.fixture
def a2(page: Page, app: str) -> Callable[[str], Page]:
    expect.set_options(timeout=30_000)

    def open_at(query: str = "") -> Page:
        page.goto(f"{app}/convolution{query}")
        expect(page.locator(f"{LAB} .says")).not_to_be_empty()
        expect(page.locator(CODE)).to_be_visible()
        return page

    return open_at


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(f"{HOST}.widget.state")
    return found


def written(page: Page, kind: str, index: int = 0) -> list[str]:
    """The numbers in the cells of a board, as they are on screen."""
    return page.locator(f"{LAB} .board.{kind}").nth(index).locator("text.value").all_text_contents()


def cell(page: Page, kind: str, row: int, column: int, index: int = 0) -> tuple[float, float]:
    boards = {"input": "inputs", "kernel": "kernels", "map": "maps"}
    x, y = page.evaluate(
        f"""([boards, index, row, column]) => {{
          const {{ stage, svg }} = {HOST}.widget;
          const board = stage[boards][index];
          const page = svg.getBoundingClientRect();
          return [page.left + board.x + (column + board.ring + 0.5) * board.cell,
                  page.top + board.y + (row + board.ring + 0.5) * board.cell];
        }}""",
        [boards[kind], index, row, column],
    )
    return x, y


def parameter(page: Page, name: str) -> str | None:
    return parse_qs(urlparse(page.url).query).get(name, [None])[0]


def control(page: Page, ask: str, value: object) -> Locator:
    return page.locator(f"{LAB} [data-ask={ask}][data-value='{value}']")


def random_state(draw: random.Random) -> dict[str, Any]:
    channels, maps, side = draw.randint(1, 3), draw.randint(1, 3), draw.choice((1, 3, 5))
    rows, columns = draw.randint(5, 8), draw.randint(5, 8)

    def table(*shape: int) -> Any:
        return [table(*shape[1:]) for _ in range(shape[0])] if shape else draw.randint(-9, 9)

    return {
        "input": table(channels, rows, columns), "kernel": table(maps, channels, side, side), "bias": table(maps),
        "divisor": draw.choice((1, 9, 16)), "flip": draw.random() < 0.5,
        "activation": draw.choice(("none", "relu", "tanh")), "stride": draw.choice((1, 2)),
        "padding": draw.choice((0, 1, 2)), "at": [0, 0], "filter": 0,
    }  # fmt: skip


def by_torch(case: dict[str, Any]) -> torch.Tensor:
    weight = torch.tensor(case["kernel"]).double() / case["divisor"]
    weight = weight.flip(-2, -1) if case["flip"] else weight
    made = functional.conv2d(
        torch.tensor([case["input"]]).double(), weight, torch.tensor(case["bias"]).double(),
        case["stride"], case["padding"],
    )[0]  # fmt: skip
    if case["activation"] == "none":
        return made
    return torch.relu(made) if case["activation"] == "relu" else torch.tanh(made)


def as_lab(case: dict[str, Any]) -> Lab:
    def frozen(value: Any) -> Any:
        return tuple(frozen(part) for part in value) if isinstance(value, list) else value

    return Lab(**{name: frozen(value) for name, value in case.items()})


def test_hundreds_of_layers_have_torch_s_values_and_python_s(a2: Callable[[str], Page]) -> None:
    page = a2("")
    draw = random.Random(2)
    cases = [random_state(draw) for _ in range(300)]
    found = page.evaluate(f"cases => cases.map({HOST}.arithmetic.allMaps)", json.loads(json.dumps(cases)))
    for case, maps in zip(cases, found, strict=True):
        made = torch.tensor(maps, dtype=torch.float64)
        assert torch.allclose(made, by_torch(case), rtol=1e-12, atol=1e-12), case
        assert torch.allclose(
            made, torch.tensor(as_lab(case).maps(), dtype=torch.float64), rtol=1e-12, atol=1e-12
        )


def test_the_cells_on_screen_are_torch_s_for_rgb_with_everything_on(a2: Callable[[str], Page]) -> None:
    picture = "12345_54321_10203_99999_00001~11111_22222_33333_44444_55555~90909_09090_90909_09090_90909"
    kernel = "1.0.-1_2.0.-2_1.0.-1~010_1.-4.1_010~100_020_003"
    page = a2(f"?input={picture}&kernel={kernel}&bias=-3&flip=yes&activation=relu&stride=2&padding=1")
    case = state(page)
    assert [tuple(map(tuple, plane)) for plane in case["input"]] == list(read_volume("input", picture, 12))
    expected = [f"{value:g}" for value in by_torch(case).flatten().tolist()]
    assert written(page, "map") == expected
    assert len(expected) == 9


def test_drawing_on_the_input_changes_output_code_and_link(a2: Callable[[str], Page]) -> None:
    page = a2("?input=00000_00000_00000_00000_00000")
    page.mouse.move(*cell(page, "input", 2, 1))
    page.mouse.down()
    page.mouse.move(*cell(page, "input", 2, 2))
    page.mouse.move(*cell(page, "input", 2, 3))
    page.mouse.up()
    expect_parameter(page, "input", "00000_00000_09990_00000_00000")
    expect(page.locator(CODE)).to_contain_text("[0., 9., 9., 9., 0.]")
    assert written(page, "map") == ["9", "9", "9", "−27", "−18", "−27", "9", "9", "9"]
    page.locator(f"{LAB} .undo").click()
    expect_parameter(page, "input", "00000_00000_00000_00000_00000")


def test_cells_are_typed_by_keyboard_alone(a2: Callable[[str], Page]) -> None:
    page = a2("")
    page.locator(f"{LAB} .board.kernel").focus()
    for key in ("Home", "ArrowRight", "ArrowDown", "-", "1", "2"):
        page.keyboard.press(key)
    expect_parameter(page, "kernel", "010_1.-12.1_010")
    page.keyboard.press("Backspace")
    expect_parameter(page, "kernel", "010_101_010")
    page.locator(f"{LAB} .board.input").focus()
    page.keyboard.press("End")
    page.keyboard.type("7")
    page.wait_for_function("new URLSearchParams(location.search).get('input')?.endsWith('7')")
    page.locator(f"{LAB} .board.map").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    expect_parameter(page, "at", "5")


def test_the_dot_product_is_written_out_where_the_pointer_stands(a2: Callable[[str], Page]) -> None:
    page = a2("?input=120_340_560&kernel=1.-1_2.3&bias=4")
    page.mouse.click(*cell(page, "map", 0, 0))
    expect(page.locator(f"{LAB} .calculation")).to_contain_text("1·1 + 2·(−1) + 3·2 + 4·3 = 17")
    expect(page.locator(f"{LAB} .calculation")).to_contain_text("17 + 4 (bias) = 21")
    page.mouse.move(*cell(page, "map", 1, 1))
    expect(page.locator(f"{LAB} .calculation")).to_contain_text("4·1 + 0·(−1) + 6·2 + 0·3 = 16")
    assert written(page, "product") == ["4", "0", "12", "0"]


def test_presets_flip_and_several_kernels(a2: Callable[[str], Page]) -> None:
    page = a2("")
    page.locator(f"{LAB} .kernels").select_option(label="Sobel x")
    expect_parameter(page, "kernel", "-1.0.1_-2.0.2_-1.0.1")
    expect(page.locator(f"{LAB} .turning")).to_contain_text("its own negative")
    before = written(page, "map")
    page.get_by_label("Turn the kernel by 180°").check()
    expect_parameter(page, "flip", "yes")
    turned = [text.removeprefix("−") if text.startswith("−") else f"−{text}" for text in before]
    assert written(page, "map") == ["0" if text == "−0" else text for text in turned]
    control(page, "filters", 3).click()
    expect(page.locator(f"{LAB} .board.map")).to_have_count(3)
    page.locator(f"{LAB} .pictures").select_option(label="2 channels in, 3 kernels")
    expect(page.locator(f"{LAB} .board.input")).to_have_count(2)
    page.mouse.click(*cell(page, "map", 1, 1, index=2))
    expect_parameter(page, "filter", "2")
    case = state(page)
    for number, values in enumerate(by_torch(case)):
        assert [text.replace("−", "-") for text in written(page, "map", number)] == [
            f"{value:g}" for value in values.flatten().tolist()
        ]
    link = parameter(page, "kernel")
    assert link and write_kernels(read_kernels("kernel", link)) == link
    assert write_volume(read_volume("input", parameter(page, "input") or "", 12)) == parameter(page, "input")


def test_what_does_not_fit_gets_a_sentence_and_the_picture_stays(a2: Callable[[str], Page]) -> None:
    page = a2("?input=1234_5678_1234_5678")
    before = written(page, "map")
    control(page, "side", 5).click()
    expect(page.locator(f"{LAB} .problem")).to_contain_text("The picture stays as it was")
    assert written(page, "map") == before
    control(page, "padding", 1).click()
    control(page, "side", 5).click()
    expect(page.locator(f"{LAB} .problem")).to_be_empty()


def test_a_link_whose_parts_do_not_fit_gets_a_sentence(a2: Callable[[str], Page]) -> None:
    page = a2("?kernel=010_1.-4.1_010~010_1.-4.1_010")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("full depth")
    expect(page.locator(f"{LAB} .board.map")).to_have_count(1)


def test_playing_fills_the_map_and_ends_at_the_last_cell(a2: Callable[[str], Page]) -> None:
    page = a2("?input=1234_5678_1234_5678")
    page.locator(f"{LAB} .speed").select_option("20")
    page.locator(f"{LAB} .play").click()
    expect(page.locator(f"{LAB} .count")).to_have_text("4 of 4")
    expect_parameter(page, "at", "1")
    expect(page.locator(f"{LAB} .board.map .to-come")).to_have_count(0)


@pytest.mark.parametrize(("width", "query"), [(390, ""), (390, "?present=1"), (1366, ""), (1920, "")])
def test_nothing_is_cut_off_at_the_side(browser: Browser, app: str, width: int, query: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{app}/convolution{query}")
    expect(page.locator(CODE)).to_be_visible(timeout=30_000)
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    context.close()


def test_control_picture_and_words_are_on_screen_together(a2: Callable[[str], Page]) -> None:
    page = a2("")
    for part in (".controls", ".paper", ".player", ".calculation"):
        box = page.locator(f"{LAB} {part}").bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768, part


def test_the_picture_downloads(a2: Callable[[str], Page], tmp_path: Path) -> None:
    page = a2("")
    for kind, start in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as download:
            page.locator(f"{LAB} .save-{kind}").click()
        target = tmp_path / f"picture.{kind}"
        download.value.save_as(target)
        assert target.read_bytes().startswith(start)
    assert re.search(r"−27</text>", (tmp_path / "picture.svg").read_text())
