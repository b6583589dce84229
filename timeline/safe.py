"""Text from files is shown, never obeyed: control codes become visible."""

from __future__ import annotations

import re

# C0, DEL, C1, line and paragraph separators, and the marks that turn the direction of text.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile(r"[\r\n]+")


def one_line(text: str) -> str:
    """A text on one line, every control code as a visible escape such as ``\\x1b``."""
    if text.isascii() and text.isprintable():
        return text
    first, *others = _BREAK.split(text.strip())
    parts = [first.rstrip(" \t"), *(part.lstrip().rstrip(" \t") for part in others)]
    return _HIDDEN.sub(_escape, " ".join(filter(None, parts)))


def lines(text: str) -> list[str]:
    """A text in its own lines, every other control code as a visible escape."""
    return [one_line(line) for line in text.strip().splitlines()]


def in_its_lines(text: str) -> str:
    """A text with its own line breaks, every other control code as a visible escape."""
    if text.isascii() and text.isprintable():
        return text
    return "\n".join(_HIDDEN.sub(_escape, line) for line in text.split("\n"))


def writable(text: str) -> str:
    """A text as it is, but for halves of surrogate pairs, which no encoding of Unicode can hold."""
    return text if text.isascii() else _SURROGATE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
