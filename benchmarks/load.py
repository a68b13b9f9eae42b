"""Many learners at once on one server: python -m benchmarks.load [learners ...]

Each learner opens lesson A3 and then lets go of a control every two seconds, as in a lecture. Measured
is the time from the message to the end of the server's answer. Server and learners share this machine.
"""

import asyncio
import random
import sys

from benchmarks.learner import Learner
from benchmarks.report import summary, table
from tests.browser.server import ROOT, serve

PERIOD_S = 2.0
MOVES = 8


async def one(address: str, seed: int, everyone: asyncio.Barrier) -> tuple[list[float], float, list[str]]:
    learner = Learner(address)
    opened = await learner.open()
    await everyone.wait()
    chance = random.Random(seed)
    await asyncio.sleep(chance.random() * PERIOD_S)
    times: list[float] = []
    for size in chance.sample(range(8, 33), MOVES):
        times.append(await learner.move(size))
        await asyncio.sleep(max(0.0, PERIOD_S - times[-1]))
    await learner.close()
    return times, opened, learner.errors


async def crowd(address: str, learners: int) -> list[str]:
    everyone = asyncio.Barrier(learners)
    results = await asyncio.gather(*(one(address, seed, everyone) for seed in range(learners)))
    milliseconds = [1000 * t for times, _, _ in results for t in times]
    errors = [error for _, _, errors in results for error in errors]
    slowest_start = max(opened for _, opened, _ in results)
    return [str(learners), *summary(milliseconds).split(" | "), f"{slowest_start:.2f}", str(len(errors))]


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [1, 10, 30, 100]
    rows = []
    with serve(ROOT / "streamlit_app.py") as address:
        asyncio.run(crowd(address, 1))  # the first visitor pays for the imports
        for learners in counts:
            rows.append(asyncio.run(crowd(address, learners)))
    header = ("learners", "median ms", "p95 ms", "max ms", "slowest opening s", "errors")
    table("Letting go of a control in A3, until formula, cost and code are back", header, rows)


if __name__ == "__main__":
    main()
