"""All that the lesson shows for a state, as plain data for `cnnviz.components.block_view`."""

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from cnnviz.architectures import Network, Report, infer
from cnnviz.architectures.drawing import arranged
from cnnviz.lessons.building_blocks.case import Case, Numbers, Values
from cnnviz.lessons.building_blocks.dense import DENSE
from cnnviz.lessons.building_blocks.inception import INCEPTION
from cnnviz.lessons.building_blocks.residual import RESIDUAL, slopes
from cnnviz.lessons.building_blocks.small import SMALL
from cnnviz.lessons.building_blocks.zfnet import ZFNET
from cnnviz.lessons.drawn_networks import network_data, percent
from cnnviz.lessons.famous_networks.asked import groups_of
from cnnviz.lessons.famous_networks.compare import totals
from cnnviz.lessons.famous_networks.explorer import short
from cnnviz.lessons.words import bytes_words

CASES = {case.name: case for case in (SMALL, INCEPTION, RESIDUAL, DENSE, ZFNET)}
HINT = "Point at a layer to read it. Drag to move along, wheel or + to come closer."


def start() -> Values:
    """The numbers of all blocks to start from, by `case_number`.

    >>> start()["dense_k"]
    32
    """
    return {f"{case.name}_{n.name}": n.start for case in CASES.values() for n in case.numbers}


@dataclass(frozen=True)
class Shown:
    """A block with the learner's numbers: what it is compared with, and itself."""

    case: Case
    values: Values

    @cached_property
    def networks(self) -> tuple[Network, Network]:
        return self.case.build(self.values)

    @cached_property
    def reports(self) -> tuple[Report, Report]:
        first, second = (infer(network) for network in self.networks)
        return first, second

    @property
    def titles(self) -> tuple[str, str]:
        return self.case.titles(self.values)

    @property
    def problem(self) -> str:
        """Why one of the two breaks, or ""."""
        found = (report.problem.sentence for report in self.reports if report.problem)
        return next(found, "")

    @property
    def sentence(self) -> str:
        """What the block saves or costs against what it is compared with."""
        one, two = (report.main for report in self.reports)
        if self.problem or not one.parameters or not one.macs:
            return ""
        weights, macs = (_more(a, b) for a, b in ((one.parameters, two.parameters), (one.macs, two.macs)))
        return f"Below against above: {weights} weights, {macs} MACs."


def shown(name: str, state: Numbers) -> Shown:
    """The block of this name with the numbers of a state."""
    return Shown(CASES[name], CASES[name].values(state))


def _more(first: int, second: int) -> str:
    """How much more or less the second is.

    >>> _more(200, 150), _more(100, 250), _more(7, 7)
    ('25 % fewer', '2.5 times the', 'as many')
    """
    if first == second:
        return "as many"
    if second < first:
        return f"{percent(first - second, first)} fewer"
    return (
        f"{percent(second - first, first)} more" if second < 2 * first else f"{second / first:.3g} times the"
    )


def block_data(name: str, state: Numbers) -> dict[str, Any]:
    """What the picture is given."""
    now = shown(name, state)
    pairs = zip(now.reports, now.titles, strict=True)
    return {
        "state": {"block": name, **{key: state[key] for key in start()}},
        "blocks": [[case.name, case.title] for case in CASES.values()],
        "controls": [
            {**asdict(number), "names": list(number.names), "key": f"{name}_{number.name}"} for number in now.case.numbers
        ],
        "presets": [{"label": label, "state": now.case.state(values)} for label, values in now.case.presets],
        "networks": [_network(report, title) for report, title in pairs],
        "problem": now.problem,
        "sentence": now.sentence,
        "slopes": slopes(now.values) if name == RESIDUAL.name else None,
        "hint": HINT,
        "alt": f"{now.case.title}. Above: {now.titles[0]}; below: {now.titles[1]}. Arrow keys go from layer to layer.",
    }  # fmt: skip


def _network(report: Report, title: str) -> dict[str, Any]:
    """One of the two, with every block unfolded: there is nothing to fold here."""
    drawing = arranged(report.network, groups_of(report.network))
    drawing = replace(drawing, frames=tuple(replace(frame, group="") for frame in drawing.frames))
    found = network_data(report, drawing, title=title, usual=report)
    main = report.main
    words = (
        f"weights: {short(main.parameters)}",
        f"MACs: {short(main.macs)}",
        f"memory: {bytes_words(main.memory_bytes)}",
    )
    return {**found, "measures": list(words)}  # fmt: skip


def cost_table(now: Shown) -> str:
    """Markdown: what both cost, and the second in shares of the first."""
    head = f"| | {now.titles[0]} | {now.titles[1]} | second / first |\n| --- | ---: | ---: | ---: |"
    lines = [f"| {' | '.join(cells)} |" for cells in totals(*now.reports)]
    return "\n".join([head, *lines])


def csv_rows(now: Shown) -> list[tuple[object, ...]]:
    """Every layer of both with its numbers, in the order of `CSV_HEADER`."""
    return [
        (title, row.name, row.node.layer.words, " + ".join(row.node.inputs), *(*row.shape, 1, 1)[:3], row.weights, row.macs,
         row.memory_bytes, row.rows.field)
        for report, title in zip(now.reports, now.titles, strict=True)
        for row in report.rows
    ]  # fmt: skip


CSV_HEADER = (
    "network", "layer", "what it is", "reads", "maps", "rows", "columns", "weights", "MACs for one picture",
    "output bytes for one picture", "field along a side",
)  # fmt: skip
