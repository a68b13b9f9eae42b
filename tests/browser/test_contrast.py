"""What is written can be read: text stands out from its ground at 4.5 : 1, large text at 3 : 1 (WCAG 2.2, 1.4.3)."""

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

# Every piece of HTML text that is shown, in shadow roots too, with its ratio; drawings are not asked.
FAINT = """() => {
  const above = (e) => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host ?? null;
  const chain = (e) => { const all = []; for (let one = e; one; one = above(one)) all.push(one); return all; };
  const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const rgba = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, ground) => [0, 1, 2].map((i) => top[i] * top[3] + ground[i] * (1 - top[3]));
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const every = (root) => [...root.querySelectorAll("*")].flatMap((e) => (e.shadowRoot ? [e, ...every(e.shadowRoot)] : [e]));
  const faint = [];
  for (const e of every(document.querySelector(".stApp"))) {
    const words = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent.trim()).join("");
    if (!words || !(e instanceof HTMLElement) || e.matches("style, script, option, :disabled, :disabled *")) continue;
    const box = e.getBoundingClientRect();
    const styles = chain(e).map((one) => getComputedStyle(one));
    const hidden = styles.some((s) => s.visibility === "hidden" || s.clipPath !== "none" || s.opacity === "0");
    if (box.width < 2 || box.height < 2 || hidden || styles.some((s) => s.backgroundImage !== "none")) continue;
    const grounds = styles.map((s) => rgba(s.backgroundColor)).reverse();
    const ground = grounds.reduce((under, one) => over(one, under), [255, 255, 255]);
    const ink = rgba(styles[0].color);
    const shown = over([...ink.slice(0, 3), ink[3] * styles.reduce((all, s) => all * s.opacity, 1)], ground);
    const [low, high] = [light(shown), light(ground)].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    const large = parseFloat(styles[0].fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)}: ${words.slice(0, 40)}`);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slug", ["images_are_numbers", "famous_networks"])
def test_text_stands_out_from_its_ground(browser: Browser, app: str, slug: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(f"{app}/{slug}")
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    # While the script runs, and for a moment after, what it has not drawn yet is faded.
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_function(f"({FAINT})().length === 0 || performance.now() > 60000", timeout=90_000)
    assert page.evaluate(FAINT) == []
    context.close()
