"""Who is named at a time: only a source whose own account it is."""

from __future__ import annotations

import pytest

from .phrases import read_with
from .support import flow


@pytest.mark.parametrize(
    ("when", "tellers"),
    [
        ("08:07", ("",)),
        ({"is": "08:07", "source": "ap"}, ("ap",)),
        ([{"is": "08:07", "source": "ap"}, {"is": "08:07", "source": "bbc"}], ("ap", "bbc")),
        ([{"is": "08:07", "source": "ap"}, {"is": "~08:15", "source": "bbc"}], ("ap",)),
        ([{"is": "~08:15", "source": "ap"}, {"is": "~08:45", "source": "bbc"}], ()),
        ([{"is": "08:07", "source": "ap"}, {"is": "11:00", "source": "bbc"}], ()),
    ],
    ids=flow,
)
def test_only_who_said_a_time_is_named_at_it(when: object, tellers: tuple[str, ...]) -> None:
    assert read_with(when)[1].tellers == tellers
