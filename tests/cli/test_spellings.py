"""An option is known however it is written, though only those that are named are defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crisis.cli.request.parameters import Option, parameters
from crisis.cli.request.registry import COMMANDS, command

from ..support.commands import FILES, run
from ..support.examples import sampled

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE = {
    "why": ["breach"],
    "list": ["actors"],
    "schema": ["events"],
    "completion": ["zsh"],
    "new": ["A bad evening"],
    "cache": [],
    "help": [],
    "fmt": ["nowhere/any.yaml"],
    "sort": ["nowhere/any.yaml"],
}
"""What a command needs beside its options; the others read a file, and do not write it."""


def written() -> Iterator[tuple[str, ...]]:
    """Each option of each command in each of its ways, with a value that is no good."""
    for name in COMMANDS:
        taken = [each.spec for each in parameters(command(name)) if isinstance(each.spec, Option)]
        cluster = "-q" if any("-q" in spec.names for spec in taken) else "-"
        for spec in taken:
            value = "nowhere/any" if spec.metavar else ""
            for flag in (*spec.names, *spec.also.split()):
                short = flag if flag[:2] == "--" else cluster + flag[1]
                yield (name, short, value) if value else (name, short)
                if value:
                    yield name, f"{short}={value}" if short == flag else f"{short}{value}"


@pytest.mark.parametrize("words", sampled(written()), ids=" ".join)
def test_an_option_is_known_in_every_spelling(words: tuple[str, ...]) -> None:
    name, *options = words
    told = run(name, *BEFORE.get(name, ["-f", FILES["outage"]]), *options)
    assert "No such option" not in told.err
    assert "internal error" not in told.err
