"""What stands below a picture: its signs with their words, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.texts import in_language
from crisis.timeline.reports.corrected import corrected
from crisis.timeline.reports.signs import CUT, NEVER, NEVER_LASTING, SEVERAL, Sign, meanings

from .ticks import GREGORIAN, about

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.languages import Language
    from crisis.timeline.reports.report import Report

    from .chart_model import Picture
    from .layout import Layout

NAMED = 3
"""Up to so many events that could not be drawn are named."""


class Entry(NamedTuple):
    """Signs that mean the same, and what; or a remark without a sign."""

    signs: tuple[Sign, ...]
    text: str


def entries(
    layout: Layout | None, image: Picture, report: Report, language: Language
) -> Iterator[Entry]:
    """The signs that occur in one order, then what is cut out of the axis, and what is left out."""
    if layout is not None:
        statuses = [match.event.status for match in report.answer.matches]
        used = set(layout.signs)
        if NEVER.name in used:
            used.discard(NEVER_LASTING.name)
        for signs in meanings(used, statuses):
            yield Entry(signs, signs[0].word)
        if SEVERAL.name in used:
            yield Entry((SEVERAL,), SEVERAL.word)
        if layout.unnamed:
            yield Entry((), f"{layout.unnamed} not named for want of room")
        if layout.density is not None:
            top = layout.density.top
            yield Entry((), f"bars up to {top} event{'' if top == 1 else 's'}")
        for size in layout.axis.cuts:
            yield Entry((CUT,), f"{about(size)} {CUT.word}")
        matches = (row.match for row in image.rows)
        yield from (Entry((), text) for text in corrected(matches, report.answer.timeline))
        if language.julian and layout.axis.zone:
            yield Entry((), GREGORIAN)
    if image.undated:
        yield Entry((), undated(image, language))


def undated(image: Picture, language: Language) -> str:
    """How many events could not be drawn, and which, where they are few."""
    text = f"{len(image.undated)} undated, not drawn"
    if len(image.undated) > NAMED:
        return text
    titles = (in_language(m.event.titles, language.tag) or m.event.id for m in image.undated)
    return f"{text}: {', '.join(map(one_line, titles))}"
