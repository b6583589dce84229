"""Commands carried out in this process, for tests that need many of them."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from crisis.cli.main import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = {name: str(FIXTURES / f"{name}.yaml") for name in ("openai", "blackout-2003")}
FILES["outage"] = str(Path(__file__).parents[1] / "cases" / "files" / "outage.yaml")


class Outcome(NamedTuple):
    """What a command did."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class _Letters(io.StringIO):
    encoding = "utf-8"


def run(*arguments: str) -> Outcome:
    """A command line on pipes, where every letter can be written."""
    with redirect_stdout(_Letters()) as out, redirect_stderr(_Letters()) as err:
        code = main(list(arguments))
    return Outcome(out.getvalue(), err.getvalue(), code)
