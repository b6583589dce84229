"""Rules applied to the records of a file: events of an event file, and what became of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import LONGEST_TEXT
from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.base.zones import shared_zone
from crisis.timeline.model.words import STATUSES

from .claims import Times
from .entries import Entry
from .names import Names, Seen, made_id, own_id
from .phrases import UNDATED
from .records import Record
from .tally import DUPLICATE, Refused, Tally, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crisis.timeline.editing.yaml_text import Field

    from .claims import Told
    from .rules import Rules

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

    ``zone`` is that of the event file, ``own`` names the zone of clocks that name none.
    """

    def __init__(self, rules: Rules, common: Common, zone: str, own: str, file: str) -> None:
        self.rules = rules
        self.file = file
        self.tally = Tally()
        self._common = common
        self._times = Times(rules, shared_zone(zone), shared_zone(own) if own else None)

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
                    self._refuse(problem, error.kind, tell)
                else:
                    if entry is not None:
                        self.tally.read += 1
                        yield entry
            else:
                self._refuse(record, "", tell)
        for rest in self.tally.rest():
            tell(rest)

    def _refuse(self, problem: Problem, kind: str, tell: Callable[[Problem], None]) -> None:
        told = self.tally.refuse(problem, kind)
        if told is not None:
            tell(told)

    def event(self, record: Record) -> Entry | None:
        """The event of a record; None for one that is left out, and counted. Raises Refused."""
        rules, values, tally = self.rules, record.values, self.tally
        for skip in rules.skip:
            if skip.meets(values):
                tally.skipped[skip.why] += 1
                return None
        title, texts = self._texts(values)
        actors = [part for value in rules.actors for part in value.parts(values)]
        tags = [*dict.fromkeys(tag for value in rules.tags for tag in value.many(values))]
        sources = [name for value in rules.source for name in value.many(values)]
        witnesses = [name for value in rules.sources for name in value.many(values)]
        related = self._related(values)
        claims, why = self._times.claims(values)
        if not claims:
            named = (c.source.one(values).strip() for c in rules.when if c.source is not None)
            sources = [*dict.fromkeys([*sources, *filter(None, named)])]
        stated = [
            title,
            *[claim.stated() for claim in claims],
            *texts,
            *texts.values(),
            *[f"{name}/{role}" for name, role in actors],
            _NEXT,
            *tags,
            _NEXT,
            *sources,
            _NEXT,
            *witnesses,
            *(f"{key}={names}" for key, names in related.items()),
        ]
        said = "\0".join(stated)
        if len(said) > LONGEST_TEXT and max(map(len, (*stated, *texts.values()))) > LONGEST_TEXT:
            raise Refused(f"a text longer than {LONGEST_TEXT:,} characters")
        written = rules.id.one(values).strip() if rules.id is not None else ""
        if not self._common.records.add(f"{written}\0{said}"):
            tally.skipped[DUPLICATE] += 1
            return None
        name = own_id(written) if written else made_id(title, said)
        if not self._common.ids.add(name):
            hint = "leave id out of the rules, or make it a template of several fields"
            raise Refused(f"the id {quoted(name)} stands twice", hint, "an id that stands twice")
        if self._times.taken:
            tally.zones.update(self._times.taken)
        if all(claim.unknown for claim in claims):
            tally.undated[why or "by the rules"] += 1
        entry = self._entry(
            record.line, name, title, claims, texts, actors, tags, (sources, witnesses)
        )
        return entry._replace(fields=(*entry.fields, *related.items()))

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
        texts = {key: value.one(values) for key, value in rules.texts}
        texts = {key: text for key, text in texts.items() if text.strip()}
        whole = title.strip()
        if not whole:
            where = f": {rules.title.written}" if rules.title is not None else ""
            raise Refused(
                f"no title{where}",
                "title: {first: [one, other]} takes the first that is there",
                "no title",
            )
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

    def _entry(
        self,
        line: int,
        name: str,
        title: str,
        claims: list[Told],
        texts: dict[str, str],
        actors: list[tuple[str, str]],
        tags: list[str],
        sources: tuple[list[str], list[str]],
    ) -> Entry:
        """``sources`` are those of the claims, and those that tell of the event alone."""
        ids, witnesses = (
            [self._common.sources.id(source) for source in dict.fromkeys(names)]
            for names in sources
        )
        place = UNDATED
        if len(claims) == 1 and claims[0].end is None:
            place = claims[0].place
        elif claims and all(claim.place != UNDATED for claim in claims):
            ends = [end for claim in claims for end in (claim.start, claim.end) if end]
            alone = len({end.place for end in ends}) == 1
            place = claims[0].place if alone or not any(end.yearly for end in ends) else UNDATED
            place = next((end.place for end in ends if end.bound), place)
        fields: list[Field] = [("id", name)]
        said = [claim.under(place, self._sources(claim) or ids) for claim in claims]
        if said:
            fields.append(("when", said[0] if len(said) == 1 else said))
        fields.append(("title", title))
        fields += [(key, texts[key]) for key in _AFTER_TITLE if key in texts]
        if actors:
            parts = dict.fromkeys((self._common.actors.id(actor), role) for actor, role in actors)
            fields.append(("actors", [{who: role} if role else who for who, role in parts]))
        if not claims or any(claim.sources for claim in claims):
            witnesses = list(dict.fromkeys([*ids, *witnesses]))
        else:
            witnesses = [source for source in witnesses if source not in ids]
        if witnesses:
            fields.append(("sources", witnesses))
        if tags:
            fields.append(("tags", tags))
        fields += [(key, texts[key]) for key in _AT_END if key in texts]
        return Entry(line, place, tuple(fields))

    def _sources(self, claim: Told) -> list[str]:
        return [self._common.sources.id(source) for source in claim.sources]
