"""``when`` in rules: which fields are times, how they are written, whose clocks they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import shared_zone
from crisis.timeline.eventfile.nodes import Items, Mapping, Text

from .directives import KNOWN, strptime
from .moments import UNITS, iso, unix
from .rules import Claim, Length, Time
from .rules_value import VALUE_KEYS

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.eventfile.nodes import Node
    from crisis.timeline.eventfile.validation import Fields

    from .moments import Format
    from .rules import Value
    from .rules_value import Values

LENGTHS = ("days", "hours", "minutes", "seconds", "milliseconds", "phrase")
"""What a number under ``for`` counts."""
_TEXTS = ("quote", "text", "confidence", "at", "via", "rejected", "url")
_CLAIM = (
    "each", "is", "from", "to", "for", "format", "zone", "under", "unit", "relations", "source",
    *_TEXTS,
)  # fmt: skip
_TIME = (*VALUE_KEYS, "earliest", "latest", "format", "zone", "under")
_FORMATS = 'iso, unix (or unix ms, us, ns), phrase, or directives as in "%d/%m/%Y %H:%M"'
Formats = tuple[tuple[str, "Format"], ...]


def read_when(node: Node, values: Values) -> tuple[Claim, ...]:
    """The claims under ``when``: a field, a mapping, or a list of them."""
    nodes = node.items if isinstance(node, Items) else [node]
    claims = (_claim(item, values) for item in nodes)
    return tuple(claim for claim in claims if claim is not None)


def _claim(node: Node, values: Values) -> Claim | None:
    shapes = values.shapes
    if isinstance(node, Text):
        time = _time(node, "when", values, (("iso", iso),), None)
        return None if time is None else Claim(time)
    if isinstance(node, Mapping) and any(key.value == "field" for key, _ in node.pairs):
        key = next(key for key, _ in node.pairs if key.value == "field")
        shapes.report(key, 'unknown key "field" in when', "here it is `is`")
        return None
    fields = shapes.fields(node, _CLAIM, "when")
    formats = _formats(fields["format"][1], values) if "format" in fields else (("iso", iso),)
    zone = _zone(fields["zone"][1], values) if "zone" in fields else None
    under = values.value(fields["under"][1], "under") if "under" in fields else None
    times = {
        key: _time(fields[key][1], key, values, formats, zone, under)
        for key in ("is", "from", "to")
        if key in fields
    }
    if (
        "relations" in fields
        and shapes.choice(fields["relations"][1], ("true", "false"), "relations") == "true"
    ):
        times = {key: time and time._replace(relations=True) for key, time in times.items()}
    if ("is" in fields) == (not fields.keys().isdisjoint(("from", "to", "for"))):
        hint = "is: the field of the time; or from: and to: for what lasts"
        shapes.report(node, "when needs either `is` or `from`", hint)
        return None
    if "to" in times and "for" in fields:
        shapes.report(fields["for"][0], "`to` and `for` say one thing twice", "leave one out")
    source = values.value(fields["source"][1], "source") if "source" in fields else None
    texts = ((key, values.value(fields[key][1], key)) for key in _TEXTS if key in fields)
    each = values.value(fields["each"][1], "each") if "each" in fields else None
    return Claim(
        times.get("is"),
        times.get("from"),
        times.get("to"),
        _length(fields, values),
        source,
        tuple((key, value) for key, value in texts if value is not None),
        each,
    )


def _time(
    node: Node,
    key: str,
    values: Values,
    formats: Formats,
    zone: Zone | Value | None,
    under: Value | None = None,
) -> Time | None:
    shapes = values.shapes
    latest: Value | None = None
    if isinstance(node, Mapping):
        fields = shapes.fields(node, _TIME, key)
        if "earliest" in fields and "latest" in fields:
            value, latest = (values.value(fields[x][1], x) for x in ("earliest", "latest"))
        else:
            value = values.of_fields(fields, node, key)
        if "format" in fields:
            formats = _formats(fields["format"][1], values)
        if "zone" in fields:
            zone = _zone(fields["zone"][1], values)
        if "under" in fields:
            under = values.value(fields["under"][1], "under")
    else:
        value = values.value(node, key)
    if value is None:
        return None
    return Time(value, formats, zone, shapes.origin(node), under, latest)


def _length(fields: Fields, values: Values) -> Length | None:
    if "for" not in fields:
        return None
    value = values.value(fields["for"][1], "for")
    unit = "seconds"
    if "unit" in fields:
        unit = values.shapes.choice(fields["unit"][1], LENGTHS, "unit")
    return None if value is None else Length(value, unit)


def _formats(node: Node, values: Values) -> Formats:
    """One format, or several that are tried in turn. None of them for phrases."""
    formats = []
    texts = values.shapes.texts(node, "format")
    for text in texts:
        if text.value == "phrase":
            if len(texts) > 1:
                values.shapes.report(text, "phrase goes with no other format")
            return ()
        if (read := _format(text, values)) is not None:
            formats.append((text.value, read))
    return tuple(formats) or (("iso", iso),)


def _format(text: Text, values: Values) -> Format | None:
    name = text.value
    if name == "iso":
        return iso
    kind, _, unit = name.partition(" ")
    if kind == "unix" and (unit or "s") in UNITS:
        return unix(unit or "s")
    if "%" in name:
        try:
            return strptime(name)
        except ValueError as error:
            values.shapes.report(text, f'{error} in "{name}"', f"there are {KNOWN}")
            return None
    hint = values.shapes.near(name, ("iso", "unix", "phrase", *(f"unix {u}" for u in UNITS)))
    values.shapes.report(text, f'no such format: "{name}"', hint or _FORMATS)
    return None


def _zone(node: Node, values: Values) -> Zone | Value | None:
    if isinstance(node, Text) and "{" not in node.value:
        name = values.zone_name(node)
        return shared_zone(name) if name else None
    return values.value(node, "zone")
