"""Log records of OpenTelemetry as JSON, as exporters write them to files (OTLP/JSON).

Each record has what its resource and its scope say with it: ``resource``, ``scope``, ``body`` and
``attributes`` hold plain values, whose kinds (``stringValue`` and others) are taken off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .json_records import first_object, read_document, read_lines
from .records import Record, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .records import Layout

_TIMES = ("timeUnixNano", "observedTimeUnixNano")


def read_otlp(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """The log records of requests, one a line, or of one document. A time of 0 is not known."""
    lines = first_object(file.peek(1)) is not None
    for request in (read_lines if lines else read_document)(file, layout):
        if not isinstance(request, Record):
            yield request
        elif "resourceLogs" not in request.values:
            hint = "only logs are read: spans and metrics are no records of events"
            yield problem(file, request.line, 'no "resourceLogs"', hint)
        else:
            for values in _records(request.values):
                yield Record(request.line, values)


def _records(request: Any) -> Iterator[dict[str, Any]]:
    for resource in _objects(request.get("resourceLogs")):
        about = _attributes(_object(resource.get("resource")).get("attributes"))
        for scope in _objects(resource.get("scopeLogs")):
            name = _object(scope.get("scope")).get("name")
            for record in _objects(scope.get("logRecords")):
                yield {
                    **{key: x for key, x in record.items() if not (key in _TIMES and x == "0")},
                    "body": _plain(record.get("body")),
                    "attributes": _attributes(record.get("attributes")),
                    "resource": about,
                    "scope": name,
                }


def _attributes(listed: Any) -> dict[str, Any]:
    """Attributes as a mapping."""
    pairs = ((one.get("key"), one.get("value")) for one in _objects(listed))
    return {key: _plain(value) for key, value in pairs if isinstance(key, str)}


def _plain(value: Any) -> Any:
    """The value of an AnyValue."""
    if not isinstance(value, dict) or len(value) != 1:
        return value
    (kind, inner), *_ = value.items()
    if kind == "arrayValue":
        return [_plain(one) for one in _objects(_object(inner).get("values"))]
    if kind == "kvlistValue":
        return _attributes(_object(inner).get("values"))
    return inner


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
