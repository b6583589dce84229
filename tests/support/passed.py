"""Tests that passed in an everyday run just before a whole one need not run in it again.

``.ci/run`` names a file in CRISIS_PASSED. The everyday run writes there what passed; the whole run
leaves that out, but for tests of which the everyday run tries a sample alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from . import examples

if TYPE_CHECKING:
    from types import CodeType

    import pytest

FILE = os.environ.get("CRISIS_PASSED", "")
SAMPLING = {examples.examples.__name__, examples.sampled.__name__, "THOROUGH"}


class Passed:
    """A plugin that writes down, when all have run, the ids of the tests that passed."""

    def __init__(self) -> None:
        self._ids: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self._ids.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        Path(FILE).write_text("\n".join(self._ids), encoding="utf-8")


def without_those_that_passed(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests of a whole run that an everyday run did not try as thoroughly."""
    path = Path(FILE)
    passed = set(path.read_text("utf-8").split("\n")) if FILE and path.is_file() else set()
    return [item for item in items if item.nodeid not in passed or _sampled(item)]


def _sampled(item: pytest.Item) -> bool:
    function = getattr(item, "function", None)
    if function is None or getattr(function, "is_hypothesis_test", False):
        return True
    return bool(SAMPLING & _names(function.__code__))


def _names(code: CodeType) -> set[str]:
    inner = [_names(each) for each in code.co_consts if isinstance(each, type(code))]
    return set(code.co_names).union(*inner)
