"""The line: shares for sessions, not for questions, and waits that come true."""

import copy
import weakref
from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine import Update
from cnnviz.engine.job import Job
from cnnviz.engine.line import Line
from tests.engine.fakes import Count, Quick


@dataclass(frozen=True)
class Another(Count):
    """Another kind of question."""

    short: ClassVar[bool] = False


class Device:
    """Serves a line; its clock is set by what the steps cost."""

    def __init__(self, turn: float = 0.0) -> None:
        self.line, self.now = Line(turn), 0.0
        self.costs: dict[Hashable, float] = {}
        self.ended: dict[Hashable, float] = {}
        self.log: list[str] = []

    def ask(self, name: str, sessions: str, parts: int, cost: float, kind: type[Count] = Count) -> Job:
        """A job of `parts` steps that cost `cost` seconds each, for which some sessions of one letter each wait."""
        job = Job(name, kind("net", name, parts), iter(()), self.now)
        for session in sessions:
            self.line.join(job, (session, name), 1e9)
        self.line.add(job)
        self.costs[name] = cost
        return job

    def outlook(self, job: Job) -> list[float | None]:
        """How many others the job shares the device with, and how long it still takes."""
        return [self.line.others(job), self.line.remaining(job)]

    def serve(self, steps: int = 10**6) -> None:
        for _ in range(steps):
            job = self.line.next()
            if job is None:
                return
            assert isinstance(job.request, Count)
            cost = self.costs[job.key]
            self.now += cost
            self.log.append(str(job.key))
            done = job.update.done + 1 if job.update else 1
            job.advance(Update(done, done, job.request.parts), self.now, cost)
            self.line.charge(job, cost)
            if done == job.request.parts:
                self.line.remove(job)
                self.ended[job.key] = self.now


def test_nine_questions_of_one_session_get_no_more_than_one_of_another() -> None:
    device = Device()
    for number in range(9):
        device.ask(f"many {number}", "a", 50, 0.1)
    device.ask("one", "b", 20, 0.1)
    device.serve(20)
    assert device.log.count("one") == 10
    # A costly step is paid for with turns.
    device.ask("costly", "c", 20, 0.5)
    device.serve(14)
    assert device.log[20:].count("costly") == 2
    assert device.log[20:].count("one") == 6


def test_who_comes_late_gets_a_share_and_no_more() -> None:
    device = Device()
    device.ask("early", "a", 100, 1.0)
    device.serve(50)
    device.ask("late", "b", 100, 1.0)
    device.serve(20)
    assert device.log[50:].count("late") == 10


def test_a_short_one_comes_first() -> None:
    device = Device()
    device.ask("long", "a", 9, 1.0)
    device.serve(2)
    device.ask("short", "b", 1, 9.0, Quick)
    device.serve(2)
    assert device.log == ["long", "long", "short", "long"]


def test_in_a_crowd_the_less_urgent_comes_later_and_takes_nobody_elses_turn() -> None:
    device = Device()
    device.ask("photos", "a", 6, 1.0).later = True
    device.ask("map", "a", 6, 1.0)
    device.serve(4)
    assert device.log == ["photos", "map", "photos", "map"]  # alone, both grow
    device.ask("other", "b", 7, 1.0)
    device.serve(12)
    assert device.log[4:12] == ["map", "other"] * 4
    assert sorted(device.log[12:14]) == sorted(device.log[14:]) == ["other", "photos"]


def test_the_less_urgent_delays_nobody_and_is_told_so() -> None:
    device = Device()
    photos, map_, other = (device.ask(name, name[0], 6, 1.0) for name in ("photos", "pap", "other"))
    photos.later = True
    device.serve(6)
    assert device.log.count("photos") == 0
    remaining = device.line.remaining
    said = [remaining(map_), remaining(other)]
    device.serve()
    assert [device.ended["pap"] - 6.0, device.ended["other"] - 6.0] == pytest.approx(said, abs=1.0)


def test_the_wait_counts_the_turns_of_the_others() -> None:
    device = Device()
    first = device.ask("first", "a", 11, 1.0)
    assert device.line.remaining(first) is None
    device.serve(2)
    assert device.outlook(first) == pytest.approx([0, 9.0])
    # Until it has a pace of its own, a question is thought to take as long as the last one of its kind: 11 s.
    second = device.ask("second", "b", 5, 1.0)
    assert device.outlook(first) == pytest.approx([1, 18.0])
    assert device.line.remaining(second) == pytest.approx(11.0 + 9.0)
    device.serve(4)  # two steps each: four of the second's are still to come, and as many turns of the first
    assert device.line.remaining(second) == pytest.approx(6.0)
    assert device.line.remaining(first) == pytest.approx(7 + 3)
    device.line.leave(second, ("b", "second"))
    assert device.line.remaining(first) == pytest.approx(7)


def test_who_waits_for_the_first_step_is_told_what_the_last_one_of_its_kind_took() -> None:
    device = Device()
    device.ask("before", "a", 10, 2.0)
    device.serve()
    waiting = [device.ask(str(number), str(number), 10, 2.0) for number in range(3)]
    assert [device.line.remaining(job) for job in waiting] == pytest.approx([60.0] * 3)
    unlike = device.ask("another", "a", 10, 2.0, Another)
    assert device.line.remaining(unlike) is None
    short = device.ask("short", "b", 1, 1.0, Quick)
    assert [device.line.remaining(job) for job in waiting] == pytest.approx([80.0] * 3)
    assert device.line.remaining(short) is None


def test_all_who_wait_for_the_same_wait_for_one() -> None:
    device = Device()
    same = device.ask("same", "abcdefghij", 12, 1.0)
    device.serve(2)
    assert device.outlook(same) == pytest.approx([0, 10.0])
    device.serve()
    assert device.ended["same"] == 12.0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(3, 60)), min_size=1, max_size=12))
def test_what_is_said_comes_true(asked: list[tuple[int, int]]) -> None:
    """Said once everybody's pace is known, it is as near as some turns of everybody."""
    device, costs = Device(), (0.05, 0.1, 0.2, 0.1)
    jobs = [
        device.ask(str(number), "abcd"[session], parts, costs[session])
        for number, (session, parts) in enumerate(asked)
    ]
    while any(job.pace is None for job in jobs):
        device.serve(1)
    said = {job.key: device.line.remaining(job) for job in jobs if job.key not in device.ended}
    then, turn = device.now, sum(device.costs.values())
    device.serve()
    for key, seconds in said.items():
        assert seconds == pytest.approx(device.ended[key] - then, abs=3 * turn)


def test_each_change_in_line_changes_what_is_said() -> None:
    """What was found out about the sessions is kept from look to look: a line that kept nothing says the same."""
    device = Device(2.0)
    jobs = [device.ask(str(number), "abcdef"[number % 6], 12, 0.5) for number in range(8)]
    jobs.append(device.ask("shared", "ab", 20, 0.5))
    jobs[3].later = True

    def said(line: Line) -> list[float | None]:
        return [line.remaining(job) for job in jobs if job.key in line]

    def anew() -> list[float | None]:
        line = copy.copy(device.line)
        line._works = line._places = None
        return said(line)

    for steps in range(25):
        device.serve(steps % 4)
        assert said(device.line) == anew()
        if steps == 7:
            device.line.leave(jobs[8], ("b", "shared"))
        if steps == 9:
            jobs.append(device.ask("late", "g", 5, 0.5))
        if steps == 12:
            device.line.remove(jobs[5])
        assert said(device.line) == anew()


def test_what_is_soon_done_keeps_its_turn_and_what_takes_long_gives_way() -> None:
    device = Device(2.0)
    for name in "abc":
        device.ask(f"map {name}", name, 9, 1.0)
    device.serve()
    assert device.log == [f"map {name}" for name in "abc" for _ in range(9)]
    long, other = device.ask("long", "a", 30, 1.0), device.ask("other", "b", 30, 1.0)
    device.serve(12)
    assert device.log[27:] == ["long", "long", "other", "other"] * 3
    device.ask("map d", "d", 6, 1.0)
    device.ask("quick", "e", 1, 0.1, Quick)
    device.serve(11)
    assert device.log[39] == "quick"
    assert device.log[40:50] == ["long", "long", "other", "other"] + ["map d"] * 6
    assert {long.state, other.state} == {"running"}


def test_a_turn_ends_with_whoever_waited() -> None:
    device = Device(2.0)
    left, stays = device.ask("left", "a", 9, 0.5), device.ask("stays", "b", 9, 0.5)
    device.serve(2)
    device.line.leave(left, ("a", "left"))
    device.line.remove(left)
    gone = weakref.ref(left)
    del left
    assert gone() is None  # laid aside, it is for the cache alone to keep
    device.serve(2)
    assert device.log == ["left", "left", "stays", "stays"]
    assert device.line.remaining(stays) == pytest.approx(3.5)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(3, 200)), min_size=1, unique_by=lambda job: job[0]))
def test_in_turns_what_is_said_comes_true_within_a_round(asked: list[tuple[int, int]]) -> None:
    """One question a session: which of its own comes first is not part of what is said."""
    device, costs = Device(1.0), (0.05, 0.1, 0.2, 0.1, 0.05, 0.3)
    jobs = [
        device.ask(str(number), "abcdef"[session], parts, costs[session])
        for number, (session, parts) in enumerate(asked)
    ]
    while any(job.pace is None and job.key not in device.ended for job in jobs):
        device.serve(1)
    said = {job.key: device.line.remaining(job) for job in jobs if job.key not in device.ended}
    then, turns = device.now, 6 * len(asked)  # seconds: a turn of everybody, to the end
    device.serve()
    for key, seconds in said.items():
        assert seconds == pytest.approx(device.ended[key] - then, abs=turns)
