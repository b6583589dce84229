"""``--by``: which groups a view has."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from crisis.cli.terminal.exits import UsageError

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.query.answer import Answer
    from crisis.timeline.reports.report import Report

Word = TypeVar("Word", bound=str)


def need_zero(grouped: tuple[str, ...], answer: Answer) -> None:
    """Raises UsageError for hours where nothing says what they are counted from."""
    if "hour" in grouped and answer.clock.zero is None:
        raise UsageError("elapsed hours need a zero", "--zero EVENT, or --zero YYYY-MM-DDTHH:MM")


def keys(by: str | None, default: tuple[str, ...]) -> tuple[str, ...]:
    """The keys to group by, outermost first. Raises UsageError for one that there is not."""
    if by is None:
        return default
    from crisis.timeline.reports.groups import grouping_of

    names = tuple(dict.fromkeys(key.strip() for key in by.split(",")))
    for key in names:
        if grouping_of(key) is None:
            from crisis.timeline.reports.grouping import meant

            raise UsageError(f'cannot group by "{key}"', meant(key))
    return names


def one_of(given: str | None, choices: tuple[Word, ...], flag: str) -> Word | Literal[""]:
    """A word out of a few, or none. Raises UsageError for another one."""
    for word in choices:
        if given == word:
            return word
    if given is not None:
        from crisis.timeline.base.problems import did_you_mean

        hint = did_you_mean(given, choices) or f"one of {', '.join(choices)}"
        raise UsageError(f'no such {flag}: "{given}"', hint)
    return ""


def _check_own(by: tuple[str, ...], answer: Answer) -> None:
    """Raises UsageError for a key of one's own that no event has, as a filter does."""
    own = [key for key in by if key.startswith("x-")]
    if own:
        from crisis.timeline.query.free_fields import check_name
        from crisis.timeline.query.terms import QueryError

        for key in own:
            try:
                check_name(key, answer.timeline)
            except QueryError as error:
                raise UsageError(error.message, error.hint) from None


def in_groups(
    answer: Answer,
    by: tuple[str, ...],
    rows: bool = False,
    sort: str = "file",
    counting: bool = False,
) -> Report:
    """The answer in groups, each with the ``rows`` of its events or without; see ``report``.

    Raises UsageError where they would repeat events beyond all measure.
    """
    from crisis.timeline.reports.report import report

    _check_own(by, answer)
    grouped = report(answer, by, sort, counting)
    if not by:
        return grouped
    from crisis.timeline.query.terms import QueryError
    from crisis.timeline.reports.grouping import check_size
    from crisis.timeline.reports.groups import sharing

    if sharing(by):
        try:
            groups = grouped.groups
            if rows:
                check_size(answer, by, groups)
        except QueryError as error:
            raise UsageError(error.message, error.hint) from None
    return grouped
