"""The closed sets of words: the types that records have them by, and the words in their order.

Checks of arguments, hints, completion and help take the words from here, and the JSON Schemas are
held against them by a test.
"""

from __future__ import annotations

from typing import Literal, get_args

Said = Literal["claim", "core", "header", "cause", "part", "whole", "clock"]
"""What made a statement that can be a reason: ``crisis.why/1`` has it as ``kind``."""

Linking = Literal["lasts", "accounts", "either"]
"""Statements that nobody made: between an event, its end, its accounts, which are never told; and
between an event and what its alternatives are measured from, told as the claim that gives them."""

Colliding = Literal["contradiction", "tension", "ruled out"]
"""How statements collide; what rules out one of several alternatives leaves the others."""

Precision = Literal[
    "century", "decade", "year", "half year", "quarter", "season", "month", "week", "day"
]
"""Of a date as it was written."""

Calendar = Literal["gregorian", "julian"]
"""Which dates count in: the calendar of today, or the one that it replaced."""

Fineness = Literal["part of day", "hour", "minute", "second", "subsecond"]
"""Of a clock as it was written."""

Status = Literal["planned", "missed", "averted", "denied"]
"""What never certainly happened."""

Confidence = Literal["low", "medium", "high"]
"""How sure a claim is."""

State = Literal[
    "disputed",
    "differing",
    "alternative",
    "conflicted",
    "uncertain",
    "approximate",
    "undated",
    "lasting",
    "unsourced",
]
"""What ``is`` asks for."""

Agreement = Literal["agreed", "differing", "disputed"]
"""How several accounts of an event stand to each other."""

Sure = Literal["doubted", "low", "medium", "high"]
"""How sure an account is: marked with ``?``, else its confidence, medium where none is named."""

Verdict = Literal["certain", "possible", "out"]
"""Whether an event is what is asked for: whatever the truth is, under some truth, or under none."""

Matched = Literal["certain", "possible"]
"""The verdicts on what is in an answer."""

End = Literal["low", "high"]
"""Which end of a bound: the earliest or the latest instant."""

Sort = Literal["earliest", "latest"]
"""What puts events in order: when they may have begun at the earliest, or at the latest."""

GroupSort = Literal["count", "name", "file"]
"""What puts groups in order: how many matches they have (the most first), what they are called, or
the order of the file and of time."""

Order = Literal["known", "negative", "unordered", "unknown"]
"""Whether the first of two instants came first, the second did, or it is not known which; or
nothing at all is known of how far apart they are."""

ClockForm = Literal["hhmm"]
"""How a source writes its clocks: as four digits, which are no years then."""

CALENDARS: tuple[Calendar, ...] = get_args(Calendar)
CLOCK_FORMS: tuple[ClockForm, ...] = get_args(ClockForm)

STATUSES: tuple[Status, ...] = get_args(Status)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
STATES: tuple[State, ...] = get_args(State)
SURE: tuple[Sure, ...] = get_args(Sure)
MATCHED: tuple[Matched, ...] = get_args(Matched)
AGREEMENTS: tuple[Agreement, ...] = get_args(Agreement)
SORTS: tuple[Sort, ...] = get_args(Sort)
GROUP_SORTS: tuple[GroupSort, ...] = get_args(GroupSort)
