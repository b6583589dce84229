"""Answers the completion scripts: what may stand at the cursor. Never raises, never complains.

``crisis __complete SHELL WORD...`` gets all words of the command up to the cursor, the last of
them being typed; bash passes its line and COMP_WORDBREAKS in place of the words. The first line of
the answer is ``words`` or ``files`` (the shell completes these itself), then each candidate stands
on a line of its own, for zsh and fish with a tab and a description.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from crisis.cli.request.command_line import Line, line_of, option
from crisis.cli.request.parameters import Argument, Option, by_heading, parameters
from crisis.cli.request.registry import COMMANDS, command, summary
from crisis.timeline.base.escape import one_line

from .candidate import FILES, Candidate
from .candidates import MANY, values
from .known import Known
from .program_words import own_keys

if TYPE_CHECKING:
    pass

MOST = 1 << 20
"""Characters of all candidates together."""

LONGEST = 100
"""A longer description is cut."""

_PHRASE = re.compile(r"[.;:](?= )|\.$")


def complete(arguments: list[str]) -> int:
    """Write the answer for a shell, or nothing; always 0."""
    try:
        sys.stderr = None
        data = answer(arguments)
        while data:
            data = data[os.write(1, data) :]
    except BaseException:
        pass
    return 0


def answer(arguments: list[str]) -> bytes:
    """The answer for a shell. May raise."""
    shell, *words = arguments
    encoding = sys.stdout.encoding if sys.stdout is not None else "utf-8"
    if shell == "bash":
        from .bash_words import quoted, split

        typed = split(words[0], words[1])
        offered = _few(_begun(_writable(candidates(typed.words), encoding), typed.words[-1]))
        lines = []
        for candidate in offered:
            text = quoted(candidate.value[typed.kept :], typed.quote)
            lines.append(text + _end(text, typed.quote, candidate.open))
    else:
        if shell == "fish":
            from .bash_words import split

            words[-1] = split(words[-1], "").words[-1]
        offered = _writable(candidates(words), encoding)
        if len(offered) > MANY:
            offered = _few(_begun(offered, words[-1]))
        lines = [f"{candidate.value}\t{_about(candidate.about)}" for candidate in offered]
    lines = ["files"] if offered is FILES else ["words", *lines]
    return "".join(f"{line}\n" for line in lines).encode(encoding, "backslashreplace")


def _end(text: str, quote: str, goes_on: bool) -> str:
    """What bash has to add to a word: readline closes quotes, but not behind one of their kind."""
    if quote:
        return quote if text.endswith(quote) and not goes_on else ""
    return "" if goes_on else " "


def candidates(words: list[str]) -> list[Candidate]:
    """What the last word may be, given those before it."""
    line = line_of(words)
    if not line.name:
        offered = _commands(line.last)
    elif line.awaited is not None:
        offered = values(line.awaited.values, _known(line), line.last)
    elif not line.ended and line.last.startswith("-"):
        offered = _options(line)
    else:
        offered = _arguments(line)
    return offered


def _writable(offered: list[Candidate], encoding: str) -> list[Candidate]:
    """The candidates that can be written on one line, and in the letters of the terminal."""
    if offered is FILES:
        return offered
    kept = []
    for candidate in offered:
        plain = candidate.value.encode(encoding, "ignore").decode(encoding) == candidate.value
        if candidate.value and candidate.value.isprintable() and plain:
            kept.append(candidate)
    return kept


def _named(line: Line) -> list[str]:
    """The files that the line names, else the one that is taken for granted."""
    from crisis.cli.request.open_files import named

    return named([*line.files, *line.given.get("-f --file", [])], line.environment)


def _known(line: Line) -> Known:
    """What the files that the line names mention."""
    last = {flags: given[-1] for flags, given in line.given.items() if given}
    form = "json" if "--json" in line.given else last.get("--as", "")
    return Known(_named(line), last.get("--lang", ""), form, "--no-cache" in line.given)


def _commands(last: str) -> list[Candidate]:
    if last.startswith("-"):
        from crisis.cli.help.pages import GLOBAL

        specs = [parameter.spec for parameter in GLOBAL]
        return [Candidate(s.names[-1], _first(s.help)) for s in specs if isinstance(s, Option)]
    return [Candidate(name, summary(name)) for name in COMMANDS]


def _options(line: Line) -> list[Candidate]:
    """Options, or behind ``--tag=`` the values of one."""
    flag, equals, value = line.last.partition("=")
    if equals:
        named = option(line, flag)
        offered = values(named.values, _known(line), value) if named else []
        if offered is FILES:
            return offered
        return [candidate._replace(value=f"{flag}={candidate.value}") for candidate in offered]
    offered = []
    for parameter in by_heading(line.taken):
        spec = parameter.spec
        if isinstance(spec, Option) and (parameter.repeated or spec.flags not in line.given):
            names = [name for name in spec.names if name.startswith("--") or name == line.last]
            offered += [Candidate(name, _first(spec.help)) for name in names]
    return offered


def _arguments(line: Line) -> list[Candidate]:
    specs = [parameter for parameter in line.taken if isinstance(parameter.spec, Argument)]
    if line.arguments < len(specs):
        kind = specs[line.arguments].spec.values
    elif specs and specs[-1].repeated:
        kind = specs[-1].spec.values
    else:
        return []
    if line.name == "diff" and "--according-to" in line.given and _named(line):
        return _terms(line._replace(taken=parameters(command("show"))), line.last)
    return _terms(line, line.last) if kind == "term" else values(kind, _known(line), line.last)


def _terms(line: Line, typed: str) -> list[Candidate]:
    """``actor:``, ``not:``, and behind a colon the values of a field."""
    from crisis.timeline.query.terms import FIELDS

    field, colon, value = typed.partition(":")
    options = {
        name: spec
        for name in FIELDS
        if (spec := option(line, f"--{name.replace('_', '-')}")) is not None
    }
    if not colon:
        offered = [Candidate(f"{name}:", _first(o.help), True) for name, o in options.items()]
        offered += [Candidate(f"{name}:", "", True) for name in own_keys(_known(line), typed)]
        return [*offered, Candidate("not:", "All but what the filter behind it finds", True)]
    if field.casefold() == "not":
        offered = [candidate for candidate in _terms(line, value) if candidate.value != "not:"]
    elif field.casefold().startswith("x-"):
        offered = values(field.casefold(), _known(line), value)
    elif named := options.get(field.casefold().replace("-", "_")):
        offered = values(named.values, _known(line), value)
    else:
        return []
    return [candidate._replace(value=f"{field}:{candidate.value}") for candidate in offered]


def _begun(offered: list[Candidate], typed: str) -> list[Candidate]:
    """The candidates that begin with what is typed; if none does, those that do in any case."""
    if offered is FILES:
        return offered
    exact = [candidate for candidate in offered if candidate.value.startswith(typed)]
    start = typed.casefold()
    return exact or [
        candidate for candidate in offered if candidate.value.casefold().startswith(start)
    ]


def _few(offered: list[Candidate]) -> list[Candidate]:
    """As many as a shell takes, and the last of all: what they have in common all have."""
    size = 0
    for candidate in offered:
        size += len(candidate.value)
        if size > MOST:
            break
    else:
        return offered
    offered = sorted(offered, key=lambda candidate: candidate.value)
    kept: list[Candidate] = []
    size = 0
    for candidate in offered:
        size += len(candidate.value)
        if kept and size > MOST:
            break
        kept.append(candidate)
    return [*kept, offered[-1]]


def _first(text: str) -> str:
    """The first phrase of a help text."""
    end = _PHRASE.search(text)
    return text[: end.start()] if end else text


def _about(text: str) -> str:
    """A description on one line."""
    line = one_line(text[: 4 * LONGEST])
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
