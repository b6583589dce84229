"""The second file as it would be with the ids and phrases of the first, to take pieces out of it.

It is edited where a name or a phrase has to be another one; all else stays as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.editing import yaml_text
from crisis.timeline.editing.edits import Edit, apply
from crisis.timeline.editing.event_blocks import event_blocks, pair_blocks
from crisis.timeline.editing.outline import ITEMS, MAPPING
from crisis.timeline.editing.rewrite import EventText
from crisis.timeline.editing.safe_write import refused

from .entries import clock_there, pairs_of, references
from .told import PHRASES
from .values import inside, list_text, mapping_text
from .writing import Piece, add_pairs, at_margin, piece_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crisis.timeline.editing.outline import Part
    from crisis.timeline.model.records import Event

    from .side import Place, Side
    from .told import Names, Told


class Taken:
    """Edits of the second file, and then the pieces of what came out."""

    def __init__(self, side: Side, names: Names, zones: Mapping[str, str]) -> None:
        self.side = side
        self.names = names
        self.zones = zones
        self.edits: list[Edit] = []

    def entries(self) -> None:
        """Actors and sources under their new ids."""
        for section in ("actors", "sources"):
            known: Mapping[str, str] = getattr(self.names, section)
            for name, (key, value) in pairs_of(self.side, section).items():
                self._rename(key, known.get(name, name))
                if section == "actors":
                    for part in references(value):
                        self._rename(part, known.get(part.value, part.value))
                    continue
                if value.kind != MAPPING:
                    continue
                if pair := value.get("zone"):
                    self._rename(pair[1], self.zones.get(pair[1].value, pair[1].value))
                if pair := value.get("zero"):
                    zero = pair[1].value
                    self._rename(pair[1], self.names.events.get(zero, zero))
                if pair := value.get("clock"):
                    self._rename(pair[1], clock_there(pair[1].value, known))

    def event(
        self, event: Event, place: Place, told: Sequence[Told], more: Mapping[str, Any]
    ) -> None:
        """An event that is taken over, with its claims as they have to be and ``more`` keys."""
        part, names = place.part, self.names
        added = dict(more)
        new = names.events.get(event.id, event.id)
        if pair := part.get("id"):
            self._rename(pair[1], new)
        elif "id" in added:
            text = f"id: {added.pop('id')}"
            behind = ", " if part.flow else f"{self.side.text.line_break}{' ' * (part.column - 1)}"
            at = part.start + (1 if part.flow else 0)
            self.edits.append(Edit(at, at, f"{text}{behind}"))
        for key, ids in (("sources", names.sources), ("prefer", names.sources)):
            if pair := part.get(key):
                self._rename_all([pair[1]], ids)
        for key in ("caused_by", "part_of"):
            if pair := part.get(key):
                self._rename_all([pair[1]], names.events)
        if pair := part.get("actors"):
            self._actors(pair[1])
        self._claims(part, told, added)
        if added:
            self.edits += add_pairs(self.side.text, part, added, False).edits

    def _claims(self, event: Part, told: Sequence[Told], added: dict[str, Any]) -> None:
        pair = event.get("when")
        if pair is None:
            for one in told:
                if one.changed:
                    text = claim_value(one)
                    value = text if set(text) != {"is"} else text["is"]
                    added["when"] = [value, one.day] if one.day else value
            return
        if any(one.day or one.confidence or _new_author(one) for one in told):
            self._rewrite(pair[1], told)
            return
        for one in told:
            if one.part is not None:
                self._reword(one.part, one)

    def _reword(self, part: Part, told: Told) -> None:
        """Other phrases and ids of a claim, which stays as it is written."""
        if part.kind != MAPPING:
            self._rename(part, told.phrases["is"])
            return
        for key, value in part.pairs:
            if key.value in PHRASES:
                self._rename(value, told.phrases[key.value])
            elif key.value == "source":
                self._rename_all([value], self.names.sources)

    def _rewrite(self, when: Part, told: Sequence[Told]) -> None:
        """The claims of an event written anew, since one becomes two, or gains a source."""
        text = self.side.text
        items = [item for one in told for item in claim_texts(one, text.text)]
        if when.kind == ITEMS and not when.flow:
            indent = f"{text.line_break}{' ' * (when.column - 1)}"
            whole = indent.join(f"- {item}" for item in items)
        else:
            whole = list_text(items) if len(items) > 1 else items[0]
        self.edits.append(Edit(when.start, when.stop, whole))

    def _actors(self, part: Part) -> None:
        for item in part.items or [part]:
            if item.kind == MAPPING:
                for key, _ in item.pairs:
                    self._rename(key, self.names.actors.get(key.value, key.value))
            else:
                self._rename(item, self.names.actors.get(item.value, item.value))

    def _rename_all(self, parts: Iterable[Part], names: Mapping[str, str]) -> None:
        for part in parts:
            if part.kind == ITEMS:
                self._rename_all(part.parts, names)
            elif part.kind != MAPPING:
                old = part.value.removeprefix("@")
                new = names.get(old, old)
                self._rename(part, new if old == part.value else f"@{new}")

    def _rename(self, part: Part, new: str) -> None:
        if part.value != new:
            self.edits.append(Edit(part.start, part.stop, yaml_text.scalar(new, True)))

    def finish(self, json: bool) -> None:
        """Make the edits: what is asked for from here on are pieces of the new text."""
        before = self.side.text
        text = apply(before.text, self.edits) if self.edits else before.text
        self.text = EventText(before.name, text) if self.edits else before
        self.json = json
        outline = self.text.outline
        if outline.error is not None:
            hint = "mend its layout: crisis fmt"
            raise refused(before.name, "its lines cannot be taken over", hint)
        self.blocks = event_blocks(outline) if self.edits else self.side.blocks

    def piece(self, place: Place) -> Piece:
        """The event that stood at a place."""
        found = self.blocks.lists[place.listed]
        block = found.blocks[place.number] if found.movable else None
        return piece_of(
            self.text.outline, found.parts[place.number], self.json, block, self.blocks.lines
        )

    def header(self, place: Place) -> str:
        """The lines of the header above an event."""
        assert place.header is not None
        return self.side.text.text[place.header.start : place.header.stop]

    def entry_pieces(self, section: str, wanted: Sequence[str]) -> dict[str, Piece]:
        """The entries of a section by their new ids."""
        outline = self.text.outline
        found = outline.under(section)
        if found is None:
            return {}
        pairs = list(found[1].pairs)
        blocks = pair_blocks(outline, *found)
        lines = self.blocks.lines if blocks else []
        pieces = {}
        for number, (key, value) in enumerate(pairs):
            if key.value not in wanted:
                continue
            flow = (
                f"{inside(key, outline.text, self.json)}: {inside(value, outline.text, self.json)}"
            )
            signs = outline.signs[key.first : value.last]
            own = [f"{flow}\n"]
            if blocks:
                block = blocks[number]
                own = at_margin(lines[block.first : block.stop], found[1].column - 1)
            pieces[key.value] = Piece(own, flow, signs)
        return pieces


def _new_author(told: Told) -> bool:
    """Whether a claim without a source has one in the merged file."""
    return not told.claims[0].source and bool(told.sources[0])


def claim_value(told: Told) -> dict[str, Any]:
    """A claim that no one wrote, as a mapping."""
    value: dict[str, Any] = dict(told.phrases)
    if told.sources[0]:
        value["source"] = told.sources[0]
    return value


def claim_texts(
    told: Told, text: str, json: bool = False, sources: Sequence[str] = ()
) -> list[str]:
    """A claim as it is written in brackets, and the day that is told beside it.

    ``sources`` are those of whom it is to be, where it is not to be of all.
    """
    named = [source for source in sources or told.sources if source]
    pairs = {key: yaml_text.flow(phrase, json) for key, phrase in told.phrases.items()}
    if named:
        pairs["source"] = yaml_text.flow(named[0] if len(named) == 1 else [*named], json)
    if told.confidence:
        pairs["confidence"] = told.confidence
    if told.part is not None and told.part.kind == MAPPING:
        for key, value in told.part.pairs:
            if key.value not in pairs and key.value not in (*PHRASES, "source"):
                pairs[key.value] = inside(value, text, json)
    texts = [pairs["is"] if [*pairs] == ["is"] else mapping_text(pairs, json)]
    if told.day:
        day = {"is": yaml_text.flow(told.day, json)}
        if named:
            day["source"] = pairs["source"]
        texts.append(mapping_text(day, json) if named else day["is"])
    return texts
