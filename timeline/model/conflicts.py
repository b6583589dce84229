"""Findings about what the files say: statements that cannot all hold, and by how much they miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.record import Record

from .constraints import START

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.base.problems import Origin

    from .words import Colliding, End, Linking, Said

CONTRADICTION: Colliding = "contradiction"
TENSION: Colliding = "tension"
RULED_OUT: Colliding = "ruled out"

MOST = 8
"""So many alternatives a claim may give."""


class Reason(Record):
    """One statement of a chain: who says what of which event, and where it stands.

    ``low`` and ``high`` are what it states: instants, or distances in microseconds from ``ref``
    where it names an event. ``soft`` names the vague word that gave it its width. ``side`` tells
    whether the chain has come to the earliest ("low") or the latest ("high") of event ``reached``
    (of its end where ``which`` is 1), and ``bound`` to which instant; None in a circle. Where
    ``which`` is 2, ``reached`` is a source, and ``bound`` as far before 1970-01-01T00:00Z as its
    clock is fast. ``clock`` is the source whose clock the statement is about or was read on.
    """

    event: str
    kind: Said | Linking
    phrase: str
    source: str
    origin: Origin
    soft: str = ""
    ref: str = ""
    low: int | None = None
    high: int | None = None
    side: End | Literal[""] = ""
    reached: str = ""
    which: int = START
    bound: int | None = None
    clock: str = ""


class Conflict(Record):
    """Statements that cannot all be true, in order; taking any one out resolves it.

    A contradiction is among hard statements; in a tension a vague width stands in the way. Where an
    alternative is ruled out, it comes first, and nothing gave way: others are left.
    ``short`` is by how many microseconds they miss. ``more`` statements contradict these and each
    other in more ways than are told apart; then all of them gave way, and ``short`` is 0. Of the
    events ``misplaced`` the day header gave way, and nothing else that is said here.
    """

    kind: Colliding
    reasons: tuple[Reason, ...]
    short: int
    more: int = 0
    misplaced: tuple[str, ...] = ()

    @property
    def one_of(self) -> str:
        """How it would be written that one of these claims holds; empty where that makes no sense.

        It does where one source, or the author, tells several times of one event.
        """
        if self.kind == RULED_OUT or self.more:
            return ""
        phrases = list(dict.fromkeys(reason.phrase for reason in self.reasons))
        tellers = {(reason.event, reason.source, reason.kind) for reason in self.reasons}
        if len(tellers) > 1 or not 1 < len(phrases) <= MOST or not all(phrases):
            return ""
        if self.reasons[0].kind != "claim" or any(";" in phrase for phrase in phrases):
            return ""
        return " or ".join(phrases)
