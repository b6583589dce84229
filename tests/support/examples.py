"""How thoroughly to test: all of it (``make test-all``), or a sample that takes two minutes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

THOROUGH = os.environ.get("THOROUGH", "") not in ("", "0")
"""Whether the long tests run too, and properties are tried on all of their examples."""

SAMPLE = 6
"""One of so many is tried where not all are."""


def examples(number: int) -> int:
    """So many examples of a property, or a sample of them."""
    return number if THOROUGH else max(8, number // SAMPLE)


def sampled(cases: Iterable[T]) -> list[T]:
    """All cases, or some of them from all over the list."""
    return list(cases)[:: 1 if THOROUGH else SAMPLE]
