"""Decoding ahead of the network: threads fetch the next pictures while it looks at these."""

import os
from collections import deque
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz.networks.network import Network

View = npt.NDArray[np.uint8]

# Pictures are up to 20 million pixels large while they are decoded, so the threads bound the memory, too.
_MOST_THREADS = 16


class Pictures(Protocol):
    """What a probe needs to know of a data set; `cnnviz.images.PictureSet` has it."""

    @property
    def id(self) -> str:
        """Says which pictures these are; it changes when one of them does."""

    def __len__(self) -> int: ...

    def load(self, index: int, least: int | None = None) -> Image.Image:
        """The picture at `index`, RGB, sides of at least 2 × `least` if the file has them; ValueError if it cannot be read."""


@cache
def decoders() -> ThreadPoolExecutor:
    """The process's threads for decoding: however many searches are under way or laid aside, these are all."""
    return ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1), thread_name_prefix="cnnviz-decoding")


def views_ahead(net: Network, images: Pictures, start: int, ahead: int) -> Generator[View | None]:
    """What the network sees of each picture from `start` on, in order: (side, side, 3) uint8, None for a broken one.

    Threads decode up to `ahead` pictures more than were taken; decoded at full size are only those in their
    hands. Closed or dropped, the iterator lets them finish these and calls the others off.

    Raises:
        ValueError: the process is ending.
    """
    waiting: deque[Future[View | None]] = deque()
    try:
        for index in range(start, len(images)):
            waiting.append(_submitted(net, images, index))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        # Not waited for: the garbage collector may close the iterator in one of these very threads.
        for future in waiting:
            future.cancel()


def _submitted(net: Network, images: Pictures, index: int) -> Future[View | None]:
    try:
        return decoders().submit(_view, net, images, index)
    except RuntimeError as error:  # Python ends these threads before it lets anybody stop a search
        raise ValueError("The server is being stopped and reads no more pictures.") from error


def picture_view(net: Network, images: Pictures, index: int) -> Image.Image:
    """The network's view of one picture, the same pixels as `views_ahead` gives.

    Raises:
        ValueError: the picture cannot be read.
    """
    return net.view(images.load(index, net.preprocessing.resize))


def _view(net: Network, images: Pictures, index: int) -> View | None:
    try:
        return np.asarray(picture_view(net, images, index))
    except ValueError:
        return None
