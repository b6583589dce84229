"""Regular expressions of Python without going back: a text is read once, whatever stands in it.

A set of the places in an expression at which a text may be is followed through the text (Thompson).
Which set follows on which is kept, so that most signs cost a look into a table. References to what
was found, looks around and atomic groups cannot be tried so.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PARSER: Any = import_module("re._parser")  # the trees of Python's own expressions
_COMPILER: Any = import_module("re._compiler")
_LARGEST = 2_000  # places of an expression
_MOST = 50_000  # steps that are kept
_SIGNS = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_FOUND = -1

Context = tuple[bool, ...]


def parsed(pattern: str, flags: int) -> Any:
    """The tree of an expression: pairs of a kind and what goes with it. Raises re.error."""
    return _PARSER.parse(pattern, flags)


class NotRegular(ValueError):
    """An expression that cannot be tried without going back, or one too large for it."""


class _Place:
    """A place in an expression: what it takes or asks for, and the places behind it."""

    __slots__ = ("asks", "next", "takes")

    def __init__(
        self,
        behind: list[int],
        takes: Callable[[str], object] | None = None,
        asks: Callable[[Context], bool] | None = None,
    ) -> None:
        self.next = behind
        self.takes = takes
        self.asks = asks


class Automaton:
    """What tries an expression. Raises NotRegular, and re.error for what is none."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        tree = parsed(pattern, flags)
        self._places: list[_Place] = []
        self._asks = False
        self._flags: int = tree.state.flags
        self._empty = re.compile(pattern, flags).search("") is not None
        self._start = self._sequence(tree, _FOUND, self._flags)
        self._sets: dict[frozenset[int], int] = {}
        self._numbered: list[frozenset[int]] = []
        self._moves: dict[tuple[int, Context, str], int] = {}

    def search(self, text: str) -> bool:
        """Whether it has a match anywhere in a text."""
        if not text:
            return self._empty
        moves = self._moves
        last = len(text)
        at = self._number(frozenset((self._start,)))
        context: Context = ()
        for place, sign in enumerate(text):
            if self._asks:
                context = self._context(text, place)
            step = moves.get((at, context, sign))
            if step is None:
                step = self._step(at, context, sign)
            if step == _FOUND:
                return True
            at = step
        context = self._context(text, last) if self._asks else ()
        return _FOUND in self._closed(self._numbered[at], context)

    def _step(self, at: int, context: Context, sign: str) -> int:
        if len(self._moves) >= _MOST:
            here = self._numbered[at]
            self._moves.clear()
            self._sets.clear()
            self._numbered.clear()
            at = self._number(here)
        closed = self._closed(self._numbered[at], context)
        behind = {self._start}
        for number in closed:
            if number != _FOUND and (takes := self._places[number].takes) and takes(sign):
                behind.update(self._places[number].next)
        step = _FOUND if _FOUND in closed else self._number(frozenset(behind))
        self._moves[at, context, sign] = step
        return step

    def _number(self, places: frozenset[int]) -> int:
        number = self._sets.get(places)
        if number is None:
            number = self._sets[places] = len(self._numbered)
            self._numbered.append(places)
        return number

    def _closed(self, places: frozenset[int], context: Context) -> set[int]:
        """The places that can be reached without a sign."""
        closed: set[int] = set()
        waiting = [*places]
        while waiting:
            number = waiting.pop()
            if number in closed:
                continue
            closed.add(number)
            if number == _FOUND:
                continue
            place = self._places[number]
            if place.takes is None and (place.asks is None or place.asks(context)):
                waiting += place.next
        return closed

    def _context(self, text: str, place: int) -> Context:
        """What stands around a place, as far as expressions ask for it."""
        before, behind = text[place - 1 : place], text[place : place + 1]
        final = place == len(text) or (place == len(text) - 1 and behind == "\n")
        words = [
            _word(before, ascii_only) != _word(behind, ascii_only) for ascii_only in (False, True)
        ]
        end = place == len(text)
        return (not place, end, final, before == "\n", behind == "\n", *words)

    def _add(self, place: _Place) -> int:
        if len(self._places) >= _LARGEST:
            raise NotRegular("an expression too large")
        self._places.append(place)
        return len(self._places) - 1

    def _sequence(self, items: Iterable[Any], behind: int, flags: int) -> int:
        """The first place of what stands before ``behind``."""
        for kind, value in reversed([*items]):
            behind = self._one(str(kind), kind, value, behind, flags)
        return behind

    def _one(self, name: str, kind: Any, value: Any, behind: int, flags: int) -> int:
        if name in _SIGNS:
            state = _PARSER.State()
            state.flags = flags
            single = _COMPILER.compile(_PARSER.SubPattern(state, [(kind, value)]), flags)
            return self._add(_Place([behind], _sign(single)))
        if name == "AT":
            self._asks = True
            return self._add(_Place([behind], asks=_asked(str(value), flags)))
        if name == "BRANCH":
            first = [self._sequence(items, behind, flags) for items in value[1]]
            return self._add(_Place(first))
        if name == "SUBPATTERN":
            _, more, less, items = value
            return self._sequence(items, behind, (flags | more) & ~less)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, items = value
            return self._repeated((least, most), items, behind, flags)
        raise NotRegular("an expression that looks back or around")

    def _repeated(self, times: tuple[int, Any], items: Any, behind: int, flags: int) -> int:
        least, most = times
        first = behind
        if most is _PARSER.MAXREPEAT:
            first = self._add(_Place([behind]))
            self._places[first].next.append(self._sequence(items, first, flags))
        else:
            for _ in range(most - least):
                first = self._add(_Place([self._sequence(items, first, flags), behind]))
        for _ in range(least):
            first = self._sequence(items, first, flags)
        return first


def _sign(pattern: re.Pattern[str]) -> Callable[[str], object]:
    known: dict[str, bool] = {}

    def takes(sign: str) -> bool:
        taken = known.get(sign)
        if taken is None:
            if len(known) >= _MOST:
                known.clear()
            taken = known[sign] = pattern.match(sign) is not None
        return taken

    return takes


def _asked(name: str, flags: int) -> Callable[[Context], bool]:
    many = bool(flags & re.MULTILINE)
    boundary = 6 if flags & re.ASCII else 5
    asked: dict[str, Callable[[Context], bool]] = {
        "AT_BEGINNING": lambda around: around[0] or (many and around[3]),
        "AT_BEGINNING_STRING": lambda around: around[0],
        "AT_END": lambda around: around[2] or (many and around[4]),
        "AT_END_STRING": lambda around: around[1],
        "AT_BOUNDARY": lambda around: around[boundary],
        "AT_NON_BOUNDARY": lambda around: not around[boundary],
    }
    if name not in asked:
        raise NotRegular("an expression that looks back or around")
    return asked[name]


def _word(sign: str, ascii_only: bool) -> bool:
    return (sign.isalnum() or sign == "_") and (not ascii_only or sign.isascii())
