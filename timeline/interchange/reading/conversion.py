"""Rules applied to the records of a file: events of an event file, and what became of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import LONGEST_TEXT
from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.base.zones import shared_zone
from crisis.timeline.model.free import scalar
from crisis.timeline.model.words import STATUSES

from .claims import Times
from .entries import Entry
from .listed import Listed, actors, texts
from .names import Names, Seen, made_id, own_id
from .own_keys import OWN, own_cells
from .phrases import UNDATED
from .records import Record
from .tally import DUPLICATE, EACH, Refused, Tally, quoted
from .unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crisis.timeline.editing.yaml_text import Field

    from .rules import Rules
    from .told import Told

    Lists = tuple[Listed[tuple[str, str]], Listed[str], Listed[str], Listed[str]]
    # actors, tags, the sources of claims, and the sources that tell of the event alone

_AFTER_TITLE = ("text", "note", "quote")
_NEXT = "\1"  # stands between lists of any length, so that no two records state the same
_AT_END = ("place", "url", "status")


class Common:
    """What the files of one import share: actors, sources, ids that are taken, records seen."""

    def __init__(self) -> None:
        self.actors = Names("actor")
        self.sources = Names("source")
        self.ids = Seen()
        self.records = Seen()


class Conversion:
    """Makes events of the records of a file, one at a time.

    ``zone`` is that of the event file, ``own`` names the zone of clocks that name none; as an
    attribute it is the zone itself, or None.
    """

    def __init__(self, rules: Rules, common: Common, zone: str, own: str, file: str) -> None:
        self.rules = rules
        self.file = file
        self.tally = Tally()
        self.unread = Unread(rules)
        self._common = common
        self.own = shared_zone(own) if own else None
        self._times = Times(rules, shared_zone(zone), self.own)
        self._actors = actors(rules.actors)
        self._tags = texts(rules.tags, once=True)
        self._sources = texts(rules.source)
        self._witnesses = texts(rules.sources)
        self._relates = bool(rules.caused_by or rules.part_of or rules.prefer)
        self._owns = bool(rules.own or rules.own_keys)

    def events(
        self, records: Iterable[Record | Problem], tell: Callable[[Problem], None]
    ) -> Iterator[Entry]:
        """The events; ``tell`` hears of every record that is not read."""
        for record in records:
            if isinstance(record, Record):
                try:
                    entry = self.event(record)
                except Refused as error:
                    problem = Problem(
                        Origin(record.file or self.file, record.line), error.message, error.hint
                    )
                    self._refuse(problem, error.kind, tell, 1 if error.once else EACH)
                else:
                    if entry is not None:
                        self.tally.read += 1
                        yield entry
            else:
                self._refuse(record, "", tell)
        for rest in self.tally.rest():
            tell(rest)

    def _refuse(
        self, problem: Problem, kind: str, tell: Callable[[Problem], None], each: int = EACH
    ) -> None:
        told = self.tally.refuse(problem, kind, each)
        if told is not None:
            tell(told)

    def event(self, record: Record) -> Entry | None:
        """The event of a record; None for one that is left out, and counted. Raises Refused."""
        rules, values, tally = self.rules, record.values, self.tally
        for skip in rules.skip:
            if skip.meets(values):
                tally.skipped[skip.why] += 1
                return None
        self.unread.look(values)
        title, other = self._texts(values)
        acting, tags = self._actors(values), self._tags(values)
        sources, witnesses = self._sources(values), self._witnesses(values)
        related = self._related(values) if self._relates else None
        if self._owns and (own := self._own(values)):
            related = {**(related or {}), **own}
        claims, why = self._times.claims(values)
        if not claims:
            named = (c.source.one(values).strip() for c in rules.when if c.source is not None)
            both = [*dict.fromkeys([*sources.parts, *filter(None, named)])]
            sources = Listed(both, "\0".join(both))
        said = _stated(title, claims, other, (acting, tags, sources, witnesses), related)
        written = rules.id.one(values).strip() if rules.id is not None else ""
        if not self._common.records.add(f"{written}\0{said}"):
            tally.skipped[rules.again or DUPLICATE] += 1
            return None
        name = own_id(written) if written else made_id(title, said)
        if not self._common.ids.add(name):
            hint = "leave id out of the rules, or make it a template of several fields"
            raise Refused(f"the id {quoted(name)} stands twice", hint, "an id that stands twice")
        if self._times.taken:
            tally.zones.update(self._times.taken)
        if self._times.warnings:
            tally.warn(record.line, dict.fromkeys(self._times.warnings))
        if all(claim.unknown for claim in claims):
            tally.undated[why or "by the rules"] += 1
        lists = acting, tags, sources, witnesses
        return self._entry(record.line, name, title, claims, other, lists, related)

    def _own(self, values: Any) -> dict[str, Any]:
        """Keys that begin with ``x-``: what the rules say, and what records of ours have."""
        rules = self.rules
        found: dict[str, Any] = {}
        if rules.own_keys:
            own = values.get(OWN)
            found |= own_cells(values) if own is None else own
        for name, taken in rules.own:
            texts = [text for value in taken for text in value.many(values)]
            typed = [text if (it := scalar(text)) is None else it for text in texts]
            found |= {name: typed[0] if len(typed) == 1 else typed} if typed else {}
        return found

    def _entry(
        self,
        line: int,
        name: str,
        title: str,
        claims: list[Told],
        texts: dict[str, str],
        lists: Lists,
        related: dict[str, Any] | None,
    ) -> Entry:
        acting, tags, sources, witnesses = lists
        place = _place(claims)
        fields: list[Field] = [("id", name)]
        ids, others = self._source_ids(sources), self._source_ids(witnesses)
        if claims:
            when = [claim.under(place, self._claimants(claim) or ids) for claim in claims]
            fields.append(("when", when[0] if len(when) == 1 else when))
        fields.append(("title", title))
        if texts:
            fields += [(key, texts[key]) for key in _AFTER_TITLE if key in texts]
        if acting.parts:
            fields.append(("actors", self._actor_ids(acting)))
        if telling := _telling(claims, ids, others):
            fields.append(("sources", telling))
        if tags.parts:
            fields.append(("tags", tags.parts))
        if texts:
            fields += [(key, texts[key]) for key in _AT_END if key in texts]
        if related:
            fields += related.items()
        return Entry(line, place, tuple(fields))

    def _related(self, values: Any) -> dict[str, Any]:
        """The events that caused one, and the one that it is a part of, by ids of their records."""
        rules = self.rules
        causes = [own_id(name) for value in rules.caused_by for name in value.many(values)]
        whole = rules.part_of.one(values).strip() if rules.part_of is not None else ""
        found: dict[str, Any] = {"caused_by": [*dict.fromkeys(causes)]} if causes else {}
        found |= {"part_of": own_id(whole)} if whole else {}
        liked = rules.prefer.one(values).strip() if rules.prefer is not None else ""
        return found | ({"prefer": self._common.sources.id(liked)} if liked else {})

    def _texts(self, values: Any) -> tuple[str, dict[str, str]]:
        """The title and the other texts. Raises Refused."""
        rules = self.rules
        title = rules.title.one(values) if rules.title is not None else ""
        texts: dict[str, str] = {}
        for key, value in rules.texts:
            if (text := value.one(values)).strip():
                texts[key] = text
        whole = title.strip()
        if not whole:
            where = f": {rules.title.written}" if rules.title is not None else ""
            raise Refused(
                f"no title{where}",
                "title: {first: [one, other]} takes the first that is there",
                "no title",
            )
        if whole.isprintable() and not texts:
            return whole, texts
        first = whole.splitlines()[0].rstrip()
        if first != whole:
            texts.setdefault("text", whole)
        for key in ("place", "url", "status"):
            if key in texts:
                texts[key] = texts[key].strip()
        if texts.get("status", STATUSES[0]) not in STATUSES:
            hint = f"table: {{...: {STATUSES[0]}}} says what it means: {', '.join(STATUSES)}"
            message = f"no status: {quoted(texts['status'])}"
            raise Refused(message, hint, message)
        return first, texts

    def _actor_ids(self, acting: Listed[tuple[str, str]]) -> list[Any]:
        """The actors of an event, each by its id, with its role where it has one."""
        if acting.made is None:
            parts = dict.fromkeys(
                (self._common.actors.id(actor), role) for actor, role in acting.parts
            )
            acting.made = [{who: role} if role else who for who, role in parts]
        return acting.made

    def _source_ids(self, sources: Listed[str]) -> list[str]:
        if sources.made is None:
            sources.made = [self._common.sources.id(name) for name in dict.fromkeys(sources.parts)]
        return sources.made

    def _claimants(self, claim: Told) -> list[str]:
        """The sources that a claim itself names."""
        return [self._common.sources.id(source) for source in claim.sources]


def _telling(claims: list[Told], ids: list[str], others: list[str]) -> list[str]:
    """The sources that tell of an event and not of its time; ``ids`` are of claims without one."""
    if not claims or any(claim.sources for claim in claims):
        return [*dict.fromkeys([*ids, *others])]
    return [source for source in others if source not in ids] if others else others


def _place(claims: list[Told]) -> int:
    """The place of the header that an event stands under."""
    if len(claims) == 1 and claims[0].end is None:
        return claims[0].place
    ends = [end for claim in claims for end in (claim.start, claim.end) if end]
    if bound := next((end for end in ends if end.bound), None):
        return bound.place
    if not claims or any(claim.place == UNDATED for claim in claims):
        return UNDATED
    alone = len({end.place for end in ends}) == 1
    return claims[0].place if alone or not any(end.yearly for end in ends) else UNDATED


def _stated(
    title: str,
    claims: list[Told],
    texts: dict[str, str],
    lists: Lists,
    related: dict[str, Any] | None,
) -> str:
    """All that a record says. Raises Refused for a text that is too long."""
    acting, tags, sources, witnesses = lists
    stated = [title, *[claim.stated() for claim in claims], *texts, *texts.values()]
    if acting.parts:
        stated.append(acting.stated)
    stated.append(_NEXT)
    if tags.parts:
        stated.append(tags.stated)
    stated.append(_NEXT)
    if sources.parts:
        stated.append(sources.stated)
    stated.append(_NEXT)
    if witnesses.parts:
        stated.append(witnesses.stated)
    if related:
        stated += [f"{key}={names}" for key, names in related.items()]
    said = "\0".join(stated)
    if len(said) > LONGEST_TEXT:
        listed = [part for one in (tags, sources, witnesses) for part in one.parts]
        listed += [f"{name}/{role}" for name, role in acting.parts]
        joined = {one.stated for one in lists}
        if max(len(text) for text in (*listed, *stated) if text not in joined) > LONGEST_TEXT:
            raise Refused(f"a text longer than {LONGEST_TEXT:,} characters")
    return said
