"""Parquet files that are no tables of events: rows as records, read by DuckDB as they are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .json_records import decoder, failed
from .records import Record, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .records import Layout

_ZONED = "TIMESTAMP WITH TIME ZONE"
_SHAPES = (("1000000", "%Y-%m-%dT%H:%M:%S"), ("1000", "%Y-%m-%dT%H:%M:%S.%g"))
_FINEST = "%Y-%m-%dT%H:%M:%S.%f"


def read_rows(file: ForeignText, _layout: Layout) -> Iterator[Record | Problem]:
    """The rows of a Parquet file, each by its number from 1, as JSON lines would have them.

    A timestamp is a text of ISO 8601 in seconds, milliseconds or microseconds, as it needs; with a
    Z where its column is in UTC, else without a zone.
    """
    from crisis.timeline.tables.engine import EXTRA, Engine, Failed, Missing
    from crisis.timeline.tables.files import Bad, checked

    try:
        path = checked(file.name).path
    except Bad as error:
        yield problem(file, 0, error.message, error.hint)
        return
    try:
        engine = Engine([path])
    except Missing:
        yield problem(file, 0, "DuckDB reads Parquet files, and is not installed", EXTRA)
        return
    decode = decoder().decode
    try:
        columns = engine.columns(path)
        asked = as_json([*columns], columns)
        number = 0
        for part in engine.stream(f"SELECT {asked} FROM {engine.source(path)}"):
            for (text,) in part:
                number += 1
                try:
                    yield Record(number, decode(text))
                except (ValueError, RecursionError) as error:
                    yield failed(file, number, error)
    except Failed as error:
        yield problem(file, 0, f"it cannot be read: {error}", "copy it again, whole")
    finally:
        engine.close()


def as_json(names: Sequence[str], kinds: Mapping[str, str]) -> str:
    """Some columns of a row as a JSON object, in SQL; ``kinds`` are the types of all of them."""
    from crisis.timeline.tables.engine import quoted

    pairs = ", ".join(f"{quoted(name)}, {_value(name, kinds[name])}" for name in names)
    return f"json_object({pairs})"


def _value(name: str, kind: str) -> str:
    """A column as JSON has its values."""
    column = '"' + name.replace('"', '""') + '"'
    if not kind.startswith("TIMESTAMP"):
        return column
    instant = f"make_timestamp(epoch_us({column}))"
    cases = " ".join(
        f"WHEN epoch_us({column}) % {width} = 0 THEN strftime({instant}, '{shape}')"
        for width, shape in _SHAPES
    )
    text = f"CASE {cases} ELSE strftime({instant}, '{_FINEST}') END"
    return f"{text} || 'Z'" if kind == _ZONED else text
