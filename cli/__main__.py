"""``python -m crisis.cli`` is the command ``crisis``."""

from .start import run

run()
