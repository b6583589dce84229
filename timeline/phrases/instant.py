"""An instant that a person types: ``2023-11-17T12:00``, ``2023-11-22 07:00 NL``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import Zone

from .day_spans import Context
from .parser import advise, read_phrase
from .semantics import mean
from .tokens import PhraseError
from .widths import Widths

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Header


def read_instant(text: str, header: Header) -> int:
    """The instant that a precise phrase begins with, in the timeline's zone if it names none.

    Raises PhraseError for what is vague, relative or no phrase at all.
    """
    widths = Widths()
    try:
        phrase = read_phrase(text, widths, frozenset(header.zones), header.lang)
    except PhraseError as error:
        from .hints import filled

        advise(error, text, widths, frozenset(header.zones), header.lang)
        error.hint = filled(error.hint, None)
        raise
    zone = Zone(header.zone) if header.zone else None
    zero = header.zero if isinstance(header.zero, int) else None
    context = Context(widths, header.zones, None, zone, zone, zero, header.calendar)
    meaning = mean(phrase, context)
    single = len(meaning.constraints) == 1 and not meaning.alternatives
    first = meaning.constraints[0] if single else None
    precise = meaning.precision in ("minute", "second", "subsecond")
    if first is None or first.low is None or meaning.relative or meaning.approximate or not precise:
        raise PhraseError("no instant", 0, len(text), "a date and a clock: 2023-11-17 12:00")
    return first.low
