"""A photo as rows of gray values."""

import numpy as np
from PIL import Image

from cnnviz.images import gray_square, load_image


def test_the_square_in_the_middle_is_averaged_to_the_side() -> None:
    values = np.arange(0, 240, 5, dtype=np.uint8).reshape(4, 12)
    rows = gray_square(Image.fromarray(values), 2)
    middle = values[:, 4:8].astype(float)
    for r in range(2):
        for c in range(2):
            mean = middle[2 * r : 2 * r + 2, 2 * c : 2 * c + 2].mean()
            assert abs(rows[r][c] - mean) <= 1


def test_a_sample_photo_has_gray_values_in_range() -> None:
    rows = gray_square(load_image("cat"), 96)
    assert len(rows) == 96
    assert all(len(row) == 96 and min(row) >= 0 and max(row) <= 255 for row in rows)
