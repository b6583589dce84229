"""JSON of plain values: instants, bounds and lengths of time, and the text of a document."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.escape import in_json
from crisis.timeline.base.instants import rfc3339
from crisis.timeline.base.zones import SECOND

if TYPE_CHECKING:
    from decimal import Decimal

    from crisis.timeline.base.texts import Texts
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound, SourceClock


_ENCODER = json.JSONEncoder(ensure_ascii=False)


_FINE = (1 << 33) * SECOND
"""A float of seconds tells microseconds apart up to here, 272 years; a Decimal does beyond."""


stamp = lru_cache(maxsize=1024)(rfc3339)
"""An instant as RFC 3339. What a claim states is often what comes of it, so it is asked twice."""


def dump(document: dict[str, Any]) -> str:
    """A document as text: exact, but no control code and no invisible mark stands in it raw."""
    try:
        text = json.dumps(document, ensure_ascii=False, indent=2)
    except TypeError:
        text = _exactly(document, "\n", "  ")
    return in_json(text) + "\n"


def line(value: object) -> str:
    """A value as exact text on one line, with no control code in it raw."""
    try:
        text = _ENCODER.encode(value)
    except TypeError:
        text = _exactly(value)
    return in_json(text)


def _exactly(value: object, line: str = "", indent: str = "") -> str:
    """JSON with numbers of any precision, which the encoder of the library does not have."""
    inner = line + indent
    comma = f",{inner}" if indent else ", "
    from decimal import Decimal

    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict) and value:
        pairs = (f"{_ENCODER.encode(k)}: {_exactly(v, inner, indent)}" for k, v in value.items())
        return f"{{{inner}{comma.join(pairs)}{line}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{comma.join(_exactly(item, inner, indent) for item in value)}{line}]"
    return _ENCODER.encode(value)


def plain(value: Any) -> Any:
    """Plain data with floats for decimals: any encoder takes it, and digits may be lost."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float | None) else float(value)


def length(lasting: Bound) -> dict[str, Any]:
    """How long an event lasts, in seconds: ``{min, max}``; null is open."""
    low, high = lasting.ends
    return {"min": number(low), "max": number(high)}


def clock(clock: SourceClock) -> dict[str, Any]:
    """A clock that is wrong: as written, and by how many seconds it is fast; null is open."""
    return {"is": clock.written, "stated": length(clock.stated), "fast": length(clock.fast)}


def bound(bound: Bound, zone: Zone) -> dict[str, Any]:
    """``{earliest, latest}`` in RFC 3339, and beside them as ``unix``; null is open."""
    low, high = bound.ends
    return {
        "earliest": None if low is None else stamp(low, zone),
        "latest": None if high is None else stamp(high, zone),
        "unix": {"earliest": number(low), "latest": number(high)},
    }


def stretch(start: int, stop: int, zone: Zone) -> dict[str, Any]:
    """``{start, stop}`` in RFC 3339, and beside them as ``unix``."""
    return {
        "start": stamp(start, zone),
        "stop": stamp(stop, zone),
        "unix": {"start": number(start), "stop": number(stop)},
    }


def seconds(bound: Bound) -> dict[str, Any]:
    """``{earliest, latest}`` in seconds, exact to the microsecond; null is open."""
    return {"earliest": number(bound.earliest), "latest": number(bound.latest)}


def number(micros: int | None) -> int | float | Decimal | None:
    """Microseconds as a number of seconds that is exact to each of them; None is open."""
    if micros is None:
        return None
    if micros % SECOND == 0:
        return micros // SECOND
    if abs(micros) < _FINE:
        return micros / SECOND
    from decimal import Decimal

    return Decimal(micros).scaleb(-6)


def by_language(texts: Texts) -> str | dict[str, str] | None:
    """One text as a string, several languages as a mapping."""
    if not texts:
        return None
    if len(texts) == 1 and not texts[0][0]:
        return texts[0][1]
    return dict(texts)
