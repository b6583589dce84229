"""Puts the events of the second file into the text of the first, and its comments with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.editing import yaml_text
from crisis.timeline.editing.edits import Edit, line_start
from crisis.timeline.editing.insertion import Change, add_pair, fill
from crisis.timeline.editing.outline import ITEMS, MAPPING

from .comments import Beside, comments_of
from .header import with_kept
from .placing import Lists, key_of, offset
from .remarks import Clash, shown
from .taken import claim_texts
from .values import list_text, mapping_text, value_of, written
from .writing import (
    add_claims,
    add_pairs,
    add_pieces,
    add_to_list,
    comment_lines,
    replaced,
    signs_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crisis.timeline.editing.outline import Part
    from crisis.timeline.model.records import Event

    from .both import Added
    from .placing import Key
    from .side import Side
    from .taken import Taken
    from .told import Names, Target
    from .writing import Piece


class Putting:
    """The changes of the events of the first file; ``clashes`` are what the two say otherwise."""

    def __init__(self, first: Side, second: Side, names: Names, taken: Taken, json: bool) -> None:
        self.first = first
        self.second = second
        self.names = names
        self.taken = taken
        self.json = json
        self.changes: list[Change] = []
        self.clashes: list[Clash] = []

    def both(self, mine: Event, theirs: Event, added: Added, key: str) -> None:
        """What an event gains that both files have."""
        here, there = self.first.places[mine.id].part, self.second.places[theirs.id].part
        text = self.first.text
        json = self.json
        gain = added.gain
        for name, items in added.lists.items():
            pair = here.get(name)
            shown_items = [written(name, item, json) for item in items]
            if pair is None:
                gain[name] = items
            elif changes := add_to_list(text, pair[1], shown_items, json):
                self.changes += changes
            else:
                gain.kept[name] = items
        for name in [name for name in gain if here.get(name) is not None]:
            self.changes.append(filled(here, name, written(name, gain.pop(name), json)))
        claims = [
            item
            for told, sources in added.claims
            for item in claim_texts(told, self.second.text.text, json, sources)
        ]
        pairs = with_kept(gain, here, key)
        if claims and added.keeps_day:
            claims.insert(0, yaml_text.flow("unknown", json))
        if claims and here.get("when") is None and pairs:
            self.changes.append(self._with_when(here, claims, pairs))
        else:
            if claims:
                self.changes.append(add_claims(text, here, claims, json))
            if pairs:
                self.changes.append(add_pairs(text, here, pairs, json))
        own = {k.value: value_of(part) for k, part in here.pairs}
        places = {k.value: k for k, _ in there.pairs}
        lines = {k.value: k for k, _ in here.pairs}
        for name, value in gain.kept.items():
            at = lines.get(name, here)
            other = places.get(name, there)
            self.clashes.append(
                Clash(
                    f'{name} of "{mine.id}"',
                    shown(own[name]) if name in own else "",
                    shown(value),
                    mine.origin.replace(line=at.line, column=at.column),
                    theirs.origin.replace(line=other.line, column=other.column),
                    f"kept there under {key}",
                )
            )

    def _with_when(self, event: Part, claims: Sequence[str], pairs: Mapping[str, Any]) -> Change:
        """Claims and other keys of an event that had no claims."""
        when = add_claims(self.first.text, event, claims, self.json)
        rest = add_pairs(self.first.text, event, pairs, self.json)
        edits = [*when.edits, *[edit for edit in rest.edits if edit.text != "-"]]
        return Change(edits, when.first, when.last, [*when.signs, *rest.signs])

    def events(self, lists: Lists, targets: Mapping[str, Target]) -> None:
        """The events that only the second file has, each under its header."""
        groups: dict[Key, list[str]] = {}
        above: dict[str, str] = {}
        before = ""
        for event in self.second.timeline.events:
            if event.id in targets:
                above[event.id] = before
                key = key_of(targets[event.id].days)
                groups.setdefault(key, []).append(event.id)
            else:
                before = self.names.events[event.id]
        if not groups:
            return
        kind = lists.kind()
        pieces = {name: self.taken.piece(self.second.places[name]) for name in targets}
        if not kind:
            self._first(groups, pieces)
            return
        new: list[Key] = []
        for key, names in groups.items():
            number = lists.lists.get(key)
            if number is None:
                new.append(key)
                continue
            whole = self.first.blocks.lists[number].whole
            if whole.empty:
                self._fill(number, [pieces[name] for name in names])
                continue
            at: dict[int, list[str]] = {}
            for name in names:
                place = lists.place(number, self.second.events[name], above[name])
                at.setdefault(place, []).append(name)
            for place, here in at.items():
                own = [pieces[name] for name in here]
                self.changes.append(add_pieces(self.first.text, whole, place, own))
        self._headers(lists, new, groups, pieces)

    def _headers(
        self,
        lists: Lists,
        new: Sequence[Key],
        groups: Mapping[Key, Sequence[str]],
        pieces: Mapping[str, Piece],
    ) -> None:
        """New headers with their events, in the order of the others."""
        at: dict[int, list[Key]] = {}
        for key in new:
            at.setdefault(lists.header_place(key), []).append(key)
        assert lists.value is not None or not new
        for place, keys in at.items():
            keys.sort(key=lambda key: (key is None, key or (0, 0)))
            texts = [self._header(key) for key in keys]
            own = [[pieces[name] for name in groups[key]] for key in keys]
            change = self._under(texts, own, offset(self.first))
            assert lists.value is not None
            self.changes.append(
                add_pair(
                    self.first.text, lists.value, place, "", "", change.block, change.flow
                )._replace(signs=change.signs)
            )

    def _header(self, key: Key) -> str:
        contents = self.first.contents
        if key is None:
            return "undated"
        first, last = contents.header_of(key[0]), contents.header_of(key[1])
        return first if key[0] == key[1] else f"{first}..{last}"

    def _under(self, headers: Sequence[str], pieces: Sequence[Sequence[Piece]], far: int) -> _Lines:
        signs: list[str] = []
        flows = []
        for header, own in zip(headers, pieces, strict=True):
            signs += [f'"{header}', ITEMS, *(sign for piece in own for sign in piece.signs), "]"]
            events = list_text([piece.flow for piece in own])
            flows.append(f"{yaml_text.flow(header, self.json)}: {events}")

        def block(indent: str) -> str:
            lines = ""
            for header, own in zip(headers, pieces, strict=True):
                lines += f"{indent}{yaml_text.scalar(header)}:\n"
                lines += "".join(piece.at(indent + " " * far) for piece in own)
            return lines

        return _Lines(block, ", ".join(flows), signs)

    def _fill(self, number: int, pieces: Sequence[Piece]) -> None:
        """The first events of a header that has none yet, or of a list in brackets."""
        keys, whole = self.first.blocks.keys, self.first.blocks.lists[number].whole
        signs = [ITEMS, *(sign for piece in pieces for sign in piece.signs), "]"]
        if not keys or self.first.contents.root.flow or whole.stop > whole.start:
            text = list_text([piece.flow for piece in pieces])
            change = Change([Edit(whole.start, whole.stop, text)], whole.first, whole.last, signs)
            self.changes.append(change)
            return
        key = keys[number]
        indent = " " * (key.column - 1 + offset(self.first))
        block = "".join(piece.at(indent) for piece in pieces)
        self.changes.append(fill(self.first.text, key, whole, "", block)._replace(signs=signs))

    def _first(self, groups: Mapping[Key, Sequence[str]], pieces: Mapping[str, Piece]) -> None:
        """All events of a file that has none."""
        keys = sorted(groups, key=lambda key: (key is None, key or (0, 0)))
        headers = [self._header(key) for key in keys]
        lines = self._under(headers, [[pieces[n] for n in groups[key]] for key in keys], 2)
        text, root = self.first.text, self.first.contents.root
        found = self.first.contents.events
        signs = [MAPPING, *lines.signs, "]"]
        if found is None:
            whole = mapping_text({"events": f"{{{lines.flow}}}"}, self.json)
            change = add_pair(
                text, root, len(root.parts) // 2, "", "",
                lambda indent: f"{indent}events:\n{lines.block(indent + '  ')}", whole[1:-1],
            )  # fmt: skip
            self.changes.append(change._replace(signs=['"events', *signs]))
        elif root.flow:
            value = found[1]
            blank = " " if value.start == value.stop else ""
            edit = Edit(value.start, value.stop, f"{blank}{{{lines.flow}}}")
            self.changes.append(Change([edit], value.first, value.last, signs))
        else:
            change = fill(text, found[0], found[1], "", lines.block("  "))
            self.changes.append(change._replace(signs=signs))

    def comments(self, header: Sequence[Change]) -> None:
        """The comments of the second file that nothing else has brought along, each once.

        One in or above an event goes above that event, where the first file has it; all others go
        above the key ``events``.
        """
        known = {text for _, text in self.first.comments}
        for change in (*header, *self.changes):
            for edit in change.edits:
                if "#" in edit.text:
                    known |= comments_of(edit.text)
        above: dict[int, tuple[Part | None, list[str]]] = {}
        beside = Beside(self.first, self.second, self.names)
        for line, text in self.second.comments:
            if text not in known:
                known.add(text)
                part = beside.part(line)
                at = 0 if part is None else line_start(self.first.text.text, part.start)
                above.setdefault(at, (part, []))[1].append(text)
        for at, (part, texts) in above.items():
            sign = 0 if part is None else part.first
            self.changes.append(comment_lines(self.first.text, at, texts, sign))


def filled(mapping: Part, key: str, value: str) -> Change:
    """The value of a key that has none."""
    pair = mapping.get(key)
    assert pair is not None
    part = pair[1]
    blank = " " if part.start == part.stop else ""
    change = replaced(part, f"{blank}{value}")
    return change._replace(signs=signs_of(value))


class _Lines:
    """Headers with their events: in lines, in brackets, and as signs."""

    def __init__(self, block: Any, flow: str, signs: list[str]) -> None:
        self.block = block
        self.flow = flow
        self.signs = signs
