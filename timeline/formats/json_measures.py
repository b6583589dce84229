"""The JSON of ``crisis measures``: ``crisis.measures/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model.constraints import END
from crisis.timeline.reports.figures import figure
from crisis.timeline.reports.measures import known_as, means

from .json_events import timeline_fields
from .json_values import bound, dump, length, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.network.instant_differences import Instant
    from crisis.timeline.reports.measures import Incident, Mean, Measured


def to_json(several: Sequence[Incident], each: bool, names: Sequence[str] = ()) -> str:
    """What was measured in one timeline, or in ``each`` of several, as one JSON document.

    ``names`` are those that were asked for.
    """
    return dump(document(several, each, names))


def document(several: Sequence[Incident], each: bool, names: Sequence[str] = ()) -> dict[str, Any]:
    """The same as plain dicts and lists."""
    query: dict[str, Any] = {"names": list(names), "each": each}
    first = several[0].timeline if several else None
    if first is not None and first.according_to:
        query["according_to"] = first.according_to
    if first is not None and first.preferring:
        query["prefer"] = list(first.preferring)
    return {
        "schema": "crisis.measures/1",
        "query": query,
        "incidents": [
            {
                "timeline": _timeline(incident),
                "zone": incident.zone.name,
                "measures": [measured(one, incident.zone) for one in incident.measures],
            }
            for incident in several
        ],
        "means": [_mean(mean) for mean in means(several)] if each else [],
    }


def _timeline(incident: Incident) -> dict[str, Any]:
    """What stands above its events; what is measured stands beside it."""
    timeline = incident.timeline
    fields = timeline_fields(timeline, incident.zone, timeline.header.zero)
    fields.pop("measures", None)
    return fields


def measured(one: Measured, zone: Zone) -> dict[str, Any]:
    """One length of time; seconds are exact, ``figure`` is how a table has it."""
    return {
        "name": one.measure.name,
        "known_as": known_as(one.measure.name) or None,
        "from": _end(one.measure.first, one.first, zone),
        "to": _end(one.measure.second, one.second, zone),
        "length": length(one.length),
        "figure": figure(one.length, one.exact),
        "exact": number(one.exact),
        "order": one.order,
        "cut": one.cut,
        "readings": [
            {
                "source": reading.source or None,
                "alternative": reading.written or None,
                "length": length(reading.length),
                "figure": figure(reading.length, reading.exact),
                "exact": number(reading.exact),
                "unsure": reading.unsure,
                "ruled_out": reading.ruled_out,
            }
            for reading in one.readings
        ],
    }


def _end(text: str, instant: Instant | None, zone: Zone) -> dict[str, Any]:
    if instant is None:
        return {"event": text.partition(".")[0], "missing": True}
    event = instant.event
    return {
        "event": event.id,
        "node": "end" if instant.which == END else "start",
        **bound(instant.bound, zone),
        "status": event.status or None,
    }


def _mean(mean: Mean) -> dict[str, Any]:
    return {
        "name": mean.name,
        "known_as": known_as(mean.name) or None,
        "length": length(mean.length),
        "figure": figure(mean.length, mean.exact),
        "exact": number(mean.exact),
        "counted": list(mean.counted),
        "left_out": list(mean.left_out),
    }
