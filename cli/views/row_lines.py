"""A row of a table as lines: one where there is room, more where something has to wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import shortened, styled, wrapped

from .cells import mark_style
from .clock_names import with_names
from .row_layout import everybody, fallbacks, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen

    from .cells import Told
    from .row_layout import Layout
    from .row_signs import Piece

    Line = list[Piece]

_SOME = 8
"""Who took part is told in no less room than this."""


def lines(
    row: Told, bracket: str, strip: Line, plan: Layout, room: int, look: Screen
) -> Iterator[str]:
    """A row in so many columns, with the bracket of its order and the strip of its time."""
    margin = _margin(row, bracket, plan, look)
    if plan.stacked:
        yield from _stacked(row, margin, plan, room, look)
        return
    columns: list[tuple[int, list[Line]]] = []
    for place, (time, size) in enumerate(zip(row.times, plan.times, strict=True)):
        style = "" if place else "bold"
        columns.append((size, [[(text, style)] for text in _time(time, size, plan, look)]))
    if plan.strip:
        columns.append((plan.strip, [strip]))
    for length, size in ((row.since, plan.since), (row.delta, plan.delta)):
        if size:
            texts = [_length(length, size, look)]
            if plan.long:
                texts = wrapped(length.replace(f"{look.arrow} ", f"{look.arrow}\0"), size)
            columns.append((size, [[(t.replace("\0", " ").rjust(size), "dim")] for t in texts]))
    begin = sum(cell_len(text) for text, _ in margin)
    rest = room - begin - sum(size + 2 for size, _ in columns)
    columns.append((rest, list(_happened(row, plan, rest, look))))
    blank: Line = [(" " * begin, "")]
    for number in range(max(len(column) for _, column in columns)):
        line = list(blank if number else margin)
        for size, column in columns:
            part = column[number] if number < len(column) else []
            line += part
            line.append((" " * (size + 2 - _size(part)), ""))
        yield _written(line, look)


def _margin(row: Told, bracket: str, plan: Layout, look: Screen) -> Line:
    """The bracket and the marks of a row, filled up with blanks."""
    if not plan.margin:
        return []
    pieces = [(bracket, "dim"), *((sign, mark_style(sign, look)) for sign in row.mark)]
    return [*pieces, (" " * max(plan.margin - _size(pieces), 1), "")]


def _time(time: tuple[str, str], size: int, plan: Layout, look: Screen) -> list[str]:
    """A time in its column, in the longest way that fits; else it wraps: no clock is cut."""
    if plan.long:
        return wrapped(time[0], size)
    if cell_len(time[0]) <= size:
        return [time[0]]
    texts = fallbacks(time, look)
    return next(([text] for text in texts if cell_len(text) <= size), wrapped(texts[-1], size))


def _length(length: str, size: int, look: Screen) -> str:
    """An elapsed time; of one that does not fit its beginning."""
    if cell_len(length) <= size:
        return length
    begun, arrow, _ = length.partition(f" {look.arrow} ")
    ways = [f"{begun} {look.arrow} {look.more}", begun] if arrow else []
    return next((way for way in ways if cell_len(way) <= size), shortened(length, size, look))


def _happened(row: Told, plan: Layout, room: int, look: Screen) -> Iterator[Line]:
    """What happened and who took part."""
    if plan.long:
        yield from _in_full(row, room, look)
        return
    left = room - (plan.id + 2 if plan.id else 0)
    wide = min(plan.title, left) if plan.who else left
    title = named(row)
    first, *more = wrapped(title, wide) if plan.wraps else [title]
    line = _title(shortened(first, wide, look), row)
    who = "" if more else people(row, left - (wide if plan.who else _size(line)) - 2, look)
    if who:
        line.append((" " * ((wide - _size(line) if plan.who else 0) + 2), ""))
        line.append((who, "dim"))
    if plan.id:
        line.append((" " * (left + 2 - _size(line)), ""))
        line.append((shortened(row.id, plan.id, look), "dim"))
    yield line
    yield from ([(text, "")] for text in more)


def _in_full(row: Told, room: int, look: Screen) -> Iterator[Line]:
    """All that a table has of an event; who took part and the id where there is room for them."""
    title = wrapped(named(row), room)
    yield from (_title(text, row) for text in title[:-1])
    last, details = _title(title[-1], row), _details(row, look)
    if _size(last) + 2 + cell_len(details) <= room:
        yield [*last, ("  ", ""), (details, "dim")]
        return
    yield last
    yield from ([(text, "dim")] for text in wrapped(details, room))


def _details(row: Told, look: Screen) -> str:
    return f" {look.dot} ".join(filter(None, (everybody(row), row.id)))


def _title(text: str, row: Told) -> Line:
    """A line of the title, a status at its end in bold."""
    status = f" [{row.status}]"
    if row.status and text.endswith(status):
        return [(text.removesuffix(status), ""), (status, "bold")]
    return [(text, "")]


def people(row: Told, room: int, look: Screen) -> str:
    """Who took part, in so many columns: with roles, else without, else the first and how many."""
    if room < _SOME or not row.people:
        return ""
    whole = everybody(row)
    more = len(row.match.event.actors) - len(row.people)
    if cell_len(whole) <= room and not more:
        return whole
    names = [name for name, _ in row.people]
    for shown in range(len(names), 0, -1):
        left = len(names) - shown + more
        text = ", ".join(names[:shown]) + (f" +{left}" if left else "")
        if cell_len(text) <= room:
            return text
    rest = f" +{len(names) - 1 + more}" if len(names) + more > 1 else ""
    if room - len(rest) < cell_len(names[0]) * 2 // 3:
        return ""  # so little of a name says nothing
    return shortened(names[0], room - len(rest), look) + rest


def _stacked(row: Told, margin: Line, plan: Layout, room: int, look: Screen) -> Iterator[str]:
    """A row on a narrow screen: time above, what happened below it."""
    begin = _size(margin)
    times = [_fitting(time, room - begin, plan) for time in row.times]
    if plan.clocks:
        times = with_names(times, plan.clocks, row.match.event, look)
    spans = [text for text, size in ((row.since, plan.since), (row.delta, plan.delta)) if size]
    indent, line, filled = (" " * begin, ""), list(margin), begin
    for text, style in (*((text, "bold") for text in times), *((text, "dim") for text in spans)):
        for number, piece in enumerate(wrapped(text, room - begin)):
            if number or (filled > begin and filled + 2 + cell_len(piece) > room):
                yield _written(line, look)
                line, filled = [indent], begin
            elif text and filled > begin:
                line.append(("  ", ""))
                filled += 2
            line.append((piece, style))
            filled += cell_len(piece)
    if filled > begin:
        yield _written(line, look)
        line = [indent, ("  ", "")]
    begin += 2
    indent = (" " * begin, "")
    for text in wrapped(named(row), room - begin):
        yield _written([*line, *_title(text, row)], look)
        line = [indent]
    if plan.long:
        for text in wrapped(_details(row, look), room - begin):
            yield _written([indent, (text, "dim")], look)
    elif who := people(row, room - begin, look):
        yield _written([indent, (who, "dim")], look)


def _fitting(time: tuple[str, str], room: int, plan: Layout) -> str:
    words, short = time
    return words if plan.long or cell_len(words) <= room else short


def _size(pieces: Line) -> int:
    return sum([cell_len(text) for text, _ in pieces])


def _written(pieces: Line, look: Screen) -> str:
    """Pieces as text, without blanks at the end."""
    if not look.color:
        return "".join([text for text, _ in pieces]).rstrip(" ")
    while pieces and not pieces[-1][0].rstrip(" "):
        pieces.pop()
    if not pieces:
        return ""
    text, style = pieces[-1]
    pieces[-1] = (text.rstrip(" "), style)
    return "".join([styled(text, style, look) for text, style in pieces])
