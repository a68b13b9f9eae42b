"""A widget that Streamlit takes down and puts up again in the same place is there once, not twice."""

import pytest
from playwright.sync_api import Page

from cnnviz.components.bundle import join_modules
from tests.browser.server import ROOT

pytestmark = pytest.mark.browser

SHARED = ROOT / "cnnviz/components/shared"
RUN = """(source) => {
  const keepMounted = new Function(`${source}; return keepMounted;`)();
  const host = document.body.appendChild(document.createElement("div"));
  const shadow = host.attachShadow({ mode: "open" });
  shadow.innerHTML = '<section class="w"><ol></ol><button>press</button></section>';
  let presses = 0;
  const make = (root) => {
    root.querySelector("ol").append(document.createElement("li"));
    root.querySelector("button").addEventListener("click", () => { presses += 1; });
    return { update() {}, destroy() {} };
  };
  const mount = () => keepMounted({ data: [{}], parentElement: shadow, setStateValue() {} }, ".w", make);
  const first = mount();
  const overtaken = mount();
  first();
  const rows = [shadow.querySelectorAll("li").length];
  overtaken();
  mount();
  rows.push(shadow.querySelectorAll("li").length);
  shadow.querySelector("button").click();
  return [...rows, presses];
}"""


def test_a_widget_put_up_again_starts_from_its_empty_page(page: Page) -> None:
    assert page.evaluate(RUN, join_modules(SHARED, "mounting.js")) == [1, 1, 1]
