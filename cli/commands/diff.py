"""``crisis diff``: what an edit has changed in the story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.difference_form import FORMS, Form
from crisis.cli.request.looking import Looking
from crisis.cli.request.parameters import READ, VIEW, Argument, Option
from crisis.cli.request.shared import looks
from crisis.cli.terminal.exits import FOUND, OK, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.changes.difference import Difference
    from crisis.timeline.changes.reasons import Statements


Revisions = Annotated[
    list[str] | None,
    Argument(
        "REV",
        "A revision of git, two, or REV..REV, of the one file that is named. Two files stand in "
        "their order, the old one first. With --according-to filters: day:mon, actor:ann.",
        "file",
    ),
]
Sources = Annotated[
    list[str] | None,
    Option(
        "--according-to",
        "SOURCE",
        "Not two files but the sources of one: what each says of the time of each event. Repeated, "
        "each gets a column; one alone stands against all others.",
        READ,
        "source",
    ),
]
Because = Annotated[
    bool, Option("--why", "", "Which statements moved each event that nobody touched.", VIEW)
]


def diff(
    revisions: Revisions = None,
    file: options.Files = None,
    according_to: Sources = None,
    because: Because = False,
    form: Form = None,
    json: options.PlainJson = False,
    tz: options.OneTz = None,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """What an edit has changed in the story, and what that has moved.

      crisis diff my.yaml evening.yaml --why  two files, and what moved each event
      crisis diff -f my.yaml                  since the last commit
      crisis diff HEAD~1..HEAD -f my.yaml --as markdown

      crisis diff -f my.yaml --according-to memo --according-to log

    Events are told apart by their ids. It ends with 1 where there is a difference, as diff does;
    of sources, where they cannot all be right.
    """
    from crisis.cli.request import open_files
    from crisis.cli.request.own_form import own_form
    from crisis.cli.request.sides import opened, sides
    from crisis.cli.terminal.messages import tell
    from crisis.cli.terminal.output import check_look, in_utf8, write_all
    from crisis.timeline.changes.difference import compare
    from crisis.timeline.changes.differing_words import counted
    from crisis.timeline.changes.reasons import Statements

    shape = own_form("diff", FORMS, form, json, looking.output, looking.calendar == "julian")
    check_look(looking.color, looking.width)
    if according_to:
        if because:
            hint = "crisis why ID tells what each source says of an event, and why"
            raise UsageError("--why goes with two sides, not with --according-to", hint)
        return _tellings(revisions or [], file or [], according_to, shape, tz, looking)
    pair = sides(revisions or [], file or [])
    (first, code), (second, other) = (opened(side, looking) for side in pair)
    look = looks(looking, second)
    zones = tuple(open_files.zones([tz] if tz else [], one)[0] for one in (first, second))
    difference = compare(first, second)
    statements = Statements(first, second) if because else None
    if shape == "markdown":
        in_utf8()
    pieces = _written(shape, difference, (zones[0], zones[1]), look, statements)
    write_all(pieces, look, not looking.no_pager)
    if not looking.quiet and not difference.empty:
        tell(f"{counted(difference)}, of {len(first.events):,} events and {len(second.events):,}")
        if statements is not None and statements.unasked:
            tell(f"the statements behind {statements.unasked:,} more changes were not followed")
    return max(code, other) or (OK if difference.empty else FOUND)


def _written(
    shape: str,
    difference: Difference,
    zones: tuple[Zone, Zone],
    look: Screen,
    statements: Statements | None,
) -> Iterable[str]:
    if shape == "json":
        from crisis.timeline.formats.json_diff import to_json

        return [look.json(to_json(difference, zones[1], statements))]
    if shape == "markdown":
        from crisis.timeline.formats.markdown_diff import to_markdown

        return to_markdown(difference, zones, look.language)
    from crisis.cli.views.difference import text

    return [text(difference, zones, look, statements)]


def _tellings(
    words: list[str],
    files: list[str],
    sources: list[str],
    shape: str,
    tz: str | None,
    looking: Looking,
) -> int:
    """What each source says of the time of each event that the filters among the words find."""
    from crisis.cli.request import open_files
    from crisis.cli.request.now import now
    from crisis.cli.terminal.messages import tell
    from crisis.cli.terminal.output import in_utf8, write_all
    from crisis.cli.views.tellings import drawn
    from crisis.timeline.changes.telling_words import counted, left_out
    from crisis.timeline.changes.tellings import tellings
    from crisis.timeline.query.according import named_source
    from crisis.timeline.query.answer import Clock
    from crisis.timeline.query.engine import ask
    from crisis.timeline.query.stores import store
    from crisis.timeline.query.terms import Query, QueryError, read_term

    loaded, code = open_files.timeline(files, looking)
    loaded = store(loaded).whole()
    look = looks(looking, loaded)
    zone = open_files.zones([tz] if tz else [], loaded)[0]
    try:
        named = [named_source(name, loaded) for name in sources]
        query = Query(tuple(read_term(word) for word in words))
        answer = ask(loaded, query, Clock(zone, loaded.header.zero, now, look.language))
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    table = tellings(loaded, (match.event for match in answer.matches), named)
    if shape == "markdown":
        in_utf8()
    write_all(drawn(shape, table, zone, look), look, not looking.no_pager)
    if not looking.quiet:
        every = len(table.rows) + table.left_out
        events = f"{every:,} event{'' if every == 1 else 's'}"
        tell(f"{counted(table) or 'nothing is told'}, of {events}{left_out(table)}")
    return code or (FOUND if table.disputed else OK)
