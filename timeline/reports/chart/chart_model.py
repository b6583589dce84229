"""The timeline as a picture, before anybody draws it: an axis, lanes, and in them rows of events.

An event possibly is anywhere from its earliest to its latest instant. Only what lasts has a stretch
in which it certainly goes on: from its latest start to its earliest end. Where sources dispute the
time, each account is a span of its own, and only where all of them have it go on it certainly does.
Texts are on one line, and control codes in them made visible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.texts import in_language
from crisis.timeline.model.records import Bound
from crisis.timeline.model.stated import doubt, read_by, unsure
from crisis.timeline.network.differences import minus
from crisis.timeline.query.asked_windows import scope
from crisis.timeline.query.engine import counted
from crisis.timeline.query.lazy_matches import check_few
from crisis.timeline.query.stores import store
from crisis.timeline.query.windows import POSSIBLE
from crisis.timeline.reports.all_day import Daylong
from crisis.timeline.reports.event_times import RULED_OUT, told_length
from crisis.timeline.reports.groups import Group, Key
from crisis.timeline.reports.headings import heading

from .axis_fit import fitted
from .spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.base.languages import Language
    from crisis.timeline.model.records import Account, Elapsed, Event
    from crisis.timeline.query.answer import Match
    from crisis.timeline.query.elapsed import Since
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .axis import Axis

__all__ = [
    "DOUBTFUL", "MOST_GROUPED", "MOST_ROWS", "Lane", "Picture", "Row", "Span", "axis_of", "detail",
    "picture",
]  # fmt: skip

DOUBTFUL = "(?)"
"""The mark of a time that is not stated for sure."""
MOST_ROWS = 100
"""So many rows are drawn one by one."""
MOST_GROUPED = 60
"""As many lines, headings counted, where there are groups."""


class Row(NamedTuple):
    """One event. ``accounts`` are the different ones where they are disputed, else empty.

    Each is as a window asks it, with what others tell of its start or its end; ``told`` is what
    each says by itself, a line each: one that tells a length alone is blank. ``alternatives`` are
    there where it has several times of which one holds.
    """

    match: Match
    title: str
    span: Span
    accounts: tuple[Span, ...] = ()
    alternatives: tuple[Span, ...] = ()
    told: tuple[Span, ...] = ()

    @property
    def label(self) -> str:
        """The title, and the status of what never certainly was."""
        status = self.match.event.status
        return f"{self.title} [{status}]" if status else self.title

    @property
    def doubtful(self) -> str:
        """``(?)`` where nobody states its time without doubt, else nothing."""
        return DOUBTFUL if doubt(self.match.event.when) else ""

    @property
    def phrases(self) -> tuple[str, ...]:
        """In which its time was written."""
        return tuple(claim.phrase for claim in self.match.event.when)

    @property
    def possible(self) -> bool:
        """Whether it is only possibly in the answer."""
        return self.match.verdict == POSSIBLE and not self.match.event.status

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its accounts or alternatives, else its one time."""
        return self.accounts or self.alternatives or (self.span,)

    @property
    def hull(self) -> tuple[int | None, int | None]:
        """The first and last instant at which it may be, under any account; None is open."""
        if not self.accounts:
            return self.span.earliest, self.span.latest
        lows = [span.earliest for span in self.accounts]
        highs = [span.latest for span in self.accounts]
        return (
            None if None in lows else min(low for low in lows if low is not None),
            None if None in highs else max(high for high in highs if high is not None),
        )


class Lane(NamedTuple):
    """Rows that belong together under a heading; those of an outer group stand again in inner ones.

    ``leaf`` marks the innermost groups.
    """

    heading: str
    depth: int
    leaf: bool
    rows: tuple[Row, ...]


class Picture(NamedTuple):
    """Lanes, all rows once, and what could not be drawn since nothing is known of its time.

    ``elapsed`` tells that times count from the zero of the answer.
    """

    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    undated: tuple[Match, ...]
    elapsed: bool


def picture(report: Report, look: Letters, elapsed: bool | None = None) -> Picture:
    """A report as lanes: one for each group, or one for all. Texts are in the language of ``look``.

    Times are elapsed ones if ``elapsed``, or, where it is None, if the report goes by hour.
    """
    answer = report.answer
    check_few(answer.matches)
    if elapsed is None:
        elapsed = "hour" in report.by and answer.clock.zero is not None
    maker = _Rows(report, look.language, elapsed)
    shown = Daylong(answer).shown(answer.matches)
    drawn = {match.event.id: row for match in shown if (row := maker.row(match)) is not None}
    undated = tuple(match for match in answer.matches if match.event.id not in drawn)
    groups = report.groups if report.by else (Group(Key(""), shown),)
    lanes = tuple(_lanes(groups, 0, drawn, report, look))
    return Picture(lanes, tuple(drawn.values()), undated, elapsed)


def axis_of(
    image: Picture, report: Report, columns: int, language: Language = ENGLISH
) -> Axis | None:
    """The axis of a picture, in so many columns; None where it has no rows.

    Days are those of the zone of the answer's clock. Where a question names a stretch, it is that.
    """
    if not image.rows:
        return None
    answer = report.answer
    zone = None if image.elapsed else answer.clock.zone
    extents = [_extent(row) for row in image.rows]
    return fitted(extents, columns, zone, language, scope(answer, elapsed=image.elapsed) or ())


def detail(image: Picture) -> str:
    """What there is room for: ``rows``, one for each event; else ``lanes``; else ``counts``."""
    grouped = any(lane.heading for lane in image.lanes)
    height = sum(_height(lane) for lane in image.lanes)
    if height <= (MOST_GROUPED if grouped else MOST_ROWS):
        return "rows"
    return "lanes" if grouped else "counts"


def _height(lane: Lane) -> int:
    """How many lines the rows of a lane and its heading take."""
    rows = lane.rows if lane.leaf else ()
    return bool(lane.heading) + len(rows) + sum(len(row.told) for row in rows)


class _Rows:
    """Makes rows: what is drawn of a match, and by which name."""

    def __init__(self, report: Report, language: Language, elapsed: bool) -> None:
        self.report = report
        self.language = language
        self.elapsed = elapsed
        self._since: Since | None = None

    def row(self, match: Match) -> Row | None:
        """The row of a match; None where nothing is known of its time."""
        event = match.event
        time = match.elapsed if self.elapsed else (event.start, event.end)
        if time is None or (time[0].open and (time[1] is None or time[1].open)):
            return None
        title = one_line(in_language(event.titles, self.language.tag) or event.id)
        if event.disputed:
            return Row(match, title, Span(*time), *self._accounts(event))
        return Row(match, title, Span(*time), (), self._alternatives(event))

    def _alternatives(self, event: Event) -> tuple[Span, ...]:
        if not event.branched:
            return ()
        times = self._times(event)
        spans = dict.fromkeys(Span(*time, (), choice=True) for time in times)
        return tuple(spans) if len(times) > 1 else ()

    def _times(self, event: Event) -> list[Elapsed]:
        """What a window asks of an event: instants, or how long after zero."""
        if not self.elapsed:
            return event.moments
        answer = self.report.answer
        self._since = self._since or counted(store(answer.timeline), answer.clock.zero)
        return self._since.accounts(event)

    def _accounts(self, event: Event) -> tuple[tuple[Span, ...], tuple[()], tuple[Span, ...]]:
        """The accounts of a disputed event as in Row; those that say the same are one."""
        times = self._times(event)
        asked = [account for account in event.asked for _ in event.times_of(account)]
        if len(times) != len(asked):  # it is the zero itself
            return (), (), ()
        sources = self.report.answer.timeline.sources
        spans: dict[Elapsed, list[str]] = {}
        told: dict[tuple[Elapsed, str], list[str]] = {}
        for account, time in zip(asked, times, strict=True):
            known = sources.get(account.source)
            name = one_line(known.name if known else account.source or "the author")
            if unsure(account, event.accounts):
                name = f"{name} {DOUBTFUL}"
            if read := read_by(account, event.accounts, event.when):
                name = f"{name} ({one_line(read)} on its clock)"
            spans.setdefault(time, []).append(name)
            own, length = time, told_length(account, event.when)
            if length:
                own = Bound(), None
            elif not account.tells:
                name, own = f"{name} (end)", (time[1] or Bound(), None)
            elif account.end is None and not account.alternatives:
                own = time[0], None
            told.setdefault((own, length), []).append(name)
        for number in sorted(event.ruled_out):
            account = event.accounts[number]
            known = sources.get(account.source)
            name = one_line(known.name if known else account.source or "the author") + RULED_OUT
            told.setdefault((self._own(account), ""), []).append(name)
        accounts = tuple(Span(*time, tuple(dict.fromkeys(of))) for time, of in spans.items())
        lines = (
            Span(*own, (f"{', '.join(of)}: {length}",) if length else tuple(dict.fromkeys(of)))
            for (own, length), of in told.items()
        )
        return accounts, (), tuple(lines)

    def _own(self, account: Account) -> Elapsed:
        """What one says whom the rest of the file rules out: instants, or how long after zero."""
        start, end = account.start, account.end
        zero = self._since.zero if self._since is not None else None
        if not account.tells:
            start, end = end or Bound(), None
        if zero is None:
            return start, end
        return minus(start, zero), None if end is None else minus(end, zero)


def _lanes(
    groups: Sequence[Group], depth: int, drawn: dict[str, Row], report: Report, look: Letters
) -> Iterable[Lane]:
    for group in groups:
        rows = tuple(drawn[match.event.id] for match in group.matches if match.event.id in drawn)
        if rows:
            name = heading(group, report.answer.timeline, look)
            yield Lane(name, depth, not group.groups, rows)
            yield from _lanes(group.groups, depth + 1, drawn, report, look)


def _extent(row: Row) -> tuple[int, int]:
    """From where to where a row reaches; an open end is no part of it."""
    low, high = row.hull
    told = [at for span in row.told for at in (span.earliest, span.latest) if at is not None]
    if low is not None and high is not None:
        return min([low, *told]), max([high, *told])
    spans = (row.span, *row.spans, *row.told)  # accounts may be open where the event is not
    bounds = [bound for span in spans for bound in (span.start, span.end) if bound]
    closed = [at for bound in bounds for at in bound.ends if at is not None]
    return min(closed), max(closed)
