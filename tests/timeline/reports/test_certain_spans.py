"""What is drawn solid is what is certain, whichever of several times holds."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from crisis.timeline import Clock, Query, Zone, ask, report
from crisis.timeline.base.zones import HOUR, MINUTE
from crisis.timeline.query.windows import CERTAIN, Window, Windows
from crisis.timeline.reports.certain_times import certain
from crisis.timeline.reports.chart.axis import Axis
from crisis.timeline.reports.chart.chart_model import axis_of, picture
from crisis.timeline.reports.chart.pieces import pieces
from crisis.timeline.reports.chart.placement import density
from crisis.timeline.reports.prose_times import Letters
from crisis.timeline.reports.signs import CERTAINLY
from crisis.timeline.reports.time_bars import bar, day_frame

from ...support.stories import Story, stories
from ...support.timelines import read

DAY = date(2026, 11, 20).toordinal()
FILE = """
timeline: {zone: UTC}
sources: {s: {name: S}, t: {name: T}}
events:
  2026-11-20:
    - {id: x, title: t, when: [
        {from: "06:00", to: "18:00", source: s}, {from: "08:00", to: "20:00", source: t}]}
    - {id: apart, title: t, when: [
        {from: "06:00", to: "07:00", source: s}, {from: "08:00", to: "20:00", source: t}]}
    - {id: never, status: planned, title: t, when: [
        {from: "06:00", to: "18:00", source: s}, {from: "08:00", to: "20:00", source: t}]}
    - {id: day, title: t}
"""


def test_a_disputed_event_is_solid_where_all_accounts_have_it_go_on() -> None:
    zone = Zone("UTC")
    answer = ask(read(FILE), Query(), Clock(zone))
    found = report(answer)
    image = picture(found, Letters())
    axis = axis_of(image, found, 96)
    assert isinstance(axis, Axis)
    drawn = {row.match.event.id: pieces(row, row.spans, axis) for row in image.rows}
    solid = {name: [part for part in found.parts if part.sign is CERTAINLY]
             for name, found in drawn.items()}  # fmt: skip
    assert [name for name, parts in solid.items() if parts] == ["x"]
    (part,) = solid["x"]
    noon = zone.day_start(DAY) + 12 * HOUR
    assert (part.first, part.last) == (
        axis.place(noon - 4 * HOUR + MINUTE - 1),
        axis.place(noon + 6 * HOUR - 1),
    )
    assert max(density(image.rows, axis).certain) == 1
    strips = {row.match.event.id: bar(row.match.event, day_frame(DAY, zone, 24))
              for row in image.rows}  # fmt: skip
    hours = [at for at, sign in enumerate(strips["x"]) if sign is CERTAINLY]
    assert hours == [*range(8, 18)]
    assert all(CERTAINLY not in strips[name] for name in ("apart", "never", "day"))


@given(stories())
def test_it_is_certain_there_and_no_further(story: Story) -> None:
    for event in read(story.text()).events:
        if sure := certain(event.moments):
            for at in (sure[0] - 1, *sure, sure[1] + 1):
                verdict = Windows([Window(at, at + 1)]).accounts(event.moments)
                assert (verdict == CERTAIN) == (sure[0] <= at <= sure[1])
