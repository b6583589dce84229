"""What is measured between two instants: as a bound, by each account, and over several files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from crisis.timeline import Bound, Zone, compare, from_json, load, loads
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND
from crisis.timeline.formats.json_measures import document
from crisis.timeline.formats.schemas import schema
from crisis.timeline.model.timeline import Measure
from crisis.timeline.reports.figures import figure
from crisis.timeline.reports.measures import (
    Incident,
    Measured,
    Reading,
    known_as,
    means,
    measures,
    notes,
)

from ...support.stories import stories

if TYPE_CHECKING:
    from pathlib import Path

    from crisis.timeline import Timeline

    from ...support.stories import Story


OPEN = """\
    - {id: never, title: Never}
    - {id: later, title: Later, when: after @a}
"""


def timeline_of(*events: str, measure: str = "[a, b]", more: str = "") -> Timeline:
    lines = "".join(f"    - {event}\n" for event in events) + f"  undated:\n{OPEN}"
    head = f"timeline: {{zone: UTC, measures: {{it took: {measure}}}{more}}}\n"
    timeline = loads(
        f"{head}sources: {{v: V, w: W, x: X, y: Y, z: Z}}\nevents:\n  2026-11-20:\n{lines}",
        "t.yaml",
    )
    assert not timeline.problems
    return timeline


def measured(*events: str, measure: str = "[a, b]") -> Measured:
    (one,) = measures(timeline_of(*events, measure=measure))
    return one


def told(one: Measured) -> str:
    return figure(one.length, one.exact)


def told_by(reading: Reading) -> str:
    return figure(reading.length, reading.exact)


@pytest.mark.parametrize(
    ("first", "second", "measure", "figure", "order"),
    [
        # two stamps to the second are one figure, two minutes are not
        ("20:14:33", "20:20:00", "[a, b]", "5m27s", "known"),
        ("20:14", "20:20", "[a, b]", "5m to 7m", "known"),
        # what relates them counts, however vague both are
        ("~20:14", "exactly 3m after @a", "[a, b]", "3m", "known"),
        ("~20:14", "2m..4m after @a", "[a, b]", "2m to 4m", "known"),
        ("2026-11-20", "after @a", "[a, b]", "0s to 1d (0 to 24 h)", "known"),
        ("20:00:00", "20:00:30; < 30s after @a", "[a, b]", "29s to 30s", "known"),
        # ends of what lasts
        ("from 20:00:00 to 21:00:00", "20:30:00", "[a.start, b]", "30m", "known"),
        ("from 20:00:00 to 21:00:00", "20:30:00", "[b, a.end]", "30m", "known"),
        ("from 20:00:00 to 21:00:00", "20:30:00", "[a.start, a.end]", "1h", "known"),
        ("from 20:00:00 for exactly 1h", "20:30:00", "[a.start, a.end]", "1h", "known"),
        ("from ~20:00 for exactly 1h", "10m after @a.end", "[a.start, b]", "1h09m30s to 1h10m30s",
         "known"),
        ("from ~20:00 for exactly 1h", "20:30:00", "[a.end, a.start]", "-1h", "negative"),
        # open, unknown, out of order
        ("20:00:00", "20:00", "[a, never]", "not known", "unknown"),
        ("20:00:00", "20:00", "[a, later]", "at least 0s", "known"),
        ("20:20:00", "20:14:33", "[a, b]", "-5m27s", "negative"),
        ("~20:20", "20:20:30", "[a, b]", "-4m30s to 5m31s", "unordered"),
    ],
)  # fmt: skip
def test_a_length_is_what_is_known_of_it(
    first: str, second: str, measure: str, figure: str, order: str
) -> None:
    events = (f"{{id: a, title: A, when: {first}}}", f"{{id: b, title: B, when: '{second}'}}")
    one = measured(*events, measure=measure)
    assert (told(one), one.order) == (figure, order)


def test_sources_that_differ_are_told_one_by_one() -> None:
    claims = "[{is: '21:00:00', source: x}, {is: '21:30:00', source: y}]"
    one = measured("{id: a, title: A, when: 20:00:00}", f"{{id: b, title: B, when: {claims}}}")
    assert told(one) == "59m to 1h31m"
    assert [(r.source, figure(r.length, r.exact)) for r in one.readings] == [
        ("x", "1h"),
        ("y", "1h30m"),
    ]
    spans = (
        "[{from: '20:00', for: exactly 1h, source: x}, {from: '20:00', for: exactly 2h, source: y}]"
    )
    one = measured(
        f"{{id: a, title: A, when: {spans}}}",
        "{id: b, title: B, when: 20:00}",
        measure="[a.start, a.end]",
    )
    assert [(r.source, figure(r.length, r.exact)) for r in one.readings] == [
        ("x", "1h"),
        ("y", "2h"),
    ]
    one = measured(
        f"{{id: a, title: A, when: {spans}}}", "{id: b, title: B, when: 20:00}",
        measure="[b, a.end]",
    )  # fmt: skip
    assert [reading.source for reading in one.readings] == ["x", "y"]
    assert one.readings[0].length.latest < one.readings[1].length.earliest  # type: ignore[operator]


def test_what_is_less_sure_is_marked_and_not_in_the_length() -> None:
    claims = "[{is: '20:10', source: x}, {is: '21:10', source: y, confidence: low}]"
    events = "{id: a, title: A, when: 20:00}", f"{{id: b, title: B, when: {claims}}}"
    one = measured(*events)
    assert told(one) == "9m to 11m"
    assert [(r.source, told_by(r), r.unsure) for r in one.readings] == [
        ("x", "9m to 11m", False),
        ("y", "1h09m to 1h11m", True),
    ]
    assert notes(one) == ["less sure accounts (?) not counted"]
    verdicts = compare(timeline_of(*events), "a", "b").verdicts
    assert [(verdict.source, verdict.unsure) for verdict in verdicts] == [
        ("", False), ("x", False), ("y", True),
    ]  # fmt: skip


def test_who_says_nothing_of_what_is_in_dispute_has_no_line() -> None:
    started = "[{is: '20:00', source: x}, {is: '20:00', source: z}, {is: '18:00', source: w}]"
    claims = "[{is: '20:10', source: v}, {is: '21:10', source: y}]"
    events = (
        "{id: cause, title: C, when: 19:00}",  # what w says cannot be true
        f"{{id: a, title: A, when: {started}, caused_by: cause}}",
        f"{{id: b, title: B, when: {claims}}}",
    )
    told = [("w", True), ("v", False), ("y", False)]
    assert [(one.source, one.ruled_out) for one in measured(*events).readings] == told
    verdicts = compare(timeline_of(*events), "a", "b").verdicts[1:]
    assert [(one.source, one.ruled_out) for one in verdicts] == told


@pytest.mark.parametrize(
    "which", ["[a, b]", "[b, a]", "[b, c]", "[a, c]", "[s.end, b]", "[b, s.end]"]
)
@pytest.mark.parametrize(
    "own", ["", "10:00", "10:00, 12:00", "10:00, 12:00?, 9:00", "7:00, 8:00:05"]
)
def test_each_account_of_each_source_has_its_line_and_together_they_are_the_whole(
    which: str, own: str
) -> None:
    said = [f"{{is: '{clock}', source: w}}" for clock in own.split(", ") if clock]
    claims = ", ".join(["{is: '11:00', source: v}", *said])
    one = measured(
        "{id: a, title: A, when: 9:00}",
        f"{{id: b, title: B, when: [{claims}]}}",
        "{id: c, title: C, when: [{is: '13:00', source: w}, {is: '14:00', source: w}]}",
        "{id: s, title: S, when: from 4:00 to 5:00}",
        measure=which,
    )
    told: dict[str, set[Bound]] = {}
    for reading in one.readings:
        told.setdefault(reading.source, set()).add(reading.length)
    assert sum(map(len, told.values())) == len(one.readings)
    if "c" not in which and said:
        assert len(told["w"]) == len(said)
    sure = [reading.length for reading in one.readings if not reading.unsure]
    if sure:
        assert one.length.earliest == min(length.earliest or 0 for length in sure)
        assert one.length.latest == max(length.latest or 0 for length in sure)


def test_what_relates_an_account_to_an_end_counts_and_what_is_ruled_out_has_a_line() -> None:
    claims = "[{is: 10m after @a.end, source: x}, {is: 20m after @a.end, source: y}]"
    one = measured(
        "{id: a, title: A, when: from ~20:00 for exactly 1h}",
        f"{{id: b, title: B, when: {claims}}}",
        measure="[a.end, b]",
    )
    assert [(r.source, figure(r.length, r.exact)) for r in one.readings] == [
        ("x", "9m30s to 10m30s"),
        ("y", "19m30s to 20m30s"),
    ]
    spans = "[{from: 2m after @a, for: 1h..2h, source: x}, {from: 2m after @a, for: 3h, source: y}]"
    one = measured(
        "{id: a, title: A, when: ~20:00}",
        f"{{id: b, title: B, when: {spans}}}",
        measure="[a, b.end]",
    )
    least, most = one.length.ends
    assert least is not None
    assert most is not None
    for reading in one.readings:
        assert reading.length.earliest is not None
        assert reading.length.latest is not None
        assert least <= reading.length.earliest <= reading.length.latest <= most
    claims = "[{is: '21:00:00', source: x}, {is: '23:00:00', source: y}]"
    one = measured(
        "{id: a, title: A, when: 20:00:00}",
        f"{{id: b, title: B, when: {claims}}}",
        "{id: c, title: C, when: 22:00:00, caused_by: b}",
    )
    assert told(one) == "1h"
    assert [(reading.source, reading.ruled_out) for reading in one.readings] == [
        ("x", False),
        ("y", True),
    ]


def test_sources_that_agree_on_the_length_are_not_told_apart() -> None:
    hour = "for: exactly 1h"
    spans = f"[{{from: '20:00:00', {hour}, source: x}}, {{from: '22:00:00', {hour}, source: y}}]"
    one = measured(
        f"{{id: a, title: A, when: {spans}}}",
        "{id: b, title: B, when: 20:00}",
        measure="[a.start, a.end]",
    )
    assert (told(one), one.readings) == ("1h", ())


def test_several_times_of_which_one_holds_are_told_one_by_one() -> None:
    one = measured(
        "{id: a, title: A, when: 20:00:00}", "{id: b, title: B, when: '21:00:00 or 21:30:00'}"
    )
    assert [(r.written, figure(r.length, r.exact)) for r in one.readings] == [
        ("21:00:00", "1h"),
        ("21:30:00", "1h30m"),
    ]


def test_what_never_happened_and_what_is_not_here_are_said() -> None:
    timeline = timeline_of(
        "{id: a, title: A, when: 20:00:00}", "{id: b, title: B, when: 21:00:00, status: missed}"
    )
    (one,) = measures(timeline)
    assert [event.id for event in one.never] == ["b"]
    back = from_json(timeline.select("id:a").report().to_json()).answer.timeline
    (one,) = measures(back)
    assert one.absent == ["b"]
    assert one.order == "unknown"
    (mean,) = means([Incident(back, (one,), Zone("UTC"))])
    assert (mean.counted, mean.left_out) == ((), (0,))


def test_a_mean_is_of_those_that_have_it_and_as_open_as_they_are() -> None:
    def incident(second: str, more: str = "") -> Incident:
        timeline = timeline_of(
            "{id: a, title: A, when: 20:00:00}", f"{{id: b, title: B, when: {second}{more}}}"
        )
        return Incident(timeline, tuple(measures(timeline)), Zone("UTC"))

    (mean,) = means([incident("20:10:00"), incident("20:20:00")])
    assert figure(mean.length, mean.exact) == "15m"
    (mean,) = means([incident("20:10:00"), incident("20:20")])
    assert figure(mean.length, mean.exact) == "14m59s to 15m31s"
    open_end = timeline_of("{id: a, title: A, when: 20:00:00}", measure="[a, later]")
    still = Incident(open_end, tuple(measures(open_end)), Zone("UTC"))
    (mean,) = means([incident("20:10:00"), still])
    assert figure(mean.length, mean.exact) == "at least 4m59s"
    several = [incident("20:10:00"), incident("20:50:00", ", status: planned")]
    (mean,) = means(several)
    assert (mean.counted, mean.left_out) == ((0,), (1,))
    assert figure(mean.length, mean.exact) == "10m"


@pytest.mark.parametrize(
    ("low", "high", "exact", "text"),
    [
        (None, None, None, "not known"),
        (None, 5 * MINUTE, None, "at most 5m"),
        (3 * HOUR, None, None, "at least 3h"),
        (0, 0, 0, "0s"),
        (MINUTE + 1, MINUTE + 2 * SECOND - 1, MINUTE + SECOND, "1m01s"),
        (MINUTE + 1, MINUTE + 2 * SECOND - 1, None, "1m to 1m02s"),
        (250_000, 250_000, 250_000, "0.25s"),
        (26 * SECOND, 10 * MINUTE + 27 * SECOND, None, "26s to 11m"),
        (45 * MINUTE + 26 * SECOND, 76 * MINUTE + 27 * SECOND, None, "45m to 1h17m"),
        (-MINUTE - 1, 20 * MINUTE, None, "-1m01s to 20m"),
        (-30 * MINUTE - 1, -1, None, "-31m to 0s"),
        (14 * HOUR + 1, 62 * HOUR + 1, None, "14h to 2d15h (14 to 63 h)"),
        (DAY, DAY, DAY, "1d (24 h)"),
    ],
)
def test_a_figure_is_rounded_outwards(
    low: int | None, high: int | None, exact: int | None, text: str
) -> None:
    assert figure(Bound(low, high), exact) == text


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("time to detect", "MTTD"), ("Time to Acknowledge", "MTTA"), ("time-to-resolve", "MTTR"),
        ("recovery time", "MTTR"), ("time_to_mitigate", "MTTM"),
        ("time to detect it again", ""), ("outage", ""), ("", ""), ("time to", ""),
    ],
)  # fmt: skip
def test_names_of_means_are_known(name: str, known: str) -> None:
    assert known_as(name) == known


@given(stories())
def test_starts_are_as_far_apart_as_why_says(story: Story) -> None:
    timeline = loads(story.text(), "t.yaml")
    names = [event.id for event in timeline.events][:4]
    pairs = [(a, b) for a in names for b in names if a != b]
    named = tuple(Measure(f"{a} {b}", a, b) for a, b in pairs)
    timeline = timeline.replace(header=timeline.header.replace(measures=named))
    for one in measures(timeline):
        first, second = one.measure.first, one.measure.second
        verdicts = compare(timeline, first, second).verdicts
        assert one.length == verdicts[0].difference
        said = {verdict.source: verdict.difference for verdict in verdicts[1:]}
        assert {r.source: r.length for r in one.readings if not r.written} in (said, {})
    several = [Incident(timeline, tuple(measures(timeline)), Zone("UTC"))]
    data = json.loads(json.dumps(document(several, True), default=float))
    assert not list(Draft202012Validator(json.loads(schema("measures"))).iter_errors(data))


def test_an_index_measures_the_same(tmp_path: Path) -> None:
    more = "".join(f"    - {{id: e{n}, when: 3m after @a, title: More}}\n" for n in range(1500))
    file = tmp_path / "large.yaml"
    file.write_text(
        "timeline: {zone: UTC, measures: {x: [a, b], y: [a, c.end], z: [c.start, c.end]}}\n"
        "events:\n  2026-11-20:\n"
        "    - {id: a, when: ~20:00, title: A}\n"
        "    - {id: b, when: 5m after @a, title: B}\n"
        "    - {id: c, when: from 10m after @a for exactly 1h, title: C}\n"
        f"{more}"
    )
    with load(file) as timeline:
        said = timeline.measures()
    assert [one["figure"] for one in said] == ["4m30s to 5m30s", "1h09m30s to 1h10m30s", "1h"]
    for _ in range(2):
        with load(file, index=tmp_path) as opened:
            assert opened.measures() == said
    assert type(opened).__name__ == "FiledTimeline"
