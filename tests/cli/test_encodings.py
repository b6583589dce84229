"""JSON is valid, and exact, whatever letters standard output has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).parent / "crisis")
TEXT = """
timeline: {zone: UTC, title: "Café 👍"}
events:
  - {id: a, when: 2026-11-20 12:00, title: "Café 👍 \\e[31m \\u202E"}
"""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize("arguments", [["show", "--json"], ["why", "a", "--json"]])
def test_json_is_valid_in_every_encoding(arguments: list[str], encoding: str) -> None:
    done = subprocess.run(
        [COMMAND, *arguments, "-f", "-"],
        input=TEXT.encode(),
        capture_output=True,
        check=True,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": encoding},
    )
    found = json.loads(done.stdout.decode(encoding))
    event = found["event"] if "event" in found else found["events"][0]
    assert event["title"] == "Café 👍 \x1b[31m \u202e"
