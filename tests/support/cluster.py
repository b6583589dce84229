"""A server of Spark Connect in a test: Sail, started here, or one that CRISIS_SPARK names."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server that reads files of this machine, without a table."""
    if there := os.environ.get("CRISIS_SPARK"):
        yield there
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pysail", "spark", "server", "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert running.poll() is None
                time.sleep(0.1)
        yield f"sc://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait()
