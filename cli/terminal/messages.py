"""Problems and errors as text on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .output import note, note_width, noted
from .styles import messages_colored, painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.problems import Problem

LONGEST = 160
CUT = "..."
"""Stands where a source line goes on."""


def tell(message: str, hint: str = "", error: bool = False) -> None:
    """One message of the program itself, with a hint on a second line.

    On a terminal the name of an ``error`` is red, of a remark dim, and so is a hint.
    """
    from crisis.timeline.base.escape import one_line

    colored = messages_colored()
    text = noted(f"crisis: {one_line(message)}")
    note(painted("crisis:", "red" if error else "dim", colored) + text.removeprefix("crisis:"))
    label = "hint: "
    for line in hint.split("\n") if hint else ():
        words = line.lstrip(" ")
        text = noted(f"  {label}{' ' * (len(line) - len(words))}{one_line(words)}")
        note("\n".join(painted(part, "dim", colored) for part in text.split("\n")))
        label = ""


def tell_problems(problems: Sequence[Problem]) -> None:
    """Every problem of the files: place, message, the line with a caret, a hint."""
    width, colored = note_width(), messages_colored()
    for problem in problems:
        note("\n".join(problem_lines(problem, width, colored)))


def problem_lines(problem: Problem, width: int | None = None, colored: bool = False) -> list[str]:
    """``file:line:column: message``, then the source line with a caret, then the hint.

    Each is one line, or wraps at so many columns; of the source line a part that fits. If
    ``colored`` the place is bold, the caret of an error red, and the hint dim.
    """
    from crisis.timeline.base.escape import one_line

    origin = problem.origin
    place = one_line(origin.file)
    if origin.line:
        place += f":{origin.line}"
    if origin.line and origin.column:
        place += f":{origin.column}"
    warning = problem.severity == "warning"
    kind = "warning: " if warning else ""
    head, hint = f"{place}: {kind}{one_line(problem.message)}", f"  hint: {one_line(problem.hint)}"
    lines = placed(broken(head, width), f"{place}:", colored)
    if problem.source.strip():
        longest = LONGEST if width is None else max(2, min(LONGEST, width - 2))
        shown, *caret = _caret(problem.source, origin.column, longest)
        lines.append(shown)
        lines.extend(painted(line, "" if warning else "red", colored) for line in caret)
    if problem.hint:
        lines.extend(painted(line, "dim", colored) for line in broken(hint, width))
    return lines


def placed(lines: list[str], place: str, colored: bool) -> list[str]:
    """Lines that begin with a place, which is bold where it stands on the first as a whole."""
    first, *rest = lines
    if colored and first.startswith(place):
        first = painted(place, "bold", colored) + first.removeprefix(place)
    return [first, *rest]


def broken(line: str, width: int | None) -> list[str]:
    """A line, or where it is wider than so many columns several, all but the first indented."""
    if width is None or len(line) <= width // 2:  # no letter is wider than two columns
        return [line]
    from .columns import wrapped

    return wrapped(line, width, 2)


def _caret(source: str, column: int, longest: int) -> list[str]:
    """The source line and a caret below the column; a long line is cut around it, as dots tell."""
    at = max(0, column - 1)
    start, stop = _window(source, at, longest)
    before = (CUT if start else "") + _shown(source[start:at])
    line = before + _shown(source[max(start, at) : stop]) + (CUT if stop < len(source) else "")
    if not column:
        return [f"  {line}"]
    return [f"  {line}", "  " + " " * _cells(before) + "^"]


def _window(source: str, at: int, longest: int) -> tuple[int, int]:
    """Where what is shown of a line begins and stops, with dots so many columns at most."""
    if len(source) <= longest and _cells(_shown(source)) <= longest:
        return 0, len(source)
    left = longest - 2 * len(CUT)
    start = stop = at
    grown = True
    while grown:
        grown = False
        for step in (-1, 1):
            place = start - 1 if step < 0 else stop
            if not 0 <= place < len(source):
                continue
            left -= _cells(_shown(source[place]))
            if left < 0:
                return start, stop
            start, stop, grown = min(start, place), max(stop, place + 1), True
    return start, stop


def _cells(text: str) -> int:
    """The width of a text in columns; the library that knows it is asked where it need be."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _shown(text: str) -> str:
    """A piece of a source line: tabs and other control codes as one visible text, blanks kept."""
    from crisis.timeline.base.escape import one_line

    return "".join(char if char == " " else one_line(char) or "\\t" for char in text)
