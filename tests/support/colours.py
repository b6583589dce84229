"""What tests of colours share: contrast, and how colours look to those who see some alike."""

from __future__ import annotations

from itertools import starmap

PROTANOPIA = (
    (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)  # fmt: skip
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)  # fmt: skip
TRITANOPIA = (
    (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
    (0.004733, 0.691367, 0.303900),
)  # fmt: skip
ALL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
EYES = (ALL, PROTANOPIA, DEUTERANOPIA, TRITANOPIA)
"""G. Machado, M. Oliveira and L. Fernandes (2009), severity 1, on linear light."""

Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    """``#rrggbb`` as linear light."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, eyes: tuple[Triple, ...] = ALL) -> Triple:
    """CIE L*a*b* of a colour as eyes have it."""
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(starmap(float.__mul__, zip(row, light, strict=True)))))
        for row in eyes
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
