"""The times that stand before the events: the zero, and the window of a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.phrases.plain_instants import date_and_clock
from crisis.timeline.phrases.tokens import PhraseError

from .ids import is_id

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Header
    from crisis.timeline.phrases.day_spans import Context
    from crisis.timeline.phrases.widths import Widths

    from .nodes import Text
    from .validation import Shapes


def read_zero(text: Text, header: Header, zone: Zone | None, shapes: Shapes) -> int | str | None:
    """An instant, or the id of an event."""
    name = text.value.removeprefix("@")
    if is_id(name):
        return name
    if zone is not None and not header.calendar:
        instant = date_and_clock(text.value, zone)
        if instant is not None:
            return instant
    from crisis.timeline.phrases.instant import read_instant

    try:
        return read_instant(text.value, header)
    except PhraseError as error:
        if error.message == "a time without a date":
            hint = f"its date stands before it: 2023-11-17 {text.value}"
            error = PhraseError(error.message, error.at, error.length, hint)
        if error.message != "no instant":
            shapes.phrase_error(text, error)
            return None
        hint = "choose the instant the story counts from (2023-11-17 12:00), or an event's id"
        shapes.report(text, f'"{text.value}" is no instant to count from', hint)
        return None


def read_window(
    text: Text, header: Header, widths: Widths, context: Context, shapes: Shapes
) -> tuple[int, int] | None:
    """The stretch of time that the timeline is about: [start, stop)."""
    from crisis.timeline.phrases.parser import advise, read_phrase
    from crisis.timeline.phrases.semantics import mean

    try:
        language = widths, frozenset(header.zones), header.lang
        phrase = read_phrase(text.value, *language)
        meaning = mean(phrase, context)
    except PhraseError as error:
        advise(error, text.value, *language)
        shapes.phrase_error(text, error)
        return None
    low = next((c.low for c in meaning.constraints if c.low is not None), None)
    high = next((c.high for c in reversed(meaning.constraints) if c.high is not None), None)
    if meaning.relative or meaning.alternatives or low is None or high is None:
        shapes.report(text, "a window needs a first and a last day", "2023-11-16..2023-11-22")
        return None
    return low, high + 1
