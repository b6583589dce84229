"""Named tuples of our own do what those of :mod:`typing` do."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any

import pytest

from crisis.timeline.base.namedtuple import NamedTuple


class Ours(NamedTuple):
    """Both."""

    first: int
    second: str = "two"

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"


class Theirs(typing.NamedTuple):
    """Both."""

    first: int
    second: str = "two"

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"


def _wrong(call: Any) -> type[BaseException]:
    with pytest.raises((TypeError, ValueError, AttributeError)) as caught:
        call()
    return caught.type


def test_it_does_what_the_usual_one_does() -> None:
    def facts(kind: Any) -> list[Any]:
        one = kind(1)
        match one:
            case kind(first, second):
                taken = first, second
        return [
            one,
            kind(second="b", first=2),
            kind._make([3, "c"]),
            one._replace(second="d"),
            one._asdict(),
            one.both,
            repr(one).partition("(")[2],
            taken,
            hash(one),
            kind._fields,
            kind._field_defaults,
            kind.__doc__,
            typing.get_type_hints(kind),
            copy.copy(one) == pickle.loads(pickle.dumps(one)) == one,
            type(pickle.loads(pickle.dumps(one))) is kind,
            _wrong(kind),
            _wrong(lambda: kind(1, "b", 3)),
            _wrong(lambda: kind(1, third=3)),
            _wrong(lambda: kind(1, first=3)),
            _wrong(lambda: kind(third=3)),
            kind(3, second="c"),
            _wrong(lambda: kind._make([1])),
            _wrong(lambda: one._replace(third=3)),
            _wrong(lambda: setattr(one, "first", 2)),
            _wrong(lambda: setattr(one, "third", 2)),
        ]

    assert facts(Ours) == facts(Theirs)
    for number in range(100):  # the first ones are made in another way than the others
        assert Ours(number, "two") == Theirs(number, "two")
    assert facts(Ours) == facts(Theirs)


def test_a_field_without_a_default_cannot_follow_one_with_it() -> None:
    space = {"__annotations__": {"a": "int", "b": "int"}, "__module__": __name__, "a": 1}
    with pytest.raises(TypeError, match="without a default"):
        type(NamedTuple)("Wrong", (NamedTuple,), space)
