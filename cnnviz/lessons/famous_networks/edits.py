"""What a learner has changed in a published network: as text in a link, as plain data, and applied.

A change is one number of one layer: `conv1:k7,s2` sets kernel and stride of conv1. A star after the name,
`conv2_2.conv2*:m128`, means the same layer in every block that is equal to this one.
"""

import re
from collections.abc import Mapping
from typing import Any

from cnnviz.architectures import Network, Node, edited, grouped
from cnnviz.architectures.layers import Conv, Dense, Pool, Windowed
from cnnviz.architectures.special import LocalConv, PartialConv

Edits = dict[str, dict[str, int]]
MOST = 24  # changed layers in one link
STAR = "*"
_ENTRY = re.compile(r"([A-Za-z0-9_.]{1,60}\*?):((?:[a-z]{1,2}\d{1,5})(?:,[a-z]{1,2}\d{1,5}){0,7})")
_NUMBER = re.compile(r"([a-z]{1,2})(\d{1,5})")

# code: what it changes, along which axis (None: both), least, most
CODES: dict[str, tuple[str, int | None, int, int]] = {
    "k": ("kernel", None, 1, 15),
    "s": ("stride", None, 1, 8),
    "p": ("padding", None, 0, 8),
    "kr": ("kernel", 0, 1, 15),
    "kc": ("kernel", 1, 1, 15),
    "pr": ("padding", 0, 0, 8),
    "pc": ("padding", 1, 0, 8),
    "m": ("maps", None, 1, 4096),
    "u": ("outputs", None, 1, 8192),
}


def read_edits(text: str) -> Edits:
    """The changes in a link.

    >>> read_edits("conv1:k7,s2;fc6:u2048")
    {'conv1': {'k': 7, 's': 2}, 'fc6': {'u': 2048}}

    Raises:
        ValueError: it cannot be read, in words.
    """
    found: Edits = {}
    for part in filter(None, text.split(";")):
        entry = _ENTRY.fullmatch(part)
        if not entry:
            raise ValueError(f"edits: “{part[:30]}” is not a change such as conv1:k7,s2")
        numbers = {code: int(digits) for code, digits in _NUMBER.findall(entry[2])}
        for code, value in numbers.items():
            if code not in CODES:
                raise ValueError(f"edits: {entry[1][:30]} has no number {code}")
            name, _, low, high = CODES[code]
            if not low <= value <= high:
                raise ValueError(f"edits: {name} {value} of {entry[1][:30]} is outside {low} to {high}")
        found[entry[1]] = numbers
    if len(found) > MOST:
        raise ValueError(
            f"edits: {len(found)} layers are changed, and {MOST} are the most that a link may change"
        )
    return found


def write_edits(edits: Mapping[str, Mapping[str, int]]) -> str:
    """The text of a link; `read_edits` reads it."""
    return ";".join(
        f"{name}:{','.join(f'{code}{value}' for code, value in change.items())}"
        for name, change in edits.items()
    )


def numbers_of(node: Node, heads: tuple[str, ...] = ()) -> dict[str, int]:
    """The numbers of a layer that can be changed, by code; none for the layers that have one output per class.

    >>> from cnnviz.architectures import build
    >>> numbers_of(build("alexnet").by_name["conv1"])
    {'k': 11, 's': 4, 'p': 0, 'm': 96}
    """
    layer = node.layer
    found: dict[str, int] = {}
    if isinstance(layer, Windowed):
        rows, columns = layer.windows
        same = rows.kernel == columns.kernel and rows.before == columns.before
        if same:
            found |= {"k": rows.kernel, "s": rows.stride}
        else:
            found |= {"kr": rows.kernel, "kc": columns.kernel, "s": rows.stride}
        even = rows.before == rows.after and columns.before == columns.after
        if even and isinstance(layer, Conv | Pool | PartialConv | LocalConv):
            found |= {"p": rows.before} if same else {"pr": rows.before, "pc": columns.before}
    if node.name not in heads:
        if isinstance(layer, Conv | LocalConv):
            found["m"] = layer.maps
        elif isinstance(layer, Dense):
            found["u"] = layer.outputs
    return found


def twins(network: Network, name: str) -> tuple[str, ...]:
    """The same layer in every block that is equal to this one and follows it, as published."""
    for group in grouped(network):
        for index, block in enumerate(group.blocks):
            if any(node.name == name for node in block):
                local = network.by_name[name].local_name
                return tuple(
                    node.name for one in group.blocks[index:] for node in one if node.local_name == local
                )
    return (name,)


def applied(network: Network, edits: Edits) -> tuple[Network, tuple[str, ...], tuple[str, ...]]:
    """The changed network, the names of the changed layers, and a sentence for each change that makes no sense."""
    changed: list[str] = []
    dropped: list[str] = []
    published = network
    for key, change in edits.items():
        name = key.removesuffix(STAR)
        if name not in published.by_name:
            dropped.append(f"There is no layer {name[:40]} in this network.")
            continue
        names = twins(published, name) if key.endswith(STAR) else (name,)
        old = numbers_of(published.by_name[name], published.heads)
        news = {code: value for code, value in change.items() if old.get(code) != value}
        if unknown := [code for code in news if code not in old]:
            dropped.append(f"{name} has no {CODES[unknown[0]][0]} that could be changed.")
            continue
        if not news:
            continue
        try:
            made = network
            for each in names:
                made = edited(made, each, **_changes(made.by_name[each], news))
        except ValueError as error:
            dropped.append(f"{name}: {error}")
            continue
        network = made
        changed += names
    return network, tuple(changed), tuple(dropped)


def _changes(node: Node, news: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code, value in news.items():
        name, axis, _, _ = CODES[code]
        if axis is None:
            found[name] = value
            continue
        rows, columns = node.layer.windows
        now = found.get(name, (getattr(rows, name), getattr(columns, name)))
        found[name] = (value, now[1]) if axis == 0 else (now[0], value)
    return found


def tidy(network: Network, edits: Mapping[str, Mapping[str, int]]) -> Edits:
    """The changes that change something and are possible at all; the rest is left out.

    >>> from cnnviz.architectures import build
    >>> tidy(build("alexnet"), {"conv1": {"k": 11, "s": 2, "z": 1}, "nobody": {"k": 3}})
    {'conv1': {'s': 2}}
    """
    kept: Edits = {}
    for key, change in edits.items():
        node = network.by_name.get(key.removesuffix(STAR))
        old = numbers_of(node, network.heads) if node else {}
        news = {
            code: value
            for code, value in change.items()
            if code in old and old[code] != value and CODES[code][2] <= value <= CODES[code][3]
        }
        if news and len(kept) < MOST:
            kept[key] = news
    return kept
