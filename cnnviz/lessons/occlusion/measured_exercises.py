"""Exercises on occlusion whose numbers come from a real network: which map drops, by how much, and what the answer does."""

import random
from itertools import combinations, product

from cnnviz.lessons.exercise import Exercise, Hint
from cnnviz.lessons.occlusion.regions import PLACES, Layer, Photo, measured_regions

APART = 5.0  # percentage points between the right answer and the next, at least: no question hangs on a hair


def _setting(photo: Photo, place: int) -> str:
    found = measured_regions()
    return (
        f"{found.network} looks at the photo of {photo.subject}, {found.side} × {found.side} pixels. A gray square of "
        f"{found.size} × {found.size} covers the ninth in the {PLACES[place]}."
    )


def _first_drops() -> list[tuple[Photo, int, tuple[Layer, ...]]]:
    """A photo, a ninth and three layers of which one clearly loses most."""
    cases: list[tuple[Photo, int, tuple[Layer, ...]]] = []
    for photo, place in product(measured_regions().photos, range(9)):
        for layers in combinations(photo.layers, 3):
            most, second, _ = sorted((layer.lost(place) for layer in layers), reverse=True)
            if most - second >= APART and most > APART:
                cases.append((photo, place, layers))
    return cases


def first_drop_exercise(draw: random.Random) -> Exercise:
    """Which layer's strongest map loses the largest share of its sum."""
    photo, place, layers = draw.choice(_first_drops())
    best = max(layers, key=lambda layer: layer.lost(place))
    rows = "\n".join(
        f"| {layer.title}, map {layer.unit} | {layer.clean:,} | {layer.covered[place]:,} |"
        for layer in layers
    )
    shares = ", ".join(f"{layer.title} {_change(layer, place)}" for layer in layers)
    return Exercise(
        question=f"{_setting(photo, place)} Below are the sums of three layers' strongest maps. Which map drops furthest, "
        f"measured by its own clean sum?\n\n| map | clean | covered |\n|:-|-:|-:|\n{rows}",
        answer=best.title,
        choices=tuple(layer.title for layer in layers),
        solution=f"Share of its sum that each map changes by: {shares}. So **{best.title}** drops furthest.",
        hints=tuple(
            Hint(
                layer.title,
                f"Its sum goes from {layer.clean:,} to {layer.covered[place]:,}: {_change(layer, place)} of what it had. Compare "
                "shares, not differences: the maps have different scales.",
            )
            for layer in layers
        ),
        fallback="Divide what is left by the clean sum, map by map.",
    )


def _change(layer: Layer, place: int) -> str:
    lost = layer.lost(place)
    return f"{'loses' if lost >= 0 else 'gains'} {abs(lost):.0f} %"


def share_exercise(draw: random.Random) -> Exercise:
    """How much of a map's sum the covered ninth takes, in percent."""
    cases = [
        (photo, place, layer)
        for photo, place in product(measured_regions().photos, range(9))
        for layer in photo.layers
        if 8 <= layer.lost(place) <= 92
    ]
    photo, place, layer = draw.choice(cases)
    covered, answer = layer.covered[place], round(layer.lost(place), 1)
    return Exercise(
        question=f"{_setting(photo, place)} The strongest map of {layer.title} (map {layer.unit}) has the sum {layer.clean:,} in the "
        f"clean picture and {covered:,} in the covered one. How many percent of its sum did it lose?",
        answer=answer,
        unit="percent, to 1 %",
        solution=f"1 − {covered:,} / {layer.clean:,} = **{answer:,}** %. Cell by cell, that is panel (b): a map that "
        "falls where one thing is covered follows that thing.",
        hints=(
            Hint(round(100 - layer.lost(place), 1), "That is the share that is left."),
            Hint(
                round(layer.clean - covered, 4),
                "That is the difference of the sums. Divide it by the clean sum.",
            ),
            Hint(
                round(100 * (layer.clean / covered - 1), 1),
                "Relative to the clean sum, not to the covered one.",
            ),
            Hint(round(layer.lost(place) / 100, 4), "That is the share as a number from 0 to 1."),
        ),
        fallback="Percent lost: 100 times (1 − covered / clean).",
    )


def place_exercise(draw: random.Random) -> Exercise:
    """Which of three ninths the answer rests on, from a map of the real network."""
    photo, places = draw.choice(_clear_places())
    best = min(places, key=lambda place: photo.probability[place])
    found = measured_regions()
    rows = "\n".join(
        "| " + " | ".join(f"{100 * photo.probability[3 * r + c]:.0f} %" for c in range(3)) + " |"
        for r in range(3)
    )
    return Exercise(
        question=f"{found.network} gives the photo of {photo.subject} {100 * photo.clean:.0f} % for “{photo.label}” (it knows ten "
        f"classes, and has to choose). Below is what is left with each ninth covered. Of these three, the "
        f"{_listed(places)}: on which does the answer rest most?\n\n| | | |\n|-:|-:|-:|\n{rows}",
        answer=PLACES[best],
        choices=tuple(PLACES[place] for place in sorted(places)),
        solution=f"With the **{PLACES[best]}** covered {100 * photo.probability[best]:.0f} % of {100 * photo.clean:.0f} % are left, the "
        "lowest of the three. Where the number rises, the network does better without the region.",
        hints=tuple(
            Hint(
                PLACES[place],
                f"With it covered {100 * photo.probability[place]:.0f} % are left. Look for the lowest, not the highest.",
            )
            for place in places
        ),
        fallback="Read the table like the map: rows from top to bottom, columns from left to right.",
    )


def _listed(places: tuple[int, ...]) -> str:
    first, second, third = (PLACES[place] for place in sorted(places))
    return f"{first}, the {second} and the {third}"


def _clear_places() -> list[tuple[Photo, tuple[int, ...]]]:
    cases: list[tuple[Photo, tuple[int, ...]]] = []
    for photo in measured_regions().photos:
        for places in combinations(range(9), 3):
            least, second, _ = sorted(photo.probability[place] for place in places)
            if 100 * (second - least) >= APART and least < photo.clean:
                cases.append((photo, places))
    return cases
