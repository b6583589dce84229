"""``crisis measures``: how long it took, by the lengths of time that a file gives names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.parameters import READ, VIEW, Argument, Option
from crisis.cli.request.shared import looks
from crisis.cli.terminal.exits import FOUND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.measures import Incident

FORMS = ("table", "markdown", "csv", "json")

Names = Annotated[
    list[str] | None,
    Argument("NAME", "Only these: time to detect, or MTTD. A file is read.", "measure"),
]
Each = Annotated[
    bool,
    Option(
        "--each", "", "Each file is a timeline of its own; the mean of each measure beside.", READ
    ),
]
Form = Annotated[
    str | None,
    Option("--as", "FORM", "Print as table, markdown, csv or json.", VIEW, "|".join(FORMS)),
]


def measures(
    names: Names = None,
    file: options.Files = None,
    rules: options.Rules = None,
    zone: options.Zone = None,
    each: Each = False,
    form: Form = None,
    json: options.Json = False,
    tz: options.OneTz = None,
    according_to: options.AccordingTo = None,
    prefer: options.Prefer = None,
    exit_code: options.ExitCode = False,
    watch: options.Watch = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """How long it took: the lengths of time that a file gives names.

      crisis measures incident.yaml            each from its least to its most
      crisis measures incident.yaml "time to detect" --as markdown
      crisis measures incident.yaml --according-to pager
      crisis measures --each incident.yaml later.yaml
          of several incidents, with the means
      crisis measures incident.yaml --json | jq '.incidents[].measures[]'

    In the file: `timeline: {measures: {time to detect: [start, detected]}}`. What is known of two
    vague times is a range. MTTD, MTTA, MTTR and the like are means of several incidents: with
    --each they are told, and of one they are only what such a length is known as.
    """
    from crisis.cli.request import open_files
    from crisis.cli.request.incidents import Reading, incidents, named
    from crisis.cli.request.own_form import own_form
    from crisis.cli.terminal.output import check_look, in_utf8, write_all

    shape = own_form("measures", FORMS, form, json, looking.output, looking.calendar == "julian")
    check_look(looking.color, looking.width)
    reading = Reading(looking, open_files.by_rules(rules, zone), according_to, prefer, tz)
    several, code = incidents(file or [], each, reading)
    several = named(several, names or [])
    found = sum(len(incident.measures) for incident in several)
    if shape in ("markdown", "csv"):
        in_utf8()
    look = looks(looking, several[0].timeline)
    pieces = _drawn(shape, several, each, names or [], look) if found or shape != "table" else ()
    write_all(pieces, look, not looking.no_pager)
    if not looking.quiet:
        _remarks(several, found, each)
    return FOUND if exit_code and not found and not code else code


def _drawn(
    shape: str, several: list[Incident], each: bool, names: list[str], look: Screen
) -> Iterable[str]:
    if shape == "json":
        from crisis.timeline.formats.json_measures import to_json

        return [look.json(to_json(several, each, names))]
    if shape == "csv":
        from crisis.timeline.formats.measures_csv import to_csv

        return to_csv(several)
    if shape == "markdown":
        from crisis.timeline.formats.measures_markdown import to_markdown

        return to_markdown(several, each, look)
    from crisis.cli.views.measures import each_measure, measures_of

    return [each_measure(several, look) if each else measures_of(several[0], look)]


def _remarks(several: list[Incident], found: int, each: bool) -> None:
    """What the answer leaves out, or why there is none."""
    from crisis.cli.terminal.messages import tell
    from crisis.timeline.reports.measures import known_as, means

    if not found:
        many = "these files name" if len(several) > 1 else "the file names"
        hint = "timeline: {measures: {time to detect: [start, detected]}}, with ids of events"
        tell(f"{many} no length of time to measure", hint)
        return
    if each:
        for mean in means(several):
            for number in mean.left_out:
                files = ", ".join(several[number].timeline.files)
                tell(f"{files}: left out of the mean of {mean.name}: an event of it did not happen")
        without = [", ".join(one.timeline.files) for one in several if not one.measures]
        if without:
            tell(f"without a measure: {', '.join(without)}")
        return
    number = len(several[0].timeline.files)
    if number > 1 and any(known_as(one.measure.name) for one in several[0].measures):
        tell(f"{number} files are read as one timeline", "--each takes each by itself, with means")
