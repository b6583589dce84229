"""Text from files is shown, never obeyed: what cannot be seen becomes a visible escape.

That is control codes, line and paragraph separators, the marks that turn the direction of text,
and all that Unicode has no shape for (soft hyphens, spaces of no width, fillers, tags, invisible
operators): a text that looks like another would be taken for it. What shapes the letter before it
stays where Persian, the scripts of India, Mongolian, ideographs and emoji need it: one variation
selector or joiner (U+200C, U+200D) behind a visible sign that is not ASCII, or a selector behind a
sign that keycaps are made of.
"""

from __future__ import annotations

import re
from functools import cache

_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINERS = "\u200c\u200d"
# Worked out where a text first needs them: most have letters of ASCII alone.


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{_UNSEEN}{_SELECTORS}{_JOINERS}]")


@cache
def _shaping() -> re.Pattern[str]:
    return re.compile(
        f"(?<=[0-9#*]|[^\x00-\x7f{_UNSEEN}{_SELECTORS}{_JOINERS}\\s])[{_SELECTORS}]"
        f"|(?<=[^\x00-\x7f{_UNSEEN}{_JOINERS}\\s])[{_JOINERS}]"
    )


def one_line(text: str) -> str:
    """A text on one line, whatever cannot be seen as a visible escape such as ``\\x1b``."""
    if text.isascii() and text.isprintable():
        return text
    first, *others = re.split(r"[\r\n]+", text.strip())
    parts = [first.rstrip(" \t"), *(part.lstrip().rstrip(" \t") for part in others)]
    return _unseen().sub(_escape, " ".join(filter(None, parts)))


def lines(text: str) -> list[str]:
    """A text in its own lines, what else cannot be seen as a visible escape."""
    return [one_line(line) for line in text.strip().splitlines()]


def in_its_lines(text: str) -> str:
    """A text with its own line breaks, what else cannot be seen as a visible escape."""
    if text.isascii() and text.isprintable():
        return text
    return "\n".join(_unseen().sub(_escape, line) for line in text.split("\n"))


def writable(text: str) -> str:
    """A text as it is, but for halves of surrogate pairs, which no encoding of Unicode can hold."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", _escape, text)


def in_json(text: str) -> str:
    """A JSON document that means the same, with escapes for all that cannot be seen."""
    if text.isascii() and "\x7f" not in text:
        return text
    return "\n".join(_unseen().sub(_escape_in_json, line) for line in text.split("\n"))


def _escape(match: re.Match[str]) -> str:
    if _shaping().match(match.string, match.start()):
        return match[0]
    code = ord(match[0])
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _escape_in_json(match: re.Match[str]) -> str:
    if _shaping().match(match.string, match.start()):
        return match[0]
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
