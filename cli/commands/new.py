"""``crisis new``: a first event file."""

from __future__ import annotations

import os
from typing import Annotated

from crisis.cli.request import options
from crisis.cli.request.first_file import TEMPLATES
from crisis.cli.request.parameters import READ, VIEW, Argument, Option
from crisis.cli.terminal.exits import DATA, OK, UsageError

Title = Annotated[str, Argument("TITLE", "What the timeline is about.", "words")]
Output = Annotated[
    str,
    Option(
        "-o --output",
        "FILE",
        "Write it here; - is standard output. Else a name is made from the title. A file that is "
        "there is never written over.",
        VIEW,
        "file",
    ),
]
Zone = Annotated[
    str | None,
    Option(
        "--zone",
        "ZONE",
        "The zone of its clocks: Europe/Amsterdam, UTC, -08:00. Else it is asked for.",
        READ,
        "zone",
    ),
]
Template = Annotated[
    str,
    Option(
        "--template",
        "NAME",
        "story (else), incident (detected, acknowledged, mitigated, resolved), history (old "
        "calendars, records that differ), or bare (no events).",
        VIEW,
        "|".join(TEMPLATES),
    ),
]


def new(
    title: Title,
    output: Output = "",
    zone: Zone = None,
    template: Template = TEMPLATES[0],
    quiet: options.Quiet = False,
) -> int:
    """A first event file, with a title, a zone and places for the rest.

      crisis new "A bad evening"               asks for the zone, makes a-bad-evening.yaml
      crisis new "The site is down" --template incident --zone Europe/Berlin -o crisis.yaml
      crisis new "The mutiny" --template history --zone Europe/Moscow -o - | less

    Nothing in it is made up: its times are `unknown`, and comments teach what may stand there. It
    prints the name of the file. A file called crisis.yaml need not be named to other commands.
    """
    from shlex import quote

    from crisis.cli.dialogue.zone import chosen_zone
    from crisis.cli.request.first_file import beside_schema, file_name, first_file
    from crisis.cli.terminal.messages import tell, tell_problems
    from crisis.cli.terminal.output import in_utf8, write
    from crisis.timeline.editing.rewrite import Refused, create

    first_file(template, title, "UTC")  # what is wrong with either is said before it asks
    path = output or file_name(title)
    if path == "-":
        in_utf8()
        write(first_file(template, title, chosen_zone(zone or "")))
        return OK
    if os.path.lexists(path):
        raise _there(path)
    text = first_file(template, title, chosen_zone(zone or ""), beside_schema(path))
    try:
        create(path, text)
    except Refused as refused:
        tell_problems([refused.problem])
        return DATA
    write(f"{path}\n")
    if not quiet:
        name = quote(path)
        hint = f"crisis edit {name} opens it, crisis show {name} shows it"
        tell("no event yet" if template == "bare" else "all its times are unknown yet", hint)
    return OK


def _there(path: str) -> UsageError:
    return UsageError(f"{path} is there already", "-o FILE makes another")
