"""``crisis help``: what there is to know, on standard output."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.parameters import VIEW, Argument, Option
from crisis.cli.terminal.exits import OK, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.cli.help.markup import Block

Topic = Annotated[str | None, Argument("TOPIC", "A topic, or the name of a command.", "topic")]
Man = Annotated[bool, Option("--man", "", "Print the whole manual page, for man(1).", VIEW)]

WIDEST = 100
"""Lines longer than this are hard to read."""


def show_help(
    topic: Topic = None,
    man: Man = False,
    width: options.Width = None,
    no_pager: options.NoPager = False,
) -> int:
    """What there is to know: the overview, a topic or a command.

      crisis help             the overview, the same as crisis --help
      crisis help filters     how to say which events
      crisis help show        the same as crisis show --help
      crisis help --man | man -l -

    The topics are filters, times, fields, json, exit-codes and environment.
    """
    from crisis.cli.request.registry import COMMANDS
    from crisis.cli.terminal.output import check_look, write

    check_look("auto", width)
    if man:
        from crisis.cli.help.manual import manual

        write(manual())
        return OK
    from crisis.cli.help.pages import page
    from crisis.cli.help.topics import TOPICS

    name = topic or ""
    if name and name not in COMMANDS and name not in TOPICS:
        from crisis.timeline.base.problems import did_you_mean

        known = [*TOPICS, *COMMANDS]
        hint = did_you_mean(name, known) or f"the topics are {', '.join(TOPICS)}"
        raise UsageError(f'no help on "{name}"', hint)
    show(page(name), width, not no_pager)
    return OK


def show(blocks: Iterable[Block], width: int | None = None, pager: bool = True) -> None:
    """Write a page of help, wrapped to the terminal, through the pager where it is taller."""
    from shutil import get_terminal_size

    from crisis.cli.help.text import text
    from crisis.cli.terminal.output import only_ascii, write
    from crisis.cli.terminal.styles import colored

    if only_ascii():
        blocks = (_in_ascii(block) for block in blocks)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    columns = width or min(get_terminal_size().columns, WIDEST)
    pieces: Iterable[str] = [text(blocks, columns, colored("auto", terminal, os.environ))]
    if pager and terminal:
        from crisis.cli.terminal.pager import paged

        pieces = paged(pieces)
    for piece in pieces:
        write(piece)


def _in_ascii(block: Block) -> Block:
    """A block with the signs that an answer has where its encoding is not a kind of Unicode."""
    from crisis.cli.help.markup import Rows
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.languages import ENGLISH
    from crisis.timeline.reports.signs import SIGNS

    if not isinstance(block, Rows):
        return block
    signs, plain = (Screen(False, None, False, ascii, ENGLISH) for ascii in (False, True))
    names = ("dash", "arrow", "delta", "disputed", "alternative", "conflicted", "unordered")
    letters = {getattr(signs, name): getattr(plain, name) for name in names}
    letters |= {sign.glyph: sign.plain for sign in SIGNS if len(sign.glyph) == 1}
    table = str.maketrans(letters | dict(zip("╭│╰", ",|`", strict=True)))
    return Rows(
        tuple((left.translate(table), right.translate(table)) for left, right in block.pairs),
        block.wide,
    )
