"""A command line word by word: which are options, their values, and arguments; which are files."""

from __future__ import annotations

import os
import re

from crisis.timeline.base.namedtuple import NamedTuple

from .parameters import Option, Parameter, parameters
from .registry import COMMANDS, command

_ASSIGNMENT = r"([A-Za-z_]\w*)=(?s:(.*))"  # compiled when words are completed
_ID = r"@?[^\W\d_][\w-]*\Z"
_WITHOUT = ("new", "cache", "schema", "completion", "help")
"""The commands that read no event file."""
_TEXTS = ("log",)
"""The commands whose arguments are texts, and never files."""
_FILES = (".yaml", ".yml", ".parquet")


class Line(NamedTuple):
    """A command line as far as it is typed: ``last`` is the word at the cursor.

    ``awaited`` is the option whose value it is; ``given`` the values of the options before, and
    ``files`` the arguments that are files.
    """

    name: str
    taken: list[Parameter]
    given: dict[str, list[str]]
    arguments: int
    awaited: Option | None
    ended: bool
    last: str
    environment: str
    files: tuple[str, ...] = ()


def line_of(words: list[str]) -> Line:
    """A command line up to the word at the cursor, which is the last; for completion."""
    environment = os.environ.get("CRISIS_FILE", "")
    words = list(words)
    while len(words) > 1 and (match := re.fullmatch(_ASSIGNMENT, words[0])):
        if match[1] == "CRISIS_FILE":
            environment = match[2]
        words.pop(0)
    _, *before, last = words if len(words) > 1 else ["", *words]
    line = Line("", [], {}, 0, None, False, last, environment)
    for word in before:
        if not line.name:
            if word in COMMANDS:
                line = line._replace(name=word, taken=parameters(command(word)))
            elif names_file("", word):
                line = line._replace(name="show", taken=parameters(command("show")), files=(word,))
            elif not word.startswith("-"):
                return line._replace(name="?")
        else:
            line = read(line, word)
    return line


def read(line: Line, word: str) -> Line:
    """A line with one more word before the cursor."""
    if line.awaited is not None:
        name = line.awaited.flags
        line.given.setdefault(name, []).append(word)
        return line._replace(awaited=None)
    if line.ended or not word.startswith("-") or word == "-":
        if names_file(line.name, word) and option(line, "-f") is not None:
            return line._replace(files=(*line.files, word))
        return line._replace(arguments=line.arguments + 1)
    if word == "--":
        return line._replace(ended=True)
    flag, equals, value = word.partition("=")
    if not word.startswith("--"):
        return _cluster(line, word)
    spec = option(line, flag)
    if spec is None:
        return line
    line.given.setdefault(spec.flags, []).extend([value] if equals else [])
    return line._replace(awaited=spec if spec.metavar and not equals else None)


def _cluster(line: Line, word: str) -> Line:
    """``-qf FILE`` or ``-fFILE``."""
    for place, letter in enumerate(word[1:], 2):
        spec = option(line, f"-{letter}")
        if spec is None:
            return line
        line.given.setdefault(spec.flags, [])
        if spec.metavar:
            if rest := word[place:]:
                line.given[spec.flags].append(rest)
                return line
            return line._replace(awaited=spec)
    return line


def option(line: Line, flag: str) -> Option | None:
    """The option of a command that a flag is for."""
    for parameter in line.taken:
        if isinstance(parameter.spec, Option) and (
            flag in parameter.spec.names or flag in parameter.spec.also.split()
        ):
            return parameter.spec
    return None


def understood(arguments: list[str]) -> list[str]:
    """A command line as the commands take it: an argument that is a file is one of ``-f``.

    ``crisis evening.yaml`` shows that file, and ``crisis version`` prints the version.
    """
    first, *rest = arguments or [""]
    if first == "version" and not rest:
        return ["--version"]
    if first not in COMMANDS and names_file("", first) and (first == "-" or first[0] != "-"):
        first, rest = "show", arguments
    reads = first in COMMANDS and first not in _WITHOUT
    if not reads or not any(names_file(first, word) for word in rest):
        return [first, *rest] if arguments else []
    line = Line(first, parameters(command(first)), {}, 0, None, False, "", "")
    others = []
    for word in rest:
        before = line
        line = read(line, word)
        if line.files == before.files:
            others.append(word)
    files = [part for path in line.files for part in ("-f", path)]
    if "-q --quiet" not in line.given:
        _doubtful(line.files)
    return [first, *files, *others]


def names_file(name: str, word: str) -> bool:
    """Whether an argument of a command is a file: one that is there, or that only can be one.

    A filter such as ``day:mon`` is none, and neither is what may be an id where ids are asked for.
    """
    if name in _TEXTS:
        return False
    if word == "-" or not word or word.startswith("-"):
        return word == "-"
    from crisis.timeline.query.terms import is_term

    if is_term(word) or (name in ("why", "edit") and re.match(_ID, word)):
        return False
    if name == "list" and word in ("actors", "sources", "tags", "days"):
        return False
    try:
        there = os.path.exists(word) and not os.path.isdir(word)
    except ValueError:
        return False
    return there or word.lower().endswith(_FILES)


def _doubtful(files: tuple[str, ...]) -> None:
    """Say so where a file is called as a word may be that is looked for."""
    from crisis.cli.terminal.messages import tell

    for path in files:
        if re.match(_ID, path):
            tell(f"{path} is a file here, and is read", f"text:{path} looks for the word")
