"""What the core's tests share: files from a few parts, instants from text, and a limit in time.

Conversions go through datetime and zoneinfo, so that they do not repeat the code under test.
"""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from yaml import BaseLoader

from crisis.timeline.loading import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.model.records import Bound, Event
    from crisis.timeline.model.timeline import Timeline

DATA = Path(__file__).resolve().parents[1] / "data"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST = 6  # seconds of processor time; reading a small file takes a few milliseconds


def data(name: str) -> Any:
    """A data file with all scalars as text; ``null``, ``true`` and ``false`` are what they say."""
    return _plain(BaseLoader((DATA / name).read_text(encoding="utf-8")).get_single_data())


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return {"null": None, "true": True, "false": False}.get(node, node)


def flow(value: object) -> str:
    """A value as YAML on one line: JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)


def read(text: str) -> Timeline:
    """``loads`` of a text, which must come to an end."""
    with _limit(text):
        return loads(text, "t.yaml")


def read_lines(*lines: str, zone: str = "UTC") -> Timeline:
    """A file with a zone and these lines under ``events``."""
    return read("\n".join([f"timeline: {{zone: {zone}}}", "events:", *lines]))


@contextmanager
def _limit(text: str) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):  # no such signal on Windows
        yield
        return

    def stop(*_: object) -> None:
        raise AssertionError(f"reading does not end:\n{text}")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def by_id(timeline: Timeline) -> dict[str, Event]:
    return {event.id: event for event in timeline.events}


def instant(text: str, zone: str = "UTC") -> int:
    """``2026-11-20T10:36:00`` in a zone, in microseconds since 1970."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return (moment - EPOCH) // timedelta(microseconds=1)


def wall(moment: int | None, zone: str = "UTC") -> str | None:
    """An instant as its wall time to the second, cut off; None for an open end."""
    if moment is None:
        return None
    there = (EPOCH + timedelta(microseconds=moment)).astimezone(ZoneInfo(zone))
    return there.replace(tzinfo=None, microsecond=0).isoformat()


def walls(bound: Bound | None, zone: str = "UTC") -> list[str | None] | None:
    return None if bound is None else [wall(bound.earliest, zone), wall(bound.latest, zone)]


def told(timeline: Timeline) -> list[tuple[str, list[tuple[str, str]]]]:
    """Conflicts as (kind, [(event, phrase), …]); a statement that stands twice is told once."""
    return [
        (conflict.kind, sorted({(reason.event, reason.phrase) for reason in conflict.reasons}))
        for conflict in timeline.conflicts
    ]


def severe(timeline: Timeline) -> list[str]:
    """The errors of a file as ``line:column: message``."""
    return [
        str(problem).removeprefix("t.yaml:")
        for problem in timeline.problems
        if problem.severity == "error"
    ]
