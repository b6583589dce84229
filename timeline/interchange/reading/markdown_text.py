"""Inline Markdown as plain text: without marks for bold, italics and code; links by their texts."""

from __future__ import annotations

import re

_LONGEST = 20_000  # characters of a line in which marks are sought
_LINK = re.compile(r"!?\[([^\[\]]{0,1000})\]\(<?([^\s()<>]{1,2000})>?(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,2000}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"(`+)(.{1,2000}?)\1(?!`)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_WEB = re.compile(r"<(https?://[^\s<>]+)>|(https?://[^\s<>()\[\]]+)")


def plain(text: str) -> str:
    """A line as it is shown; as it is written where it is very long."""
    if len(text) > _LONGEST:
        return text
    text = _LINK.sub(lambda match: match[1] or match[2], text)
    for mark in (_STRONG, _EMPHASIS, _CODE):
        text = mark.sub(r"\2", text)
    text = _WEB.sub(lambda match: match[1] or match[2], text)
    return _ESCAPED.sub(r"\1", text).strip()


def links(text: str) -> list[str]:
    """The addresses of the links of a line, those with http and https; none of a very long one."""
    if len(text) > _LONGEST:
        return []
    found = [match[2] for match in _LINK.finditer(text)]
    rest = _LINK.sub(" ", text)
    found += [(match[1] or match[2]).rstrip(".,;:!?") for match in _WEB.finditer(rest)]
    return [address for address in found if address.startswith(("http://", "https://"))]
