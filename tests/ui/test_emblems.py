"""The drawings on the first page belong to lessons and are whole."""

from base64 import b64decode
from xml.etree import ElementTree

import pytest

from cnnviz.lessons import LESSONS
from cnnviz.ui.home.emblems import EMBLEMS, HEIGHT, WIDTH, emblem


def test_every_drawing_belongs_to_a_lesson() -> None:
    assert set(EMBLEMS) <= {lesson.slug for lesson in LESSONS}


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
