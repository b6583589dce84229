"""What may stand where the cursor is: the values that options and filters take."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crisis.timeline.query.fields import PLAIN

from .candidate import FILES, Candidate
from .known import Known
from .program_words import (
    documents,
    fields,
    forms,
    groups,
    rules,
    schemas,
    template,
    topics,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.index.reader import Index

MANY = 1000
"""Of more candidates only those that begin with what is typed; else the shell may match freely."""

_TITLED = 100  # so many events are described; each may stand in another part of an index


def values(kind: str, known: Known, typed: str) -> list[Candidate]:
    """What a value of this kind may be; ``typed`` is what there is of it already.

    A kind is a key of KINDS, or the words themselves, apart by ``|``; any other has no values.
    """
    if "|" in kind:
        return [Candidate(word) for word in kind.split("|")]
    if kind.startswith("x-"):
        return _words(kind, known, typed)
    if kind not in KINDS:
        return []
    try:
        return KINDS[kind](known, typed)
    except Exception:
        if known.index is None:
            raise
        return KINDS[kind](Known(known.paths, known.lang, known.form, no_cache=True), typed)


def _files(_known: Known, _typed: str) -> list[Candidate]:
    return FILES


def _words_of_ones_own(_known: Known, _typed: str) -> list[Candidate]:
    return []


def _actors(known: Known, typed: str) -> list[Candidate]:
    mentions = known.mentions
    name, slash, _ = typed.partition("/")
    if slash:
        roles = mentions.roles.get(name, {})
        return [Candidate(f"{name}/{role}", mentions.actors[name]) for role in roles]
    named = [*mentions.actors.items(), *mentions.aliases.items()]
    return [Candidate(word, name if name != word else "") for word, name in named]


def _sources(known: Known, _typed: str) -> list[Candidate]:
    pairs = known.mentions.sources.items()
    return [Candidate(word, name if name != word else "") for word, name in pairs]


def _words(field: str, known: Known, _typed: str) -> list[Candidate]:
    """The plain words of a field of the query, and how many events have each."""
    numbers = sorted(known.mentions.words.get(field, {}).items())
    return [
        Candidate(word, f"{number} event{'s' if number > 1 else ''}") for word, number in numbers
    ]


def _events(known: Known, typed: str) -> list[Candidate]:
    at = "@" if typed.startswith("@") else ""
    if known.index is not None:
        return _filed(known.index, typed, at, known.lang or known.mentions.lang)
    mentions = known.written
    lang = known.lang or mentions.lang
    named = [Candidate(at + name, _title(titles, lang)) for name, titles in mentions.events.items()]
    from crisis.timeline.query.scan_names import more_ids

    return named + [Candidate(at + name) for text in known.texts for name in more_ids(text)]


def _explained(known: Known, typed: str) -> list[Candidate]:
    """Events, then the sources whose clock is said to be wrong: what ``crisis why`` explains."""
    if typed.startswith("@"):
        return _events(known, typed)
    mentions = known.mentions
    clocks = [
        Candidate(name, f"clock: {mentions.sources.get(name) or name}")
        for name in mentions.clocks
        if name.casefold().startswith(typed.casefold())
    ]
    return [*_events(known, typed), *clocks]


def _named(known: Known, typed: str) -> list[Candidate]:
    """What has a place in a file: events, then actors, then sources."""
    if typed.startswith("@"):
        return _events(known, typed)
    mentions = known.mentions
    pairs = [*mentions.actors.items(), *mentions.sources.items()]
    named = [Candidate(word, name if name != word else "") for word, name in pairs]
    return [*_events(known, typed), *named]


def _pairs(known: Known, typed: str) -> list[Candidate]:
    """``vote=ballot``: an event, and behind the sign another one."""
    first, equals, second = typed.partition("=")
    if not equals:
        named = _events(known, first)
        return [one._replace(value=f"{one.value}=", open=True) for one in named]
    return [one._replace(value=f"{first}={one.value}") for one in _events(known, second)]


def _filed(index: Index, typed: str, at: str, lang: str) -> list[Candidate]:
    """Ids out of an index. Only of a few the titles are looked up."""
    names = index.begun(typed.removeprefix(at), MANY)
    if len(names) > _TITLED:
        return [Candidate(at + name) for name in names]
    ranks = [(name, index.rank(name)) for name in names]
    return [
        Candidate(at + name, "" if rank is None else _title(index.at(rank).titles, lang))
        for name, rank in ranks
    ]


def _title(titles: tuple[tuple[str, str], ...], lang: str) -> str:
    if len(titles) < 2 or not lang:
        return titles[0][1] if titles else ""
    from crisis.timeline.base.texts import in_language

    return in_language(titles, lang)


def _days(known: Known, typed: str) -> list[Candidate]:
    from crisis.timeline.base.calendar import ordinal
    from crisis.timeline.base.languages import UnknownLanguage, language

    try:
        speech = language(known.lang or known.mentions.lang)
    except UnknownLanguage:
        speech = language("")
    head, dots, last = typed.rpartition("..")
    if last.startswith("@"):
        offered = _events(known, last)
        return [candidate._replace(value=f"{head}{dots}{candidate.value}") for candidate in offered]
    offered = []
    weekdays: dict[str, list[str]] = {}
    for day in known.mentions.days:
        name = _weekday(ordinal(day))
        weekdays.setdefault(name, []).append(day)
        offered.append(Candidate(day, speech.long_day(ordinal(day))))
    for name, days in weekdays.items():
        more = f" and {len(days) - 3} more" if len(days) > 3 else ""
        offered.append(Candidate(name, ", ".join(days[:3]) + more))
    offered += [Candidate("first", "the first day"), Candidate("last", "the last day")]
    return [candidate._replace(value=f"{head}{dots}{candidate.value}") for candidate in offered]


def _weekday(day: int) -> str:
    from crisis.timeline.base.calendar import WEEKDAYS

    return WEEKDAYS[(day - 1) % 7].lower()


def _moments(known: Known, typed: str) -> list[Candidate]:
    """``--from`` and ``--to`` take no range, and a time that nobody can guess."""
    return [] if " " in typed or ".." in typed else _days(known, typed)


def _zones(known: Known, _typed: str) -> list[Candidate]:
    own = known.mentions.zones
    offered = [Candidate(short, name) for short, name in own.items()]
    if known.mentions.zone:
        offered.append(Candidate(known.mentions.zone, "the timeline's own"))
    return [*offered, Candidate("UTC"), *map(Candidate, zone_names())]


def zone_names() -> list[str]:
    """The zones of places, as the time zone database calls them."""
    from pkgutil import get_data

    listed = (get_data("tzdata", "zones") or b"").decode("ascii", "ignore").split()
    return [name for name in listed if "/" in name]


def _languages(known: Known, typed: str) -> list[Candidate]:
    """The languages of the titles, then all that have weekdays and months."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    english = Locale.parse("en")
    titles = known.written.events.values()
    own = dict.fromkeys(tag for texts in titles for tag, _ in texts if tag)
    listed = sorted(name.replace("_", "-") for name in locale_identifiers())
    tags = [*own, *(tag for tag in listed if "-" not in tag or "-" in typed)]
    return [Candidate(tag, english.languages.get(tag.partition("-")[0], "")) for tag in tags]


def _assignments(known: Known, typed: str) -> list[Candidate]:
    """``place=``, and what may stand behind ``status=`` and ``caused_by=``."""
    from crisis.timeline.model.keys import EVENT_KEYS

    name, equals, value = typed.partition("=")
    keys = {key.name: key for key in EVENT_KEYS if key.name not in ("actors", "sources", "tags")}
    if not equals:
        return [Candidate(f"{key}=", open=True) for key in keys]
    offered: list[Candidate] = []
    if name in keys and keys[name].kind in ("event", "events"):
        offered = _events(known, value)
    elif name in keys:
        offered = [Candidate(word) for word in keys[name].words]
    return [candidate._replace(value=f"{name}={candidate.value}") for candidate in offered]


def _measures(known: Known, _typed: str) -> list[Candidate]:
    from crisis.timeline.reports.measures import known_as

    return [Candidate(name, known_as(name)) for name in known.mentions.measures]


KINDS: dict[str, Callable[[Known, str], list[Candidate]]] = {
    "actor": _actors,
    "assignment": _assignments,
    "day": _days,
    "document": documents,
    "event": _events,
    "pair": _pairs,
    "explained": _explained,
    "fields": fields,
    "file": _files,
    "form": forms,
    "format": template,
    "groups": groups,
    "language": _languages,
    "measure": _measures,
    "named": _named,
    "rules": rules,
    "schema": schemas,
    "source": _sources,
    "topic": topics,
    "when": _moments,
    "words": _words_of_ones_own,
    "zone": _zones,
    **{field: partial(_words, field) for field in PLAIN},
}
"""What completion knows of values, by the name that options give them."""
