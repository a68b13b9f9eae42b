"""The drawings on the first page belong to lessons and are whole."""

from base64 import b64decode
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.lessons import LESSONS
from cnnviz.ui.home.emblems import EMBLEMS, HEIGHT, WIDTH, emblem
from tests.browser.server import ROOT


def test_every_drawing_belongs_to_a_lesson() -> None:
    assert set(EMBLEMS) <= {lesson.slug for lesson in LESSONS}


def test_a_lesson_without_a_drawing_has_its_card_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnnviz.ui.home.emblems.emblem", lambda _: "")
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not test.exception
    assert len(test.get("page_link")) >= len(LESSONS)


@pytest.mark.parametrize("slug", EMBLEMS)
def test_a_drawing_is_an_image_that_stays_inside_its_frame(slug: str) -> None:
    root = ElementTree.fromstring(b64decode(emblem(slug).split("base64,")[1].partition('"')[0]))
    left = float(root.attrib["viewBox"].split()[0])
    boxes = [shape.attrib for shape in root.iter("{http://www.w3.org/2000/svg}rect")]
    for box in boxes:
        x, y, width, height = (float(box[name]) for name in ("x", "y", "width", "height"))
        assert left <= x and x + width <= left + WIDTH
        assert y >= 0 and y + height <= HEIGHT
    for line in root.iter("{http://www.w3.org/2000/svg}polyline"):
        for point in line.attrib["points"].split():
            px, py = map(float, point.split(","))
            assert left <= px <= left + WIDTH and 0 <= py <= HEIGHT
