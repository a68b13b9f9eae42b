"""Full citations with links: what the lessons stand on, each written once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A full citation and where to read it."""

    citation: str
    link: str
