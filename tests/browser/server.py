"""Start a Streamlit script on a free port, for browser tests and benchmarks."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve(script: Path, *, wait_s: float = 60.0) -> Iterator[str]:
    """Run `streamlit run script` from the project's root; gives its address, stops it at the end."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
        "--server.address", "127.0.0.1", "--server.headless", "true",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(address, process, wait_s)
            yield address
        except Exception:
            log.seek(0)
            print(log.read()[-4000:])
            raise
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_healthy(address: str, process: "subprocess.Popen[bytes]", wait_s: float) -> None:
    end = time.monotonic() + wait_s
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped at once, with exit status {process.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not answer within {wait_s:.0f} s")
