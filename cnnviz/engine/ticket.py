"""What a session holds while it waits for an answer."""

from typing import TYPE_CHECKING, Generic, TypeVar

from cnnviz.engine.job import Job, Progress, Watcher

if TYPE_CHECKING:
    from cnnviz.engine.engine import Engine

R = TypeVar("R")


class Ticket(Generic[R]):
    """A session's claim on an answer. Hold on to it and read `progress` to see the answer grow."""

    def __init__(self, engine: "Engine", job: Job, watcher: Watcher) -> None:
        self._engine, self._job, self._watcher = engine, job, watcher
        self._stopped_at: Progress[R] | None = None

    def progress(self) -> Progress[R]:
        """Where the job is now. Reading it tells the engine that somebody still waits."""
        return self._stopped_at or self._engine.look(self._job, self._watcher)

    @property
    def lapsed(self) -> bool:
        """Whether the engine counts its session as gone, or was closed: the answer does not grow for it any more."""
        return self._engine.has_lapsed(self._job, self._watcher)

    def wait(self, seconds: float) -> Progress[R]:
        """Sleep until the job has ended, `seconds` at most, less than the lease; then as `progress`."""
        if self._stopped_at is None:
            self._job.over.wait(seconds)
        return self.progress()

    def stop(self) -> None:
        """Wait no more. The answer so far stays; others who wait for the same one lose nothing."""
        self._engine.leave(self._job, self._watcher)
        self._stopped_at = self.progress()
