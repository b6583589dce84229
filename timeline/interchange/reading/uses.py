"""Which keys of an event the fields of a record go into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .paths import steps_of
from .rules import Value

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from .rules import Claim, Rules


def uses(rules: Rules) -> dict[str, list[str]]:
    """For each path that rules look at, what they make of it."""
    found: dict[str, list[str]] = {}
    for key, value in _values(rules):
        for path in value.paths:
            keys = found.setdefault(path, [])
            if key not in keys:
                keys.append(key)
    return found


def paths_of(rules: Rules) -> list[str]:
    """All paths that rules look at."""
    own = (path for _, taken in rules.own for value in taken for path in value.paths)
    return [*dict.fromkeys([*uses(rules), *own])]


def columns_at(path: str, columns: Container[str]) -> list[str]:
    """Those of some columns that a path may lead into."""
    steps = steps_of(path)
    first = str(steps[0][0]) if steps else path
    return [name for name in dict.fromkeys((path, first)) if name in columns]


def _values(rules: Rules) -> Iterator[tuple[str, Value]]:
    for claim in rules.when:
        yield from _of_claim(claim)
    named = (
        ("title", rules.title),
        ("id", rules.id),
        ("part_of", rules.part_of),
        ("prefer", rules.prefer),
        *rules.texts,
    )
    yield from ((key, value) for key, value in named if value is not None)
    for key, values in (
        ("actors", rules.actors),
        ("tags", rules.tags),
        ("source", rules.source),
        ("sources", rules.sources),
        ("caused_by", rules.caused_by),
        *rules.own,
    ):
        yield from ((key, value) for value in values)
    for skip in rules.skip:
        yield from (("skip", value) for value, _ in skip.tests)


def _of_claim(claim: Claim) -> Iterator[tuple[str, Value]]:
    if claim.each is not None:
        yield "when", claim.each
        return
    times = (("when", claim.time), ("when from", claim.start), ("when to", claim.end))
    for key, time in times:
        if time is not None:
            yield key, time.value
            if time.latest is not None:
                yield key, time.latest
            if isinstance(time.zone, Value):
                yield "zone", time.zone
            if time.under is not None:
                yield "day", time.under
    if claim.length is not None:
        yield "when for", claim.length.value
    if claim.source is not None:
        yield "source", claim.source
    yield from claim.texts
