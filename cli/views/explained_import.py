"""``crisis import --explain``: field, value, key for the first records, and the event of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.terminal.columns import columns, styled, wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.editing.yaml_text import lines
from crisis.timeline.interchange.reading.paths import path, steps_of, text_of
from crisis.timeline.interchange.reading.phrases import header
from crisis.timeline.interchange.reading.records import Record
from crisis.timeline.interchange.reading.tally import Refused
from crisis.timeline.interchange.reading.uses import uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.problems import Problem
    from crisis.timeline.interchange.reading.conversion import Conversion

_UNUSED = 30  # fields without a use that are named
_LONGEST = 300  # characters of a value that are shown


def explained(
    records: Iterable[Record | Problem], conversion: Conversion, limit: int, look: Screen
) -> Iterator[str]:
    """What rules make of the first records of a file, a block of lines for each."""
    used = uses(conversion.rules)
    for number, record in enumerate(records):
        if number == limit:
            return
        before = "\n" if number else ""
        if isinstance(record, Record):
            place = f"{one_line(record.file or conversion.file)}:{record.line}"
            yield f"{before}{styled(look.letters(place), 'bold', look)}\n"
            yield _fields(record, used, look)
            yield _event(record, conversion, look)
        else:
            place = f"{one_line(record.origin.file)}:{record.origin.line}"
            yield f"{before}{styled(look.letters(place), 'bold', look)}\n"
            yield _indented([f"refused: {one_line(record.message)}"], look)


def _fields(record: Record, used: dict[str, list[str]], look: Screen) -> str:
    """Each field that the rules look at, its value, and what becomes of it."""
    rows = []
    for name, keys in used.items():
        value = text_of(path(name)(record.values))
        cut = value[:_LONGEST] + ("..." if len(value) > _LONGEST else "")
        cells = (f"  {one_line(name)}", one_line(cut) or "(empty)", ", ".join(keys))
        rows.append(tuple(map(look.letters, cells)))
    first = {str(steps[0][0]) for name in used if (steps := steps_of(name))} | {*used}
    unused = [one_line(name) for name in record.values if name and name not in first]
    text = columns(rows, look, ("", "", "dim"), give=1)
    if unused:
        more = f" and {len(unused) - _UNUSED} more" if len(unused) > _UNUSED else ""
        text += _indented([f"not used: {', '.join(unused[:_UNUSED])}{more}"], look)
    return text


def _event(record: Record, conversion: Conversion, look: Screen) -> str:
    """The event, as it stands in an event file; or why there is none."""
    try:
        entry = conversion.event(record)
    except Refused as error:
        hint = [f"hint: {one_line(error.hint)}"] if error.hint else []
        return _indented([f"refused: {one_line(error.message)}", *hint], look)
    if entry is None:
        why = next(reversed(conversion.tally.skipped))
        return _indented([f"skipped: {one_line(why)}"], look)
    text = f"{header(entry.place)}:\n{lines(entry.fields, '  ')}"
    return _indented(text.rstrip("\n").split("\n"), look)


def _indented(texts: list[str], look: Screen) -> str:
    parts = []
    for text in texts:
        shown = look.letters(f"  {text}")
        parts += [shown] if look.width is None else wrapped(shown, look.width)
    return "".join(f"{part}\n" for part in parts)
