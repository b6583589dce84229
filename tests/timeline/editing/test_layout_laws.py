"""Whatever is put right, or in order: the events and comments of a file stay what they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from crisis.timeline.editing.formatting import formatted
from crisis.timeline.editing.log_entry import Entry, log
from crisis.timeline.editing.names import Unfit
from crisis.timeline.editing.rewrite import EventText, changed
from crisis.timeline.editing.safe_write import Refused
from crisis.timeline.editing.sorting import sorted_files
from crisis.timeline.editing.source_layout import Layout
from crisis.timeline.eventfile.files import Source
from crisis.timeline.eventfile.nodes import source_lines
from crisis.timeline.loading import load_sources

from ...support.examples import examples
from ...support.laid_out import laid_out
from ...support.timelines import severe

if TYPE_CHECKING:
    from crisis.timeline import Timeline
    from crisis.timeline.editing.rewritten import Rewritten


def put_right(text: str) -> Rewritten:
    return formatted(Source("t.yaml", text))


def in_time(text: str) -> Rewritten:
    sources = [Source("t.yaml", text)]
    timeline = load_sources(sources)
    assume(not severe(timeline))
    (done,) = sorted_files(sources, timeline, load_sources)
    return done


NOW = 1_792_580_400_000_000  # 2026-10-21T11:00Z
AT = (
    "",
    "10:10",
    "yesterday 22:05",
    "20 minutes ago",
    "this morning",
    "3h after @e0",
    "2026-10-22",
)


def logged(text: str, entry: Entry) -> str:
    """A text with one event more, or the same where it cannot be written."""
    source = EventText("t.yaml", text)
    try:
        return changed(source, log(source, entry, NOW)[0]).text
    except (Refused, Unfit):
        return text


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    title = draw(st.sampled_from(["A title", "Another", "Logged"]))
    return Entry(title, draw(st.sampled_from(AT)), draw(st.sampled_from([(), ("ida",)])))


def known(timeline: Timeline) -> dict[str, Any]:
    """All that is known of each event, without places in the file."""
    return {
        event.id: (
            event.titles, event.texts, event.notes, event.tags, event.caused_by, event.header,
            event.start, event.end, event.agreement, event.conflicted, event.alternatives,
            [(claim.phrase, claim.meaning) for claim in event.when],
        )
        for event in timeline.events
    }  # fmt: skip


def findings(timeline: Timeline) -> Counter[Any]:
    return Counter(
        (conflict.kind, conflict.short, frozenset((r.event, r.phrase) for r in conflict.reasons))
        for conflict in timeline.conflicts
    )


@settings(max_examples=examples(120))
@given(laid_out(), st.lists(st.sampled_from(["fmt", "sort"]) | entries(), min_size=1, max_size=5))
def test_nothing_is_lost(text: str, steps: list[str | Entry]) -> None:
    now, written = text, 0
    for step in steps:
        if isinstance(step, Entry):
            before, now = now, logged(now, step)
            written += now != before
            continue
        done = put_right(now) if step == "fmt" else in_time(now)
        if done.problems:
            assert step == "sort"
            assert done.after == now
        now = done.after
    before, after = (load_sources([Source("t.yaml", one)]) for one in (text, now))
    assert {name: known(after)[name] for name in known(before)} == known(before)
    assert len(after) == len(before) + written
    assert findings(after) == findings(before)
    event(f"written: {written}")
    assert Counter(Layout(now).comments()) == Counter(Layout(text).comments())


@settings(max_examples=examples(120))
@given(laid_out())
def test_twice_is_once(text: str) -> None:
    once = put_right(text)
    assert not put_right(once.after).changed
    once = in_time(text)
    event(f"moves: {len(once.remarks)}")
    assert not in_time(once.after).changed


TAILS = ["", "{", "[", "- {id: a", '"', "\n", "[" * 80]


@settings(max_examples=examples(300))
@given(
    laid_out(), st.floats(0, 1), st.sampled_from(["", "{", "[", "- {id: a", '"', "\n", "[" * 80])
)
def test_where_a_file_breaks_off_is_a_place_in_it(text: str, share: float, tail: str) -> None:
    """Whatever a file ends with, it is written to or told where it cannot be read."""
    cut = text[: round(share * len(text))] + tail
    source = EventText("t.yaml", cut)
    try:
        changed(source, log(source, Entry("A title"), NOW)[0])
    except Refused as error:
        problem = error.problem
        event("refused")
        lines = source_lines(cut)
        assert problem.message.strip(" ;")
        assert not problem.message.startswith(";")
        assert problem.origin.line <= len(lines)
        if problem.source:
            assert problem.source == lines[problem.origin.line - 1]
            assert problem.origin.column <= len(problem.source) + 1
    except Unfit:
        event("unfit")
