"""What ``crisis check`` finds, as linters tell it: a rule, how bad, where, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.base.problems import Origin

Level = Literal["error", "warning", "note"]
"""How bad a finding is. An ``error`` ends with 1 (or 3), the others only where they are asked."""


class Rule(NamedTuple):
    """A kind of finding: its name and level, what it is in a few words, and what can be done."""

    name: str
    level: Level
    title: str
    help: str


RULES = {
    "unreadable": Rule(
        "UnreadableFile",
        "error",
        "A file that cannot be read",
        "The file is not there, is no text, or is too large. Nothing of it is known.",
    ),
    "error": Rule(
        "EventFileError",
        "error",
        "A mistake in an event file",
        "What stands here cannot be read, and is left out of every answer. The hint says how it is "
        "written; `crisis help file` and `crisis help time` teach the language.",
    ),
    "warning": Rule(
        "EventFileWarning",
        "warning",
        "Something dubious in an event file",
        "It is read, and may mean something else than it was meant to.",
    ),
    "contradiction": Rule(
        "Contradiction",
        "error",
        "Statements that cannot all be true",
        "Taking any one of them out resolves it. Name the source of each, or correct one; "
        "`crisis why EVENT` tells how a time came about.",
    ),
    "tension": Rule(
        "Tension",
        "warning",
        "Statements that cannot all be true as vague words are read",
        "A word such as about or shortly would have to be wider than it is taken to be. Say how "
        "wide it is, or take one of the statements out.",
    ),
    "ruled-out": Rule(
        "RuledOutTime",
        "note",
        "One of several times that the rest of the file rules out",
        "The others are left; nothing has to be done.",
    ),
    "quote-near": Rule(
        "QuotedOtherwise",
        "error",
        "A quote that stands otherwise in its source",
        "The passage that comes nearest is told. White space, dashes and quotation marks are no "
        "difference; ... stands for what is left out, brackets for what is put in.",
    ),
    "quote-missing": Rule(
        "QuoteNotFound",
        "error",
        "A quote that does not stand in its source",
        "Nothing like it is in the saved text. Is it the right source, and the whole text?",
    ),
    "source-text": Rule(
        "SourceText",
        "error",
        "A source's saved text that cannot be read, or is not what it was",
        "`file` of a source is a path from the folder of the event file: a text, HTML or a PDF. "
        "`sha256` is the digest that it had.",
    ),
    "disputed": Rule(
        "DisputedTime",
        "note",
        "Sources that tell different times of one event",
        "A finding about the sources, not a mistake: `crisis why EVENT` tells who says what.",
    ),
}
"""The rules by the ids that other programs know them by."""


class Finding(NamedTuple):
    """One finding. ``source`` is the line of the file in which the column of ``origin`` counts.

    Where it is empty, the finding is about the whole line.

    ``details`` are lines that say more, ``related`` other places, each with what stands there.
    """

    rule: str
    origin: Origin
    message: str
    details: tuple[str, ...] = ()
    source: str = ""
    related: tuple[tuple[Origin, str], ...] = ()

    @property
    def level(self) -> Level:
        return RULES[self.rule].level


def message(finding: Finding) -> str:
    """All that a finding says, in lines of which those that say more are indented as they are."""
    return "\n".join(map(_shown, (finding.message, *finding.details)))


def _shown(line: str) -> str:
    text = line.lstrip(" ")
    return line[: len(line) - len(text)] + one_line(text)


def path_below(file: str, root: str) -> str:
    """The path of a file from a folder, or its absolute path where it is elsewhere.

    Its parts are apart by ``/``. ``root`` is an absolute path.
    """
    import os

    path = os.path.normpath(os.path.join(root, file))
    try:
        near = os.path.commonpath([path, root]) == os.path.normpath(root)
    except ValueError:  # on another drive
        near = False
    return (os.path.relpath(path, root) if near else path).replace(os.sep, "/")
