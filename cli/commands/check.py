"""``crisis check``: everything that is wrong with the files, or that does not hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.parameters import Argument, Option
from crisis.cli.request.shared import looks
from crisis.cli.terminal.exits import DATA, FOUND, OK
from crisis.timeline.base.escape import one_line

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.problems import Origin
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline

Strict = Annotated[bool, Option("--strict", "", "Warnings, tensions and disputes end with 1 too.")]


More = Annotated[list[str] | None, Argument("FILE", "Event files, as with -f.", "file")]


def check(
    more: More = None,
    file: options.Files = None,
    rules: options.Rules = None,
    zone: options.Zone = None,
    strict: Strict = False,
    json: options.PlainJson = False,
    tz: options.OneTz = None,
    according_to: options.AccordingTo = None,
    prefer: options.Prefer = None,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """Everything that is wrong, contradicts itself or is disputed.

      crisis check my.yaml                    every problem, with line and column
      crisis check --strict -q || echo "look at it"

    It is silent when all is well, and ends with 1 for problems and contradictions.
    """
    from crisis.cli.request import open_files
    from crisis.cli.terminal.output import check_look, write_all
    from crisis.cli.terminal.output_file import as_json

    check_look(looking.color, looking.width)
    by = open_files.by_rules(rules, zone)
    loaded = open_files.read([*(more or []), *(file or [])], looking, according_to, prefer, by)
    look = looks(looking, loaded)
    shown = open_files.zones([tz] if tz else [], loaded)[0]
    if as_json(looking.output, json, look.julian):
        from crisis.timeline.formats.json_check import to_json

        text = look.json(to_json(loaded, shown))
    else:
        text = _text(loaded, shown, look)
    write_all([text], look, not looking.no_pager)
    return _code(loaded, strict)


def _code(loaded: Timeline, strict: bool) -> int:
    errors = [p for p in loaded.problems if p.severity == "error"]
    if any(not p.origin.line for p in errors):
        return DATA  # a file that could not be opened at all
    contradictions = any(c.kind == "contradiction" for c in loaded.conflicts)
    if errors or contradictions:
        return FOUND
    from crisis.timeline.query.stores import store

    dubious = loaded.problems or loaded.conflicts or store(loaded).disputed_events()
    return FOUND if strict and dubious else OK


def _in_files(origin: Origin) -> tuple[str, int, int]:
    return origin.file, origin.line, origin.column


def _text(loaded: Timeline, zone: Zone, look: Screen) -> str:
    from crisis.cli.terminal.messages import broken, problem_lines
    from crisis.cli.views.explanation_text import conflict_lines, source_name
    from crisis.timeline.model.records import open_to
    from crisis.timeline.model.stated import read_by, unsure
    from crisis.timeline.query.stores import store
    from crisis.timeline.reports import event_times, times

    printed = [line for problem in loaded.problems for line in problem_lines(problem, look.width)]
    parts: list[str] = []
    for conflict in loaded.conflicts:
        origin = max((reason.origin for reason in conflict.reasons), key=_in_files)
        first, *rest = conflict_lines(conflict, loaded, zone, look)
        parts += [f"{one_line(origin.file)}:{origin.line}: {first}", *rest]
    for event in store(loaded).disputed_events():
        parts.append(
            f"{one_line(event.origin.file)}:{event.origin.line}: disputed: when {event.id} was"
        )
        for number, account in enumerate(event.accounts):
            name = one_line(source_name(account.source, loaded))
            texts = []
            times_of = [
                (alternative.start, alternative.end)
                for alternative in open_to(account.alternatives)
            ]
            named: times.Lead = None
            for start, end in times_of or [(account.start, account.end)]:
                texts.append(times.span(start, zone, named, look))
                named = times.named_by(start, zone)
                if end is not None:
                    texts[-1] += f" {look.arrow} {times.span(end, zone, named, look)}"
                    named = None
            text = " or ".join(texts)
            out = event_times.RULED_OUT if number in event.ruled_out else ""
            read = read_by(account, event.accounts, event.when)
            out += f" ({one_line(read)} on its clock)" if read else ""
            parts.append(f"  {name}: {text}{unsure(account, event.accounts)}{out}")
    printed += [line for part in parts for line in broken(part, look.width)]
    return "".join(f"{line}\n" for line in printed)
