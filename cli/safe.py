"""Text from files is shown, never obeyed: control codes become visible."""

from __future__ import annotations

import re

# C0, DEL, C1, line and paragraph separators, and the marks that turn the direction of text.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_BREAKS = re.compile(r"[ \t]*[\r\n]\s*")


def one_line(text: str) -> str:
    """A text on one line, every control code as a visible escape such as ``\\x1b``."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(_escape, _BREAKS.sub(" ", text.strip()))


def lines(text: str) -> list[str]:
    """A text in its own lines, every other control code as a visible escape."""
    return [one_line(line) for line in text.strip().splitlines()]


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
