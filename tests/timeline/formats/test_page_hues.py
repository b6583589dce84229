"""The colours of the page are those of all other forms, and none is used that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from crisis.timeline.formats import page_hues
from crisis.timeline.reports.palette import PALETTE
from crisis.timeline.reports.signs import DISPUTE, EVENTS

PAGE = Path(page_hues.__file__).parent / "page"


def test_the_hues_are_those_of_the_signs_and_of_the_palette() -> None:
    light, dark = page_hues.hues().split("@media", 1)
    for name, hue in {"event": EVENTS, "disputed": DISPUTE, "lane-8": PALETTE[7]}.items():
        assert f"--{name}: {hue.light}" in light
        assert f"--{name}: {hue.dark}" in dark


def test_every_colour_that_a_style_or_a_script_asks_for_is_there() -> None:
    styles = "".join(path.read_text("ascii") for path in sorted(PAGE.glob("*.css")))
    scripts = "".join(path.read_text("ascii") for path in sorted(PAGE.glob("*.js")))
    defined = set(re.findall(r"(--[\w-]+):", styles + page_hues.hues()))
    defined |= set(re.findall(r'setProperty\("(--[\w-]+)"', scripts))
    assert set(re.findall(r"var\((--[\w-]+)", styles)) <= defined
    assert set(re.findall(r'value\("(--[\w-]+)"', scripts)) <= defined
    hues = int(re.findall(r"HUES = (\d+)", scripts)[0])
    assert hues == len(PALETTE)
    assert all(f".hue-{number} {{" in styles for number in range(1, hues + 2))
