"""``crisis check``: everything that is wrong with the files, or that does not hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.timeline.safe import one_line

from . import options
from .asking import looks
from .errors import DATA, FOUND, OK
from .looking import Looking
from .parameters import Argument, Option

if TYPE_CHECKING:
    from crisis.timeline.model import Timeline
    from crisis.timeline.problems import Origin
    from crisis.timeline.zones import Zone

    from .screen import Screen

Strict = Annotated[bool, Option("--strict", "", "Warnings, tensions and disputes end with 1 too.")]


More = Annotated[list[str] | None, Argument("FILE", "Event files, as with -f.", "file")]


def check(
    more: More = None,
    file: options.Files = None,
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
    from . import inputs
    from .output import as_json
    from .screen import check_look, write_all

    check_look(looking.color, looking.width)
    loaded = inputs.read([*(more or []), *(file or [])], looking, according_to, prefer)
    look = looks(looking, loaded)
    zone = inputs.zones([tz] if tz else [], loaded)[0]
    if as_json(looking.output, json):
        from crisis.timeline.checkform import to_json

        found = look.json(to_json(loaded, zone))
    else:
        found = _text(loaded, zone, look)
    write_all([found], look, not looking.no_pager)
    return _code(loaded, strict)


def _code(loaded: Timeline, strict: bool) -> int:
    errors = [p for p in loaded.problems if p.severity == "error"]
    if any(not p.origin.line for p in errors):
        return DATA  # a file that could not be opened at all
    contradictions = any(c.kind == "contradiction" for c in loaded.conflicts)
    if errors or contradictions:
        return FOUND
    from crisis.timeline.stores import store

    dubious = loaded.problems or loaded.conflicts or store(loaded).disputed_events()
    return FOUND if strict and dubious else OK


def _in_files(origin: Origin) -> tuple[str, int, int]:
    return origin.file, origin.line, origin.column


def _text(loaded: Timeline, zone: Zone, look: Screen) -> str:
    from crisis.timeline import times
    from crisis.timeline.stated import unsure
    from crisis.timeline.stores import store

    from .messages import problem_text
    from .reasons import conflict_lines, source_name

    found = [problem_text(problem) for problem in loaded.problems]
    for conflict in loaded.conflicts:
        origin = max((reason.origin for reason in conflict.reasons), key=_in_files)
        first, *rest = conflict_lines(conflict, loaded, zone, look)
        found.append("\n".join([f"{one_line(origin.file)}:{origin.line}: {first}", *rest]))
    for event in store(loaded).disputed_events():
        lines = [
            f"{one_line(event.origin.file)}:{event.origin.line}: disputed: when {event.id} was"
        ]
        for number, account in enumerate(event.accounts):
            name = one_line(source_name(account.source, loaded))
            text = times.span(account.start, zone, None, look)
            if account.end is not None:
                text += f" {look.arrow} {times.span(account.end, zone, None, look)}"
            out = times.RULED_OUT if number in event.ruled_out else ""
            lines.append(f"  {name}: {text}{unsure(account, event.accounts)}{out}")
        found.append("\n".join(lines))
    return "".join(f"{text}\n" for text in found)
