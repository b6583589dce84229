"""``python -m crisis.cli`` is the command ``crisis``."""

from .main import run

run()
