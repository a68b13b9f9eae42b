"""The palette keeps its promises: readable text on both backgrounds, roles apart for colour-blind eyes."""

import itertools

import numpy as np
import pytest

from cnnviz.palette import PROBABILITY, ROLES, Role

LIGHT, DARK = "#FFFFFF", "#12161B"  # the two backgrounds in .streamlit/config.toml


def linear(colour: str) -> np.ndarray:
    """Linear RGB of a hex colour (IEC 61966-2-1)."""
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# Severe colour blindness as a matrix on linear RGB (Machado, Oliveira & Fernandes 2009, severity 1.0).
BLIND = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


@pytest.mark.parametrize(("name", "role"), ROLES.items())
def test_text_is_readable_on_both_backgrounds(name: str, role: Role) -> None:
    assert contrast(role.light_text, LIGHT) >= 4.5, name
    assert contrast(role.dark_text, DARK) >= 4.5, name


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("eyes", BLIND)
def test_input_window_and_output_stay_apart_for_colour_blind_eyes(eyes: str, dark: bool) -> None:
    seen = {n: np.array(BLIND[eyes]) @ linear(ROLES[n].shape(dark)) for n in ("input", "window", "output")}
    for one, other in itertools.combinations(seen, 2):
        assert np.abs(seen[one] - seen[other]).max() > 0.1, (one, other)


def test_probabilities_grow_lighter_all_the_way() -> None:
    lightness = [luminance(colour) for colour in PROBABILITY]
    assert lightness == sorted(lightness)
