"""A claim as a record tells it, and as an event file has it under a header."""

from __future__ import annotations

from typing import Any

from crisis.timeline.base.namedtuple import NamedTuple

from .phrases import FAR, UNDATED, Phrase, header


class Told(NamedTuple):
    """A claim of a record: phrases, and whose it is: sources that say the same say one claim.

    ``start`` is None where only its end is known.
    """

    start: Phrase | None
    end: Phrase | None
    length: str
    sources: tuple[str, ...]
    texts: tuple[tuple[str, Any], ...]

    @property
    def unknown(self) -> bool:
        """Whether it has no time: its source says something else alone."""
        return self.start is not None and self.start.clock == "unknown" and self.end is None

    @property
    def place(self) -> int:
        """The place of the header that it can stand under."""
        return UNDATED if self.start is None else self.start.place

    def under(self, place: int, sources: list[str]) -> Any:
        """What stands behind ``when`` for it, under a header; ``sources`` are ids."""
        time: dict[str, Any] = {}
        if self.start is not None:
            lasts = self.end is not None or self.length
            time["from" if lasts else "is"] = self.start.under(place)
        if self.end is not None:
            after = self.start is not None and self.end.low > self.start.high
            time["to"] = self.end.under(place) if after else self.end.whole
        if self.length:
            time["for"] = self.length
        if sources:
            time["source"] = sources[0] if len(sources) == 1 else sources
        time |= dict(self.texts)
        return time["is"] if list(time) == ["is"] else time

    def stated(self) -> str:
        """What it says, in whatever zone it is written."""
        ends = [_stated(end) for end in (self.start, self.end)]
        texts = [f"{key}={text}" for key, text in self.texts]
        return "\0".join([*ends, self.length, *self.sources, *texts])


def _stated(phrase: Phrase | None) -> str:
    if phrase is None:
        return ""
    if phrase.bound:
        return f"{header(phrase.place)} {phrase.clock}"
    return phrase.clock if phrase.high == FAR else f"{phrase.low}..{phrase.high}"
