"""Reads ``crisis.events/1`` back: the answer that it was, with the timeline of its events.

Times are taken as they stand: nothing is computed again, and no network is behind them that could
be asked for reasons. What the document does not have (names of actors and sources, events that
were left out) the timeline does not have either: actors and sources go by their ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from crisis.timeline.base.problems import Origin
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import Zone, shared_zone
from crisis.timeline.model.constraints import END, ORIGIN, START, Constraint, Meaning
from crisis.timeline.model.keys import CLAIM_KEYS, EVENT_KEYS, LISTS
from crisis.timeline.model.records import (
    DISPUTED,
    Account,
    Actor,
    Bound,
    Claim,
    Event,
    Part,
    Source,
    Written,
)
from crisis.timeline.model.timeline import Header, Timeline
from crisis.timeline.model.words import AGREEMENTS, MATCHED, SORTS, SURE
from crisis.timeline.query.answer import Answer, Clock, Match
from crisis.timeline.query.terms import Query, Term
from crisis.timeline.reports.groups import GROUPINGS
from crisis.timeline.reports.report import Counts, Report

from .json_access import JsonError, parse, read_instant
from .json_events import SCHEMA

if TYPE_CHECKING:
    from crisis.timeline.model.keys import Key

    from .json_access import Fields

Made = TypeVar("Made", bound=Report)

_PHRASES = ("is", "from", "to", "for")


def from_json(text: str, timeline: type[Timeline], report: type[Made]) -> Made:
    """Read what ``crisis show --json`` printed; ``.answer.timeline`` has its events.

    ``timeline`` and ``report`` are the classes to make. Writing the report again gives the same
    text. Fields that are not known are passed over.
    Raises JsonError for what is no JSON, of another schema, or not as the schema has it.
    """
    document = parse(text)
    if document.text("schema") != SCHEMA:
        raise JsonError(f'schema: "{document.text("schema")[:40]}" is not {SCHEMA}')
    query = _object(document, "query")
    counts = _object(document, "counts")
    clock = Clock(_zone(query, "zone"), _zero(_object(document, "timeline")))
    asked = _query(query)
    matches = tuple(
        _match(found, number) for number, found in enumerate(document.objects("events"))
    )
    events = tuple(match.event for match in matches)
    if asked.reverse:  # of those at the same time the last one in the files came first
        events = tuple(event._replace(place_in_file=-event.place_in_file) for event in events)
    read = _timeline(_object(document, "timeline"), clock.zero, events, timeline)
    if "according_to" in query.found:
        read = read.replace(according_to=query.text("according_to"))
    if "prefer" in query.found:
        read = read.replace(preferring=query.texts("prefer"))
    answer = Answer(
        read,
        asked,
        clock,
        tuple(match._replace(event=event) for match, event in zip(matches, events, strict=True)),
        counts.number("undated"),
        (),
        counts.number("limited") if "limited" in counts.found else 0,
        counts.number("untold") if "untold" in counts.found else 0,
    )
    by = query.texts("by")
    if not set(by) <= GROUPINGS.keys():
        raise query.wrong("by", f"must name {', '.join(GROUPINGS)}")
    told = Counts(*(counts.number(name) for name in Counts._fields))
    return report(answer, by, told)


def _object(above: Fields, key: str) -> Fields:
    found = above.object(key)
    if found is None:
        raise above.wrong(key, "must be an object")
    return found


def _zone(found: Fields, key: str) -> Zone:
    try:
        return shared_zone(found.text(key))
    except UnknownZone as error:
        raise found.wrong(key, f'no such zone: "{error}"') from None


def _zero(found: Fields) -> int | str | None:
    """An instant, or the id of an event: an id begins with a letter."""
    text = found.text("zero")
    instant = read_instant(text)
    return (text or None) if instant is None else instant


def _query(found: Fields) -> Query:
    return Query(
        tuple(
            Term(term.text("field"), term.text("value"), term.truth("negated"))
            for term in found.objects("terms")
        ),
        found.truth("certain"),
        _true(found, "reverse"),
        found.number("limit") if "limit" in found.found else None,
        _true(found, "delta"),
        _true(found, "all"),
        found.word("sort", SORTS) if "sort" in found.found else SORTS[0],
    )


def _timeline(
    found: Fields, zero: int | str | None, events: tuple[Event, ...], made: type[Timeline]
) -> Timeline:
    known = isinstance(zero, int) or any(event.id == zero for event in events)
    header = Header(
        found.text("title"),
        found.text("zone"),
        zero=zero if known else None,
        window=_window(found),
    )
    actors = {
        part.actor: Actor(part.actor, part.actor, e.origin) for e in events for part in e.actors
    }
    named = {
        source: Source(source, source, event.origin)
        for event in events
        for source in (*event.sources, *(claim.source for claim in event.when))
        if source
    }
    return made(header, actors, named, events, (), found.texts("files"))


def _window(found: Fields) -> tuple[int, int] | None:
    window = _optional(found, "window")
    if window is None:
        return None
    start, stop = window.instant("start"), window.instant("stop")
    if start is None or stop is None or start >= stop:
        raise found.wrong("window", "must start before it stops")
    return start, stop


def _optional(above: Fields, key: str) -> Fields | None:
    """What older documents do not have, or what stands there for some questions only."""
    return above.object(key) if key in above.found else None


def _match(found: Fields, place: int) -> Match:
    elapsed, end = found.object("elapsed"), _optional(found, "elapsed_end")
    delta = _optional(found, "delta")
    return Match(
        _event(found, place),
        found.word("verdict", MATCHED),
        None if elapsed is None else (_seconds(elapsed), None if end is None else _seconds(end)),
        None if found.found.get("ordered", "") is None else found.truth("ordered"),
        None if delta is None else _seconds(delta),
    )


def _event(found: Fields, place: int) -> Event:
    origin = _object(found, "origin")
    file = origin.text("file")
    agreement = found.choice("agreement", AGREEMENTS)
    accounts = tuple(found.objects("accounts"))
    if found.truth("disputed") != (agreement == DISPUTED):
        raise found.wrong("disputed", "must be true where the agreement is disputed")
    return Event(
        id=found.text("id"),
        titles=found.by_language("title"),
        origin=Origin(file, origin.number("line")),
        when=_claims(found, file),
        **{key.attribute: _plain(found, key) for key in EVENT_KEYS if key.name in found.found},
        start=_bound(found, "start") or Bound(),
        end=_bound(found, "end"),
        lasting=_duration(found) or Bound(),
        accounts=tuple(
            Account(
                account.text("source"),
                _bound(account, "start") or Bound(),
                _bound(account, "end"),
                account.truth("tells") if "tells" in account.found else True,
                _true(account, "conflicted"),
                _sure(account),
                _duration(account),
            )
            for account in accounts
        ),
        agreement=agreement,
        chosen=next((at for at, account in enumerate(accounts) if _true(account, "preferred")), 0),
        conflicted=found.truth("conflicted"),
        place_in_file=place,
    )


def _plain(found: Fields, key: Key) -> Any:
    """The value of a plain key, by its kind: as the record has it."""
    name, kind = key.name, key.kind
    if kind == "actors":
        return tuple(Part(part.text("id"), part.text("role")) for part in found.objects(name))
    if kind == "texts":
        return found.by_language(name)
    if kind in LISTS:
        return found.texts(name)
    return found.choice(name, key.words) if kind == "word" else found.text(name)


def _sure(account: Fields) -> int:
    word = account.choice("confidence", SURE) if "confidence" in account.found else ""
    return SURE.index(word or "medium")


def _duration(found: Fields) -> Bound | None:
    duration = found.object("duration") if "duration" in found.found else None
    return None if duration is None else Bound(duration.micros("min"), duration.micros("max"))


def _claims(event: Fields, file: str) -> tuple[Claim, ...]:
    """The claims; the first that counts has the precision and the doubts of the event."""
    claims: list[Claim] = []
    first = True
    for found in event.objects("when"):
        claim = _claim(found, file)
        if claim.counted is not None and first:
            first = False
            meaning = claim.counted._replace(
                precision=event.text("precision"),
                approximate=event.truth("approximate"),
                uncertain=event.truth("uncertain"),
            )
            claim = claim._replace(meaning=meaning)
        claims.append(claim)
    return tuple(claims)


def _claim(found: Fields, file: str) -> Claim:
    line = found.number("line")
    start, end = _bound(found, "start"), _bound(found, "end")
    plain = {key.attribute: _plain(found, key) for key in CLAIM_KEYS if key.name in found.found}
    return Claim(
        tuple(Written(key, found.text(key), line, 0) for key in _PHRASES if key in found.found),
        None if start is None else _meaning(found, start, end),
        Origin(file, line),
        found.text("source"),
        **plain,
    )


def _meaning(found: Fields, start: Bound, end: Bound | None) -> Meaning:
    """What a claim states by itself."""
    constraints = [Constraint(START, ORIGIN, START, *start.ends)]
    if end is not None:
        constraints.append(Constraint(END, ORIGIN, START, *end.ends))
    vague = _true(found, "approximate"), _true(found, "uncertain")
    return Meaning(tuple(constraints), (), end is not None, "", *vague)


def _true(found: Fields, key: str) -> bool:
    return found.truth(key) if key in found.found else False


def _bound(found: Fields, key: str) -> Bound | None:
    bound = found.object(key)
    return None if bound is None else Bound(bound.instant("earliest"), bound.instant("latest"))


def _seconds(found: Fields) -> Bound:
    return Bound(found.micros("earliest"), found.micros("latest"))
