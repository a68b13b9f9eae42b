"""One try at a download: ask the server for a file from some byte on, and pass on what it sends.

Everything that can go wrong with a server becomes a sentence: `BrokenError` is worth another try, `DownloadError` is
not.
"""

import errno
import http.client
import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from cnnviz.networks.weights import WeightsError

CHUNK = 2**18  # bytes at most between two looks at the stop button
_BUSY = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


class DownloadError(WeightsError):
    """The download cannot be done. Its text is a sentence."""


class StoppedError(DownloadError):
    """The download was stopped on request."""


class BrokenError(Exception):
    """This try failed, and another may not. `unreachable`: there was no connection at all."""

    def __init__(self, words: str, *, unreachable: bool = False) -> None:
        super().__init__(words)
        self.unreachable = unreachable


@dataclass(frozen=True)
class Answer:
    """A server's answer: `response` gives the bytes from `start` on; `total` is the length of the whole file, if known."""

    response: http.client.HTTPResponse
    start: int
    total: int | None


def open_at(url: str, start: int, silence_s: float) -> Answer | None:
    """Ask for the bytes from `start` on. A server that cannot do that sends all of them, and `start` is 0 then.

    None if `start` is exactly the end of the file.

    Raises:
        BrokenError: no connection, or the server is busy or confused.
        DownloadError: the server refuses, has no such file, or cannot be trusted.
    """
    headers = {"User-Agent": "cnnviz", **({"Range": f"bytes={start}-"} if start else {})}
    try:
        response = urlopen(Request(url, headers=headers), timeout=silence_s)
    except HTTPError as error:
        with error:
            if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and start:
                return None
            raise _refusal(error, url) from error
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(error, url) from error
    length = response.headers.get("Content-Length")
    if response.status != HTTPStatus.PARTIAL_CONTENT:
        return Answer(response, 0, int(length) if length else None)
    sent = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", ""))
    if sent is None or int(sent[1]) != start:
        response.close()
        raise BrokenError(f"{_host(url)} sent another part of the file than the one that was asked for.")
    return Answer(response, start, None if sent[2] == "*" else int(sent[2]))


def receive(
    answer: Answer,
    write: Callable[[bytes], object],
    report: Callable[[int, int | None], None],
    stop: threading.Event,
) -> None:
    """Pass on what comes, until the end.

    Raises:
        StoppedError: `stop` was set.
        BrokenError: the line broke, or went silent, before the end.
        OSError: from `write`.
    """
    here, total = answer.start, answer.total
    report(here, total)
    while True:
        if stop.is_set():
            raise StoppedError("The download was stopped.")
        try:
            chunk = answer.response.read1(CHUNK)
        except (OSError, http.client.HTTPException) as error:
            raise BrokenError(f"The connection broke after {here / 1e6:,.1f} MB.") from error
        if not chunk:
            break
        write(chunk)
        here += len(chunk)
        report(here, total)
    if total is not None and here < total:
        raise BrokenError(f"The connection broke after {here / 1e6:,.1f} of {total / 1e6:,.1f} MB.")


def _refusal(error: HTTPError, url: str) -> Exception:
    """What to raise for an answer that is an error: some are worth another try."""
    name, host = urlsplit(url).path.rpartition("/")[2], _host(url)
    if error.code in _BUSY or error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return BrokenError(f"{host} is busy or out of order (it answers {error.code}). Try again later.")
    if error.code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return DownloadError(f"{host} has no file {name} (it answers {error.code}).")
    return DownloadError(f"{host} does not give {name} away (it answers {error.code}: {error.reason}).")


def _unreachable(error: Exception, url: str) -> Exception:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return DownloadError(
            f"The answer does not come from {_host(url)}: its certificate is not valid ({reason.verify_message}). "
            "A network that asks for a login first does that, and so does a wrong clock."
        )
    if isinstance(reason, TimeoutError) or getattr(reason, "errno", None) == errno.ETIMEDOUT:
        return BrokenError(
            f"{_host(url)} does not answer. Is this machine on the internet?", unreachable=True
        )
    return BrokenError(
        f"There is no connection to {_host(url)}. Is this machine on the internet? Without it, put the file into a folder "
        "and name that folder in CNNVIZ_WEIGHTS.",
        unreachable=True,
    )


def _host(url: str) -> str:
    return urlsplit(url).netloc
