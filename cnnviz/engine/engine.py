"""One device, one queue, one worker, many sessions.

The worker takes one step of each job in turn. That is all there is to fairness (thirty maps grow side
by side, whoever asked first), to priority (short requests go between two steps of a long one) and
to stopping (what nobody waits for any more is not taken up again).
"""

import atexit
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cnnviz.engine.cache import ResultCache, size_of
from cnnviz.engine.job import Job, Progress, State
from cnnviz.engine.requests import Request, Update
from cnnviz.networks.catalogue import weights_id

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.images import PictureSet
    from cnnviz.networks.network import Network

R = TypeVar("R")

_log = logging.getLogger(__name__)


class Ticket(Generic[R]):
    """A session's claim on an answer. Hold on to it and read `progress` to see the answer grow."""

    def __init__(self, engine: "Engine", job: Job, session: str) -> None:
        self._engine, self._job, self._session = engine, job, session
        self._stopped_at: Progress[R] | None = None

    def progress(self) -> Progress[R]:
        """Where the job is now. Reading it tells the engine that somebody still waits."""
        return self._stopped_at or self._engine.look(self._job, self._session)

    def stop(self) -> None:
        """Wait no more. The answer so far stays; others who wait for the same one lose nothing."""
        self._engine.leave(self._job, self._session)
        self._stopped_at = self.progress()


class Engine:
    """Answers requests on one device.

    Args:
        device: as for `load_network`.
        cache_bytes: how much the finished results may take.
        lease: seconds after which a session that has not looked at its job counts as gone.
        load: gives the network of a name on a device.
        identify: gives the id of a network's weights, which is a part of a result's key.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        device: str = "auto",
        *,
        cache_bytes: int = 256 * 2**20,
        lease: float = 15.0,
        load: Callable[[str, str], "Network"] | None = None,
        identify: Callable[[str], Hashable] = weights_id,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._device, self._lease, self._clock = device, lease, clock
        self._load, self._identify = load or _load_network, identify
        self._cache: ResultCache[Job] = ResultCache(cache_bytes)
        self._jobs: dict[Hashable, Job] = {}
        self._short: deque[Job] = deque()
        self._long: deque[Job] = deque()
        self._changed = threading.Condition()
        self._worker: threading.Thread | None = None

    def ask(self, session: str, request: Request[R], picture: "Image.Image | PictureSet") -> Ticket[R]:
        """Ask for an answer; it comes through the ticket. Returns at once.

        A session waits for one request of each kind: a new one leaves the old one. Asked again, a
        request that is being computed or was computed before is not computed anew, and one that was
        stopped goes on where it stood.

        Args:
            session: whoever asks, such as the id of a browser session.
            request: what is asked; `request.picture` is the content hash of `picture`, or its id.
            picture: a PIL image of any size, or the data set that the request is about. The network's view
                of an image gives the same answer and takes least memory while it waits.
        """
        now = self._clock()
        try:
            key = (None if request.own else self._identify(request.network), request)
        except ValueError as error:
            job = Job(None, request, iter(()), now)
            job.end("failed", now, str(error))
            return Ticket(self, job, session)
        with self._changed:
            for other in self._jobs.values():
                if type(other.request) is type(request) and other.key != key:
                    other.watchers.pop(session, None)
            found = self._jobs.get(key) or self._cache.get(key)
            if found is None:
                found = Job(key, request, self._run(request, picture), now)
            if found.ended is None:
                found.watchers[session] = now + self._lease
                if key not in self._jobs:
                    found.resume(now)
                    self._enqueue(found)
        return Ticket(self, found, session)

    def look(self, job: Job, session: str) -> Progress[Any]:
        """The job as `session` sees it; renews the session's lease. Called by its ticket."""
        with self._changed:
            now = self._clock()
            progress = job.progress(now, len(self._jobs) - 1)
            if job.ended is None:
                if session not in job.watchers:
                    return replace(progress, state="stopped", ahead=0, remaining=0.0)
                job.watchers[session] = now + self._lease
            return progress

    def leave(self, job: Job, session: str) -> None:
        """`session` waits for the job no more. Called by its ticket."""
        with self._changed:
            job.watchers.pop(session, None)

    def close(self) -> None:
        """Stop every job and the worker, after its current step. A later `ask` starts it again."""
        with self._changed:
            worker, self._worker = self._worker, None
            for job in [*self._jobs.values()]:
                self._end(job, "stopped")
            self._changed.notify_all()
        if worker:
            worker.join(timeout=10)

    def _enqueue(self, job: Job) -> None:
        self._jobs[job.key] = job
        self._queue(job).append(job)
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name=f"cnnviz-{self._device}", daemon=True)
            self._worker.start()
        self._changed.notify_all()

    def _run(self, request: Request[R], picture: "Image.Image | PictureSet") -> Iterator[Update[R]]:
        """The job's steps; the worker's first turn at them loads the network."""
        net = None if request.own else self._load(request.network, self._device)
        yield from request.steps(net, picture)

    def _queue(self, job: Job) -> deque[Job]:
        return self._short if job.request.short else self._long

    def _work(self) -> None:
        """The worker's life: one step of the next job, again and again."""
        while self._turn():
            pass

    def _turn(self) -> bool:
        """A step of the next job; whether there was one. Nothing of the job outlives it here: the worker may wait long."""
        turn = self._next()
        if turn is None:
            return False
        job, steps = turn
        try:
            update = next(steps)
        except ValueError as error:
            self._settle(job, error=str(error))
        except Exception as error:  # a probe's failure must not take the other sessions' worker away
            _log.exception("%s failed", job.request)
            words = f"The computation broke off ({type(error).__name__}: {error}). Try it again."
            self._settle(job, error=words)
        else:
            self._settle(job, update)
        return True

    def _next(self) -> tuple[Job, Iterator[Update[Any]]] | None:
        """Wait for a job that somebody wants, and give its remaining steps, too; None once this worker is dismissed."""
        with self._changed:
            while self._worker is threading.current_thread():
                now = self._clock()
                for job in [*self._jobs.values()]:
                    if all(until < now for until in job.watchers.values()):
                        self._lay_aside(job)
                for queue in (self._short, self._long):
                    if queue:
                        job = queue.popleft()
                        return job, job.steps
                self._changed.wait()
        return None

    def _settle(self, job: Job, update: Update[Any] | None = None, error: str = "") -> None:
        """Take in what a step of the job gave, and put it back in line if there is more to do."""
        with self._changed:
            if job.ended is not None:  # closed meanwhile
                return
            if update is None:
                self._end(job, "failed", error)
                return
            job.advance(update, self._clock())
            if update.done < update.total:
                self._queue(job).append(job)
            else:
                self._end(job, "done")
                self._cache.put(job.key, job, size_of(update.result))

    def _end(self, job: Job, state: State, error: str = "") -> None:
        job.end(state, self._clock(), error)
        self._forget(job)

    def _lay_aside(self, job: Job) -> None:
        """Nobody wants it now. It keeps what it has, for whoever asks before the cache needs the room."""
        job.watchers.clear()
        self._forget(job)
        if job.update is not None:
            self._cache.put(job.key, job, size_of(job.update.result) + job.request.holds)

    def _forget(self, job: Job) -> None:
        del self._jobs[job.key]
        queue = self._queue(job)
        if job in queue:
            queue.remove(job)


def _load_network(name: str, device: str) -> "Network":
    from cnnviz.networks.loading import load_network

    return load_network(name, device)


_engine: Engine | None = None
_engine_lock = threading.Lock()


def get_engine() -> Engine:
    """The process's engine, on its best device; made when it is first asked for."""
    global _engine  # noqa: PLW0603 - one per process is the point
    with _engine_lock:
        if _engine is None:
            _engine = Engine()
            # Before the interpreter takes itself apart under a running forward pass.
            atexit.register(_engine.close)
        return _engine
