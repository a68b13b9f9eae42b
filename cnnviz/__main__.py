"""`python -m cnnviz COMMAND`: what is done on the command line.

A command is a module with `add_command(commands)`, which adds a parser whose default `run` takes the parsed
arguments and gives the exit status. One more command is one more line in `COMMANDS`.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = (
    "cnnviz.networks.fetch_command",
    "cnnviz.train_command",
    "cnnviz.effective_command",
    "cnnviz.regions_command",
    "cnnviz.metadata_command",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit status; 130 when it is broken off with Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m cnnviz", description="Convolutional networks, made visible."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS:
        import_module(module).add_command(commands)
    asked = parser.parse_args(arguments)
    try:
        status: int = asked.run(asked)
    except KeyboardInterrupt:
        print("\nBroken off. What is here stays; the same command goes on from there.", file=sys.stderr)
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
