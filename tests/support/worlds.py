"""Random worlds: what really happened and when, and files in which sources tell of it.

A world is made from a seed. It is *honest* when every claim is true of its hidden times; else one
claim is false, or every source tells a story of its own, each true of times of its own. ``written``
gives its file, ``smaller`` its worlds with one thing less, of which what remains is as true as it
was.

``python fuzz/worlds.py --worlds 1000 --seed 7`` holds all laws (laws.py) against many of them.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from .tellers import (
    DAY,
    END,
    EPOCH,
    HOUR,
    MINUTE,
    SECOND,
    START,
    Rule,
    Teller,
    Times,
    Told,
    skipped,
    wall,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ZONES = (
    "UTC", "UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Pacific/Apia",
    "America/St_Johns", "Australia/Lord_Howe", "Pacific/Kiritimati", "Africa/Monrovia",
    "America/Los_Angeles", "Asia/Kathmandu",
)  # fmt: skip
BEGINNINGS = (
    "2026-11-20", "2026-11-20", "2026-11-20", "2026-10-24", "2026-11-01", "2027-03-27",
    "2010-11-06", "2011-12-29", "1912-04-14", "1850-05-02", "1969-12-31", "1066-10-14",
    "0033-04-03", "2612-02-28", "9990-12-31",
)  # fmt: skip
SPANS = (HOUR, 6 * HOUR, DAY, DAY, 4 * DAY, 40 * DAY)
SOURCES = ("ap", "bbc", "log")
AUTHOR = ""
SINGLE, HONEST, LIE, STORIES = "single", "honest", "lie", "stories"


class Said(NamedTuple):
    """A claim as it is written, and the rules it comes to.

    ``confined`` is one without a date of its own, which stays on the days of the header; ``ends``
    are the events that it names, and whether they were told to have an end when it was made;
    ``more`` are other keys, such as its confidence.
    """

    keys: tuple[tuple[str, str], ...]
    source: str
    rules: tuple[Rule, ...]
    exact: bool = True
    lasts: bool = False
    dateless: bool = False
    confined: bool = False
    ends: tuple[tuple[str, bool], ...] = ()
    false: bool = False
    more: tuple[tuple[str, str], ...] = ()

    @property
    def phrase(self) -> str:
        """The claim on one line."""
        return " ".join(text if key == "is" else f"{key} {text}" for key, text in self.keys)

    def refs(self) -> set[str]:
        """The events that it names."""
        return {found for _, text in self.keys for found in re.findall(r"@([\w-]+)", text)}


class Happening(NamedTuple):
    """An event as the file has it, without its time."""

    id: str
    said: tuple[Said, ...] = ()
    header: str = ""
    caused_by: tuple[str, ...] = ()
    part_of: str = ""
    lasts: bool = False
    status: str = ""
    rejected: tuple[Said, ...] = ()

    @property
    def told_to_last(self) -> bool:
        """Whether a claim gives it an end."""
        return any(said.lasts for said in self.said)


class World(NamedTuple):
    """Events with hidden times, by the story: that of the author is what really happened."""

    seed: int
    mode: str
    zone: str
    zones: tuple[tuple[str, str], ...]
    events: tuple[Happening, ...]
    stories: Mapping[str, Mapping[str, Times]]
    prefer: str = ""
    zero: int | None = None

    @property
    def truth(self) -> Mapping[str, Times]:
        """When everything really was."""
        return self.stories[AUTHOR]

    def ended(self, event: Happening) -> bool:
        """Whether the file gives an event an end: a claim does, or it is no more than its parts."""
        whole = not event.said and any(other.part_of == event.id for other in self.events)
        return whole or event.told_to_last

    @property
    def honest(self) -> bool:
        """Whether everything said is true."""
        return not any(said.false for event in self.events for said in event.said)

    @property
    def exact(self) -> bool:
        """Whether the rules say all that the phrases mean."""
        return all(said.exact for event in self.events for said in event.said)

    def sources(self) -> set[str]:
        """Who tells anything, the author aside."""
        return {said.source for event in self.events for said in event.said} - {AUTHOR}

    def story(self, source: str) -> Mapping[str, Times]:
        """The times that a source believes in."""
        return self.stories.get(source, self.truth)

    def __getitem__(self, name: Any) -> Any:
        if isinstance(name, str):
            return next(event for event in self.events if event.id == name)
        return tuple.__getitem__(self, name)


def world(seed: int) -> World:
    """The world of a seed."""
    return _Maker(Random(f"world {seed}"), seed).world()


class _Maker:
    def __init__(self, rng: Random, seed: int) -> None:
        self.rng, self.seed = rng, seed
        self.mode = rng.choice((SINGLE, SINGLE, HONEST, HONEST, LIE, STORIES, STORIES))
        self.zone = rng.choice(ZONES)
        first = wall(0, ZoneInfo("UTC")).fromisoformat(rng.choice(BEGINNINGS) + "T00:00+00:00")
        self.base = (first - EPOCH) // timedelta(microseconds=1) + rng.randrange(24) * HOUR
        self.span = rng.choice(SPANS)
        self.unit = rng.choice((MINUTE, MINUTE, SECOND, 1_000))
        self.names = [f"e{number}" for number in range(rng.randint(2, 7))]
        self.zero = self.base // MINUTE * MINUTE if rng.random() < 0.2 else None

    def moment(self, others: list[int]) -> int:
        """When something may be: anywhere, or at a plain distance from something else."""
        rng = self.rng
        if others and rng.random() < 0.4:
            far = rng.choice((0, 0, 5 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR))
            return rng.choice(others) + rng.choice((-1, 1)) * far
        return self.base + rng.randrange(self.span) // self.unit * self.unit

    def long(self) -> int:
        most = self.rng.choice((HOUR, 5 * HOUR, DAY))
        return (1 + self.rng.randrange(most // self.unit)) * self.unit

    def world(self) -> World:
        rng = self.rng
        self.lasting = {name for name in self.names if rng.random() < 0.25}
        truth: dict[str, Times] = {}
        for name in self.names:
            begun = self.moment([times[0] for times in truth.values()])
            truth[name] = begun, begun + self.long() if name in self.lasting else None
        self.part_of: dict[str, str] = {}
        if len(self.names) > 3 and rng.random() < 0.3:
            self.part_of = dict.fromkeys(rng.sample(self.names[:-1], 2), self.names[-1])
            self.lasting.add(self.names[-1])
        sources = rng.sample(SOURCES, rng.randint(2, 3)) if self.mode != SINGLE else []
        self.told = {
            name: [s for s in sources if rng.random() < 0.5] if sources else []
            for name in self.names
        }
        self.stories: dict[str, dict[str, Times]] = {AUTHOR: _whole(truth, self.part_of)}
        if self.mode == STORIES:
            self.told = {n: sources if rng.random() < 0.6 else [] for n in self.names}
            for source in sources:
                self.stories[source] = self.story(truth)
        self.zones = {s: rng.choice(ZONES) for s in sources if rng.random() < 0.2}
        return self.saying()

    def story(self, truth: Mapping[str, Times]) -> dict[str, Times]:
        """The truth, but for the times of some events that sources tell of."""
        times = dict(truth)
        for name, sources in self.told.items():
            if sources and self.rng.random() < 0.5:
                begun, over = times[name]
                far = self.rng.choice((10 * MINUTE, HOUR, 5 * HOUR, self.span))
                moved = self.rng.randrange(-far, far) // self.unit * self.unit
                over = None if over is None else begun + moved + self.long()
                times[name] = begun + moved, over
        return _whole(times, self.part_of)

    def saying(self) -> World:
        rng = self.rng
        plans: list[tuple[str, str, bool]] = []  # (event, source, whether it tells that it lasts)
        for name in self.names:
            spoken = list(self.told[name])
            if not spoken or rng.random() < 0.15:
                spoken.append(AUTHOR)
            if rng.random() < 0.2 and self.mode != STORIES:
                spoken.append(rng.choice(spoken))
            if spoken == [AUTHOR] and rng.random() < (
                0.6 if name in self.part_of.values() else 0.1
            ):
                spoken = []
            lasts = name in self.lasting
            plans += [(name, source, lasts and rng.random() < 0.8) for source in spoken]
        spoken_of = {name for name, _, _ in plans}
        self.told_to_last = {n: any(it[0] == n and it[2] for it in plans) for n in self.names}
        self.ends = {n: n in self.part_of.values() and n not in spoken_of for n in self.names}
        for name, _, lasts in plans:
            self.ends[name] |= lasts
        self.stories = {
            source: _whole(times, self.part_of, self.ends) for source, times in self.stories.items()
        }
        self.headers = {name: self.header(name) for name in self.names}
        said: dict[str, list[Said]] = {name: [] for name in self.names}
        for name, source, lasts in plans:
            made = self.claim(name, source, lasts)
            if rng.random() < 0.05:
                made = made._replace(more=(("confidence", rng.choice(("low", "high"))),))
            said[name].append(made)
        if self.mode == LIE:
            self.lie(said)
        events = [
            Happening(
                name, tuple(said[name]), self.headers[name], self.causes(name),
                self.part_of.get(name, ""), name in self.lasting,
                rng.choice(("planned", "missed")) if rng.random() < 0.04 else "",
                self.rejected(name),
            )
            for name in self.names
        ]  # fmt: skip
        rng.shuffle(events)
        prefer = rng.choice(sorted(self.stories)) if rng.random() < 0.15 else ""
        made = World(
            self.seed, self.mode, self.zone, tuple(self.zones.items()), tuple(events), self.stories,
            prefer, self.zero,
        )  # fmt: skip
        return tidy(made)

    def rejected(self, name: str) -> tuple[Said, ...]:
        """Now and then a claim that is not to be counted."""
        if self.rng.random() > 0.04 or self.mode == SINGLE or name in self.part_of.values():
            return ()
        moved = self.truth[name][0] + DAY
        teller = self.teller(SOURCES[0])
        told = teller.absolute(moved)
        while self.headers[name] and re.fullmatch(r"\d{4}", told.text):  # a clock or a year?
            told = teller.absolute(moved)
        return (Said((("is", told.text),), SOURCES[0], (), more=(("rejected", "no"),)),)

    def header(self, name: str) -> str:
        """A day, or days, above an event, if all stories have it there."""
        days = {wall(times[name][0], ZoneInfo(self.zone)).date() for times in self.stories.values()}
        chance = self.rng.random()
        if chance > 0.35 or self.mode == LIE:
            return ""
        first, last = min(days), max(days)
        if chance < 0.1:
            first -= timedelta(days=1)
            last += timedelta(days=self.rng.randrange(3))
            while skipped(last, ZoneInfo(self.zone)):
                last += timedelta(days=1)
            while skipped(first, ZoneInfo(self.zone)):
                first -= timedelta(days=1)
        return str(first) if first == last else f"{first}..{last}"

    def causes(self, name: str) -> tuple[str, ...]:
        before = [
            other
            for other in self.names
            if all(times[other][0] <= times[name][0] for times in self.stories.values())
            and (self.truth[other][0], other) < (self.truth[name][0], name)
            and self.part_of.get(name) != other
            and self.part_of.get(other) != name
        ]
        return (self.rng.choice(before),) if before and self.rng.random() < 0.3 else ()

    @property
    def truth(self) -> Mapping[str, Times]:
        return self.stories[AUTHOR]

    def teller(self, source: str, times: Mapping[str, Times] | None = None) -> Teller:
        zone = ZoneInfo(self.zones.get(source, self.zone))
        # an end that the file does not tell of cannot be asked about
        lasting = {n: self.ends[n] for n in self.names}
        believed = times or self.stories.get(source, self.truth)
        return Teller(self.rng, zone, believed, lasting, self.zero)

    def claim(self, name: str, source: str, lasts: bool, times: Any = None) -> Said:
        """A claim that is true in the story of its source; the author's is so in every one."""
        for _ in range(50):
            made = self._claim(name, source, lasts, times)
            if source != AUTHOR or times or self.true_in_all(name, made):
                return made
        return Said((("is", "unknown"),), source, (), confined=True)

    def true_in_all(self, name: str, made: Said) -> bool:
        exact = made.exact or len(self.stories) == 1
        return exact and all(
            rule.holds(name, times) for times in self.stories.values() for rule in made.rules
        )

    def _claim(self, name: str, source: str, lasts: bool, times: Any) -> Said:
        rng = self.rng
        teller = self.teller(source, times)
        begun, over = teller.times[name]
        if not lasts or over is None:
            told = [self.point(teller, name, begun, START, source)]
            if rng.random() < 0.15 and not told[0].dateless:
                told.append(self.point(teller, name, begun, START, source, False))
            if len(told) > 1:  # `;` beside `or` is refused
                told = [one for one in told if " or " not in one.text] or told[:1]
            text = "; ".join(one.text for one in told)
            if rng.random() < 0.05 and not text.endswith("?"):
                text += "?"
            return self.said([("is", text)], source, told, told, False)
        kinds = ["from to", "from for", "from for", "from", "to", "from to"]
        if self.mode != STORIES:  # a length alone is measured from the start that others tell
            kinds.append("for")
        kind = rng.choice(kinds)
        keys: list[tuple[str, str]] = []
        told, start = [], []
        if "from" in kind:
            told.append(self.point(teller, name, begun, START, source))
            start.append(told[-1])
            keys.append(("from", told[-1].text))
        if kind.endswith("to"):
            told.append(self.point(teller, name, over, END, source, False))
            keys.append(("to", told[-1].text))
        if kind.endswith("for"):
            text, low, high = teller.duration(over - begun)
            told.append(Told(text, (Rule(END, name, START, low, high),)))
            keys.append(("for", text))
        return self.said(keys, source, told, start, True)

    def said(
        self,
        keys: list[tuple[str, str]],
        source: str,
        told: list[Told],
        start: list[Told],
        lasts: bool,
    ) -> Said:
        found = Said(
            tuple(keys),
            source,
            tuple(rule for one in told for rule in one.rules),
            all(one.exact for one in told),
            lasts,
            any(one.dateless for one in told),
            not any(rule.ref == "" for one in start for rule in one.rules),
        )
        return found._replace(ends=tuple((name, self.ends[name]) for name in sorted(found.refs())))

    def point(
        self, teller: Teller, name: str, moment: int, node: int, source: str, header: bool = True
    ) -> Told:
        """A phrase for an instant, perhaps measured from another event."""
        rng = self.rng
        mine = self.told[name] and self.mode == STORIES and source != AUTHOR
        others = [
            other
            for other in self.names
            if other != name
            and self.part_of.get(name) != other
            and self.part_of.get(other) != name
            and (not mine or self.told[other])
        ]
        if others and rng.random() < 0.5:
            found = teller.relation(moment, node, rng.choice(others))
            if found is not None:
                return found
        day = self.headers[name]
        zone = self.zones.get(source, self.zone)
        dateless = header and node == START and len(day) == 10 and zone == self.zone
        while True:
            made = teller.absolute(moment, node, dateless and rng.random() < 0.5)
            if day and re.fullmatch(r"\d{4}", made.text):  # a clock or a year?
                continue
            if self.told_to_last[name] and "local" in made.text:  # it would hold for both ends
                continue
            return made

    def lie(self, said: dict[str, list[Said]]) -> None:
        """One claim is of another time."""
        rng = self.rng
        places = [(name, number) for name, all_ in said.items() for number in range(len(all_))]
        if not places:
            return
        name, number = rng.choice(places)
        begun, over = self.truth[name]
        moved = rng.choice((-1, 1)) * rng.choice((10 * MINUTE, HOUR, 5 * HOUR, DAY))
        times = dict(self.truth) | {name: (begun + moved, None if over is None else over + moved)}
        old = said[name][number]
        said[name][number] = self.claim(name, old.source, old.lasts, times)._replace(false=True)


def _whole(
    times: Mapping[str, Times],
    part_of: Mapping[str, str],
    ended: Mapping[str, bool] | None = None,
) -> dict[str, Times]:
    """The times, where a whole lasts from its first part to the end of its last one.

    A part that nobody tells the end of (``ended``) has none.
    """
    found = dict(times)
    for name in part_of:
        if ended is not None and not ended[name]:
            found[name] = found[name][0], None
    for whole in set(part_of.values()):
        parts = [found[name] for name, of in part_of.items() if of == whole]
        found[whole] = min(p[0] for p in parts), max(p[0] if p[1] is None else p[1] for p in parts)
    return found


def written(
    made: World,
    rename: Callable[[str], str] = str,
    source: Callable[[str], str] = str,
    shuffle: Random | None = None,
) -> str:
    """The file of a world; with other names, or in another order, where that is asked for."""
    names = {event.id: rename(event.id) for event in made.events}
    head: dict[str, Any] = {"zone": made.zone}
    if made.prefer and made.prefer in made.sources():
        head["prefer"] = source(made.prefer)
    if made.zero is not None:
        head["zero"] = wall(made.zero, ZoneInfo("UTC")).isoformat() + "Z"
    zones = dict(made.zones)
    sources = {
        source(name): {"name": source(name).upper()}
        | ({"zone": zones[name]} if name in zones else {})
        for name in SOURCES
    }
    by_header: dict[str, list[dict[str, Any]]] = {}
    events = list(made.events)
    if shuffle is not None:
        shuffle.shuffle(events)
        sources = dict(shuffle.sample(list(sources.items()), len(sources)))
    for event in events:
        claims = [
            {key: re.sub(r"@([\w-]+)", lambda m: f"@{names[m[1]]}", text) for key, text in one.keys}
            | ({"source": source(one.source)} if one.source else {})
            | dict(one.more)
            for one in (*event.said, *event.rejected)
        ]
        if shuffle is not None:
            shuffle.shuffle(claims)
        shown: dict[str, Any] = {"id": names[event.id], "title": f"title of {names[event.id]}"}
        if claims:
            shown["when"] = claims
        if event.caused_by:
            shown["caused_by"] = [names[cause] for cause in event.caused_by]
        if event.part_of:
            shown["part_of"] = names[event.part_of]
        if event.status:
            shown["status"] = event.status
        by_header.setdefault(event.header or "undated", []).append(shown)
    lines = [f"timeline: {json.dumps(head)}"]
    if any(said.source for event in made.events for said in (*event.said, *event.rejected)):
        lines.append(f"sources: {json.dumps(sources)}")
    lines.append("events:")
    for header, below in by_header.items():
        lines.append(f'  "{header}":')
        for shown in below:
            when = shown.pop("when", [])
            lines.append(f"    - {json.dumps(shown)[:-1]}" + (', "when": [' if when else "}"))
            lines += [f"        {json.dumps(claim)}," for claim in when]
            lines += ["      ]}"] if when else []
    return "\n".join(lines) + "\n"


def tidy(made: World) -> World:
    """A world without what refers to nothing: as true as before."""
    while True:
        events = tuple(_tidied(event, made) for event in made.events)
        if events == made.events:
            return made
        made = made._replace(events=events)


def _tidied(event: Happening, made: World) -> Happening:
    ended = {other.id: made.ended(other) for other in made.events}
    return event._replace(
        said=tuple(
            said
            for said in event.said
            if all(ended.get(name) == lasts for name, lasts in said.ends)
        ),
        caused_by=tuple(cause for cause in event.caused_by if cause in ended),
        part_of=event.part_of if event.part_of in ended else "",
    )


def smaller(made: World) -> Iterator[World]:
    """The worlds with one thing less."""
    if made.prefer:
        yield made._replace(prefer="")
    if made.zero is not None and not any(
        "T+" in said.phrase for event in made.events for said in event.said
    ):
        yield made._replace(zero=None)
    for number in range(len(made.events)):
        yield _without(made, made.events[:number] + made.events[number + 1 :])
    for number, event in enumerate(made.events):
        others: list[Happening] = [
            event._replace(said=event.said[:place] + event.said[place + 1 :])
            for place in range(len(event.said))
        ]
        if event.header and not any(said.dateless for said in event.said):
            others.append(event._replace(header=""))
        if event.caused_by:
            others.append(event._replace(caused_by=()))
        if event.part_of:
            others.append(event._replace(part_of=""))
        if event.status or event.rejected:
            others.append(event._replace(status="", rejected=()))
        for other in others:
            yield _without(made, (*made.events[:number], other, *made.events[number + 1 :]))


def _without(made: World, events: tuple[Happening, ...]) -> World:
    """A world of these events; a whole whose time is that of its parts has another one."""
    names = {event.id for event in events}
    fewer = made._replace(
        events=events,
        stories={
            s: {n: t for n, t in times.items() if n in names} for s, times in made.stories.items()
        },
    )
    while True:
        fewer = tidy(fewer)
        parts = {
            event.id: event.part_of
            for event in fewer.events
            if event.part_of and not fewer[event.part_of].said
        }
        ended = {event.id: fewer.ended(event) for event in fewer.events}
        stories = {s: _whole(times, parts, ended) for s, times in fewer.stories.items()}
        changed = {n for s in stories for n in names if stories[s][n] != fewer.stories[s][n]}
        if not changed:
            return fewer
        fewer = fewer._replace(
            stories=stories,
            events=tuple(
                event._replace(
                    said=tuple(
                        said
                        for said in event.said
                        if event.id not in changed and changed.isdisjoint(said.refs())
                    ),
                    caused_by=() if event.id in changed else event.caused_by,
                )
                for event in fewer.events
            ),
        )
