"""The parameters of commands as data: Typer parses by them, help, completion and manual show them.

A command's parameters are annotated with an Option or an Argument, or are records (NamedTuples)
whose fields are, each with a default. Nothing here needs Typer, so that completion can do without
it.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WHICH, TOLD, READ, CLOCKS, VIEW, SCREEN, REST = (
    "Which events",
    "What is written",
    "What is read",
    "Clocks and languages",
    "How it is shown",
    "The screen",
    "Everything else",
)
HEADINGS = (WHICH, TOLD, READ, CLOCKS, VIEW, SCREEN, REST)
"""The groups of options, in the order of the help."""


class Option(NamedTuple):
    """An option as it is written: its flags, apart by blanks, and the name of its value.

    Without ``metavar`` it is a switch. ``values`` names what it takes, for completion (a key of
    candidates.KINDS, or the words themselves, apart by ``|``); ``least`` is the smallest number.
    ``also`` are flags that are read and not shown.
    """

    flags: str
    metavar: str
    help: str
    heading: str = REST
    values: str = ""
    least: int | None = None
    also: str = ""

    @property
    def names(self) -> list[str]:
        """Its flags: ``-f``, ``--file``."""
        return self.flags.split()


class Argument(NamedTuple):
    """A word behind the command; ``values`` as for an option."""

    metavar: str
    help: str
    values: str = ""


class Parameter(NamedTuple):
    """A parameter of a command. ``repeated`` ones may be given several times."""

    name: str
    spec: Option | Argument
    type: Any
    repeated: bool
    optional: bool
    default: Any = None


HELP = Parameter("help", Option("-h --help", "", "Show this help."), bool, False, True, False)


@cache
def parameters(command: Callable[..., int]) -> list[Parameter]:
    """What a command takes, in the order of its signature, and ``--help``."""
    given = command.__defaults__ or ()
    hints = hints_of(command)
    needed = len(hints) - len(given)
    taken: list[Parameter] = []
    for place, (name, hint) in enumerate(hints.items()):
        if record(hint):
            taken += _inside(hint)
        elif place >= needed:
            taken.append(_parameter(name, hint, True, given[place - needed]))
        else:
            taken.append(_parameter(name, hint, False))
    return [*taken, HELP]


def _inside(hint: Any) -> Iterator[Parameter]:
    """The parameters of a record, and of records in it."""
    fields = hints_of(hint)
    for name, default in hint._field_defaults.items():
        if record(fields[name]):
            yield from _inside(fields[name])
        else:
            yield _parameter(name, fields[name], True, default)


@cache
def hints_of(owner: Any) -> dict[str, Any]:
    """The types of a command's parameters or a record's fields, with what they are annotated."""
    known = vars(sys.modules[owner.__module__])  # get_type_hints takes ten times as long
    return {
        name: eval(hint, known) if isinstance(hint, str) else hint
        for name, hint in owner.__annotations__.items()
        if name != "return"
    }


def by_heading(taken: list[Parameter]) -> list[Parameter]:
    """Parameters in the order of their headings, arguments first."""
    return sorted(
        taken,
        key=lambda p: HEADINGS.index(p.spec.heading) if isinstance(p.spec, Option) else -1,
    )


def record(hint: Any) -> bool:
    """Whether a parameter is a record of options."""
    return hasattr(hint, "_fields")


def _parameter(name: str, hint: Any, optional: bool, default: Any = None) -> Parameter:
    kind, spec = get_args(hint)[:2]
    repeated = any(get_origin(part) is list for part in get_args(kind))
    return Parameter(name, spec, kind, repeated, optional, default)
