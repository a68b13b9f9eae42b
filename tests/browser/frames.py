"""What a page sends to its server, for tests of what must not be sent."""

from playwright.sync_api import Page, WebSocket

QUIET_MS = 1500  # longer than the time between two looks at an answer that grows
PATIENCE = 20


class Frames:
    """Counts the messages to the server from now on; made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._page, self.count = page, 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._heard)

    def _heard(self, _: str | bytes) -> None:
        self.count += 1

    def until_quiet(self) -> int:
        """Wait until the page has nothing more to send by itself; gives how many there were."""
        for _ in range(PATIENCE):
            before = self.count
            self._page.wait_for_timeout(QUIET_MS)
            if self.count == before:
                assert before, "the socket was not heard at all"
                return before
        raise AssertionError("the page does not stop sending")

    def until_more_than(self, before: int) -> None:
        """Wait until something was sent."""
        for _ in range(PATIENCE * 10):
            if self.count > before:
                return
            self._page.wait_for_timeout(100)
        raise AssertionError("nothing was sent")
