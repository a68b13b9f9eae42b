"""`python -m cnnviz fetch`: bring weights onto this machine before class. Without torch."""

import argparse
import sys
import time
from pathlib import Path
from typing import TextIO

from cnnviz.networks.catalogue import CATALOGUE, find_entry
from cnnviz.networks.download import DownloadError, download
from cnnviz.networks.entry import Entry
from cnnviz.networks.folders import VARIABLE, download_folder
from cnnviz.networks.weights import WeightsError

REDRAW_S = 0.2


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `fetch` to the commands of `python -m cnnviz`."""
    parser = commands.add_parser(
        "fetch",
        help="download the weights of trained networks, so that they work without internet",
        description="Download weights of trained networks, so that they work without internet. What is here already is "
        f"not downloaded again, and a download that was broken off goes on. {VARIABLE} names the folder; without it, "
        "torch's cache is used.",
    )
    parser.add_argument("networks", nargs="*", metavar="NETWORK", help="names as --list shows them, or all")
    parser.add_argument(
        "--list", action="store_true", help="show what there is, with sizes, and download nothing"
    )
    parser.add_argument("--folder", type=Path, help=f"where to put the files (instead of {VARIABLE})")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what the command line asks; 0 if everything that was asked for is here now."""
    if arguments.list:
        print(listing())
        return 0
    offered = [name for name, entry in CATALOGUE.items() if entry.offer]
    names = offered if arguments.networks == ["all"] else list(dict.fromkeys(arguments.networks))
    if not names:
        print("Which networks? `python -m cnnviz fetch --list` shows their names.", file=sys.stderr)
        return 2
    try:
        wanted = {name: find_entry(name) for name in names}
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    folder = arguments.folder or download_folder()
    failed = [entry.title for entry in wanted.values() if not _bring(entry, folder)]
    if failed:
        print(f"Not here: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def listing() -> str:
    """What there is: name, size, whether it is here, title."""
    rows = [
        (name, f"{entry.offer.size / 1e6:,.0f} MB" if entry.offer else "comes along", entry)
        for name, entry in CATALOGUE.items()
    ]
    return "\n".join(
        f"{name:20} {size:>12}  {'here' if entry.is_ready() else '    '}  {entry.title}"
        for name, size, entry in rows
    )


def _bring(entry: Entry, folder: Path) -> bool:
    """Download one; say what came of it."""
    if entry.offer is None:
        print(f"{entry.title}: comes with cnnviz")
        return True
    bar = _Bar(entry.title)
    try:
        path = download(entry.offer, folder, report=bar)
        entry.weights.check()
    except DownloadError as error:
        bar.end(str(error), sys.stderr)
        return False
    except WeightsError:  # it is where --folder says, and the app does not look there
        bar.end(f"{path}. The app finds it with {VARIABLE}={folder}")
        return True
    bar.end(str(path))
    return True


class _Bar:
    """A line that says how far a download is: redrawn on a terminal, every tenth part elsewhere."""

    def __init__(self, title: str) -> None:
        self.title, self.live = title, sys.stdout.isatty()
        self.drawn, self.tenth = 0.0, 0

    def __call__(self, done: int, total: int | None) -> None:
        now, whole = time.monotonic(), total or 0
        tenth = 10 * done // whole if whole else 0
        if (now - self.drawn < REDRAW_S) if self.live else (tenth <= self.tenth):
            return
        self.drawn, self.tenth = now, tenth
        of = f" of {whole / 1e6:,.1f} MB, {done / whole:.0%}" if whole else " MB"
        words = f"{self.title}: {done / 1e6:,.1f}{of}"
        print(f"\r{words:<60}" if self.live else words, end="" if self.live else "\n", flush=True)

    def end(self, words: str, stream: TextIO | None = None) -> None:
        if self.live and self.drawn:
            print()
        print(f"{self.title}: {words}", file=stream)
