"""The engine's turns: for every session as many, short questions first, and a wait that counts those of the others."""

from concurrent.futures import ThreadPoolExecutor

from cnnviz.engine import Engine
from tests.engine.fakes import PICTURE, Clock, Count, FakeNet, Quick, ended, wait_until


def test_sessions_take_turns(net: FakeNet, engine: Engine) -> None:
    first = engine.ask("ann", Count("net", "a", parts=4), PICTURE)
    net.allow_and_hold(1)  # ann is one step ahead, and her second is under way
    others = [engine.ask(name, Count("net", name, parts=3), PICTURE) for name in ("b", "c")]
    assert first.progress().ahead == 2
    net.allow(9)
    assert net.log[2:] == ["b", "c", "a", "b", "c", "a", "b", "c"]
    wait_until(lambda: ended(first, *others))


def test_the_expected_wait_counts_the_turns_of_the_others(net: FakeNet, engine: Engine, clock: Clock) -> None:
    ann, bob = (engine.ask(name, Count("net", name, parts=4), PICTURE) for name in ("ann", "bob"))
    for _ in range(4):
        clock.now += 1.0  # what each step takes
        net.allow_and_hold(1)
    # Two parts of each are to come.
    waits = [
        (ticket.progress().done, ticket.progress().ahead, ticket.progress().remaining)
        for ticket in (ann, bob)
    ]
    assert waits == [(2, 1, 4.0), (2, 1, 4.0)]
    bob.stop()
    assert (ann.progress().ahead, ann.progress().remaining) == (0, 2.0)
    assert bob.progress().remaining == 0.0


def test_a_session_waits_for_two_questions_of_a_kind_in_two_slots(net: FakeNet, engine: Engine) -> None:
    here, there = (engine.ask("ann", Count("net", name), PICTURE, slot=name) for name in ("here", "there"))
    net.allow(6)
    wait_until(lambda: ended(here, there))
    assert (here.progress().state, there.progress().state) == ("done", "done")


def test_a_short_request_goes_between_two_steps_of_a_long_one(net: FakeNet, engine: Engine) -> None:
    long = engine.ask("ann", Count("net", "long", parts=50), PICTURE)
    net.allow_and_hold(1)
    short = engine.ask("bob", Quick("net", "short", parts=1), PICTURE)
    net.allow(2)
    wait_until(lambda: ended(short))
    assert net.log == ["long", "long", "short"]
    assert not long.progress().ended


def test_who_waits_sleeps_until_the_answer_is_there(net: FakeNet, engine: Engine) -> None:
    ticket = engine.ask("ann", Count("net", "a", parts=2), PICTURE)
    assert ticket.wait(0.0).state == "waiting"
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ticket.wait, 20.0)
        net.allow(2)
        progress = waiting.result()
    assert (progress.state, progress.result) == ("done", 2)
    left = engine.ask("bob", Count("net", "b"), PICTURE)
    left.stop()
    assert left.wait(20.0).state == "stopped"


def test_a_new_question_leaves_the_old_one_within_one_step(net: FakeNet, engine: Engine) -> None:
    old = engine.ask("ann", Count("net", "old", parts=50), PICTURE)
    net.allow_and_hold(1)
    quick = engine.ask("ann", Quick("net", "quick", parts=1), PICTURE)
    assert not old.progress().ended  # another kind of question
    new = engine.ask("ann", Count("net", "new", parts=2), PICTURE)
    assert old.progress().state == "stopped"
    net.allow(4)
    wait_until(lambda: ended(quick, new))
    assert net.log == ["old", "old", "quick", "new", "new"]
    assert (quick.progress().result, new.progress().result) == (1, 2)
