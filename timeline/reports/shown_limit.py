"""The first events of an answer in the order in which people are shown them.

An engine limits by the order of time, from which that differs within a day: what may be at any time
of a day stands at its end, and what was not after it before the day.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crisis.timeline.model.sort_keys import order
from crisis.timeline.query.answer import Match
from crisis.timeline.query.engine import ask
from crisis.timeline.query.later import number
from crisis.timeline.query.lazy_matches import by_engine
from crisis.timeline.query.order import Order
from crisis.timeline.query.stores import store

from .all_day import whole_day
from .report import Report
from .walk import steps

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer, Clock
    from crisis.timeline.query.later import Later
    from crisis.timeline.query.terms import Query

_FAR = 20_000
"""No more rows of a table are looked at: behind them the limit goes by the order of time."""


def ask_shown(timeline: Timeline, query: Query, clock: Clock) -> Answer:
    """As ``ask``, but a limit keeps the first events of those that are shown by day.

    The matches stand in the order of time. In reverse, with ``delta`` and by the latest, events are
    shown in the order of the answer, and the limit goes by it. Raises QueryError as ``ask`` does.
    """
    if not query.limit or query.reverse or query.delta or query.sort == "latest":
        return ask(timeline, query, clock)
    whole = ask(timeline, query._replace(limit=None), clock)
    if by_engine(whole.matches):
        return _of_table(timeline, query, clock, query.limit)
    rows = _shown(whole, query.limit)
    return _limited(whole, query, rows, len(whole.matches) - len(rows))


def _shown(answer: Answer, most: int) -> list[Match]:
    """The first rows of a table by day."""
    rows = (row for _, row in steps(Report(answer, ("day",))) if isinstance(row, Match))
    return list(islice(rows, most))


def _of_table(timeline: Timeline, query: Query, clock: Clock, most: int) -> Answer:
    """Out of the first rows of a table: of no more than can change which ones are shown first."""
    looked = most
    while looked < _FAR:
        answer = ask(timeline, query._replace(limit=looked), clock)
        here = len(answer.matches)
        shown = _shown(answer, here)
        zone = clock.zone
        settled = any(not whole_day(row.event, zone) for row in shown[most - 1 :])
        if here < looked or settled:
            rows = shown[:most]
            return _limited(answer, query, rows, _more(answer.left_out, here - len(rows)))
        looked = 4 * looked + 100
    return ask(timeline, query, clock)


def _more(left_out: Later, here: int) -> Later:
    return left_out + here if isinstance(left_out, int) else lambda: number(left_out) + here


def _limited(answer: Answer, query: Query, rows: list[Match], left_out: Later) -> Answer:
    """An answer with these of its matches, judged by each other."""
    rows = sorted(rows, key=lambda row: order(row.event))
    known = Order(store(answer.timeline).links()).known([row.event for row in rows])
    matches = (
        row._replace(ordered=ordered, earlier=False)
        for row, ordered in zip(rows, known, strict=True)
    )
    return answer._replace(query=query, matches=tuple(matches), left_out=left_out)
