"""Text of the data in Markdown: shown by GitHub and other renderers, never obeyed by them.

CommonMark 0.31 with GitHub's tables, footnotes and autolinks. What GitHub makes of a text after
Markdown is done (``@name``, ``#12``, ``GH-12``, ``:sign:``, the hash of a commit) no backslash
stops; there a space of no width stands behind the sign, and in a hash behind every six digits.
"""

from __future__ import annotations

import re

from crisis.timeline.base.escape import one_line

_ACTIVE = re.compile(
    r"(?<![0-9A-Za-z_])(?:[0-9a-f]{7,40}(?![0-9A-Za-z_])|(?:GH|GHSA|CVE)-(?=[0-9A-Za-z]))"
    r"|[\\`*\[~|<>&$#]|(?<![^\W_])_|_(?![^\W_])|@(?=\w)|:(?=//)|:(?=[\w+-]{1,60}:)|(?<=www)\.",
    re.IGNORECASE,
)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "$": "&#36;"}
_NOTHING = "&#8203;"  # the space of no width, written so that it can be seen
_SHORT = 6
"""So many digits are not yet the hash of a commit."""
_SIGN = re.compile(r"[\w+-]*[^\W0-9][\w+-]*:|[+-]1:|100:|1234:")
_BLOCK = re.compile(r"([0-9]{0,9})([-+=.):])")
_LINK = re.compile(r"https?://[^\s<>\"'`\\|]+\Z", re.IGNORECASE)


def shown(text: str) -> str:
    """A text on one line, every character of it as it is."""
    return _ACTIVE.sub(_still, one_line(text))


def block(text: str) -> str:
    """``shown`` where a block begins, so that the text becomes neither a list nor a rule."""
    return begun(shown(text))


def begun(text: str) -> str:
    """Markdown that begins a block, so that a text at its beginning becomes no list and no rule."""
    return _BLOCK.sub(r"\1\\\2", text, count=1) if _BLOCK.match(text) else text


def link(address: str) -> str:
    """An address to follow, http and https alone; any other is shown as a text."""
    if _LINK.match(address) and one_line(address) == address:
        return f"<{address}>"
    return shown(address)


def row(cells: list[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |\n"


def header(cells: list[str]) -> str:
    """The first row of a table, and the line under it."""
    return row(cells) + "|" + "---|" * len(cells) + "\n"


def _still(match: re.Match[str]) -> str:
    sign, text, end = match[0], match.string, match.end()
    if sign in _ENTITIES:
        return _ENTITIES[sign]
    if len(sign) > 1:
        parts = [sign[at : at + _SHORT] for at in range(0, len(sign), _SHORT)]
        return _NOTHING.join(parts) if sign[-1] != "-" else f"{sign}{_NOTHING}"
    if sign == "@":
        return f"@{_NOTHING}"
    if sign == "#" and text[end : end + 1].isdigit():
        return f"\\#{_NOTHING}"
    if sign == ":" and text[end : end + 1] == "/":
        return ":\\"
    if sign == ":":
        return f":{_NOTHING}" if _SIGN.match(text, end) else ":"
    return f"\\{sign}"
