"""Times in words, for a report: ``about noon``, ``between 13:05 and 13:21``, ``after 22:00``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.records import open_to
from crisis.timeline.model.stated import doubt

from . import event_times, times
from .range_ends import APART, TO, Letters

if TYPE_CHECKING:
    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound, Event

__all__ = ["Letters", "as_written", "bound", "row", "short", "spoken", "when"]

_UNKNOWN = "an unknown time"


def when(event: Event, zone: Zone, lead: times.Lead, letters: Letters) -> str:
    """When an event was. ``lead`` is the day or year that a heading names already, if one does."""
    letters = as_written(event, letters)
    going = event_times.goes_on(event)
    if event.dateless:
        return event_times.GOING_ON if going else f"at {_UNKNOWN}"
    sure = doubt(event.when)
    if left := open_to(event.alternatives):
        many = len(left) > event_times.MOST
        times = [(event.start, event.end)] if many else [(time.start, time.end) for time in left]
        texts = [_whole(*span, event, zone, lead, letters) for span in times]
        more = f" ({len(left)} alternatives)" if many else ""
        return " or ".join(dict.fromkeys(texts)) + more + sure
    if going:
        text = _begin(event.start, event, zone, lead, letters)
        return f"from {text}{sure}, {event_times.GOING_ON}"
    return _whole(event.start, event.end, event, zone, lead, letters) + sure


def _begin(start: Bound, event: Event, zone: Zone, lead: times.Lead, letters: Letters) -> str:
    text = _spoken(event_times.begin(start, event.when, zone, lead, letters))
    return _noon(text, event)


def _whole(
    start: Bound, end: Bound | None, event: Event, zone: Zone, lead: times.Lead, letters: Letters
) -> str:
    """A start and, where it lasts, an end."""
    text = _begin(start, event, zone, lead, letters)
    if end is None:
        return text
    shown = times.named_by(start, zone)
    return f"from {text} until {bound(end, zone, shown, letters)}"


def bound(instants: Bound, zone: Zone, lead: times.Lead, letters: Letters) -> str:
    """A bound in a zone, rounded outwards."""
    return _spoken(times.span(instants, zone, lead, letters))


def _spoken(text: str, some_time: str = "some time that day") -> str:
    first, apart, last = text.partition(APART)
    if apart:
        return f"between {first} and {last}"
    day, about, clock = text.partition("~")
    if about:
        return f"{day.strip()}, about {clock}" if day.strip() else f"about {clock}"
    return {"unknown": _UNKNOWN, "some time": some_time}.get(text, text)


def row(event: Event, zone: Zone, lead: times.Lead, language: Language) -> str:
    """When an event was, by all its accounts, as a row of a table has it, not yet made words of.

    ``spoken`` makes words of it, ``short`` signs.
    """
    letters = as_written(event, Letters(language, APART, TO))
    return event_times.when(event, zone, lead, letters)


def spoken(text: str, event: Event) -> str:
    """A time of a ``row`` in words, what its accounts say joined by ``or``."""
    if event.dateless:
        return text.replace(f" {TO} ", ", ")
    return " or ".join(_noon(_lasting(part), event) for part in text.split(" or "))


def short(text: str, dash: str = "-", arrow: str = "->") -> str:
    """A time of a ``row`` with signs in place of words: a dash, an arrow before its end."""
    return text.replace(APART, dash).replace(TO, arrow)


def _lasting(text: str) -> str:
    begun, to, over = text.partition(f" {TO} ")
    if not to or begun == over:  # it began and ended in that time
        return _spoken(begun, "some time")
    if over.startswith(event_times.GOING_ON):
        return f"from {_spoken(begun, 'some time')}, {over}"
    if over == f"after {begun}":
        return f"from {_spoken(begun, 'some time')}"  # nothing is known of its end
    until = f"until {_spoken(over, 'some time')}"
    return until if begun == "unknown" else f"from {_spoken(begun, 'some time')} {until}"


def as_written(event: Event, letters: Letters) -> Letters:
    """Letters that know in which phrases the time of an event was written."""
    return letters._replace(phrases=tuple(claim.phrase for claim in event.when))


def _noon(text: str, event: Event) -> str:
    if "about 12:00" in text and any(
        "noon" in claim.phrase.replace("afternoon", "") for claim in event.counting
    ):
        return text.replace("about 12:00", "about noon")
    return text
