"""Reads ``crisis.events/1`` back: the answer that it was, with the timeline of its events.

Times are taken as they stand: nothing is computed again, and no network is behind them that could
be asked for reasons. What the document does not have (notes of actors, events that were left out)
the timeline does not have either; without their names actors and sources go by their ids.
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
    Alternative,
    Bound,
    Claim,
    Event,
    Medium,
    Part,
    Written,
)
from crisis.timeline.model.words import AGREEMENTS, MATCHED, SORTS, SURE
from crisis.timeline.query.answer import Answer, Clock, Match
from crisis.timeline.query.terms import Query, Term
from crisis.timeline.reports.groups import GROUPINGS, grouping_of
from crisis.timeline.reports.report import Counts, Report

from .json_access import JsonError, parse, read_instant
from .json_events import SCHEMA
from .json_header import read_header
from .json_named import read_named

if TYPE_CHECKING:
    from crisis.timeline.model.keys import Key
    from crisis.timeline.model.timeline import Timeline

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
        _match(fields, number) for number, fields in enumerate(document.objects("events"))
    )
    events = tuple(match.event for match in matches)
    if asked.reverse:  # of those at the same time the last one in the files came first
        events = tuple(event._replace(place_in_file=-event.place_in_file) for event in events)
    read = _timeline(document, clock.zero, events, timeline)
    if "according_to" in query.values:
        read = read.replace(according_to=query.text("according_to"))
    if "prefer" in query.values:
        read = read.replace(preferring=query.texts("prefer"))
    answer = Answer(
        read,
        asked,
        clock,
        tuple(match._replace(event=event) for match, event in zip(matches, events, strict=True)),
        counts.number("undated"),
        (),
        counts.number("limited") if "limited" in counts.values else 0,
        counts.number("untold") if "untold" in counts.values else 0,
        clock.begins(events),
    )
    by = query.texts("by")
    if not all(map(grouping_of, by)):
        raise query.wrong("by", f"must name {', '.join(GROUPINGS)}, or a length of the clock")
    totals = Counts(*(counts.number(name) for name in Counts._fields))
    return report(answer, by, totals)


def _object(above: Fields, key: str) -> Fields:
    inner = above.object(key)
    if inner is None:
        raise above.wrong(key, "must be an object")
    return inner


def _zone(query: Fields, key: str) -> Zone:
    try:
        return shared_zone(query.text(key))
    except UnknownZone as error:
        raise query.wrong(key, f'no such zone: "{error}"') from None


def _zero(above: Fields) -> int | str | None:
    """An instant, or the id of an event: an id begins with a letter."""
    text = above.text("zero")
    instant = read_instant(text)
    return (text or None) if instant is None else instant


def _query(query: Fields) -> Query:
    return Query(
        tuple(
            Term(term.text("field"), term.text("value"), term.truth("negated"))
            for term in query.objects("terms")
        ),
        query.truth("certain"),
        query.optional_truth("reverse"),
        query.number("limit") if "limit" in query.values else None,
        query.optional_truth("delta"),
        query.optional_truth("all"),
        query.word("sort", SORTS) if "sort" in query.values else SORTS[0],
    )


def _timeline(
    document: Fields, zero: int | str | None, events: tuple[Event, ...], make: type[Timeline]
) -> Timeline:
    fields = _object(document, "timeline")
    known = isinstance(zero, int) or any(event.id == zero for event in events)
    header = read_header(fields, zero if known else None)
    actors, sources = read_named(document, events)
    return make(header, actors, sources, events, (), fields.texts("files"))


def _match(fields: Fields, place: int) -> Match:
    elapsed, end = fields.object("elapsed"), fields.optional_object("elapsed_end")
    delta = fields.optional_object("delta")
    return Match(
        _event(fields, place),
        fields.word("verdict", MATCHED),
        None if elapsed is None else (_seconds(elapsed), None if end is None else _seconds(end)),
        None if fields.values.get("ordered", "") is None else fields.truth("ordered"),
        None if delta is None else _seconds(delta),
    )


def _event(fields: Fields, place: int) -> Event:
    origin = _object(fields, "origin")
    file = origin.text("file")
    agreement = fields.choice("agreement", AGREEMENTS)
    accounts = tuple(fields.objects("accounts"))
    if fields.truth("disputed") != (agreement == DISPUTED):
        raise fields.wrong("disputed", "must be true where the agreement is disputed")
    return Event(
        id=fields.text("id"),
        titles=fields.by_language("title"),
        origin=Origin(file, origin.number("line")),
        when=_claims(fields, file),
        **{key.attribute: _plain(fields, key) for key in EVENT_KEYS if key.name in fields.values},
        start=_bound(fields, "start") or Bound(),
        end=_bound(fields, "end"),
        lasting=_duration(fields) or Bound(),
        accounts=tuple(
            Account(
                account.text("source"),
                _bound(account, "start") or Bound(),
                _bound(account, "end"),
                account.truth("tells") if "tells" in account.values else True,
                account.optional_truth("conflicted"),
                _sure(account),
                _duration(account),
                _alternatives(account),
            )
            for account in accounts
        ),
        agreement=agreement,
        chosen=next((n for n, one in enumerate(accounts) if one.optional_truth("preferred")), 0),
        conflicted=fields.truth("conflicted"),
        place_in_file=place,
        alternatives=_alternatives(fields),
        free=fields.free(),
    )


def _alternatives(above: Fields) -> tuple[Alternative, ...]:
    """Times of which one holds; older documents have none."""
    if "alternatives" not in above.values:
        return ()
    times = list(above.objects("alternatives"))
    ends = [(_bound(time, "start") or Bound(), _bound(time, "end")) for time in times]
    return tuple(
        Alternative(time.text("written"), *own, time.truth("ruled_out"))
        for time, own in zip(times, ends, strict=True)
    )


def _plain(fields: Fields, key: Key) -> Any:
    """The value of a plain key, by its kind: as the record has it."""
    name, kind = key.name, key.kind
    if kind == "actors":
        return tuple(Part(part.text("id"), part.text("role")) for part in fields.objects(name))
    if kind == "texts":
        return fields.by_language(name)
    if kind == "media":
        return tuple(map(_medium, fields.objects(name)))
    if kind in LISTS:
        return fields.texts(name)
    return fields.choice(name, key.words) if kind == "word" else fields.text(name)


def _medium(fields: Fields) -> Medium:
    texts = {name: fields.text(name) for name in Medium._fields[:-1] if name in fields.values}
    return Medium(**texts, line=fields.number("line"))


def _sure(account: Fields) -> int:
    word = account.choice("confidence", SURE) if "confidence" in account.values else ""
    return SURE.index(word or "medium")


def _duration(above: Fields) -> Bound | None:
    duration = above.object("duration") if "duration" in above.values else None
    return None if duration is None else Bound(duration.micros("min"), duration.micros("max"))


def _claims(event: Fields, file: str) -> tuple[Claim, ...]:
    """The claims; the first that counts has the precision and the doubts of the event."""
    claims: list[Claim] = []
    first = True
    for fields in event.objects("when"):
        claim = _claim(fields, file)
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


def _claim(fields: Fields, file: str) -> Claim:
    line = fields.number("line")
    start, end = _bound(fields, "start"), _bound(fields, "end")
    plain = {key.attribute: _plain(fields, key) for key in CLAIM_KEYS if key.name in fields.values}
    return Claim(
        tuple(Written(key, fields.text(key), line, 0) for key in _PHRASES if key in fields.values),
        None if start is None else _meaning(fields, start, end),
        Origin(file, line),
        fields.text("source"),
        **plain,
        free=fields.free(),
    )


def _meaning(claim: Fields, start: Bound, end: Bound | None) -> Meaning:
    """What a claim states by itself."""
    constraints = [Constraint(START, ORIGIN, START, *start.ends)]
    if end is not None:
        constraints.append(Constraint(END, ORIGIN, START, *end.ends))
    vague = claim.optional_truth("approximate"), claim.optional_truth("uncertain")
    going = claim.optional_truth("ongoing")
    fast = 0 if claim.optional_truth("on_clock") else None  # taken off already
    return Meaning(tuple(constraints), (), end is not None, "", *vague, ongoing=going, fast=fast)


def _bound(above: Fields, key: str) -> Bound | None:
    bound = above.object(key)
    return None if bound is None else Bound(bound.instant("earliest"), bound.instant("latest"))


def _seconds(fields: Fields) -> Bound:
    return Bound(fields.micros("earliest"), fields.micros("latest"))
