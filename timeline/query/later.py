"""Numbers that are perhaps counted only when somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Later = int | Callable[[], int]
    """A number, or what counts it."""


def number(later: Later) -> int:
    """The number, counted now at the latest. Raises what whoever counts raises."""
    return later if isinstance(later, int) else later()
