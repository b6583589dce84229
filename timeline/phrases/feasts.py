"""Feasts and terms that fall on the same date every year, as registers and courts count by them."""

FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "epiphany": (1, 6),
    "candlemas": (2, 2), "valentine's day": (2, 14), "lady day": (3, 25), "may day": (5, 1),
    "midsummer day": (6, 24), "lammas": (8, 1), "michaelmas": (9, 29), "halloween": (10, 31),
    "all saints' day": (11, 1), "all souls' day": (11, 2), "martinmas": (11, 11),
    "armistice day": (11, 11),
}  # fmt: skip
"""The month and the day of each."""
