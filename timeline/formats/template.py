"""Templates for one line an event, ``{when} {title:<40}``: flat names, nothing is evaluated."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.free import is_free
from crisis.timeline.query.terms import QueryError

from .field_names import unknown
from .fields import FIELDS, PLAIN, field_of, meanings, view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

_SPEC = re.compile(r"([<>^]?)(\d{1,3})\Z")
_HINT = "a field stands in braces, {when}, with a width if need be: {title:<40}; {{ is a brace"


class Piece(NamedTuple):
    """Literal text, and the field behind it (empty at the end), aligned in ``width`` columns."""

    literal: str
    field: str = ""
    align: str = "<"
    width: int = 0


Template = tuple[Piece, ...]


def read_template(text: str) -> Template:
    """Read ``{when} {title:<40}``. Raises QueryError, which lists the fields for an unknown one.

    Behind a name may stand ``:``, an alignment (``<``, ``>`` or ``^``) and a width up to 999.
    ``{{`` and ``}}`` are braces. Attributes, indexes and conversions are no part of it.
    """
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise QueryError(f'a brace without its other half in "{text}"', _HINT) from None
    return tuple(_piece(*part) for part in parts)


def lines(
    report: Report,
    template: Template,
    look: Letters = PLAIN,
    measure: Callable[[str], int] = len,
) -> Iterator[str]:
    """One line for each event, in the order of the answer; ``measure`` counts a text's columns.

    Control codes in values are visible escapes. What is wider than its width is not cut.
    """
    shown = view(report, look)
    for match in report.answer.matches:
        parts = []
        for piece in template:
            parts.append(piece.literal)
            if piece.field:
                value = one_line(field_of(piece.field).get(match, shown))
                parts.append(_padded(value, piece.align, piece.width - measure(value)))
        yield "".join(parts) + "\n"


def _piece(literal: str, name: str | None, spec: str | None, conversion: str | None) -> Piece:
    if name is None:
        return Piece(literal)
    if name not in FIELDS and not is_free(name):
        bare = re.match(r"\w*", name)
        if bare and bare[0] != name and bare[0] in FIELDS:
            raise QueryError(f'"{{{name}}}" is more than the name of a field', _HINT)
        raise unknown(name, meanings())
    if conversion:
        raise QueryError(f'"!{conversion}" behind "{name}" is not known', _HINT)
    if not spec:
        return Piece(literal, name)
    match = _SPEC.match(spec)
    if match is None:
        raise QueryError(f'":{spec}" behind "{name}" is no width', _HINT)
    return Piece(literal, name, match[1] or "<", int(match[2]))


def _padded(text: str, align: str, room: int) -> str:
    if room <= 0:
        return text
    left = {"<": 0, ">": room, "^": room // 2}[align]
    return " " * left + text + " " * (room - left)
