"""How many events each group has: aligned numbers, and bars of what is certain and possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import columns, styled, wrapped
from crisis.timeline.reports.count_rows import bar, counted
from crisis.timeline.reports.report import statuses
from crisis.timeline.reports.scales import scale_of
from crisis.timeline.reports.signs import CERTAINLY, NEVER, POSSIBLY, meanings

from .cells import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.count_rows import Counted, CountRow
    from crisis.timeline.reports.report import Report

    Part = tuple[str, str]
    """A text and its style."""

BAR = 40
"""Bars in a pipe, and half of the widest ones on a screen, in columns."""
_LEAST = 8
_TOTAL = "Total"
_SIGNS = (CERTAINLY, POSSIBLY, NEVER)


def count_table(report: Report, view: View) -> str:
    """A line for each group; empty where there are none.

    On a screen with the signs and a picture of all the time above, and a total below.
    """
    found = counted(report)
    if not found.rows:
        return ""
    labels = ["  " * row.depth + heading(row.group, report, view, short=True) for row in found.rows]
    if view.look.width is None:
        return _listed(found, labels, view)
    return _Table(found, labels, report, view, view.look.width).text()


def _listed(found: Counted, labels: list[str], view: View) -> str:
    look = view.look
    lines = []
    for row, label in zip(found.rows, labels, strict=True):
        text = "".join(part for part, _ in _bar(row, found.most, BAR, view)) if row.bar else ""
        if row.group.touching:
            text = f"{row.group.touching} maybe"
        lines.append((label, str(row.shown or "-"), text))
    return columns(lines, look, ("", "bold"), frozenset({1}))


def _bar(row: CountRow, most: int, room: int, view: View) -> Iterator[Part]:
    """What is certain is solid, what is only possible light, what never certainly was hollow."""
    for size, sign in zip(bar(row, most, room), _SIGNS, strict=True):
        if size:
            yield sign.letter(view.look.ascii) * size, "bold" if sign is CERTAINLY else ""


class _Table:
    """Counts on a screen."""

    def __init__(
        self, found: Counted, labels: list[str], report: Report, view: View, width: int
    ) -> None:
        self.found = found
        self.labels = labels
        self.report = report
        self.view = view
        self.look = view.look
        self.width = width
        self.total = len(found.rows) > 1
        shown = report.counts.shown
        most = max((row.shown for row in found.rows), default=0)
        self.number = len(str(max(most, shown if self.total else 0)))
        wide = max(map(cell_len, (*labels, _TOTAL if self.total else "")))
        self.label = max(_LEAST, min(wide, width - self.number - 4 - _LEAST))
        self.room = width - self.label - self.number - 4

    def text(self) -> str:
        from .title_line import title

        look, report = self.look, self.report
        top = title(report, self.view, "hour" in report.by)
        lines = ["".join(styled(*part, look) for part in top)]
        above = self._picture()
        lines += ["", *above] if above else self._legend()
        lines.append("")
        for row, label in zip(self.found.rows, self.labels, strict=True):
            lines += self._row(row, label)
        if self.total:
            lines += self._line(_TOTAL, "bold", str(report.counts.shown), [*self._all()])
        return "".join(f"{line}\n" for line in lines)

    def _picture(self) -> list[str]:
        """How many there were at any time, with the signs below it."""
        if not any(scale_of(by) for by in self.report.by):
            return []
        from .chart.overview import overview

        return overview(self.report, self.view).rstrip("\n").splitlines()

    def _legend(self) -> Iterator[str]:
        """The signs that occur in bars, where these are more than one."""
        from .chart.legend import legend
        from .strip_lines import painted

        bars = [row for row in self.found.rows if row.bar]
        numbers = [sum(kind) for kind in zip(*(row[2:] for row in bars), strict=True)]
        used = {sign.name for sign, number in zip(_SIGNS, numbers, strict=True) if number}
        if used == {CERTAINLY.name}:
            return
        shown = meanings(used, statuses(self.report.answer))
        texts = [f"{sign.letter(self.look.ascii)} {sign.word}" for (sign, *_) in shown]
        yield from painted(legend(texts, self.look.width or 0, self.look), self.look)

    def _row(self, row: CountRow, label: str) -> Iterator[str]:
        if not row.shown:
            yield from self._line(label, "dim", "-", [(self._nothing(row), "dim")])
            return
        style = "" if row.bar else "bold"
        parts: list[Part] = []
        if row.bar:
            parts = [*_bar(row, self.found.most, min(self.room, 2 * BAR), self.view)]
        yield from self._line(label, style, str(row.shown), parts)

    def _nothing(self, row: CountRow) -> str:
        """What is said in place of a bar, as far as there is room."""
        maybe = row.group.touching
        if not maybe:
            return "nothing"
        forms = (f"nothing for certain, {maybe} may reach here", f"nothing, {maybe} maybe")
        return next((text for text in forms if cell_len(text) <= self.room), f"{maybe} maybe")

    def _all(self) -> Iterator[Part]:
        """How many of all are certain where they stand, and how many possible."""
        matches = [match for match in self.report.answer.matches if not match.event.status]
        loose = {name for row in self.found.rows for name in row.group.loose}
        sure = sum(match.verdict == "certain" and match.event.id not in loose for match in matches)
        apart = self.report.counts.status
        words = [
            f"{number} {word}"
            for number, word in (
                (sure, CERTAINLY.word),
                (len(matches) - sure, POSSIBLY.word),
                (apart, " or ".join(statuses(self.report.answer))),
            )
            if number
        ]
        if len(words) < 2 and not self.found.repeated:
            return
        words = words if len(words) > 1 else []
        words += ["each event once"] if self.found.repeated else []
        text = ", ".join(words)
        yield text, "dim"

    def _line(self, label: str, style: str, number: str, parts: list[Part]) -> Iterator[str]:
        """A row: its label may take several lines; words that do not fit stand below."""
        size = sum(cell_len(text) for text, _ in parts)
        below = parts if size > self.room else []
        behind = "".join(styled(*part, self.look) for part in parts) if not below else ""
        for at, name in enumerate(wrapped(label, self.label)):
            shown = "" if at else number
            blank = " " * (self.label - cell_len(name) + 2 + self.number - len(shown))
            tone = "dim" if style == "dim" else "bold"
            text = styled(name, style, self.look) + blank + styled(shown, tone, self.look)
            yield (text if at else f"{text}  {behind}").rstrip()
        for text, tone in below:
            for line in wrapped(text, self.width - 2):
                yield f"  {styled(line, tone, self.look)}"
