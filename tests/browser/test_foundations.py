"""What every picture of the foundations does alike: silence until release, one order on a phone, touch, calm."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, expect

from tests.browser.frames import Frames

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Picture:
    slug: str
    key: str
    query: str = ""

    def open(self, page: Page, app: str) -> Locator:
        page.goto(f"{app}/{self.slug}?{self.query}")
        expect(page.locator("[data-testid=stCode]").last).to_be_attached(timeout=40_000)
        part = page.locator(f".st-key-{self.key}")
        expect(part.locator(".paper")).to_be_visible()
        part.locator(".paper").scroll_into_view_if_needed()
        return part

    def state(self, page: Page) -> str:
        """All that the learner could have changed, and where the hand stands."""
        script = """(key) => {
          const { widget } = document.querySelector(`.st-key-${key} [data-testid=stBidiComponentIsolated]`).cnnviz;
          return JSON.stringify([widget.state, widget.player?.at]);
        }"""
        found: str = page.evaluate(script, self.key)
        return found


PICTURES = (
    Picture("images_are_numbers", "pixel-grid"),
    Picture("convolution", "convolution-lab"),
    Picture("convolution_arithmetic", "sliding-window"),
    Picture("pooling", "pooling-lab"),
    Picture("why_convolution", "connectivity-units"),
    Picture("why_convolution", "connectivity-bars"),
    Picture("why_convolution", "connectivity-diagram"),
    Picture("activations", "activation-curves"),
    Picture("activations", "response-norm"),
    Picture("activations", "batch-norm"),
    Picture("bottleneck", "cost-bars"),
    Picture("receptive_fields", "receptive-explorer"),
)
by_key = pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.key)


@by_key
def test_nothing_is_sent_while_the_hand_is_on_it(page: Page, app: str, picture: Picture) -> None:
    frames = Frames(page)
    part = picture.open(page, app)
    box = part.locator(".paper").bounding_box()
    assert box
    page.mouse.move(box["x"] - 5, box["y"] - 5)
    before = frames.until_quiet()
    for step in range(1, 25):
        across, down = (step * 7 % 25) / 25, (step * 11 % 25) / 25
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
    slider = part.locator("input[type=range]:visible").first
    slider.scroll_into_view_if_needed()
    track = slider.bounding_box()
    assert track
    was = slider.input_value()
    page.mouse.move(track["x"] + 0.1 * track["width"], track["y"] + track["height"] / 2)
    page.mouse.down()
    for share in (0.3, 0.6, 0.9):
        page.mouse.move(track["x"] + share * track["width"], track["y"] + track["height"] / 2)
    page.wait_for_timeout(400)
    assert slider.input_value() != was
    assert frames.count == before, "pointing or dragging was sent"
    page.mouse.up()
    frames.until_more_than(before)


def phone(browser: Browser, **more: str) -> BrowserContext:
    made = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, **more)  # type: ignore[arg-type]
    made.set_default_timeout(40_000)
    return made


@by_key
def test_on_a_phone_the_picture_is_first_and_its_controls_follow(
    browser: Browser, app: str, picture: Picture
) -> None:
    context = phone(browser)
    part = picture.open(context.new_page(), app)
    paper, controls = part.locator(".paper").bounding_box(), part.locator(".controls").first.bounding_box()
    assert paper and controls
    assert paper["y"] + paper["height"] <= controls["y"]
    assert part.locator(".paper").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    context.close()


@pytest.mark.parametrize("picture", [PICTURES[1], PICTURES[3]], ids=lambda picture: picture.key)
def test_with_reduced_motion_nothing_glides_and_nothing_plays_by_itself(
    browser: Browser, app: str, picture: Picture
) -> None:
    context = phone(browser, reduced_motion="reduce")
    page = context.new_page()
    part = picture.open(page, app)
    player = f"document.querySelector('.st-key-{picture.key} [data-testid=stBidiComponentIsolated]').cnnviz.widget.player"
    assert page.evaluate(f"{player}.playing") is False
    page.evaluate(
        f"""() => {{
          window.shown = [];
          const {{ show }} = {player};
          {player}.show = (at) => {{ window.shown.push(at); show(at); }};
        }}"""
    )
    part.locator(".speed").select_option("5")
    part.locator(".play").click()
    page.wait_for_function(f"{player}.index >= 3")
    assert all(float(number).is_integer() for place in page.evaluate("window.shown") for number in place)
    durations = part.locator("button").evaluate_all(
        "all => all.map((e) => getComputedStyle(e).transitionDuration)"
    )
    assert set(durations) == {"0s"}
    context.close()


def swipe(session: CDPSession, start: tuple[float, float], by: tuple[float, float]) -> None:
    """One finger, pressed, moved in steps and lifted."""
    for step in range(11):
        x, y = (start[axis] + by[axis] * step / 10 for axis in (0, 1))
        kind = "touchStart" if step == 0 else "touchMove"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


FINGERS = (
    (PICTURES[1], ".board.input .edge", (0.0, 60.0)),
    (PICTURES[2], ".right .border", (10.0, 40.0)),
    (PICTURES[3], ".right .border", (10.0, 40.0)),
    (PICTURES[7], "svg.picture", (80.0, 0.0)),
    (PICTURES[8], ".before >> nth=3", (0.0, -40.0)),
    (PICTURES[9], ".strip >> nth=3", (0.0, -40.0)),
    (PICTURES[11], ".square .input-frame", (30.0, 40.0)),
)


@pytest.mark.parametrize(("picture", "target", "by"), FINGERS, ids=lambda each: getattr(each, "key", ""))
def test_a_finger_moves_the_picture_and_elsewhere_the_page(
    browser: Browser, app: str, picture: Picture, target: str, by: tuple[float, float]
) -> None:
    context = phone(browser)
    page = context.new_page()
    part = picture.open(page, app)
    session = context.new_cdp_session(page)
    main = page.get_by_test_id("stMain")
    place = part.locator(target)
    place.evaluate("e => e.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    box, before, top = place.bounding_box(), picture.state(page), main.evaluate("e => e.scrollTop")
    assert box
    swipe(session, (box["x"] + 0.4 * box["width"], box["y"] + 0.4 * box["height"]), by)
    page.wait_for_timeout(300)
    assert picture.state(page) != before, "the finger did nothing"
    followed = top - main.evaluate("e => e.scrollTop")  # a scrolled page goes with the finger
    assert followed * by[1] <= 0, "the page scrolled under the finger"
    stood = main.evaluate("e => e.scrollTop")
    swipe(session, (380.0, 600.0), (0.0, -250.0))
    # The page does scroll beside the picture; with a finger, it takes its time.
    page.wait_for_function("([e, stood]) => e.scrollTop !== stood", arg=[main.element_handle(), stood])
    context.close()
