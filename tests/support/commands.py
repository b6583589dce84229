"""Commands carried out in this process, for tests that need many of them."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from crisis.cli.main import main

CASES = Path(__file__).parents[1] / "cases" / "files"
FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = {name: str(CASES / f"{name}.yaml") for name in ("outage", "harbour", "scripts", "weeks")}
FILES["openai"] = str(FIXTURES / "openai.yaml")


class Outcome(NamedTuple):
    """What a command did."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*arguments: str, encoding: str = "utf-8") -> Outcome:
    """A command line on pipes that take letters of an encoding."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding, write_through=True) for _ in "oe"]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = main(list(arguments))
    out, err = (stream.buffer.getvalue().decode(encoding) for stream in streams)  # type: ignore[attr-defined]
    return Outcome(out, err, code)
