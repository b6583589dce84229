"""Clocks that are wrong: what a source's ``clock`` says, and claims that are read on it.

A reading ``r`` of a clock that is ``d`` fast means the instant ``r - d``. Where ``d`` is known to
the microsecond the claim means that instant; else it is left to the network, to which the clock is
a node (``timeline/network/clocks.py``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Problem
from crisis.timeline.model.alternatives import one_of
from crisis.timeline.model.constraints import CLOCK, ORIGIN, Constraint, Meaning
from crisis.timeline.model.records import Bound, SourceClock
from crisis.timeline.phrases.durations import Duration, read_duration
from crisis.timeline.phrases.lengths import read_length
from crisis.timeline.phrases.tokens import PhraseError, Scanner
from crisis.timeline.phrases.widths import Widths
from crisis.timeline.phrases.years import in_years

from .nodes import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crisis.timeline.model.records import Source

    from .nodes import Node
    from .validation import Shapes

_FAST, _SLOW = ("fast", "ahead"), ("slow", "behind")
_AS = re.compile(r"as\s+@?(\S+)$")
_HINT = "4m12s fast, 2m..6m slow, 30s slow..2m fast, within 10m, or unknown"


def read_clock(node: Node, source: str, shapes: Shapes) -> SourceClock | None:
    """How wrong the clock of a source is; None, with a problem, where that cannot be read."""
    if not isinstance(node, Text):
        shapes.report(node, f'the clock of "{source}" must be one line', _HINT)
        return None
    if other := _AS.match(node.value):
        return SourceClock(node.value, Bound(), Bound(), other[1])
    try:
        fast = _fast(Scanner(node.value))
    except PhraseError as error:
        shapes.phrase_error(node, error)
        return None
    return SourceClock(node.value, fast, fast)


def with_shared(
    sources: dict[str, Source], others: Mapping[str, Source], shapes: Shapes
) -> dict[str, Source]:
    """The sources of a file; who reads the clock of another has what is known of that.

    It may be one of the ``others``, of files before. Reports what has no clock of its own.
    """
    known = {**others, **sources}
    shared = {}
    for name, source in sources.items():
        clock = source.clock
        if clock is not None and clock.of:
            owner = known[clock.of].clock if clock.of in known else None
            if owner is None or owner.of:
                message = f'"{clock.of}" is no source with a clock of its own'
                hint = "" if clock.of in known else shapes.near(clock.of, known)
                hint = hint or f"sources: {{{clock.of}: {{clock: unknown}}}}"
                shapes.problems.append(Problem(source.origin, message, hint))
                clock = None
            else:
                clock = clock._replace(stated=owner.stated, fast=owner.stated)
            source = source._replace(clock=clock)  # noqa: PLW2901
        shared[name] = source
    return shared


def _fast(scan: Scanner) -> Bound:
    """By how much a clock is fast, in microseconds; below zero it is slow."""
    if scan.word("unknown") and scan.done():
        return Bound()
    start = scan.index
    if scan.word("within", "±", "+-") and (most := read_length(scan)) and scan.done():
        return Bound(-most.micros, most.micros)
    scan.index = start
    if (both := _from_one_side_to_the_other(scan)) is not None:
        return both
    scan.index = start
    length = read_duration(scan, Widths())
    if length is None:
        raise scan.error("this says not by how much a clock is wrong", _HINT)
    side = scan.word(*_FAST, *_SLOW)
    if not side:
        raise scan.error("fast or slow?", f"{scan.text.strip()} fast, or {scan.text.strip()} slow")
    if not scan.done():
        raise scan.error("this stands behind what is read", _HINT)
    low, high = _ends(length)
    if side in _FAST:
        return Bound(low, high)
    return Bound(None if high is None else -high, -low)


def _ends(length: Duration) -> tuple[int, int | None]:
    """A length in microseconds; one that is written plainly is meant exactly."""
    low, high = length.low, length.high
    if length.soft == "rounding" and high is not None:
        middle = high - length.unit // 2
        return middle, middle
    return (0 if low == 1 else low), high  # "up to 5m" leaves out what is no error


def _from_one_side_to_the_other(scan: Scanner) -> Bound | None:
    """``30s slow..2m fast``, either way round; None for anything else."""
    ends = []
    for last in (False, True):
        length = read_length(scan)
        side = scan.word(*_FAST, *_SLOW) if length else ""
        if length is None or not side or not (scan.done() if last else scan.word("..", "to")):
            return None
        ends.append(length.micros if side in _FAST else -length.micros)
    return Bound(min(ends), max(ends))


def on_clock(meaning: Meaning, clock: SourceClock, at: int = 0) -> Meaning:
    """What a claim means that was read on a clock which is wrong.

    All its clocks and dates are readings, and the day of a header is the day as that clock had it.
    Lengths, distances from events and what is counted from a zero are not changed by an error
    that is always the same. Raises PhraseError for what is in no year by the right clock.
    """
    if meaning.alternatives:
        return one_of([on_clock(alternative, clock, at) for alternative in meaning.alternatives])
    if not any(
        _is_reading(constraint) and not constraint.header for constraint in meaning.constraints
    ):
        return meaning
    low, high = clock.stated.ends
    if low is None or low != high:
        return meaning._replace(
            constraints=tuple(
                constraint._replace(ref=CLOCK) if _is_reading(constraint) else constraint
                for constraint in meaning.constraints
            )
        )
    moved = tuple(
        constraint._replace(
            low=_less(constraint.low, low),
            high=_less(constraint.high, low),
            core_low=_less(constraint.core_low, low),
            core_high=_less(constraint.core_high, low),
        )
        if _is_reading(constraint)
        else constraint
        for constraint in meaning.constraints
    )
    if any(
        end is not None and not in_years(end)
        for constraint in moved
        for end in (constraint.low, constraint.high)
    ):
        raise PhraseError("by the right clock outside the years 0001 to 9999", at)
    return meaning._replace(constraints=moved, fast=low)


def _is_reading(constraint: Constraint) -> bool:
    return constraint.ref == ORIGIN and constraint.needs != "zero"


def _less(instant: int | None, fast: int) -> int | None:
    return None if instant is None else instant - fast
