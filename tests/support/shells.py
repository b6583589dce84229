"""An interactive shell in a terminal of its own, that knows how to complete."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

COMMAND = Path(sys.executable).parent / "crisis"
LIMIT = 30
ZSH = "source <(crisis completion zsh); PS1='$ '"
PROMPT = "function fish_prompt; echo -n '$ '; end"
START = {
    "bash": (["--norc", "--noprofile", "-i"], "source <(crisis completion bash); PS1='$ '"),
    "zsh": (
        ["-f", "-i"],
        "unsetopt PROMPT_SP; autoload -Uz compinit; compinit -u -D; " + ZSH,
    ),
    "fish": (
        ["--no-config", "-i"],
        "set -g fish_autosuggestion_enabled 0; crisis completion fish | source; " + PROMPT,
    ),
}
SHELLS = ["bash", *(pytest.param(name, marks=pytest.mark.long) for name in ("zsh", "fish"))]


class Shell:
    """A shell that knows how to complete, and what its screen shows."""

    def __init__(self, name: str, folder: Path, start: str = "", first: str = "") -> None:
        arguments, script = START[name]
        self.name = name
        self.screen = pyte.Screen(120, 60)
        self.stream = pyte.Stream(self.screen)
        path = f"{first or COMMAND.parent}:{os.environ.get('PATH', os.defpath)}"
        env = {"PATH": path, "LC_ALL": "C.UTF-8", "TERM": "xterm", "HOME": str(folder)}
        self.process = pexpect.spawn(
            name, arguments, env=env, cwd=folder, dimensions=(60, 120), encoding="utf-8"
        )
        self.process.delaybeforesend = None
        self.wait_for(r"[$%>#]\Z")
        self.run(f"{start or script}; echo rea''dy", "ready")

    def run(self, line: str, expected: str = "") -> str:
        """Carry out a line and clear the screen."""
        self.process.send(f"{line}\r")
        found = self.wait_for(rf"^{expected}[\s\S]*^\$ *\Z" if expected else r"^\$ *\Z")
        self.clear()
        return found

    def complete(self, typed: str, expected: str) -> str:
        """The screen after a line and the tab key, when it shows a pattern; a new line then."""
        self.process.send(f"{typed}\t")
        found = self.wait_for(expected)
        self.clear()
        return found

    def clear(self) -> None:
        """Give up the line that is there; an empty one at the top."""
        self.process.send("\x03")
        self.wait_for(r"^\$ *\Z")
        self.process.send("\x0c")
        self.wait_for(r"\A\$ *\Z")

    def wait_for(self, pattern: str, seconds: float = LIMIT) -> str:
        """The screen when it shows a pattern and rests; as it is when the time is over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.stream.feed(self.process.read_nonblocking(65536, 0.06))
            except pexpect.TIMEOUT:
                if re.search(pattern, self.text(), re.MULTILINE):
                    break
            except pexpect.EOF:
                break
        return self.text()

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display).strip()
