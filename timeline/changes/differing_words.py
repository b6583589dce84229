"""What became of an event, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .difference import Changed, Difference, Shift, Turned

SHIFTS: dict[Shift, str] = {
    "sharper": "time sharper",
    "wider": "time wider",
    "moved": "time moved",
}


def became(change: Changed) -> Iterator[str]:
    """What became of an event: ``edited title, when``, ``time wider``, ``dispute begun``."""
    if change.keys:
        yield f"edited {', '.join(key.key.replace('_', ' ') for key in change.keys)}"
    if change.start and change.end in ("", change.start):
        yield SHIFTS[change.start]
    elif change.start:
        yield f"start {change.start}"
    if change.end and change.end != change.start:
        yield f"end {change.end}"
    if change.dispute:
        yield f"dispute {change.dispute}"
    if change.conflict:
        yield f"conflict {change.conflict}"


def turned_round(pair: Turned) -> str:
    """Which of two events stood first, and which does now."""
    before = "" if pair.before else " perhaps"
    after = "" if pair.after else " perhaps"
    first, second = pair.first, pair.second
    return f"{first} was{before} before {second}, and is{after} behind it"


def counted(difference: Difference) -> str:
    """How much of each kind there is: ``1 removed, 2 moved``; empty where nothing is."""
    edited = sum(1 for change in difference.changed if change.keys)
    moved = sum(1 for change in difference.changed if change.moved)
    other = sum(1 for change in difference.changed if not change.keys and not change.moved)
    entries = len(difference.entries)
    parts = (
        (len(difference.added), "added"),
        (len(difference.removed), "removed"),
        (edited, "edited"),
        (moved, "moved"),
        (other, "changed otherwise"),
        (entries, f"actor{'s' if entries > 1 else ''} or source{'s' if entries > 1 else ''}"),
    )
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)
