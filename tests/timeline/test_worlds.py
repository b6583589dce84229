"""Random worlds with a hidden truth keep the laws; ``make worlds`` tries many more."""

from __future__ import annotations

import pytest

from .laws import LAWS, failures
from .worlds import world, written

WORLDS = range(40)
HELD = (
    "windows_ask_for_the_truth",
    "engines_answer_alike",
    "silences_are_silent",
    "tellers_tell_the_time",
    "printed_instants_are_read",
    "files_are_merged",
)


@pytest.mark.parametrize("law", HELD)
def test_a_few_worlds_keep_the_laws(law: str) -> None:
    for seed in WORLDS:
        made = world(seed)
        assert failures(made, {law: LAWS[law]}) == [], written(made)


def test_a_world_is_that_of_its_seed() -> None:
    assert written(world(7)) == written(world(7)) != written(world(8))
