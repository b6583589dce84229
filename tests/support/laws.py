"""Laws that hold in every world: each raises Broken with what is wrong, or says nothing.

The oracle (oracle.py) and the hidden times of a world share no code with the program.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cached_property
from itertools import combinations, islice, pairwise
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from crisis.timeline import Bound, Clock, Query, Zone, ask, compare, loads, report, rfc3339, why
from crisis.timeline.eventfile.files import Source as File
from crisis.timeline.formats.fields import FIELDS, view
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.formats.markdown import to_markdown
from crisis.timeline.index.reader import Index
from crisis.timeline.index.store import Stored
from crisis.timeline.index.stored_timeline import StoredTimeline
from crisis.timeline.index.writer import fill
from crisis.timeline.loading import from_json, load_sources
from crisis.timeline.network.resolve import resolve
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports.gaps import gaps

from .clockface import Reader, Shown, Unreadable
from .oracle import SLACK, Solved, accounts_together, edges, possible, solve
from .tellers import DAY, END, HOUR, MINUTE, SECOND, START, Rule, readings, wall
from .worlds import AUTHOR, SINGLE, STORIES, Said, World, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline import Event, Timeline
    from crisis.timeline.model.conflicts import Conflict
    from crisis.timeline.reports.why import Derivation

    from .tellers import Times
    from .worlds import Happening


OFTEN = 0.7
"""So often a law is not asked whose answer takes as long as those of several others."""


class Broken(AssertionError):
    """A law that does not hold."""


class Case:
    """A world with what the program makes of it, read once for all laws."""

    def __init__(self, made: World) -> None:
        self.made = made
        self.rng = Random(made.seed)

    @cached_property
    def timeline(self) -> Timeline:
        return loads(written(self.made), "t.yaml")

    @cached_property
    def refused(self) -> str:
        """Why the file cannot be read, so that nothing else is asked of it."""
        problems = self.timeline.problems
        return next((str(problem) for problem in problems if problem.severity == "error"), "")

    @cached_property
    def events(self) -> dict[str, Event]:
        return {event.id: event for event in self.timeline.events}

    @cached_property
    def solved(self) -> Solved:
        """All that the file says, as if everybody spoke of the same times."""
        return solve(self.made, edges(self.made))

    @cached_property
    def spanning(self) -> bool:
        """Whether the time of an event is that of its parts, which no rule says all of."""
        made = self.made
        return any(event.part_of and not made[event.part_of].said for event in made.events)

    @cached_property
    def clock(self) -> Clock:
        return Clock(Zone(self.made.zone))

    def spanned(self) -> tuple[int, int]:
        """From the first to the last instant of any story."""
        moments = [
            moment
            for times in self.made.stories.values()
            for both in times.values()
            for moment in both
            if moment is not None
        ]
        return min(moments, default=0), max(moments, default=0)


def inside(moment: int | None, bound: Bound | None) -> bool:
    """Whether an instant, or a difference, is one that a bound allows."""
    if bound is None or moment is None:
        return True
    low, high = bound
    return (low is None or low <= moment) and (high is None or moment <= high)


def _expect(true: bool, *told: object) -> None:
    if not true:
        raise Broken(" ".join(map(str, told)))


def _in(name: str, what: str, times: Times, start: Bound, end: Bound | None) -> None:
    _expect(inside(times[0], start), f"{what}: {name} began at {times[0]}, not in {tuple(start)}")
    if end is not None:
        _expect(inside(times[1], end), f"{what}: {name} ended at {times[1]}, not in {tuple(end)}")


def files_are_read(case: Case) -> None:
    """No file of a world is refused."""
    _expect(not case.refused, f"refused: {case.refused}")


# What happened


def truth_is_never_excluded(case: Case) -> None:
    """Where nothing false is said, every hidden time lies in its bounds, and nobody disagrees."""
    made = case.made
    if not made.honest or made.mode == STORIES:
        return
    for event in case.timeline.events:
        times = made.truth[event.id]
        _in(event.id, "truth", times, event.start, event.end)
        _expect(not event.disputed, f"{event.id} is disputed where everybody is right")
        if event.end is not None and times[1] is not None:
            _expect(inside(times[1] - times[0], event.lasting), f"{event.id} lasts otherwise")
        for account in event.accounts:
            _in(
                event.id,
                f"truth by {account.source or 'author'}",
                times,
                account.start,
                account.end,
            )
        several = [*event.alternatives, *(it for a in event.accounts for it in a.alternatives)]
        for alternative in several:
            begun, over = alternative.start, alternative.end
            true = inside(times[0], begun)
            if over is not None and times[1] is not None:
                true = true and inside(times[1], over)
            _expect(not (alternative.ruled_out and true), f"the truth of {event.id} is ruled out")
    for conflict in collisions(case.timeline):
        told = [(reason.event, reason.phrase, reason.source) for reason in conflict.reasons]
        raise Broken(f"a {conflict.kind} where everybody is right: {told}")


def collisions(timeline: Timeline) -> list[Conflict]:
    """The conflicts: what rules out an alternative is none, since others are left."""
    return [conflict for conflict in timeline.conflicts if conflict.kind != "ruled out"]


def _told(event: Happening, source: str, node: int) -> bool:
    """Whether a source tells the start, or the end, of an event."""
    return any(
        said.source == source and any(rule.node == node for rule in said.rules)
        for said in event.said
    )


def _told_whole(made: World) -> bool:
    """Whether every source tells of all that any of them tells of, and measures from it alone."""
    sources = made.sources()
    for event in made.events:
        tellers = {said.source for said in event.said} - {AUTHOR}
        if tellers not in (set(), sources):
            return False
        for said in event.said:
            for rule in said.rules:
                if said.source == AUTHOR or not rule.ref:
                    continue
                other = made[rule.ref]
                if other.said and not _told(other, said.source, rule.which):
                    return False
    return True


def _refuted(case: Case, event: Event) -> bool:
    """Whether others tell a time finer that a source agrees with and its own story does not have.

    Then what it says of other events may be ruled out, too.
    """
    agreed = event.agreement == "agreed"
    for source in case.made.sources():
        begun, over = case.made.story(source)[event.id]
        mine = [account for account in event.accounts if account.source == source]
        begins = agreed or _covered(event.start, [account.start for account in mine])
        if begins and not inside(begun, event.start):
            return True
        end, ends = event.end, [account.end for account in mine if account.end]
        if end and (agreed or _covered(end, ends)) and not inside(over, end):
            return True
    return False


def stories_are_told_as_they_are(case: Case) -> None:
    """A source's own times lie in its accounts, and in the event's where accounts stand apart.

    Not in the time of a start, or of an end, at which its account agrees with who told it finer: it
    leaves room for all of that, or for all of it by the half minute, or second, that rounds to it.
    Nor where its end, or start, lies beyond the start, or end, that it leaves to others to tell.
    """
    made, timeline = case.made, case.timeline
    if made.mode != STORIES or not made.honest or not _told_whole(made) or timeline.conflicts:
        return
    sources = sorted(made.sources())
    ranked = any(s.more or s.phrase.endswith("?") for event in made.events for s in event.said)
    if made.prefer in sources or ranked:  # not all are believed alike
        return
    if any(_refuted(case, event) for event in timeline.events):
        return
    for event in timeline.events:
        for account in event.accounts:
            if account.source and _told(made[event.id], account.source, START):
                times = made.story(account.source)[event.id]
                end = account.end if _told(made[event.id], account.source, END) else None
                _in(event.id, f"story of {account.source}", times, account.start, end)
        for source in sources:
            times = made.story(source)[event.id]
            told = f"{source}, who tells of"
            if event.agreement == "agreed":
                continue
            mine = [account for account in event.accounts if account.source == source]
            starts = [account.start for account in mine]
            begins, stops = (_told(made[event.id], source, node) for node in (START, END))
            ends = [account.end for account in mine if account.end]
            over = event.end
            beyond = over and over.latest is not None and times[0] > over.latest
            if begins and not _covered(event.start, starts) and (stops or not beyond):
                _in(event.id, told, times, event.start, None)
            first = event.start.earliest
            beyond = None not in (first, times[1]) and times[1] < first
            if over and stops and not _covered(over, ends) and (begins or not beyond):
                _expect(inside(times[1], over), f"{told} {event.id}: over at {times[1]}")


def _covered(bound: Bound, accounts: list[Bound]) -> bool:
    """Whether an account leaves room for all of a bound, so that it agrees with who told that.

    A bare minute, or second, has the half of it before it as well.
    """
    return any(
        all(edge is None or inside(edge, _rounded(account)) for edge in bound)
        and (bound.earliest is not None or account.earliest is None)
        and (bound.latest is not None or account.latest is None)
        for account in accounts
    )


def _rounded(bound: Bound) -> Bound:
    low, high = bound
    if low is not None and high is not None and high - low + 1 in (MINUTE, SECOND):
        return Bound(low - (high - low + 1) // 2, high)
    return bound


def one_source_alone_tells_its_story(case: Case) -> None:
    """``--according-to`` a source that is right by itself excludes nothing of its own times."""
    made = case.made
    if not made.honest:
        return
    unresolved = loads(written(made), "t.yaml")
    for source in sorted(made.sources()):
        found = resolve(unresolved, source)
        _expect(not collisions(found), f"according to {source} alone: a conflict")
        for event in found.events:
            begun, over = made.story(source)[event.id]
            if not made[event.id].said:  # it spans its parts, as far as this source tells them
                over = None
            _in(event.id, f"according to {source}", (begun, over), event.start, event.end)


def findings_are_found(case: Case) -> None:
    """What cannot all be true is a finding, and what can is none.

    Who contradicts himself about one event can be right with nobody about any other: that is told
    at the event in dispute, and of the others nothing follows.
    """
    made = case.made
    if case.solved.sound and made.exact and not case.spanning:
        for conflict in collisions(case.timeline):
            told = [(reason.event, reason.phrase) for reason in conflict.reasons]
            raise Broken(f"a {conflict.kind} among what can all be true: {told}")
        for event in case.timeline.events:
            _expect(not event.disputed, f"{event.id} is disputed, though all can be true")
    if collisions(case.timeline):
        return
    apart = any(event.agreement in ("disputed", "differing") for event in case.timeline.events)
    for event in made.events:
        if case.events[event.id].agreement in ("disputed", "differing"):
            continue
        sources = sorted({said.source for said in event.said})
        if apart:
            sources = [
                one for one in sources if accounts_together(made, event.id, (one, one), SLACK)
            ]
            if len(sources) < 2:
                continue
        for pair in combinations(sources, 2) if len(sources) > 1 else [(sources * 2)[:2]]:
            told = not pair or accounts_together(made, event.id, pair, SLACK)
            _expect(told, f"no finding, though {pair} cannot both be right about {event.id}")


def bounds_are_exact(case: Case) -> None:
    """Where one alone speaks, every bound is that of the shortest paths."""
    made = case.made
    if made.sources() or not made.exact or case.spanning or not case.solved.sound:
        return
    for event in case.timeline.events:
        node = (event.id, START)
        _same(event.id, case.solved.between(("", START), node), event.start)
        if event.end is not None:
            over = (event.id, END)
            _same(f"{event.id}.end", case.solved.between(("", START), over), event.end)
            _same(f"{event.id} lasts", case.solved.between(node, over), event.lasting)
    for first, second in pairwise(case.timeline.events):
        found = compare(case.timeline, first.id, second.id).verdicts[0].difference
        expected = case.solved.between((first.id, START), (second.id, START))
        _same(f"{second.id} - {first.id}", expected, found)

    answer = ask(case.timeline, Query(), Clock(Zone(made.zone), case.timeline.events[0].id))
    zero = (case.timeline.events[0].id, START)
    for match in answer.matches:
        name = match.event.id
        if match.elapsed is not None:
            _same(
                f"{name} since {zero[0]}",
                case.solved.between(zero, (name, START)),
                match.elapsed[0],
            )
            if match.elapsed[1] is not None:
                expected = case.solved.between(zero, (name, END))
                _same(f"{name}.end since {zero[0]}", expected, match.elapsed[1])


def _same(what: str, expected: tuple[int | None, int | None], found: Bound) -> None:
    _expect(tuple(found) == expected, f"{what}: {tuple(found)}, but {expected} by shortest paths")


def differences_hold_the_truth(case: Case) -> None:
    """How long after each other things were: never without what really was."""
    made = case.made
    if not made.honest or made.mode == STORIES:
        return
    names = [event.id for event in case.timeline.events]
    for first, second in pairwise(names):
        apart = made.truth[second][0] - made.truth[first][0]
        for verdict in compare(case.timeline, first, second).verdicts:
            _expect(inside(apart, verdict.difference), f"{second} - {first} was {apart}: {verdict}")
            if verdict.first and apart:  # else at the same moment
                sooner = first if apart > 0 else second
                _expect(verdict.first == sooner, f"{verdict.first} was not first")
    zero = case.rng.choice(names) if names else None
    answer = ask(case.timeline, Query(delta=True), Clock(Zone(made.zone), zero))
    for match in answer.matches:
        begun, over = made.truth[match.event.id]
        if match.elapsed is not None and zero is not None:
            start, end = match.elapsed
            since = made.truth[zero][0]
            _expect(inside(begun - since, start), f"{match.event.id} since {zero}: {start}")
            if over is not None:
                _expect(inside(over - since, end), f"end of {match.event.id} since {zero}: {end}")
    for above, match in pairwise(answer.matches):
        apart = made.truth[match.event.id][0] - made.truth[above.event.id][0]
        _expect(
            inside(apart, match.delta), f"delta of {match.event.id}: {match.delta}, was {apart}"
        )
        _expect(apart >= 0 or match.unordered, f"{match.event.id} was before {above.event.id}")


# Names and order


def names_decide_nothing(case: Case) -> None:
    """Other ids, names of sources and orders of everything give the same answers.

    Of two chains that come to the same instant either one shows a conflict, and nothing but names
    or places tells them apart: then what is told may differ in one of them, not in the other, nor
    in kind, in by how much it misses, or in whose account it is.
    """
    made, rng = case.made, Random(case.made.seed)
    before = _answers(case.timeline, {}, {})
    ids = [event.id for event in made.events]
    fresh = [f"x{number}" for number in rng.sample(range(100), len(ids))]
    names = dict(zip(ids, fresh, strict=True))
    sources = dict(zip(("ap", "bbc", "log"), rng.sample(["m", "a", "z", "b"], 3), strict=True))
    kinds: list[tuple[str, dict[str, str], dict[str, str], Random | None]] = [
        ("ids", names, {}, None),
        ("sources", {}, sources, None),
        ("order", {}, {}, rng),
    ]
    for kind, ids_of, sources_of, shuffle in rng.sample(kinds, 1):
        text = written(
            made, lambda n, m=ids_of: m.get(n, n), lambda s, m=sources_of: m.get(s, s), shuffle
        )
        after = _answers(loads(text, "t.yaml"), ids_of, sources_of)
        for name, answer in before.items():
            same = _told_alike(answer, after[name]) if name == "findings" else after[name] == answer
            _expect(same, f"{kind} decide {name}: {answer}, then {after[name]}")


def _told_alike(before: Any, after: Any) -> bool:
    """Whether findings are the same, or of the same by an equal chain."""
    return len(before) == len(after) and all(
        one[:2] == other[:2] and not {*one[2]}.isdisjoint(other[2])
        for one, other in zip(before, after, strict=True)
    )


def _answers(timeline: Timeline, ids: dict[str, str], sources: dict[str, str]) -> dict[str, object]:
    """All that is known of each event by the name it had, and how many findings there are."""
    names = {new: old for old, new in ids.items()}
    people = {new: old for old, new in sources.items()}
    found: dict[str, object] = {}
    for event in timeline.events:
        accounts = sorted(
            (people.get(account.source, account.source), str(account.start), str(account.end))
            for account in event.accounts
        )
        found[names.get(event.id, event.id)] = (
            event.start, event.end, event.lasting, event.agreement, event.conflicted, accounts,
        )  # fmt: skip
    found["findings"] = sorted(
        (
            conflict.kind,
            conflict.short,
            sorted({names.get(r.event, r.event) for r in conflict.reasons}),
        )
        for conflict in timeline.conflicts
    )
    return found


# Why


def explanations_lead_to_their_bounds(case: Case) -> None:
    """What ``why`` names gives the bound by itself, and nothing of it can be spared."""
    if case.timeline.conflicts or not case.timeline.events:
        return
    event = case.rng.choice(case.timeline.events)
    found = why(case.timeline, event.id)
    for which, derivation in ((START, found.start), (END, found.end)):
        if derivation is not None:
            for side in (0, 1):
                _explained(case, event, derivation, which, side)


def _explained(case: Case, event: Event, found: Derivation, which: int, side: int) -> None:
    bound = (event.start if which == START else event.end or event.start).ends[side]
    _expect(found.bound.ends[side] == bound, f"why {event.id} explains another bound")
    reasons = found.latest if side else found.earliest
    if bound is None:
        _expect(not reasons, f"why {event.id} explains an open bound")
        return
    named = {(reason.kind, reason.event, reason.phrase, reason.source) for reason in reasons}
    _expect(bool(named), f"why {event.id} has no reason for its {'latest' if side else 'earliest'}")
    if any(reason.kind == "whole" for reason in reasons):
        return  # it is the first or the last of its parts, and the others are not told
    if any(len({s.source for s in case.made[name].said}) > 1 for _, name, _, _ in named):
        return  # what is left of several accounts is another network
    made = _kept(case.made, named)
    got = _bound(made, event.id, which, side)
    enough = got is not None and (got <= bound if side else got >= bound)
    _expect(enough, f"why {event.id}: {sorted(named)} come to {got}, not {bound}")
    several = any(len({s.source for s in e.said}) > 1 for e in case.made.events)
    joined = any(len(s.rules) > 1 for e in made.events for s in e.said)
    if several or not made.exact or joined or case.spanning:
        # a day leaves room, what is said in one go is taken out together, and a whole spans its
        # parts in what is left, whether or not that is named
        return
    for reason in sorted(named):
        got = _bound(_kept(case.made, named - {reason}), event.id, which, side)
        _expect(got != bound, f"why {event.id}: {reason} is not needed among {sorted(named)}")


def _bound(made: World, name: str, which: int, side: int) -> int | None:
    timeline = loads(written(made), "t.yaml")
    event = timeline[name]
    bound = event.start if which == START else event.end
    return None if bound is None else bound.ends[side]


def _kept(made: World, named: set[tuple[str, str, str, str]]) -> World:
    """The world with these statements alone; what lasted lasts, though nobody may say how long."""
    kinds = {(kind, name) for kind, name, _, _ in named}
    claims = {one[1:] for one in named if one[0] not in ("header", "cause", "part", "whole")}
    headers = {one[1]: one[3] for one in named if one[0] == "header"}

    def kept(event: Happening) -> Happening:
        said = [s for s in event.said if (event.id, s.phrase, s.source) in claims]
        if event.id in headers and event.said and not any(s.confined for s in said):
            said.append(Said((("is", "unknown"),), headers[event.id], (), confined=True))
        if event.told_to_last and not any(one.lasts for one in said):
            source = said[0].source if said else AUTHOR
            rule = Rule(END, event.id, START, 0, None)
            said.append(Said((("for", "at least 0s"),), source, (rule,), lasts=True))
        dateless = any(one.dateless for one in said)
        whole = event.part_of and not made[event.part_of].said
        part = ("part", event.id) in kinds or ("whole", event.part_of) in kinds
        return event._replace(
            said=tuple(said),
            header=event.header if event.id in headers or dateless else "",
            caused_by=event.caused_by if ("cause", event.id) in kinds else (),
            part_of=event.part_of if part or whole else "",
        )

    return made._replace(events=tuple(map(kept, made.events)))


def conflicts_contradict_themselves(case: Case) -> None:
    """The statements of a conflict cannot all be true, and without any one of them they can.

    It is not asked where a whole is among them that spans several parts: it begins with its first
    part, and a conflict names that one and not what keeps the others from being earlier.
    """
    for conflict in collisions(case.timeline):
        spanned = [reason.event for reason in conflict.reasons if reason.kind == "whole"]
        if any(sum(e.part_of == whole for e in case.made.events) > 1 for whole in spanned):
            continue
        named = {(r.kind, r.event, r.phrase, r.source) for r in conflict.reasons}
        named = {("claim" if kind == "core" else kind, *rest) for kind, *rest in named}  # type: ignore[misc]
        told = sorted((name, phrase, source) for _, name, phrase, source in named)
        made = _kept(case.made, named)
        ended = {event.id: case.made.ended(event) for event in case.made.events}
        if not made.exact:
            continue
        # all at once, as those who dispute a distance; else an event is as one of its accounts is
        together = not solve(made, edges(made, 0, ended)).sound
        apart = not possible(made, ended)
        _expect(together or apart, f"a {conflict.kind} that is none: {told}")
        named_events = {reason.event for reason in conflict.reasons}
        several = any(len({s.source for s in case.made[n].said}) > 1 for n in named_events)
        joined = any(len(one.rules) > 1 for event in made.events for one in event.said)
        if conflict.more or joined or (several and len(told) > 2):
            continue  # an account stands against what others leave of its event; or said in one go
        for reason in sorted(named):
            fewer = _kept(case.made, named - {reason})
            spared = solve(fewer, edges(fewer, 0, ended)).sound or (
                apart and possible(fewer, ended)
            )
            _expect(spared, f"{reason} is not needed in {told}")


def a_misplaced_event_costs_its_header_alone(case: Case) -> None:
    """What is said to be of the day after an event of its own header gives up that header.

    Whatever else is said stays as it is, and the finding names nobody else. Asked where one alone
    tells of each event: of several accounts those that it does not fit are ruled out.
    """
    made = case.made
    known = [
        event
        for event in case.timeline.events
        if len(made[event.id].header) == 10
        and event.header is not None
        and all(inside(edge, event.header) for edge in event.start)
        and None not in event.start
        and event.id not in {other.part_of for other in made.events}
    ]
    several = any(event.accounts or event.alternatives for event in case.timeline.events)
    zone = case.clock.zone  # where days lie over each other, or zones do, one may be in both
    days = {zone.day(at) for event in known for at in event.start if at is not None}
    over = any(zone.day_start(day + 1) != zone.day_stop(day) for day in days)
    loose = over or " local" in written(made)
    if not known or several or loose or collisions(case.timeline):
        return
    before = case.rng.choice(known)
    header = f'  "{made[before.id].header}":\n'
    side = "" if before.end is None else ".start"
    below = f'    - {{"id": "late", "title": "Late", "when": "day after @{before.id}{side}"}}\n'
    found = loads(written(made).replace(header, header + below), "t.yaml")
    _expect(
        [conflict.misplaced for conflict in found.conflicts if conflict.kind != "ruled out"]
        == [("late",)],
        f"late is not told to stand in the wrong place behind {before.id}",
    )
    for event in found.events:
        if event.id == "late":
            low, high = event.start
            day = before.header.latest if before.header else None
            _expect(None not in (low, high, day) and low > day, f"late is at {event.start}")
            continue
        old = case.events[event.id]
        _expect(
            (event.start, event.end, event.accounts, event.conflicted)
            == (old.start, old.end, old.accounts, old.conflicted),
            f"{event.id} moved from {old.start} to {event.start}",
        )


def what_is_less_sure_rules_nothing_out(case: Case) -> None:
    """A rumour of a cause rules out no account of its effect that is surer."""
    made, rng = case.made, case.rng
    effects = [
        event
        for event in made.events
        if event.said and not event.caused_by and case.events[event.id].accounts
    ]
    ranked = any(s.more or s.phrase.endswith("?") for event in made.events for s in event.said)
    if not effects or ranked:  # what rests on a doubt is no surer
        return
    effect = rng.choice(effects)
    first, last = case.spanned()
    told = wall(rng.randint(first, last), ZoneInfo(made.zone)).isoformat(" ")[:16]
    name = f'"id": "{effect.id}", '
    text = written(made).replace(name, f'{name}"caused_by": ["weak"], ')
    rumour = {"is": told, "source": "ap", "confidence": "low"}
    weak = f'    - {{"id": "weak", "title": "Weak", "when": [{rumour}]}}\n'.replace("'", '"')
    if '  "undated":\n' in text:
        text = text.replace('  "undated":\n', '  "undated":\n' + weak)
    else:
        text += '  "undated":\n' + weak
    found = {event.id: event for event in loads(text, "t.yaml").events}[effect.id]
    for old, account in zip(case.events[effect.id].accounts, found.accounts, strict=True):
        _expect(
            not account.conflicted or old.conflicted or old.sure < 2,
            f"what {account.source} says of {effect.id} is ruled out by a rumour of {told}",
        )


def an_account_is_ruled_out_or_told(case: Case) -> None:
    """The time of a disputed event leaves room for each account that counts and is not marked."""
    if case.made.prefer:
        return
    for event in case.timeline.events:
        told = [account for account in event.accounts if account.tells]
        if not event.disputed or not told:
            continue
        surest = max(account.sure for account in told)
        for account in told:
            low, high = account.start
            empty = low is not None and high is not None and low > high
            if not account.conflicted and account.sure == surest and not empty:
                _expect(
                    account.start.shared(event.start) is not None,
                    f"{account.source} has {event.id} at {account.start}, told is {event.start}",
                )


# Answers


def effects_follow_their_causes(case: Case) -> None:
    """No order has an effect above its cause, unless both cannot be.

    A cause of which only the latest is known stands there, in a group of its own, and one of which
    nothing is known behind all; by their latest an effect of which none is known stands at its
    earliest.
    """
    denied = {r.event for found in case.timeline.conflicts for r in found.reasons}
    if any("circle" in problem.message for problem in case.timeline.problems):
        return  # not followed to its end, and said so
    for query in (Query(), Query(reverse=True), Query(sort="latest")):
        matches = ask(case.timeline, query, case.clock).matches
        places = {match.event.id: place for place, match in enumerate(matches)}
        for match in matches:
            for cause in match.event.caused_by:
                other = case.events[cause]
                here, there = (event.among or event.start for event in (match.event, other))
                latest = query.sort == "latest" and here.latest is None
                loose = latest or there.earliest is None
                undated = _dateless(other) and _dateless(match.event)
                if match.event.id in denied or (loose and not undated):
                    continue
                right = places[cause] < places[match.event.id]
                _expect(right != query.reverse, f"{match.event.id} stands above its cause {cause}")


def _windows(case: Case) -> Iterator[tuple[list[str], int | None, int | None]]:
    """Terms, and the instants [first, stop) that they mean."""
    zone, rng = ZoneInfo(case.made.zone), case.rng
    first, last = case.spanned()
    for _ in range(3):
        low = rng.randint(first - HOUR, last + HOUR)
        high = low + rng.choice((MINUTE, HOUR, 5 * HOUR, DAY))
        begin, over = (wall(at, zone).replace(second=0, microsecond=0) for at in (low, high))
        start, stop = readings(begin, zone)[0], readings(over, zone)[1] + MINUTE
        if start >= stop or begin.year < 2 or over.year > 9998:
            continue
        terms = [f"from:{_text(begin)}", f"to:{_text(over)}"]
        kind = rng.randrange(4)
        if kind == 0:
            yield terms[:1], start, None
        elif kind == 1:
            yield terms[1:], None, stop
        else:
            yield terms, start, stop


def _text(local: Any) -> str:
    return f"{local.year:04}-{local.month:02}-{local.day:02} {local.hour:02}:{local.minute:02}"


def _meets(times: Times, start: int | None, stop: int | None) -> bool:
    begun, over = times
    last = begun if over is None else max(begun, over - 1)
    return (stop is None or begun < stop) and (start is None or last >= start)


def windows_ask_for_the_truth(case: Case) -> None:
    """What was in a window is not out of it, and what was not is not certainly in it."""
    told = _samples(case)
    for terms, start, stop in _windows(case):
        answer = ask(case.timeline, Query(tuple(map(read_term, terms))), case.clock)
        verdicts = {match.event.id: match.verdict for match in answer.matches}
        for event in case.timeline.events:
            name, verdict = event.id, verdicts.get(event.id, "out")
            if _dateless(event):
                continue
            expected = _verdict(event, start, stop)
            backwards = any(end and _above(begun, end) for begun, end in event.moments)
            _expect(
                verdict == expected or backwards, f"{name} is {verdict} in {terms}, but {expected}"
            )
            for times in told:
                one = times[name] if event.end is not None else (times[name][0], None)
                met = _meets(one, start, stop)
                _expect(not (met and verdict == "out"), f"{name} is out of {terms}, but was in it")
                wrong = verdict == "certain" and not met
                _expect(not wrong, f"{name} is certainly in {terms}, but was not")


def _above(begun: Bound, over: Bound) -> bool:
    """Whether not all that began so can have ended so, as where another tells the end."""
    starts = [edge for edge in begun if edge is not None]
    return over.latest is not None and any(edge > over.latest for edge in starts)


def _dateless(event: Event) -> bool:
    times = [(event.start, event.end), *(event.moments if event.branched else ())]
    return all(start == (None, None) and end in (None, (None, None)) for start, end in times)


def _verdict(event: Event, start: int | None, stop: int | None) -> str:
    """Every account by each instant that may matter: certain if always in, out if never."""
    told = {_by_bounds(event.start, event.end, start, stop)}
    if event.branched:
        told = {_by_bounds(*one, start, stop) for one in event.moments}
    if told == {"out"}:
        return "out"
    return "certain" if told == {"certain"} and not event.status else "possible"


def _by_bounds(begun: Bound, over: Bound | None, start: int | None, stop: int | None) -> str:
    starts = _edges(begun, start, stop)
    ends = [None] if over is None else _edges(over, start, stop)
    pairs = [(one, end) for one in starts for end in ends if end is None or end >= one]
    found = {_meets(pair, start, stop) for pair in pairs}
    return "possible" if len(found) > 1 else "certain" if found == {True} else "out"


def _edges(bound: Bound, *windows: int | None) -> list[int]:
    """The ends of a bound, those of windows in it, and what lies beside them."""
    real = [edge for edge in (*bound, *windows) if edge is not None]
    far = DAY * 400
    low = min(real, default=0) - far if bound.earliest is None else bound.earliest
    high = max(real, default=0) + far if bound.latest is None else bound.latest
    near = (edge + by for edge in real for by in (-1, 0, 1))
    return sorted({low, high, *(edge for edge in near if low <= edge <= high)})


def _samples(case: Case) -> list[dict[str, Times]]:
    """Times that may all be true at once: what happened, and others by the oracle."""
    made = case.made
    found: list[dict[str, Times]] = []
    if made.honest and made.mode != STORIES:
        found.append(dict(made.truth))
    if made.mode == SINGLE and made.exact and case.solved.sound and not case.spanning:
        found += [_sample(case) for _ in range(2)]
    return found


def _sample(case: Case) -> dict[str, Times]:
    """One solution: each instant in turn anywhere that is left for it, mostly at an edge."""
    solved, rng = case.solved, case.rng
    fixed: dict[tuple[str, int], int] = {("", START): 0}
    nodes = [node for node in solved.numbers if node != ("", START)]
    rng.shuffle(nodes)
    first, last = case.spanned()
    for node in nodes:
        low: float = -float("inf")
        high = float("inf")
        for other, moment in fixed.items():
            least, most = solved.between(other, node)
            low = low if least is None else max(low, moment + least)
            high = high if most is None else min(high, moment + most)
        least_, most_ = max(low, min(first - DAY, high)), min(high, max(last + DAY, low))
        picked = rng.choice((least_, most_, rng.randint(int(least_), int(most_))))
        fixed[node] = int(picked)
    return {
        event.id: (fixed[event.id, START], fixed[event.id, END] if event.told_to_last else None)
        for event in case.made.events
    }


def engines_answer_alike(case: Case) -> None:
    """Memory, an index and a report that was read back say the same."""
    if case.rng.random() < OFTEN:
        return
    timeline = case.timeline
    queries = [case.rng.choice((Query(), Query(delta=True, reverse=True)))]
    for terms, _, _ in islice(_windows(case), 1):
        queries.append(Query(tuple(map(read_term, terms))))
    zero = case.rng.choice(timeline.events).id if timeline.events else None
    clock = Clock(Zone(case.made.zone), zero)
    again = from_json(to_json(report(ask(timeline, Query(), Clock(Zone(case.made.zone))))))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        fill(database, timeline)
        stored = StoredTimeline(Stored(Index(database, {"t.yaml": "t.yaml"}), _never, _never))
        for query in queries:
            here, there = ask(timeline, query, clock), ask(stored, query, clock)
            _expect(
                tuple(here.matches) == tuple(there.matches),
                f"the index answers {query.terms} otherwise",
            )
            _expect(here.undated == there.undated, f"the index counts {query.terms} otherwise")
            here = ask(timeline, query._replace(delta=False, reverse=False), case.clock)
            read = ask(
                again.answer.timeline, query._replace(delta=False, reverse=False), case.clock
            )
            expected = {(match.event.id, match.verdict) for match in here.matches}
            got = {(match.event.id, match.verdict) for match in read.matches}
            _expect(expected == got, f"the JSON read back answers {query.terms} otherwise")


def tellers_tell_the_time(case: Case) -> None:
    """Who is named at a time has told it, and its own account is that time."""
    for event in case.timeline.events:
        for source in event.tellers:
            mine = [account for account in event.accounts if account.source == source]
            fits = any(
                a.start == event.start and (a.end is None or a.end == event.end) for a in mine
            )
            _expect(fits or not event.accounts, f"{source} is named at the time of {event.id}")
            said = any(one.source == source for one in case.made[event.id].said)
            _expect(said, f"{source}, who says nothing, is named at the time of {event.id}")
    answer = ask(case.timeline, Query(), case.clock)
    for line in "".join(to_markdown(report(answer), (case.clock.zone,))).splitlines():
        if found := re.fullmatch(r"\| (.*) \| .*title of ([\w-]+).* \| .* \|", line):
            time, event = re.split(r" \(|\*", found[1])[0], case.events[found[2]]
            for source in re.findall(r"\[\^([\w-]+)\]", time):
                _expect(source in event.tellers, f"{source} is at the time of {event.id}: {line}")


def _never() -> Timeline:
    raise Broken("the files were read")


def silences_are_silent(case: Case) -> None:
    """In a gap nothing was, nor may anything have been by any account, but what it names.

    An account that the rest of the file rules out is none here.
    """
    made = case.made
    answer = ask(case.timeline, Query(), case.clock)
    (silences,) = gaps(report(answer), 1)
    known = {
        edge
        for event in case.timeline.events
        for one in (
            event,
            *event.accounts,
            *event.alternatives,
            *(several for account in event.accounts for several in account.alternatives),
        )
        for bound, by in ((one.start, 1), (one.end, 0), (one.end, 1))
        for edge in (
            bound and bound.earliest,
            None if not bound or bound.latest is None else bound.latest + by,
        )
    }
    for gap in silences.gaps:
        _expect({gap.start, gap.stop} <= known, f"a silence {gap.start}..{gap.stop} of no event")
        maybe = {event.id for event in gap.maybe}
        for event in case.timeline.events:
            if event.id in maybe or _dateless(event) or event.status:
                continue
            told: list[tuple[str, tuple[int | None, int | None], Any]] = []
            if event.disputed:
                told = [(a.source, event.cut(a, a.start), a.end) for a in _asked(event)]
            if event.alternative:
                told = [("one of several times", *times) for times in event.moments]
            elif not event.disputed:
                told.append(("the event", event.start, event.end))
            for who, start, end in told:
                over = start.latest if end is None else end.latest
                if end is not None and over is not None:
                    over = max(over - 1, start.latest if start.latest is not None else over - 1)
                apart = (start.earliest is not None and start.earliest >= gap.stop) or (
                    over is not None and over < gap.start
                )
                _expect(
                    apart, f"a silence where {who} may have {event.id}: {gap.start}..{gap.stop}"
                )
            if made.honest and made.mode != STORIES:
                times = made.truth[event.id]
                times = times if event.end is not None else (times[0], None)
                _expect(
                    not _meets(times, gap.start, gap.stop), f"a silence in which {event.id} was"
                )


def printed_instants_are_read(case: Case) -> None:
    """Every instant of the JSON and the CSV is one that --from and --to know, and finds it."""
    answer = ask(case.timeline, Query(), case.clock)
    shown = view(report(answer))
    for match in case.rng.sample(list(answer.matches), min(2, len(answer.matches))):
        if _dateless(match.event):
            continue
        fields = [FIELDS[f"start_{side}"].get(match, shown) for side in ("earliest", "latest")]
        texts = list(filter(None, fields))
        if match.event.branched:  # each of its accounts is told as well
            starts = [edge for begun, _ in match.event.moments for edge in begun]
            texts += [rfc3339(edge, shown.zone) for edge in starts if edge is not None]
        for text in texts:
            at = tuple(read_term(f"{side}:{text}") for side in ("from", "to"))
            for terms in ((at[0],), (at[1],), at):
                found = {m.event.id for m in ask(case.timeline, Query(terms), case.clock).matches}
                _expect(match.event.id in found, f"{match.event.id} is not found at {text}")
        if all(fields) and not match.event.branched and not match.event.status:
            terms = read_term(f"from:{fields[0]}"), read_term(f"to:{fields[1]}")
            found = {
                m.event.id: m.verdict for m in ask(case.timeline, Query(terms), case.clock).matches
            }
            _expect(
                found[match.event.id] == "certain", f"{match.event.id} not certainly in its bound"
            )


def printed_times_are_their_bounds(case: Case) -> None:
    """What is printed for people covers the bound of an event, and is no wider than rounding."""
    answer = ask(case.timeline, Query(), case.clock)
    shown = view(report(answer))
    for match in answer.matches:
        event, text = match.event, FIELDS["when"].get(match, shown)
        if text == "undated":
            _expect(_dateless(event), f"{event.id} is shown as undated")
            continue
        if any(one.alternatives for one in (event, *event.accounts)):
            continue  # each is told; tests/timeline/reports/test_shown.py reads them
        if event.disputed:
            _accounts_shown(event, text, case.made.zone)
            continue
        start, end = _read(Reader(ZoneInfo(case.made.zone)), text)
        _expect(start.fits(*event.start), f"{event.id} is shown as {text}: {event.start}")
        _expect((end is None) == (event.end is None), f"{event.id} is shown as {text}")
        if end is not None and event.end is not None:
            _expect(end.fits(*event.end), f"the end of {event.id} is shown as {text}: {event.end}")


def _shared(bound: Bound, known: Bound) -> Bound:
    lows = [at for at in (bound.earliest, known.earliest) if at is not None]
    highs = [at for at in (bound.latest, known.latest) if at is not None]
    return Bound(max(lows, default=None), min(highs, default=None))


def _hull(bounds: list[Bound]) -> Bound:
    lows = [low for low, _ in bounds]
    highs = [high for _, high in bounds]
    return Bound(
        None if None in lows else min((at for at in lows if at is not None), default=None),
        None if None in highs else max((at for at in highs if at is not None), default=None),
    )


def _accounts_shown(event: Event, text: str, zone: str) -> None:
    """A disputed event is told by its accounts, or by all of them together and how many they are.

    One that the rest of the file rules out is marked so, unless it is preferred.
    """
    reader = Reader(ZoneInfo(zone))
    asked, out = _asked(event), [it for it in event.accounts if it not in _asked(event)]
    many = re.search(r" \((\d+) accounts\)$", text)
    if many:
        _expect(int(many[1]) == len(asked), f"{event.id} is shown as {text}: {len(asked)}")
    for piece in text[: many.start() if many else None].split(" or "):
        alone = piece.removesuffix(" (ruled out)")
        told = asked if alone == piece else out
        if re.match("[^ \\d]?for ", alone):
            _expect(any(it.length_alone for it in told), f"{event.id} is shown as {text}: {piece}")
            continue
        if alone.startswith("→ "):
            only, _ = _read(reader, alone.removeprefix("→ "))
            ends = [it.end for it in told if not it.tells and it.end]
            met = any(only.fits(*end) or only.fits(*_shared(end, event.end or end)) for end in ends)
            _expect(met, f"{event.id} is shown as {text}: {piece} is no end of {ends}")
            continue
        start, end = _read(reader, alone)
        times = [(it.start, it.end) for it in told]
        if many:
            ends = _hull([end for _, end in times if end])
            times.append((_hull([one for one, _ in times]), ends))
            times.append((_hull([event.cut(it, it.start) for it in told]), ends))
        times += [(_shared(start, event.start), end) for start, end in times]  # what is known
        fits = [
            start.fits(*begun) and (end is None or over is None or end.fits(*over))
            for begun, over in times
        ]
        _expect(any(fits), f"{event.id} is shown as {text}: {piece} is no account of {times}")


def _asked(event: Event) -> list[Any]:
    """The accounts that count: not those that the file rules out, if others are left."""
    chosen = event.accounts[event.chosen]
    left = [it for it in event.accounts if not it.conflicted]
    return (
        [it for it in event.accounts if it in left or it is chosen] if left else [*event.accounts]
    )


def _read(reader: Reader, text: str) -> tuple[Shown, Shown | None]:
    try:
        return reader.when(text.removesuffix("?"))
    except (Unreadable, ValueError) as error:
        raise Broken(f"nobody can read {text!r}: {error}") from None


def files_are_merged(case: Case) -> None:
    """Two files that are each fine are fine together."""
    if case.rng.random() < OFTEN:
        return
    from .worlds import world

    other = world(case.made.seed + 1_000_003)
    texts = [written(case.made), written(other, lambda name: f"other-{name}")]
    texts[1] = texts[1].replace("title of other-e1", "title of e1")
    if case.rng.random() < 0.5:
        texts = [
            text.replace('{"id": "e1", ', "{").replace('{"id": "other-e1", ', "{") for text in texts
        ]
        texts = [text for text in texts if "@e1" not in text and "@other-e1" not in text]
    alone = [loads(text, f"{number}.yaml") for number, text in enumerate(texts)]
    if any(p.severity == "error" for timeline in alone for p in timeline.problems):
        return
    files = [File(f"{number}.yaml", text) for number, text in enumerate(texts)]
    both = load_sources(files)
    errors = [str(problem) for problem in both.problems if problem.severity == "error"]
    _expect(not errors, f"two files that are fine are not so together: {errors[:1]}")


LAWS: dict[str, Callable[[Case], None]] = {
    law.__name__: law
    for law in (
        files_are_read,
        truth_is_never_excluded,
        stories_are_told_as_they_are,
        one_source_alone_tells_its_story,
        findings_are_found,
        bounds_are_exact,
        differences_hold_the_truth,
        names_decide_nothing,
        explanations_lead_to_their_bounds,
        conflicts_contradict_themselves,
        a_misplaced_event_costs_its_header_alone,
        what_is_less_sure_rules_nothing_out,
        an_account_is_ruled_out_or_told,
        effects_follow_their_causes,
        windows_ask_for_the_truth,
        engines_answer_alike,
        tellers_tell_the_time,
        silences_are_silent,
        printed_instants_are_read,
        printed_times_are_their_bounds,
        files_are_merged,
    )
}


class Failure(NamedTuple):
    """A law that a world breaks, and how."""

    law: str
    message: str


def failures(made: World, laws: dict[str, Callable[[Case], None]] | None = None) -> list[Failure]:
    """The laws that a world breaks; what crashes breaks them too."""
    case = Case(made)
    found: list[Failure] = []
    for name, law in (LAWS if laws is None else laws).items():
        case.rng = Random(f"{made.seed} {name}")
        try:
            if law is files_are_read or not case.refused:
                law(case)
        except Broken as error:
            found.append(Failure(name, str(error)))
        except Exception as error:
            found.append(Failure(name, f"{type(error).__name__}: {error}"))
    return found
