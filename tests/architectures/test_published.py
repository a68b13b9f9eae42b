"""What the papers and torchvision print comes out, or there is a sentence that says why it does not."""

import pytest

from cnnviz.architectures import ARCHITECTURES, NOTES, Published, build, depth, published
from tests.architectures.helpers import NAMES, TWINS, report

ENTRIES = [entry for entries in published().values() for entry in entries]


def _name(entry: Published) -> str:
    return f"{entry.network}-{entry.quantity}-{entry.where}-{entry.value}"


@pytest.mark.parametrize("entry", ENTRIES, ids=_name)
def test_a_printed_number_comes_out_or_is_explained(entry: Published) -> None:
    ours = entry.ours(report(entry.network))
    assert entry.agrees(ours) or entry.note, f"{ours:,} instead of {entry.value:,}, and no note"
    assert entry.source


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.note], ids=_name)
def test_a_note_is_a_sentence_about_a_difference(entry: Published) -> None:
    assert not entry.agrees(entry.ours(report(entry.network)))
    assert entry.note.endswith(".")


def test_which_numbers_differ_is_known() -> None:
    """A new difference is either a mistake of ours or needs a sentence: both are worth a look."""
    differ = {(e.network, e.quantity, e.where) for e in ENTRIES if not e.agrees(e.ours(report(e.network)))}
    rows = {
        ("googlenet", "weights", f"inception_{m}") for m in ("3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b")
    }
    assert differ == rows | {
        ("alexnet", "neurons", "conv1"),
        *(("alexnet", "weights", f"conv{number}") for number in range(1, 6)),
        ("deepface", "parameters", ""),
        ("googlenet", "weights", "conv1"),
        ("googlenet", "MACs", "conv1"),
        ("googlenet", "MACs", "inception_5a"),
        ("googlenet", "parameters", ""),
        ("inception_v3", "parameters", ""),
        ("mobilenet_v2", "parameters", ""),
        ("efficientnet_lite0", "MACs", ""),
    }


def test_every_network_has_a_number_to_compare_with() -> None:
    assert set(published()) | {"zfnet_wide"} == set(NAMES)
    assert set(NOTES) <= set(NAMES)


def test_googlenets_rows_add_up_to_the_errata() -> None:
    """6.8 million in the table, 7.0 million in its layers."""
    rows = [e for e in published()["googlenet"] if e.quantity == "weights"]
    assert round(sum(e.value for e in rows) / 1024 / 1000, 1) == 6.8
    assert round(sum(e.ours(report("googlenet")) for e in rows) / 1e6, 1) == 7.0
    assert [row.parameters for row in report("googlenet").sides.values()] == [3_188_840, 3_190_888]


def test_alexnets_convolutions_hold_little_and_compute_much() -> None:
    """The slides: about 5 % of the parameters, 90 to 95 % of the computation."""
    rows = [row for row in report("alexnet").rows if row.name.startswith("conv")]
    total = report("alexnet").main
    assert 0.035 < sum(row.parameters for row in rows) / total.parameters < 0.05
    assert 0.90 < sum(row.macs for row in rows) / total.macs < 0.95


@pytest.mark.parametrize(
    ("name", "layers"),
    [
        ("alexnet", 8), ("zfnet", 8), ("vgg_a", 11), ("vgg_b", 13), ("vgg_c", 16), ("vgg_d", 16), ("vgg_e", 19),
        ("googlenet", 22), ("plain34", 34), ("resnet18", 18), ("resnet34", 34), ("resnet50", 50), ("resnet101", 101),
        ("resnet152", 152), ("densenet121", 121), ("densenet169", 169), ("densenet201", 201),
    ],
)  # fmt: skip
def test_a_network_is_as_deep_as_its_name_says(name: str, layers: int) -> None:
    assert depth(build(name)) == layers


def test_densenet_264_has_one_layer_more_than_its_name() -> None:
    """2 (6 + 12 + 64 + 48) + 3 transitions + 2 = 265, where 2 (6 + 12 + 24 + 16) + 5 = 121."""
    assert depth(build("densenet264")) == 265


def test_lenets_output_is_counted_apart() -> None:
    """12 × 7 pixels for each of the ten digits: 340,908 connections with them, 60,000 parameters without."""
    row = report("lenet").by_name["output"]
    assert (row.parameters, row.fixed, row.macs) == (0, 7 * 12 * 10, 840)


def test_what_differs_between_the_papers_and_torchvision() -> None:
    """Errata: torchvision's ResNet has its stride in the 3 × 3, its GoogLeNet 3 × 3 for 5 × 5, its AlexNet fewer maps."""
    ours, theirs = report("resnet50"), report("resnet50_torchvision")
    assert ours.main.parameters == theirs.main.parameters
    assert ours.main.macs < theirs.main.macs
    assert (ours.by_name["conv5_3.relu"].rows.field, theirs.by_name["conv5_3.relu"].rows.field) == (483, 427)
    assert report("googlenet").by_name["inception_5b.concat"].rows.field == 715
    assert report("googlenet_torchvision").by_name["inception_5b.concat"].rows.field == 379
    maps = [report("alexnet_torchvision").by_name[f"conv{n}"].shape[0] for n in range(1, 6)]
    assert maps == [64, 192, 384, 256, 256]


def test_zfnets_variant_has_512_1024_and_512_maps() -> None:
    rows = report("zfnet_wide").by_name
    assert [rows[f"conv{n}"].shape for n in (3, 4, 5)] == [(512, 13, 13), (1024, 13, 13), (512, 13, 13)]


def test_the_registry_names_paper_and_year() -> None:
    for row in ARCHITECTURES.values():
        assert str(row.year)[:2] in ("19", "20")
        assert row.link.startswith("https://")
    assert len({row.label for row in ARCHITECTURES.values()}) == len(NAMES)
    assert TWINS
