"""Where the indexes of a user are kept."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def folder(environ: Mapping[str, str], no_cache: bool = False) -> str | None:
    """Where indexes are; None where none are wanted, or there is no place for them.

    ``no_cache`` and CRISIS_NO_CACHE (not empty) keep none. XDG_CACHE_HOME if it is an absolute
    path, else what the system has for a user's caches.
    """
    if no_cache or environ.get("CRISIS_NO_CACHE"):
        return None
    base = environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = _own(environ)
    return os.path.join(base, "crisis") if os.path.isabs(base) else None


def _own(environ: Mapping[str, str]) -> str:
    """The system's folder for caches of a user; "" or something relative where there is none."""
    if sys.platform == "win32":
        return environ.get("LOCALAPPDATA", "")
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches")
    return os.path.join(home, ".cache")
