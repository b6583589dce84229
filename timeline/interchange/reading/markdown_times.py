"""The time that a line of a list begins with, and the text behind it."""

from __future__ import annotations

import re

from crisis.timeline.phrases.parser import read_phrase
from crisis.timeline.phrases.tokens import PhraseError
from crisis.timeline.phrases.widths import Widths

from .markdown_text import plain

_SEPARATOR = re.compile(
    r"(\s*[:\N{EM DASH}|]\s+|\s+[\N{EN DASH}\N{EM DASH}-]+\s+|\s*\N{EN DASH}\s+)"
)
_BOLD = re.compile(r"(\*\*|__)(.{1,100}?)\1\s*[:\N{EN DASH}\N{EM DASH}-]?\s*(.*)", re.DOTALL).match
_ZONES = re.compile(r"\b[A-Z]{1,5}\b")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|[ap]\.?m\b|noon", re.IGNORECASE).search
_BARE = re.compile(
    r"[*_~]*(\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?|\d{1,2}([./-])\d{1,2}\2\d{2,4})"
    r"(?=\s|[*_:]|\Z)",
    re.IGNORECASE,
).match
_LONGEST = 100  # characters of a time in a line
_WIDTHS = Widths()


def leading_time(text: str, day: str) -> tuple[str, str]:
    """The time in front of a line, and the rest of it; an empty time where there is none.

    The longest one is taken that the time language reads: in ``12:28 – 12:50 – text`` the range.
    ``day`` is that of the heading; without one, a time needs a date.
    """
    if (bold := _BOLD(text)) and reads(when := plain(bold[2]).rstrip(":").strip(), day) and bold[3]:
        return when, bold[3]
    found = ("", text)
    for match in _SEPARATOR.finditer(text[: _LONGEST + 10]):
        when = plain(text[: match.start()]).strip()
        rest = text[match.end() :].strip()
        last = re.split(r"\s[\N{EN DASH}\N{EM DASH}-]\s", when)[-1]
        if rest and (not found[0] or _CLOCK(last)) and reads(when, day):
            found = (when, rest)
    if not found[0] and (bare := _BARE(text)) and reads(bare[1], day):
        when, rest = parted(text)
        return (when, rest) if rest else found
    return found


def reads(when: str, day: str) -> bool:
    """Whether a text is a time of the time language, or a day."""
    if not when or len(when) > _LONGEST or "@" in when:
        return False
    if not day and not any(char.isdigit() for char in when):
        return False
    try:
        read_phrase(when, _WIDTHS, frozenset(_ZONES.findall(when)))
    except PhraseError:
        return False
    return True


def looks_like_time(text: str) -> bool:
    """Whether a line begins with what can only be meant as a time: 25:10, or 01/02/2023."""
    return _BARE(text) is not None


def parted(text: str) -> tuple[str, str]:
    """What looks like a time in front of a line, and the rest of it."""
    match = _BARE(text)
    return (match[1], text[match.end() :].lstrip(" *_:")) if match else ("", text)
