"""How Hypothesis runs here: the same examples each time, no deadline on slow machines.

Tests marked ``long`` are left out unless THOROUGH is set, as ``make test-all`` does.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

from .support import passed
from .support.examples import THOROUGH, examples

if TYPE_CHECKING:
    import pytest

settings.register_profile(
    "crisis",
    max_examples=examples(60),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("crisis")

os.environ["EDITOR"] = "true"  # no test opens that of whoever runs them
os.environ.pop("VISUAL", None)

# A job in the background of a shell ignores Ctrl-C, and so would all that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if THOROUGH:
        kept = passed.without_those_that_passed(items)
    else:
        kept = [item for item in items if not item.get_closest_marker("long")]
    left = set(items).difference(kept)
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    items[:] = kept


def pytest_configure(config: pytest.Config) -> None:
    if passed.FILE and not THOROUGH and not hasattr(config, "workerinput"):
        config.pluginmanager.register(passed.Passed())
