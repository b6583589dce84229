"""Keys that people write and this file does not have, and what is to be written instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_WHEN = "when: {from: ..., to: ...}, or when: from ... to ..."

_KEYS = {
    "an event file": {
        "event": "events", "people": "actors", "persons": "actors", "who": "actors",
        "source": "sources", "title": "timeline: {title: ...}", "zone": "timeline: {zone: ...}",
        "timezone": "timeline: {zone: ...}", "header": "timeline", "meta": "timeline",
        "metadata": "timeline", "entries": "events", "items": "events",
    },
    "timeline": {
        "timezone": "zone", "tz": "zone", "time_zone": "zone", "name": "title", "language": "lang",
        "start": "window: FIRST..LAST", "end": "window: FIRST..LAST", "from": "window: FIRST..LAST",
        "to": "window: FIRST..LAST", "epoch": "zero", "origin": "zero", "t0": "zero",
        "timezones": "zones", "sources": "sources stands beside timeline, not in it",
        "actors": "actors stands beside timeline, not in it", "description": "note",
        "events": "events stands beside timeline, not in it", "trust": "prefer",
        "measure": "measures", "metrics": "measures", "metric": "measures", "kpis": "measures",
    },
    "an event": {
        "date": "when", "time": "when", "datetime": "when", "timestamp": "when", "day": "when",
        "at": "when", "start": _WHEN, "end": _WHEN, "from": _WHEN, "to": _WHEN, "until": _WHEN,
        "duration": "when: 10:00 for 2h", "for": "when: 10:00 for 2h", "is": "when",
        "what": "title", "name": "title", "headline": "title", "summary": "title", "event": "title",
        "description": "text", "details": "text", "body": "text", "content": "text",
        "who": "actors", "people": "actors", "person": "actors", "actor": "actors",
        "participants": "actors", "where": "place", "location": "place", "category": "tags",
        "tag": "tags", "labels": "tags", "type": "tags", "kind": "tags", "source": "sources",
        "link": "url", "href": "url", "address": "url",
        "cause": "caused_by", "because": "caused_by", "because_of": "caused_by",
        "causes": "put `caused_by` on the event that followed", "comment": "note",
        "comments": "note", "notes": "note", "remark": "note", "parent": "part_of",
        "part": "part_of", "of": "part_of", "confidence": "when: {is: ..., confidence: low}",
        "uncertain": "a ? behind the time: when: 10:00?", "approximate": "a ~ before the time",
        "state": "status", "claims": "when is the list of claims", "key": "id", "slug": "id",
    },
    "a claim": {
        "link": "url", "href": "url", "when": "is", "time": "is", "date": "is", "value": "is",
        "said": "is", "claim": "is", "start": "from", "begin": "from", "end": "to", "until": "to",
        "duration": "for", "lasts": "for", "sources": "source", "by": "source", "who": "source",
        "according_to": "source", "note": "text", "comment": "text", "sure": "confidence",
        "certainty": "confidence", "zone": "behind the clock: is: 10:00 ET; or of all of a source",
        "reason": "rejected: why it is not believed", "prefer": "prefer stands on the event",
    },
    "actor": {
        "alias": "aliases", "aka": "aliases", "title": "name", "member": "member_of",
        "group": "member_of", "organisation": "member_of", "organization": "member_of",
        "org": "member_of", "of": "member_of", "company": "member_of", "description": "note",
        "members": "each member says member_of", "role": "an event has it: actors: {ID: role}",
    },
    "source": {
        "link": "url", "href": "url", "date": "published", "when": "published", "author": "name",
        "publisher": "name", "timezone": "zone", "tz": "zone", "language": "lang", "text": "note",
        "description": "note", "headline": "title", "offset": "clock", "skew": "clock",
        "drift": "clock", "error": "clock", "clock_error": "clock", "fast": "clock: 4m fast",
        "slow": "clock: 4m slow", "wrong": "clock",
    },
}  # fmt: skip


def meant(key: str, known: Collection[str], what: str) -> str:
    """A hint for a key that there is not in ``what``, by what it means; empty where unknown."""
    kind = what.partition(' "')[0]
    if kind == "an event" and _names_days(key):
        return (
            f"a day stands without a dash: events: {{{key}: [...]}}; in a list each event has when"
        )
    hint = _KEYS.get(kind, {}).get(key.casefold().replace("-", "_").replace(" ", "_"), "")
    if hint and hint.isidentifier():
        return f"here it is `{hint}`" if hint in known else ""
    return hint


def _names_days(key: str) -> bool:
    from crisis.timeline.phrases.dates import read_date
    from crisis.timeline.phrases.named_dates import read_named
    from crisis.timeline.phrases.tokens import PhraseError, Scanner

    try:
        scan = Scanner(key)
        days = read_date(scan) or read_named(scan, "")
    except PhraseError:
        return False
    return key == "undated" or days is not None


def perhaps_own(key: str) -> str:
    """A hint for ``xseverity``, which nothing else is near."""
    from crisis.timeline.model.free import free_name

    name = free_name(key) if len(key) > 1 else ""
    return f"a key of your own is written {name}" if name else ""


def own(key: str, free: bool) -> str:
    """A hint for what looks like a key of one's own, where there may be any and where not."""
    from crisis.timeline.model.free import LONGEST, PREFIX, free_name, is_free

    if is_free(key):
        return "" if free else "timeline, actors, sources, events and claims have keys of your own"
    if len(key) > LONGEST and key.startswith(PREFIX):
        return f"at most {LONGEST} characters"
    if key[1:2] in "-_ .:" and (name := free_name(key)):
        return f"a key of your own is written {name}" if free else ""
    if free and key.casefold().startswith(PREFIX):
        return "small letters a to z, digits, and - or _ between them: x-ticket, x-sub-system"
    return ""
