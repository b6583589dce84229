"""PyYAML without the patterns of its own reader, which libyaml never asks.

They are compiled when PyYAML is imported, which takes as long as reading a small file does.
"""

from __future__ import annotations

import re
from typing import Any


def import_yaml() -> None:
    """Import PyYAML; each of its patterns is compiled when it is first asked.

    Only for a program of one thread: meanwhile all patterns are of this kind.
    """
    import base64  # noqa: F401 - what PyYAML imports beside itself
    import datetime  # noqa: F401

    compiled = re.compile
    re.compile = _Pattern  # type: ignore[assignment]
    try:
        import yaml  # noqa: F401
    finally:
        re.compile = compiled


class _Pattern:
    """A pattern that is not compiled yet."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(re.compile(*self._pattern), name)
