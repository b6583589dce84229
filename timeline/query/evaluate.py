"""What a condition says of an event in memory: certain, possible or out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.normalize import fold

from .conditions import TIMED, Actors, Among, Apart, Either, Ids, Times
from .free_fields import field_of
from .searched_text import searched
from .windows import CERTAIN, OUT, POSSIBLE, Windows, united

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.words import Verdict

    from .conditions import Condition, Sought, Words
    from .elapsed import Since

    Judge = Callable[[Event], Verdict]


def judge(condition: Condition, since: Since) -> Judge:
    """A function from an event to its verdict under a condition."""
    verdict_of = _judge(condition.sought, since)
    return _not(verdict_of) if condition.negated else verdict_of


def judges(conditions: Sequence[Condition], since: Since) -> list[Judge]:
    """Functions that tell together whether an event is under all conditions.

    Of a disputed event each account, and of alternatives each, is asked of all times together: what
    is out of one of them is out, whatever another says.
    """
    timed = [condition for condition in conditions if isinstance(condition.sought, TIMED)]
    if len(timed) < 2:
        return [judge(condition, since) for condition in conditions]
    others = [judge(condition, since) for condition in conditions if condition not in timed]
    return [*others, together(timed, since)]


def together(timed: Iterable[Condition], since: Since) -> Judge:
    """A function from an event to its verdict under several conditions of time."""
    tests = [(_by_account(condition.sought, since), condition.negated) for condition in timed]

    def verdict(event: Event) -> Verdict:
        by_condition = [
            [_OPPOSITE[judged] for judged in test(event)] if negated else test(event)
            for test, negated in tests
        ]
        return united([overall(account) for account in _abreast(by_condition)])

    return verdict


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict under several conditions: certain if each is, out if any is."""
    whole: Verdict = CERTAIN
    for verdict in verdicts:
        if verdict == OUT:
            return OUT
        if verdict == POSSIBLE:
            whole = POSSIBLE
    return whole


def _abreast(lists: list[list[Verdict]]) -> Iterator[tuple[Verdict, ...]]:
    """Lists of verdicts account by account; one alone holds under every account."""
    most = max(map(len, lists))
    return zip(
        *(verdicts * most if len(verdicts) == 1 else verdicts for verdicts in lists), strict=True
    )


def _by_account(sought: Sought, since: Since) -> Callable[[Event], list[Verdict]]:
    """The verdict in time of each account of a disputed event, of each alternative, else one."""
    if isinstance(sought, Times):
        windows = Windows(sought.windows)
        if sought.elapsed:
            return lambda event: [windows.verdict(*times) for times in since.accounts(event)]
        return lambda event: [windows.verdict(*times) for times in event.moments]
    if isinstance(sought, Apart):
        other, window = since.other(sought.event, sought.end), Windows([sought.window])
        return lambda event: [window.verdict(*times) for times in other.accounts(event)]
    assert isinstance(sought, Either)
    parts = [_by_account(part, since) for part in sought.parts]
    return lambda event: [_best(verdicts) for verdicts in _abreast([part(event) for part in parts])]


def _judge(sought: Sought, since: Since) -> Judge:
    if isinstance(sought, TIMED):
        test = _by_account(sought, since)
        return lambda event: united(test(event))
    if isinstance(sought, Actors):
        return _certain(lambda event: _took_part(event, sought))
    if isinstance(sought, Among):
        field = field_of(sought.field)
        of, alike = field.values, field.alike()
        if of is None:
            raise LookupError(f"no event has {sought.field} by itself")
        return _certain(lambda event: not sought.values.isdisjoint(alike(of(event))))
    if isinstance(sought, Ids):
        return _certain(lambda event: event.id in sought.ids)
    return _certain(_speaking(sought))


def _speaking(sought: Words) -> Callable[[Event], bool]:
    """Whether an event holds words. Every event is asked: what that needs is looked up once."""
    words, sources, actors, texts_of = sought.words, sought.sources, sought.actors, searched()

    def speaks(event: Event) -> bool:
        if not sources.isdisjoint(event.sources):
            return True
        if actors and any(part.actor in actors for part in event.actors):
            return True
        text = texts_of(event)
        return any(map(text.__contains__, words))

    return speaks


def _took_part(event: Event, sought: Actors) -> bool:
    for ids, role in sought.parts:
        for part in event.actors:
            if part.actor in ids and (not role or fold(part.role) == role):
                return True
    return False


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    """One of them holds: certain if any one is."""
    distinct = {*verdicts}
    return next((verdict for verdict in (CERTAIN, POSSIBLE) if verdict in distinct), OUT)


def _certain(test: Callable[[Event], bool]) -> Judge:
    return lambda event: CERTAIN if test(event) else OUT


def _not(judge: Judge) -> Judge:
    return lambda event: _OPPOSITE[judge(event)]


_OPPOSITE: dict[Verdict, Verdict] = {CERTAIN: OUT, OUT: CERTAIN, POSSIBLE: POSSIBLE}
