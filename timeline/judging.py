"""What a condition says of an event in memory: certain, possible or out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .folding import fold, words
from .since import dateless
from .sought import Actors, Among, Apart, Either, Times
from .windows import CERTAIN, OUT, POSSIBLE, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .model import Event
    from .since import Elapsed, Since
    from .sought import Condition, Sought, Words
    from .windows import Window

    Judge = Callable[[Event], str]


def judge(condition: Condition, since: Since) -> Judge:
    """A function from an event to its verdict under a condition."""
    found = _judge(condition.sought, since)
    return _not(found) if condition.negated else found


def overall(verdicts: Iterable[str]) -> str:
    """All of them hold: certain if every one is, out if any one is."""
    found = CERTAIN
    for one in verdicts:
        if one == OUT:
            return OUT
        if one == POSSIBLE:
            found = POSSIBLE
    return found


def states(event: Event) -> tuple[str, ...]:
    """Those of STATES that an event is in, and ``agreed`` where its accounts agree."""
    found = [event.agreement] if event.agreement else []
    if event.conflicted:
        found.append("conflicted")
    if dateless(event):
        found.append("undated")
    if event.end is not None:
        found.append("lasting")
    counting = [c.meaning for c in event.when if c.meaning and not c.rejected]
    if any(meaning.uncertain for meaning in counting):
        found.append("uncertain")
    if any(meaning.approximate for meaning in counting):
        found.append("approximate")
    return tuple(found)


def confidences(event: Event) -> tuple[str, ...]:
    """How sure the claims are that count, as far as they say."""
    return tuple([c.confidence for c in event.when if c.confidence and not c.rejected])


def by_accounts(times: list[Elapsed], windows: tuple[Window, ...]) -> str:
    """Certain under every account, possible under some."""
    found = {verdict(start, end, list(windows)) for start, end in times}
    return found.pop() if len(found) == 1 else POSSIBLE


def times(event: Event) -> list[Elapsed]:
    """What a window asks: the event's bound, or each of its accounts where they are disputed."""
    if not event.disputed:
        return [(event.start, event.end)]
    return [(account.start, account.end) for account in event.accounts]


def _judge(sought: Sought, since: Since) -> Judge:
    if isinstance(sought, Times):
        windows = sought.windows
        if sought.elapsed:
            return lambda event: by_accounts(since.accounts(event), windows)
        return lambda event: by_accounts(times(event), windows)
    if isinstance(sought, Apart):
        other, window = since.other(sought.event, sought.end), (sought.window,)
        return lambda event: by_accounts(other.accounts(event), window)
    if isinstance(sought, Either):
        judges = [_judge(part, since) for part in sought.parts]
        return lambda event: _best(judge(event) for judge in judges)
    if isinstance(sought, Actors):
        return _certain(lambda event: _took_part(event, sought))
    if isinstance(sought, Among):
        values, of = sought.values, _VALUES[sought.field]
        return _certain(lambda event: not values.isdisjoint(of(event)))
    return _certain(lambda event: _speaks(event, sought))


def _speaks(event: Event, sought: Words) -> bool:
    if any(part.actor in sought.actors for part in event.actors):
        return True
    text = words(event)
    return not sought.sources.isdisjoint(event.sources) or any(it in text for it in sought.words)


def _took_part(event: Event, sought: Actors) -> bool:
    for ids, role in sought.parts:
        for part in event.actors:
            if part.actor in ids and (not role or fold(part.role) == role):
                return True
    return False


def _best(verdicts: Iterable[str]) -> str:
    """One of them holds: certain if any one is."""
    found = {*verdicts}
    return next((one for one in (CERTAIN, POSSIBLE) if one in found), OUT)


def _certain(test: Callable[[Event], bool]) -> Judge:
    return lambda event: CERTAIN if test(event) else OUT


def _not(judge: Judge) -> Judge:
    opposite = {CERTAIN: OUT, OUT: CERTAIN, POSSIBLE: POSSIBLE}
    return lambda event: opposite[judge(event)]


_VALUES: dict[str, Callable[[Event], Iterable[str]]] = {
    "id": lambda event: (event.id,),
    "source": lambda event: event.sources,
    "tag": lambda event: map(fold, event.tags),
    "status": lambda event: (event.status,),
    "is": states,
    "confidence": confidences,
}
