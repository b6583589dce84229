"""Who belongs to whom, directly or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .records import Actor


def organisations(actor: str, actors: Mapping[str, Actor]) -> set[str]:
    """An actor and all that it belongs to, directly or not."""
    names: set[str] = set()
    waiting = [actor]
    while waiting:
        name = waiting.pop()
        if name not in names and name in actors:
            names.add(name)
            waiting.extend(actors[name].member_of)
    return names


def members(actors: Iterable[Actor], organisation: str) -> set[str]:
    """An actor and all that belong to it, directly or not."""
    below: dict[str, list[str]] = {}
    for actor in actors:
        for above in actor.member_of:
            below.setdefault(above, []).append(actor.id)
    names: set[str] = set()
    waiting = [organisation]
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting.extend(below.get(name, ()))
    return names
