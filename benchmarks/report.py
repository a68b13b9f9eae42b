"""Tables that benchmarks print: one line per figure, medians and 95th percentiles, the machine named."""

import os
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank).

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered)) - 1))]


def summary(values: Sequence[float]) -> str:
    """Median, 95th percentile and maximum of milliseconds, as cells of a table."""
    return f"{statistics.median(values):.1f} | {percentile(values, 0.95):.1f} | {max(values):.1f}"


def machine() -> str:
    """Processor, cores, Python: what a number was measured on."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table under a title, with the machine below."""
    print(f"\n### {title}\n\n| {' | '.join(header)} |\n|{'|'.join('---' for _ in header)}|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(f"\n{machine()}", flush=True)
