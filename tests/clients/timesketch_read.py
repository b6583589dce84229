"""Prints as JSON what Timesketch's server and its import client make of JSON lines: FILE.

The server's own reader is called, as it calls it; the client has a session that only listens.
"""

from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace

from timesketch.lib.utils import read_and_validate_jsonl
from timesketch_import_client.importer import ImportStreamer


class Session:
    """Takes what is uploaded."""

    def __init__(self) -> None:
        self.rows: list[object] = []

    def post(self, url: str, **sent: object) -> SimpleNamespace:
        events = sent["files"]["events"][1]  # type: ignore[index]
        self.rows += [json.loads(line) for line in events.split("\n")]
        answer = {"objects": [{"id": 1, "searchindex": {"index_name": "x"}}], "meta": {}}
        return SimpleNamespace(status_code=200, json=lambda: answer)


def server(path: str) -> list[object]:
    with open(path, encoding="utf-8") as file:
        return list(read_and_validate_jsonl(file))


def client(path: str) -> list[object]:
    session = Session()
    api = SimpleNamespace(session=session, api_root="http://x.invalid/api/v1")
    with ImportStreamer() as streamer:
        streamer.set_sketch(SimpleNamespace(id=1, api=api))
        streamer.add_file(path)
    return session.rows


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    sys.stdout.write(json.dumps({"server": server(sys.argv[1]), "client": client(sys.argv[1])}))
