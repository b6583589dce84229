"""The JSON of ``crisis gaps``: ``crisis.gaps/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .jsonform import dump, envelope
from .reports import NOBODY, UNDATED
from .zones import SECOND, rfc3339

if TYPE_CHECKING:
    from .gaps import Gap, Silences
    from .reports import Report
    from .zones import Zone


def to_json(report: Report, found: list[Silences]) -> str:
    """The gaps of each group as one JSON document; a gap's ``stop`` is not part of it."""
    whole = envelope(report)
    zone = report.answer.clock.zone
    return dump(
        {
            "schema": "crisis.gaps/1",
            "timeline": whole["timeline"],
            "query": whole["query"],
            "counts": whole["counts"],
            "groups": [
                {
                    "by": each.group.by or None,
                    "key": None if each.group.key in (NOBODY, UNDATED) else each.group.key,
                    "undated": each.undated,
                    "gaps": [_gap(gap, zone) for gap in each.gaps],
                }
                for each in found
            ],
        }
    )


def _gap(gap: Gap, zone: Zone) -> dict[str, Any]:
    length = gap.stop - gap.start
    return {
        "start": rfc3339(gap.start, zone),
        "stop": rfc3339(gap.stop, zone),
        "seconds": length / SECOND if length % SECOND else length // SECOND,
        "verdict": gap.verdict,
        "after": gap.after.id if gap.after else None,
        "before": gap.before.id if gap.before else None,
        "maybe": [event.id for event in gap.maybe],
    }
