"""Where everything is: what ``make bench`` makes stands in build/bench/."""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "build" / "bench"
_MADE_BY = sorted(
    Path(__file__).with_name(name)
    for name in ("events.py", "files.py", "shapes.py", "table_rows.py")
)
_MADE_BY_SUM = zlib.crc32(b"".join(path.read_bytes() for path in _MADE_BY))
DATA = HERE / f"data-{_MADE_BY_SUM:08x}"
"""Files that another version made are not used again."""

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
