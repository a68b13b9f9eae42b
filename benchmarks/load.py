"""Many learners at once on one server: python -m benchmarks.load [learners ...] [+maps] [=maps]

Each learner opens lesson A3 and then lets go of a control every two seconds, as in a lecture. Measured
is the time from the message to the end of the server's answer. With `+30`, thirty others open lesson C3 at once and ask
for an occlusion map each, every one another; with `=30`, all thirty ask for the same one. They look at it as often as
a browser would, the learners go on until the last map is there, and what counts is what they waited meanwhile. Maps that are not there after `LIMIT_S`
are given up. Server and learners share this machine, so the learners' own work is in every number.
"""

import asyncio
import math
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle

from benchmarks.learner import Learner, MapLearner
from benchmarks.report import percentile, summary, table
from tests.browser.server import ROOT, serve

PERIOD_S = 2.0
MOVES = 8
LIMIT_S = 90.0
OPENING_S = 15.0  # in which the pages of those who wait for maps open
SLACK_S = 20.0  # for opening the pages, and for the last answers
PHOTOS = ("cat", "espresso", "cameraman", "astronaut", "rocket", "moped")


@dataclass
class Crowd:
    """What a crowd has done so far. `maps`: seconds until each finished map was there; `early`: the moves of the first seconds."""

    learners: int
    maps_asked: int = 0
    opened: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    early: list[float] = field(default_factory=list)
    maps: list[float] = field(default_factory=list)
    looks: int = 0
    errors: list[str] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    busy: bool = False
    since: float = 0.0

    async def opens(self, seconds: float) -> None:
        """Note how long one learner's page took, and wait for the others."""
        self.opened.append(seconds)
        if len(self.opened) == self.learners:
            self.since = time.perf_counter()
            self.begun.set()
        await self.begun.wait()

    def moved(self, seconds: float) -> None:
        """Note how long one learner waited for an answer that is there now."""
        self.moves.append(seconds)
        if time.perf_counter() < self.since + OPENING_S:
            self.early.append(seconds)

    def cells(self) -> list[str]:
        cells = [str(self.learners), *summary([1000 * t for t in self.moves] or [math.nan]).split(" | ")]
        cells += [f"{max(self.opened, default=math.nan):.2f}", str(len(self.errors))]
        if self.maps_asked:
            times = (
                f"{percentile(self.maps, share):.1f}" if self.maps else "none" for share in (0.5, 0.95, 1)
            )
            cells += [f"{len(self.maps)} of {self.maps_asked}", *times]
            cells.append(f"{1000 * percentile(self.early, 0.95):.1f}" if self.early else "none")
        return cells

    def words(self) -> str:
        words = f"{len(self.opened)} of {self.learners} pages open, {len(self.moves):,} moves"
        if self.moves:
            words += f", p95 {1000 * percentile(self.moves, 0.95):.0f} ms"
        return f"{words}, {len(self.maps)} of {self.maps_asked} maps, {self.looks:,} looks, {len(self.errors)} errors"


async def learn(address: str, seed: int, crowd: Crowd) -> None:
    """One learner: `MOVES` moves, or as many as there is time for until the last map is there."""
    learner = Learner(address)
    await crowd.opens(await learner.open())
    chance = random.Random(seed)
    await asyncio.sleep(chance.random() * PERIOD_S)
    # Never the same twice in a row: that would be no change.
    sizes = cycle(chance.sample(range(8, 33), 25))
    moves = 0
    while crowd.busy if crowd.maps_asked else moves < MOVES:
        waited = await learner.move(next(sizes))
        crowd.moved(waited)
        moves += 1
        await asyncio.sleep(max(0.0, PERIOD_S - waited))
    crowd.errors += learner.errors
    await learner.close()


async def ask_for_map(address: str, number: int, crowd: Crowd) -> None:
    """The map with that number."""
    query = f"photo={PHOTOS[number % len(PHOTOS)]}&size={32 + 8 * (number // len(PHOTOS))}&stride=16"
    await crowd.begun.wait()
    learner = MapLearner(address, query)
    seconds = await learner.wait(LIMIT_S)
    if seconds is None:
        print(f"no map of {query} after {LIMIT_S:.0f} s: {learner.words}", file=sys.stderr)
    else:
        crowd.maps.append(seconds)
    crowd.looks += learner.looks
    crowd.errors += learner.errors
    await learner.close()


async def tell(crowd: Crowd) -> None:
    """Say every five seconds how it goes."""
    start = time.perf_counter()
    while True:
        await asyncio.sleep(5)
        print(f"{time.perf_counter() - start:5.0f} s: {crowd.words()}", file=sys.stderr, flush=True)


async def gather(address: str, learners: int, maps: int = 0, same: bool = False) -> Crowd:
    crowd = Crowd(learners, maps, busy=maps > 0)
    telling = asyncio.create_task(tell(crowd))

    async def all_maps() -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(maps):
                    group.create_task(ask_for_map(address, 0 if same else number, crowd))
        finally:
            crowd.busy = False

    try:
        async with asyncio.timeout(LIMIT_S + SLACK_S), asyncio.TaskGroup() as everyone:
            everyone.create_task(all_maps())
            for seed in range(learners):
                everyone.create_task(learn(address, seed, crowd))
    except TimeoutError:
        crowd.errors.append("the server did not answer any more")
    telling.cancel()
    for error in sorted(set(crowd.errors)):
        print(error, file=sys.stderr)
    return crowd


async def warm(address: str, maps: bool) -> None:
    """The first visitors pay for the imports: of the pages, and of torch and the network."""
    learner = Learner(address)
    await learner.open()
    await learner.move(9)
    await learner.close()
    if maps:
        first = MapLearner(address, "photo=palace&size=112&stride=64")
        await first.wait(LIMIT_S)
        await first.close()


def main() -> None:
    words = sys.argv[1:]
    maps = sum(int(word[1:]) for word in words if word[0] in "+=")
    same = any(word.startswith("=") for word in words)
    counts = [int(word) for word in words if word[0] not in "+="] or ([100] if maps else [1, 10, 30, 100])
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CNNVIZ_CACHE"] = folder  # maps of earlier runs would be found
        with serve(ROOT / "streamlit_app.py") as address:
            asyncio.run(warm(address, maps > 0))
            for learners in counts:
                time.sleep(1)
                rows.append(asyncio.run(gather(address, learners, maps, same)).cells())
    header: tuple[str, ...] = ("learners", "median ms", "p95 ms", "max ms", "slowest opening s", "errors")
    title = "Letting go of a control in A3, until formula, cost and code are back"
    if maps:
        header += (
            "maps there",
            "median s until there",
            "p95 s",
            "slowest s",
            f"p95 of the first {OPENING_S:.0f} s, ms",
        )
        title += f", while others wait for {'the same occlusion map' if same else 'occlusion maps'}"
    table(f"{title} (learners and server share these cores)", header, rows)


if __name__ == "__main__":
    main()
