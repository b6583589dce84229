"""The JSON Schemas (draft 2020-12) of the outputs and of the event file, from jsonschema/."""

from __future__ import annotations

import json
from typing import Any

from .json_events import FIELDS

NAMES = (
    "events", "file", "why", "comparison", "clock", "check", "count", "gaps", "measures", "list",
    "diff", "accounts",
)  # fmt: skip
"""``file`` is the event file; each of the others is the document ``crisis.NAME/1``."""

_COMMON = "common"
_POINTER = "#/$defs/"


def schema(name: str) -> str:
    """The schema of a document out of NAMES as JSON, with all that it refers to in itself."""
    text = _read(name)
    document: dict[str, Any] = json.loads(text)
    own: dict[str, Any] = document.get("$defs", {})
    shared: dict[str, Any] = json.loads(_read(_COMMON))["$defs"]
    common = {key: value for key, value in shared.items() if key not in own}
    needed = _needed(document, common)
    if not needed:
        return text
    document["$defs"] = own | {key: common[key] for key in common if key in needed}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def meanings() -> dict[str, str]:
    """The fields of an event in the JSON of an answer, with what they mean."""
    shared = json.loads(_read(_COMMON))["$defs"]
    fields = {**shared["eventFields"]["properties"], **shared["matchFields"]["properties"]}
    return {name: _brief(fields[name]["description"]) for name in (*FIELDS, "delta", "day_julian")}


def read_fields(text: str) -> tuple[str, ...]:
    """Names of an event's fields: ``id,title``. Raises QueryError with all for any other."""
    from .field_names import read_names

    return read_names(text, meanings())


def _brief(text: str) -> str:
    """A sentence as it stands in a list."""
    return text[:1].lower() + text[1:].rstrip(".")


def _needed(document: dict[str, Any], common: dict[str, Any]) -> set[str]:
    """The names of common definitions that a schema refers to, directly or not."""
    needed: set[str] = set()
    waiting: list[Any] = [document]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            name = str(here.get("$ref", "")).removeprefix(_POINTER)
            if name in common and name not in needed:
                needed.add(name)
                waiting.append(common[name])
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return needed


def _read(name: str) -> str:
    from pkgutil import get_data

    data = get_data(__package__, f"jsonschema/{name}.json")
    if data is None:
        raise FileNotFoundError(f"jsonschema/{name}.json")
    return data.decode("utf-8")
