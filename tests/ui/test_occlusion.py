"""What lesson C3 says about its maps: regions, correlation, time, links; and the film of the moving occluder."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnnviz.engine import OcclusionRequest, Progress
from cnnviz.images.heat import faint, heat_picture
from cnnviz.palette import PROBABILITY
from cnnviz.probes.occlusion import OcclusionMaps, occlusion_maps
from cnnviz.ui.occlusion import time as occlusion_time
from cnnviz.ui.occlusion.compare import difference_words
from cnnviz.ui.occlusion.film import COLOURS, FRAMES, GAP, film
from cnnviz.ui.occlusion.linked import Mapped, mapped, relation_words
from cnnviz.ui.occlusion.pictures import scale_bar, signed_bar
from cnnviz.ui.occlusion.setting import Setting, asked, setting_field
from cnnviz.ui.occlusion.time import fitting_step, time_words
from cnnviz.ui.occlusion.watching import default_layer
from cnnviz.ui.occlusion.words import map_arrays, map_table, map_words, place_title, region_words
from cnnviz.ui.pictures import Picture
from tests.probes.tiny import Convolutional, tiny_network

SIDE = 32


def picture() -> Picture:
    crop = Image.radial_gradient("L").resize((SIDE, SIDE)).convert("RGB")
    return Picture("A gradient", "", "", crop, "gradient", "")


def maps_of(**asked_: object) -> OcclusionMaps:
    net = tiny_network(Convolutional(2), SIDE, 7)
    return occlusion_maps(net, picture().crop, **({"size": 8, "stride": 4, "layer": "features"} | asked_))  # type: ignore[arg-type]


def test_a_class_that_was_asked_is_found_among_the_others() -> None:
    best = maps_of().target
    first, second, never = [k for k in range(7) if k != best][:3]
    maps = maps_of(targets=(first, second))
    this = mapped(maps, second)
    assert this.clean == maps.target_probabilities[2]
    np.testing.assert_array_equal(this.probability, maps.probabilities[2])
    assert mapped(maps, never).target == best
    assert mapped(maps, None).name == maps.names[maps.target]


def test_words_name_the_place_the_loss_and_the_region() -> None:
    this = Mapped(maps_of(), maps_of().target)
    row, column = np.unravel_index(int(this.probability.argmin()), this.probability.shape)
    top, left = this.maps.rows[row], this.maps.columns[column]
    assert f"when rows {top} to {top + 7}, columns {left} to {left + 7} are covered" in map_words(this)
    assert f"{this.probability.min():.1%} is left" in map_words(this)
    assert "matters most:** with the occluder's centre there" in region_words(this)
    assert [place_title((0, 0)), place_title((2, 1)), place_title((1, 2))] == [
        "top left", "bottom centre", "middle right",
    ]  # fmt: skip


def of_ninths(*probabilities: float) -> Mapped:
    """A map with one position in each ninth, by rows, of a picture whose clean value is 50 %."""
    maps = maps_of(size=4, stride=(SIDE - 4) // 2)
    assert maps.probability.shape == (3, 3)
    target = maps.target
    covered = np.array(probabilities, np.float32).reshape(1, 3, 3)
    maps = replace(maps, targets=(target,), target_probabilities=np.array([0.5]), probabilities=covered)
    return Mapped(maps, target)


def test_a_region_that_the_network_does_better_without_is_named() -> None:
    said = region_words(of_ninths(0.9, 0.5, 0.5, 0.5, 0.1, 0.45, 0.5, 0.5, 0.52))
    assert "**The middle matters most:**" in said and "loses 40.0 points" in said
    assert "without the top left the network is surer: there it gains 40.0 points" in said
    said = region_words(of_ninths(0.505, *[0.5] * 3, 0.1, *[0.5] * 4))
    assert "surer" not in said
    said = region_words(of_ninths(0.9, 0.7, 0.7, 0.7, 0.6, 0.7, 0.7, 0.7, 0.7))
    assert "No region is needed" in said and "matters most" not in said
    assert (
        "least in the middle, where it gains 10.0 points, most in the top left, where it gains 40.0" in said
    )


def test_what_is_marked_on_a_scale_stands_at_its_value() -> None:
    bar = scale_bar(("#000", "#fff"), "0 %", "100 %", "clean 32 %", 0.32)
    assert bar.count("left:32.00%") == 2 and "hidden" not in bar
    near = scale_bar(("#000", "#fff"), "0 %", "100 %", "clean 96 %", 0.96)
    assert near.index("visible") < near.index("0 %") < near.index("hidden") < near.index(">100 %")
    assert "background:currentColor" not in signed_bar(3.0)


def test_the_correlation_is_said_with_its_meaning() -> None:
    maps = maps_of()
    assert maps.activation is not None
    r = np.corrcoef(maps.activation.ravel(), maps.probability.ravel())[0, 1]
    assert relation_words(mapped(maps, None)).startswith(f"r = {r:.2f} over 49 positions.".replace("-", "−"))
    assert relation_words(mapped(maps_of(layer=None), None)) == ""


def test_the_table_and_the_arrays_hold_every_position() -> None:
    this = mapped(maps_of(), None)
    lines = map_table(this).splitlines()
    assert len(lines) == 1 + this.maps.total
    assert lines[0].endswith(f"sum of map {this.maps.unit} of features")
    arrays = map_arrays(this.maps)
    assert arrays["unit"] == this.maps.unit
    assert "activation" not in map_arrays(maps_of(layer=None))


def test_a_setting_survives_the_link_and_bad_ones_do_not() -> None:
    field, setting = setting_field("kept"), Setting(48, 16, "disc", "noise", 7)
    assert field.write(setting) == "48-16-disc-noise-7"
    assert field.read("48-16-disc-noise-7") == setting
    assert field.read(field.write(None)) is None
    for text in ("48-16", "47-16-disc-gray-0", "48-16-disc-gold-0", "a-b-c-d-e", "48-16-disc-gray-0-1"):
        with pytest.raises(ValueError, match=r"\w"):
            field.read(text)
    request = OcclusionRequest("net", "hash", size=32, stride=8, targets=(1, 2), layer="top", unit=3)
    other = asked(request, setting)
    assert (other.size, other.shape, other.fill, other.seed) == (48, "disc", "noise", 7)
    assert (other.targets, other.layer, other.unit) == ((1, 2), "top", 3)


def test_the_step_that_fits_ten_seconds_is_the_finest_that_does() -> None:
    setting = Setting(48, 4, "square", "gray", 0)
    for pace in (0.001, 0.02, 0.2, 3.0):
        step = fitting_step(224, setting, pace)
        seconds = [(-(-(224 - 48) // s) + 1) ** 2 * pace for s in range(4, 65, 4)]
        fitting = [s for s, t in zip(range(4, 65, 4), seconds, strict=True) if t <= 10]
        assert step == (fitting[0] if fitting else 64)


def test_the_page_says_the_time_on_a_processor_and_live_on_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    setting = Setting(48, 16, "square", "gray", 0)
    assert time_words(224, setting, 0.1, "cpu") == "144 positions take about 14 s on this server's processor"
    assert time_words(224, setting, None, "cpu").startswith("144 positions; the first ones tell")
    assert "live on this server's graphics card" in time_words(224, setting, 0.001, "cuda")
    assert (
        time_words(224, setting, 0.1, "cuda")
        == "144 positions take about 14 s on this server's graphics card"
    )
    alone: Progress[None] = Progress("running", 0, 4, 9, None, 1.0, 2.0, "")
    monkeypatch.setattr(occlusion_time, "device_kind", lambda: "cuda")
    assert occlusion_time.poll_s(alone) < 0.2
    monkeypatch.setattr(occlusion_time, "device_kind", lambda: "cpu")
    assert occlusion_time.poll_s(alone) > 0.2


def test_the_difference_is_said_where_it_is_largest() -> None:
    before = np.full((4, 4), 0.5)
    after = before.copy()
    after[2, 1] = 0.1
    words = difference_words(before, after, mapped(maps_of(), None))
    assert "2.5 percentage points apart" in words
    assert "row 2, column 1" in words
    assert "50.0% with the kept occluder, 10.0% with this one" in words


@pytest.mark.parametrize("shape", ["square", "disc"])
def test_the_film_walks_over_the_picture_and_is_bounded(shape: str) -> None:
    this = mapped(maps_of(shape=shape, stride=2), None)
    assert this.maps.total > FRAMES
    moving = Image.open(io.BytesIO(film(picture(), this)))
    assert 60 < moving.n_frames <= FRAMES  # type: ignore[attr-defined]
    assert moving.size == (3 * SIDE + 2 * GAP, SIDE)
    assert moving.info["loop"] == 0
    first = np.asarray(moving.convert("RGB")).astype(int)
    moving.seek(moving.n_frames - 1)  # type: ignore[attr-defined]
    last = np.asarray(moving.convert("RGB")).astype(int)
    assert abs(first[4, 4] - 127).max() < 24  # the first position is gray now
    assert abs(first[20:, SIDE + GAP :] - last[20:, SIDE + GAP :]).max() > 40  # the maps have grown
    assert len(np.unique(last.reshape(-1, 3), axis=0)) <= COLOURS


def test_paint_and_layer_defaults() -> None:
    ground = faint(picture().crop)
    assert ground.shape == (SIDE, SIDE, 3)
    painted = heat_picture(np.array([[1.0, 2.0]]), PROBABILITY, 0, 1, ground[:1, :2])
    assert (painted[0, 0] == painted[0, 1]).all()
    with pytest.raises(ValueError, match="has to rise"):
        heat_picture(np.zeros((1, 1)), PROBABILITY, 1, 1, ground[:1, :1])
    assert default_layer({"pool1": "pool1"}) == "pool1"
