"""The signs that entities of HTML stand for, whatever number they name."""

from __future__ import annotations

import html
import re

_ZEROS = re.compile(r"&#0+(?=\d)", re.ASCII)
_TOO_LARGE = re.compile(r"&#\d{8,};?", re.ASCII)  # numbers of no sign; Python reads no long ones


def unescape(text: str) -> str:
    """A text with the signs that its entities stand for."""
    return html.unescape(_TOO_LARGE.sub("\N{REPLACEMENT CHARACTER}", _ZEROS.sub("&#", text)))
