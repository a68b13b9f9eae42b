"""The engine: computed once, fair, stopped at once, and none the worse for a failure."""

import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PIL import Image

from cnnviz.engine import Engine, Update, get_engine
from cnnviz.networks.weights import WeightsError
from tests.engine.fakes import PICTURE, Clock, Count, FakeNet, Quick, ended, make_engine, wait_until


def test_an_answer_grows_and_comes_with_its_pace(net: FakeNet, engine: Engine, clock: Clock) -> None:
    ticket = engine.ask("ann", Count("net", "a", parts=4), PICTURE)
    waiting = ticket.progress()
    assert (waiting.state, waiting.done, waiting.result, waiting.remaining) == ("waiting", 0, None, None)
    clock.now = 10.0  # loading took its time, which says nothing about the steps
    net.allow_and_hold(1)
    clock.now = 12.0
    net.allow_and_hold(1)
    running = ticket.progress()
    assert (running.state, running.result, running.total) == ("running", 2, 4)
    assert (waiting.elapsed, running.elapsed, running.remaining) == (0.0, 2.0, 4.0)
    net.allow(2)
    wait_until(lambda: ended(ticket))
    done = ticket.progress()
    assert (done.state, done.result, done.done, done.remaining) == ("done", 4, 4, 0.0)


def test_thirty_sessions_that_ask_the_same_share_one_computation(net: FakeNet, engine: Engine) -> None:
    request = Count("net", "a", parts=5)
    with ThreadPoolExecutor(30) as pool:
        tickets = list(pool.map(lambda i: engine.ask(f"session {i}", request, PICTURE), range(30)))
    net.allow(5)
    wait_until(lambda: ended(*tickets))
    assert {ticket.progress().result for ticket in tickets} == {5}
    assert net.log == ["a"] * 5


def test_asked_again_an_answer_is_there_at_once(net: FakeNet, engine: Engine) -> None:
    first = engine.ask("ann", Count("net", "a"), PICTURE)
    net.allow(3)
    wait_until(lambda: ended(first))
    again = engine.ask("bob", Count("net", "a"), PICTURE).progress()
    assert (again.state, again.result) == ("done", 3)
    for other in (Count("net", "b"), Count("net", "a", parts=2), Count("other", "a"), Quick("net", "a")):
        assert engine.ask("bob", other, PICTURE).progress().state == "waiting"


def test_what_was_used_longest_ago_is_forgotten(net: FakeNet) -> None:
    engine = make_engine(net, cache_bytes=5000)  # two results of 2,000 bytes
    net.gate.release(1000)
    for picture in ("a", "b", "a", "c"):
        ticket = engine.ask("ann", Count("net", picture, parts=1), PICTURE)
        wait_until(lambda held=ticket: ended(held))  # type: ignore[misc]
    assert net.log == ["a", "b", "c"]
    assert engine.ask("ann", Count("net", "a", parts=1), PICTURE).progress().state == "done"
    forgotten = engine.ask("ann", Count("net", "b", parts=1), PICTURE)
    wait_until(lambda: ended(forgotten))
    assert net.log == ["a", "b", "c", "b"]
    engine.close()


def test_what_is_laid_aside_counts_with_all_that_it_holds(net: FakeNet) -> None:
    engine = make_engine(net, cache_bytes=2 * Count.holds + 5000)
    for picture in ("a", "b", "c"):  # each question leaves the one before it, after a step
        engine.ask("ann", Count("net", picture, parts=9), PICTURE)
        net.allow_and_hold(1)
    last = engine.ask("ann", Count("net", "d", parts=1), PICTURE)
    net.gate.release(1000)
    wait_until(lambda: ended(last))
    # c was kept where it stood, with one of its nine parts done; a was let go of.
    for picture, left in (("c", 8), ("a", 9)):
        before = len(net.log)
        ticket = engine.ask("ann", Count("net", picture, parts=9), PICTURE)
        wait_until(lambda held=ticket: ended(held))  # type: ignore[misc]
        assert len(net.log) - before == left
    engine.close()


def test_stopped_is_stopped_for_one_and_goes_on_for_the_others(net: FakeNet, engine: Engine) -> None:
    ann, bob = (engine.ask(name, Count("net", "a", parts=4), PICTURE) for name in ("ann", "bob"))
    net.allow_and_hold(2)
    ann.stop()
    assert (ann.progress().state, ann.progress().result) == ("stopped", 2)
    net.allow(2)
    wait_until(lambda: ended(bob))
    assert (bob.progress().state, bob.progress().result) == ("done", 4)
    assert (ann.progress().state, ann.progress().result) == ("stopped", 2)


def test_stopped_by_all_it_is_not_taken_up_again(net: FakeNet, engine: Engine) -> None:
    ticket = engine.ask("ann", Count("net", "a", parts=50), PICTURE)
    net.allow_and_hold(1)
    ticket.stop()
    after = engine.ask("bob", Count("net", "b", parts=1), PICTURE)
    net.allow(2)  # the step of "a" that was under way, then "b"
    wait_until(lambda: ended(after))
    assert net.log == ["a", "a", "b"]


def test_stopped_and_asked_again_it_goes_on_where_it_stood(
    net: FakeNet, engine: Engine, clock: Clock
) -> None:
    request = Count("net", "a", parts=4)
    first = engine.ask("ann", request, PICTURE)
    net.allow_and_hold(1)
    first.stop()
    net.allow(1)  # the step that was under way
    wait_until(lambda: first.progress().done == 1 and not [*engine._line])
    clock.now = 100.0
    again = engine.ask("bob", request, PICTURE)
    assert (again.progress().state, again.progress().done) == ("running", 2)
    assert again.progress().elapsed == 0.0
    net.allow(2)
    wait_until(lambda: ended(again))
    assert again.progress().result == 4
    assert net.log == ["a"] * 4
    assert first.progress().state == "stopped"


def test_who_does_not_look_for_too_long_counts_as_gone(net: FakeNet, engine: Engine, clock: Clock) -> None:
    gone = engine.ask("gone", Count("net", "a", parts=50), PICTURE)
    there = engine.ask("there", Count("net", "b", parts=50), PICTURE)
    net.allow_and_hold(2)
    clock.now = 14.0
    there.progress()
    clock.now = 16.0
    net.allow(6)
    assert net.log.count("a") <= 2
    assert gone.progress().state == "stopped"
    assert there.progress().state == "running"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError, "part 2 does not work"),
        (RuntimeError, "The computation broke off (RuntimeError: part 2 does not work). Try it again."),
    ],
)
def test_a_failure_is_a_sentence_and_the_worker_lives_on(
    net: FakeNet, engine: Engine, error: type[Exception], words: str
) -> None:
    bad = engine.ask("ann", Count("net", "bad", fail_at=2, error=error), PICTURE)
    good = engine.ask("bob", Count("net", "good"), PICTURE)
    net.gate.release(5)
    wait_until(lambda: ended(bad, good))
    assert (bad.progress().state, bad.progress().error, bad.progress().result) == ("failed", words, 1)
    assert (good.progress().state, good.progress().result) == ("done", 3)
    assert (
        engine.ask("ann", Count("net", "bad", fail_at=2, error=error), PICTURE).progress().state == "waiting"
    )


def test_an_answered_job_holds_nothing_while_the_worker_waits(net: FakeNet, engine: Engine) -> None:
    class Tensor:
        """Stands for what a probe keeps between its steps."""

    held: list[weakref.ref[Tensor]] = []

    class Holding(Count):
        def steps(self, net: Any, picture: Image.Image) -> Iterator[Update[int]]:
            tensor = Tensor()
            held.append(weakref.ref(tensor))
            yield from super().steps(net, picture)

    ticket = engine.ask("ann", Holding("net", "a"), PICTURE)
    net.allow(3)
    wait_until(lambda: ticket.progress().ended)
    wait_until(lambda: held[0]() is None)


def test_missing_weights_are_a_failed_job_with_a_sentence() -> None:
    def identify(name: str) -> str:
        raise WeightsError("The weights are not there.")

    progress = Engine("cpu", identify=identify).ask("ann", Count("net", "a"), PICTURE).progress()
    assert (progress.state, progress.error) == ("failed", "The weights are not there.")


def test_closed_it_stops_and_asked_again_it_starts(net: FakeNet, engine: Engine) -> None:
    ticket = engine.ask("ann", Count("net", "a", parts=50), PICTURE)
    net.allow_and_hold(1)
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(engine.close)
        wait_until(lambda: ended(ticket))
        assert ticket.progress().state == "stopped"
        net.gate.release(1)
        closing.result()
    assert net.log == ["a", "a"]
    again = engine.ask("ann", Count("net", "b", parts=1), PICTURE)
    net.gate.release(1)
    wait_until(lambda: ended(again))
    assert again.progress().state == "done"


def test_there_is_one_engine_per_process() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({id(engine) for engine in pool.map(lambda _: get_engine(), range(8))}) == 1
