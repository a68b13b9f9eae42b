"""The sliding window's arithmetic in the browser against cnnviz.maths, sentences included."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cnnviz.maths import (
    Window,
    explain_fit,
    forward_twin,
    full_padding,
    leftover,
    output_size,
    readers,
    reads,
    same_padding,
    stretched_size,
    transposed_size,
    unseen,
)
from tests.browser.sliding_window_page import DEMO, HOST, Opener, opener

pytestmark = pytest.mark.browser

PAIRS = ("input", "kernel", "stride", "padding", "dilation", "output_padding")


@pytest.fixture
def widget(page: Page, serve_script: Callable[[Path], str]) -> Opener:
    return opener(page, serve_script(DEMO))


def one_axis(draw: random.Random) -> dict[str, int]:
    return {
        "input": draw.randint(1, 24), "kernel": draw.randint(1, 7), "stride": draw.randint(1, 5),
        "padding": draw.randint(0, 6), "dilation": draw.randint(1, 4), "output_padding": draw.randint(0, 5),
    }  # fmt: skip


def said(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except ValueError as error:
        return {"error": str(error)}


def by_python(n: dict[str, int]) -> dict[str, Any]:
    size, window = n["input"], Window(n["kernel"], n["stride"], n["padding"], n["dilation"])

    def twin() -> Any:
        found = forward_twin(size, window, n["output_padding"])
        return [found.stretched, found.window.before, found.window.after, found.window.span, list(found.crop)]

    return {
        "output": said(lambda: output_size(size, window)),
        "explained": explain_fit(size, window),
        "unseen": said(lambda: list(unseen(size, window))),
        "leftover": said(lambda: leftover(size, window)),
        "reads": said(lambda: [list(reads(size, window, o)) for o in range(output_size(size, window))]),
        "readers": said(lambda: [list(readers(size, window, pixel)) for pixel in range(size)]),
        "same": list(same_padding(window)),
        "full": full_padding(window),
        "stretched": stretched_size(size, window),
        "transposed": said(lambda: transposed_size(size, window, n["output_padding"])),
        "twin": said(twin),
    }


BY_JAVASCRIPT = """(cases) => {
  const a = HOST.arithmetic;
  const range = (length) => [...Array(length).keys()];
  const said = (ask) => { try { return ask(); } catch (error) { return { error: error.message }; } };
  return cases.map((n) => {
    const w = a.makeWindow(n.kernel, n.stride, n.padding, n.dilation);
    const twin = () => {
      const t = a.forwardTwin(n.input, w, n.output_padding);
      return [t.stretched, t.window.before, t.window.after, t.window.span, t.crop];
    };
    return {
      output: said(() => a.outputSize(n.input, w)),
      explained: a.explainFit(n.input, w),
      unseen: said(() => a.unseen(n.input, w)),
      leftover: said(() => a.leftover(n.input, w)),
      reads: said(() => range(a.outputSize(n.input, w)).map((o) => a.reads(n.input, w, o))),
      readers: said(() => range(n.input).map((pixel) => a.readers(n.input, w, pixel))),
      same: a.samePadding(w),
      full: a.fullPadding(w),
      stretched: a.stretchedSize(n.input, w),
      transposed: said(() => a.transposedSize(n.input, w, n.output_padding)),
      twin: said(twin),
    };
  });
}""".replace("HOST", HOST)


def test_arithmetic_and_sentences_are_pythons(widget: Opener) -> None:
    draw = random.Random(20161)
    cases = [one_axis(draw) for _ in range(600)]
    wanted = [by_python(case) for case in cases]
    assert sum(isinstance(each["output"], dict) for each in wanted) > 30, "too few cases that do not fit"
    assert sum(isinstance(each["transposed"], dict) for each in wanted) > 30
    got = widget().evaluate(BY_JAVASCRIPT, cases)
    for case, theirs, ours in zip(cases, got, wanted, strict=True):
        assert theirs == ours, case


def judged(state: dict[str, Any], axis: int) -> Any:
    n = {name: state[name][axis] for name in PAIRS}
    verdict = by_python(n)
    return verdict["transposed" if state["mode"] == "transposed" else "output"]


def test_every_picture_agrees_or_says_why_not(widget: Opener) -> None:
    draw = random.Random(7)
    page = widget()
    for _ in range(150):
        axes = [one_axis(draw), one_axis(draw)]
        state: dict[str, Any] = {name: [axes[0][name], axes[1][name]] for name in PAIRS}
        state["mode"] = draw.choice(["convolution", "transposed"])
        state["view"] = draw.choice(["gather", "scatter"])
        wanted = [judged(state, axis) for axis in (0, 1)]
        got = page.evaluate(
            f"""(state) => {{
              const {{ widget }} = {HOST};
              widget.change(state, false);
              const said = widget.root.querySelector(".fit").textContent;
              return [widget.misfit, said, widget.model.right.map((axis) => axis.content)];
            }}""",
            state,
        )
        errors = [each["error"] for each in wanted if isinstance(each, dict)]
        assert got[0] == bool(errors), state
        assert all(error in got[1] for error in errors), (state, got[1])
        if not errors:
            assert got[2] == wanted, state
