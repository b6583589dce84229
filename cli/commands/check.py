"""``crisis check``: everything that is wrong with the files, or that does not hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.parameters import READ, VIEW, Argument, Option
from crisis.cli.request.shared import looks
from crisis.cli.terminal.exits import DATA, FOUND, OK
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.quotes.quotes import Quotes

FORMS = ("text", "json", "github", "sarif")
"""For people, for any program, for GitHub, for code scanning."""

Strict = Annotated[bool, Option("--strict", "", "Warnings, tensions and disputes end with 1 too.")]
Each = Annotated[
    bool,
    Option(
        "--each",
        "",
        "Check each file on its own, as a timeline that has nothing to do with the others.",
        READ,
    ),
]
Quoting = Annotated[
    bool,
    Option(
        "--quotes",
        "",
        "Look each quote up in the saved text of its source (`file` of the source): what does not "
        "stand there as it is quoted ends with 1. Nothing is fetched.",
    ),
]
Form = Annotated[
    str | None,
    Option(
        "--as",
        "FORM",
        "text, json, github (annotations of a workflow) or sarif (2.1.0).",
        VIEW,
        "|".join(FORMS),
    ),
]
More = Annotated[list[str] | None, Argument("FILE", "Event files, as with -f.", "file")]


class _Checked(NamedTuple):
    """A timeline that was looked at, in which zone and on which screen it is told."""

    timeline: Timeline
    zone: Zone
    look: Screen
    quotes: Quotes | None = None


def check(
    more: More = None,
    file: options.Files = None,
    rules: options.Rules = None,
    zone: options.Zone = None,
    each: Each = False,
    strict: Strict = False,
    quotes: Quoting = False,
    form: Form = None,
    json: options.PlainJson = False,
    tz: options.OneTz = None,
    according_to: options.AccordingTo = None,
    prefer: options.Prefer = None,
    watch: options.Watch = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """Everything that is wrong, contradicts itself or is disputed.

      crisis check my.yaml                    every problem, with line and column
      crisis check --strict -q || echo "look at it"
      crisis check --each my.yaml evening.yaml
          files that have nothing to do with each other
      crisis check my.yaml --quotes           whether sources say what is quoted
      crisis check my.yaml -o check.sarif     for code scanning and editors

    It is silent when all is well, and ends with 1 for problems and contradictions.
    """
    from crisis.cli.request import open_files
    from crisis.cli.request.own_form import own_form
    from crisis.cli.terminal.output import check_look, in_utf8, write_all

    shape = own_form("check", FORMS, form, json, looking.output, looking.calendar == "julian")
    check_look(looking.color, looking.width)
    by = open_files.by_rules(rules, zone)
    files = [*(more or []), *(file or [])]
    checked = []
    for some in open_files.apart(files) if each else [files]:
        read = open_files.read(some, looking, according_to, prefer, by)
        loaded = _with_repeated(_with_pictures(read))
        look = looks(looking, loaded)
        shown = open_files.zones([tz] if tz else [], loaded)[0]
        checked.append(_Checked(loaded, shown, look, _looked_up(loaded) if quotes else None))
    if shape == "github":
        in_utf8()
    write_all(_written(shape, checked), checked[0].look, not looking.no_pager)
    if quotes and not looking.quiet:
        from crisis.cli.views.quotes import told

        told([one.quotes for one in checked if one.quotes is not None])
    return max(_code(one, strict) for one in checked)


def _with_pictures(loaded: Timeline) -> Timeline:
    """The timeline with what is wrong with the pictures that it names among its problems."""
    from crisis.timeline.query.stores import store

    if not (events := store(loaded).pictured_events()):
        return loaded
    from crisis.timeline.eventfile.pictures import picture_problems

    return loaded.replace(problems=(*loaded.problems, *picture_problems(events)))


def _with_repeated(loaded: Timeline) -> Timeline:
    """The timeline with what several tables have alike among its problems."""
    from crisis.timeline.tables.table_timeline import TableTimeline

    if not isinstance(loaded, TableTimeline):
        return loaded
    from crisis.timeline.tables.repeated import repeated

    return loaded.replace(problems=(*loaded.problems, *repeated(loaded.stored.tables)))


def _looked_up(loaded: Timeline) -> Quotes:
    from crisis.timeline.query.stores import store
    from crisis.timeline.quotes.quotes import check_quotes

    return check_quotes(store(loaded).whole())


def _written(form: str, checked: list[_Checked]) -> list[str]:
    """The answer in a form, piece by piece."""
    look = checked[0].look
    if form == "json":
        from crisis.timeline.formats.json_check import each_to_json

        return [look.json(each_to_json((one.timeline, one.zone, one.quotes) for one in checked))]
    from crisis.cli.views import findings

    if form == "text":
        return [findings.text(*one) for one in checked]
    import os

    found = [finding for one in checked for finding in findings.findings(*one)]
    if form == "github":
        from crisis.timeline.formats.github import to_github

        return [*to_github(found, os.getcwd())]
    from importlib.metadata import version

    from crisis.timeline.formats.sarif import to_sarif

    return [look.json(to_sarif(found, version("crisis-timeline"), os.getcwd()))]


def _code(one: _Checked, strict: bool) -> int:
    loaded, quotes = one.timeline, one.quotes
    errors = [p for p in loaded.problems if p.severity == "error"]
    if any(not p.origin.line for p in errors):
        return DATA  # a file that could not be opened at all
    contradictions = any(c.kind == "contradiction" for c in loaded.conflicts)
    if errors or contradictions or (quotes is not None and quotes.wrong):
        return FOUND
    from crisis.timeline.query.stores import store

    dubious = loaded.problems or loaded.conflicts or store(loaded).disputed_events()
    return FOUND if strict and dubious else OK
