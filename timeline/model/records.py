"""The records of an event. All are immutable and know their place in a file.

Instants are integer microseconds since 1970-01-01T00:00Z; both ends of a Bound are included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.record import Record

from .details import (
    AGREED,
    DIFFERING,
    DISPUTED,
    WORSE,
    Account,
    Actor,
    Alternative,
    Bound,
    Claim,
    Elapsed,
    Medium,
    Part,
    Source,
    SourceClock,
    Written,
    free_values,
)

if TYPE_CHECKING:
    from typing import Any, Literal

    from crisis.timeline.base.problems import Origin
    from crisis.timeline.base.texts import Texts

    from .free import Free
    from .words import Agreement, Confidence, State, Status


__all__ = [
    "AGREED", "DIFFERING", "DISPUTED", "WORSE", "Account", "Actor", "Alternative", "Bound",
    "Claim", "Elapsed",
    "Event", "Medium", "Part", "Source", "SourceClock", "Written",
]  # fmt: skip


class Event(Record, kw_only=True):
    """What happened. ``start`` and ``end`` are derived bounds; ``end`` only for what lasts.

    ``lasting`` bounds how long what lasts goes on, in microseconds. ``accounts`` are kept where
    there is more than one; ``agreement`` then says how they stand to each other (agreed, differing
    or disputed), and ``chosen`` is the number of the one preferred, else of the first.
    ``conflicted`` tells that what was said of it gave way in a conflict. ``header``
    holds the days of the header above it. ``among`` is all that is known of its start where that
    reaches beyond its accounts or alternatives. ``stands`` is where such an event, or a disputed
    one, stands among others: at the earliest of its chosen account or of its start, but not behind
    what it certainly came before. ``turn`` is the place in the file of the event in whose turn it
    stands among those that time tells no order of, where relations do; else -1.
    ``alternatives`` are times of which one holds, where it is not disputed: those that its claims
    tell, or that its accounts leave together. ``free`` are keys of the author's own (``free.py``).
    """

    id: str
    titles: Texts
    origin: Origin
    when: tuple[Claim, ...] = ()
    texts: Texts = ()
    notes: Texts = ()
    actors: tuple[Part, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    place: str = ""
    quote: str = ""
    url: str = ""
    media: tuple[Medium, ...] = ()
    caused_by: tuple[str, ...] = ()
    part_of: str = ""
    status: Status | Literal[""] = ""
    prefer: str = ""
    start: Bound = Bound()
    end: Bound | None = None
    lasting: Bound = Bound()
    accounts: tuple[Account, ...] = ()
    agreement: Agreement | Literal[""] = ""
    chosen: int = 0
    conflicted: bool = False
    header: Bound | None = None
    place_in_file: int = 0
    stands: int | None = None
    among: Bound | None = None
    turn: int = -1
    alternatives: tuple[Alternative, ...] = ()
    free: Free = ()

    def __repr__(self) -> str:
        return f"<Event {self.id!r} at {self.start!r}: {self.title!r}>"

    @property
    def title(self) -> str:
        """The title in the file's own language (the first one written)."""
        return self.titles[0][1] if self.titles else ""

    @property
    def free_values(self) -> dict[str, Any]:
        """The keys that begin with ``x-``, with their values as JSON has them."""
        return free_values(self.free)

    @property
    def lasts(self) -> bool:
        """Whether it has an end of its own."""
        return self.end is not None

    @property
    def disputed(self) -> bool:
        """Whether its accounts cannot all be true."""
        return self.agreement == DISPUTED

    @property
    def asked(self) -> tuple[Account, ...]:
        """The accounts that a window asks: all that are not ruled out."""
        out = self.ruled_out
        return tuple(account for number, account in enumerate(self.accounts) if number not in out)

    @property
    def ruled_out(self) -> frozenset[int]:
        """The numbers of the accounts that the rest of the file rules out.

        The preferred one is none of them, and where nothing else would be left, none is.
        """
        out = frozenset(
            number for number, account in enumerate(self.accounts) if account.conflicted
        )
        return frozenset() if len(out) == len(self.accounts) else out - {self.chosen}

    @property
    def moments(self) -> list[Elapsed]:
        """What a window asks: start and end, of each account (see ``asked``) if they are disputed.

        Of alternatives each, as far as they are not ruled out. An account that says nothing of the
        end leaves it to the others.
        """
        if not self.disputed:
            if self.alternatives and (left := open_to(self.alternatives)):
                return [(alternative.start, alternative.end) for alternative in left]
            return [(self.start, self.end)]
        return [times for account in self.asked for times in self.times_of(account)]

    def times_of(self, account: Account) -> list[Elapsed]:
        """What a window asks of an account: its start and end, or those of its alternatives."""
        if left := open_to(account.alternatives):
            return [(self.cut(account, alternative.start), alternative.end) for alternative in left]
        end = self.end if self._leaves_end(account) else account.end
        return [(self.cut(account, account.start), end)]

    def cut(self, account: Account, start: Bound) -> Bound:
        """A start by one of its accounts as far as it agrees with what is known of the event.

        It is left as it is where one account is the time, and where one lies outside of it.
        """
        return start.shared(self.start) or start if self.cuts(account) else start

    def cuts(self, account: Account) -> bool:
        """Whether what is known of it holds if this one of its accounts is true.

        Not for one that is less sure than others: its time is theirs alone.
        """
        surest = max((it.sure for it in self.asked if it.tells), default=0)
        return self.are_cut and account.sure >= surest

    @property
    def preferring(self) -> bool:
        """Whether its time is that of the chosen one of its accounts, as that account has it."""
        chosen = self.accounts[self.chosen]
        return (chosen.start, chosen.end) == (self.start, self.end)

    @property
    def are_cut(self) -> bool:
        """Whether its accounts are cut to what is known of it."""
        return not self.preferring and all(it.start.shared(self.start) for it in self.asked)

    @property
    def alternative(self) -> bool:
        """Whether it may have been at one of several times, by itself or by one of its accounts."""
        if not self.disputed:
            return bool(self.alternatives and open_to(self.alternatives))
        return any(open_to(account.alternatives) for account in self.asked)

    @property
    def branched(self) -> bool:
        """Whether a window asks more than one time of it: accounts in dispute, or alternatives."""
        return self.disputed or bool(self.alternatives and open_to(self.alternatives))

    def _leaves_end(self, account: Account) -> bool:
        """Whether an account says nothing of the end and may end with the event."""
        return account.end is None and _may_end(account.start, self.end)

    @property
    def dateless(self) -> bool:
        """Whether nothing at all is known of its time, nor told by any of its disputed accounts."""
        if not (self.start.open and (self.end is None or self.end.open)):
            return False
        return not self.branched or all(
            start.open and (end is None or end.open) for start, end in self.moments
        )

    @property
    def counting(self) -> list[Claim]:
        """The claims that count, in their order."""
        return [claim for claim in self.when if claim.counted is not None]

    @property
    def confidences(self) -> tuple[Confidence, ...]:
        """How sure the claims are that count, as far as they say."""
        return tuple(
            [claim.confidence for claim in self.when if claim.confidence and not claim.rejected]
        )

    @property
    def states(self) -> tuple[State | Agreement, ...]:
        """Those of STATES that it is in, and ``agreed`` where its accounts agree."""
        states: list[State | Agreement] = [self.agreement] if self.agreement else []
        if self.alternatives or self.accounts:
            states += ["alternative"] if self.alternative else []
        if self.conflicted:
            states.append("conflicted")
        if self.start.earliest is None and self.start.latest is None and self.dateless:
            states.append("undated")
        if self.end is not None:
            states.append("lasting")
        if not self.sources:
            states.append("unsourced")
        uncertain = approximate = False
        for claim in self.when:  # an index asks every event
            if not claim.rejected and (meaning := claim.meaning):
                uncertain = uncertain or meaning.uncertain
                approximate = approximate or meaning.approximate
        if uncertain:
            states.append("uncertain")
        if approximate:
            states.append("approximate")
        return tuple(states)

    @property
    def tellers(self) -> tuple[str, ...]:
        """The sources whose own account is the time of the event; the author is ``""``.

        Nobody else may be named at that time: where it is put together from several accounts, there
        is none.
        """
        from .attribution import attribution

        return attribution(self).at_time


def open_to(alternatives: tuple[Alternative, ...]) -> list[Alternative]:
    """Those that are not ruled out, if there is more than one."""
    left = [alternative for alternative in alternatives if not alternative.ruled_out]
    return left if len(left) > 1 else []


def _may_end(start: Bound, end: Bound | None) -> bool:
    """Whether whatever starts so may end so: else others speak of another time."""
    if end is None or end.latest is None:
        return True
    return start.latest is not None and start.latest <= end.latest
