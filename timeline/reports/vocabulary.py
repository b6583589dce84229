"""The vocabulary of an answer: its actors, sources, tags and days, how often, first and last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.normalize import fold, spellings
from crisis.timeline.model.membership import organisations
from crisis.timeline.query.coverage import COVERAGE, counted, coverage
from crisis.timeline.query.lazy_matches import check_few, summed
from crisis.timeline.query.totals import Edge
from crisis.timeline.query.windows import CERTAIN, POSSIBLE, Window, Windows, touched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from crisis.timeline.model.records import Event
    from crisis.timeline.query.answer import Answer, Match
    from crisis.timeline.query.totals import Sum, Totals

KINDS = {"actors": "actor", "sources": "source", "tags": "tag", "days": "day"}
"""What there is to list, and the filter that takes it."""


class Entry(NamedTuple):
    """A word, how many matches of an answer its filter finds, and the first and last of them.

    ``id`` is what a filter takes; ``name`` what people say (the same for tags and days). ``named``
    are the matches that name an actor; those that name only its members are not among them. An
    event of which nothing is known is the first or last only where there are no others. Of a
    source ``coverage`` says how many of them it tells of alone, confirmed, or in dispute.
    """

    id: str
    name: str
    shown: int
    named: int
    first: Edge | None
    last: Edge | None
    coverage: Mapping[str, int] = {}


def _entry(name: str, said: str, matches: Sequence[Match], named: int = 0) -> Entry:
    """The entry of a word that some matches have, in their order."""
    if not matches:
        return Entry(name, said, 0, 0, None, None)
    events = [match.event for match in matches]
    last = next((event for event in reversed(events) if not event.dateless), events[0])
    return Entry(name, said, len(events), named, _edge(events[0]), _edge(last))


def _edge(event: Event) -> Edge:
    return Edge(event.id, event.start)


def _summed(name: str, said: str, total: Sum, named: int) -> Entry:
    return Entry(name, said, total.number, named, total.first, total.last)


def vocabulary(answer: Answer, kind: str) -> list[Entry]:
    """The words of a kind out of KINDS, in the order of the file; tags by name, days in time.

    Where nothing is filtered, actors and sources that no event names are there as well. An
    organisation has the events of its members too. The days are those on which an event may have
    begun at the earliest, each with all events that may touch it.
    """
    if kind == "days":
        check_few(answer.matches)
        days = summed(answer, lambda sums: sums.days(answer.clock.zone))
        if days is None:
            return _days(answer)
        return [_summed(total.word, total.word, total, 0) for total in days]
    if kind == "tags":
        return sorted(_tags(answer))
    timeline = answer.timeline
    if kind == "sources":
        names = {source.id: source.name for source in timeline.sources.values()}
        by_name = _sources(answer)
    else:
        names = {actor.id: actor.name for actor in timeline.actors.values()}
        by_name = _actors(answer)
    story = timeline.according_to and not answer.query.untold
    every = not (answer.query.terms or story)
    ids = [name for name in dict.fromkeys([*names, *by_name]) if name in by_name or every]
    entries = ((name, by_name.get(name) or _entry(name, "", ())) for name in ids)
    found = [entry._replace(name=names.get(name, name)) for name, entry in entries]
    if kind != "sources":
        return found
    carried = _coverage(answer)
    nothing = dict.fromkeys(COVERAGE, 0)
    return [entry._replace(coverage=carried.get(entry.id, nothing)) for entry in found]


def _tags(answer: Answer) -> list[Entry]:
    """Every tag as it is shown."""
    sums = summed(answer, lambda sums: sums.tags())
    if sums is not None:
        return [_summed(total.word, total.word, total, 0) for total in sums]
    check_few(answer.matches)
    spelled = spellings(tag for match in answer.matches for tag in match.event.tags)
    by_tag = _sorted(answer, lambda event: [spelled[fold(tag)] for tag in event.tags])
    return [_entry(tag, tag, matches) for tag, matches in by_tag.items()]


def _sources(answer: Answer) -> dict[str, Entry]:
    """Every source that an event names, by its id."""
    sums = summed(answer, lambda sums: sums.words("source"))
    if sums is not None:
        return {total.word: _summed(total.word, "", total, 0) for total in sums}
    by_source = _sorted(answer, lambda event: event.sources)
    return {name: _entry(name, "", matches) for name, matches in by_source.items()}


def _coverage(answer: Answer) -> dict[str, dict[str, int]]:
    """How far each source carries the events of an answer."""
    sums = summed(answer, lambda sums: sums.words("coverage"))
    if sums is not None:
        return counted((total.word, total.number) for total in sums)
    words = Counter(word for match in answer.matches for word in coverage(match.event))
    return counted(words.items())


def _actors(answer: Answer) -> dict[str, Entry]:
    """Every actor that an event names, and what it is a member of, by its id."""
    actors = dict(answer.timeline.actors)
    above = lru_cache(1000)(lambda actor: {actor, *organisations(actor, actors)})
    sums = summed(answer, lambda sums: _united(sums, above))
    if sums is not None:
        return sums
    by_actor = _sorted(answer, lambda e: [name for p in e.actors for name in above(p.actor)])
    named = Counter(name for m in answer.matches for name in {p.actor for p in m.event.actors})
    return {name: _entry(name, "", matches, named[name]) for name, matches in by_actor.items()}


def _united(sums: Totals, above: Callable[[str], set[str]]) -> dict[str, Entry]:
    """Actors with the events of their members."""
    own = {total.word: total for total in sums.words("actor")}
    members: dict[str, list[str]] = {}
    for name in own:
        for organisation in above(name):
            members.setdefault(organisation, []).append(name)
    entries = {}
    for name, under in members.items():
        named = own[name].number if name in own else 0
        whole = own[name] if under == [name] else sums.united("actor", name, under)
        entries[name] = _summed(name, "", whole, named)
    return entries


def _sorted(answer: Answer, words: Callable[[Event], Iterable[str]]) -> dict[str, list[Match]]:
    """The matches by each of their words, in their order."""
    by_word: dict[str, list[Match]] = {}
    check_few(answer.matches)
    for match in answer.matches:
        for word in dict.fromkeys(words(match.event)):
            by_word.setdefault(word, []).append(match)
    return by_word


def _days(answer: Answer) -> list[Entry]:
    zone = answer.clock.zone
    dated = [match for match in answer.matches if not match.event.dateless]
    starts = [match.event.start.earliest for match in dated]
    days = sorted({zone.day(start) for start in starts if start is not None})
    windows = [Windows([Window(zone.day_start(day), zone.day_stop(day))]) for day in days]
    wanted = {CERTAIN} if answer.query.certain else {CERTAIN, POSSIBLE}
    by_day: list[list[Match]] = [[] for _ in days]
    for match in dated:
        places: set[int] = set()
        for start, end in match.event.moments:
            low, last = touched(start, end)
            begin = 0 if low is None else bisect_left(days, zone.day(low))
            over = len(days) if last is None else bisect_right(days, zone.day(last))
            places.update(range(begin, over))
        for place in places:
            if windows[place].accounts(match.event.moments) in wanted:
                by_day[place].append(match)
    entries = zip(map(iso, days), by_day, strict=True)
    return [_entry(day, day, matches) for day, matches in entries if matches]
