"""A learner without a browser: speaks to the server as the page would, and waits for every answer."""

import json
import time
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

WINDOW = "cnnviz.sliding_window"
STATE: dict[str, Any] = {
    "mode": "convolution", "view": "gather", "input": [7, 7], "kernel": [3, 3], "stride": [1, 1], "padding": [0, 0],
    "dilation": [1, 1], "output_padding": [0, 0], "channels": [1, 1], "at": [0, 0],
}  # fmt: skip


class Learner:
    """One session on the page of lesson A3. `open` loads it, `move` lets go of a control in its picture."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.component = ""
        self.errors: list[str] = []

    async def open(self) -> float:
        """Connect and load the page; seconds until its script has run."""
        start = time.perf_counter()
        self.socket = await websockets.connect(
            f"{self.address.replace('http', 'ws')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(self.address),
            max_size=None,
            ping_interval=None,
            open_timeout=60,
        )
        message = BackMsg()
        message.rerun_script.page_name = "convolution_arithmetic"
        await self.socket.send(message.SerializeToString())
        await self._answer()
        if not self.component:
            raise RuntimeError(f"the page came without its picture: {self.errors}")
        return time.perf_counter() - start

    async def move(self, size: int) -> float:
        """Report an input of `size` pixels; seconds until formula, cost and code have come back with it."""
        message = BackMsg()
        message.rerun_script.page_name = "convolution_arithmetic"
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = self.component
        widget.json_value = json.dumps({"state": {**STATE, "input": [size, size], "revision": 1}})
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        text = await self._answer()
        if f"torch.randn(1, 1, {size}, {size})" not in text:
            self.errors.append(f"the answer to an input of {size} is about something else")
        return time.perf_counter() - start

    async def close(self) -> None:
        await self.socket.close()

    async def _answer(self) -> str:
        """All messages until the script has finished; gives the code that they carry."""
        code = ""
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return code
            if kind != "delta" or message.delta.WhichOneof("type") != "new_element":
                continue
            element = message.delta.new_element
            match element.WhichOneof("type"):
                case "bidi_component" if element.bidi_component.component_name == WINDOW:
                    self.component = element.bidi_component.id
                case "code":
                    code += element.code.code_text
                case "exception":
                    self.errors.append(element.exception.message)
