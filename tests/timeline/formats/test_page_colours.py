"""The colours of the page by their numbers: text 4.5:1, signs and edges 3:1, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crisis.timeline.formats import html
from crisis.timeline.formats.page_hues import NAMED

PAGE = Path(html.__file__).parent / "page"
TEXT = ("ink", "soft", "blue", "red", "event", "disputed")
SIGNS = ("edge", "focus", "event", "disputed", *(f"lane-{number}" for number in range(1, 9)))


def palettes() -> dict[str, dict[str, str]]:
    """The variables of the light scheme, of the dark one over it, and of paper over the light."""
    css = (PAGE / "page.css").read_text("ascii")
    printed = (PAGE / "print.css").read_text("ascii")
    light, dark = (dict(variables(part)) for part in roots(css)[:2])
    light |= {name: hue.light for name, hue in NAMED.items()}
    dark |= {name: hue.dark for name, hue in NAMED.items()}
    return {
        "light": light,
        "dark": light | dark,
        "paper": light | dict(variables(roots(printed)[0])),
    }


def roots(css: str) -> list[str]:
    return re.findall(r":root[^{]*\{(.*?)\}", css, re.DOTALL)


def variables(block: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in re.findall(r"--([\w-]+): (#\w+);", block)]


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines relative luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "paper"])
def test_text_and_signs_stand_out(name: str) -> None:
    palette = palettes()[name]
    texts = {(text, on) for text in TEXT for on in ("paper", "tint")}
    signs = {(sign, "paper") for sign in SIGNS}
    weak = [
        (text, on, round(contrast(palette[text], palette[on]), 2))
        for several, least in ((texts, 4.5), (signs, 3.0))
        for text, on in sorted(several)
        if contrast(palette[text], palette[on]) < least
    ]
    assert weak == []


def test_contrast_is_that_of_the_recommendation() -> None:
    assert round(contrast("#000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48
