"""The data of a page written small; data.js reads them back, number for number and text for text.

What is usual is left out, ids and texts that come again stand once, and moments stand once for all
clocks.
"""

from __future__ import annotations

from collections import Counter
from math import gcd
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_TEXTS = ("title", "text", "note", "quote", "place", "url")
_CLAIM_TEXTS = ("is", "from", "to", "for", "at", "via", "text", "url", "quote", "rejected")
_SHORT = 6
"""A text that is no longer than this takes no less as a number."""


def packed(document: dict[str, Any], view: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document of a page and its view; the lists that go by events are part of these."""
    names: dict[str, dict[str, int]] = {"actors": {}, "sources": {}, "tags": {}, "files": {}}
    texts = _shared(document["events"])
    beside = zip(view["languages"], view["named"], view["media"], strict=True)
    rows = [
        _row(event, about, names, texts)
        for event, about in zip(document["events"], beside, strict=True)
    ]
    small = {
        **document,
        "events": rows,
        "names": {kind: list(known) for kind, known in names.items()},
        "texts": list(texts),
    }
    shown = {name: view[name] for name in view if name not in ("languages", "named", "media")}
    moments = view["faces"][0]["moments"]
    shown["moments"] = _moments(moments)
    shown["faces"] = [_face(face, moments, document["events"]) for face in view["faces"]]
    return small, shown


def _shared(events: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The texts that come more than once, each with its number."""
    once: set[str] = set()
    again: dict[str, int] = {}
    for event in events:
        found = [event[name] for name in _TEXTS if name in event]
        for claim in event.get("when", ()):
            found += [claim[name] for name in _CLAIM_TEXTS if name in claim]
        for text in found:
            if not isinstance(text, str) or len(text) <= _SHORT:
                continue
            if text in once:
                again.setdefault(text, len(again))
            once.add(text)
    return again


def _row(
    event: dict[str, Any],
    about: Sequence[Any],
    names: dict[str, dict[str, int]],
    texts: dict[str, int],
) -> dict[str, Any]:
    def number(kind: str, name: str | None) -> int | None:
        known = names[kind]
        return None if name is None else known.setdefault(name, len(known))

    def text(value: Any) -> Any:
        return texts.get(value, value) if isinstance(value, str) else value

    languages, named, media = about
    origin = event["origin"]
    row = {name: value for name, value in event.items() if name != "origin"}
    row["line"] = origin["line"]
    if file := number("files", origin["file"]):
        row["file"] = file
    for name in _TEXTS:
        if name in row:
            row[name] = text(row[name])
    if "actors" in row:
        row["actors"] = [
            number("actors", part["id"]) if part["role"] is None
            else [number("actors", part["id"]), part["role"]]
            for part in row["actors"]
        ]  # fmt: skip
    for kind in ("sources", "tags"):
        if kind in row:
            row[kind] = [number(kind, name) for name in row[kind]]
    if "when" in row:
        claims = [
            {
                name: number("sources", value) if name == "source"
                else text(value) if name in _CLAIM_TEXTS else value
                for name, value in claim.items()
            }
            for claim in row["when"]
        ]  # fmt: skip
        alone = len(claims) == 1 and claims[0].keys() == {"is"}
        row["when"] = claims[0]["is"] if alone else claims
    if any(languages):
        row["languages"] = languages
    if named["time"] or named["apart"] or list(named["title"]) != event.get("sources", []):
        row["named"] = [
            [number("sources", source) for source in named["time"]],
            [number("sources", source) for source in named["title"]],
            [[number("sources", source), fate] for source, fate in named["apart"]],
        ]
    if media:
        row["shown"] = media
    return row


def _face(
    face: dict[str, Any], shared: Sequence[Any], events: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """A face with its readings by columns; of most of them only what is not usual."""
    readings = face["readings"]
    small = {name: face[name] for name in face if name not in ("readings", "moments")}
    leads = _leads(readings, len(face["groups"]))
    places = {stretch.key: number for number, stretch in enumerate(face["stretches"])}
    own = [places.get(group.key) for group in face["groups"]]
    says = any(text for reading in readings for text in reading.claims)
    small |= {
        "group": [reading.group for reading in readings],
        "when": [reading.when for reading in readings],
        "leads": leads,
        "says": says,
        "full": {
            number: reading.full
            for number, reading in enumerate(readings)
            if reading.full != leads[reading.group] + reading.when
        },
        "accounts": {
            number: reading.accounts for number, reading in enumerate(readings) if reading.accounts
        },
        "claims": {
            number: reading.claims
            for number, (reading, event) in enumerate(zip(readings, events, strict=True))
            if list(reading.claims)
            != [(says and claim.get("is")) or "" for claim in event.get("when", ())]
        },
        "spans": {
            number: reading.spans
            for number, reading in enumerate(readings)
            if reading.spans != ((own[reading.group],) * 4,)
        },
    }
    moments = face["moments"]
    if moments != shared:
        less = _less(moments, shared)
        small |= {"moments": _moments(moments)} if less is None else {"less": less}
    return small


def _leads(readings: Sequence[Any], groups: int) -> list[str]:
    """What stands before most times of each group where they are told in full."""
    counted: list[Counter[str]] = [Counter() for _ in range(groups)]
    for reading in readings:
        if reading.full.endswith(reading.when):
            counted[reading.group][reading.full.removesuffix(reading.when)] += 1
    return [leads.most_common(1)[0][0] if leads else "" for leads in counted]


def _less(moments: Sequence[Any], shared: Sequence[Any]) -> int | None:
    """By how much all of these moments are less than others; None where they are not alike."""
    pairs = zip(_ends(moments), _ends(shared), strict=False)
    apart = (there - here for here, there in pairs if here is not None and there is not None)
    less = next(apart, None)
    if less is None:
        return None

    def moved(edge: Any) -> Any:
        return edge and tuple(None if end is None else end - less for end in edge)

    alike = tuple(tuple(tuple(map(moved, times)) for times in accounts) for accounts in shared)
    return less if alike == moments else None


def _ends(moments: Iterable[Any]) -> Iterable[int | None]:
    """All ends of all bounds, in their order."""
    return (
        end
        for accounts in moments
        for times in accounts
        for edge in times
        if edge is not None
        for end in edge
    )


def _moments(moments: Sequence[Any]) -> dict[str, Any]:
    """Moments in steps from the first one: ``n`` for an instant, two ends of a start, or four."""
    known = [end for end in _ends(moments) if end is not None]
    base = min(known, default=0)
    step = gcd(*(end - base for end in known)) or 1

    def times(start: Any, end: Any) -> Any:
        ends = [*start, *(end or ())]
        return [None if at is None else (at - base) // step for at in ends]

    at: list[Any] = []
    for accounts in moments:
        if len(accounts) != 1:
            at.append([times(*one) for one in accounts])
            continue
        ends = times(*accounts[0])
        instant = len(ends) == 2 and ends[0] == ends[1] and ends[0] is not None
        at.append(ends[0] if instant else ends)
    return {"base": base, "step": step, "at": at}
