"""HTML in texts of other programs as plain text: a line for each block, no elements, no escapes."""

from __future__ import annotations

import re
from html import unescape

_BREAK = re.compile(r"<\s*(?:br|/?(?:p|div|li|ul|ol|h[1-6]|blockquote|tr))\b[^<>]*>", re.IGNORECASE)
_LEFT_OUT = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"</?[A-Za-z][^<>]*>")


def plain(text: str) -> str:
    """A text of HTML without its elements; what is no element stays as it stands."""
    if "<" in text:
        text = _LEFT_OUT.sub("", text)
        text = _ELEMENT.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = unescape(text)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
