"""Templates for whole documents: text with names in braces, ``{title}``; nothing is evaluated.

A name is a value within a line, or a block on a line of its own, behind whose name may stand what
it is to show: ``{list tag:impact}``, ``{silences 2h}``. ``{{`` and ``}}`` are braces, as in a
template for one line an event.
"""

from __future__ import annotations

import os
import re
from pkgutil import get_data
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import Origin, Problem, did_you_mean
from crisis.timeline.query.elapsed_syntax import length
from crisis.timeline.query.terms import QueryError, read_term

if TYPE_CHECKING:
    from typing import Literal

    Argument = Literal["", "terms", "length"]

_FOLDER = os.path.join(os.path.dirname(__file__), "templates")
_ENDING = ".md"
_MARK = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")

VALUES = {
    "title": "what the timeline is about",
    "zone": "the zones of the times, apart by commas",
    "files": "the files that were read",
    "first": "when the first of its events was",
    "last": "when the last one was",
    "counts": "how many events there are, and what was left out",
    "clocks": "which zone the times are in, and where elapsed time begins",
}
"""What may stand within a line, and what it says."""

BLOCKS: dict[str, tuple[Argument, str]] = {
    "summary": ("", "how many events, the first and the last, by how many sources"),
    "measures": ("", "the lengths of time that the files name, in a table"),
    "timeline": ("terms", "the events in tables by day; with filters behind it only some"),
    "list": ("terms", "the events as a list; with filters behind it only some: {list tag:impact}"),
    "actors": ("", "who took part, in which roles, in how many events"),
    "disputed": ("", "the events whose time is disputed, in conflict, or one of several"),
    "silences": ("length", "the five longest silences; with a length behind it all of that: 2h"),
    "open": ("", "what is planned, still goes on, or has no known time or length"),
    "sources": ("", "the footnotes; without it they stand at the end"),
}
"""What stands on a line of its own, what may stand behind its name, and what it shows."""

_HINT = "a name stands in braces, {title}; {{ is a brace"


class Slot(NamedTuple):
    """A place that is filled: what by, and what stands behind the name; where it is."""

    name: str
    argument: str
    begins: bool


class DocumentTemplate(NamedTuple):
    """A template: texts as they are, and slots between them."""

    name: str
    pieces: tuple[str | Slot, ...]


class BadTemplate(Exception):
    """A template that cannot be used, with all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def shipped() -> list[str]:
    """The names of the templates that come with crisis."""
    return sorted(
        name.removesuffix(_ENDING) for name in os.listdir(_FOLDER) if name.endswith(_ENDING)
    )


def shipped_template(name: str) -> DocumentTemplate:
    """One of :func:`shipped`."""
    data = get_data(__package__, f"templates/{name}{_ENDING}") or b""
    return read_document_template(f"<{name}>", data.decode())


def read_document_template(name: str, text: str) -> DocumentTemplate:
    """Read a template; ``name`` is that of its file. Raises BadTemplate with every problem."""
    problems: list[Problem] = []
    parts: list[str | Slot] = []
    for number, line in enumerate(text.splitlines(), 1):
        at = 0
        for match in _MARK.finditer(line):
            parts.append(line[at : match.start()])
            at = match.end()
            if match[0] in ("{{", "}}"):
                parts.append(match[0][0])
                continue
            if match[1] is None:
                message, hint = "a brace without its other half", _HINT
            else:
                message, hint = _wrong(match[1], line.strip() == match[0] == line)
            if message:
                place = Origin(name, number, match.start() + 1)
                problems.append(Problem(place, message, hint, source=line))
            else:
                word, _, argument = (match[1] or "").strip().partition(" ")
                parts.append(Slot(word, argument.strip(), not line[: match.start()].strip()))
        parts.append(line[at:] + "\n")
    if problems:
        raise BadTemplate(problems)
    return DocumentTemplate(name, tuple(part for part in parts if part))


def _wrong(written: str, alone: bool) -> tuple[str, str]:
    """What is wrong with what stands in braces, and what would help; empty where nothing is."""
    word, _, argument = written.strip().partition(" ")
    known = {*VALUES, *BLOCKS}
    if word not in known:
        hint = did_you_mean(word, known) or f"there are {', '.join([*VALUES, *BLOCKS])}"
        return f'nothing is called "{word}"' if word else "nothing stands in the braces", hint
    if word in VALUES:
        return ("", "") if not argument else (f"nothing goes behind {word}", f"write {{{word}}}")
    if not alone:
        return f"{{{word}}} is a block", "it stands on a line of its own, from its beginning"
    kind, _ = BLOCKS[word]
    if argument and not kind:
        return f"nothing goes behind {word}", f"write {{{word}}}"
    try:
        if argument and kind == "length":
            length(argument)
        for term in terms(argument) if kind == "terms" else ():
            read_term(term)
    except QueryError as error:
        return error.message, error.hint
    return "", ""


def terms(argument: str) -> list[str]:
    """The filters behind the name of a block, apart by blanks; quotes hold what has some."""
    found = re.findall(r'((?:[^\s"]|"[^"]*")+)', argument)
    return [term.replace('"', "") for term in found]
