"""Settings of all tests."""

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

# The first call into torch takes seconds on a busy machine: how long an example takes proves nothing here.
# CI draws the same examples every time, so that a change is judged by what it changed; at home they are new ones.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")

SECOND_TRY = ("browser", "pages")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for a browser, or for a network that loads and answers in the background while a page is drawn, can be
    starved beyond any patience on a busy machine: in CI each of these tests has a second try, which the report names (`-rR`).
    What fails twice is wrong, and everything else has one try."""
    for item in items if os.environ.get("CI") else []:
        if item.path.parent.name in SECOND_TRY:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session", autouse=True)
def results_of_earlier_runs_are_not_found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nor are those of the tests left in anybody's cache; servers that the tests start inherit it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNVIZ_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def imports_come_to_their_end() -> Iterator[None]:
    """Pages import torch in the background; an interpreter that ends in the midst of it complains at length."""
    yield
    names = {thread.name: thread for thread in threading.enumerate()}
    if "cnnviz-auto" in names:
        from cnnviz.engine import get_engine

        get_engine().close()
    if "warm-up" in names:
        names["warm-up"].join(timeout=20)
