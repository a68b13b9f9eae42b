"""A learner without a browser: speaks to the server as the page would, and waits for every answer."""

import asyncio
import json
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


class Session:
    """One session on one page."""

    def __init__(self, address: str, page: str, query: str = "") -> None:
        self.address, self.page, self.query = address, page, query
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

    async def run(self, widget: str = "", value: str = "") -> None:
        """Run the page, with a component's state if there is one to report, and hear its answer to the end."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        if widget:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.json_value = widget, value
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await self.socket.recv())
            kind = answer.WhichOneof("type")
            if kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                element = answer.delta.new_element
                if element.WhichOneof("type") == "exception":
                    self.errors.append(element.exception.message)
                self.hear(element)

    def hear(self, element: Element) -> None:
        """An element of the page has come."""

    async def close(self) -> None:
        await self.socket.close()


class Learner(Session):
    """One session on the page of lesson A3. `open` loads it, `move` lets go of a control in its picture."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "convolution_arithmetic")
        self.component = self.code = ""

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
        await self.run(self.component, value)
        if f"torch.randn(1, 1, {size}, {size})" not in self.code:
            self.errors.append(f"the answer to an input of {size} is about something else")
        return time.perf_counter() - start

    def hear(self, element: Element) -> None:
        match element.WhichOneof("type"):
            case "bidi_component" if element.bidi_component.component_name == WINDOW:
                self.component = element.bidi_component.id
            case "code":
                self.code += element.code.code_text


class MapLearner(Session):
    """One session on the page of lesson C3, which waits for its map."""

    def __init__(self, address: str, query: str) -> None:
        super().__init__(address, "occlusion", query)
        self.words = ""

    async def wait(self, every_s: float = 2.0) -> float:
        """Open the page and look again and again; seconds until all positions are computed."""
        start = time.perf_counter()
        await self.connect()
        while "computed in" not in self.words:
            if self.errors:
                raise RuntimeError(f"the map did not come: {self.words} {self.errors}")
            await asyncio.sleep(every_s)
            await self.run()
        return time.perf_counter() - start

    def hear(self, element: Element) -> None:
        if element.WhichOneof("type") == "html" and "position" in element.html.body:
            self.words = element.html.body
