"""The text of a page of HTML, a line for each block, in time that grows with the page.

Python's own reader takes the square of it where tags or comments have no end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.html_escapes import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = r"<!--(?>.*?-->)"
is_html = re.compile(rf"\s*+(?:{_COMMENT}\s*+)*+<(?:!doctype html|html)\b", re.I | re.S).match
"""Whether a text begins as a page of HTML does."""

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre section "
    "summary table tbody td tfoot th thead title tr ul".split()
)
_UNSEEN = frozenset(("script", "style", "template", "noscript"))
_RAW = frozenset(("script", "style"))
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
_OPENED = re.compile(r"<(?:!--|[/!?]|(?=[a-zA-Z]))")
_ATTRIBUTES = re.compile(r"""(?>[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])))*+>""")


def html_lines(text: str) -> Iterator[tuple[str, str]]:
    """The lines of a page with the line of the file where each begins, without what is not seen."""
    parts: list[str] = []
    began = line = counted = 0
    unseen = ""
    for start, stop, tag, closes in _pieces(text):
        if not tag:
            piece = "" if unseen else unescape(text[start:stop])
            if not began and piece.strip():
                shown = start + len(text[start:stop]) - len(text[start:stop].lstrip())
                line += text.count("\n", counted, shown)
                counted, began = shown, line + 1
            parts.append(piece)
            continue
        if closes and tag == unseen:
            unseen = ""
        elif not closes and tag in _UNSEEN and not unseen:
            unseen = tag
        if tag in _BLOCKS and parts:
            if words := " ".join("".join(parts).split()):
                yield words, f"line {began}"
            parts, began = [], 0
    if words := " ".join("".join(parts).split()):
        yield words, f"line {began}"


def _pieces(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """The texts of a page, each from where to where, and its tags, which close or do not.

    What begins like a tag or a comment and has no end is text. No end is sought twice.
    """
    at = begun = 0
    endless: set[str] = set()
    while found := _OPENED.search(text, at):
        begin = found.start()
        tag = _TAG.match(text, begin)
        end = _end(text, begin, tag, endless)
        if end is None:
            at = found.end() if found.end() > begin + 1 else begin + 1
            continue
        if begun < begin:
            yield begun, begin, "", False
        at = begun = end
        if tag is None:
            continue
        name = tag[2].lower()
        yield begin, end, name, bool(tag[1])
        if name in _RAW and not tag[1]:
            close = re.compile(rf"</{name}(?=[\s/>])", re.I).search(text, end)
            at = begun = close.start() if close else len(text)
    if begun < len(text):
        yield begun, len(text), "", False


def _end(text: str, begin: int, tag: re.Match[str] | None, endless: set[str]) -> int | None:
    """Where a tag or a comment ends; None where it does not."""
    if tag is not None and "quoted" not in endless:
        if whole := _ATTRIBUTES.match(text, tag.end()):
            return whole.end()
        endless.add("quoted")  # a quotation mark without its other half: any > ends a tag
    mark = "-->" if text.startswith("<!--", begin) else ">"
    if mark in endless:
        return None
    end = text.find(mark, begin + 2)
    if end < 0:
        endless.add(mark)
        return None
    return end + len(mark)
