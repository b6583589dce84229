"""The JSON of ``crisis gaps``: ``crisis.gaps/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .json_events import envelope
from .json_values import dump, number, stretch

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.reports.gaps import Gap, Silences
    from crisis.timeline.reports.report import Report


def to_json(
    report: Report, silences: list[Silences], least: int | None = None, longest: bool = False
) -> str:
    """The gaps of each group as one JSON document; a gap's ``stop`` is not part of it.

    ``least``, in microseconds, and ``longest`` are what was asked for, where it was.
    """
    return dump(document(report, silences, least, longest))


def document(
    report: Report, silences: list[Silences], least: int | None = None, longest: bool = False
) -> dict[str, Any]:
    """The gaps of each group as plain dicts and lists."""
    whole = envelope(report)
    if least is not None:
        whole["query"]["min"] = number(least)
    if longest:
        whole["query"]["longest"] = True
    zone = report.answer.clock.zone
    return {
        "schema": "crisis.gaps/1",
        "timeline": whole["timeline"],
        "query": whole["query"],
        "counts": whole["counts"],
        "groups": [
            {
                "by": silence.group.by or None,
                "key": None if silence.group.shared.missing else silence.group.key,
                "undated": silence.undated,
                "gaps": [_gap(gap, zone) for gap in silence.gaps],
            }
            for silence in silences
        ],
    }


def _gap(gap: Gap, zone: Zone) -> dict[str, Any]:
    return {
        **stretch(gap.start, gap.stop, zone),
        "seconds": number(gap.stop - gap.start),
        "verdict": gap.verdict,
        "after": gap.after.id if gap.after else None,
        "before": gap.before.id if gap.before else None,
        "maybe": [event.id for event in gap.maybe],
    }
