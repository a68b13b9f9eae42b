"""Batch normalisation in lesson A6, in a real browser: Python's numbers, the hand on the bars, both modes."""

import random
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.components.batch_norm import LIMITS, RANGE
from cnnviz.maths import batch_moments, batch_norm, running_moments
from tests.browser.address import expect_parameter

pytestmark = pytest.mark.browser

KEY = ".st-key-batch-norm"
HOST = f"document.querySelector('{KEY} [data-testid=stBidiComponentIsolated]').cnnviz"


@pytest.fixture
def batch(page: Page, app: str) -> Locator:
    page.goto(f"{app}/activations?batch=4,8,4,8,4,8,4,8&item=0")
    part = page.locator(KEY)
    expect(page.locator("[data-testid=stCode]").last).to_be_visible()
    expect(part.locator(".says")).to_contain_text("mean 6 and variance 4, example 0 of 8 goes from 4 to −1")
    return part


def test_the_bars_numbers_are_pythons(page: Page, batch: Locator) -> None:
    draw = random.Random(63)
    cases: list[dict[str, Any]] = [
        {
            "values": [draw.choice((0, draw.randint(*RANGE))) for _ in range(draw.randint(2, 9))],
            **{
                name: round(draw.uniform(*LIMITS[name]), 2)
                for name in ("gamma", "offset", "mean", "variance")
            },
        }
        for _ in range(300)
    ]
    found = page.evaluate(
        f"""(cases) => cases.map((c) => {{
          const a = {HOST}.arithmetic;
          const moments = a.batchMoments(c.values);
          return [moments, a.batchNorm(c.values, moments, c.gamma, c.offset),
            a.batchNorm(c.values, [c.mean, c.variance], c.gamma, c.offset), a.runningMoments(c.values, [c.mean, c.variance])];
        }})""",
        cases,
    )
    for case, (moments, trained, evaluated, running) in zip(cases, found, strict=True):
        values, mean, variance = case["values"], case["mean"], case["variance"]
        numbers = (case["gamma"], case["offset"])
        assert moments == pytest.approx(batch_moments(values))
        assert trained == pytest.approx(batch_norm(values, *batch_moments(values), *numbers), abs=1e-9)
        assert evaluated == pytest.approx(batch_norm(values, mean, variance, *numbers))
        assert running == pytest.approx(running_moments(values, mean, variance))


def test_a_pulled_example_moves_all_others_in_training_only(page: Page, batch: Locator) -> None:
    others = batch.locator(".after")

    def heights() -> list[float]:
        return [float(others.nth(at).get_attribute("height") or 0) for at in (1, 3, 7)]

    picture = batch.locator("svg.picture")
    before = heights()
    picture.press("PageUp")
    expect(batch.locator(".says")).to_contain_text("example 0 of 8 goes from 9")
    assert heights() != before
    expect_parameter(page, "batch", "9,8,4,8,4,8,4,8")
    batch.get_by_role("button", name="Evaluation").click()
    expect_parameter(page, "mode", "evaluation")
    expect(page.locator("[data-testid=stCode]").last).to_contain_text("norm.eval()")
    before = heights()
    picture.press("PageDown")
    expect(batch.locator(".says")).to_contain_text("example 0 of 8 goes from 4")
    assert heights() == before


def test_training_steps_bring_the_running_numbers_to_the_batchs(page: Page, batch: Locator) -> None:
    button = batch.get_by_role("button", name="Take this training step")
    button.click()
    expect_parameter(page, "mean", "0.6")
    for _ in range(60):
        button.click()
    said = batch.locator("[data-number=next-mean] td").inner_text()
    assert 5.9 < float(said) < 6, "two digits are kept, so it comes near and not quite there"
    batch.get_by_role("button", name="Evaluation").click()
    expect(button).to_be_disabled()
