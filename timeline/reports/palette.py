"""Eight colours for actors, told apart by those who see some colours alike, and in grey.

After M. Okabe and K. Ito, Color Universal Design (2008), adapted: each has a contrast of 3 or more
with a light and with a dark page, none is a hue that has another job (``signs.py``). No actor is
known by a colour alone: its name stands beside. From the ninth on they come again.
"""

from __future__ import annotations

from .signs import Hue

PALETTE = (
    Hue("", "#266fcb", "#4681a4"),
    Hue("", "#e37364", "#d67540"),
    Hue("", "#156952", "#20ea9f"),
    Hue("", "#202258", "#a794ff"),
    Hue("", "#629100", "#f6e73d"),
    Hue("", "#612325", "#8e5654"),
    Hue("", "#484863", "#c9b2c3"),
    Hue("", "#000800", "#f6fff4"),
)
