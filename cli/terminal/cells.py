"""Numbers of cells, as the environment gives them."""

from __future__ import annotations

import os

from crisis.timeline.base.limits import WIDEST

_DIGITS = 20  # of a number that is read


def said(variable: str) -> int:
    """A number of cells that the environment says, WIDEST if there are more; 0 if it says none."""
    value = os.environ.get(variable, "")
    if not value.isdecimal():
        return 0
    return min(int(value), WIDEST) if len(value) <= _DIGITS else WIDEST
