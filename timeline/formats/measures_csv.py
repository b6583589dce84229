"""What was measured as CSV: a row for each length of time of each timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.reports.figures import figure
from crisis.timeline.reports.measures import known_as, notes

from .csv_rows import harmless, writer
from .json_values import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.reports.measures import Incident

COLUMNS = (
    "file", "title", "name", "known_as", "from", "to", "min", "max", "figure", "exact", "order",
    "notes",
)  # fmt: skip
"""``min``, ``max`` and ``exact`` are seconds; empty is open, or no one figure."""


def to_csv(several: Sequence[Incident]) -> Iterator[str]:
    """The header, then the rows; no cell is a formula."""
    row = writer()
    yield row(COLUMNS)
    for incident in several:
        header, files = incident.timeline.header, ";".join(incident.timeline.files)
        for one in incident.measures:
            ends = ["" if end is None else str(number(end)) for end in one.length.ends]
            name = one.measure.name
            exact = "" if one.exact is None else str(number(one.exact))
            cells = [files, header.title, name, known_as(name), one.measure.first]
            cells += [one.measure.second, *ends, figure(one.length, one.exact), exact, one.order]
            yield row([text and harmless(text) for text in (*cells, "; ".join(notes(one)))])
