"""What is named in event files, for completion; out of an index it need not be sought in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model.free import texts
from crisis.timeline.model.names import Mentions
from crisis.timeline.query.fields import KEPT, PLAIN

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Timeline


def mentioned(timeline: Timeline) -> Mentions:
    """What a timeline names, in the order of its files; without the events.

    Days are those on which an event may begin at the earliest, in the timeline's zone.
    """
    from crisis.timeline.base.calendar import iso
    from crisis.timeline.base.zones import Zone

    header = timeline.header
    actors = {actor.id: actor.name or actor.id for actor in timeline.actors.values()}
    aliases: dict[str, str] = {}
    for actor in timeline.actors.values():
        for alias in actor.aliases:
            aliases.setdefault(alias, actor.name or actor.id)
    roles: dict[str, dict[str, None]] = {}
    for parts in dict.fromkeys(event.actors for event in timeline.events):
        for part in parts:
            actors.setdefault(part.actor, part.actor)
            if part.role:
                roles.setdefault(part.actor, {})[part.role] = None
    sources = {source.id: source.name or source.id for source in timeline.sources.values()}
    words: dict[str, dict[str, int]] = {name: {} for name in PLAIN}
    own: dict[str, dict[str, int]] = {}
    days: set[int] = set()
    zone = Zone(header.zone or "UTC")
    for event in timeline.events:
        for source in event.sources:
            sources.setdefault(source, source)
        for name, numbers in words.items():
            for word in KEPT[name](event):
                numbers[word] = numbers.get(word, 0) + 1
        for name, written in event.free:
            numbers = own.setdefault(name, {})
            for word in texts(written):
                numbers[word] = numbers.get(word, 0) + 1
        if event.start.earliest is not None:
            days.add(zone.day(event.start.earliest))
    named = [iso(day) for day in sorted(days)]
    zones = dict(header.zones)
    clocks = tuple(source.id for source in timeline.sources.values() if source.clock)
    measures = tuple(measure.name for measure in header.measures)
    return Mentions(
        actors, aliases, roles, sources, words | own, {}, named, zones, header.zone, header.lang,
        clocks, measures,
    )  # fmt: skip


def read_mentions(fact: Any) -> Mentions:
    """The Mentions of an index out of their plain data. Raises Damaged."""
    from crisis.timeline.model.serialize import by_name, number, several, text

    texts = by_name(text)
    actors, aliases, roles, sources, words, _, days, zones, zone, lang, clocks, measures = several(
        lambda value: value
    )(fact)
    return Mentions(
        texts(actors),
        texts(aliases),
        {
            name: dict.fromkeys(names)
            for name, names in by_name(by_name(lambda _: None))(roles).items()
        },
        texts(sources),
        by_name(by_name(number))(words),
        {},
        list(several(text)(days)),
        texts(zones),
        text(zone),
        text(lang),
        several(text)(clocks),
        several(text)(measures),
    )
