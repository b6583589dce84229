"""The part of an event file before its events: ``timeline``, ``actors`` and ``sources``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import Zone, shared_zone
from crisis.timeline.model.keys import ACTOR_KEYS, SOURCE_KEYS
from crisis.timeline.model.records import Actor, Source
from crisis.timeline.model.timeline import Header
from crisis.timeline.model.words import CALENDARS
from crisis.timeline.phrases.widths import Widths

from .header_times import read_window, read_zero
from .ids import ID_HINT, is_id
from .nodes import Mapping, Text

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.model.free import Free
    from crisis.timeline.model.keys import Key
    from crisis.timeline.model.words import Calendar
    from crisis.timeline.phrases.day_spans import Context

    from .measures import WrittenMeasure
    from .nodes import Node
    from .validation import Fields, Shapes


_FIXED = ("UTC", "GMT", "Z", "local", "OS", "NS", "Julian", "Gregorian")
_GREENWICH = ("UTC", "GMT", "Etc/UTC", "Etc/GMT", "+00:00")
_TIMELINE = (
    "title", "zone", "zones", "calendar", "zero", "prefer", "lang", "source", "vague", "window",
    "measures", "note",
)  # fmt: skip
_ACTOR = ("name", *(key.name for key in ACTOR_KEYS), "note")
_SOURCE = ("name", *(key.name for key in SOURCE_KEYS), "clock", "note")


class Preamble(NamedTuple):
    """All that phrases of a file are read against."""

    header: Header
    actors: dict[str, Actor]
    sources: dict[str, Source]
    widths: Widths
    zone: Zone | None
    zeros: dict[str, int | str]
    zero_place: Text | None = None
    measures: tuple[WrittenMeasure, ...] = ()

    def context(self, source: str = "") -> Context:
        """The context of a claim of ``source``, outside any day header."""
        from crisis.timeline.phrases.day_spans import Context

        named = self.sources.get(source)
        zone = shared_zone(named.zone) if named and named.zone else self.zone
        zero = self.zeros.get(source, self.header.zero)
        calendar = (named.calendar if named else "") or self.header.calendar
        context = Context(self.widths, self.header.zones, None, self.zone, zone, zero, calendar)
        if named and (named.approximate or named.clocks):
            hhmm = named.clocks == "hhmm"
            return context._replace(approximate=named.approximate, hhmm=hhmm)
        return context


def read_preamble(root: Fields, shapes: Shapes, inherited: Preamble | None = None) -> Preamble:
    """Read everything but the events. Never fails: what is wrong is reported and left out.

    A file that names no zone of its own has the ``inherited`` one, and may name the actors and
    sources there.
    """
    fields: Fields = {}
    if "timeline" in root:
        fields = shapes.fields(root["timeline"][1], _TIMELINE, "timeline", free=True)
    widths = Widths()
    if "vague" in fields:
        from .width_overrides import read_widths

        widths = read_widths(fields["vague"][1], shapes)
    zones = _zones(fields, shapes)
    zone = _zone(fields["zone"][1], shapes) if "zone" in fields else None
    if inherited is not None and "zone" not in fields:
        zone = inherited.zone
    shapes.zone_reported = zone is None and ("zone" in fields or shapes.zone_reported)
    sources, zeros = {}, {}
    header = Header(zone=zone.name if zone else "", zones=zones, calendar=_calendar(fields, shapes))
    base = Preamble(header, {}, {}, widths, zone, {})
    if "sources" in root:
        for key, node in _named(root["sources"][1], shapes, "sources"):
            sources[key.value], zero = _source(key, node, shapes, zones)
            if (
                isinstance(zero, Text)
                and (start := read_zero(zero, base.header, zone, shapes)) is not None
            ):
                zeros[key.value] = start
    if any(source.clock is not None and source.clock.of for source in sources.values()):
        from .clocks import with_shared

        sources = with_shared(sources, inherited.sources if inherited else {}, shapes)
    actors: dict[str, Actor] = {}
    if "actors" in root:
        for key, node in _named(root["actors"][1], shapes, "actors"):
            actors[key.value] = _actor(key, node, shapes)
        known = actors if inherited is None else inherited.actors | actors
        if _tells_members(root["actors"][1]):
            from .memberships import check_members

            check_members(root["actors"][1], known, shapes)
    preamble = base._replace(actors=actors, sources=sources, zeros=zeros)
    place = fields["zero"][1] if "zero" in fields else None
    measures: tuple[WrittenMeasure, ...] = ()
    if "measures" in fields:
        from .measures import read_measures

        measures = read_measures(fields["measures"][1], shapes)
    return preamble._replace(
        measures=measures,
        header=_header(fields, preamble, shapes, inherited.sources if inherited else {}),
        zero_place=place if isinstance(place, Text) else None,
    )


def _header(
    fields: Fields, preamble: Preamble, shapes: Shapes, others: dict[str, Source]
) -> Header:
    header = preamble.header
    zero = window = None
    if "zero" in fields and isinstance(node := fields["zero"][1], Text):
        zero = read_zero(node, header, preamble.zone, shapes)
    if "window" in fields and isinstance(node := fields["window"][1], Text):
        window = read_window(node, header, preamble.widths, preamble.context(), shapes)
    prefer = shapes.texts(fields["prefer"][1], "timeline.prefer") if "prefer" in fields else []
    source = shapes.texts(fields["source"][1], "timeline.source") if "source" in fields else []
    for text in [*prefer, *source]:
        known_source(text, others | preamble.sources, shapes)
    return header._replace(
        title=_text(fields, "title", shapes),
        lang=shapes.language_tag(fields["lang"][1]) if "lang" in fields else "",
        zero=zero,
        window=window,
        prefer=tuple(text.value for text in prefer),
        source=source[0].value if source else "",
        free=_free(_TIMELINE, fields, shapes),
    )


def _calendar(fields: Fields, shapes: Shapes) -> Calendar | Literal[""]:
    """The calendar that dates count in which name none."""
    if "calendar" not in fields:
        return ""
    return shapes.choice(fields["calendar"][1], CALENDARS, "calendar")


def _text(fields: Fields, key: str, shapes: Shapes) -> str:
    return shapes.text(fields[key][1], f"timeline.{key}") if key in fields else ""


def known_source(text: Text, sources: dict[str, Source], shapes: Shapes) -> None:
    """Report a source that the file does not list."""
    if text.value not in sources:
        hint = shapes.near(text.value, sources) or "list it under `sources`"
        shapes.report(text, f'unknown source "{text.value}"', hint)


def _zones(fields: Fields, shapes: Shapes) -> dict[str, str]:
    if "zones" not in fields:
        return {}
    zones = {}
    for name, (key, node) in shapes.fields(fields["zones"][1], (), "timeline.zones").items():
        if (zone := _zone(node, shapes)) is None:
            continue
        if name in _FIXED and (name == "local" or zone.name not in _GREENWICH):
            hint = "give the zone another name"
            shapes.report(key, f'"{name}" is no name to give to a zone: it has a meaning', hint)
            continue
        zones[name] = zone.name
    return zones


def _zone(node: Node, shapes: Shapes) -> Zone | None:
    name = shapes.text(node, "a zone")
    try:
        return shared_zone(name)
    except UnknownZone as error:
        from crisis.timeline.base.zone_hints import HINT, meant

        hint = error.hint or (meant(name) if shapes.helps else HINT)
        shapes.report(node, f'no such zone: "{name}"', hint)
        return None


def _named(node: Node, shapes: Shapes, what: str) -> list[tuple[Text, Node]]:
    if not isinstance(node, Mapping):
        if not (isinstance(node, Text) and not node.value):
            shapes.report(node, f"{what} must be a mapping from ids to names", "ana: Ana Ruiz")
        return []
    pairs = []
    for key, value in shapes.fields(node, (), what).values():
        if is_id(key.value):
            pairs.append((key, value))
        else:
            shapes.report(key, f'"{key.value}" is no id', ID_HINT)
    return pairs


def _tells_members(node: Node) -> bool:
    """Whether any actor is said to be a member of something."""
    pairs = node.pairs if isinstance(node, Mapping) else ()
    actors = (node for _, node in pairs if isinstance(node, Mapping))
    return any(key.value == "member_of" for actor in actors for key, _ in actor.pairs)


def _actor(key: Text, node: Node, shapes: Shapes) -> Actor:
    if isinstance(node, Text):  # `altman: Sam Altman`
        return Actor(key.value, node.value or key.value, shapes.origin(key))
    fields = shapes.fields(node, _ACTOR, f'actor "{key.value}"', free=True)
    name = shapes.text(fields["name"][1], "name") if "name" in fields else key.value
    return Actor(
        key.value,
        name or key.value,
        shapes.origin(key),
        **_plain(ACTOR_KEYS, fields, shapes),
        free=_free(_ACTOR, fields, shapes),
    )


def _source(
    key: Text, node: Node, shapes: Shapes, zones: dict[str, str]
) -> tuple[Source, Node | None]:
    """A source and the node of its own zero, if it has one."""
    if isinstance(node, Text):
        return Source(key.value, node.value or key.value, shapes.origin(key)), None
    fields = shapes.fields(node, _SOURCE, f'source "{key.value}"', free=True)
    plain = _plain(SOURCE_KEYS, fields, shapes) | {"free": _free(_SOURCE, fields, shapes)}
    if "zone" in fields:
        written = fields["zone"][1]
        if isinstance(written, Text) and written.value in zones:
            plain["zone"] = zones[written.value]
        elif zone := _zone(written, shapes):
            plain["zone"] = zone.name
    name = shapes.text(fields["name"][1], "name") if "name" in fields else key.value
    clock = None
    if "clock" in fields:
        from .clocks import read_clock

        clock = read_clock(fields["clock"][1], key.value, shapes)
    source = Source(key.value, name or key.value, shapes.origin(key), clock=clock, **plain)
    return source, fields["zero"][1] if "zero" in fields else None


def _free(known: tuple[str, ...], fields: Fields, shapes: Shapes) -> Free:
    """The keys of the author's own."""
    if fields.keys() <= set(known):
        return ()
    from .free_fields import read_free

    return read_free(fields, shapes)


def _plain(keys: tuple[Key, ...], fields: Fields, shapes: Shapes) -> dict[str, Any]:
    """What stands under the plain keys that there are; a zone has a rule of its own."""
    return {
        key.attribute: shapes.value(key, fields[key.name][1])
        for key in keys
        if key.name in fields and key.kind != "zone"
    }
