"""Times in words, for a report: ``about noon``, ``between 13:05 and 13:21``, ``after 22:00``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.records import open_to
from crisis.timeline.model.stated import doubt

from . import event_times, times

if TYPE_CHECKING:
    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound, Event

_APART = "\0"
_UNKNOWN = "an unknown time"


class Letters(NamedTuple):
    """What times are written with, so that the two ends of a range can be told apart."""

    language: Language = ENGLISH
    dash: str = _APART
    arrow: str = _APART


def when(event: Event, zone: Zone, lead: times.Lead, letters: Letters) -> str:
    """When an event was. ``lead`` is the day or year that a heading names already, if one does."""
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
    if text.endswith("about 12:00") and _says_noon(event):
        text = text.removesuffix("12:00") + "noon"
    return text


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


def _spoken(text: str) -> str:
    first, apart, last = text.partition(_APART)
    if apart:
        return f"between {first} and {last}"
    day, about, clock = text.partition("~")
    if about:
        return f"{day.strip()}, about {clock}" if day.strip() else f"about {clock}"
    return {"unknown": _UNKNOWN, "some time": "some time that day"}.get(text, text)


def _says_noon(event: Event) -> bool:
    return any("noon" in claim.phrase.replace("afternoon", "") for claim in event.counting)
