"""The events of a page as its document has them: what the JSON says of them, without their times.

Names and values are those of ``crisis.events/1``; a field whose value is null, false or an empty
list is left out, and of a claim all that the page does not show. ``follows`` are the numbers of
events above with which one is in order too (page_order.py).
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from crisis.timeline.model.keys import EVENT_KEYS
from crisis.timeline.reports.free_texts import free_texts

from .json_events import OF_KIND, envelope
from .json_values import by_language
from .page_order import followed

if TYPE_CHECKING:
    from crisis.timeline.model.records import Claim
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report

_KEYS = tuple((key.name, attrgetter(key.attribute), OF_KIND[key.kind]) for key in EVENT_KEYS)
_CLAIM_KEYS = ("source", "quote", "text", "confidence", "at", "via", "url", "rejected")


def page_document(report: Report) -> dict[str, Any]:
    """What was asked, and its events."""
    answer = report.answer
    above = followed(answer)
    events = [_event(match, above.get(at)) for at, match in enumerate(answer.matches)]
    return {**envelope(report), "events": events}


def _event(match: Match, above: list[int] | None) -> dict[str, Any]:
    event = match.event
    row: dict[str, Any] = {"id": event.id}
    if event.titles:
        row["title"] = by_language(event.titles)
    if event.disputed:
        row["disputed"] = True
    if event.agreement:
        row["agreement"] = event.agreement
    if event.conflicted:
        row["conflicted"] = True
    if event.alternative:
        row["alternative"] = True
    if match.verdict != "certain":
        row["verdict"] = match.verdict
    if not match.ordered:
        row["ordered"] = False
    if above:
        row["follows"] = above
    if when := [_claim(claim) for claim in event.when if claim.phrases]:
        row["when"] = when
    for name, read, form in _KEYS:
        if value := read(event):
            row[name] = form(value)
    if event.free:
        row["free"] = free_texts(event.free)
    row["origin"] = {"file": event.origin.file, "line": event.origin.line}
    return row


def _claim(claim: Claim) -> dict[str, Any]:
    row: dict[str, Any] = {part.key: part.text for part in claim.phrases}
    for name in _CLAIM_KEYS:
        if value := getattr(claim, name):
            row[name] = value
    if claim.free:
        row["free"] = free_texts(claim.free)
    return row
