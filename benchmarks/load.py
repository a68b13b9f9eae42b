"""Many learners at once on one server: python -m benchmarks.load [learners ...] [+maps]

Each learner opens lesson A3 and then lets go of a control every two seconds, as in a lecture. Measured
is the time from the message to the end of the server's answer. With `+30`, thirty others ask for an occlusion map
each at the same time, every one another, and look at it every two seconds; the learners go on until the last map is
there. Server and learners share this machine.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from itertools import cycle

from benchmarks.learner import Learner, MapLearner
from benchmarks.report import percentile, summary, table
from tests.browser.server import ROOT, serve

PERIOD_S = 2.0
MOVES = 8
PHOTOS = ("cat", "espresso", "cameraman", "astronaut", "rocket", "moped")


async def one(
    address: str, seed: int, everyone: asyncio.Barrier, busy: asyncio.Event
) -> tuple[list[float], float, list[str]]:
    """One learner's waits, in seconds: `MOVES` of them, and more as long as `busy` is set."""
    learner = Learner(address)
    opened = await learner.open()
    await everyone.wait()
    chance = random.Random(seed)
    await asyncio.sleep(chance.random() * PERIOD_S)
    times: list[float] = []
    # Never the same twice in a row: that would be no change.
    sizes = cycle(chance.sample(range(8, 33), 25))
    while len(times) < MOVES or busy.is_set():
        times.append(await learner.move(next(sizes)))
        await asyncio.sleep(max(0.0, PERIOD_S - times[-1]))
    await learner.close()
    return times, opened, learner.errors


async def ask_for_map(address: str, number: int) -> float:
    """A map like nobody else's."""
    query = f"photo={PHOTOS[number % len(PHOTOS)]}&size={32 + 8 * (number // len(PHOTOS))}&stride=16"
    learner = MapLearner(address, query)
    seconds = await learner.wait()
    await learner.close()
    return seconds


async def crowd(address: str, learners: int, maps: int = 0) -> list[str]:
    everyone, busy = asyncio.Barrier(learners + bool(maps)), asyncio.Event()
    if maps:
        busy.set()

    async def all_maps() -> list[float]:
        if not maps:
            return []
        await everyone.wait()
        try:
            return await asyncio.gather(*(ask_for_map(address, number) for number in range(maps)))
        finally:
            busy.clear()

    watching = asyncio.create_task(all_maps())
    results = await asyncio.gather(*(one(address, seed, everyone, busy) for seed in range(learners)))
    waited = await watching
    milliseconds = [1000 * t for times, _, _ in results for t in times]
    errors = [error for _, _, errors in results for error in errors]
    for error in sorted(set(errors)):
        print(error, file=sys.stderr)
    slowest_start = max(opened for _, opened, _ in results)
    cells = [str(learners), *summary(milliseconds).split(" | "), f"{slowest_start:.2f}", str(len(errors))]
    if maps:
        cells += [str(maps), f"{percentile(waited, 0.5):.1f}", f"{max(waited):.1f}"]
    return cells


async def warm(address: str) -> None:
    """The first visitors pay for the imports: of the pages, and of torch and the network."""
    await crowd(address, 1)
    learner = MapLearner(address, "photo=palace&size=112&stride=64")
    await learner.wait()
    await learner.close()


def main() -> None:
    words = sys.argv[1:]
    maps = sum(int(word[1:]) for word in words if word.startswith("+"))
    counts = [int(word) for word in words if not word.startswith("+")] or (
        [100] if maps else [1, 10, 30, 100]
    )
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CNNVIZ_CACHE"] = folder  # maps of earlier runs would be found
        with serve(ROOT / "streamlit_app.py") as address:
            asyncio.run(warm(address) if maps else crowd(address, 1))
            for learners in counts:
                time.sleep(1)
                rows.append(asyncio.run(crowd(address, learners, maps)))
    header: tuple[str, ...] = ("learners", "median ms", "p95 ms", "max ms", "slowest opening s", "errors")
    title = "Letting go of a control in A3, until formula, cost and code are back"
    if maps:
        header += ("maps at once", "median s until there", "slowest s")
        title += ", while others wait for occlusion maps"
    table(title, header, rows)


if __name__ == "__main__":
    main()
