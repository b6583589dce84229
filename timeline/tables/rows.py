"""An event as a row of a table, and the event of a row.

Most events of a large table are plain: one claim, one time, a few names. Those are made of their
columns again. Of any other the column ``record`` has all, as an index keeps it.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.normalize import fold
from crisis.timeline.base.problems import Origin
from crisis.timeline.model.constraints import ORIGIN, START, Constraint, Meaning
from crisis.timeline.model.membership import organisations
from crisis.timeline.model.records import Bound, Claim, Event, Part, Written
from crisis.timeline.model.serialize import Reader
from crisis.timeline.model.sort_keys import order
from crisis.timeline.model.words import STATUSES
from crisis.timeline.model.written import parsed, written
from crisis.timeline.query.coverage import coverage
from crisis.timeline.query.fields import KEPT, QUERY_FIELDS
from crisis.timeline.query.numbered_times import OPEN, storable, time
from crisis.timeline.query.searched_text import searched

from .brief import LINE, UNREAD, acting, brief, start_of
from .columns import READ
from .right_types import Right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.model.records import Actor, Source

Row = dict[str, Any]

BETWEEN = "\0"
"""Stands between the texts of an event and the names of who acts in it and who tells of it."""


class Rows:
    """Makes rows of events; ``actors`` and ``sources`` are those of their timeline.

    ``related`` tells whether relations bear upon an event, by its id.
    """

    def __init__(
        self,
        actors: Mapping[str, Actor],
        sources: Mapping[str, Source],
        related: Callable[[str], bool],
    ) -> None:
        self._actors = actors
        self._sources = sources
        self._named: dict[str, str] = {}
        self._related = related
        self._above: dict[str, tuple[str, ...]] = {}
        self._searched = searched()
        self._terms = [
            (name, values, QUERY_FIELDS[name].alike())
            for name, values in KEPT.items()
            if name not in ("actor", "source")
        ]

    def row(self, event: Event) -> Row:
        """The values of an event by the names of COLUMNS; those that are not there are NULL.

        Raises OverflowError for a time that no table holds.
        """
        if event.status and event.status not in STATUSES:
            raise OverflowError("a status that there is not")
        low, last, high, until, _ = time(event.start, event.end)
        first, final, turn = order(event)
        row: Row = {
            "id": event.id,
            "title": event.title,
            "text": event.texts[0][1] if event.texts else "",
            "sort_first": _number(first),
            "sort_last": _number(final),
            "sort_turn": turn,
            "low": low,
            "last": last,
            "high": high,
            "until": until,
            "lasting": event.end is not None,
            "dateless": event.dateless,
            "branched": event.branched,
            "related": self._related(event.id),
            "pictured": bool(event.media),
            "status": event.status,
            "actors": self._closed(event.actors),
            "parts": [part.actor for part in event.actors],
            "part_roles": _roles(event.actors),
            "roles": [*dict.fromkeys(self._in_roles(event.actors))],
            "sources": [*event.sources],
            "tags": [*event.tags],
            "terms": [*dict.fromkeys(self.terms(event))],
            "place": event.place,
            "url": event.url,
            "caused_by": [*event.caused_by],
            "words": self._words(event),
            "file": event.origin.file,
            "line": event.origin.line,
            "number": event.place_in_file,
        }
        if event.end is not None:
            row["end_low"], row["end_high"] = event.end.ends
        if len(event.when) == 1 and event.when[0].phrases:
            claim = event.when[0]
            row["phrase"] = claim.phrases[0].text
            row["known_to"] = claim.meaning.precision if claim.meaning is not None else ""
        if event.header is not None:
            row["header_low"], row["header_high"] = event.header.ends
        self._add_record(row, event)
        return row

    def _add_record(self, row: Row, event: Event) -> None:
        """Give a row its record where its columns do not tell all of the event."""
        texts = [value for value in row.values() if isinstance(value, str)]
        texts += [text for value in row.values() if isinstance(value, list) for text in value]
        if not all(map(storable, texts)):
            for name, value in row.items():
                if isinstance(value, str):
                    row[name] = _whole(value)
                elif isinstance(value, list):
                    row[name] = [*map(_whole, value)]
        elif plain([row.get(name) for name in READ]) == event:
            return
        row["record"] = written(event).decode()

    def terms(self, event: Event) -> Iterator[str]:
        """What the fields of a question ask for beside actors and sources: ``tag:board``."""
        for name, values, alike in self._terms:
            if having := values(event):
                for value in alike(having):
                    yield f"{name}:{value}"
        for word in coverage(event):
            yield f"coverage:{word}"
        if event.free:
            from crisis.timeline.model.free import texts

            for name, literal in event.free:
                for text in texts(literal):
                    yield f"{name}:{fold(text)}"

    def _words(self, event: Event) -> str:
        """What a search for a word looks at, and the names of those who act and who tell of it."""
        names = [self._name(self._actors, part.actor) for part in event.actors]
        names += [self._name(self._sources, source) for source in event.sources]
        return BETWEEN.join(dict.fromkeys([self._searched(event), *names]))

    def _name(self, listed: Mapping[str, Actor] | Mapping[str, Source], name: str) -> str:
        known = listed.get(name)
        called = known.name if known is not None and known.name else name
        return self._named.get(called) or self._named.setdefault(called, fold(called))

    def _closed(self, parts: Iterable[Part]) -> list[str]:
        """Those who took part, in their order, and behind them all to which they belong."""
        own = dict.fromkeys(part.actor for part in parts)
        if not self._actors:
            return [*own]
        return [*own | dict.fromkeys(above for name in own for above in self._over(name))]

    def _in_roles(self, parts: Iterable[Part]) -> Iterator[str]:
        for part in parts:
            if part.role:
                for name in (part.actor, *self._over(part.actor)):
                    yield in_role(name, fold(part.role))

    def _over(self, actor: str) -> tuple[str, ...]:
        if actor not in self._above:
            every = organisations(actor, self._actors)
            self._above[actor] = tuple(sorted(every - {actor}))
        return self._above[actor]


def in_role(actor: str, role: str) -> str:
    """An actor in a role, which is folded, as the column ``roles`` has it."""
    return f"{actor}/{role}"


def _roles(parts: Sequence[Part]) -> list[str]:
    """The role of each part; none at all where nobody has any."""
    return [part.role for part in parts] if any(part.role for part in parts) else []


def _number(place: float) -> int:
    return OPEN if place == inf else -OPEN if place == -inf else int(place)


def _whole(text: str) -> str:
    """A text without half characters, which no table holds."""
    return text.encode("utf-8", "replace").decode()


def plain(values: Sequence[Any]) -> Event:
    """The event of the columns READ, where these tell all of it.

    It has at most one claim, of one phrase of an instant or a day in the day of its header.
    """
    (
        name, title, text, low, high, end_low, end_high, lasting, status, parts, roles, sources,
        tags, place, url, causes, file, line, number, phrase, precision, header_low, header_high, _,
    ) = values  # fmt: skip
    origin = Origin(file, line)
    start = start_of(low, high)
    header = None if header_low is None and header_high is None else Bound(header_low, header_high)
    when: tuple[Claim, ...] = ()
    if phrase is not None:
        core = (None, None) if header is None else header.ends
        said = Constraint(START, ORIGIN, START, start.earliest, start.latest, *core)
        meaning = Meaning((said,), (), lasting, precision or "", False, False)
        source = sources[0] if sources else ""
        when = (Claim((Written("is", phrase, line, 0),), meaning, origin, source),)
    return Event(
        id=name,
        titles=(("", title),),
        origin=origin,
        when=when,
        texts=(("", text),) if text else (),
        actors=acting(parts, roles),
        sources=tuple(sources),
        tags=tuple(tags),
        place=place,
        url=url,
        caused_by=tuple(causes),
        status=status,
        start=start,
        end=Bound(end_low, end_high) if lasting else None,
        header=header,
        place_in_file=number,
    )


class Events:
    """Makes the events of rows again; ``files`` are those that their records name."""

    def __init__(self, files: Iterable[str]) -> None:
        self._read = Reader({name: name for name in files})

    def event(self, values: Sequence[Any], first: int = 0) -> Event:
        """The event of the columns READ; ``first`` is the number of the first one of its table.

        Raises Damaged for what no event of ours can be.
        """
        return self._event(values, first, _READ, plain)

    def brief(self, values: Sequence[Any], first: int = 0) -> Event:
        """As ``event``, of the columns LINE: no more of it is there than a line shows."""
        return self._event(values, first, _LINE, brief)

    def _event(
        self,
        values: Sequence[Any],
        first: int,
        right: Right,
        made: Callable[[Sequence[Any]], Event],
    ) -> Event:
        record = values[-1]
        if record is None:
            right.check(values)
            event = made(values)
        else:
            event = self._read.event(parsed(record.encode()))
        if not first or event.place_in_file is UNREAD:
            return event
        turn = event.turn if event.turn < 0 else event.turn + first
        return event._replace(place_in_file=event.place_in_file + first, turn=turn)


_READ, _LINE = Right(READ), Right(LINE)
