"""``crisis list``: the vocabulary of a timeline, how often, first and last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.parameters import Argument
from crisis.cli.request.shared import Asking, asked, found_nothing
from crisis.cli.terminal.exits import UsageError

if TYPE_CHECKING:
    from crisis.cli.terminal.output import View
    from crisis.timeline.model.records import Source
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.totals import Edge
    from crisis.timeline.reports.vocabulary import Entry

Kind = Annotated[
    str, Argument("KIND", "actors, sources, tags or days.", "actors|sources|tags|days")
]

NAMED = 60
"""A screen of so many columns has room for their names."""


def vocabulary(
    kind: Kind,
    asking: Asking,
    json: options.PlainJson = False,
    watch: options.Watch = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """The actors, sources, tags or days: how often, first and last.

    crisis list actors                      whom you can ask about
    crisis list tags day:monday             only of the events of a day
    crisis list sources --json | jq -r '.entries[].id'
    """
    from crisis.cli.terminal.messages import tell
    from crisis.cli.terminal.output import View, write_all
    from crisis.cli.terminal.output_file import as_json
    from crisis.cli.views.remarks import WORDS, remarks
    from crisis.timeline.base.problems import did_you_mean
    from crisis.timeline.formats.json_list import to_json
    from crisis.timeline.reports.report import report
    from crisis.timeline.reports.vocabulary import KINDS
    from crisis.timeline.reports.vocabulary import vocabulary as find

    if kind not in KINDS:
        from crisis.cli.request.other_words import kind_meant

        hint = kind_meant(kind) or did_you_mean(kind, KINDS) or f"one of {', '.join(KINDS)}"
        raise UsageError(f'nothing to list: "{kind}"', hint)
    outcome = asked(asking, looking)
    look = outcome.look
    entries = find(outcome.answer, kind)
    if as_json(looking.output, json, look.julian):
        text = look.json(to_json(outcome.answer, kind, entries))
    else:
        text = _text(entries, kind, View(outcome.zones, look), outcome.answer.timeline)
    write_all([text], look, not looking.no_pager)
    if not looking.quiet:
        remarks(report(outcome.answer), look, WORDS)
        if kind == "days" and sum(entry.shown for entry in entries) > len(outcome.answer.matches):
            told = "days on which an event may begin, each with all that may touch it"
            tell(told, "crisis count has each one once; --day finds the days between too")
    return found_nothing(asking, outcome.code, len(entries))


def _text(entries: list[Entry], kind: str, view: View, timeline: Timeline) -> str:
    from crisis.cli.terminal.columns import columns
    from crisis.timeline.base.calendar import ordinal
    from crisis.timeline.base.escape import one_line

    look = view.look
    rows = []
    for entry in entries:
        name = one_line(entry.name) if entry.name != entry.id else ""
        key = one_line(entry.id)
        if kind == "days":
            day = ordinal(entry.id)
            key, name = look.language.iso(day), look.language.weekday(day)
        first, last = _when(entry.first, view), _when(entry.last, view)
        when = first if first == last else f"{first} {look.arrow} {last}"
        number = str(entry.shown)
        if kind == "actors" and entry.named < entry.shown:
            when += f", {entry.named} by name"  # the others name its members
        if kind == "sources":
            carried = [f"{number} {how}" for how, number in entry.coverage.items() if number]
            clock = _clock(timeline.sources.get(entry.id))
            when = ", ".join(filter(None, (when, *carried, clock)))
        when = "; ".join(filter(None, (when, *_own(entry, kind, timeline))))
        cells = (key, name, number, "" if kind == "days" else when)
        rows.append(tuple(look.letters(cell) for cell in cells))
    headed = look.width is not None and look.width >= NAMED and bool(rows)
    if headed:
        names = {"days": ("day", "weekday"), "tags": ("tag", "")}
        rows.insert(0, (*names.get(kind, ("id", "name")), "events", "first and last"))
    return columns(rows, look, ("bold", "", "", "dim"), frozenset({2}), 1, headed)


def _own(entry: Entry, kind: str, timeline: Timeline) -> list[str]:
    """The keys of the author's own that an actor or a source has."""
    from crisis.timeline.reports.free_texts import free_texts

    actor = timeline.actors.get(entry.id) if kind == "actors" else None
    one = actor or (timeline.sources.get(entry.id) if kind == "sources" else None)
    return [f"{name}: {text}" for name, text in free_texts(one.free)] if one is not None else []


def _clock(source: Source | None) -> str:
    """By how much the clock of a source is wrong, where it is."""
    if source is None or source.clock is None:
        return ""
    from crisis.timeline.reports.lengths import clock_error

    return f"clock {clock_error(source.clock.fast)}"


def _when(event: Edge | None, view: View) -> str:
    """When the first or the last event was, or may have been, to the day."""
    if event is None:
        return ""
    low, high = event.start.ends
    zone = view.zones[0]
    if low is not None:
        return view.look.language.iso(zone.day(low))
    return f"before {view.look.language.iso(zone.day(high) + 1)}" if high is not None else "undated"
