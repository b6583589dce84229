"""Two event files about the same events as one: nothing is lost, and nothing decided.

The text of the first stays as it is, with what the second adds put in at its place. What came out
is read again, and compared with the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.changes.pairing import compared
from crisis.timeline.editing.insertion import plan
from crisis.timeline.editing.rewrite import changed
from crisis.timeline.eventfile.ids import id_to_write, slug

from .both import Added, Both
from .checked import check
from .entries import alike, pairs_of, united
from .entries import place as place_in
from .header import Header
from .placing import Lists
from .putting import Putting
from .remarks import Merged, Named, shown
from .side import Side
from .starts import with_starts
from .statements import beside, said
from .taken import Taken
from .told import Names, Target, Unfit
from .transfer import Transfer
from .writing import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.changes.pairing import Ids
    from crisis.timeline.eventfile.files import Source
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

    Load = Callable[[Sequence[Source]], Timeline]


class Unmerged(Exception):
    """Nothing was merged: the files have mistakes, and what cannot be read might be lost."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


def merged(
    first: Source,
    second: Source,
    load: Load,
    same: Iterable[Ids] = (),
    apart: Iterable[Ids] = (),
) -> Merged:
    """What two files come to as one, in the layout of the first.

    ``same`` are pairs of ids that are one event, ``apart`` pairs that are not; ``load`` reads
    texts. Raises Unmerged for files with errors, PairError for pairs that cannot be, Refused where
    something would not mean the same in one file.
    """
    timelines = [load([source]) for source in (first, second)]
    errors = [p for timeline in timelines for p in timeline.problems if p.severity == "error"]
    if errors:
        raise Unmerged(errors)
    sides = [Side(source, line) for source, line in zip((first, second), timelines, strict=True)]
    work = _Merge(sides[0], sides[1], same, apart)
    text = with_starts(sides[0], work.transfer.lasting[0])
    if text != first.text:
        first = first._replace(text=text)
        again = _Merge(Side(first, load([first])), sides[1], same, apart)
        return check(again.merged(), sides[0], sides[1], again.names, again.source, load)
    return check(work.merged(), sides[0], sides[1], work.names, work.source, load)


class _Merge:
    def __init__(
        self, first: Side, second: Side, same: Iterable[Ids], apart: Iterable[Ids]
    ) -> None:
        self.first = first
        self.second = second
        self.named: list[Named] = []
        self._pair(same, apart)
        self.twins: frozenset[str] = frozenset()
        while True:
            self._name()
            self.transfer = Transfer(first, second, self.names, self.source)
            try:
                self._transfer()
            except Unfit as unfit:
                if not unfit.source or unfit.source in self.twins:
                    raise self.transfer.refuse(unfit) from None
                self.twins |= {unfit.source}
                continue
            break

    def _pair(self, same: Iterable[Ids], apart: Iterable[Ids]) -> None:
        """Which events are one: by ids that are written, or because somebody says so."""
        table = compared(self.first.timeline, self.second.timeline, same, apart)
        self.pairs: dict[str, str] = {}
        self.proposed: list[Ids] = []
        for row in table.rows:
            if row.pairing is None or not (row.cells[0].event and row.cells[1].event):
                continue
            mine, theirs = row.cells[0].event, row.cells[1].event
            if row.pairing.by == "said" or (row.pairing.by == "id" and self._one(mine, theirs)):
                self.pairs[theirs.id] = mine.id
            else:
                self.proposed.append((mine.id, theirs.id))
        self._again()

    def _again(self) -> None:
        """Events whose ids nobody wrote in the second file, and which the first has word by word:

        an earlier merge gave them another id.
        """
        taken = set(self.pairs.values())
        known: dict[Any, str] = {}
        for event in self.first.timeline.events:
            if event.id not in taken:
                known.setdefault(self._words(event, {}), event.id)
        for event in self.second.timeline.events:
            if event.id in self.pairs or self.second.written_id(event):
                continue
            mine = known.pop(self._words(event, self.pairs), "")
            if mine:
                self.pairs[event.id] = mine
                self.proposed = [
                    pair for pair in self.proposed if pair[0] != mine and pair[1] != event.id
                ]

    @staticmethod
    def _words(event: Event, names: Mapping[str, str]) -> Any:
        told = [
            (claim.source, said(claim.meaning, names).links, beside(claim)) for claim in event.when
        ]
        return event.titles, frozenset(told)

    def _one(self, mine: Event, theirs: Event) -> bool:
        """Whether two events of the same id are one: one that is made of a title proves little."""
        if self.first.written_id(mine) and self.second.written_id(theirs):
            return True
        if mine.titles != theirs.titles:
            return False
        one, other = (
            {(claim.source, said(claim.meaning, {}).links) for claim in event.when}
            for event in (mine, theirs)
        )
        return one <= other or other <= one

    def _own_source(self, renamed: Iterable[str]) -> str:
        """The id of the second file as a source: the one that it has already, or a free one.

        ``renamed`` are the ids that its own sources get.
        """
        known = self.first.preamble.sources
        name = self.second.word
        taken = {*self.second.preamble.sources, *renamed}
        number = 1
        while True:
            word = name if number == 1 else f"{name}-{number}"
            if word in known and known[word].name == self.second.base and word not in taken:
                return word
            if word not in known and word not in taken:
                return word
            number += 1

    def _name(self) -> None:
        """The ids of the second file in the merged one."""
        first, second = self.first, self.second
        actors = united(first, second, "actors", frozenset())
        sources = united(first, second, "sources", self.twins)
        self.source = self._own_source(sources.values())
        events = dict(self.pairs)
        taken = set(first.events) | {name for name in second.events if name not in self.pairs}
        for event in second.timeline.events:
            if event.id in events:
                continue
            if event.id in first.events:
                events[event.id] = id_to_write(event.id, taken)
                taken.add(events[event.id])
            else:
                events[event.id] = event.id
        self.names = Names(events, actors, sources)

    def _transfer(self) -> None:
        """How everything of the second file is written there. Raises Unfit."""
        both = Both(self.first, self.second, self.names, self.transfer)
        self.added: dict[str, Added] = {}
        self.targets: dict[str, Target] = {}
        for event in self.second.timeline.events:
            if event.id in self.pairs:
                mine = self.first.events[self.pairs[event.id]]
                self.added[event.id] = both.added(mine, event)
            else:
                self.targets[event.id] = self.transfer.target(event, self.second.places[event.id])

    def merged(self) -> Merged:
        """The text, and what is to be said of it."""
        first, second = self.first, self.second
        taken = Taken(second, self.names, self.transfer.clashing)
        taken.entries()
        for name, target in self.targets.items():
            event = second.events[name]
            taken.event(event, second.places[name], target.told, self._more(event))
        json = first.contents.root.flow
        taken.finish(json)
        header = Header(first, second, self.names, self.transfer, taken, json)
        putting = Putting(first, second, self.names, taken, json)
        header.timeline()
        header.entries(self._needs_source())
        for name, added in self.added.items():
            putting.both(first.events[self.pairs[name]], second.events[name], added, second.key)
        lists = Lists(first)
        putting.events(lists, self.targets)
        putting.comments(header.changes)
        changes = [*header.changes, *putting.changes]
        after = changed(first.text, plan(once(changes)))
        both = set(self.pairs.values())
        return Merged(
            after.text,
            (len(first.events), len(second.events)),
            tuple(name for name in first.events if name in both),
            tuple(self.names.events[name] for name in self.targets),
            tuple(self.proposed),
            (*header.clashes, *putting.clashes),
            tuple(self._renames()),
            source=self.source if self._needs_source() else "",
            claims=self._own_claims(),
        )

    def _more(self, event: Event) -> dict[str, Any]:
        """Keys that an event needs which the header of its own file made needless."""
        mine, theirs = self.first.preamble.header, self.second.preamble.header
        part = self.second.places[event.id].part
        more: dict[str, Any] = {}
        new = self.names.events[event.id]
        if not self.second.written_id(event) and new != slug(event.title):
            more["id"] = new
        if part.get("sources") is None and theirs.source != mine.source:
            if theirs.source:
                more["sources"] = self.names.sources.get(theirs.source, theirs.source)
            elif mine.source:
                more["sources"] = self.source
        if part.get("prefer") is None and theirs.prefer and theirs.prefer != mine.prefer:
            tellers = [account.source for account in event.accounts]
            chosen = next((name for name in theirs.prefer if name in tellers), "")
            if chosen and event.agreement:
                more["prefer"] = self.names.sources.get(chosen, chosen)
        return more

    def _own_claims(self) -> int:
        told = [one for added in self.added.values() for one, _ in added.claims]
        told += [one for target in self.targets.values() for one in target.told]
        return sum(self.source in one.sources for one in told)

    def _needs_source(self) -> bool:
        """Whether the second file has to be a source of its own."""
        if self.source in self.first.preamble.sources:
            return False
        if self._own_claims():
            return True
        header = self.first.preamble.header
        return bool(
            header.source
            and not self.second.preamble.header.source
            and any(self.second.places[name].part.get("sources") is None for name in self.targets)
        )

    def _renames(self) -> Iterable[Named]:
        for section in ("actors", "sources"):
            mine, theirs = pairs_of(self.first, section), pairs_of(self.second, section)
            known = getattr(self.first.preamble, section)
            own = getattr(self.second.preamble, section)
            for old, new in getattr(self.names, section).items():
                if old == new or old not in mine or new in known:
                    continue
                same = alike(known[old], own[old])
                why = f"its name is {shown(known[old].name)} there"
                if same:
                    why = "its claims are read in another way there"
                yield Named(
                    section[:-1], old, new,
                    place_in(self.first, mine[old][0]), place_in(self.second, theirs[old][0]), why,
                )  # fmt: skip
        for name in self.targets:
            new = self.names.events[name]
            if new != name:
                mine_event, event = self.first.events[name], self.second.events[name]
                why = f"another event has that id: {shown(mine_event.title)}"
                yield Named("event", name, new, mine_event.origin, event.origin, why)
