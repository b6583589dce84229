"""What GitHub's runner makes of an action and of what its steps print."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yaml import SafeLoader

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
HARMLESS = {"error", "warning", "notice"}
"""The commands that only annotate."""


class Obeyed(NamedTuple):
    """A command that the runner finds in a line; of a line that is none the name is empty."""

    name: str
    properties: dict[str, str]
    text: str


def obeyed(output: str) -> list[Obeyed]:
    """What the runner obeys in an output, as its ActionCommand reads each line."""
    found: list[Obeyed] = []
    token = ""
    for line in re.split(r"\r\n|\r|\n", output):
        text = line.lstrip()
        if token:
            token = "" if text == f"::{token}::" else token
        elif text.startswith("::") and (end := text.find("::", 2)) >= 0:
            head, text = text[2:end], text[end + 2 :]
            name, _, rest = head.partition(" ")
            pairs = (part.partition("=") for part in rest.split(",") if part)
            properties = {key.strip(): _undone(value, True) for key, _, value in pairs}
            found.append(Obeyed(name, properties, _undone(text)))
            token = text if name == "stop-commands" else ""
        elif (at := line.find("##[")) >= 0:
            found.append(Obeyed(line[at + 3 :].partition("]")[0], {}, line))
        elif line:
            found.append(Obeyed("", {}, line))
    return found


def _undone(text: str, in_property: bool = False) -> str:
    """A text without its escapes, the percent sign last."""
    more = [("%3A", ":"), ("%2C", ",")] if in_property else []
    for escape, char in [("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")]:
        text = text.replace(escape, char)
    return text


def action() -> dict[str, Any]:
    """The action of the project."""
    loader = SafeLoader((ROOT / "action.yml").read_text("utf-8"))
    found: dict[str, Any] = loader.get_single_data()
    return found


class Ran(NamedTuple):
    """What a step did: what it printed on both streams, its exit code and its outputs."""

    log: str
    code: int
    outputs: dict[str, str]


def ran(step: dict[str, Any], folder: Path, temporary: Path, **inputs: str) -> Ran:
    """A step of the action in a repository, by the shell and with the variables of a runner."""
    outputs = temporary / "outputs"
    outputs.write_text("", "utf-8")
    script = temporary / "step.sh"
    script.write_text(step["run"], "utf-8")
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "RUNNER_TEMP": str(temporary),
        "GITHUB_OUTPUT": str(outputs),
        "HOME": str(temporary),
    }
    given = {name: str(one.get("default", "")) for name, one in action()["inputs"].items()} | inputs
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder,
        env=environment | _evaluated(step["env"], given),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    pairs = (line.partition("=") for line in outputs.read_text("utf-8").splitlines())
    return Ran(done.stdout, done.returncode, {name: value for name, _, value in pairs})


def _evaluated(variables: Mapping[str, str], inputs: Mapping[str, str]) -> dict[str, str]:
    """Variables of a step, whose expressions are one input, or the folder of the action."""
    values = {}
    for name, written in variables.items():
        match = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+)( \|\| github\.action_path)? \}\}", written)
        assert match, written
        values[name] = inputs[match[1]] or (str(ROOT) if match[2] else "")
    return values
