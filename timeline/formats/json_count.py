"""The JSON of ``crisis count``: ``crisis.count/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.reports.report import tally

from .json_events import envelope
from .json_values import dump

if TYPE_CHECKING:
    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report


def to_json(report: Report) -> str:
    """The totals of a report, group in group, as one JSON document."""
    return dump(document(report))


def document(report: Report) -> dict[str, Any]:
    """The totals of a report as plain dicts and lists."""
    whole = envelope(report)
    if report.sort:
        whole["query"]["sort"] = report.sort
    return {
        "schema": "crisis.count/1",
        "timeline": whole["timeline"],
        "query": whole["query"],
        "counts": whole["counts"],
        "groups": [_group(group) for group in report.groups if group.by],
    }


def _group(group: Group) -> dict[str, Any]:
    """``key`` is null for what has none; ``last`` ends a run of empty days or hours."""
    certain, possible, status = tally(group.matches, group.loose)
    return {
        "by": group.by,
        "key": None if group.shared.missing else group.shared.bare,
        "last": group.last or None,
        "open": group.shared.open,
        "shown": len(group.matches),
        "certain": certain,
        "possible": possible,
        "status": status,
        "touching": group.touching,
        "groups": [_group(inner) for inner in group.groups],
    }
