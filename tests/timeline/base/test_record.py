"""A record is made in the same way whether it is one of the first of its class or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crisis.timeline.base.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable


def classes() -> tuple[Any, Any]:
    """Two classes of which no record was made yet; the second takes its values by name."""

    class Point(Record):
        x: int
        y: int = 2

    class Named(Record, kw_only=True):
        x: int
        y: int = 2

    return Point, Named


WRONG: list[Callable[[Any, Any], object]] = [
    lambda point, _: point(),
    lambda point, _: point(1, 2, 3),
    lambda point, _: point(1, x=1),
    lambda point, _: point(1, z=3),
    lambda point, _: point(z=3),
    lambda point, _: point(1).replace(z=3),
    lambda _, named: named(1),
    lambda _, named: named(1, y=2),
]


@pytest.mark.parametrize("before", [0, 100])
@pytest.mark.parametrize("wrong", WRONG)
def test_values_that_are_not_its_fields_are_refused(
    wrong: Callable[[Any, Any], object], before: int
) -> None:
    point, named = classes()
    for number in range(before):
        point(number).replace(y=3)
        named(x=number)
    with pytest.raises(TypeError):
        wrong(point, named)


def test_the_first_are_as_the_others() -> None:
    point, named = classes()
    for number in range(100):
        made = [point(number), point(number, 2), point(x=number), point(number, y=2)]
        made += [point._of(number), point(7).replace(x=number), point(7, 8).replace(x=number, y=2)]
        assert {type(one) for one in made} == {point}
        assert {(one.x, one.y, repr(one)) for one in made} == {(number, 2, f"Point(x={number})")}
        assert {*made} == {made[0]}
        assert named(y=3, x=number).replace(x=1) == named(x=1, y=3)
        with pytest.raises(AttributeError, match="never changed"):
            made[0].x = 1
