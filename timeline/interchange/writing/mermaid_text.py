"""Texts in Mermaid's diagrams: shown, never obeyed. Tried with Mermaid 12.3.

A sign that means something there is written as an entity, ``#58;`` for a colon; so is the first
letter of what would be taken for a keyword. Mermaid refuses a diagram of more characters than
``maxTextSize``, 50,000 where nobody says otherwise (GitHub does not).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.query.terms import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .losses import Losses

LARGEST = 50_000
"""Characters of a diagram, as JavaScript counts them: in units of UTF-16."""
_LONGEST = 1_000
"""Characters of a text in a box or beside a bar."""
# U+FB02 and the pilcrow are signs of what Mermaid makes of entities for itself.
_ACTIVE = re.compile(r"[^\w .,!?'()~+/\-\u0080-\U0010ffff]|[\ufb02\xb6]")
_KEYWORD = re.compile(
    r"(?:timeline|gantt|title|section|acctitle|accdescr|accdescription|dateformat|axisformat"
    r"|inclusiveenddates|topaxis|tickinterval|includes|excludes|todaymarker|weekday|weekend|href"
    r"|call|click|direction|end)\b|[0-9]{4}-",
    re.IGNORECASE,
)


def still(text: str, losses: Losses) -> str:
    """A text on one line of which nothing is obeyed, wherever it stands; a long one is cut."""
    if len(text) > _LONGEST:
        losses.add("long text cut", "long texts cut")
        text = f"{text[:_LONGEST].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    text = _ACTIVE.sub(lambda sign: _entity(sign[0]), text.strip())
    return _entity(text[0]) + text[1:] if _KEYWORD.match(text) else text


def _entity(sign: str) -> str:
    return f"#{ord(sign)};"


def checked(head: str, rows: Iterable[tuple[str, int]]) -> str:
    """A diagram of these lines, each with how many events it shows.

    Raises QueryError where it is larger than Mermaid takes.
    """
    parts, size, fit, events = [head], len(head), 0, 0
    for text, number in rows:
        size += len(text.encode("utf-16-le")) // 2
        events += number
        fit += number if size <= LARGEST else 0
        if size <= LARGEST:
            parts.append(text)
    if size > LARGEST:
        raise QueryError(
            f"{size:,} characters are too many for Mermaid, which takes {LARGEST:,}:"
            f" {fit:,} of {events:,} events fit",
            f"filters or --limit {fit} leave fewer; --as svg and --as html take more",
        )
    return "".join(parts)
