"""Phrases of sources with what they mean (tests/data/corpus.yaml), and what becomes of each.

A hint is followed as somebody does who knows nothing of the language: what it says to write is put
in the place of the phrase, or of the part of it that is marked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from crisis.timeline.phrases.tokens import PhraseError

from .timelines import by_id, data, flow, read, walls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

CORPUS: dict[str, dict[str, Any]] = data("corpus.yaml")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$").match
_DELIMITERS = re.compile(
    r"\bwrite\b|; (?=an? )|, or |\bor\b|: |, as in|, which|,? such as | instead|\(|\)|`"
)
Times = list[str | None]


class Row(NamedTuple):
    """A phrase of a kind of source, and the times that it may mean; refused where it must be."""

    kind: str
    phrase: str
    refused: bool
    meant: list[Times]


def rows() -> Iterator[Row]:
    """All phrases."""
    for kind, group in CORPUS.items():
        day = group.get("day", "")
        for phrase, *rest in group["phrases"]:
            refused = rest[0] == "refused"
            times = rest[1:] if refused else [rest]
            yield Row(kind, phrase, refused, [_times(time, day) for time in times])


def _times(written: list[str], day: str) -> Times:
    return [_time(end, day, bool(place % 2)) for place, end in enumerate(written)]


def _time(text: str, day: str, late: bool) -> str | None:
    if text == "-":
        return None
    if _DAY(text):
        return f"{text}T23:59:59" if late else f"{text}T00:00:00"
    date, _, clock = text.rpartition(" ")
    if clock.count(":") == 1:
        clock += ":59" if late else ":00"
    return f"{date or day}T{clock}"


class Reading(NamedTuple):
    """What the program makes of a phrase: its times, or the problem that it has with it."""

    times: Times
    problem: Problem | None
    error: PhraseError | None


def understood(kind: str, phrase: str) -> Reading:
    """A phrase as it is read in its kind of source."""
    group = CORPUS[kind]
    top = {key: group[key] for key in ("zone", "zero") if key in group}
    lines = [f"timeline: {flow(top)}", "events:", f"  {group.get('day', 'undated')}:"]
    lines += [
        "    - " + flow({"id": name, "title": "t", "when": when})
        for name, when in group.get("events", {}).items()
    ]
    lines.append("    - " + flow({"id": "e", "title": "t", "when": phrase}))
    timeline = read("\n".join(lines))
    event = by_id(timeline)["e"]
    severe = [problem for problem in timeline.problems if problem.severity == "error"]
    if severe:
        return Reading([], severe[0], None)
    if timeline.conflicts:
        return Reading([], None, PhraseError("a conflict", 0))
    times = [*(walls(event.start, group["zone"]) or []), *(walls(event.end, group["zone"]) or [])]
    return Reading(times, None, None)


def followed(row: Row, problem: Problem) -> list[tuple[str, Times]]:
    """What the phrases that a hint tells to write come to, where they are read."""
    if any(words in problem.hint for words in ("not understood", "two times", "names no time")):
        return []  # it leaves out what somebody wrote
    group = CORPUS[row.kind]
    ref = "@" + next(iter(group.get("events", {"x": ""})))
    found = []
    parts = [part.strip(" ,") for part in _DELIMITERS.split(problem.hint.replace("@id", ref))]
    for part in dict.fromkeys(filter(None, parts)):
        reading = understood(row.kind, part)
        if reading.problem is None and reading.error is None:
            found.append((part, reading.times))
    return found
