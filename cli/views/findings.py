"""What ``crisis check`` finds in a timeline: for a terminal, and as linters tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.terminal.columns import styled
from crisis.cli.terminal.messages import broken, placed, problem_lines
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.query.stores import store

from .explanation_text import conflict_lines, reason, source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.problems import Origin, Problem
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.formats.finding import Finding
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.quotes.quotes import Quotes


class _Statement(NamedTuple):
    """What does not hold together: its rule, where it is told, its lines, and other places."""

    rule: str
    origin: Origin
    lines: list[str]
    related: tuple[tuple[Origin, str], ...] = ()


def text(loaded: Timeline, zone: Zone, look: Screen, quotes: Quotes | None = None) -> str:
    """Everything that is wrong, line by line; empty when all is well."""
    printed = [
        line
        for problem in loaded.problems
        for line in problem_lines(problem, look.width, look.color)
    ]
    for statement in _statements(loaded, zone, look, quotes):
        first, *rest = statement.lines
        place = f"{one_line(statement.origin.file)}:{statement.origin.line}:"
        head = broken(f"{place} {first}", look.width)
        if look.color:
            head = _emphasized(head, place, statement.rule, look)
        printed += head
        for part in rest:
            printed += broken(part, look.width)
    return "".join(f"{line}\n" for line in printed)


def _emphasized(lines: list[str], place: str, rule: str, look: Screen) -> list[str]:
    """The head of a statement: its place bold, its kind in the colour of what is disputed or wrong.

    A kind that wraps stays as it is.
    """
    kind = rule.replace("-", " ")
    style = {"disputed": "magenta", "contradiction": "red"}.get(rule, "bold")
    for number, line in enumerate(lines):
        before, found, behind = line.partition(f"{kind}:")
        if found:
            lines[number] = before + styled(f"{kind}:", style, look) + behind
            break
    return placed(lines, place, look.color)


def findings(
    loaded: Timeline, zone: Zone, look: Screen, quotes: Quotes | None = None
) -> Iterator[Finding]:
    """Everything that is wrong, in the same order and words, as records."""
    from crisis.timeline.formats.finding import Finding

    yield from map(_of_problem, loaded.problems)
    for rule, origin, (first, *rest), related in _statements(loaded, zone, look, quotes):
        yield Finding(rule, origin, first, tuple(rest), related=related)


def _of_problem(problem: Problem) -> Finding:
    from crisis.timeline.formats.finding import Finding

    rule: str = problem.severity if problem.origin.line else "unreadable"
    details = (f"hint: {problem.hint}",) if problem.hint else ()
    return Finding(rule, problem.origin, problem.message, details, problem.source)


def _statements(
    loaded: Timeline, zone: Zone, look: Screen, quotes: Quotes | None
) -> Iterator[_Statement]:
    for conflict in loaded.conflicts:
        origin = max((reason.origin for reason in conflict.reasons), key=_in_files)
        related = tuple(
            (each.origin, reason(each, loaded, zone, look)) for each in conflict.reasons
        )
        lines = conflict_lines(conflict, loaded, zone, look)
        yield _Statement(conflict.kind.replace(" ", "-"), origin, lines, related)
    for event in store(loaded).disputed_events():
        yield _Statement("disputed", event.origin, [*_dispute(event, loaded, zone, look)])
    if quotes is not None:
        from .quotes import statements

        for rule, origin, lines in statements(quotes):
            yield _Statement(rule, origin, lines)


def _in_files(origin: Origin) -> tuple[str, int, int]:
    return origin.file, origin.line, origin.column


def _dispute(event: Event, loaded: Timeline, zone: Zone, look: Screen) -> Iterator[str]:
    from crisis.timeline.model.records import open_to
    from crisis.timeline.model.stated import read_by, unsure
    from crisis.timeline.reports import event_times, times

    yield f"disputed: when {event.id} was"
    for number, account in enumerate(event.accounts):
        name = one_line(source_name(account.source, loaded))
        texts: list[str] = []
        times_of = [
            (alternative.start, alternative.end) for alternative in open_to(account.alternatives)
        ]
        named: times.Lead = None
        for start, end in times_of or [(account.start, account.end)]:
            texts.append(times.span(start, zone, named, look) if account.tells else "")
            named = times.named_by(start, zone) if account.tells else named
            if end is not None:
                over = times.span(end, zone, named, look)
                texts[-1] = f"{texts[-1]} {look.arrow} {over}".strip()
                named = None
        if length := event_times.told_length(account, event.when):
            texts = [length]
        out = event_times.RULED_OUT if number in event.ruled_out else ""
        read = read_by(account, event.accounts, event.when)
        out += f" ({one_line(read)} on its clock)" if read else ""
        yield f"  {name}: {' or '.join(texts)}{unsure(account, event.accounts)}{out}"
