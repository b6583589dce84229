"""What one of several sources says of an event that lasts: in no form more than it said."""

from __future__ import annotations

from itertools import product

import pytest

from crisis.timeline.base.zones import Zone
from crisis.timeline.changes.apart import apart
from crisis.timeline.changes.telling_words import cell_text
from crisis.timeline.changes.tellings import tellings
from crisis.timeline.formats.field_values import accounts
from crisis.timeline.formats.html import to_html
from crisis.timeline.formats.markdown import to_markdown
from crisis.timeline.formats.svg import to_svg
from crisis.timeline.model.attribution import every_testimony
from crisis.timeline.reports import event_times
from crisis.timeline.reports.chart.chart_model import picture
from crisis.timeline.reports.stated_times import stated_times

from ...support.pictures import Look, asked
from ...support.timelines import instant

UTC = Zone("UTC")
DAY = UTC.day(instant("2026-11-20T00:00:00"))

TOLD = {
    "{from: 2026-11-20 10:00, to: 2026-11-20 15:00}": "10:00 -> 15:00",
    "2026-11-20 08:00": "08:00",
    "to 2026-11-20 19:00": "-> 19:00",
    "for exactly 2h": "for 2h",
    "for 9h to 10h": "for 9h to 10h",
    "for at least 40m": "for 40m or longer",
}
"""What a source says, and how that is told where others say something else."""

PAIRS = [pair for pair in product(TOLD, TOLD) if pair[0] != pair[1]]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_each_of_several_is_told_as_what_it_said(first: str, second: str) -> None:
    both = [
        f"{phrase[:-1]}, source: {source}}}"
        if phrase.startswith("{")
        else f"{{is: {phrase}, source: {source}}}"
        for phrase, source in ((first, "a"), (second, "b"))
    ]
    report = asked(f"{{id: x, title: X, when: [{', '.join(both)}]}}")
    timeline = report.answer.timeline
    event = timeline.events[0]
    table = tellings(timeline, timeline.events, ["a", "b"])
    cells = table.rows[0].cells
    said = every_testimony(event)
    for place, phrase in enumerate((first, second)):
        lasting, starts = phrase.startswith("for"), phrase[0] in "{2"
        assert (said[place].length is not None) == lasting
        assert (said[place].start is not None) == starts
        assert (said[place].end is not None) == ("to:" in phrase or phrase.startswith("to"))
        cell = cell_text(cells[place], table.columns[place], event, UTC, DAY, Look())
        assert cell == TOLD[phrase]
        if lasting:
            assert stated_times(event.when[place], event) == []
            assert f"{'ab'[place]} {TOLD[phrase]}" in accounts(report.answer.matches[0], UTC)
    if not event.disputed or event.dateless:
        return
    told = event_times.when(event, UTC, DAY, Look()).split(" or ")
    assert set(told) <= {part for phrase in (first, second) for part in TOLD[phrase].split(" or ")}
    lines = {name: span for span in picture(report, Look()).rows[0].told for name in span.sources}
    for name, phrase in (("Ay", first), ("Bee", second)):
        span = next(span for told_by, span in lines.items() if told_by.startswith(name))
        assert span.blank == phrase.startswith("for")
        assert (span.end is not None) == phrase.startswith("{")


def test_lengths_are_compared_where_one_tells_nothing_else() -> None:
    long = "{from: 2026-11-20 10:00, to: 2026-11-20 15:00, source: a}"
    report = asked(f"{{id: x, title: X, when: [{long}, {{is: for exactly 2h, source: b}}]}}")
    found = apart(*every_testimony(report.answer.timeline.events[0]))
    assert found is not None
    assert found.of == "length"
    assert 179 <= found.least / 60_000_000 <= 180 <= (found.most or 0) / 60_000_000 <= 181


def test_what_the_rest_of_the_file_rules_out_is_told_so_in_every_form() -> None:
    claims = "[{is: '2026-11-20 15:39', source: a}, {is: '2026-11-20 14:40', source: b}]"
    report = asked(
        "{id: cause, title: C, when: 2026-11-20 15:30}",
        f"{{id: x, title: X, when: {claims}, caused_by: cause}}",
    )
    timeline = report.answer.timeline
    event = timeline.events[1]
    assert [said.aside for said in every_testimony(event)] == ["", " (ruled out)"]
    assert event_times.when(event, UTC, DAY, Look()) == "15:39 or 14:40 (ruled out)"
    table = tellings(timeline, timeline.events, ["a", "b"])
    cell = table.rows[0].cells[1]
    assert cell_text(cell, table.columns[1], event, UTC, DAY, Look()) == "14:40 (ruled out)"
    image = picture(report, Look())
    row = next(row for row in image.rows if row.match.event.id == "x")
    assert [span.sources for span in row.told] == [("Ay",), ("Bee (ruled out)",)]
    assert row.hull == tuple(event.start)
    assert row.told[1].start == event.accounts[1].start
    assert "Bee (ruled out)" in to_svg(report)
    assert "14:40 (ruled out)" in "".join(to_markdown(report, (UTC,)))
    assert '"ruled out"]' in to_html(report, (UTC,))
    assert accounts(row.match, UTC).endswith(" ruled out")
