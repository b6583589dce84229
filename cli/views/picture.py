"""Pictures of an answer as files: SVG, and what is made of it, PNG and PDF."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.cli.request.forms import Form
    from crisis.cli.terminal.output import View
    from crisis.timeline.formats.svg_document import Setting
    from crisis.timeline.query.terms import Query
    from crisis.timeline.reports.report import Report


def svg(form: Form, report: Report, view: View) -> str:
    """The chart of a report as SVG. PNG and PDF are for a light page where none is named."""
    from crisis.timeline.formats.svg import to_svg
    from crisis.timeline.formats.svg_document import COLUMNS

    columns = view.look.asked or COLUMNS  # a terminal says nothing of how wide a file is to be
    return to_svg(
        report,
        view.zones[0],
        view.look.language.tag,
        columns,
        view.look.julian,
        form.theme if form.name == "svg" or form.theme == "dark" else "light",
        asked(report.answer.query, report.by),
    )


def asked(query: Query, by: tuple[str, ...]) -> str:
    """A question as a command line has it: ``day:mon not:tag:media --by actor``."""
    words = [f"{'not:' if term.negated else ''}{term.field}:{term.value}" for term in query.terms]
    words += ["--certain"] if query.certain else []
    words += ["--by " + ",".join(by)] if by else []
    return " ".join(words)


def question(command: str, query: Query, by: tuple[str, ...], more: str = "") -> str:
    """What was asked of a command: ``gaps day:mon --by actor --min 2h``."""
    return " ".join(word for word in (command, asked(query, by), more) if word)


def write_picture(form: Form, report: Report, view: View) -> None:
    """Write a report as PNG or PDF. Raises UsageError for a terminal or where none can be made."""
    refuse_terminal(form.name)
    written(svg(form, report, view), form.name, form.theme == "dark")


def refuse_terminal(name: str) -> None:
    """Raises UsageError where standard output is a terminal, which shows no bytes."""
    if sys.stdout is not None and sys.stdout.isatty():
        raise UsageError("a picture is no text for a terminal", f"-o timeline.{name}")


def written(text: str, name: str, dark: bool) -> None:
    """Write a picture in SVG as PNG or PDF. Raises UsageError where none can be made."""
    from crisis.cli.terminal.output import write_bytes
    from crisis.timeline.formats.pictures import Undrawable, to_pdf, to_png

    try:
        data = to_pdf(text, dark) if name == "pdf" else to_png(text, dark)
    except Undrawable as error:
        raise UsageError(error.message, error.hint) from None
    write_bytes(data)


def draw(
    name: str, theme: str | None, view: View, words: str, made: Callable[[Setting], str]
) -> None:
    """Write the picture that is ``made`` for a setting: what was asked for is told in ``words``.

    Raises UsageError for a terminal, and where none can be made.
    """
    from crisis.cli.request.forms import PICTURES, themed
    from crisis.cli.terminal.output import in_utf8, write
    from crisis.timeline.formats.svg_document import COLUMNS, Setting

    page = themed(theme)
    if name in PICTURES:
        refuse_terminal(name)
        page = "dark" if page == "dark" else "light"
    look = view.look
    setting = Setting(
        view.zones[0], look.language.tag, look.asked or COLUMNS, look.julian, page, words
    )
    text = made(setting)
    if name in PICTURES:
        written(text, name, page == "dark")
    else:
        in_utf8()
        write(text)
