"""Print the oldest versions that pyproject.toml allows, as requirements: ``rich==13.7``."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

_BOUND = re.compile(r"\s*([\w.-]+)[^;]*?>=\s*([\w.]+)")


def oldest(project: dict[str, list[str]]) -> list[str]:
    """The lower bound of each dependency that has one, pinned."""
    found = (_BOUND.match(line) for line in project["dependencies"])
    return [f"{match[1]}=={match[2]}" for match in found if match]


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[1]
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    sys.stdout.write("\n".join(oldest(settings["project"])) + "\n")
