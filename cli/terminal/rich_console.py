"""The Rich console that tables and trees are drawn on. It obeys the screen and nothing else."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from .output import Screen

UNLIMITED = 10_000


class _Ascii(StringIO):
    """Rich draws lines of ASCII on a file of this encoding."""

    encoding = "ascii"


def canvas(look: Screen) -> tuple[Console, Callable[[], str]]:
    """A console and the function that gives what was drawn on it.

    Markup, emoji codes and highlighting are off: data is text. Without colour there is no bold
    either, and no escape at all.
    """
    buffer = _Ascii() if look.ascii else StringIO()
    console = Console(
        file=buffer,
        width=look.width or UNLIMITED,
        color_system="standard" if look.color else None,
        force_terminal=look.color,
        no_color=not look.color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        safe_box=look.ascii,
        _environ={},
    )

    def drawn() -> str:
        text = buffer.getvalue()
        lines = text.split("\n")
        return "\n".join(line.rstrip(" ") for line in lines)

    return console, drawn
