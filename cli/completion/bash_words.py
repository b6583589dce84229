"""A bash command line in words: bash itself hands them over cut apart at colons."""

from __future__ import annotations

import re

from crisis.timeline.base.namedtuple import NamedTuple

_ENDS = "|;&\n"
_ESCAPED = '"\\$`'
_SPECIAL = re.compile(r"([^\w@%+=:,./-])")
_IN_DOUBLE = re.compile(r'(["\\$`])|!')


class Typed(NamedTuple):
    """The words of a command without their quotes; the last one is being typed, maybe empty.

    ``quote`` is the quote that is still open in it. Readline replaces all of it but the first
    ``kept`` characters.
    """

    words: list[str]
    quote: str
    kept: int


def split(line: str, breaks: str) -> Typed:
    """Read a line up to the cursor. ``breaks`` is COMP_WORDBREAKS."""
    words: list[str] = []
    word = ""
    begun = False
    quote = ""
    kept = 0
    chars = iter(line)
    for char in chars:
        if quote:
            if char == quote:
                quote = ""
            elif char == "\\" and quote == '"':
                after = next(chars, "")
                word += after if after in _ESCAPED else char + after
            else:
                word += char
            continue
        if char.isspace() or char in _ENDS:
            words = [] if char in _ENDS else [*words, word] if begun else words
            word, begun, kept = "", False, 0
            continue
        begun = True
        if char in "'\"":
            quote, kept = char, len(word)
        elif char == "\\":
            word += next(chars, "")
        else:
            word += char
            if char in breaks:
                kept = len(word)
    return Typed([*words, word], quote, kept)


def quoted(text: str, quote: str) -> str:
    """A text so that bash reads it as one word, as it is, behind an open quote if there is one.

    In double quotes bash expands its history at ``!``, which no backslash prevents there: the
    quotes are closed around it.
    """
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote == '"':
        return _IN_DOUBLE.sub(lambda match: rf"\{match[1]}" if match[1] else '"\\!"', text)
    return _SPECIAL.sub(r"\\\1", text)
