"""Folding of what writers and printers set as they like: dashes, quotation marks, white space.

Letters stay: another case, another spelling and another accent are other words. The Web Annotation
Data Model of the W3C (4.2.4, TextQuoteSelector) compares a quote after normalisation; here that is
Unicode's NFKC, which takes ligatures apart, and the marks below.
"""

from __future__ import annotations

from unicodedata import normalize

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u0060\u00b4\u2039\u203a"
_DOUBLE = '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u301d\u301e\uff02'
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TABLE = {
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DOUBLE), "'"),  # which of both is inner is a matter of the house
    **dict.fromkeys(map(ord, _NOTHING), None),
    **dict.fromkeys(range(0x20), " "),
    0x2026: "...",
}


def folded(text: str) -> str:
    """A text with one kind of each mark, without what cannot be seen; its blanks are kept."""
    if text.isascii() and text.isprintable():
        return text.replace("`", "'").replace('"', "'")
    return normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)
