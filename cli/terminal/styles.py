"""Styles of text, which every message and view takes from here, and where there are any."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CODES = {
    "bold": "1", "dim": "2", "magenta": "1;35", "dim magenta": "2;35",
    "red": "31", "green": "32", "cyan": "36", "red blanks": "41", "": "",
}  # fmt: skip

_asked = ["auto"]
"""What ``--color`` says, for messages too: these are written by whoever has something to say."""


def painted(text: str, style: str, colored: bool) -> str:
    """A text in a style; as it is without colour."""
    code = CODES[style] if colored and text else ""
    return f"\x1b[{code}m{text}\x1b[0m" if code else text


def colored(asked: str, terminal: bool, env: Mapping[str, str]) -> bool:
    """The flag, NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, TERM=dumb, then the terminal."""
    if asked != "auto":
        return asked == "always"
    if env.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if value := env.get(name):
            return value != "0"
    return terminal and env.get("TERM") != "dumb"


def ask(color: str) -> None:
    """Have messages follow ``--color``."""
    _asked[0] = color


def messages_colored() -> bool:
    """Whether messages have styles: on a terminal alone, whatever the answer is written to."""
    if sys.stderr is None or not sys.stderr.isatty():
        return False
    return colored(_asked[0], True, os.environ)
