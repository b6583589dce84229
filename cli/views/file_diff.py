"""What would change in a file, as ``diff -u`` shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.terminal.columns import styled
from crisis.timeline.base.escape import in_its_lines, one_line
from crisis.timeline.editing.line_diff import line_diff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.editing.line_diff import Changed
    from crisis.timeline.editing.rewritten import Rewritten

_STYLES = {"-": "red", "+": "green", "@": "cyan", " ": ""}
_NO_END = "\\ No newline at end of file\n"


def file_diff(one: Rewritten, look: Screen) -> Iterator[str]:
    """The difference line by line; in a pipe as ``patch`` takes it."""
    name = look.letters(one_line(one.file))
    yield styled(f"--- {name}", "bold", look) + "\n"
    yield styled(f"+++ {name}", "bold", look) + "\n"
    for line in line_diff(one.before, one.after):
        sign = "" if line.sign == "@" else line.sign
        text = "\t".join(in_its_lines(part) for part in line.text.split("\t"))
        shown, end = _end(line, look)
        text = look.letters(f"{sign}{text}{shown}")
        style = _STYLES[line.sign]
        seen = text.rstrip(" \t") if line.sign == "-" else text
        blanks = styled(text[len(seen) :], "red blanks", look)  # else nobody would see them
        yield f"{styled(seen, style, look)}{blanks}{end}"
        if not line.end:
            yield _NO_END


def _end(line: Changed, look: Screen) -> tuple[str, str]:
    """What is shown of a line end, and what ends the line."""
    if line.end in ("\n", "") or (line.end == "\r\n" and not look.terminal):
        return "", line.end or "\n"
    return in_its_lines(line.end.removesuffix("\n")) if line.sign != " " else "", "\n"
