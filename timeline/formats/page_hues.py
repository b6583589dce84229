"""The hues of the page, as rules of CSS: those of every other form, for light, dark and paper."""

from __future__ import annotations

from crisis.timeline.reports.palette import PALETTE
from crisis.timeline.reports.signs import DISPUTE, EVENTS

NAMED = {
    "event": EVENTS,
    "disputed": DISPUTE,
    **{f"lane-{number}": hue for number, hue in enumerate(PALETTE, 1)},
}
"""What the styles and the canvas of the page call them: ``--event``, ``--lane-1``."""


def hues() -> str:
    """Custom properties of the root; on paper they are those of a light page."""
    light = "; ".join(f"--{name}: {hue.light}" for name, hue in NAMED.items())
    dark = "; ".join(f"--{name}: {hue.dark}" for name, hue in NAMED.items())
    return (
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )
