"""Which form a report is asked for in: ``--as``, and what goes with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.formats.document_template import DocumentTemplate
    from crisis.timeline.formats.svg_style import ThemeName
    from crisis.timeline.formats.template import Template

EXCHANGE = (
    "ics", "timesketch", "timelinejs", "markwhen", "mermaid", "gantt", "vis", "edtf-csv",
)  # fmt: skip
"""The forms that are for other programs, each with what it cannot hold."""
FORMS = (
    "table", "tree", "chart", "json", "ndjson", "csv", "markdown", "html", "svg", "png", "pdf",
    "parquet", *EXCHANGE,
)  # fmt: skip
PICTURES = ("png", "pdf")
"""The forms that are made of a picture in SVG."""
THEMED = ("html", "svg", *PICTURES)
"""The forms that ``--theme`` is for."""
BYTES = ("parquet", *PICTURES)
"""The forms that are no text: a table of events, for crisis itself and what reads Parquet."""
BY_DAY = ("table", "tree", "markdown", "mermaid", "gantt")
"""The forms that go by day when nothing else is asked."""
SHOWN = (*BY_DAY, "chart", "html", "svg", "png", "pdf")
"""The forms in which each event stands with its day; the others are in the order of time."""
BY_GROUP = (*BY_DAY, "svg", "png", "pdf", "markwhen")
"""The forms in which an event stands in each of its groups."""
SELECTING = ("table", "json", "ndjson", "csv", "markdown")
"""The forms that ``--fields`` selects from."""
GROUPING = (
    "table", "tree", "chart", "markdown", "svg", "png", "pdf", "timelinejs", "markwhen",
    "mermaid", "gantt", "vis", "json",
)  # fmt: skip
"""The forms that show groups; JSON says what was asked for."""
UNICODE = ("csv", "markdown", "html", "svg", *EXCHANGE)
"""The forms that are UTF-8 whatever the terminal can show: what reads them expects it."""


class Form(NamedTuple):
    """A form, the fields it shows (its own where none are named), and its own settings."""

    name: str
    fields: tuple[str, ...] = ()
    template: Template | None = None
    raw: bool = False
    points: str = ""
    embed: bool = False
    document: DocumentTemplate | None = None
    theme: ThemeName = "auto"


def chosen(
    name: str | None,
    json: bool,
    fields: str | None,
    template: str | None,
    raw: bool,
    output: str = "",
    points: str | None = None,
    document: str | None = None,
    embed: bool = False,
    theme: str | None = None,
) -> Form:
    """The form that the options ask for, else the name of a file; a table when neither does.

    Raises UsageError.
    """
    from crisis.timeline.query.terms import QueryError

    given = [f"--as {name}"] if name is not None else []
    given += ["--json"] if json and name != "json" else []
    given += ["--format"] if template is not None else []
    if len(given) > 1:
        raise UsageError(" and ".join(given), "one form at a time")
    if output and not given:
        from crisis.cli.terminal.output_file import form_of

        if by_name := form_of(output):
            name, given = by_name, [f"-o {output}"]
    if document is not None and not given:
        name, given = "markdown", ["--template"]
    if name is not None and name not in FORMS:
        from crisis.timeline.base.problems import did_you_mean

        from .other_words import form_meant

        hint = form_meant(name) or did_you_mean(name, FORMS) or f"one of {', '.join(FORMS)}"
        raise UsageError(f'no such form: "{name}"', hint)
    form = "json" if json else name or ("format" if template is not None else "table")
    if raw and form != "csv":
        raise UsageError("--raw is for --as csv", "only there a cell may be changed")
    if embed and form != "html":
        raise UsageError("--embed is for --as html", "only a page stands in the frame of another")
    if points is not None:
        _check_points(points, form)
    if theme is not None:
        check_theme(theme, form)
    if fields is not None and form not in SELECTING:
        raise UsageError(f"--fields does not go with {given[0]}", f"with {', '.join(SELECTING)}")
    if document is not None and form != "markdown":
        raise UsageError(f"--template does not go with {given[0]}", "with --as markdown")
    try:
        shape = Form(form, _fields(form, fields), _template(template), raw, points or "", embed)
        return shape._replace(document=_document(document), theme=themed(theme))
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None


def _document(name: str | None) -> DocumentTemplate | None:
    if name is None:
        return None
    from .documents import document_template

    return document_template(name)


def check_theme(theme: str, form: str) -> None:
    """Raises UsageError for a ``--theme`` that there is not, or that a form does not have."""
    from crisis.timeline.formats.svg_style import THEMES

    if theme not in THEMES:
        raise UsageError(f'no such --theme: "{theme}"', "light, dark or auto")
    if form not in THEMED:
        raise UsageError(f"--theme does not go with --as {form}", f"with {', '.join(THEMED)}")


def check_drawn(theme: str | None, form: str) -> None:
    """``check_theme`` where one is named; for commands whose answer is drawn as well."""
    if theme is not None:
        check_theme(theme, form)


def themed(theme: str | None) -> ThemeName:
    """A theme that has been checked; what its reader has where none is named."""
    return "light" if theme == "light" else "dark" if theme == "dark" else "auto"


def _check_points(points: str, form: str) -> None:
    if form != "timesketch":
        raise UsageError("--points is for --as timesketch", "only there an event has several rows")
    from crisis.timeline.interchange.writing.timesketch import POINTS

    if points not in POINTS:
        raise UsageError(f'no such --points: "{points}"', f"one of {', '.join(POINTS)}")


def check_order(form: Form, by: str | None, sort: str | None) -> None:
    """Raises UsageError for groups, or an order, that a form does not have."""
    name = f"--as {form.name}" if form.name in FORMS else "--format"
    if by is not None and (form.name not in GROUPING or (form.name == "table" and form.fields)):
        name = "--fields" if form.fields and form.name == "table" else name
        if form.name == "html":
            if by == "day":
                return
            hint = "a page has its own headings and filters; --as markdown has groups"
        else:
            hint = f"with {', '.join(GROUPING[:-1])}; each event says for itself what it has"
        raise UsageError(f"--by does not go with {name}", hint)
    if sort == "latest" and form.name == "html":
        raise UsageError("--sort latest does not go with --as html", "the page has its own order")


def _fields(form: str, fields: str | None) -> tuple[str, ...]:
    if fields is None:
        return ()
    if form in ("json", "ndjson"):
        from crisis.timeline.formats.schemas import read_fields
    else:
        from crisis.timeline.formats.fields import read_fields
    return read_fields(fields)


def _template(template: str | None) -> Template | None:
    if template is None:
        return None
    from crisis.timeline.formats.template import read_template

    return read_template(template)
