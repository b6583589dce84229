"""Timelines that are written for other programs and read back, and what has to be the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from crisis.timeline import Timeline

SMALL = r"""
timeline: {title: "A #b; c", zone: America/Los_Angeles, zones: {ET: America/New_York}}
sources: {log: A log, paper: A paper}
actors: {jane: Jane Doe}
events:
  2023-11-17:
    - {id: minute, when: {is: 12:28, source: log}, title: "A: minute; so #x", tags: [a b, "c;d"]}
    - {id: second, when: 12:28:50, title: A second, text: "Two\nlines & <b>signs</b>", place: There}
    - {id: finer, when: 12:28:50.123456, title: Finer, note: A note, actors: [{jane: seen}]}
    - {id: morning, when: morning, title: A part of the day, quote: 'It was "early" \ so'}
    - {id: about, when: ~noon, title: About noon}
    - {id: night, when: night, title: Beyond midnight}
    - {id: lasts, when: from 13:00 to 14:30, title: What lasts}
    - {id: for, when: from 13:00 for 90m, title: For a while}
    - {id: there, when: 15:28 ET, title: Another clock}
    - {id: after, when: 10m after @minute, title: After it, tags: [cut]}
    - {id: two, when: [{is: 12:30, source: log}, {is: 12:40, source: paper}], title: Two say it}
    - {id: agree, when: [{is: 12:30, source: log}, {is: afternoon, source: paper}], title: Agreed}
    - id: slip
      when: [{is: 12:30, source: log}, {is: 09:30, source: paper, rejected: "A slip; of the pen"}]
      title: Rejected
    - {id: before, when: before 09:00, title: Before, status: averted}
    - {id: between, when: between 15:00 and 16:00, title: Between}
    - {id: effect, when: evening, title: An effect, caused_by: minute, part_of: whole, tags: [cut]}
    - {id: whole, title: A whole, url: "https://example.org/x"}
    - id: told
      when: {is: 17:00, source: log, quote: '"five"', text: A reading, at: p. 3, confidence: low}
      title: With words
    - {id: all-day, title: All that is known is the day}
    - {id: either, when: 12:00 or 14:00, title: One of two}
  2023-11-05:
    - {id: twice, when: "01:30", title: A clock that was shown twice}
  undated:
    - {id: day, when: 2023-11-18, title: A day}
    - {id: month, when: 2023-11, title: A month}
    - {id: old, when: 1917-10-25 OS, title: Old Style}
    - {id: open, when: after 2023-11-18, title: With no end}
    - {id: never, title: At no known time}
"""

_CLOCKS = ["09:00", "12:28:50", "23:59", "00:00", "~noon", "morning", "night", "14:00..15:30",
    "before 08:00", "after 20:00", "from 10:00 to 12:00", "from 22:00 for 3h", "12:00 or 13:00",
    "between 01:00 and 02:30", "early afternoon", "02:30:00.5", "unknown"]  # fmt: skip
_DATES = ["2023-10-29", "2024-02-29", "1916-04-30", "0001-01-02", "9999-12-30", "1883-11-18"]
_ZONES = ["Europe/Berlin", "UTC", "Asia/Kathmandu", "America/New_York"]
_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20
)


@st.composite
def event_files(draw: st.DrawFn) -> str:
    """Event files with a few events under days, with one claim or two, and odd texts."""
    days: dict[str, list[dict[str, Any]]] = {}
    for number in range(draw(st.integers(1, 5))):
        event: dict[str, Any] = {"id": f"e{number}", "title": draw(_words.filter(str.strip))}
        phrases = draw(st.lists(st.sampled_from(_CLOCKS), max_size=2))
        if phrases:
            event["when"] = [
                {"is": phrase, "source": name} for phrase, name in zip(phrases, "ab", strict=False)
            ]
        for key in draw(st.sets(st.sampled_from(["text", "note", "quote", "place"]))):
            event[key] = draw(_words.filter(str.strip))
        event["tags"] = draw(
            st.lists(st.sampled_from(["x", "y;z", "a b", "#t", "ä\\"]), unique=True)
        )
        days.setdefault(draw(st.sampled_from(_DATES)), []).append(event)
    header = {"title": draw(_words), "zone": draw(st.sampled_from(_ZONES))}
    return json.dumps({"timeline": header, "sources": {"a": "A", "b": "B"}, "events": days})


def told(timeline: Timeline) -> dict[str, dict[str, Any]]:
    """What has to be the same of each event, by its id."""
    return {
        event.id: {
            "title": event.title,
            "bounds": (event.start.ends, event.end.ends if event.end else (None, None)),
            "lasts": event.lasts,
            "place": event.place.strip(),
            "status": event.status,
            "tags": event.tags,
            "sources": sorted(event.sources),
            "actors": [(part.actor, part.role) for part in event.actors],
            "quote": event.quote.strip(),
        }
        for event in timeline.events
    }
