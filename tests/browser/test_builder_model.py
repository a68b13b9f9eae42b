"""The editor's list in the browser: what is written, moved and taken out is what Python reads."""

from dataclasses import asdict

import pytest
from playwright.sync_api import Page, expect

from cnnviz.architectures.written import read_pieces, write_pieces
from cnnviz.ui.builder import KINDS_DATA

pytestmark = pytest.mark.browser

CASES = [
    ("written", "c16k5_r_s.0.2_j.1.3_l7b0", [], "c16k5_r_s.0.2_j.1.3_l7b0"),
    ("written", "mk3s1p1_g7_d20_w", [], "mk3s1p1_g7_d20_w"),
    ("removed", "c8_r_m", [0], "r_m"),
    ("removed", "c8_r_s.0.2", [1], "c8_s.0.1"),  # who read the layer reads what it read
    ("removed", "c8_c9_c7.1_r", [2], "c8_c9_r.1"),
    ("removed", "c8_r.0_m", [0], "r_m"),
    ("moved", "c8_r_m", [2, 0], "m_c8_r"),
    ("moved", "c8_r_s.1.2_f", [0, 1], "r_c8_s.2.1_f"),  # a layer is read wherever it goes
    ("moved", "c8_c9_s.1.2", [2, 0], "s_c8_c9"),  # unless it does not come before any more
]
RUN = """([cases, kinds]) => {
  const host = [...document.querySelectorAll("*")].find((one) => one.cnnviz?.arithmetic?.looseEnds);
  const { arithmetic } = host.cnnviz;
  return cases.map(([name, layers, args]) => {
    const list = arithmetic.taken(layers);
    return arithmetic.written(name === "written" ? list : arithmetic[name](list, ...args), kinds);
  });
}"""


def test_the_list_in_the_browser_is_what_python_reads(page: Page, app: str) -> None:
    page.goto(f"{app}/builder")
    expect(page.locator(".nb .says")).not_to_have_text("")
    kinds = {kind["letter"]: kind for kind in KINDS_DATA}
    cases = [[name, [asdict(piece) for piece in read_pieces(text)], args] for name, text, args, _ in CASES]
    found = page.evaluate(RUN, [cases, kinds])
    assert found == [expected for *_, expected in CASES]
    assert [write_pieces(read_pieces(text)) for text in found] == found
