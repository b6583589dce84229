"""An event that both files have: what the first one's gains by the second one's.

What the first says stays. What only the second says is added; what it says otherwise is kept
beside it under a key of one's own, and told.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple

from .entries import Gain
from .statements import beside, said, together
from .told import grouped, same_claim, stated
from .values import listed, of_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.editing.outline import Part
    from crisis.timeline.model.details import Claim
    from crisis.timeline.model.records import Event

    from .side import Place, Side
    from .statements import Said
    from .told import Names, Told
    from .transfer import Transfer

_LISTS = ("tags", "sources", "caused_by")
_DECIDE = ("status", "prefer")
"""Keys that say something of what the other file says: they are not added to an event of it."""


class Added(NamedTuple):
    """What an event gains: ``lists`` are items by their keys, ``claims`` those that it has not.

    ``keeps_day`` tells that its day, which only its header says, has to be told among them.
    """

    gain: Gain
    lists: dict[str, list[Any]]
    claims: list[tuple[Told, list[str]]]
    keeps_day: bool = False


class Both:
    """Compares the events that two files have."""

    def __init__(self, first: Side, second: Side, names: Names, transfer: Transfer) -> None:
        self.first = first
        self.second = second
        self.names = names
        self.transfer = transfer

    def added(self, mine: Event, theirs: Event) -> Added:
        """What an event of the first file gains by that of the second. Raises Unfit."""
        here, there = self.first.places[mine.id], self.second.places[theirs.id]
        gain, lists = Gain(), {}
        own = {key.value: value for key, value in here.part.pairs}
        for key, part in there.part.pairs:
            name = key.value
            if name in ("id", "when") or part.empty:
                continue
            if name in _LISTS:
                if more := self._more(name, part, own.get(name)):
                    lists[name] = more
            elif name == "actors":
                if more := self._actors(part, own.get(name), gain):
                    lists[name] = more
            else:
                self._compare(name, self._value(name, part), own.get(name), gain)
        if "sources" not in lists and (default := self._default(there.part)):
            known = own.get("sources")
            if default not in (listed(known) or [self.first.preamble.header.source]):
                lists["sources"] = [default]
        if "sources" in lists and "sources" not in own:
            header = self.first.preamble.header.source
            lists["sources"] = [*([header] if header else []), *lists["sources"]]
        claims = list(self._claims(mine, here, theirs, there))
        keeps = bool(claims) and "when" not in own and here.days is not None
        return Added(gain, lists, claims, keeps)

    def _default(self, event: Part) -> str:
        """The source that the second file has for events which name none."""
        source = self.second.preamble.header.source
        named = event.get("sources")
        return self.names.sources.get(source, source) if source and not named else ""

    def _value(self, key: str, part: Part) -> Any:
        """The value of a key of the second file, with the ids of the merged one."""
        value = of_key(key, part)
        if key == "part_of" and isinstance(value, str):
            old = value.removeprefix("@")
            return self.names.events.get(old, old)
        if key == "prefer" and isinstance(value, str):
            return self.names.sources.get(value, value)
        return value

    def _compare(self, key: str, value: Any, known: Part | None, gain: Gain) -> None:
        if known is None or known.empty:
            if key in _DECIDE:
                gain.kept[key] = value
            else:
                gain[key] = value
            return
        mine = of_key(key, known)
        if key == "part_of" and isinstance(mine, str):
            mine = mine.removeprefix("@")
        if mine != value:
            gain.kept[key] = value

    def _more(self, key: str, part: Part, known: Part | None) -> list[str]:
        """The items of a list that the first file's has not."""
        names = {"sources": self.names.sources, "caused_by": self.names.events}.get(key, {})
        here = [text.removeprefix("@") for text in listed(known)]
        new = [text.removeprefix("@") for text in listed(part)]
        return [text for text in dict.fromkeys(names.get(t, t) for t in new) if text not in here]

    def _actors(self, part: Part, known: Part | None, gain: Gain) -> list[Any]:
        """The actors that the first file's event has not; another role of one is kept apart."""
        mine = dict(_roles(known)) if known is not None else {}
        more: list[Any] = []
        other = {}
        for name, role in _roles(part):
            there = self.names.actors.get(name, name)
            if there not in mine:
                more.append({there: role} if role else there)
            elif role and role != mine[there]:
                other[there] = role
        if other:
            gain.kept["actors"] = other
        return more

    def _claims(
        self, mine: Event, here: Place, theirs: Event, there: Place
    ) -> Iterator[tuple[Told, list[str]]]:
        """The claims of the second file that the first has not, each with its sources."""
        known = [(claim.source, stated(claim.meaning), claim) for claim in mine.when]
        known += _united(known)
        for part, group in grouped(theirs, there):
            if part is None and _implied(mine, theirs):
                continue
            want = [said(claim.meaning, self.names.events) for claim in group]
            new = []
            for claim, wanted in zip(group, want, strict=True):
                source = self.names.sources.get(claim.source, claim.source)
                sources = (source,) if source else ("", self.transfer.source)
                if not any(
                    teller in sources and statement == wanted and _says(claim, own)
                    for teller, statement, own in known
                ):
                    new.append(claim)
            if new:
                told = self.transfer.told(
                    theirs, part, new, there, here.days, (self.transfer.source,)
                )
                yield told, list(told.sources)


def _united(known: Sequence[tuple[str, Said, Claim]]) -> list[tuple[str, Said, Claim]]:
    """What two claims of one source say together, where the second tells a day alone."""
    return [
        (source, together([one, other]), claim)
        for (source, one, claim), (teller, other, day) in pairwise(known)
        if source == teller and not day.rejected and not any(beside(day))
    ]


def _says(claim: Claim, own: Claim) -> bool:
    return claim.confidence == own.confidence and same_claim(claim, own)


def _implied(mine: Event, theirs: Event) -> bool:
    """Whether the first file says as much as the day header of the second does."""
    header = theirs.header
    if header is None:
        return True
    low, high = mine.start.ends
    first, last = header.ends
    return None not in (low, high, first, last) and first <= low and high <= last  # type: ignore[operator]


def _roles(part: Part) -> Iterator[tuple[str, str]]:
    """The actors of an event and their roles."""
    for item in part.items or [part]:
        if item.kind:
            yield from ((key.value, value.value) for key, value in item.pairs)
        elif item.value:
            yield item.value, ""
