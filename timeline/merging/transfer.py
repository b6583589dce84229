"""How the statements of one file are written into another, so that they mean the same there.

Each is read as the merged file will read it, in the place where it is to stand: as it is written,
else with its day, its zone, its calendar. What comes to the same is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Origin
from crisis.timeline.editing.safe_write import refused
from crisis.timeline.model.constraints import ORIGIN
from crisis.timeline.model.records import Source
from crisis.timeline.phrases.date_spans import Days

from .phrasing import Around, ways, with_ids
from .statements import Said, Statements, said, together
from .told import Names, Target, Told, Unfit, grouped, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crisis.timeline.editing.outline import Part
    from crisis.timeline.eventfile.header import Preamble
    from crisis.timeline.model.records import Claim, Event

    from .side import Place, Side


class Transfer:
    """Writes claims of one file for another. ``source`` is what the second file is as a source."""

    def __init__(self, first: Side, second: Side, names: Names, source: str) -> None:
        self.first = first
        self.second = second
        self.names = names
        self.source = source
        mine, theirs = first.preamble, second.preamble
        self.zone = mine.zone or theirs.zone
        self.same_zone = self.zone == theirs.zone
        zones = mine.header.zones
        self.clashing = {
            short: zone
            for short, zone in theirs.header.zones.items()
            if zones.get(short, zone) != zone
        }
        zero = theirs.header.zero
        known = names.events.get(zero, zero) if isinstance(zero, str) else zero
        self.zero = known if mine.header.zero is None else mine.header.zero
        self.counted = known if isinstance(known, str) and known != self.zero else ""
        self.lasting = _lasting(first, second, names)
        self.statements = Statements(self._preamble(mine, theirs))

    def _preamble(self, mine: Preamble, theirs: Preamble) -> Preamble:
        """What will stand before the events of the merged file, as far as phrases ask for it."""
        sources = dict(mine.sources)
        zeros = dict(mine.zeros)
        for name, record in theirs.sources.items():
            there = self.names.sources.get(name, name)
            if there not in sources:
                sources[there] = record._replace(id=there)
                zero = theirs.zeros.get(name)
                if zero is not None:
                    known = self.names.events
                    zeros[there] = known.get(zero, zero) if isinstance(zero, str) else zero
        if self.source not in sources:
            sources[self.source] = self.own_source()
            if self.counted:
                zeros[self.source] = self.counted
        header = mine.header._replace(
            zones={**theirs.header.zones, **mine.header.zones}, zero=self.zero
        )
        return mine._replace(header=header, sources=sources, zeros=zeros, zone=self.zone)

    def own_source(self) -> Source:
        """The second file as a source: its clocks and dates are those of the file."""
        theirs = self.second.preamble
        zone = "" if self.same_zone or theirs.zone is None else theirs.zone.name
        own = theirs.header.calendar or "gregorian"
        mine = self.first.preamble.header.calendar or "gregorian"
        origin = Origin(self.second.name, 1)
        name = self.second.base
        calendar = "" if own == mine else own
        return Source(self.source, name, origin, zone=zone, calendar=calendar, zero=self.counted)

    def target(self, event: Event, place: Place) -> Target:
        """Where an event goes that only the second file has, and how its claims are written.

        Raises Unfit for a claim that does not hold anywhere.
        """
        wrong: Unfit | None = None
        for days in self._targets(event, place):
            try:
                return Target(days, self.claims(event, place, days, ("", self.source)))
            except Unfit as unfit:
                wrong = unfit
        assert wrong is not None
        raise wrong

    def _targets(self, event: Event, place: Place) -> Iterator[Days | None]:
        """The headers that an event may stand under, the best one first."""
        if not self.first.contents.headed:
            yield None
            return
        if place.days is not None and self.same_zone:
            yield place.days
        elif self.zone is not None and event.when:
            low, high = event.start.ends
            if low is not None and high is not None:
                day = self.zone.day(low)
                if day == self.zone.day(high):
                    yield Days(day, day, "day")
        yield None

    def claims(
        self, event: Event, place: Place, days: Days | None, authors: Sequence[str]
    ) -> list[Told]:
        """The claims of an event for a place under the header of such days.

        ``authors`` are the sources that the author of the second file may be there, the best one
        first; "" is the author of the first. Raises Unfit.
        """
        return [
            self.told(event, part, group, place, days, authors)
            for part, group in grouped(event, place)
        ]

    def _confined(self, event: Event, days: Days | None) -> bool:
        """Whether an event is on such days by all that its own file says."""
        low, high = event.start.ends
        if days is None or self.zone is None or low is None or high is None:
            return False
        return self.zone.day_start(days.first) <= low and high < self.zone.day_stop(days.last)

    def told(
        self,
        event: Event,
        part: Part | None,
        group: Sequence[Claim],
        place: Place,
        days: Days | None,
        authors: Sequence[str],
    ) -> Told:
        """A claim that stands at a part, one of each of its sources, for such a place."""
        phrases = phrases_of(part)
        names, lasting = self.names.events, self.lasting[1]
        renamed = {key: with_ids(text, names, lasting) for key, text in phrases.items()}
        wanted = [said(claim.meaning, self.names.events) for claim in group]
        around = self._around(group[0], place)
        explicit = part is not None and part.get("confidence") is not None
        confined = self._confined(event, days)
        for author in dict.fromkeys(authors) if not group[0].source else ("",):
            sources = [self.names.sources.get(c.source, c.source) or author for c in group]
            sure = "" if explicit else self._confidence(group, sources)
            if sure is None:
                continue
            for way in ways(renamed, around):
                if part is None and self._day_holds(way["is"], sources[0], days, wanted[0]):
                    return Told(None, group, way, sources, "", "", way != phrases or bool(author))
                if self._hold(way, sources, days, wanted, None, confined):
                    changed = way != phrases or bool(author) or bool(sure)
                    return Told(part, group, way, sources, "", sure, changed)
            for way in ways(renamed, around):
                for day in ways({"is": "unknown"}, around):
                    if self._hold(way, sources, days, wanted, day):
                        return Told(part, group, way, sources, day["is"], sure, True)
        raise Unfit(group[0].source, group[0], days if place.days != days else None)

    def _confidence(self, group: Sequence[Claim], sources: Sequence[str]) -> str | None:
        """The confidence to write beside a claim; None where none can be written that holds."""
        there = [self.statements.confidence(source) for source in sources]
        wanted = [claim.confidence for claim in group]
        if there == wanted:
            return ""
        return wanted[0] or None if len(set(wanted)) == 1 else None

    def _hold(
        self,
        phrases: Mapping[str, str],
        sources: Sequence[str],
        days: Days | None,
        wanted: Sequence[Said],
        beside: Mapping[str, str] | None = None,
        confined: bool = False,
    ) -> bool:
        """Whether phrases say there what they have to, of each of their sources."""
        for source, want in zip(sources, wanted, strict=True):
            found = said(self.statements.meaning(phrases, source, days), {})
            if beside is not None:
                day = self.statements.meaning(beside, source, days)
                if day is None or day.relative:
                    return False
                found = together([found, said(day, {})])
            if found != want and not (confined and _but_for_days(found, want)):
                return False
        return True

    def _day_holds(self, phrase: str, source: str, days: Days | None, wanted: Said) -> bool:
        """Whether a phrase tells the days of a header and no more."""
        return said(self.statements.meaning({"is": phrase}, source, days), {}).links == wanted.links

    def _around(self, claim: Claim, place: Place) -> Around:
        """What the second file says for a claim."""
        theirs = self.second.preamble
        named = theirs.sources.get(claim.source)
        zone = named.zone if named is not None and named.zone else ""
        if not zone and theirs.zone is not None:
            zone = theirs.zone.name
        calendar = (named.calendar if named else "") or theirs.header.calendar
        day = days = ""
        if place.days is not None:
            first, last = (self.first.contents.header_of(d) for d in place.days[:2])
            day = first if first == last else ""
            days = first if first == last else f"{first}..{last}"
        julian = calendar == "julian"
        return Around(day, days, zone, julian, self.clashing, self.counted)

    def refuse(self, unfit: Unfit) -> Exception:
        """Why a claim cannot be written at all."""
        claim = unfit.claim
        message = f'"{claim.phrase or "a day header"}" would mean something else in the merged file'
        hint = f"{self.first.name} reads phrases otherwise ({', '.join(self._otherwise())})"
        if unfit.days is not None:
            day = self.first.contents.header_of(unfit.days.first)
            hint = f"its event stands under {day} there; put it under `undated`, with its own date"
        where = claim.phrases[0] if claim.phrases else claim.origin
        return refused(self.second.name, message, hint, where.line, where.column)

    def _otherwise(self) -> list[str]:
        """The keys of the two files that have phrases mean something else."""
        mine, theirs = self.first.preamble, self.second.preamble
        pairs = {
            "zone": (mine.zone, theirs.zone),
            "vague": (mine.widths, theirs.widths),
            "lang": (mine.header.lang, theirs.header.lang),
            "calendar": (mine.header.calendar, theirs.header.calendar),
            "zero": (mine.header.zero, theirs.header.zero),
        }
        return [key for key, (one, other) in pairs.items() if one != other] or ["its header"]


def _but_for_days(found: Said, want: Said) -> bool:
    """Whether a statement only adds the days of a header to another one."""
    more = found.links - want.links
    return (
        found._replace(links=want.links) == want
        and found.links > want.links
        and all(kind == "Constraint" and link.ref == ORIGIN for kind, link in more)
    )


def _lasting(first: Side, second: Side, names: Names) -> tuple[frozenset[str], frozenset[str]]:
    """The ids, as the merged file has them, of events that last for one file and not for the other:

    those that do not last in the first, and those that do not in the second.
    """
    mine, theirs = (
        {name for name, event in side.events.items() if any(map(_lasts, event.when))}
        for side in (first, second)
    )
    there = {names.events[name] for name in theirs}
    both = {names.events[name] for name in second.events} & set(first.events)
    return frozenset(both & (there - mine)), frozenset(both & (mine - there))


def _lasts(claim: Claim) -> bool:
    return claim.counted is not None and claim.counted.lasts
