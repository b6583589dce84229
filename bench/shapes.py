"""Files in which everything hangs together, in the shapes that are hard to resolve."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from .files import name

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = (
    "chain",
    "after",
    "star",
    "contradictions",
    "one contradicted",
    "circle",
    "accounts",
)


def shape_file(folder: Path, shape: str, count: int) -> Path:
    """The file of a shape with so many events, in no order; it is made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{shape.replace(' ', '-')}-{name(count)}.yaml"
    if not path.exists():
        order = list(range(count))
        random.Random(3).shuffle(order)
        lines = ["timeline: {zone: UTC}", "sources: {a: A, b: B}", "events:"]
        lines.extend(f"  - {{id: e{n}, title: t, when: {_when(shape, n, count)}}}" for n in order)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _when(shape: str, number: int, count: int) -> str:
    first = "2023-01-01 10:00"
    if shape == "circle":
        return f"day after @e{(number - 1) % count}"
    if shape == "contradictions":
        return first if number % 2 == 0 else f"2023-01-01 09:00; after @e{number - 1}"
    if shape == "accounts" and number % 2:  # two events that wait for each other, many times
        late = f"moments after @e{number - 1}"
        return f"[{{is: ~2023-01-01 09:00, source: a}}, {{is: {late}, source: b}}]"
    if shape == "accounts":
        return f"2023-01-01; before @e{number + 1}"
    if number == 0:
        return first
    return {
        "chain": f"1m after @e{number - 1}",
        "after": f"after @e{number - 1}; 2023-01-01..2023-12-31",
        "star": "1m after @e0",
        "one contradicted": "2023-01-01 09:00; after @e0",
    }[shape]
