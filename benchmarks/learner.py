"""A learner without a browser: speaks to the server as the page would, and waits for every answer."""

import asyncio
import json
import re
import time
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

WINDOW = "cnnviz.sliding_window"
STATE: dict[str, Any] = {
    "mode": "convolution", "view": "gather", "input": [7, 7], "kernel": [3, 3], "stride": [1, 1], "padding": [0, 0],
    "dilation": [1, 1], "output_padding": [0, 0], "channels": [1, 1], "at": [0, 0],
}  # fmt: skip
# After the other ends the server runs on by itself: it was told to start over.
_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Session:
    """One session on one page."""

    def __init__(self, address: str, page: str, query: str = "") -> None:
        self.address, self.page, self.query = address, page, query
        self.hash = ""  # the page's name towards the server, once it has said so
        self.errors: list[str] = []

    async def connect(self) -> None:
        """Connect and load the page until its script has run."""
        self.socket = await websockets.connect(
            f"{self.address.replace('http', 'ws')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(self.address),
            max_size=None,
            ping_interval=None,
            open_timeout=60,
        )
        await self.run()

    async def run(self, widget: str = "", value: str = "", fragment: str = "") -> None:
        """Run the page or one of its fragments, with a component's state if there is one, and hear its answer to the end."""
        await self.send(widget, value, fragment)
        while not self.take(await self.receive()):
            pass

    async def send(self, widget: str = "", value: str = "", fragment: str = "") -> None:
        """Ask for the page, or for one of its fragments."""
        message = BackMsg()
        if self.hash:
            message.rerun_script.page_script_hash = self.hash
        else:
            message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        if widget:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.json_value = widget, value
        if fragment:
            message.rerun_script.fragment_id = fragment
            message.rerun_script.is_auto_rerun = not widget
        await self.socket.send(message.SerializeToString())

    async def receive(self) -> ForwardMsg:
        answer: ForwardMsg = ForwardMsg.FromString(await self.socket.recv())
        return answer

    def take(self, answer: ForwardMsg) -> bool:
        """Take in what the server says; whether what was to run has come to its end now."""
        match answer.WhichOneof("type"):
            case "script_finished":
                return answer.script_finished in _ENDS
            case "navigation":
                self.hash = answer.navigation.page_script_hash
            case "page_info_changed":
                self.query = answer.page_info_changed.query_string
            case "delta" if answer.delta.WhichOneof("type") == "new_element":
                element = answer.delta.new_element
                if element.WhichOneof("type") == "exception":
                    self.errors.append(element.exception.message)
                self.hear(element, answer.delta.fragment_id)
        return False

    def hear(self, element: Element, fragment: str) -> None:
        """An element of the page has come, of one of its fragments or of none ("")."""

    async def close(self) -> None:
        await self.socket.close()


class Learner(Session):
    """One session on the page of lesson A3. `open` loads it, `move` lets go of a control in its picture."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "convolution_arithmetic")
        self.component = self.fragment = self.code = ""

    async def open(self) -> float:
        """Connect and load the page; seconds until its script has run."""
        start = time.perf_counter()
        await self.connect()
        if not self.component:
            raise RuntimeError(f"the page came without its picture: {self.errors}")
        return time.perf_counter() - start

    async def move(self, size: int) -> float:
        """Report an input of `size` pixels; seconds until formula, cost and code have come back with it."""
        value = json.dumps({"state": {**STATE, "input": [size, size], "revision": 1}})
        self.code = ""
        start = time.perf_counter()
        await self.run(self.component, value, self.fragment)
        if f"torch.randn(1, 1, {size}, {size})" not in self.code:
            self.errors.append(f"the answer to an input of {size} is about something else")
        return time.perf_counter() - start

    def hear(self, element: Element, fragment: str) -> None:
        match element.WhichOneof("type"):
            case "bidi_component" if element.bidi_component.component_name == WINDOW:
                self.component, self.fragment = element.bidi_component.id, fragment
            case "code":
                self.code += element.code.code_text


class MapLearner(Session):
    """One session on the page of lesson C3, which waits for its map as a browser does.

    The page says which of its parts are to be drawn again, and how often; so often they are asked for.
    """

    def __init__(self, address: str, query: str) -> None:
        super().__init__(address, "occlusion", query)
        self.words = ""
        self.looks = 0
        self._timers: dict[str, tuple[float, float]] = {}  # fragment: how often, and when next

    @property
    def there(self) -> bool:
        """Whether all positions are computed."""
        return self.words.startswith("All ")

    async def wait(self, limit_s: float = 120.0) -> float | None:
        """Open the page and look again and again; seconds until all positions are computed, None if `limit_s` did not do."""
        start = time.perf_counter()
        await self.connect()
        while not self.there and not self.errors:
            if time.perf_counter() > start + limit_s:
                return None
            await self._look(start + limit_s)
        return time.perf_counter() - start if self.there else None

    async def _look(self, end: float) -> None:
        """Hear what comes until the next part of the page is due, and ask for that."""
        due, fragment = min(((next_, name) for name, (_, next_) in self._timers.items()), default=(end, ""))
        try:
            async with asyncio.timeout(max(0.0, due - time.perf_counter())):
                while True:
                    self.take(await self.receive())
                    if self.there:
                        return
        except TimeoutError:
            pass
        if fragment in self._timers:
            every, _ = self._timers[fragment]
            self._timers[fragment] = every, max(due + every, time.perf_counter())
            self.looks += 1
            await self.send(fragment=fragment)

    def take(self, answer: ForwardMsg) -> bool:
        match answer.WhichOneof("type"):
            case "new_session" if not answer.metadata.run.fragment_ids:
                self._timers.clear()
            case "auto_rerun":
                every = answer.auto_rerun.interval
                self._timers[answer.auto_rerun.fragment_id] = every, time.perf_counter() + every
            case "stop_auto_rerun":
                for fragment in answer.stop_auto_rerun.fragment_ids:
                    self._timers.pop(fragment, None)
        return super().take(answer)

    def hear(self, element: Element, fragment: str) -> None:  # noqa: ARG002 - its words are the same in any
        if element.WhichOneof("type") == "html" and 'class="cv-number"' in element.html.body:
            words = re.sub("<[^>]*>", "", element.html.body)
            self.words = words if "position" in words else self.words
