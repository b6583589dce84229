"""Idioms of newspapers, as the language writes them: ``towards midnight``, ``since at least``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .rewriting import Rewrite, rewritten, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = r"((?:(?:early|late|mid)[ -])?(?:morning|afternoon|evening|night|midday|early hours))"
_THAT = r"(?:that|the same|that same|this|that very)"
_WEEKDAY = r"((?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_SEASON = r"(spring|summer|autumn|fall|winter)"
_WHAT = "name what it is measured from"

_EIGHT_BELLS = ("04:00", "08:00", "12:00", "16:00", "20:00", "24:00")
_TURN = re.compile(
    r"(?:at |around |about )?(?:the )?turn of (?:the )?(\d{1,2})(?:st|nd|rd|th) century", re.I
)
_WHILE = re.compile(
    r"(?:during|in|throughout) (?:the )?(war|strike|siege|occupation|voyage|campaign|crisis)", re.I
)
_FISCAL = re.compile(
    r"(?:in |during )?(?:the )?(?:fiscal(?: year)?|financial year|FY) ?(\d{4})", re.I
)

_RULES = (
    rule(r"(.+?) ?\(\?+\)", r"\1?"),
    rule(
        r"(?:towards?|approaching|nearing|near|close to|getting on for|nearly|almost)"
        r" (?:12 )?midnight",
        "~24:00 (the end of the day)",
        "~00:00 (its start)",
    ),
    rule(r"(?:ever )?since at least (.+)", r"since on or before \1"),
    rule(rf"(?:on )?{_WEEKDAY} {_PART},? (?:of |on )?(?:the )?(.+)", r"\2 of \1, \3"),
    rule(rf"(early|late)(?: on)? {_THAT} {_PART}", r"\1 \2"),
    rule(r"(early|late) (?:on|in) the (morning|afternoon|evening|night) of (.+)", r"\1 \2 of \3"),
    rule(rf"(?:on |in )?the (?:very )?same {_PART} as (@\S+)", r"\1 of \2"),
    rule(rf"(?:on |in |during )?(?:the )?{_PART} of the day (before|after) (@\S+)", r"\1 \2 \3"),
    rule(rf"(?:the )?day (before|after) (@\S+?),? (?:in |on )?(?:the )?{_PART}", r"\3 \1 \2"),
    rule(r"(?:later|earlier)(?: on)? the same day as (@\S+)", r"same day as \1"),
    rule(r"(.+?) nights? (after|before) (@\S+)", r"\1 days \2 \3"),
    rule(
        r"(?:(?:on|in) )?(?:the )?(?:next|following|same) " + _SEASON,
        r"\1 yyyy",
        why="of which year?",
    ),
    rule(r"(?:at |by )?the (latest|earliest):? (.+)", r"\2 at the \1"),
    rule(r"at (latest|earliest):? (.+)", r"\2 at the \1"),
    rule(r"(?:as soon as|once|when) (@\S+)", r"at \1", r"after \1", why="at once, or later?"),
    rule(r"by the time of (@\S+)", r"by \1"),
    rule(r"> ?([^=].*)", r"after \1"),
    rule(r"< ?([^=].*)", r"before \1"),
    rule(r"(.*)\bquarter of (.+)", r"\1quarter to \2"),
    rule(r"(.*\b(?:five|ten|twenty|twenty-five)) (?:minutes )?of (.+)", r"\1 minutes to \2"),
    rule(
        r"(.*\bhalf)[ -](one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(.*)",
        r"\1 past \2\3",
        why="past that hour, or before it? past it",
    ),
    rule(r"(.*\d) (?:this|that|the same) (morning|afternoon|evening)", r"\1 in the \2"),
    rule(rf"(.*\d) (?:on )?{_WEEKDAY} (morning|afternoon|evening)", r"\1 in the \3 on \2"),
    rule(
        rf"{_WEEKDAY} (morning|afternoon|evening),? (?:at )?(.+)",
        r"\1, \3 in the \2",
        r"\1, \3",
    ),
    rule(r"(.*)\b(?:high noon|noonish)\b(.*)", r"\1~noon\2"),
    rule(r"(?:at )?some ?(?:time|point) (?:on )?(.+)", r"some time on \1"),
    rule(r"(?:the )?last quarter of (.+)", r"fourth quarter of \1"),
    rule(r"earlier (?:on )?in the day", "before @id; same day as @id", why=_WHAT),
    rule(
        rf"(?:later|early|late) (?:on )?(?:in )?(?:the )?(?:following|next) {_PART}",
        r"\1 after @id",
        why=_WHAT,
    ),
    rule(r"(.*\d{1,2}[:.]\d\d) in the night", r"\1 at night"),
    rule(r"(.*\d.*?) ?\(([A-Za-z/_]+)\)", r"\1 \2"),
    rule(r"for (.+?),? from (.+)", r"from \2 for \1"),
    rule(r"(.+?),? from (.+)", r"from \2 for \1", why="what lasts begins with `from`"),
    rule(r"(.+?) or so,? local(?: time)?", r"~\1 local", why="a clock whose zone is not known"),
    rule(
        r"(?:during |in )?(?:the )?harvest(?: of)? (\d{4})", r"\1-07..\1-10", why="in which months?"
    ),
    rule(r"(?:at )?eight bells", *_EIGHT_BELLS, why="at the end of which watch?"),
    rule(
        r"(?:at|during) all (?:relevant|material) times?",
        "from 2023-11-17 to <+1>",
        why="say from when to when",
    ),
    rule(
        r"(.*?)(?<![\d:])([01]\d|2[0-4])([0-5]\d),? (?:by |in )?(?:the )?(?:ship|local)"
        r"(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)? (?:time|clock)",
        r"\1\2:\3 local",
        why="a clock whose zone is not known",
    ),
    rule(
        r"(.+?),? (?:by |in )?(?:the )?(?:ship|local)(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)?"
        r" (?:time|clock)",
        r"\1 local",
        why="a clock whose zone is not known",
    ),
)
_ERA = re.compile(r"\b(?:(?:AD|A\.D\.) ?(?P<ad>\d{1,4})|(?P<ce>\d{1,4}) ?(?:CE|C\.E\.))(?!\d)")
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_LEADS = (
    "at|by|about|around|approximately|circa|before|after|past|until|till|to|and|between|from|since"
)
_BARE = re.compile(
    rf"(?:(?P<about>(?:about|around) )|\b(?:{_LEADS}) |~ ?|^)"
    rf"(?P<hour>[1-9]|1[0-2]|{'|'.join(_HOURS)})"
    r"(?P<ish>-?ish| or so)?(?= (?:to|and|until|till|or|this|that|on)\b|[,;]|$)",
    re.I,
)


_HALF = re.compile(rf"(?P<lead>.*)\bhalf[ -](?P<hour>{'|'.join(_HOURS)})", re.I)


def bare_hours(text: str) -> Iterator[Rewrite]:
    """An hour of which nothing says the half of the day: ``about 2``, ``at nine``."""
    match = _BARE.search(text)
    if match is None:
        return
    word = match["hour"].casefold()
    hour = _HOURS.index(word) + 1 if word in _HOURS else int(word)
    start, behind = match.start("hour"), text[match.end() :]
    before = text[:start]
    if match["about"]:
        before = f"{text[: match.start()]}~"
    elif match["ish"]:
        before = f"{before}~"
    both = tuple(f"{before}{at:02}:00{behind}" for at in (hour % 12, hour % 12 + 12))
    if word.isdecimal() and not before.strip() and not match["ish"]:
        return  # a number alone may be anything
    yield Rewrite(both, "in the morning or in the evening?")


def idioms(text: str) -> Iterator[Rewrite]:
    """What an idiom says; each phrase may be none."""
    if match := _HALF.fullmatch(text):
        hour = _HOURS.index(match["hour"].casefold()) + 1
        past, to = (
            [h * 60 + 30 + 60 * less for h in (hour % 12, hour % 12 + 12)] for less in (0, -1)
        )
        clocks = [[f"{m // 60 % 24:02}:{m % 60:02}" for m in both] for both in (past, to)]
        also = f"{' or '.join(clocks[1])} where half is before the hour"
        why = "in the morning or in the evening?"
        yield Rewrite(tuple(f"{match['lead']}{clock}" for clock in clocks[0]), why, also)
    if (match := _TURN.fullmatch(text)) and 1 < int(match[1]) < 99:
        end = int(match[1]) * 100
        turns = tuple(f"{year - 10:04}..{year + 10:04}" for year in (end - 100, end))
        yield Rewrite(turns, "where it began, or where it ended")
    if match := _WHILE.fullmatch(text):
        also = "its first and last day, such as 1939-09-01..1945-05-08"
        yield Rewrite((f"during @{match[1].lower()}",), "when was it?", also)
    if (match := _FISCAL.fullmatch(text)) and "0001" < match[1] < "9999":
        year = int(match[1])
        years = (f"{year - 1:04}-10..{year:04}-09", f"{year:04}-04..{year + 1:04}-03", match[1])
        yield Rewrite(years, "whose year?")
    if match := _ERA.search(text):
        written = f"{match['ad'] or match['ce']:0>4}"
        yield Rewrite((text[: match.start()] + written + text[match.end() :],))
    yield from bare_hours(text)
    yield from rewritten(text, _RULES)
