"""What is written on one line reads back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.editing.yaml_text import flow

if TYPE_CHECKING:
    from collections.abc import Mapping

PIECES = st.sampled_from([*"[]{},:#&*!|>'\"%@`-? \n", ": ", " #", "no", "true"])
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=8).map("".join)


def read(text: str) -> Any:
    """The text as another reader of YAML has it, but for kinds other than texts."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: TID251 - texts alone


@pytest.mark.parametrize(
    "key", ["a: b", "#b", "[c]", "d, e", "", "*f", "no", "x\ny", "who?", "really? what?"]
)
def test_keys_that_need_quotes_have_them(key: str) -> None:
    assert read(flow({key: "x"})) == {key: "x"}


@given(st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, max_size=3), max_size=3))
def test_mappings_read_back(value: Mapping[str, Any]) -> None:
    assert read(flow(value)) == value
    assert read(flow(value, True)) == value
