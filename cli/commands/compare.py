"""``crisis compare``: what two files tell of the same events."""

from __future__ import annotations

from typing import Annotated

from crisis.cli.request import options
from crisis.cli.request.difference_form import FORMS, Form
from crisis.cli.request.looking import Looking
from crisis.cli.request.pairs import NotSame, Same
from crisis.cli.request.parameters import Argument
from crisis.cli.request.shared import looks
from crisis.cli.terminal.exits import FOUND, OK, UsageError

Both = Annotated[list[str] | None, Argument("FILE", "Two event files, as with -f.", "file")]


def compare(
    both: Both = None,
    file: options.Files = None,
    same: Same = None,
    not_same: NotSame = None,
    form: Form = None,
    json: options.PlainJson = False,
    tz: options.OneTz = None,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """Two files about the same events: when each has them.

      crisis compare my.yaml evening.yaml
      crisis compare my.yaml evening.yaml --as markdown

    Events are paired by their ids, else by title and time: that is a proposal, marked with ?, which
    --same A=B confirms and --not-same A=B rejects. It ends with 1 where the files cannot both be
    right.
    """
    from crisis.cli.request import open_files
    from crisis.cli.request.own_form import own_form
    from crisis.cli.request.pairs import pairs_of
    from crisis.cli.request.sides import opened, sides
    from crisis.cli.terminal.messages import tell
    from crisis.cli.terminal.output import check_look, in_utf8, write_all
    from crisis.cli.views.tellings import drawn
    from crisis.timeline.changes.pairing import PairError, compared
    from crisis.timeline.changes.telling_words import counted

    shape = own_form("compare", FORMS, form, json, looking.output, looking.calendar == "julian")
    check_look(looking.color, looking.width)
    files = [*(file or []), *(both or [])]
    if len(files) != 2:
        raise UsageError("two files are compared", "crisis compare A.yaml B.yaml")
    (first, code), (second, other) = (opened(side, looking) for side in sides([], files))
    look = looks(looking, first)
    zone = open_files.zones([tz] if tz else [], first)[0]
    try:
        table = compared(first, second, pairs_of("--same", same), pairs_of("--not-same", not_same))
    except PairError as error:
        raise UsageError(str(error), error.hint) from None
    if shape == "markdown":
        in_utf8()
    write_all(drawn(shape, table, zone, look), look, not looking.no_pager)
    if not looking.quiet:
        events = f"{len(first.events):,} events and {len(second.events):,}"
        tell(f"{counted(table) or 'nothing is told'}, of {events}")
        if proposed := table.proposed:
            pairs = f"{len(proposed):,} pair{'' if len(proposed) == 1 else 's'}"
            ids = "=".join(cell.event.id for cell in proposed[0].cells if cell.event)
            hint = f"--same {ids} confirms it, --not-same {ids} rejects it"
            tell(f"{pairs} proposed by title and time, marked with ?", hint)
    return max(code, other) or (FOUND if table.disputed else OK)
