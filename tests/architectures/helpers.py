"""Networks and reports for the tests of this room, each computed once."""

from functools import cache

from hypothesis import strategies as st

from cnnviz.architectures import ARCHITECTURES, Report, build, infer

NAMES = tuple(ARCHITECTURES)
TWINS = tuple(name for name in NAMES if ARCHITECTURES[name].torchvision)


@cache
def report(name: str) -> Report:
    return infer(build(name))


sizes = st.integers(1, 12)
