"""What the merged file says before its events: the first file's, and what the second adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.editing import yaml_text
from crisis.timeline.editing.insertion import Change, add_pair, fill
from crisis.timeline.editing.outline import MAPPING
from crisis.timeline.editing.safe_write import refused

from .entries import LISTS, Gain, facts, facts_there, gained, pairs_of, place
from .remarks import Clash, shown
from .values import free_value, mapping_text, value_of, written
from .writing import Piece, add_pairs, behind, replaced, signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.editing.outline import Part

    from .side import Side
    from .taken import Taken
    from .told import Names
    from .transfer import Transfer

_HARMLESS = ("title", "note", "zone", "zero")
"""Keys of a timeline that a file which has none may take over: they change nothing in it."""


class Header:
    """The changes of what stands before the events; ``clashes`` are what the two say otherwise."""

    def __init__(
        self, first: Side, second: Side, names: Names, transfer: Transfer, taken: Taken, json: bool
    ) -> None:
        self.first = first
        self.second = second
        self.names = names
        self.transfer = transfer
        self.taken = taken
        self.json = json
        self.changes: list[Change] = []
        self.clashes: list[Clash] = []

    def timeline(self) -> None:
        """The keys under ``timeline``."""
        found = self.second.text.outline.under("timeline")
        if found is None or found[1].kind != MAPPING:
            return
        mine = self.first.text.outline.under("timeline")
        own = {} if mine is None else {key.value: part for key, part in mine[1].pairs}
        gain = Gain()
        places: dict[str, Part] = {}
        for key, part in found[1].pairs:
            name = key.value
            places[name] = key
            value = self._value(name, part)
            if value in ("", [], {}):
                continue
            known = own.get(name)
            if name in ("zones", "measures") and isinstance(value, dict):
                self._several(name, value, known, gain)
            elif known is None or known.empty:
                if name.startswith("x-") or (name in _HARMLESS and self._fits(name)):
                    gain[name] = value
                else:
                    gain.kept[name] = value
            elif (free_value(known) if name.startswith("x-") else value_of(known)) != value:
                gain.kept[name] = value
        self._gain(gain, None if mine is None else mine[1])
        if mine is None:
            return
        for name in gain.kept:
            known = own.get(name)
            if name in ("zone", "calendar"):  # times are written so that they stay what they are
                continue
            self.clashes.append(
                Clash(
                    f"timeline.{name}",
                    "" if known is None else shown(value_of(known)),
                    shown(gain.kept[name]),
                    place(self.first, known or mine[0]),
                    place(self.second, places[name]),
                    f"kept there under {self.second.key}",
                )
            )

    def _fits(self, name: str) -> bool:
        zero = self.second.preamble.header.zero
        return name != "zero" or isinstance(zero, str) or self.transfer.same_zone

    def _value(self, name: str, part: Part) -> Any:
        value = free_value(part) if name.startswith("x-") else value_of(part)
        names = self.names
        if name == "zero" and isinstance(value, str):
            return names.events.get(value, value)
        if name in ("prefer", "source"):
            several = value if isinstance(value, list) else [value]
            mapped = [names.sources.get(one, one) for one in several]
            return mapped if isinstance(value, list) else mapped[0]
        if name == "measures" and isinstance(value, dict):
            return {
                key: [self._end(end) for end in ends] if isinstance(ends, list) else ends
                for key, ends in value.items()
            }
        return value

    def _end(self, end: str) -> str:
        name, dot, which = end.removeprefix("@").partition(".")
        return f"{self.names.events.get(name, name)}{dot}{which}"

    def _several(self, name: str, value: dict[str, Any], known: Part | None, gain: Gain) -> None:
        """Short forms of zones, or measures: those that the first file has not are added."""
        own = {} if known is None else value_of(known)
        if name == "measures" and isinstance(own, dict):
            own = {
                key: [end.removeprefix("@") for end in ends] if isinstance(ends, list) else ends
                for key, ends in own.items()
            }
        new = {key: item for key, item in value.items() if key not in own}
        other = {key: item for key, item in value.items() if key in own and own[key] != item}
        if new and (known is None or known.empty):
            gain[name] = new
        elif new and known is not None:
            self.changes.append(add_pairs(self.first.text, known, new, self.json))
        if other:
            gain.kept[name] = other

    def _gain(self, gain: Gain, mine: Part | None) -> None:
        pairs = dict(gain)
        if mine is None:
            if gain.kept:
                pairs[self.second.key] = gain.kept
            if pairs:
                self._section("timeline", 0, pairs)
            return
        if pairs := with_kept(gain, mine, self.second.key):
            if mine.empty and mine.kind != MAPPING:
                raise refused(self.first.name, "timeline is empty", "", mine.line, mine.column)
            self.changes.append(add_pairs(self.first.text, mine, pairs, self.json))

    def _section(self, name: str, place: int, pairs: dict[str, Any]) -> None:
        text, root = self.first.text, self.first.contents.root
        texts = {key: written(key, value, self.json) for key, value in pairs.items()}
        whole = mapping_text({name: mapping_text(texts, self.json)}, self.json)

        def block(indent: str) -> str:
            lines = "".join(
                f"{indent}  {key}: {behind(key, v, indent + '  ')}\n" for key, v in pairs.items()
            )
            return f"{indent}{name}:\n{lines}"

        change = add_pair(text, root, place, "", "", block, whole[1:-1])
        self.changes.append(change._replace(signs=signs_of(whole)[1:-1]))

    def entries(self, own: bool) -> None:
        """Actors and sources; the second file is a source of its ``own`` where it has to be."""
        for section in ("actors", "sources"):
            mine, theirs = pairs_of(self.first, section), pairs_of(self.second, section)
            names: dict[str, str] = dict(getattr(self.names, section))
            new = [there for name, there in names.items() if there not in mine and name in theirs]
            pieces = self.taken.entry_pieces(section, new)
            if section == "sources" and own:
                pieces[self.transfer.source] = self._own_source()
            if pieces:
                self._add(section, list(pieces.values()))
            for name, there in names.items():
                if there in mine and name in theirs:
                    self._entry(section, mine[there], theirs[name])

    def _own_source(self) -> Piece:
        record = self.transfer.own_source()
        value: dict[str, Any] = {"name": record.name}
        if title := self.second.preamble.header.title:
            value["title"] = title
        value |= {
            key: getattr(record, key)
            for key in ("zone", "calendar", "zero")
            if getattr(record, key)
        }
        flow = f"{yaml_text.flow(record.id, self.json)}: {yaml_text.flow(value, self.json)}"
        return Piece([f"{flow}\n"], flow, signs_of(f"{{{flow}}}")[1:-1])

    def _entry(
        self,
        section: str,
        mine: tuple[Part, Part],
        theirs: tuple[Part, Part],
    ) -> None:
        """What an actor or a source gains that both files have."""
        record = facts_there(theirs[1], section, self.names, self.transfer.clashing)
        own = facts(mine[1])
        if isinstance(own.get("member_of"), str):
            own["member_of"] = [own["member_of"]]
        gain = gained(own, record, section == "sources")
        if "name" not in own and gain.get("name") == mine[0].value:
            gain.pop("name")
        for listed in LISTS:
            pair = mine[1].get(listed)
            if pair is not None and listed in gain:
                self.changes.append(replaced(pair[1], yaml_text.flow(gain.pop(listed), self.json)))
        kept = dict(gain.kept)
        if mine[1].kind != MAPPING:
            pairs = with_kept(gain, None, self.second.key)
            if pairs:
                name = {"name": mine[1].value} if mine[1].value else {}
                texts = {k: written(k, v, self.json) for k, v in (name | pairs).items()}
                whole = mapping_text(texts, self.json)
                if mine[1].start == mine[1].stop:
                    whole = f" {whole}"
                self.changes.append(replaced(mine[1], whole))
        elif pairs := with_kept(gain, mine[1], self.second.key):
            self.changes.append(add_pairs(self.first.text, mine[1], pairs, self.json))
        else:
            kept = {}
        for key, value in kept.items():
            self.clashes.append(
                Clash(
                    f'{key} of the {section[:-1]} "{mine[0].value}"',
                    shown(own[key]) if key in own else "",
                    shown(value),
                    place(self.first, mine[0]),
                    place(self.second, theirs[0]),
                    f"kept there under {self.second.key}",
                )
            )

    def _add(self, section: str, pieces: Sequence[Piece]) -> None:
        """New entries behind those of a section, which is made where there is none."""
        text, root = self.first.text, self.first.contents.root
        found = text.outline.under(section)
        signs = [sign for piece in pieces for sign in piece.signs]
        flow = ", ".join(piece.flow for piece in pieces)

        def block(indent: str) -> str:
            return "".join(piece.at(indent) for piece in pieces)

        if found is None:
            keys = [key.value for key, _ in root.pairs]
            at = keys.index("events") if "events" in keys else len(keys)
            whole = mapping_text({section: f"{{{flow}}}"}, self.json)
            change = add_pair(
                text, root, at, "", "", lambda i: f"{i}{section}:\n{block(f'{i}  ')}", whole[1:-1]
            )
            self.changes.append(change._replace(signs=signs_of(whole)[1:-1]))
            return
        key, value = found
        if value.empty and not root.flow:
            change = fill(text, key, value, "", block("  "))
            self.changes.append(change._replace(signs=["{", *signs, "]"]))
            return
        change = add_pair(text, value, len(value.parts) // 2, "", "", block, flow)
        self.changes.append(change._replace(signs=signs))


def with_kept(gain: Gain, mine: Part | None, key: str) -> dict[str, Any]:
    """The pairs that a mapping gains, what is kept beside it among them under a key of one's own.

    What an earlier merge kept there already is not kept again: then it is taken out of ``gain``.
    """
    pairs: dict[str, Any] = dict(gain)
    if not gain.kept:
        return pairs
    number, name = 1, key
    while mine is not None and (pair := mine.get(name)) is not None:
        known = free_value(pair[1])
        if isinstance(known, dict):
            same = [one for one, value in gain.kept.items() if known.get(one) == value]
            for one in same:
                del gain.kept[one]
        number += 1
        name = f"{key}-{number}"
    if gain.kept:
        pairs[name] = dict(gain.kept)
    return pairs
