"""Problems and errors as text on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .output import note, note_width, noted

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
    width = note_width()
    for problem in problems:
        note("\n".join(problem_lines(problem, width)))


def problem_lines(problem: Problem, width: int | None = None) -> list[str]:
    """``file:line:column: message``, then the source line with a caret, then the hint.

    Each is one line, or wraps at so many columns; of the source line a part that fits.
    """
    from crisis.timeline.base.escape import one_line

    origin = problem.origin
    place = one_line(origin.file)
    if origin.line:
        place += f":{origin.line}"
    if origin.line and origin.column:
        place += f":{origin.column}"
    kind = "warning: " if problem.severity == "warning" else ""
    head, hint = f"{place}: {kind}{one_line(problem.message)}", f"  hint: {one_line(problem.hint)}"
    lines = broken(head, width)
    if problem.source.strip():
        longest = LONGEST if width is None else max(2, min(LONGEST, width - 2))
        lines.extend(_caret(problem.source, origin.column, longest))
    if problem.hint:
        lines.extend(broken(hint, width))
    return lines


def broken(line: str, width: int | None) -> list[str]:
    """A line, or where it is wider than so many columns several, all but the first indented."""
    if width is None or len(line) <= width // 2:  # no letter is wider than two columns
        return [line]
    from .columns import wrapped

    return wrapped(line, width, 2)


def _caret(source: str, column: int, longest: int) -> list[str]:
    """The source line and a caret below the column; a long line is cut around it."""
    start = max(0, column - longest // 2) if len(source) > longest else 0
    before = _shown(source[start : max(0, column - 1)])
    line = before + _shown(source[max(start, column - 1) : start + longest])
    if not column:
        return [f"  {line}"]
    return [f"  {line}", "  " + " " * len(before) + "^"]


def _shown(text: str) -> str:
    """A piece of a source line: tabs and other control codes as one visible text, blanks kept."""
    from crisis.timeline.base.escape import one_line

    return "".join(char if char == " " else one_line(char) or "\\t" for char in text)
