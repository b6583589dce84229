"""Help as data: headings, paragraphs and rows, from which text, manual and reference are made.

In the texts a line that begins with ``# `` is a heading. Lines that are indented or begin with
``crisis `` are rows, two or more blanks between left and right, the right going on in lines that
are indented further. Lines that begin with ``| `` are shown as they are. All else is paragraphs,
apart by empty lines.
"""

from __future__ import annotations

import re

from crisis.timeline.base.namedtuple import NamedTuple

COMMAND = "crisis "
SHOWN = "| "
_EXAMPLE = re.compile(rf"(?:[A-Z_]+=\S+ )*{COMMAND}")
_GAP = re.compile(r" {2,}")
_DEEPER = 4


class Heading(NamedTuple):
    """Stands above the blocks that follow."""

    text: str


class Paragraph(NamedTuple):
    """Running text, to be wrapped."""

    text: str


class Rows(NamedTuple):
    """Pairs: an example and what it does, an option and its help. The right may be empty.

    ``wide`` is how wide the left column is at least.
    """

    pairs: tuple[tuple[str, str], ...]
    wide: int = 0

    @property
    def examples(self) -> bool:
        """Whether these are commands to type."""
        return all(_EXAMPLE.match(left) for left, _ in self.pairs)


class Verbatim(NamedTuple):
    """Lines to be shown as they are: a piece of a file."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Rows | Verbatim


def blocks(text: str) -> list[Block]:
    """Read a text; its first line may stand behind the quotes of a docstring."""
    page: list[Block] = []
    for part in re.split(r"\n\s*\n", _dedented(text).strip("\n")):
        lines = part.split("\n")
        while lines and lines[0].startswith("# "):
            page.append(Heading(lines.pop(0)[2:]))
        if lines and lines[0].startswith(SHOWN):
            page.append(Verbatim(tuple(line.removeprefix(SHOWN) for line in lines)))
        elif lines and lines[0].startswith((" ", COMMAND)):
            page.append(_rows(lines))
        elif lines:
            page.append(Paragraph(" ".join(line.strip() for line in lines)))
    return page


def _dedented(text: str) -> str:
    first, _, rest = text.partition("\n")
    margins = [len(line) - len(line.lstrip()) for line in rest.split("\n") if line.strip()]
    margin = min(margins, default=0)
    return "\n".join([first.strip(), *(line[margin:].rstrip() for line in rest.split("\n"))])


def _rows(lines: list[str]) -> Rows:
    margin = len(lines[0]) - len(lines[0].lstrip())
    pairs: list[tuple[str, str]] = []
    for line in lines:
        text = line.strip()
        if pairs and len(line) - len(line.lstrip()) >= margin + _DEEPER:
            left, right = pairs[-1]
            pairs[-1] = (left, f"{right} {text}".strip())
        else:
            left, *more = _GAP.split(text, maxsplit=1)
            pairs.append((left, more[0] if more else ""))
    return Rows(tuple(pairs))
