"""The occlusion lesson's linked view: covered picture, maps, projections and the top five move together in the browser.

`occlusion_data` says what is shown, as plain JSON; `occlusion_view` mounts it. Hovering, dragging and arrow keys are
answered in the browser and send nothing to the server; a pin is reported, so that a link can carry it. After Zeiler &
Fergus 2013, fig. 7 (a to e), https://arxiv.org/abs/1311.2901.
"""

import base64
import math
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component
from cnnviz.palette import ACTIVATION, PROBABILITY, QUALITATIVE, SIGNED

# Gray says "some other label", so it is never a label's own colour.
OTHER = "#999999"
TOP = 5
UNITS = 10_000  # a probability travels to four digits

_mount = component(__file__)


def occlusion_view(
    data: Mapping[str, Any],
    *,
    key: str,
    present: bool = False,
    pin: tuple[int, int] | None = None,
    revision: int = 0,
    on_pin: Callable[[], None] | None = None,
) -> None:
    """Mount the linked view; the same `key` with new data updates the picture in place.

    Args:
        data: from `occlusion_data`.
        present: large, for the back row.
        pin: centre of the square that a link pinned, as (x, y) in pixels of the picture.
        revision: `pin` is taken at first and whenever this number changes.
        on_pin: called when the learner pinned or released a place; `st.session_state[key]["pin"]` holds it,
            as `pin_of` reads it.
    """
    _mount(
        key=key,
        data={**data, "present": present, "pin": pin, "revision": revision},
        on_pin_change=on_pin,
    )


def pin_of(reported: object, side: int) -> tuple[int, int] | None:
    """A pin from the browser if it is one, inside a picture of `side` pixels, else None.

    >>> pin_of([3, 200], 224), pin_of([3, 900], 224), pin_of("x", 224)
    ((3, 200), None, None)
    """
    if not isinstance(reported, list) or len(reported) != 2:
        return None
    x, y = reported
    inside = all(type(number) is int and 0 <= number <= side for number in (x, y))
    return (x, y) if inside else None


def occlusion_data(
    *,
    picture: str,
    covered: str,
    side: int,
    size: int,
    rows: Sequence[int],
    columns: Sequence[int],
    probability: Sequence[float],
    label: Sequence[int],
    top_labels: Sequence[Sequence[int]],
    top_probabilities: Sequence[Sequence[float]],
    titles: Mapping[int, str] | Sequence[str],
    clean: Mapping[int, float],
    target: int,
    order: Sequence[int],
    done: int,
    state: str,
    shape: str = "square",
    activation: Mapping[str, Any] | None = None,
    projection: Mapping[str, Any] | None = None,
    relation: str = "",
) -> dict[str, Any]:
    """What the view shows, as plain JSON; classes become indices into the names that occur.

    The flat sequences hold R*C positions, row by row, where R = len(rows) and C = len(columns).

    Args:
        picture: address (data URI) of the crop that the network sees, `side` x `side` pixels.
        covered: the same picture, wholly under the occluder's fill; the square is cut out of it.
        side, size: pixels along one side of the picture and of the square.
        rows, columns: top-left corners of the square, ascending, in pixels.
        probability: of class `target` at each position; NaN where it is not computed yet.
        label: the most probable class at each position; -1 where it is not computed yet.
        top_labels, top_probabilities: the most probable classes at each position, best first.
        titles: the name of each class.
        clean: probabilities on the picture without the square: of its top five, and of `target`.
        target: the class whose probability is mapped.
        order: the positions in the order in which they are computed; it decides the labels' colours.
        done: how many positions are computed.
        state: "waiting", "running", "done", "stopped" or "failed".
        shape: "square" or "disc".
        activation: the map that is watched: its `title`, the `clean` sum, and `values`, one sum per position.
        projection: that map at the pixels: `picture` (an address, or None), `box` (top, left, bottom, right of what
            its strongest unit sees), `words`, `note`, and `others`, a list of `title`, `picture`, `patch`, `value`.
        relation: what the sums say about the probabilities.

    Raises:
        ValueError: if a sequence does not have one value per position.
    """
    total = len(rows) * len(columns)
    _check_lengths(
        total,
        probability=probability,
        label=label,
        top_labels=top_labels,
        top_probabilities=top_probabilities,
        order=order,
        **({"activation": activation["values"]} if activation else {}),
    )
    if target not in clean:
        raise ValueError(f"The clean probability of class {target}, the one that is mapped, is missing.")
    baseline = sorted(clean, key=lambda c: -clean[c])[:TOP]
    classes = _in_order_of_appearance(baseline, target, label, top_labels, order)
    index = {c: i for i, c in enumerate(classes)}
    return {
        "picture": picture,
        "covered": covered,
        "side": side,
        "size": size,
        "rows": list(rows),
        "columns": list(columns),
        "shape": shape,
        "activation": activation and {**activation, "values": _four_digits(activation["values"])},
        "projection": projection,
        "relation": relation,
        "probability": [None if math.isnan(p) else round(p, 4) for p in probability],
        "label": [index[c] if c >= 0 else None for c in label],
        "top": _packed_top(label, top_labels, top_probabilities, index),
        "names": [titles[c] for c in classes],
        "clean": [round(clean[c], 4) if c in clean else None for c in classes],
        "baseline": [index[c] for c in baseline],
        "target": index[target],
        "progress": {"done": done, "total": total, "state": state},
        "colours": {
            "probability": list(PROBABILITY),
            "activation": list(ACTIVATION),
            "signed": list(SIGNED),
            "labels": [c for c in QUALITATIVE if c != OTHER],
            "other": OTHER,
        },
    }


def _four_digits(values: Sequence[float]) -> list[float | None]:
    """As many as a picture shows; None where nothing is computed yet."""
    return [None if math.isnan(value) else float(f"{value:.4g}") for value in values]


def _check_lengths(total: int, **sequences: Sequence[Any]) -> None:
    for name, values in sequences.items():
        if len(values) != total:
            raise ValueError(
                f"The map has {total} positions, but {name} has {len(values)} values. Give one per position."
            )


def _in_order_of_appearance(
    baseline: Sequence[int],
    target: int,
    label: Sequence[int],
    top_labels: Sequence[Sequence[int]],
    order: Sequence[int],
) -> list[int]:
    """The classes that occur: the clean picture's first, then the map's, then those only in a top five.

    A name's place decides its colour, so a label that comes up later must not push in front.
    """
    computed = [p for p in order if label[p] >= 0]
    in_map = [label[p] for p in computed]
    in_top: Iterable[int] = (c for p in computed for c in top_labels[p])
    return list(dict.fromkeys([baseline[0], *in_map, target, *baseline, *in_top]))


def _packed_top(
    label: Sequence[int],
    top_labels: Sequence[Sequence[int]],
    top_probabilities: Sequence[Sequence[float]],
    index: Mapping[int, int],
) -> str:
    """Five pairs of 16-bit numbers per position, name and probability / 10,000, in base64; name -1: nothing.

    As JSON the pairs of a fine map would be the larger half of the message, three times a second.
    """
    numbers: list[int] = []
    for best, classes, chances in zip(label, top_labels, top_probabilities, strict=True):
        pairs = list(zip(classes, chances, strict=True))[:TOP] if best >= 0 else []
        for c, p in pairs:
            numbers += (index[c], round(p * UNITS))
        numbers += [-1, 0] * (TOP - len(pairs))
    return base64.b64encode(struct.pack(f"<{len(numbers)}h", *numbers)).decode("ascii")
