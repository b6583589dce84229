"""Constraints between instants: what the statements of a phrase come to.

A constraint says ``low <= node - ref <= high``. Where ``ref`` is the origin (1970-01-01T00:00Z)
it is an absolute bound; where it is an event it is a relation of the temporal network (Dechter,
Meiri & Pearl, "Temporal constraint networks", 1991).
"""

from __future__ import annotations

from crisis.timeline.base.namedtuple import NamedTuple

START, END = 0, 1
"""The two instants of an event: when it starts and, where it lasts, when it no longer goes on."""

OF_CLOCK = 2
"""Beside these the instant from which a clock that is wrong counts: see network/clocks.py."""

ORIGIN = ""  # the ref of an absolute bound
SELF = "."  # the ref of what is measured from the event's own start
CLOCK = ":"  # the ref of what is read on the clock of the claim's source, which is wrong
NO_EVENT = (ORIGIN, SELF, CLOCK)
_BY_ITSELF = (ORIGIN, SELF)


class Constraint(NamedTuple):
    """``low <= node - ref.ref_node <= high`` in microseconds; None is open.

    ``soft`` names the vague width in it; empty when it is hard. ``core_low`` and ``core_high``
    are what is left when a soft width gives way. ``header`` marks the confinement to a day header.
    ``needs`` is "point" where ``ref`` may not last (a distance from a bare ``@id``), "span" where
    it must, "zero" where an instant is counted from a zero; ``at`` is where the reference stands in
    its phrase.
    """

    node: int
    ref: str
    ref_node: int
    low: int | None
    high: int | None
    core_low: int | None = None
    core_high: int | None = None
    soft: str = ""
    header: bool = False
    needs: str = ""
    at: int = 0


class DayConstraint(NamedTuple):
    """The node lies on the local day of ``ref`` plus ``shift``, in [first, stop) of that day.

    ``needs`` is as in a Constraint.
    """

    node: int
    ref: str
    ref_node: int
    shift: int
    first: int
    stop: int
    zone: str
    soft: str
    at: int = 0
    needs: str = ""


class MonthConstraint(NamedTuple):
    """The node lies between two shifts from ``ref``, counted in months of its zone's calendar.

    A shift is months and microseconds beside them; None is open. ``whole`` counts local days and
    comes to whole ones. ``core_low`` and ``core_high`` are as in a Constraint, ``needs`` too.
    """

    node: int
    ref: str
    ref_node: int
    low_months: int
    low: int | None
    high_months: int
    high: int | None
    whole: bool
    zone: str
    soft: str = ""
    core_low: int | None = None
    core_high: int | None = None
    at: int = 0
    needs: str = ""

    @property
    def first(self) -> tuple[int, int] | None:
        """The shift that the node is not before."""
        return None if self.low is None else (self.low_months, self.low)

    @property
    def last(self) -> tuple[int, int] | None:
        """The shift that it is not after."""
        return None if self.high is None else (self.high_months, self.high)


class Meaning(NamedTuple):
    """All that one claim says about the time of its event.

    ``precision`` and ``approximate`` are those of the start. ``ongoing`` says that it goes on.
    ``fast`` is by how many microseconds the clock was fast that it was read on, where that is known
    exactly and taken off already. ``warnings`` may each have a hint behind a line break. Where one
    of several ``alternatives`` holds, each has a meaning of its own and what was ``written`` of it;
    then the constraints are what holds whichever of them is true (see alternatives.py).
    """

    constraints: tuple[Constraint, ...]
    days: tuple[DayConstraint, ...]
    lasts: bool
    precision: str
    approximate: bool
    uncertain: bool
    warnings: tuple[str, ...] = ()
    months: tuple[MonthConstraint, ...] = ()
    ongoing: bool = False
    fast: int | None = None
    alternatives: tuple[Meaning, ...] = ()
    written: str = ""

    @property
    def relative(self) -> bool:
        """Whether any of it is measured from another event, or from a clock that is wrong."""
        for constraint in self.constraints:
            if constraint.ref not in _BY_ITSELF:
                return True
        for shift in self.months:
            if shift.ref not in _BY_ITSELF:
                return True
        if self.alternatives:
            return any(alternative.relative for alternative in self.alternatives)
        return bool(self.days)

    @property
    def on_clock(self) -> bool:
        """Whether it was read on a clock of which it is not known exactly how wrong it is."""
        return any(constraint.ref == CLOCK for constraint in self.constraints) or any(
            alternative.on_clock for alternative in self.alternatives
        )

    @property
    def misread(self) -> bool:
        """Whether it was read on a clock that is wrong, by a known length or not."""
        return self.fast is not None or self.on_clock

    @property
    def links(self) -> list[Constraint | DayConstraint | MonthConstraint]:
        """All that it states, each of its alternatives for itself."""
        return [link for branch in self.branches for link in branch.said]

    @property
    def said(self) -> list[Constraint | DayConstraint | MonthConstraint]:
        """All that it states by itself."""
        return [*self.constraints, *self.days, *self.months]

    @property
    def branches(self) -> tuple[Meaning, ...]:
        """Its alternatives, or itself where it has none."""
        return self.alternatives or (self,)
