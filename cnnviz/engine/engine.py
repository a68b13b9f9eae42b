"""One device, one queue, one worker, many sessions.

The worker takes one step of a job at a time, of that whose turn it is (`Line`). That is all there is to fairness (thirty maps grow side
by side, whoever asked first), to priority (short requests go between two steps of a long one) and
to stopping (what nobody waits for any more is not taken up again).
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from cnnviz.engine.cache import ResultCache, size_of
from cnnviz.engine.job import Job, Progress, State, Watcher
from cnnviz.engine.line import Line
from cnnviz.engine.requests import Request, Update
from cnnviz.engine.ticket import Ticket
from cnnviz.networks.catalogue import weights_id

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.images import PictureSet
    from cnnviz.networks.network import Network

R = TypeVar("R")

_log = logging.getLogger(__name__)


class Engine:
    """Answers requests on one device.

    Args:
        device: as for `load_network`.
        cache_bytes: how much the finished results may take.
        lease: seconds after which a session that has not looked at its job counts as gone.
        turn: seconds of the device that a job keeps its turn for while others wait (`engine.line`). Thirty maps that take
            turns at every step take ten times as long, each with its tensors in memory and none in the processor's cache.
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
        turn: float = 2.0,
        load: Callable[[str, str], "Network"] | None = None,
        identify: Callable[[str], Hashable] = weights_id,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._device, self._lease, self._clock = device, lease, clock
        self._load, self._identify = load or _load_network, identify
        self._cache: ResultCache[Job] = ResultCache(cache_bytes)
        self._line = Line(turn)
        self._changed = threading.Condition()
        self._worker: threading.Thread | None = None
        self._loading = 0.0  # the worker's: how much of a step was the loading of a network

    def ask(
        self,
        session: str,
        request: Request[R],
        picture: "Image.Image | PictureSet",
        slot: str = "",
        *,
        later: bool = False,
    ) -> Ticket[R]:
        """Ask for an answer; it comes through the ticket. Returns at once.

        A session waits for one request of each kind and slot: a new one leaves the old one. Asked again, a
        request that is being computed or was computed before is not computed anew, and one that was
        stopped goes on where it stood.

        Args:
            session: whoever asks, such as the id of a browser session.
            request: what is asked; `request.picture` is the content hash of `picture`, or its id.
            picture: a PIL image of any size, or the data set that the request is about. The network's view
                of an image gives the same answer and takes least memory while it waits.
            slot: keeps several requests of one kind apart that a session waits for at once. They share its turns.
            later: in a crowd, the session's other questions go first.
        """
        now, watcher = self._clock(), (session, slot)
        try:
            key = (None if request.own else self._identify(request.network), request)
        except ValueError as error:
            job = Job(None, request, iter(()), now)
            job.end("failed", now, str(error))
            return Ticket(self, job, watcher)
        with self._changed:
            for other in self._line:
                if type(other.request) is type(request) and other.key != key:
                    self._line.leave(other, watcher)
            found = self._line.get(key) or self._cache.get(key)
            if found is None:
                found = Job(key, request, self._run(request, picture), now)
            if found.ended is None:
                self._line.join(found, watcher, now + self._lease)
                found.later = later and (found.later or key not in self._line)
                if key not in self._line:
                    found.resume(now)
                    self._enqueue(found)
        return Ticket(self, found, watcher)

    def look(self, job: Job, watcher: Watcher) -> Progress[Any]:
        """The job as `watcher` sees it; renews its lease. Called by its ticket."""
        with self._changed:
            now = self._clock()
            if job.ended is not None:
                return job.progress(now, 0, 0.0)
            if watcher not in job.watchers:
                return replace(job.progress(now, 0, 0.0), state="stopped")
            self._line.join(job, watcher, now + self._lease)
            return job.progress(now, self._line.others(job), self._line.remaining(job))

    def has_lapsed(self, job: Job, watcher: Watcher) -> bool:
        """Whether the job came to no end, and `watcher` is not among those who wait for it. Called by its ticket."""
        with self._changed:
            return job.state == "stopped" if job.ended is not None else watcher not in job.watchers

    def leave(self, job: Job, watcher: Watcher) -> None:
        """`watcher` waits for the job no more. Called by its ticket."""
        with self._changed:
            self._line.leave(job, watcher)

    def close(self) -> None:
        """Stop every job and the worker, after its current step. A later `ask` starts it again."""
        with self._changed:
            worker, self._worker = self._worker, None
            for job in self._line:
                self._end(job, "stopped")
            self._changed.notify_all()
        if worker:
            worker.join(timeout=10)

    def _enqueue(self, job: Job) -> None:
        self._line.add(job)
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name=f"cnnviz-{self._device}", daemon=True)
            self._worker.start()
        self._changed.notify_all()

    def _run(self, request: Request[R], picture: "Image.Image | PictureSet") -> Iterator[Update[R]]:
        """The job's steps; the worker's first turn at them loads the network."""
        begin = self._clock()
        net = None if request.own else self._load(request.network, self._device)
        self._loading = self._clock() - begin
        yield from request.steps(net, picture)

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
        self._loading, begin = 0.0, self._clock()
        try:
            update = next(steps)
        except ValueError as error:
            self._settle(job, error=str(error))
        except Exception as error:  # a probe's failure must not take the other sessions' worker away
            _log.exception("%s failed", job.request)
            words = f"The computation broke off ({type(error).__name__}: {error}). Try it again."
            self._settle(job, error=words)
        else:
            self._settle(job, update, self._clock() - begin - self._loading)
        return True

    def _next(self) -> tuple[Job, Iterator[Update[Any]]] | None:
        """Wait for a job that somebody wants, and give its remaining steps, too; None once this worker is dismissed."""
        with self._changed:
            while self._worker is threading.current_thread():
                now = self._clock()
                for job in self._line:
                    for watcher in [who for who, until in job.watchers.items() if until < now]:
                        self._line.leave(job, watcher)
                    if not job.watchers:
                        self._lay_aside(job)
                next_ = self._line.next()
                if next_ is not None:
                    return next_, next_.steps
                self._changed.wait()
        return None

    def _settle(
        self, job: Job, update: Update[Any] | None = None, seconds: float = 0.0, error: str = ""
    ) -> None:
        """Take in what a step of the job gave and how long it took, and take the job out of the line if it was the last."""
        with self._changed:
            if job.ended is not None:  # closed meanwhile
                return
            if update is None:
                self._end(job, "failed", error)
                return
            job.advance(update, self._clock(), seconds)
            self._line.charge(job, seconds)
            if update.done == update.total:
                self._end(job, "done")
                self._cache.put(job.key, job, size_of(update.result))

    def _end(self, job: Job, state: State, error: str = "") -> None:
        job.end(state, self._clock(), error)
        self._line.remove(job)

    def _lay_aside(self, job: Job) -> None:
        """Nobody wants it now. It keeps what it has, for whoever asks before the cache needs the room."""
        self._line.remove(job)
        if job.update is not None:
            self._cache.put(job.key, job, size_of(job.update.result) + job.request.holds)


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
