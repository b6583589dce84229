"""Problems and errors as text on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .output import note, noted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.problems import Problem

LONGEST = 160


def tell(message: str, hint: str = "") -> None:
    """One message of the program itself, with a hint on a second line."""
    from crisis.timeline.base.escape import one_line

    note(noted(f"crisis: {one_line(message)}"))
    label = "hint: "
    for line in hint.split("\n") if hint else ():
        words = line.lstrip(" ")
        note(noted(f"  {label}{' ' * (len(line) - len(words))}{one_line(words)}"))
        label = ""


def tell_problems(problems: Sequence[Problem]) -> None:
    """Every problem of the files: place, message, the line with a caret, a hint."""
    for problem in problems:
        note(problem_text(problem))


def problem_text(problem: Problem) -> str:
    """``file:line:column: message``, then the source line with a caret, then the hint."""
    from crisis.timeline.base.escape import one_line

    origin = problem.origin
    place = one_line(origin.file)
    if origin.line:
        place += f":{origin.line}"
    if origin.line and origin.column:
        place += f":{origin.column}"
    kind = "warning: " if problem.severity == "warning" else ""
    lines = [f"{place}: {kind}{one_line(problem.message)}"]
    if problem.source.strip():
        lines.extend(_caret(problem.source, origin.column))
    if problem.hint:
        lines.append(f"  hint: {one_line(problem.hint)}")
    return "\n".join(lines)


def _caret(source: str, column: int) -> list[str]:
    """The source line and a caret below the column; a long line is cut around it."""
    start = max(0, column - LONGEST // 2) if len(source) > LONGEST else 0
    before = _shown(source[start : max(0, column - 1)])
    line = before + _shown(source[max(start, column - 1) : start + LONGEST])
    if not column:
        return [f"  {line}"]
    return [f"  {line}", "  " + " " * len(before) + "^"]


def _shown(text: str) -> str:
    """A piece of a source line: tabs and other control codes as one visible text, blanks kept."""
    from crisis.timeline.base.escape import one_line

    return "".join(char if char == " " else one_line(char) or "\\t" for char in text)
