"""JSON as records: an object a line (JSON Lines), or one document with a list of objects in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import DEEPEST_RECORD, LARGEST

from .records import Record, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .records import Layout


_BLANK = re.compile(r"[ \t\r\n]*").match


class _NoListError(Exception):
    """There is no list where there should be one."""


class _TwiceError(ValueError):
    """A name that stands twice in an object."""


def read_lines(
    file: ForeignText, _layout: Layout, number_of: type[str] = str
) -> Iterator[Record | Problem]:
    """An object on each line; lines of blanks are none. Numbers are texts of ``number_of``."""
    decode = decoder(number_of).decode
    for line in file:
        if line.isspace():
            if (fault := file.fault()) is not None:
                yield fault
            continue
        number = file.number
        if (fault := file.fault()) is not None:
            yield fault
            continue
        try:
            value = decode(line)
        except (ValueError, RecursionError) as error:
            yield failed(file, number, error)
            continue
        if type(value) is dict:
            yield Record(number, value)
        else:
            yield problem(file, number, "no object: {…}", "each line holds one JSON object")
    if (fault := file.fault()) is not None:
        yield fault


def read_document(
    file: ForeignText, layout: Layout, number_of: type[str] = str
) -> Iterator[Record | Problem]:
    """The objects of a list in one document, or the document where it is an object itself.

    Each is told of by the line on which it begins. Numbers are texts of ``number_of``.
    """
    parts: list[str] = []
    length = 0
    for piece in file:
        parts.append(piece)
        length += len(piece)
        if length > LARGEST:
            hint = "records a line each are read without end: jq -c '.[]' turns a list into them"
            yield problem(file, file.number, f"a document larger than {LARGEST >> 20} MiB", hint)
            return
    if (fault := file.fault()) is not None:
        yield fault
        return
    text = "".join(parts)
    at, line = 0, 1
    try:
        for start, record in _members(text, _list_at(text, layout.records), number_of):
            line += text.count("\n", at, start)
            at = start
            if isinstance(record, dict):
                yield Record(line, record)
            else:
                yield problem(file, line, "this record is no object: {…}")
    except _NoListError:
        hint = "records: the path to the list of records, as in data.events"
        where = f'at "{layout.records}"' if layout.records else "in the document"
        yield problem(file, 1, f"there is no list of records {where}", hint)
    except (ValueError, RecursionError) as error:
        yield failed(file, 1, error)


def part_of(file: ForeignText, path: str, number_of: type[str] = str) -> Any:
    """What a document has at a path of names; None where nothing is there or can be read."""
    text = "".join(file)
    try:
        return decoder(number_of).raw_decode(text, _list_at(text, path))[0]
    except (_NoListError, ValueError, RecursionError):
        return None


def _list_at(text: str, wanted: str) -> int:
    """Where the list at a path of names begins, or the document where no path is wanted.

    What stands before it is read, and has to be JSON. Raises ValueError and RecursionError.
    """
    decode = decoder().raw_decode
    at = _next(text, 0)
    for name in wanted.split(".") if wanted else ():
        if text[at : at + 1] != "{":
            raise _NoListError
        at = _next(text, at + 1)
        while text[at : at + 1] == '"':
            key, end = decode(text, at)
            at = _next(text, _sign(text, end, ":"))
            if key == name:
                break
            at = _next(text, decode(text, at)[1])
            if text[at : at + 1] == ",":
                at = _next(text, at + 1)
        else:
            raise _NoListError
    return at


def _members(text: str, at: int, number_of: type[str]) -> Iterator[tuple[int, Any]]:
    """The members of the list that begins at a place, or the object there, each with its place.

    Raises ValueError and RecursionError.
    """
    decode = decoder(number_of).raw_decode
    if text[at : at + 1] == "{":
        yield at, decode(text, at)[0]
        return
    if text[at : at + 1] != "[":
        if not text[at:]:
            raise json.JSONDecodeError("Expecting value", text, at)
        decode(text, at)
        raise _NoListError
    at = _next(text, at + 1)
    while text[at : at + 1] != "]":
        value, end = decode(text, at)
        yield at, value
        at = _next(text, end)
        if text[at : at + 1] != "]":
            at = _next(text, _sign(text, at, ","))


def _sign(text: str, at: int, sign: str) -> int:
    """The place behind a sign. Raises JSONDecodeError where it does not stand."""
    at = _next(text, at)
    if text[at : at + 1] != sign:
        raise json.JSONDecodeError(f"Expecting '{sign}' delimiter", text, at)
    return at + 1


def _next(text: str, at: int) -> int:
    """The place of what is no blank."""
    match = _BLANK(text, at)
    return match.end() if match else at


def first_object(lines: Sequence[str]) -> dict[str, Any] | None:
    """The object on the first line that has anything; None where there is none."""
    line = next((line for line in lines if line.strip()), "")
    try:
        value = decoder().decode(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


class _Decoder(json.JSONDecoder):
    """Numbers are texts; a name that stands twice is a ValueError."""

    def __init__(self, number_of: type[str]) -> None:
        super().__init__(
            object_pairs_hook=_pairs, parse_float=number_of, parse_int=number_of, parse_constant=str
        )

    def raw_decode(self, s: str, idx: int = 0) -> tuple[Any, int]:
        value, end = super().raw_decode(s, idx)
        brackets = s.count("[", idx, end) + s.count("{", idx, end)
        if brackets > DEEPEST_RECORD and _too_deep(value):
            raise RecursionError
        return value, end


def decoder(number_of: type[str] = str) -> json.JSONDecoder:
    """Reads JSON with its numbers as texts of a class.

    Raises ValueError for a name that stands twice, RecursionError for what is deeper than
    DEEPEST_RECORD.
    """
    return _Decoder(number_of)


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST_RECORD + 1):
        inner = [
            item.values() if isinstance(item, dict) else item
            for item in level
            if isinstance(item, dict | list)
        ]
        if not inner:
            return False
        level = [member for members in inner for member in members]
    return True


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _TwiceError(f'"{twice}" stands twice in an object')
    return values


def failed(file: ForeignText, line: int, error: Exception) -> Problem:
    """What was wrong with a piece of JSON that begins on a line."""
    if isinstance(error, json.JSONDecodeError):
        return problem(
            file,
            line + error.lineno - 1,
            f"no JSON: {error.msg.removesuffix(' at')}",
            column=error.colno,
        )
    if isinstance(error, _TwiceError):
        return problem(file, line, str(error), "which of them is meant?")
    return problem(file, line, f"more than {DEEPEST_RECORD} lists and objects inside each other")
