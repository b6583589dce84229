"""A module that is executed later is the same as any other, only later."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGIN = """
import sys
from crisis.cli.terminal.lazy_modules import execute_later
execute_later(("colorsys", "nowhere_to_be_found", "sys"))
import colorsys
module = sys.modules["colorsys"]
import colorsys as again
executed = lambda: "rgb_to_hls" in vars(module)
assert again is module and not executed() and module.__file__ and module.__name__ == "colorsys"
"""


def run(program: str) -> str:
    """What a program prints that is run by a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


@pytest.mark.parametrize(
    "asked",
    [
        "colorsys.rgb_to_hls(0, 1, 0)[1]",
        "__import__('colorsys', fromlist=['rgb_to_hls']).rgb_to_hls(0, 1, 0)[1]",
        "__import__('pickle').loads(b'\\x80\\x04ccolorsys\\nrgb_to_hls\\n.')(0, 1, 0)[1]",
    ],
)
def test_who_asks_a_module_for_something_gets_it(asked: str) -> None:
    assert run(f"print({asked}, executed(), type(module).__name__)") == "0.5 True module\n"


def test_star_and_names_are_imported_as_ever() -> None:
    assert run("from colorsys import *; print(rgb_to_hls(0, 1, 0)[1], executed())") == "0.5 True\n"
    assert run("from colorsys import rgb_to_hls as f; print(f(0, 1, 0)[1])") == "0.5\n"


def test_what_a_module_does_not_have_is_missing() -> None:
    assert run("print(hasattr(colorsys, 'nothing'), executed())") == "False True\n"


def test_what_is_loaded_or_nowhere_stays_as_it_is() -> None:
    assert run("print(type(sys).__name__, 'nowhere_to_be_found' in sys.modules)") == (
        "module False\n"
    )
