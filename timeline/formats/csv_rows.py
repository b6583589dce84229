"""CSV for spreadsheets and programs: a header, then a row for each event, as docs/fields.md has it.

RFC 4180 but for its line ends, which are bare line feeds as command-line tools write them. A
spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula and may run it
(CWE-1236, OWASP's "CSV injection"): an apostrophe before it stops that. Where the spreadsheet parts
cells at another sign than the comma, any place in a text may begin a cell.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from crisis.timeline.base.chunks import pieces
from crisis.timeline.base.escape import in_its_lines, writable

from .fields import EXACT, PLAIN, besides, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

# The full-width signs are read as their ASCII twins by East Asian versions of spreadsheets.
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf"\s*{_SIGN}")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_BLANK = r"[^\S\t\r\n]"
_FIRST = re.compile(rf"{_BLANK}*{_SIGN}")
_APART = r",;|\t\r\n"
# Behind a sign that may part cells: a sign that begins a formula, whatever stands behind it.
_INNER = re.compile(
    rf"(?<=[{_APART}])({_BLANK}*)(?=\"*{_SIGN})"
    rf"(?!-?[0-9]+(?:\.[0-9]+)?{_BLANK}*(?:[{_APART}]|\Z))"
)
# Behind a blank or a colon, which stand in any prose: a sign that begins what can be calculated.
_WORD = re.compile(
    rf"(?<=[\s:])(?=[=+\-\uff1d\uff0b\uff0d]\S*?[\w(\"]|[@\uff20][^\s(!|]*[(!|])"
    rf"(?!-[0-9][0-9:.]*(?:[\s{_APART}%)]|\Z))"
)


_INNER_GUARD = re.compile(
    rf"(?<=[{_APART}])({_BLANK}*)'(?=\"*{_SIGN})"
    rf"(?!-?[0-9]+(?:\.[0-9]+)?{_BLANK}*(?:[{_APART}]|\Z))"
)
_WORD_GUARD = re.compile(
    r"(?<=[\s:])'(?=[=+\-\uff1d\uff0b\uff0d]\S*?[\w(\"]|[@\uff20][^\s(!|]*[(!|])"
)


def to_csv(
    report: Report, names: tuple[str, ...] = (), raw: bool = False, look: Letters = PLAIN
) -> Iterator[str]:
    """The report as CSV in pieces of text: the fields named, in this order, else all exact ones.

    One row for each event whatever groups the report; without events, the header alone. ``raw``
    keeps every cell as it is: neither is a formula stopped nor a control code made visible.
    """
    if not names:
        names = (*EXACT, *besides(report.answer))
    return pieces(_lines(report, names, raw, look))


def _lines(report: Report, names: tuple[str, ...], raw: bool, look: Letters) -> Iterator[str]:
    row = writer()
    clean = writable if raw else harmless
    yield row(names)
    for texts in rows(report, names, look):
        yield row([text and clean(text) for text in texts])


def writer() -> Callable[[Iterable[str]], str]:
    """Gives the text of a row, with a bare line feed at its end."""
    return csv.writer(_Line()).writerow


class _Line:
    """Gives back what the writer of the csv module wrote, with a bare line feed at its end."""

    def write(self, text: str) -> str:
        return text[:-2] + "\n"


def unguarded(text: str) -> str:
    """A cell of such a CSV without the apostrophes that keep a spreadsheet from obeying it.

    An apostrophe that stood there itself, just where one is put, goes as well.
    """
    if "'" not in text:
        return text
    text = _WORD_GUARD.sub("", _INNER_GUARD.sub(r"\1", text))
    return text[1:] if text[0] == "'" and _FORMULA.match(text, 1) else text


def harmless(text: str) -> str:
    """A cell that neither a terminal nor a spreadsheet obeys, wherever it is cut into cells."""
    formula = _FORMULA.match(text) and not _NUMBER.match(text)
    text = in_its_lines(text)
    head = _FIRST.match(text)
    first = head.end() if head else 0
    rest = _WORD.sub("'", _INNER.sub(r"\1'", text[first:]))
    return f"'{text[:first]}{rest}" if formula else text[:first] + rest
