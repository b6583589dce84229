"""Who is named at each event of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.attribution import attribution, every_testimony

if TYPE_CHECKING:
    from crisis.timeline.model.attribution import Attribution
    from crisis.timeline.query.answer import Answer


def named_at(answer: Answer) -> list[Attribution]:
    """Who is named at each event; of accounts that cannot all be true, each is told apart."""
    according_to = answer.timeline.according_to
    found = []
    for event in (match.event for match in answer.matches):
        told = attribution(event, according_to)
        if event.disputed and told.apart:
            told = told._replace(apart=every_testimony(event, according_to))
        found.append(told)
    return found
