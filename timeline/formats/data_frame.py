"""A table for pandas: a row for each event, under the names that the fields have in CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zones import SECOND
from crisis.timeline.model.keys import EVENT_KEYS, LISTS

from .field_values import approximate, earliest, latest, uncertain
from .fields import EXACT, besides, field_of, view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report

_NOTHING = -(1 << 63)  # what numpy has for no instant at all

_INSTANTS: dict[str, Callable[[Match], int | None]] = {
    "start_earliest": lambda m: m.event.start.earliest,
    "start_latest": lambda m: m.event.start.latest,
    "end_earliest": lambda m: earliest(m.event.end),
    "end_latest": lambda m: latest(m.event.end),
}


def _ends(name: str, get: Callable[[Match], Bound | None]) -> dict[str, Any]:
    return {
        name.format("earliest", "min"): lambda m: earliest(get(m)),
        name.format("latest", "max"): lambda m: latest(get(m)),
    }


_SECONDS: dict[str, Callable[[Match], int | None]] = {
    **_ends("elapsed_{0}", lambda m: m.elapsed and m.elapsed[0]),
    **_ends("elapsed_end_{0}", lambda m: m.elapsed and m.elapsed[1]),
    **_ends("duration_{1}", lambda m: None if m.event.end is None else m.event.lasting),
    **_ends("delta_{0}", lambda m: m.delta),
}


def _items(attribute: str) -> Callable[[Match], object]:
    return lambda m: list(getattr(m.event, attribute))


_OTHERS: dict[str, Callable[[Match], object]] = {
    "approximate": approximate,
    "uncertain": uncertain,
    "disputed": lambda m: m.event.disputed,
    "conflicted": lambda m: m.event.conflicted,
    "ordered": lambda m: m.ordered,
    "line": lambda m: m.event.origin.line,
    **{key.name: _items(key.attribute) for key in EVENT_KEYS if key.kind in LISTS},
    "media": lambda m: [medium.name for medium in m.event.media],
    "actors": lambda m: [part.actor for part in m.event.actors],
}


def frame(report: Report) -> Any:
    """A pandas DataFrame of the events of a report. Raises ImportError without pandas.

    Instants are datetimes in the zone of the report, to the microsecond; seconds are floats, lists
    are lists, and what is not known is missing.
    """
    import pandas

    answer = report.answer
    matches = list(answer.matches)
    shown = view(report)
    names = [name for name in EXACT if not name.endswith("_unix")]
    columns: dict[str, Any] = {}
    for name in [*names, *besides(answer)]:
        if name in _INSTANTS:
            columns[name] = _instants(map(_INSTANTS[name], matches), answer.clock.zone)
        elif name in _SECONDS:
            columns[name] = _seconds(map(_SECONDS[name], matches))
        elif name in _OTHERS:
            columns[name] = [_OTHERS[name](match) for match in matches]
        else:
            get = field_of(name).get
            columns[name] = [get(match, shown) or None for match in matches]
    return pandas.DataFrame(columns)


def _instants(moments: Iterable[int | None], zone: Zone) -> Any:
    import numpy
    import pandas

    known = [_NOTHING if moment is None else moment for moment in moments]
    values = numpy.array(known, dtype="int64").view("datetime64[us]")
    return pandas.Series(values).dt.tz_localize("UTC").dt.tz_convert(zone.tzinfo)


def _seconds(micros: Iterable[int | None]) -> Any:
    import pandas

    return pandas.Series(
        [length if length is None else length / SECOND for length in micros], dtype="float64"
    )
