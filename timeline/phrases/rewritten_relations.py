"""What is told by something else, as the language writes it: ``that evening``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .rewriting import Rewrite, rewritten, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = r"((?:(?:early|late|mid)[ -])?(?:morning|afternoon|evening|night|midday|early hours))"
_REF = r"(@[^\s;,?]+?)(?:\.start|\.end)?"
_END_OF, _START_OF = r"(?:the )?(?:very )?end of", r"(?:the )?(?:beginning|start) of"
_WHAT = "name what it is measured from"
_ENDS = "what lasts has a start and an end"
_NO_TODAY = "a file has no today"

_RULES = (
    rule(
        r"(.+?),? (?:later|afterwards?|thereafter|after that)(?: on)?",
        r"\1 after @id",
        why=_WHAT,
    ),
    rule(
        r"(.+?),? (?:earlier|previously|beforehand|before that|prior)",
        r"\1 before @id",
        why=_WHAT,
    ),
    rule(r"(.+?) ago", r"\1 before @id", why=f"{_NO_TODAY}: {_WHAT}"),
    rule(
        r"(?:in|after) ((?:about |around |~)?(?:\d|an?|half|two|three|four|five|ten|some"
        r"|several).*)",
        r"\1 after @id",
        why=_WHAT,
    ),
    rule(
        r"(?:just |shortly |soon |moments |not long |immediately )?(?:after(?:wards?)?"
        r"|later|thereafter|then|subsequently)(?: on)?(?: that day| the same day)?",
        "after @id",
        why=_WHAT,
    ),
    rule(
        r"later (?:that|the same|in the) day",
        "after @id; same day as @id",
        "after @id",
        why=_WHAT,
    ),
    rule(r"[-\u2212](\d.*) after (.+)", r"\1 before \2"),
    rule(r"[-\u2212](\d.*) before (.+)", r"\1 after \2"),
    rule(
        r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten) (after|before) (.+)",
        r"\1 minutes \2 \3",
        r"\1 hours \2 \3",
        r"\1 days \2 \3",
        why="how long?",
    ),
    rule(r"(@\S+) ?\+ ?(.+)", r"\2 after \1"),
    rule(r"(@\S+) (?:- ?|\u2212 ?|minus )(.+)", r"\2 before \1"),
    rule(r"(@\S+) (after|before) (.+)", r"\3 \2 \1"),
    rule(r"(@\S+) ?(?:\u00b1|\+-|\+/-) ?(.+)", r"within \2 of \1"),
    rule(r"(\d{4}-\d\d-\d\d) ([01]\d|2[0-4])([0-5]\d)", r"\1 \2:\3"),
    rule(r"(\d{1,2})", r"\1:00", r"yyyy-mm-\1", why="an hour or a day?"),
    rule(r"T ?\+? ?(\d.*)", r"T+\1"),
    rule(r"(.+) utc", r"\1 UTC"),
    rule(r"(.+) gmt", r"\1 GMT"),
    rule(rf"(?:towards?|near|approaching|getting on for|around|about) {_PART}", r"\1"),
    rule(r"earlier(?: that day| the same day)?|previously|beforehand", "before @id", why=_WHAT),
    rule(
        r"(soon|right|immediately|directly|shortly|moments|just)(?: after| before)?",
        r"shortly after @id",
        why=_WHAT,
    ),
    rule(rf"(?:on |in |later |early )?(?:that|the same|that same|this|that very) {_PART}", r"\1"),
    rule(r"(?:on )?(?:that|the same|that same|that very) day", "same day as @id"),
    rule(
        rf"(?:on |in )?(?:the )?(?:next|following) {_PART}",
        r"\1 after @id",
        r"<+1> \1",
        why=_WHAT,
    ),
    rule(rf"(?:on |in )?(?:the )?(?:previous|preceding) {_PART}", r"\1 before @id", why=_WHAT),
    rule(rf"(?:the )?{_PART} (before|after)", r"\1 \2 @id", why=_WHAT),
    rule(r"(?:on )?(?:the )?(?:next|following) day", "day after @id", "<+1>", why=_WHAT),
    rule(r"(?:the )?(?:next|following) (?:day at )?(noon|\d.+)", r"<+1> \1", why=_WHAT),
    rule(
        r"(?:on )?(?:the )?(?:previous|preceding) day|the day (?:before|earlier)",
        "day before @id",
        why=_WHAT,
    ),
    rule(r"(?:the )?(?:next|following) (week|month|year)", r"a \1 after @id", why=_WHAT),
    rule(r"(?:the )?(?:previous|preceding) (week|month|year)", r"a \1 before @id", why=_WHAT),
    rule(
        r"(?:last|this|next|in the last) (spring|summer|autumn|fall|winter)",
        r"\1 yyyy",
        why=_NO_TODAY,
    ),
    rule(r"(?:earlier |late |early |later )?(?:last|this|next) month", "yyyy-mm", why=_NO_TODAY),
    rule(r"(?:earlier |late |early |later )?(?:last|this|next) year", "yyyy", why=_NO_TODAY),
    rule(
        r"(?:earlier |late |early |later )?(?:last|this|next) week(?:end)?|the other day"
        r"|recently",
        "2023-11-17",
        why=_NO_TODAY,
    ),
    rule(r"last night", "2023-11-17 night", why=_NO_TODAY),
    rule(
        r"(?:when|as|while|upon|with|on|contemporaneously with|simultaneously with"
        r"|concurrently with|together with|same as) (@\S+)",
        r"at \1",
    ),
    rule(r"(.+?) into " + _REF, r"\1 after \2.start"),
    rule(
        r"(?:at |in )?(?:the )?(?:start|beginning|outset|opening) of " + _REF,
        r"at \1.start",
        r"at \1",
    ),
    rule(r"(?:at |in )?(?:the )?(?:end|close|conclusion) of " + _REF, r"at \1.end", r"at \1"),
    rule(
        r"(?:half ?way through|midway through|in the middle of|in the course of|amid"
        r"|early in|late in|towards? the end of|partway through) (@\S+)",
        r"during \1",
    ),
    rule(r"within (seconds|minutes|hours|days|weeks) (?:of|after) (@\S+)", r"\1 after \2"),
    rule(r"within the (minute|day|week|month|year) (of|after|before) (.+)", r"within a \1 \2 \3"),
    rule(r"within the hour (of|after|before) (.+)", r"within an hour \1 \2"),
    rule(
        r"(?:long|well|some way|way|ages|sometime|quite some time|a long time) (after"
        r"|before) (.+)",
        r"\1 \2",
        r"over 2h \1 \2",
        why="how long?",
    ),
    rule(
        r"(.+?) to the (?:second|minute|hour|day|week|month|year) (after|before) (.+)",
        r"exactly \1 \2 \3",
    ),
    rule(r"as (?:early|late|recently|far back) as (.+)", r"\1"),
    rule(
        r"(?:probably|perhaps|possibly|maybe|presumably|likely|allegedly|reportedly"
        r"|supposedly|apparently|prob\.?|poss\.?|seemingly)(?: at| on| in)? (.+)",
        r"\1?",
    ),
    rule(
        r"(?:say|approaching|nearing|towards?|close to|coming up to|getting on for|nigh on"
        r"|near|in the region of|est\.?|estimated)(?: at)? (.+)",
        r"~\1",
        r"\1",
    ),
    rule(r"(?:gone|well past) (.+)", r"after \1"),
    rule(
        r"(?:as from|starting|starting from|beginning|commencing)(?: on)? (.+)",
        r"from \1",
        r"on or after \1",
    ),
    rule(rf"(?:by|before|no later than|not later than) {_END_OF} (.+)", r"by \1"),
    rule(rf"(until|till|after) {_END_OF} (.+)", r"\1 \2"),
    rule(rf"from (.+) (to|until|till) {_END_OF} (.+)", r"from \1 \2 \3"),
    rule(rf"(?:from|since|on or after|not before) {_START_OF} (.+)", r"on or after \1"),
    rule(rf"(before|by) {_START_OF} (.+)", r"before \2"),
    rule(r"between (.+?)\s*(?:-|–|—|\.\.|\bto\b|\buntil\b|&)\s*(.+)", r"between \1 and \2"),
    rule(
        r"(?:from )?(?!from\b)(.+?) (?:to|until|till|through|thru) (.+)",
        r"from \1 to \2",
        r"\1..\2",
        why="it lasts, or was at an instant in between",
    ),
    rule(r"(.+?),? (?:for|lasting) (.+)", r"from \1 for \2", why="what lasts begins with `from`"),
    rule(r"(.+?) onwards?|(?:as )?of (.+)", r"from \1", r"from \2"),
    rule(
        r"(.+?)\s*\((?:approx\.?|approximately|about|circa|ca\.?|c\.?|est\.?|estimated"
        r"|roughly)\)",
        r"~\1",
    ),
    rule(r"(.+?)\s*\((?![a-z]{1,5}\)|[a-z]+/)(.+)\)", r"\2", r"\1"),  # but what may be a zone
    rule(r"[\"“'(\[](.+)[\"”')\]]", r"\1"),
    rule(
        r"all day(?: long)?|(?:throughout )?the (?:whole|entire) day|throughout the day",
        "from 00:00 to 24:00",
        why=_ENDS,
    ),
    rule(
        r"all night(?: long)?|(?:throughout )?the (?:whole|entire) night|throughout the night",
        "from 21:00 to 06:00",
        why=_ENDS,
    ),
    rule(r"all morning|the whole morning|throughout the morning", "from 05:00 to 12:00", why=_ENDS),
    rule(
        r"all afternoon|the whole afternoon|throughout the afternoon",
        "from 12:00 to 18:00",
        why=_ENDS,
    ),
    rule(r"all evening|the whole evening|throughout the evening", "from 18:00 to 24:00", why=_ENDS),
    rule(r"throughout (\d{4})", r"from \1-01-01 to \1-12-31"),
    rule(r"T([+-]\d+)", r"T\1s", r"T\1m", r"T\1h", why="seconds, minutes or hours?"),
    rule(r"(\d{9,10}(?:\.\d+)?)", r"unix \1", why="seconds since 1970?"),
    rule(r"(\d{10})(\d{3})", r"unix \1.\2", why="milliseconds since 1970?"),
    rule(r"(\d{10})(\d{6})", r"unix \1.\2", why="microseconds since 1970?"),
    rule(
        r"(?:tb[adc]|n\.?/?a\.?|none|n\.? ?d\.?|s\.? ?d\.?|no date|undated|unclear"
        r"|unspecified|not (?:known|stated|given|recorded|sure)|date unknown|\?+|-+|…"
        r"|\.\.\.|date missing|illegible|blank)",
        "unknown",
    ),
    rule(
        r"(?:by )?(?:the )?(?:end of (?:the )?day|eod|cob|close of (?:business|play)|eob)",
        "by 24:00",
    ),
    rule(r"(?:the )?start of (?:the )?day|sod|first thing(?: in the morning)?", "early morning"),
    rule(
        r"(.*?)\b(five|two|three|four|one|six|seven|eight|nine) and twenty (minutes .+)",
        r"\1twenty-\2 \3",
    ),
)  # fmt: skip
_CONJUNCTION = re.compile(
    r",?\s+(?:but|and)\s+"
    r"(?=(?:not )?(?:before|after|by|no|at|within|during|over|less|more|in)\b)"
    r"|,\s+(?=(?:before|after)\b)",
    re.IGNORECASE,
)
_LIGHT = {
    "before dawn": ("early hours",), "dawn": ("early hours", "early morning"),
    "daybreak": ("early hours", "early morning"), "sunrise": ("early hours", "early morning"),
    "first light": ("early hours", "early morning"), "cock-crow": ("early hours",),
    "nightfall": ("evening",), "sundown": ("evening",), "sunset": ("evening",),
    "dusk": ("evening",), "twilight": ("evening",), "after dark": ("evening", "night"),
    "dark": ("evening", "night"), "gloaming": ("evening",), "overnight": ("night",),
    "nighttime": ("night",), "dead of night": ("night",), "daytime": ("06:00..18:00",),
    "daylight": ("early hours", "early morning", "06:00..18:00"),
    "lunchtime": ("midday",), "lunch time": ("midday",),
    "lunch hour": ("midday",), "lunch": ("midday",), "dinner time": ("evening",),
    "dinnertime": ("evening",), "teatime": ("late afternoon",), "tea-time": ("late afternoon",),
    "tea time": ("late afternoon",), "bedtime": ("late evening",), "breakfast": ("morning",),
    "breakfast time": ("morning",), "forenoon watch": ("08:00..12:00",),
    "morning watch": ("04:00..08:00",), "afternoon watch": ("12:00..16:00",),
    "first dog watch": ("16:00..18:00",), "last dog watch": ("18:00..20:00",),
    "second dog watch": ("18:00..20:00",), "first watch": ("20:00..24:00",),
    "middle watch": ("00:00..04:00",), "graveyard watch": ("00:00..04:00",),
    "forenoon": ("morning",), "midmorning": ("mid-morning",), "midafternoon": ("mid-afternoon",),
    "midnight hour": ("00:00..01:00",), "rush hour": ("07:00..09:00", "16:00..18:00"),
    "working hours": ("09:00..17:00",), "business hours": ("09:00..17:00",),
    "office hours": ("09:00..17:00",), "noontime": ("midday",), "noontide": ("midday",),
    "mid-day": ("midday",), "midday meal": ("midday",), "eventide": ("evening",),
}  # fmt: skip
_LIT = re.compile(
    r"(?:\b(?!before dawn|after dark)(?P<side>(?:(?:just|shortly|soon) )?(?:before|after|by)) "
    r"(?:the )?"
    r"|(?:(?:at|around|about|~|towards?|near|during|in|just|the)\s*)*)\b(?P<word>"
    + "|".join(sorted(_LIGHT, key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"\b(?:12 )?midnight\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|yesterday|tomorrow|now)\b", re.IGNORECASE)
_GREENWICH = re.compile(r"\b(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d\d))?\b")


def relations(text: str) -> Iterator[Rewrite]:
    """What is measured from something that only the reader of the source sees."""
    if _MIDNIGHT.search(text):
        late, early = _MIDNIGHT.sub("24:00", text), _MIDNIGHT.sub("00:00", text)
        yield Rewrite((f"{early} (the start of the day)", f"{late} (its end)"))
    if match := _GREENWICH.search(text):
        offset = f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"
        yield Rewrite(
            (text[: match.start()] + offset + text[match.end() :],), "an offset stands alone"
        )
    if match := _TODAY.search(text):
        rest = " ".join(
            (text[: match.start()] + " " + text[match.end() :]).replace(" at ", " ").split()
        )
        rest = rest.removeprefix("at ")
        yield Rewrite((f"2023-11-17 {rest}".strip(),), "a file has no today")
    if match := _LIT.search(text):
        rest = " ".join((text[: match.start()] + " " + text[match.end() :]).split())
        rest = rest.removesuffix(" on").removesuffix(" of")
        parts = _LIGHT[match["word"].casefold()]
        if side := match["side"]:  # what is after lunch is not at it
            where = rest.removeprefix("of ").removeprefix("on ")
            yield Rewrite(tuple(f"{side} {where} {part}".replace("  ", " ") for part in parts))
            yield Rewrite(tuple(f"{side} {part} of {where}" for part in parts))
            return
        yield Rewrite(tuple(f"{rest} {part}".strip() for part in parts))
        yield Rewrite(
            tuple(f"{part} of {rest.removeprefix('of ').removeprefix('on ')}" for part in parts)
        )
    joined = _CONJUNCTION.sub("; ", text)
    if joined != text:
        yield Rewrite((joined,), "a semicolon joins what holds together")
    yield from rewritten(text, _RULES)
