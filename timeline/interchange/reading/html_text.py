"""HTML in texts of other programs as plain text: a line for each block, no elements, no escapes."""

from __future__ import annotations

import re

from crisis.timeline.base.html_escapes import unescape

__all__ = ["plain", "unescape"]

_BREAK = re.compile(r"<\s*(?:br|/?(?:p|div|li|ul|ol|h[1-6]|blockquote|tr))\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b|<!--", re.IGNORECASE)
_ENDS = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "": re.compile("-->"),
}
_ELEMENT = re.compile(r"</?[A-Za-z][^<>]*>")


def plain(text: str) -> str:
    """A text of HTML without its elements; what is no element stays as it stands."""
    if "<" in text:
        text = _ELEMENT.sub("", _BREAK.sub("\n", _shown(text)))
    if "&" in text:
        text = unescape(text)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _shown(text: str) -> str:
    """A text without scripts, styles and comments; each end is sought once."""
    parts = []
    at = 0
    endless: set[str] = set()
    while found := _HIDDEN.search(text, at):
        kind = (found[1] or "").lower()
        end = None if kind in endless else _ENDS[kind].search(text, found.end())
        if end is None:
            endless.add(kind)
            parts.append(text[at : found.end()])
            at = found.end()
        else:
            parts.append(text[at : found.start()])
            at = end.end()
    return "".join([*parts, text[at:]])
