"""Lesson C3 in a real browser with the real network: the map to its end, stop, upload, link, both themes."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.address import expect_parameter
from tests.browser.frames import Frames

pytestmark = pytest.mark.browser

C3 = "/occlusion"
LOADING_MS = 90_000  # the first visitor waits for torch and the network
DONE = re.compile(r"All [\d,]+ positions, (computed in|at once)")
Opener = Callable[[str], Page]


@pytest.fixture
def c3(page: Page, app: str) -> Opener:
    def open_at(query: str = "") -> Page:
        page.goto(f"{app}{C3}{query}")
        expect(page.locator(".occlusion .surface.picture")).to_be_visible(timeout=LOADING_MS)
        return page

    return open_at


def wait_until_done(page: Page) -> None:
    expect(page.get_by_text(DONE)).to_be_visible(timeout=LOADING_MS)


def sentence(page: Page) -> str:
    return page.locator(".occlusion .sentence").inner_text()


def upload(page: Page, name: str, data: bytes, kind: str = "image/png") -> None:
    if page.locator("input[type=file]").count() == 0:
        page.get_by_role("button", name="Choose a file").click()
    page.locator("input[type=file]").set_input_files(FilePayload(name=name, mimeType=kind, buffer=data))


def png(side: int = 300) -> bytes:
    buffer = io.BytesIO()
    noise = np.random.default_rng(3).integers(0, 255, (side, side, 3), np.uint8)
    Image.fromarray(noise).save(buffer, "PNG")
    return buffer.getvalue()


def test_the_map_grows_to_its_end_and_says_what_it_found(c3: Opener) -> None:
    page = c3("?photo=espresso&size=64&stride=40")
    wait_until_done(page)
    expect(page.get_by_text("Clean, the network gives “espresso” 9")).to_be_visible()
    expect(page.get_by_text("matters most")).to_be_visible()
    expect(page.locator(".occlusion .sentence")).to_contain_text("espresso")
    expect(page.locator(".pairs img.signal[src]")).to_have_count(7, timeout=LOADING_MS)
    expect(page.locator(".relation")).to_contain_text("r = ")
    with page.expect_download() as film:
        page.get_by_role("button", name="Moving occluder as GIF").click()
    moving = Image.open(film.value.path())
    assert moving.n_frames == 25  # type: ignore[attr-defined]
    with page.expect_download() as download:
        page.get_by_role("button", name="Numbers as NPZ").click()
    arrays = np.load(download.value.path(), allow_pickle=False)
    assert arrays["probability"].shape == (5, 5)
    assert arrays["rows"].tolist() == [0, 40, 80, 120, 160]
    with page.expect_download() as table:
        page.get_by_role("button", name="Numbers as CSV").click()
    assert len(Path(table.value.path()).read_text().splitlines()) == 26


def test_pointing_sends_nothing_to_the_server(page: Page, c3: Opener) -> None:
    sent = Frames(page)
    c3("?photo=espresso&size=64&stride=40")
    wait_until_done(page)
    expect(page.locator(".pairs img.signal[src]")).to_have_count(7, timeout=LOADING_MS)  # the last to come
    before, words = sent.until_quiet(), set()
    for share in (0.2, 0.5, 0.8):
        box = page.locator(".surface.probability").bounding_box()
        assert box
        page.mouse.move(box["x"] + share * box["width"], box["y"] + share * box["height"])
        words.add(sentence(page))
    page.wait_for_timeout(600)
    assert len(words) == 3
    assert sent.count == before


def test_a_changed_control_starts_anew_without_waiting(c3: Opener) -> None:
    page = c3("?photo=cat&size=32&stride=4")
    expect(page.get_by_text(re.compile(r"of 2,401 positions"))).to_be_visible(timeout=LOADING_MS)
    slider = page.get_by_role("slider", name="Step (stride), px")
    slider.focus()
    for _ in range(11):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("All 25 positions")).to_be_visible(timeout=LOADING_MS)
    expect_parameter(page, "stride", "48")


def test_a_map_can_be_stopped_and_goes_on_where_it_stood(c3: Opener) -> None:
    page = c3("?photo=rocket&size=40&stride=4")
    expect(page.get_by_text(re.compile(r"[1-9]\d* of 2,209 positions"))).to_be_visible(timeout=LOADING_MS)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text(re.compile(r"Stopped at [\d,]+ of 2,209 positions"))).to_be_visible()
    expect(page.locator(".occlusion .surface.picture")).to_be_visible()
    words = page.get_by_text("Stopped at").inner_text()
    stood = int(re.findall(r"[\d,]+", words)[0].replace(",", ""))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    after = int(page.get_by_text("of 2,209 positions").inner_text().split()[0].replace(",", ""))
    assert after >= stood
    expect(page.get_by_text("of 2,209 positions")).not_to_contain_text(f"{after:,} of", timeout=20_000)


def test_another_class_can_be_mapped(c3: Opener) -> None:
    page = c3("?photo=cat&size=64&stride=40")
    wait_until_done(page)
    page.get_by_role("combobox", name="Map the probability of").click()
    page.get_by_role("option").nth(2).click()
    expect(page.locator(".occlusion .target")).not_to_have_text("tabby")
    page.wait_for_function("new URLSearchParams(location.search).has('target')")


def test_two_settings_are_kept_apart_and_the_link_brings_both(c3: Opener) -> None:
    page = c3("?network=cnnviz_zfnet&photo=espresso&size=64&stride=48")
    wait_until_done(page)
    page.get_by_role("button", name="Keep this setting").click()
    expect(page.get_by_text("Kept: square of 64 px, step 48 px, gray")).to_be_visible()
    page.get_by_test_id("stMain").evaluate(
        "main => main.scrollTo(0, 0)"
    )  # an open list closes when the page moves
    page.get_by_role("combobox", name="Shape").click()
    page.get_by_role("option", name="disc").click()
    expect(page.get_by_text("percentage points apart")).to_be_visible(timeout=LOADING_MS)
    expect(page.locator(".head-picture")).to_contain_text("Under the disc")
    expect_parameter(page, "kept", "64-48-square-gray-0")
    expect_parameter(page, "shape", "disc")


def test_a_pinned_place_is_in_the_link(browser: Browser, app: str, c3: Opener) -> None:
    page = c3("?photo=espresso&size=64&stride=40")
    wait_until_done(page)
    page.locator(".surface.picture").click(position={"x": 30, "y": 30})
    page.wait_for_function("new URLSearchParams(location.search).get('pin') === '32,32'")
    said = sentence(page)
    other = browser.new_page()
    other.goto(page.url)
    expect(other.get_by_text(DONE)).to_be_visible(timeout=LOADING_MS)
    expect(other.locator(".occlusion .sentence")).to_have_text(said)
    other.close()


def test_an_upload_is_mapped_and_a_bad_one_changes_nothing(c3: Opener) -> None:
    page = c3("?photo=upload&size=64&stride=40")
    clean = page.locator(".occlusion img.clean")
    expect(clean).to_have_attribute("src", re.compile("."))
    cat = clean.get_attribute("src")
    assert cat
    upload(page, "mine.png", png())
    expect(clean).not_to_have_attribute("src", cat, timeout=LOADING_MS)
    wait_until_done(page)
    mine = clean.get_attribute("src")
    upload(page, "broken.png", png()[:2000])
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_contain_text(re.compile("[a-z]{3,}"))
    assert clean.get_attribute("src") == mine
    upload(page, "words.jpg", b"This is a letter and no picture." * 40, "image/jpeg")
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    assert clean.get_attribute("src") == mine


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_it_fits_and_follows_the_theme(browser: Browser, app: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 768}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(f"{app}{C3}?photo=espresso&size=64&stride=40")
    expect(page.get_by_text(DONE)).to_be_visible(timeout=LOADING_MS)
    overflow = page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth")
    assert overflow <= 0
    ink = page.locator(".occlusion .sentence").evaluate("e => getComputedStyle(e).color")
    light_ink = sum(map(int, re.findall(r"\d+", ink)[:3])) > 3 * 128
    assert light_ink == (scheme == "dark")
    if width == 1366:
        for part in ("picture", "activation", "projection", "probability", "label"):
            box = page.locator(f".occlusion .surface.{part}").bounding_box()
            assert box and box["y"] + box["height"] <= 768
    context.close()


def test_presenter_view_keeps_the_picture_on_screen(c3: Opener) -> None:
    page = c3("?photo=espresso&size=64&stride=40&present=1")
    wait_until_done(page)
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    size = page.locator(".occlusion .sentence").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 20


def test_the_step_that_fits_ten_seconds_is_taken_after_a_stop_too(c3: Opener) -> None:
    page = c3("?photo=palace&size=8&stride=4&shape=disc&fill=white")
    offer = page.get_by_role("button", name=re.compile(r"^Step \d+$"))
    expect(offer).to_be_visible(timeout=LOADING_MS)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped at")).to_be_visible()
    offer.click()
    expect(page).not_to_have_url(re.compile("stride=4(&|$)"))
    expect(page.get_by_text("Stopped at")).to_be_hidden(timeout=LOADING_MS)
