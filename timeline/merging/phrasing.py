"""Phrases in other words that may say the same in another file: with their day, zone, calendar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

_REFERENCE = re.compile(r"@([^\W\d_][\w-]*)((?:\.(?:start|end)\b)?)")
_JOINTS = re.compile(r"(\s+or\s+|\s*\.\.\s*)")
_CLOCKS = re.compile(
    r"(?:~ ?)?\b(?:\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?"
    r"|(?:early |mid-?|late )?(?:noon|midnight|morning|afternoon|evening|night))",
    re.IGNORECASE,
)
"""What may need the day of a header in a phrase: a clock, or a part of the day."""
_OPEN = ("unknown", "undated")


class Around(NamedTuple):
    """What a file says for its phrases, and another one may not.

    ``day`` is the day header of the phrase as the other file writes days, empty where there is
    none or it is several, ``days`` the same or several. ``zones`` are short forms that mean another
    zone there, ``zero`` is the event that T+ counts from, if it counts from another one there.
    """

    day: str = ""
    days: str = ""
    zone: str = ""
    julian: bool = False
    zones: Mapping[str, str] = {}
    zero: str = ""


def with_ids(text: str, names: Mapping[str, str], lasting: Collection[str] = ()) -> str:
    """A phrase with the events that it names under other ids.

    Of those that are ``lasting`` there, and of which it names neither start nor end, the start is
    meant.
    """

    def named(found: re.Match[str]) -> str:
        name = names.get(found[1], found[1])
        end = ".start" if name in lasting and not found[2] else found[2]
        return f"@{name}{end}"

    return _REFERENCE.sub(named, text)


def ways(phrases: Mapping[str, str], around: Around) -> Iterator[dict[str, str]]:
    """The phrases of a claim in all words that are tried, those as written first."""
    plain = dict(phrases)
    yield plain
    for short, zone in around.zones.items():
        plain = {key: re.sub(rf"\b{re.escape(short)}\b", zone, text) for key, text in plain.items()}
    if around.zones:
        yield plain
    if around.zero:
        counted = {key: _counted(text, around.zero) for key, text in plain.items()}
        if counted != plain:
            yield counted
    if plain.get("is") in _OPEN and around.days:
        for tail in _tails(around):
            yield {"is": f"{around.days}{tail}"}
        return
    for head in [f"{around.day} ", ""] if around.day else [""]:
        for tail in _tails(around):
            if not head and not tail:
                continue
            yield from _changed(plain, head, tail)


def _tails(around: Around) -> Iterator[str]:
    yield ""
    if around.julian:
        yield " OS"
    if around.zone:
        yield f" {around.zone}"
        if around.julian:
            yield f" OS {around.zone}"


def _changed(phrases: Mapping[str, str], head: str, tail: str) -> Iterator[dict[str, str]]:
    def whole(text: str) -> str:
        return f"{head}{text}{tail}"

    changes: list[Callable[[str], str]] = [whole]
    if any(_JOINTS.search(text) for text in phrases.values()):
        changes.append(lambda text: _each(text, whole))
    if any(_CLOCKS.search(text) for text in phrases.values()):
        changes.append(lambda text: _CLOCKS.sub(lambda found: whole(found[0]), text, count=1))
        changes.append(lambda text: _CLOCKS.sub(lambda found: whole(found[0]), text))
    for change in changes:
        for keys in (("is", "from"), ("is", "from", "to")):
            if keys[-1] == "to" and "to" not in phrases:
                continue
            yield {key: change(text) if key in keys else text for key, text in phrases.items()}


def _each(text: str, change: Callable[[str], str]) -> str:
    """A phrase with each of its ends and alternatives changed."""
    parts = _JOINTS.split(text)
    return "".join(
        change(part) if number % 2 == 0 and part.strip() else part
        for number, part in enumerate(parts)
    )


def _counted(text: str, zero: str) -> str:
    """``T+10m`` as a distance from an event."""
    found = re.fullmatch(r"T([+-])(.+)", text.strip())
    if found is None:
        return text
    return f"{found[2]} {'after' if found[1] == '+' else 'before'} @{zero}"
