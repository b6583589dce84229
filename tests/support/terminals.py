"""Commands in a real pseudo-terminal, and what a terminal makes of their output."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pexpect
import pyte

COMMAND = str(Path(sys.executable).parent / "crisis")
FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = Path(__file__).parents[1] / "cases" / "files"
ENV = {
    "PATH": os.defpath,
    "LC_ALL": "C.UTF-8",
    "TZ": "Pacific/Kiritimati",
    "TERM": "xterm-256color",
    "PAGER": "cat",
    "CRISIS_NO_CACHE": "1",
    "HOME": "/nonexistent",
}
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
TALL = 400


class Screen(pyte.Screen):
    """A screen that takes every mark which stands above or below a letter.

    pyte drops the rest of a text at marks that have no combining class, such as Thai vowels.
    """

    def draw(self, data: str) -> None:
        super().draw(bare(data))


def bare(text: str) -> str:
    """A text without marks that take no column."""
    apart = unicodedata.normalize("NFD", text)
    letters = (char for char in apart if unicodedata.category(char) not in ("Mn", "Me", "Cf"))
    return unicodedata.normalize("NFC", "".join(letters))  # or Hangul stays apart


class Seen(NamedTuple):
    """What a command wrote to its terminal, what the screen shows then, and its exit code."""

    written: str
    screen: pyte.Screen
    code: int

    @property
    def lines(self) -> list[str]:
        """The lines as they were written, without colours and marks above letters."""
        return bare(ESCAPE.sub("", self.written)).split("\n")[:-1]

    @property
    def shown(self) -> list[str]:
        """The lines of the screen, as far down as there are any."""
        text = [line.rstrip() for line in self.screen.display]
        while text and not text[-1]:
            text.pop()
        return text


def started(
    *arguments: str, columns: int = 80, lines: int = TALL, **environment: str
) -> pexpect.spawn[bytes]:
    """A command in a terminal of its own; all three streams are the terminal."""
    return pexpect.spawn(
        COMMAND,
        list(arguments),
        dimensions=(lines, columns),
        env=ENV | environment,
        timeout=30,
        echo=False,
    )


def finished(
    process: pexpect.spawn[bytes], columns: int = 80, lines: int = TALL, before: bytes = b""
) -> Seen:
    """What has come when the command ends; ``before`` was read already."""
    process.expect(pexpect.EOF)
    written = before + (process.before or b"")
    process.close()
    screen = Screen(columns, lines)
    pyte.ByteStream(screen).feed(written)
    code = process.exitstatus if process.exitstatus is not None else -(process.signalstatus or 0)
    return Seen(written.decode("utf-8", "replace").replace("\r\n", "\n"), screen, code)


def seen(*arguments: str, columns: int = 80, lines: int = TALL, **environment: str) -> Seen:
    """A command from beginning to end."""
    process = started(*arguments, columns=columns, lines=lines, **environment)
    return finished(process, columns, lines)
