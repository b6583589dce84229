"""What stands in a file as plain values, and as YAML on one line that reads back the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.editing.outline import ITEMS, MAPPING
from crisis.timeline.editing.yaml_text import flow
from crisis.timeline.editing.yaml_text import own as own_text
from crisis.timeline.model.free import PREFIX, literal, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crisis.timeline.editing.outline import Part

_BRACKETS = frozenset("[]{},")


def value_of(part: Part) -> Any:
    """A text, a list or a mapping of values."""
    if part.kind == ITEMS:
        return [value_of(item) for item in part.parts]
    if part.kind == MAPPING:
        return {key.value: value_of(value) for key, value in part.pairs}
    return part.value


def free_value(part: Part) -> Any:
    """The same of a key of one's own, where a plain text may be a number."""
    if part.kind == ITEMS:
        return [free_value(item) for item in part.parts]
    if part.kind == MAPPING:
        return {key.value: free_value(value) for key, value in part.pairs}
    return part.value if part.style else scalar(part.value)


def of_key(key: str, part: Part) -> Any:
    """The value of a key of an event, a claim or an entry."""
    return free_value(part) if key.startswith(PREFIX) else value_of(part)


def inside(part: Part, text: str, json: bool = False, own: bool = False) -> str:
    """A part of ``text`` on one line, as it may stand in brackets; in ``json`` all is quoted.

    What is plain or quoted there on one line stays as it is. It is the value of a key of one's
    ``own``, or in one, where plain texts may be numbers.
    """
    if part.kind == ITEMS:
        return f"[{', '.join(inside(item, text, json, own) for item in part.parts)}]"
    if part.kind == MAPPING:
        pairs = [
            f"{inside(key, text, json)}: "
            f"{inside(value, text, json, own or key.value.startswith(PREFIX))}"
            for key, value in part.pairs
        ]
        return f"{{{', '.join(pairs)}}}"
    if json and own:
        return literal(free_value(part))
    raw = text[part.start : part.stop]
    one_line = len(raw.splitlines()) == 1
    if one_line and part.style == '"':
        return raw
    if json:
        return flow(part.value, True)
    plain = part.style or _BRACKETS.isdisjoint(raw)
    if one_line and part.style not in ("|", ">") and plain:
        return raw
    return flow(part.value, bool(part.style))


def written(key: str, value: Any, json: bool = False) -> str:
    """A value behind its key, on one line and in brackets where it has several."""
    if key.startswith(PREFIX):
        return literal(value) if json else own_text(value, True)
    if isinstance(value, dict) and not json:  # its keys may be any texts: names of measures
        return mapping_text({name: written("", item) for name, item in value.items()})
    return flow(value, json)


def mapping_text(pairs: Mapping[str, str], json: bool = False) -> str:
    """A mapping in brackets of keys with values that are written already."""
    return f"{{{', '.join(f'{flow(key, json)}: {text}' for key, text in pairs.items())}}}"


def list_text(items: Sequence[str]) -> str:
    """A list in brackets of items that are written already."""
    return f"[{', '.join(items)}]"


def listed(part: Part | None) -> list[str]:
    """The texts of a list, or of a single value that serves as one."""
    if part is None or part.empty:
        return []
    if part.kind == ITEMS:
        return [item.value for item in part.parts]
    return [] if part.kind == MAPPING else [part.value]
