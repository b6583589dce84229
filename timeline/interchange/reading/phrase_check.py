"""Phrases that stand in records: read before they go into an event file."""

from __future__ import annotations

from crisis.timeline.base.limits import LONGEST_PHRASE
from crisis.timeline.base.zones import Zone
from crisis.timeline.phrases.day_spans import Context
from crisis.timeline.phrases.hints import filled
from crisis.timeline.phrases.parser import read_phrase, read_span
from crisis.timeline.phrases.semantics import mean
from crisis.timeline.phrases.tokens import PhraseError
from crisis.timeline.phrases.widths import Widths

from .phrases import FAR, UNDATED, Phrase
from .tally import Refused, quoted

_WIDTHS = Widths()


def check(text: str, zone: Zone, part: bool) -> Phrase:
    """A phrase that can stand for itself; ``part`` is a start or an end. Raises Refused."""
    if len(text) > LONGEST_PHRASE:
        raise Refused(f"a phrase longer than {LONGEST_PHRASE:,} characters")
    if "@" in text:
        hint = "its id may be another in the event file: write the time itself"
        raise Refused(f"{quoted(text)} names an event", hint, "a phrase that names an event")
    read = read_span if part else read_phrase
    try:
        meaning = mean(read(text, _WIDTHS, frozenset()), _context(zone))
    except PhraseError as error:
        hint = filled(error.hint, None)
        raise Refused(
            f"{error.message} in {quoted(text)}", hint, "no time of the time language"
        ) from None
    low = next((c.low for c in meaning.constraints if c.low is not None and not c.ref), None)
    if low is None:
        return Phrase(UNDATED, "", text, -FAR, FAR)
    return Phrase(4 * zone.day(low) + 2, "", text, low, FAR)


def check_length(text: str) -> None:
    """A duration of the time language. Raises Refused."""
    try:
        if "@" in text:
            raise PhraseError("a length that names an event", 0, len(text))
        mean(read_phrase(f"2000-01-01 for {text}", _WIDTHS, frozenset()), _context(Zone("UTC")))
    except PhraseError as error:
        hint = filled(error.hint, None)
        raise Refused(f"{error.message} in {quoted(text)}", hint, "no duration") from None


def _context(zone: Zone) -> Context:
    return Context(_WIDTHS, {}, None, zone, zone, None, "")
