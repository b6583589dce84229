"""What the pages of the help hold: one for the program, each command and each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.request.parameters import HEADINGS, HELP, Argument, Option, Parameter, parameters
from crisis.cli.request.registry import COMMANDS, command, manual_of, summary

from .markup import Heading, Paragraph, Rows, blocks
from .topics import OVERVIEW, TOPICS

if TYPE_CHECKING:
    from .markup import Block

VERSION = HELP._replace(name="version", spec=Option("-V --version", "", "Print the version."))
GLOBAL = [VERSION, HELP]
"""What the program takes without a command."""

FIELDS_OF_QUERY = Heading("The fields")
"""What stands above them on the page of filters."""

WIDE = 22
"""The left column of all options, so that they stand in line."""


def page(name: str) -> list[Block]:
    """The page of a command or a topic; of the program where the name is empty.

    Raises KeyError for what there is not.
    """
    if not name:
        return overview()
    return command_page(name) if name in COMMANDS else topic_page(name)


def topic_page(name: str) -> list[Block]:
    """A page of TOPICS."""
    page = blocks(TOPICS[name].text)
    if name == "filters":
        from crisis.timeline.query.fields import QUERY_FIELDS

        rows = tuple(
            (f"{field.name}:{field.metavar}", field.brief) for field in QUERY_FIELDS.values()
        )
        own = ("x-NAME:VALUE", "with this value of a key of your own, as in x-severity:high")
        page.insert(page.index(FIELDS_OF_QUERY) + 1, Rows((*rows, own)))
    if name == "fields":
        from crisis.timeline.formats import fields, schemas

        for heading, meanings in (
            ("Of --fields and --format", fields.meanings()),
            ("Of --fields with --json and --as ndjson", schemas.meanings()),
        ):
            plain = (
                (name, text.replace("\N{HORIZONTAL ELLIPSIS}", "..."))
                for name, text in meanings.items()
            )
            page += _under(heading, tuple(plain))
    return page


def overview() -> list[Block]:
    """What ``crisis --help`` shows."""
    return [
        *blocks(OVERVIEW),
        Heading("Commands"),
        Rows(tuple((name, summary(name)) for name in COMMANDS)),
        Heading("Help"),
        Rows(
            (
                ("crisis COMMAND --help", "Examples and options of a command"),
                *((f"crisis help {name}", topic.summary) for name, topic in TOPICS.items()),
            )
        ),
        Heading("Options"),
        Rows(tuple(row(parameter) for parameter in GLOBAL)),
    ]


def command_page(name: str) -> list[Block]:
    """Examples, notes and options of a command."""
    taken = parameters(command(name))
    brief = summary(name)
    examples, notes = split_page(name)
    arguments = tuple(row(parameter) for parameter in taken if isinstance(parameter.spec, Argument))
    return [
        Paragraph(f"crisis {name}: {brief[:1].lower()}{brief[1:]}."),
        Heading("Examples"),
        *examples,
        *notes,
        Heading("Usage"),
        Rows(((usage(name, taken), ""),)),
        *_under("Arguments", arguments),
        *option_groups(taken),
    ]


def split_page(name: str) -> tuple[list[Block], list[Block]]:
    """The examples of a command's docstring, and what else stands behind its first line."""
    _, *rest = blocks(manual_of(name))
    examples: list[Block] = [b for b in rest if isinstance(b, Rows) and b.examples]
    return examples, [block for block in rest if block not in examples]


def option_groups(taken: list[Parameter]) -> list[Block]:
    """Options under their headings."""
    groups: list[Block] = []
    for heading in HEADINGS:
        under = (
            parameter
            for parameter in taken
            if isinstance(parameter.spec, Option) and parameter.spec.heading == heading
        )
        groups += _under(heading, tuple(row(parameter) for parameter in under))
    return groups


def _under(heading: str, rows: tuple[tuple[str, str], ...]) -> list[Block]:
    return [Heading(heading), Rows(rows, WIDE)] if rows else []


def usage(name: str, taken: list[Parameter]) -> str:
    """``crisis why [OPTION]... ID [ID]``."""
    words = [_argument(parameter) for parameter in taken if isinstance(parameter.spec, Argument)]
    return " ".join(["crisis", name, "[OPTION]...", *words])


def row(parameter: Parameter) -> tuple[str, str]:
    """A parameter as it is written, and its help."""
    spec = parameter.spec
    if isinstance(spec, Argument):
        return _argument(parameter), spec.help
    return f"{', '.join(spec.names)} {spec.metavar}".rstrip(), spec.help


def _argument(parameter: Parameter) -> str:
    name = f"[{parameter.spec.metavar}]" if parameter.optional else parameter.spec.metavar
    return f"{name}..." if parameter.repeated else name
