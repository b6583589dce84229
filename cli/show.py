"""``crisis show``: the events that match, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import options
from .errors import UsageError

if TYPE_CHECKING:
    from crisis.timeline.engine import Answer
    from crisis.timeline.query import Query
    from crisis.timeline.reports import Report

    from .rows import View
    from .screen import Screen

FORMS = ("table", "tree", "json")


def show(
    terms: options.Terms = None,
    file: options.Files = None,
    day: options.Day = None,
    actor: options.ActorName = None,
    hour: options.Hour = None,
    since: options.From = None,
    until: options.To = None,
    source: options.SourceName = None,
    tag: options.Tag = None,
    text: options.Text = None,
    event: options.EventId = None,
    status: options.Status = None,
    state: options.State = None,
    caused_by: options.CausedBy = None,
    confidence: options.Confidence = None,
    by: options.By = None,
    form: options.Form = None,
    json: options.Json = False,
    certain: options.Certain = False,
    tz: options.Tz = None,
    zero: options.Zero = None,
    according_to: options.AccordingTo = None,
    color: options.Color = "auto",
    width: options.Width = None,
    quiet: options.Quiet = False,
) -> int:
    """The events that match, in order.

    \b
    crisis show --day monday
    crisis show --actor microsoft --by day --as tree
    crisis show --hour 24..48 --tz Europe/Amsterdam
    crisis show actor:altman not:tag:media board
    crisis show --json | jq '.events[].title'
    """
    from crisis.timeline.engine import Clock, ask
    from crisis.timeline.query import QueryError
    from crisis.timeline.reports import report

    from . import inputs
    from .screen import screen, write, write_json

    form = _form(form, json)
    keys = _keys(by, form)
    look = screen(color, width)
    loaded, code = inputs.timeline(file or [], quiet, according_to)
    zones = inputs.zones(tz or [], loaded)
    clock = Clock(zones[0], inputs.zero(zero, loaded), _today)
    try:
        given: dict[str, list[str] | str | None] = {
            "day": day, "actor": actor, "hour": hour, "from": since, "to": until,
            "source": source, "tag": tag, "text": text, "id": event, "status": status,
            "is": state, "caused_by": caused_by, "confidence": confidence,
        }  # fmt: skip
        answer = ask(loaded, _query(terms or [], given, certain), clock)
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    if "hour" in keys and answer.clock.zero is None:
        raise UsageError("elapsed hours need a zero", "--zero EVENT, or --zero 2023-11-17T12:00")
    found = report(answer, keys)
    if form == "json":
        from crisis.timeline.jsonform import to_json

        write_json(to_json(found), look)
    else:
        from .rows import View

        write(_draw(form, found, View(zones, look)))
    if not quiet:
        _remarks(answer, found, look)
    return code


def _form(form: str | None, json: bool) -> str:
    if json and form not in (None, "json"):
        raise UsageError(f"--json and --as {form}", "one form at a time")
    if json:
        return "json"
    if form is not None and form not in FORMS:
        from crisis.timeline.problems import did_you_mean

        hint = did_you_mean(form, FORMS) or f"one of {', '.join(FORMS)}"
        raise UsageError(f'no such form: "{form}"', hint)
    return form or "table"


def _keys(by: str | None, form: str) -> tuple[str, ...]:
    """The keys to group by; tables and trees go by day if nothing else is asked."""
    from crisis.timeline.reports import GROUPINGS

    if by is None:
        return () if form == "json" else ("day",)
    keys = tuple(dict.fromkeys(key.strip() for key in by.split(",")))
    for key in keys:
        if key not in GROUPINGS:
            from crisis.timeline.problems import did_you_mean

            hint = did_you_mean(key, GROUPINGS) or f"one of {', '.join(GROUPINGS)}"
            raise UsageError(f'cannot group by "{key}"', hint)
    return keys


def _query(terms: list[str], given: dict[str, list[str] | str | None], certain: bool) -> Query:
    """The query of terms and options: both say the same."""
    from crisis.timeline.query import Query, Term, read_term

    found = [read_term(term) for term in terms]
    for field, values in given.items():
        listed = [values] if isinstance(values, str) else values or []
        found.extend(Term(field, value) for value in listed)
    return Query(tuple(found), certain)


def _draw(form: str, found: Report, view: View) -> str:
    """A report as text: Rich for people, plain lines for a pipe."""
    look = view.look
    if form == "table" and not look.terminal and look.width is None:
        from .plain import plain

        return plain(found, view)
    from .canvas import canvas

    console, drawn = canvas(look)
    if form == "tree":
        from .tree import tree

        tree(found, view, console)
    else:
        from .table import table

        table(found, view, console)
    return drawn()


def _remarks(answer: Answer, found: Report, look: Screen) -> None:
    """What the answer leaves out or is unsure of, in one line on standard error."""
    from .messages import tell
    from .rows import unordered

    for remark in answer.notes:
        tell(remark)
    _no_files(answer)
    counts = found.counts
    parts = []
    if counts.possible:
        parts.append(f"{counts.certain} certain, {counts.possible} possible (marked ?)")
    if counts.undated:
        parts.append(f"{counts.undated} without a known time left out")
    if answer.timeline.broken:
        parts.append(f"{answer.timeline.broken} could not be read")
    if counts.status:
        words = sorted({m.event.status for m in answer.matches if m.event.status})
        parts.append(f"{counts.status} {' or '.join(words)}")
    if disputed := sum(1 for match in answer.matches if match.event.disputed):
        parts.append(f"{disputed} disputed (marked {look.disputed})")
    if conflicted := sum(1 for match in answer.matches if match.event.conflicted):
        parts.append(f"{conflicted} in conflict with others (marked {look.conflicted})")
    if loose := sum(1 for match in answer.matches if unordered(match)):
        parts.append(f"{loose} maybe before the one above (marked {look.unordered})")
    if parts or not counts.shown:
        events = "event" if counts.total == 1 else "events"
        shown = f"{counts.shown} of {counts.total} {events}" if counts.shown else "no event matches"
        tell(": ".join([shown, "; ".join(parts)]) if parts else shown)
    findings = [
        f"{number} {kind}{'s' if number > 1 else ''}"
        for kind in ("contradiction", "tension")
        if (number := sum(1 for c in answer.timeline.conflicts if c.kind == kind))
    ]
    if findings:
        tell(f"{' and '.join(findings)} in what the files say: crisis check tells more")


def _no_files(answer: Answer) -> None:
    """Somebody who writes ``show x.yaml`` means -f."""
    import os

    from .messages import tell

    for word in answer.query.values("text"):
        if not answer.matches and os.path.isfile(word):
            tell(f"sought {word} in the texts", f"to read that file: -f {word}")


def _today() -> int:
    """The only place that asks for the current time, and only when somebody typed ``today``."""
    from time import time_ns

    return time_ns() // 1000
