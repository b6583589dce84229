"""The closed sets of words in answers, for type checkers: the JSON Schemas have the same ones."""

from typing import Literal

Said = Literal["claim", "core", "header", "cause", "part", "whole"]
"""What made a statement that can be a reason: ``crisis.why/1`` has it as ``kind``."""

Linking = Literal["lasts", "accounts"]
"""Statements that nobody made, which are never told: between an event, its end, its accounts."""

Colliding = Literal["contradiction", "tension"]
"""How statements collide."""

Precision = Literal["year", "decade", "season", "month", "day"]
"""Of a date as it was written."""

Fineness = Literal["part of day", "hour", "minute", "second", "subsecond"]
"""Of a clock as it was written."""

Severity = Literal["error", "warning"]
"""How bad a problem of a file is."""
