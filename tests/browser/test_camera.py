"""A picture of one's own from the camera (the browser's stand-in for one), and the place of the button that opens it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.find_browser import FLAGS, installed_browser

pytestmark = pytest.mark.browser

C3 = "/occlusion?network=cnnviz_zfnet&size=64&stride=48"
LOADING_MS = 90_000  # the first visitor waits for torch and the network
DONE = re.compile(r"All [\d,]+ positions, (computed in|at once)")
STAND_IN = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
# Streamlit lets one press the button a moment before there is a frame; such a press does nothing.
PLAYS = "() => { const film = document.querySelector('video'); return film && film.videoWidth > 0 && !film.paused; }"


@pytest.fixture
def filmed(browser: Browser) -> Iterator[Page]:
    """A page whose browser has a camera."""
    path = installed_browser()
    assert path
    started = browser.browser_type.launch(executable_path=path, args=[*FLAGS, *STAND_IN])
    yield started.new_context(viewport={"width": 1366, "height": 768}, permissions=["camera"]).new_page()
    started.close()


def test_a_photo_from_the_camera_is_mapped(filmed: Page, app: str) -> None:
    filmed.goto(f"{app}{C3}&photo=camera")
    clean = filmed.locator(".occlusion img.clean")
    expect(clean).to_have_attribute("src", re.compile("."), timeout=LOADING_MS)
    cat = clean.get_attribute("src")
    assert cat
    filmed.get_by_role("button", name="Open the camera").click()
    filmed.wait_for_function(PLAYS)
    filmed.get_by_role("button", name="Take Photo").click()
    expect(clean).not_to_have_attribute("src", cat, timeout=LOADING_MS)
    expect(filmed.get_by_text(DONE)).to_be_visible(timeout=LOADING_MS)
    # The stand-in films a green field; the map is the map of that.
    colour = clean.evaluate(
        """async image => {
            await image.decode();
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 1;
            const context = canvas.getContext("2d");
            context.drawImage(image, 4, 4, 1, 1, 0, 0, 1, 1);
            return [...context.getImageData(0, 0, 1, 1).data];
        }"""
    )
    assert colour[1] > 2 * max(colour[0], colour[2])


def test_the_maps_stay_where_they_are_when_a_picture_of_ones_own_is_asked_for(page: Page, app: str) -> None:
    tops = []
    for photo in ("cat", "upload", "camera"):
        page.goto(f"{app}{C3}&photo={photo}")
        expect(page.locator(".occlusion .surface.picture")).to_be_visible(timeout=LOADING_MS)
        expect(page.get_by_text(DONE)).to_be_visible(timeout=LOADING_MS)
        box = page.locator(".occlusion .surface.picture").bounding_box()
        assert box
        tops.append(box["y"])
    assert max(tops) - min(tops) < 1
