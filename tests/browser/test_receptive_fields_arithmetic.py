"""The explorer's arithmetic in the browser against cnnviz.maths, refusals included."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cnnviz.maths import Window, reaches, seen_by, who_sees
from tests.browser.test_receptive_fields import A8, HOST

pytestmark = pytest.mark.browser


def some_stack(draw: random.Random) -> dict[str, Any]:
    layers = [
        [draw.randint(1, 6), draw.choice((1, 1, 2, 3)), draw.randint(0, 4), draw.choice((1, 1, 2, 3))]
        for _ in range(draw.randint(1, 5))
    ]
    return {"size": draw.randint(1, 40), "layers": layers, "draw": draw.random()}


def by_python(case: dict[str, Any]) -> Any:
    layers = [Window(*numbers) for numbers in case["layers"]]
    try:
        levels = reaches(case["size"], layers)
    except ValueError as error:
        return str(error)
    unit = int(case["draw"] * levels[-1].size)
    hull = levels[-1].hull(unit)
    return [
        [[level.size, level.field, level.jump, level.start] for level in levels],
        [list(units) for units in seen_by(case["size"], layers, unit)],
        [list(units) for units in who_sees(case["size"], layers, int(case["draw"] * case["size"]))],
        [hull[0], hull[-1]],
    ]


BY_JAVASCRIPT = """(cases) => cases.map(({ size, layers, draw }) => {
  const a = HOST.arithmetic;
  const windows = layers.map((numbers) => a.makeWindow(...numbers));
  try {
    const levels = a.reaches(size, windows);
    const unit = Math.floor(draw * levels.at(-1).size);
    return [
      levels.map((level) => [level.size, level.field, level.jump, level.start]),
      a.seenBy(levels, windows, windows.length, unit),
      a.whoSees(levels, windows, Math.floor(draw * size)),
      a.hulls(windows, windows.length, unit)[0],
    ];
  } catch (error) {
    return error.message;
  }
})""".replace("HOST", HOST)


def test_the_arithmetic_is_pythons(page: Page, app: str) -> None:
    draw = random.Random(2019)
    cases = [some_stack(draw) for _ in range(800)]
    wanted = [by_python(case) for case in cases]
    misfits = sum(isinstance(each, str) for each in wanted)
    assert 50 < misfits < 600
    page.goto(f"{app}{A8}")
    expect(page.locator(".rf .says")).not_to_be_empty(timeout=60_000)
    got = page.evaluate(BY_JAVASCRIPT, cases)
    for case, theirs, ours in zip(cases, got, wanted, strict=True):
        assert theirs == ours, case
