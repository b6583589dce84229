"""What a phrase means: statements become constraints. Nothing is resolved against other events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import (
    END,
    ORIGIN,
    SELF,
    START,
    Constraint,
    DayConstraint,
    Meaning,
    MonthConstraint,
)

from .ast import (
    Aged,
    Among,
    At,
    Between,
    DayOf,
    Inside,
    Machine,
    Moment,
    Offset,
    Phrase,
    Ref,
    Side,
    Statement,
)
from .calendar_spans import EITHER, on_day
from .constraint_writer import ConstraintWriter, hard_core, node_of
from .day_spans import Context, Span
from .tokens import Incomplete, PhraseError
from .written_facts import check_parts, clock_or_year, ended_by_24, own_date, precision, to_day_end

if TYPE_CHECKING:
    from .durations import Duration


def mean(phrase: Phrase, context: Context) -> Meaning:
    """The constraints of one phrase. Raises PhraseError for what cannot be in this context."""
    if phrase.alternatives:
        from crisis.timeline.model.alternatives import MOST, one_of

        meanings: list[Meaning] = []
        for alternative in phrase.alternatives:
            meant = mean(alternative, context)
            several = meant.alternatives or (meant._replace(written=alternative.written),)
            meanings += several  # a Sunday in May 1943 is one of several
        if len(meanings) > MOST:
            hint = "a range says it shorter: 14:00..16:00"
            raise PhraseError(f"more than {MOST} alternatives", 0, len(phrase.text), hint)
        return one_of(meanings)
    if context.hhmm:
        from .bare_clocks import with_clocks

        phrase = with_clocks(phrase)
    try:
        return _Meaner(context).phrase(phrase)
    except Incomplete:
        from .header_dates import completed

        whole = completed(phrase, context)
        if whole == phrase:
            raise  # nothing was found that it lacks
        return mean(whole, context)
    except PhraseError as error:
        if error.message == EITHER:
            error.hint = clock_or_year(phrase.text, error.hint)
        raise


class _Meaner(ConstraintWriter):
    def phrase(self, phrase: Phrase) -> Meaning:
        self.text = phrase.text
        for statement in phrase.start:
            self.statement(statement, START)
        for statement in phrase.start:
            if own_date(statement):
                break
        else:
            self.confine(phrase.start)
        for statement in phrase.end:
            self.statement(statement, END)
        if (duration := phrase.duration) is not None:
            self.lasts(duration)
        first = phrase.start[0]
        anchor = first.anchor if len(phrase.start) == 1 and isinstance(first, At) else None
        approximate = False
        for constraint in self.constraints:
            approximate |= bool(constraint.soft) and constraint.node == START
        for shift in self.months:
            approximate |= bool(shift.soft) and shift.node == START
        for day in self.days:
            approximate |= bool(day.soft) and day.node == START
        return Meaning(
            tuple(self.constraints),
            tuple(self.days),
            phrase.lasts,
            precision(anchor) if anchor else "",
            approximate,
            phrase.doubted,
            tuple(dict.fromkeys(self.spans.warnings)),
            tuple(self.months),
            phrase.ongoing,
        )

    def lasts(self, duration: Duration) -> None:
        """The distance of an event's end from its start."""
        low, high = duration.low, duration.high
        if not duration.calendar:
            self.constraints.append(Constraint(END, SELF, START, low, high, soft=duration.soft))
            return
        zone = self.spans.civil_zone(0, 1).name
        first, last = duration.months
        self.months.append(
            MonthConstraint(END, SELF, START, first, low, last, high, False, zone, duration.soft)
        )

    def confine(self, statements: tuple[Statement, ...]) -> None:
        """Hold the start inside the header's days, unless a clock took its date from them."""
        header, zone = self.context.header, self.context.header_zone
        if header is None or zone is None:
            return
        for statement in statements:
            if isinstance(statement, At) and isinstance(statement.anchor, Moment):
                moment = statement.anchor
                if (moment.clock and moment.zone != "local") or moment.part == "night":
                    return
        low, high = zone.day_start(header.first), zone.day_stop(header.last) - 1
        high += any(to_day_end(statement) for statement in statements)
        self.constraints.append(Constraint(START, ORIGIN, START, low, high, header=True))

    def statement(self, statement: Statement, node: int) -> None:
        if isinstance(statement, (Side, Among, Offset)):
            check_parts(statement)
        if isinstance(statement, At):
            self.at(statement.anchor, node)
        elif isinstance(statement, Between):
            self.between(statement, node)
        elif isinstance(statement, Side):
            self.side(statement, node)
        elif isinstance(statement, Among):
            self.among(statement, node)
        elif isinstance(statement, Offset):
            from .distances import offset

            offset(self, statement, node)
        elif isinstance(statement, Aged):
            from .month_distances import aged

            aged(self, statement, node)
        elif isinstance(statement, DayOf):
            first, stop, soft = self.spans.part(statement.part, statement.third)
            zone = self.spans.civil_zone(0, 1)
            ref = statement.ref
            self.days.append(
                DayConstraint(
                    node,
                    ref.id,
                    node_of(ref, START),
                    statement.shift,
                    first,
                    stop,
                    zone.name,
                    soft,
                    ref.at,
                    "" if ref.node else "point",
                )
            )
        elif isinstance(statement, Inside):
            self.inside(statement, node)

    def between(self, between: Between, node: int) -> None:
        # The later end first: where an end clock is the next day's, both are.
        high = None if between.high is None else self.spans.any_span(between.high, node)
        first = between.low
        if node == END and high and isinstance(first, Moment) and first.days is None:
            first = first._replace(days=on_day(self.spans.end_day)) if self.spans.end_day else first
        low = None if first is None else self.spans.any_span(first, node)
        if low and high and low.low > high.high:
            at = between.low.at if between.low else 0
            hint = ended_by_24(self.text, between.high)
            hint = hint or "the earlier end first; give the later a date"
            raise PhraseError("a range that runs backwards", at, 1, hint)
        soft = (low.soft if low else "") or (high.soft if high else "")
        core_low = hard_core(low)[0] if low else None
        core_high = hard_core(high)[1] if high else None
        self.absolute(
            node,
            low.low if low else None,
            high.high if high else None,
            Span(0, 0, core_low, core_high, soft, 0),
        )

    def side(self, side: Side, node: int) -> None:
        anchor = side.anchor
        if isinstance(anchor, Ref):
            if side.side == "after":
                self.relate(node, anchor, END, 1, None)
            elif side.side == "from":
                self.relate(node, anchor, START, 0, None)
            else:
                self.relate(node, anchor, START, None, -1 if side.side == "before" else 0)
        elif isinstance(anchor, Machine) and anchor.zero:
            bounds = {"after": (1, None), "from": (0, None), "before": (None, -1)}
            bounds["by"] = (None, anchor.unit - 1)
            self.machine(node, anchor, *bounds[side.side])
        else:
            span = self.spans.any_span(anchor, node)
            whole = isinstance(anchor, Moment) and anchor.clock is None
            if side.side == "after":
                days = anchor.days if isinstance(anchor, Moment) else None
                low = span.high + 1 if whole else span.low + 1
                if days and days.stretch == "beginning":
                    low = span.low
                core = span.low if whole else span.core_low
                self.absolute(node, low, None, span._replace(core_low=core, core_high=None))
            elif side.side == "before":
                stretch = anchor.days.stretch if isinstance(anchor, Moment) and anchor.days else ""
                high = span.high if stretch == "end" else span.low - 1 if whole else span.point - 1
                core = span.high if whole else span.core_high
                self.absolute(node, None, high, span._replace(core_low=None, core_high=core))
            elif side.side == "from":
                self.absolute(node, span.low, None, span._replace(core_high=None))
            else:
                self.absolute(node, None, span.high, span._replace(core_low=None))

    def among(self, among: Among, node: int) -> None:
        """After the one (its end) and before the other; a date is the whole day."""
        for anchor, is_low in ((among.low, True), (among.high, False)):
            if isinstance(anchor, Ref) and is_low:
                self.relate(node, anchor, END, 0, None)
            elif isinstance(anchor, Ref):
                self.relate(node, anchor, START, None, 0)
            elif isinstance(anchor, Machine):
                self.machine(node, anchor, 0 if is_low else None, None if is_low else 0)
            else:
                span = self.spans.span(anchor, node)
                whole = anchor.clock is None
                if is_low:
                    self.absolute(node, span.low, None, span._replace(core_high=None))
                else:
                    latest = span.high if whole else span.point
                    self.absolute(node, None, latest, span._replace(core_low=None))
        low, high = among.low, among.high
        if isinstance(low, Moment) and isinstance(high, Moment):
            first, last = self.spans.span(low, node), self.spans.span(high, node)
            if first.low > last.high:
                hint = ended_by_24(self.text, high) or "the earlier end first"
                raise PhraseError("a range that runs backwards", low.at, low.length, hint)

    def inside(self, inside: Inside, node: int) -> None:
        ref = inside.ref
        if ref.node:
            hint = f"during @{ref.id}"
            raise PhraseError("only what lasts has an inside", ref.at, len(ref.id) + 1, hint)
        if inside.throughout:
            self.relate(node, ref, START if node == START else END, 0, 0, "span")
            return
        self.relate(node, ref, START, 0, None, "span")
        self.relate(node, ref, END, None, 0, "span")
