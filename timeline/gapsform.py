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


def to_json(
    report: Report, found: list[Silences], least: int | None = None, longest: bool = False
) -> str:
    """The gaps of each group as one JSON document; a gap's ``stop`` is not part of it.

    ``least``, in microseconds, and ``longest`` are what was asked for, where it was.
    """
    whole = envelope(report)
    if least is not None:
        whole["query"]["min"] = _seconds(least)
    if longest:
        whole["query"]["longest"] = True
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
    return {
        "start": rfc3339(gap.start, zone),
        "stop": rfc3339(gap.stop, zone),
        "seconds": _seconds(gap.stop - gap.start),
        "verdict": gap.verdict,
        "after": gap.after.id if gap.after else None,
        "before": gap.before.id if gap.before else None,
        "maybe": [event.id for event in gap.maybe],
    }


def _seconds(length: int) -> float:
    return length / SECOND if length % SECOND else length // SECOND
