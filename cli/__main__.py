"""``python -m crisis.cli`` is the command ``crisis``."""

from .entry import run

run()
