"""Whether a network of somebody's own may be run for a lesson: everybody's memory and time are shared."""

from math import prod

from cnnviz.architectures.shapes import Report

MOST_PARAMETERS = 40_000_000
MOST_VALUES = 40_000_000
MOST_MACS = 10_000_000_000


def not_runnable(report: Report) -> str:
    """Why a network is not run with a photo, in a sentence, or "".

    >>> from cnnviz.architectures import build, infer
    >>> not_runnable(infer(build("resnet50")))
    ''
    >>> not_runnable(infer(build("vgg_d")))
    'It has 138,357,544 parameters; at most 40,000,000 are run here, since the processor is shared.'
    """
    if report.problem:
        return report.problem.sentence
    if report.network.input[0] not in (1, 3):
        return f"A photo has 3 maps, or 1 if it is gray. This network takes {report.network.input[0]:,}."
    values = sum(prod(row.shape) for row in report.rows)
    for count, most, what in (
        (report.main.parameters, MOST_PARAMETERS, "parameters"),
        (values, MOST_VALUES, "values in its maps"),
        (report.main.macs, MOST_MACS, "MACs"),
    ):
        if count > most:
            return f"It has {count:,} {what}; at most {most:,} are run here, since the processor is shared."
    return ""
