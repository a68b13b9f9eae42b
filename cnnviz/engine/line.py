"""Who is served next on a device, and how long everybody waits.

Fair is that every session gets the same share of the device, however many questions it asks: next comes a job of
the session that has had the least of it, and it keeps the device for a while: started jobs hold their tensors, and
a map that is done in one turn holds nothing while others wait for theirs. A job that several sessions wait for is on the account of all of them, in
equal parts. Short requests come before all others, since what they take is hardly noticed. Where several sessions wait, what one of
them needs less urgently comes after its other questions; who is alone sees all of them grow.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import ceil, inf

from cnnviz.engine.job import Job, Watcher

_TO_THE_END = 5  # turns


@dataclass
class _Work:
    """What one session has the device do, in seconds of the device.

    Attributes:
        known: what its jobs still take, as far as that is known.
        unknown: how many of its jobs have an unknown pace; one that n sessions wait for is 1/n of a job.
        jobs: of each of them what it still takes, None if unknown, how many sessions wait for it, and whether it is less urgent.
    """

    known: float = 0.0
    unknown: float = 0.0
    jobs: list[tuple[float | None, int, bool]] = field(default_factory=list)

    def add(self, left: float | None, sessions: int, later: bool) -> None:
        self.jobs.append((left, sessions, later))
        if left is None:
            self.unknown += 1 / sessions
        else:
            self.known += left / sessions

    def until(self, own: float, later: bool) -> float:
        """What it gets until a job of it is done that takes `own`: it takes turns with those that are as urgent."""
        total = 0.0
        for left, sessions, theirs in self.jobs:
            takes = own if left is None else left
            if theirs == later:
                total += min(takes, own) / sessions
            elif later:
                total += takes / sessions
        return total


class Line:
    """The jobs that a device works on in turn. Not thread-safe: its owner holds a lock.

    A job keeps its turn for `turn_s` seconds of the device, at least for one step, and to its end if that is no further than
    five turns; short ones come in between.
    """

    def __init__(self, turn_s: float = 0.0) -> None:
        self._turn_s = turn_s
        self._served: tuple[Job | None, float] = None, 0.0  # whose turn it is, and how much of it is over
        self._jobs: dict[Hashable, Job] = {}
        self._had: dict[str, float] = {}  # seconds of the device, by session
        self._usual: dict[Hashable, float] = {}  # seconds that the last job of a kind takes as a whole
        self._turns = count()
        self._works: dict[str, _Work] | None = None  # by session; None when something has changed
        self._places: dict[str, tuple[float, int]] | None = (
            None  # by session, when its next turn comes; likewise
        )

    def __iter__(self) -> Iterator[Job]:
        return iter([*self._jobs.values()])

    def __contains__(self, key: Hashable) -> bool:
        return key in self._jobs

    def get(self, key: Hashable) -> Job | None:
        return self._jobs.get(key)

    def add(self, job: Job) -> None:
        self._jobs[job.key] = job
        job.turn = next(self._turns)
        self._forget()

    def remove(self, job: Job) -> None:
        del self._jobs[job.key]
        self._forget()
        if self._served[0] is job:
            self._served = None, 0.0  # lets go of its tensors

    def join(self, job: Job, watcher: Watcher, until: float) -> None:
        """`watcher` waits for the job, or still does, and counts as gone after `until`."""
        if watcher not in job.watchers:
            self._forget()
        job.watchers[watcher] = until

    def leave(self, job: Job, watcher: Watcher) -> None:
        if job.watchers.pop(watcher, None) is not None:
            self._forget()

    def next(self) -> Job | None:
        """The job whose turn it is; it stays in line."""
        there = self._sessions()
        # Who comes is treated like the one who has had least, and who leaves is forgotten.
        least = min((self._had[session] for session in there.keys() & self._had.keys()), default=0.0)
        self._had = {session: self._had.get(session, least) for session in there}
        self._places = None
        first = min(self._jobs.values(), key=self._rank, default=None)
        served, seconds = self._served
        keeps = served is not None and self._is_in_its_turn(served, seconds)
        return served if keeps and first is not None and not first.request.short else first

    def _is_in_its_turn(self, served: Job, seconds: float) -> bool:
        if not served.watchers:
            return False
        left = self._left(served)
        return seconds < self._turn_s or (left is not None and seconds + left < _TO_THE_END * self._turn_s)

    def _turn_of(self, work: float) -> float:
        """How long a session that has so much work keeps the device."""
        return self._turn_s * (_TO_THE_END if work <= _TO_THE_END * self._turn_s else 1)

    def _rank(self, job: Job) -> tuple[bool, float, bool, int]:
        had = min((self._had[session] for session in job.sessions), default=0.0)
        return not job.request.short, had, self._is_later(job), job.turn

    def _is_later(self, job: Job) -> bool:
        return job.later and len(self._had) > 1

    def charge(self, job: Job, seconds: float) -> None:
        """A step of the job took so long; its next one comes behind those of others who have had as little."""
        sessions = job.sessions
        for session in sessions:
            self._had[session] = self._had.get(session, 0.0) + seconds / len(sessions)
        if not job.request.short:
            served, before = self._served
            self._served = (
                job,
                seconds + (before if served is job and self._is_in_its_turn(job, before) else 0.0),
            )
        job.turn = next(self._turns)
        self._forget()
        if job.pace is not None:  # one that was found on disk has none, and says nothing about the next
            self._usual[_kind(job)] = job.seconds + job.parts_left * job.pace

    def others(self, job: Job) -> int:
        """How many sessions that do not wait for this job have the device work for them, too."""
        return len(self._sessions().keys() - job.sessions)

    def remaining(self, job: Job) -> float | None:
        """Seconds until the job is done, with everybody's turns in between; None as long as its pace is unknown.

        With T_s the work of session s and W what the job's own session gets until it is done, both in seconds of the
        device, everybody gets about as much until then: sum over s of min(T_s, W), W in whole turns. A job whose pace is
        unknown counts as one that takes as long as this one, and a short one as nothing.
        """
        own = self._left(job)
        if own is None:
            return None
        works = self._sessions()
        until = min((works[session].until(own, self._is_later(job)) for session in job.sessions), default=own)
        total = 0.0
        for session, work in works.items():
            theirs = work.known + own * work.unknown
            total += min(
                theirs, until if session in job.sessions else self._gets(session, theirs, job, until)
            )
        return total

    def _gets(self, session: str, theirs: float, job: Job, until: float) -> float:
        """Seconds of the device for another session's work until that of the job has had `until`: turns are whole."""
        if not self._turn_s:
            return until
        turns = ceil(until / self._turn_of(until))
        return self._turn_of(theirs) * (turns if self._is_before(session, job) else turns - 1)

    def _is_before(self, session: str, job: Job) -> bool:
        """Whether a session's next turn comes before the job's."""
        served, seconds = self._served
        if served is not None and self._is_in_its_turn(served, seconds):
            if served is job:
                return False
            if session in served.sessions:
                return True
        if self._places is None:
            self._places = self._find_places()
        return self._places.get(session, (inf, 0)) < self._order(job)

    def _find_places(self) -> dict[str, tuple[float, int]]:
        """The order of each session's first job, short ones left out. Every look at a growing answer asks for it."""
        places: dict[str, tuple[float, int]] = {}
        for job in self._jobs.values():
            if not job.request.short:
                order = self._order(job)
                for session in job.sessions:
                    places[session] = min(order, places.get(session, order))
        return places

    def _order(self, job: Job) -> tuple[float, int]:
        return min((self._had.get(session, 0.0) for session in job.sessions), default=0.0), job.turn

    def _sessions(self) -> dict[str, _Work]:
        """The sessions that wait for something, and what they have the device do."""
        if self._works is None:
            works: dict[str, _Work] = defaultdict(_Work)
            for job in self._jobs.values():
                left, sessions = self._left(job), job.sessions
                for session in sessions:
                    work = works[session]
                    if not job.request.short:
                        work.add(left, len(sessions), self._is_later(job))
            self._works = dict(works)
        return self._works

    def _forget(self) -> None:
        """Something has changed: what was found out about the sessions does not hold any more."""
        self._works = self._places = None

    def _left(self, job: Job) -> float | None:
        """Seconds of the device that a job still takes: by its own pace, else by that of the last one of its kind."""
        if job.pace is not None:
            return job.parts_left * job.pace
        usual = self._usual.get(_kind(job))
        return None if usual is None else max(0.0, usual - job.seconds)


def _kind(job: Job) -> Hashable:
    return type(job.request), job.request.network
