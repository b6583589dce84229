"""How Hypothesis runs here: the same examples each time, no deadline on slow machines.

Tests marked ``long`` are left out unless THOROUGH is set, as ``make test-all`` does.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

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
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if not item.get_closest_marker("long")]
