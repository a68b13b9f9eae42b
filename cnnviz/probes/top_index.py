"""What is known of the strongest patches at one moment: an index into a data set, plain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from cnnviz.probes.fields import Box, Field

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
A = TypeVar("A", bound=npt.NDArray[Any])


@dataclass(frozen=True)
class TopPatches:
    """The K strongest activations of each of M maps over the first `done` pictures; arrays read-only.

    Of equal activations the one with the lower picture index comes first; within a picture the strongest
    unit counts, of equal ones the first, row by row.

    Attributes:
        maps: (M,) the maps' numbers in the layer.
        activation: (M, K) strongest first; NaN where there were fewer pictures.
        image: (M, K) index of the picture in the data set; -1 where there were fewer.
        unit: (M, K, 2) row and column of the unit in the map; -1 where there were fewer.
        broken: (B,) indices of pictures that cannot be read, ascending.
        layer: the layer's name.
        shape: the layer's output for one picture, (maps, rows, columns).
        field: what its units see of the network's view.
        done: how many pictures were looked at, broken ones included.
        total: how many there are.
        images_id, weights_id: which data set and which weights.
    """

    maps: Integers
    activation: Floats
    image: Integers
    unit: Integers
    broken: Integers
    layer: str
    shape: tuple[int, int, int]
    field: Field
    done: int
    total: int
    images_id: str
    weights_id: str

    @property
    def k(self) -> int:
        """How many patches a map keeps at most, K."""
        return int(self.image.shape[1])

    def row(self, map: int) -> int:
        """Where map number `map` stands in the arrays.

        Raises:
            ValueError: it was not looked at.
        """
        found = np.flatnonzero(self.maps == map)
        if not len(found):
            raise ValueError(
                f"Map {map} of the layer {self.layer!r} is not among the {len(self.maps)} maps asked for."
            )
        return int(found[0])

    def windows(self, map: int) -> tuple[Box, ...]:
        """The patch of each strongest unit of a map: top, left, bottom, right in pixels of the network's view.

        It is the unit's receptive field, cut off at the border; up to K of them.

        Raises:
            ValueError: the map was not looked at.
        """
        row = self.row(map)
        units = self.unit[row][self.image[row] >= 0].tolist()
        return tuple(self.field.window(unit_row, unit_column) for unit_row, unit_column in units)

    def select(self, maps: Sequence[int]) -> "TopPatches":
        """The same for some of its maps, in that order.

        Raises:
            ValueError: one of them was not looked at.
        """
        rows = [self.row(number) for number in maps]
        names = ("maps", "activation", "image", "unit")
        return replace(self, **{name: frozen(getattr(self, name)[rows]) for name in names})


def require_same(what: str, one: object, other: object) -> None:
    """Refuse an index that was made for something else.

    Raises:
        ValueError: the two differ.
    """
    if one != other:
        raise ValueError(f"This index was made for another {what}. Start anew without it.")


def frozen(array: A) -> A:
    """The array itself, from now on read-only."""
    array.setflags(write=False)
    return array
