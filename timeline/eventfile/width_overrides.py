"""``timeline.vague``: a file's own widths for vague words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zones import DAY
from crisis.timeline.phrases.clock_times import read_clock
from crisis.timeline.phrases.lengths import read_fixed
from crisis.timeline.phrases.tokens import PhraseError, Scanner
from crisis.timeline.phrases.widths import COUNTS, DELAYS, LENGTHS, PARTS, UNIT_COUNTS, Widths

from .nodes import Text

if TYPE_CHECKING:
    from .nodes import Node
    from .validation import Shapes

_KEYS = tuple(name.replace("_", " ") for name in Widths._fields)


def read_widths(node: Node, shapes: Shapes) -> Widths:
    """The pinned widths with those that a file overrides. Reports what it cannot read."""
    widths = Widths()
    for key, (place, value) in shapes.fields(node, _KEYS, "vague").items():
        name = key.replace(" ", "_")
        if not isinstance(value, Text):
            shapes.report(value, f"the width of {key} must be a text", _example(name))
            continue
        try:
            scan = Scanner(value.value)
            width = _width(name, scan)
            if not scan.done():
                raise scan.error("more than a width", _example(name))
        except PhraseError as error:
            shapes.phrase_error(value if value.value else place, error)
            continue
        changed: dict[str, Any] = {name: width}
        widths = widths._replace(**changed)
    return widths


def _width(name: str, scan: Scanner) -> int | tuple[int, int]:
    if name in LENGTHS:
        return _length(scan, name)
    if name in UNIT_COUNTS:
        return _count(scan, name)
    read = {True: _count, False: _length}[name in COUNTS] if name not in PARTS else _clock
    if name not in PARTS + COUNTS + DELAYS:
        raise scan.error("no such width")
    low = read(scan, name)
    if not scan.word(".."):
        raise scan.error(f"the width of {name} is a range", _example(name))
    high = read(scan, name)
    if name == "night" and high <= low:
        high += DAY
    if high <= low:
        raise scan.error("a range that runs backwards", _example(name), since=0)
    return low, high


def _length(scan: Scanner, name: str) -> int:
    length = read_fixed(scan)
    if length is None and scan.word("0"):
        return 0
    if length is None:
        raise scan.error("a length of time is missing", _example(name))
    return length.micros


def _count(scan: Scanner, name: str) -> int:
    token = scan.take("number")
    if token is None or not token.text.isdecimal() or len(token.text) > 4:
        raise scan.error("a number is missing", _example(name))
    return int(token.text)


def _clock(scan: Scanner, name: str) -> int:
    clock = read_clock(scan)
    if clock is None:
        raise scan.error("a clock is missing", _example(name))
    return clock.micro


def _example(name: str) -> str:
    key = name.replace("_", " ")
    if name in LENGTHS:
        return f"{key}: 30m"
    if name in UNIT_COUNTS:
        return f"{key}: 2"
    if name in PARTS:
        return f"{key}: 05:00..12:00"
    return f"{key}: 0m..30m" if name in DELAYS else f"{key}: 2..5"
