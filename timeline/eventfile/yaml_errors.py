"""What is wrong where a text is no YAML: libyaml's errors, and hints for YAML's traps."""

from __future__ import annotations

import re
from typing import Any

from crisis.timeline.base.limits import DEEPEST

from .nodes import source_lines


def explain(error: Any, text: str) -> tuple[int, int, str, str]:
    """Line, column, message and hint of an error of libyaml's in a text."""
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    unclosed = "quoted scalar" in str(getattr(error, "context", "")) and "unexpected" in str(
        getattr(error, "problem", "")
    )
    if unclosed and opened is not None:
        mark = opened
    if mark is None:  # a character that YAML forbids; the position counts characters
        position = int(getattr(error, "position", 0))
        above = source_lines(text[:position])
        message = "a control character" if hasattr(error, "character") else str(error)
        return (
            len(above),
            len(above[-1]) + 1,
            message,
            r'write it as an escape in double quotes: "\x1b"',
        )
    line, column = mark.line + 1, mark.column + 1
    if unclosed:
        return line, column, "a quote that is not closed", "close it, or leave it out"
    message = str(getattr(error, "problem", None) or error)
    lines = source_lines(text)
    if line > len(lines):  # behind a last line that has no end, where libyaml puts one
        line, column = len(lines), len(lines[-1]) + 1
    return line, column, *_hint(message, lines[line - 1], column)


def forbidden(text: str) -> re.Match[str] | None:
    """The first character that YAML 1.1 forbids (section 5.1); costly, so only on an error."""
    return re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)


def _hint(message: str, source: str, column: int) -> tuple[str, str]:
    """A hint for the traps that YAML sets in an event file."""
    sign = source[column - 1 : column]
    value = source[: column - 1].rpartition(":")[2].strip()
    if sign in "@`" and sign:
        return f'a plain text cannot begin with "{sign}"', "say how it relates: at @id, after @id"
    if sign == "%":
        return 'a plain text cannot begin with "%"', "quote it"
    if value.startswith(">") or sign == ">":
        return 'a plain text cannot begin with ">"', "write `over 2h`, or quote it"
    if "maximum nesting depth" in message:  # libyaml's own limit, which it meets ahead of ours
        return f"nested deeper than {DEEPEST} levels", "flatten it"
    if "mapping values are not allowed" in message:
        return "a colon and a blank inside a plain text", "quote the whole text"
    if sign == "?" or "?" in source[column - 2 : column + 1]:
        return f"{message}", 'inside braces quote what holds a question mark: {is: "12:28?"}'
    if sign == "\t":
        return "a tab", "indent with blanks"
    if "Unicode character escape" in message:
        return "an escape that is no character", "write the character itself"
    if "block end" in message or "block mapping" in message or "block collection" in message:
        return f"not valid YAML here: {message}", "check the indentation of this line"
    if "flow" in message or "',' or" in message:
        return f"not valid YAML here: {message}", "quote the text, or close the brace or bracket"
    if message == "did not find expected key" or "'-' indicator" in message:
        hint = "what belongs together begins in one column: compare this line with those above"
        return f"not valid YAML here: {message}", hint
    if message == "could not find expected ':'":
        return f"not valid YAML here: {message}", "the line above has a key without its colon"
    return f"not valid YAML here: {message}", ""
