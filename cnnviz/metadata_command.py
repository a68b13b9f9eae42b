"""`python -m cnnviz metadata`: write down what torchvision says of its weights, for the ImageNet story.

That lesson never loads torch, so the numbers are read once, by this command, and kept beside it.
"""

import argparse
import json


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `metadata` to the commands of `python -m cnnviz`."""
    parser = commands.add_parser(
        "metadata", help="print accuracy, MACs and parameters of torchvision's weights as JSON"
    )
    parser.set_defaults(run=_run)


def metadata_text() -> str:
    """The JSON, one line for each set of weights, so that a new torchvision is a readable change."""
    from cnnviz.networks.metadata import version, weight_rows

    rows = ",\n".join(json.dumps(row) for row in weight_rows())
    return f'{{"torchvision": "{version()}", "weights": [\n{rows}\n]}}\n'


def _run(_asked: argparse.Namespace) -> int:
    print(metadata_text(), end="")
    return 0
