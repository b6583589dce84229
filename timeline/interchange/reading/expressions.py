"""Regular expressions of rules, tried on texts of strangers: none of them takes for ever.

Python tries an expression by going back: ``(a+)+$`` takes twice as long for each letter more. What
can be seen to go back little is tried by it, and all else by an automaton.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .automaton import Automaton, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SHORT = 2_000  # characters of a text in which one repeat may go back
_FEW = 64  # ways in which an expression may match at one place
_MANY = 20  # times that something may stand, so that this counts as no repeat
_ENDLESS = 1 << 30


def searching(pattern: str, any_case: bool) -> Callable[[str], bool]:
    """What says whether a text has a match of an expression, in time that grows with the text.

    Raises re.error for what is no expression, NotRegular for one that could take for ever.
    """
    flags = re.IGNORECASE if any_case else 0
    search = re.compile(pattern, flags).search
    ways, repeats = _going_back(parsed(pattern, flags))
    if ways <= _FEW and not repeats:
        return lambda text: search(text) is not None
    automaton = Automaton(pattern, flags)
    if ways > _FEW or repeats > 1:
        return automaton.search
    return lambda text: search(text) is not None if len(text) <= _SHORT else automaton.search(text)


def _going_back(items: Iterable[Any]) -> tuple[int, int]:
    """In how many ways an expression can match at a place, beside its repeats; how many these are.

    A repeat of what can match in several ways counts as endless.
    """
    ways, repeats = 1, 0
    for kind, value in items:
        name = str(kind)
        more, again = 1, 0
        if name == "BRANCH":
            inner = [_going_back(branch) for branch in value[1]]
            more, again = sum(one for one, _ in inner), sum(one for _, one in inner)
        elif name == "SUBPATTERN":
            more, again = _going_back(value[-1])
        elif name == "ATOMIC_GROUP":
            more, again = _going_back(value)
        elif name in ("ASSERT", "ASSERT_NOT"):
            more, again = _going_back(value[1])
        elif name.endswith("REPEAT"):
            more, again = _repeated(*value)
        elif name.startswith("GROUPREF"):
            more = _ENDLESS
        ways, repeats = min(ways * more, _ENDLESS), repeats + again
    return ways, repeats


def _repeated(least: int, most: Any, items: Iterable[Any]) -> tuple[int, int]:
    ways, repeats = _going_back(items)
    if ways > 1 or repeats:
        return (ways, repeats) if least == most == 1 else (_ENDLESS, repeats)
    if least == most:
        return 1, int(most > _MANY)
    return (int(most) - least + 1, 0) if int(most) - least < _FEW else (1, 1)
