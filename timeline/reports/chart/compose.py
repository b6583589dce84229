"""A report as a layout: rows where there is room for them, else lanes, else only counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.reports.signs import CERTAINLY, POSSIBLY

from .chart_model import axis_of, detail, picture
from .layout import Layout
from .layout_lanes import lanes
from .layout_rows import rows
from .placement import density

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.reports.report import Report

    from .axis import Axis
    from .chart_model import Picture
    from .layout import Measure


def composed(
    report: Report, measure: Measure, width: int, zone: Zone | None = None
) -> Layout | Picture:
    """The layout of a report in so many columns; the bare picture where nothing can be drawn.

    Clocks are those of ``zone``, else of the answer's clock.
    """
    image = picture(report, measure)
    language = measure.language if _written(measure) else ENGLISH

    def axis_in(columns: int) -> Axis:
        axis = axis_of(image, report, columns, language)
        assert axis is not None
        return axis._replace(zone=zone) if zone and axis.zone else axis

    if not image.rows:
        return image
    form = detail(image)
    if form == "rows":
        return rows(image, report, measure, width, axis_in)
    if form == "lanes":
        return lanes(image, report, measure, width, axis_in)
    return bars(image, axis_in(width))


def _written(measure: Measure) -> bool:
    """Whether the names of days and months can be written."""
    days = (measure.language.day(28 * number) for number in range(1, 14))
    return all(measure.shown(day) == day for day in days)


def bars(image: Picture, axis: Axis) -> Layout:
    """Only how many events there are in each column of an axis."""
    counts = density(image.rows, axis)
    signs = frozenset(
        sign.name
        for sign, found in ((CERTAINLY, counts.certain), (POSSIBLY, counts.possible))
        if any(found)
    )
    return Layout("counts", image, axis, 0, (), counts, True, signs)
