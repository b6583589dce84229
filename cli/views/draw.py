"""A report as text, in the form that was asked for."""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING

from crisis.cli.request.forms import EXCHANGE
from crisis.cli.terminal.exits import UsageError
from crisis.timeline.query.lazy_matches import check_few, in_lines, large

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.cli.request.forms import Form
    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.report import Report


def draw(form: Form, report: Report, view: View) -> Iterable[str]:
    """A report in a form, piece by piece."""
    if form.name in EXCHANGE or form.name == "markdown":
        check_few(report.answer.matches)
    if form.name in EXCHANGE:
        from .exchange import exchanged

        return exchanged(form, report, view)
    if form.name in _DATA:
        return _DATA[form.name](form, report, view)
    if form.name == "table" and form.fields:
        from .field_table import selected

        return selected(report, form.fields, view.look)
    if form.name == "chart":
        from crisis.cli.views.chart.chart import chart

        return [chart(report, view)]
    if form.name == "table" and not view.look.terminal and view.look.width is None:
        from .plain import plain, plain_parts

        if report.by == ("day",) and "groups" not in vars(report):
            in_lines(report.answer.matches)
        if large(report.answer.matches) and report.by == ("day",):
            return plain_parts(report, view)
        gc.disable()  # matches and their lines hold no cycles, and live to the end of the process
        try:
            return [plain(report, view)]
        finally:
            gc.freeze()
            gc.enable()
    if form.name == "table":
        from .table import table

        return table(report, view)
    return [_tree(report, view)]


def _tree(report: Report, view: View) -> str:
    """The tree, which Rich draws."""
    from crisis.cli.terminal.rich_console import canvas

    from .tree import tree

    console, drawn = canvas(view.look)
    tree(report, view, console)
    return drawn()


def _json(form: Form, report: Report, view: View) -> Iterator[str]:
    from crisis.timeline.formats.json_events import chunks

    return map(view.look.json, chunks(report, form.fields))


def _ndjson(form: Form, report: Report, view: View) -> Iterator[str]:
    from crisis.timeline.formats.json_events import ndjson

    return map(view.look.json, ndjson(report, form.fields))


def _csv(form: Form, report: Report, view: View) -> Iterator[str]:
    from crisis.timeline.formats.csv_rows import to_csv

    return to_csv(report, form.fields, form.raw, view.look)


def _markdown(form: Form, report: Report, view: View) -> Iterator[str]:
    if form.document is not None:
        from crisis.timeline.formats.document import to_document

        return to_document(report, view.zones, form.document, form.fields, view.look)
    from crisis.timeline.formats.markdown import to_markdown

    return to_markdown(report, view.zones, form.fields, view.look)


def _html(form: Form, report: Report, view: View) -> Iterator[str]:
    from crisis.cli.terminal.messages import tell
    from crisis.timeline.formats.html import to_html
    from crisis.timeline.query.terms import QueryError

    gc.disable()  # what a page is made of holds no cycles
    try:
        told = partial(tell, hint="crisis check has each with its line")
        lang, both = view.look.language.tag, view.look.julian
        return iter([to_html(report, view.zones, lang, both, form.embed, form.theme, told)])
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    finally:
        gc.enable()


def _svg(form: Form, report: Report, view: View) -> Iterator[str]:
    from .picture import svg

    return iter([svg(form, report, view)])


def _format(form: Form, report: Report, view: View) -> Iterator[str]:
    from rich.cells import cell_len

    from crisis.timeline.base.chunks import pieces
    from crisis.timeline.formats.template import lines

    return pieces(map(view.look.letters, lines(report, form.template or (), view.look, cell_len)))


_DATA = {
    "json": _json, "ndjson": _ndjson, "csv": _csv, "markdown": _markdown, "html": _html,
    "svg": _svg, "format": _format,
}  # fmt: skip
