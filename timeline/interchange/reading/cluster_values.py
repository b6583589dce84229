"""The values of a cluster's columns as records have them, letter by letter as DuckDB writes JSON.

So the same rows in a Parquet file of this machine say the same.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from math import isinf, isnan
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import DEEPEST_RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "byte": "TINYINT",
    "short": "SMALLINT",
    "integer": "INTEGER",
    "long": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "date": "DATE",
}
"""What DuckDB calls the types of Spark, by their names in JSON."""

ZONED, LOCAL = "TIMESTAMP WITH TIME ZONE", "TIMESTAMP"
TIMES = (ZONED, LOCAL)
_OF_TIME = {"timestamp": ZONED, "timestamp_ntz": LOCAL}
_DECIMAL = re.compile(r"decimal\((\d+),(\d+)\)").fullmatch
_NARROW = 15  # digits of a decimal that DuckDB writes as it writes fractions
_CYCLE = 146_097  # days of 400 years
_DAY = 86_400_000_000
_EPOCH = date(1970, 1, 1)


def kind_of(told: Any, depth: int = 0) -> str:
    """What DuckDB calls a type, told as Spark's JSON; empty for one that rules do not read.

    Times and decimals inside of lists and structures are such: engines write them in several ways.
    """
    if isinstance(told, str):
        if told in _PLAIN:
            return _PLAIN[told]
        if _DECIMAL(told):
            return "" if depth else told.upper()
        return "" if depth else _OF_TIME.get(told, "")
    if not isinstance(told, dict) or depth > DEEPEST_RECORD:
        return ""
    if told.get("type") == "array":
        inner = kind_of(told.get("elementType"), depth + 1)
        return f"{inner}[]" if inner else ""
    if told.get("type") == "struct":
        fields = [kind_of(field.get("type"), depth + 1) for field in told.get("fields", ())]
        names = {field.get("name") for field in told.get("fields", ())}
        return "STRUCT()" if all(fields) and len(names) == len(fields) else ""
    return ""


def of_kind(value: Any, kind: str) -> Any:
    """A value of a column; a timestamp is given in microseconds since 1970."""
    if kind in TIMES and value is not None:
        return moment(int(value)) + ("Z" if kind == ZONED else "")
    if isinstance(value, Decimal):
        narrow = int(kind[len("DECIMAL(") :].partition(",")[0]) <= _NARROW
        return fraction(float(value)) if narrow else f"{value:f}"
    return _plain(value)


def moment(micros: int) -> str:
    """A time as a text of ISO 8601 in seconds, milli- or microseconds, as it needs."""
    days, rest = divmod(micros, _DAY)
    cycles, days = divmod(days, _CYCLE)
    day = _EPOCH + timedelta(days)
    seconds, fraction = divmod(rest, 1_000_000)
    hour, minute = divmod(seconds // 60, 60)
    text = f"{day.year + 400 * cycles:04}-{day:%m-%d}T{hour:02}:{minute:02}:{seconds % 60:02}"
    if not fraction:
        return text
    return f"{text}.{fraction:06}" if fraction % 1000 else f"{text}.{fraction // 1000:03}"


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return fraction(value)
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "asDict"):  # a row of Spark is a tuple as well
        inner: Mapping[str, Any] = value.asDict()
        return {name: _plain(one) for name, one in inner.items()}
    return [_plain(one) for one in value]


def fraction(value: float) -> str:
    """A number as DuckDB writes it in JSON: with an exponent from 1e21 on, and below 1e-6."""
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    digits = Decimal(repr(value))
    if value == 0 or 1e-6 <= abs(value) < 1e21:
        text = f"{digits:f}"
        return text if "." in text else f"{text}.0"
    sign, figures, _ = digits.as_tuple()
    written = "".join(map(str, figures)).rstrip("0")
    point = f".{written[1:]}" if written[1:] else ""
    return f"{'-' if sign else ''}{written[0]}{point}e{digits.adjusted()}"
