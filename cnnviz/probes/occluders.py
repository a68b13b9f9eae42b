"""The shape of what covers the picture. Numpy only: a page draws the same occluder that the network gets."""

import numpy as np
import numpy.typing as npt

SHAPES: dict[str, str] = {"square": "a square", "disc": "a disc"}


def occluder_mask(shape: str, size: int) -> npt.NDArray[np.bool_]:
    """(size, size): which pixels of the occluder's box it covers.

    A square covers all of them; a disc those whose centre lies within size / 2 of the box's centre.

    Raises:
        ValueError: there is no such shape.

    >>> occluder_mask("disc", 4).astype(int).tolist()
    [[0, 1, 1, 0], [1, 1, 1, 1], [1, 1, 1, 1], [0, 1, 1, 0]]
    """
    if shape not in SHAPES:
        raise ValueError(f"There is no occluder of the shape {shape!r}. There are: {', '.join(SHAPES)}.")
    if shape == "square":
        return np.ones((size, size), np.bool_)
    # In half pixels, so that nothing is rounded.
    from_centre = 2 * np.arange(size) + 1 - size
    inside: npt.NDArray[np.bool_] = from_centre[:, None] ** 2 + from_centre**2 <= size**2
    return inside
