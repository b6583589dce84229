"""Where everything is: what ``make bench`` makes stands in build/bench/."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "build" / "bench"
DATA = HERE / "data"
PEERS = HERE / "peers"
"""Where peers may be installed that are not on the path."""

RESULTS = HERE / "results"
OUTPUT = HERE / "output"
CACHE = HERE / "cache"
PAGE = ROOT / "docs" / "performance.md"
CRISIS = Path(sys.executable).with_name("crisis")


def environment(**more: str) -> dict[str, str]:
    """The same surroundings for all: no settings of whoever measures, an index of its own."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(HERE / "home"),
        "XDG_CACHE_HOME": str(CACHE),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        **more,
    }
