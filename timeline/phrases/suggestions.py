"""What may have been meant by a phrase that is none: the nearest form that would do.

A rule writes the phrase in other words; what it writes is offered only where that is read, so that
a hint that says what to write leads on in one step.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import iso

from .hints import EXAMPLE, YEAR, filled
from .named_dates import read_named
from .rewritten_dates import (
    dates,
    days_and_weeks,
    feasts,
    weekdays,
    without_year,
    year_of_weekday,
)
from .rewritten_idioms import idioms
from .rewritten_relations import relations
from .tokens import PhraseError, Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .rewriting import Rewrite

    Reads = Callable[[str], bool]
    """Whether a phrase is in the language."""

_OPEN = ("cannot read", "midnight", "which ", "`", "no such month", "no such year", "an offset",
         "a length of time", "the phrase breaks off", "an age needs", "no such hour", "no clock",
         "a reference without", "no such date", "end on a day", "beginning on a day")  # fmt: skip
"""How the messages begin that do not say by themselves what would do."""
_NOTE = re.compile(r" \(.*\)$")
_BEYOND = re.compile(
    r"^[+-]\d{4,}(?!:)|^0000|\by-?\d{5}|\bbce?\b|\bb\.c\.|^\d{5,}-\d\d",
    re.IGNORECASE,
)
_CALENDARS = re.compile(
    r"\b(?:(?:vend[eé]mi|brum|frim)aire|niv[oô]se|pluvi[oô]se|vent[oô]se|germinal|flor[eé]al|prairial"
    r"|messidor|thermidor|fructidor|nisan|iyy?ar|sivan|tamm?uz|elul|tishri|[hc]?heshvan|kislev|tevet"
    r"|shevat|adar|muharram|safar|rabi|jumada|rajab|sha['’]?ban|ramadan|shawwal|kalends|nones|ides)\b",
    re.IGNORECASE,
)
"""Months of calendars that are not read: without them their years would be others."""
_ABOUT = re.compile(
    r"(?:\s|^)(?:~\s*|(?:about|around|roughly|circa|approximately|ca?\.|nearly|almost)\s)"
    r"(?=\s*(?:the )?(?:early|mid|late|morning|afternoon|evening|night|midday))",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:later|afterwards?|next|following|previous|preceding|earlier|that|then|same)\b",
    re.IGNORECASE,
)
_OFFSETS = re.compile(r"(?<![\w:])[+-]\d\d:\d\d(?= instead| in )")
_NAMED = re.compile(
    r"(before|after|by|at|and|between|during|throughout|than|of|from|to) (?:the )?([^\W\d][\w-]*)$"
)
_WORDS = (
    "noon unknown before after between during throughout shortly moments just about around "
    "morning midday afternoon evening night early late exactly from for hours minutes weeks months "
    "years until january february march april june july august september october november december"
).split()
_DEEP = 2
_LONGEST = 150
"""Of longer phrases nobody is told what they may mean."""
_MOST = 100
"""So many phrases are tried for one hint."""
_INCOMPLETE = tuple(
    (re.compile(pattern, re.IGNORECASE), hint)
    for pattern, hint in (
        (
            r"(?:early|mid|late)-?",
            f"<text> what? <text> morning, <text> {YEAR}, <text> June {YEAR}",
        ),
        (r"~|±|about|around|roughly|circa|approximately|nearly|almost", "about when? ~14:00"),
        (r"from|to|until|till|since", "from 22:00 to 24:00, since 1991"),
        (r"T[+-]?", "T+55:54:53, T+2h14m, T-6.6s"),
        (r"local|UTC|GMT|Z|[A-Z]\w+/[\w/]+", "a zone stands behind its clock: 14:00 <text>"),
        (r"between .*", "between @a and @b, or 14:00..16:30"),
        (r"\d{4}-?Q.*", "quarters run from Q1 to Q4: 2023-Q4"),
        (r"\d{4}-?W.*", "a week is written 2023-W46, a day of it 2023-W46-5 (5 is Friday)"),
        (r"unix .*", "unix 1700252930"),
        (r"\d{4,5}|\d{7}", "years run from 0001 to 9999; a clock is written 12:28"),
    )
)


def improve(error: PhraseError, text: str, reads: Reads) -> None:
    """Give an error the hint that leads to a reading in one step, where a rule has one."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        error.hint = error.hint or f"a date is written {EXAMPLE}, a clock 12:28"
        return
    left = _MOST

    def asks(phrase: str) -> bool:
        nonlocal left
        left -= 1
        return left >= 0 and reads(phrase)

    _improve(error, text, asks)


def _improve(error: PhraseError, text: str, reads: Reads) -> None:
    if error.message.startswith('the zone "'):
        _with_offset(error, text, reads)
        return
    if error.message == "a time without a date":
        _with_date(error, text, reads)
        return
    if error.message == "a vague part of the day":
        _without_about(error, text, reads)
        return
    if not error.message.startswith(_OPEN):
        return
    if hint := _zone_in_words(error.message):
        error.hint = hint
        return
    if _BEYOND.search(text):
        error.hint = "years run from 0001 to 9999"
        return
    if _CALENDARS.search(text):
        error.hint = "only Gregorian and Julian dates are read: write the day in one of them"
        return
    for rewrite in _rewrites(text, _DEEP, reads):
        error.hint = _told(rewrite)
        return
    if near := _near(text, reads):
        error.hint = near
    elif not error.hint:
        error.hint = _last(text, error, reads)


def _zone_in_words(message: str) -> str:
    """The hint on a word that means a zone, which must not be left out: ``est``, ``Eastern``."""
    word = message.removeprefix('cannot read "').partition('"')[0]
    if not word.isalpha():
        return ""
    from crisis.timeline.base.zone_hints import in_words

    return in_words(word)


def _told(rewrite: Rewrite) -> str:
    hint = f"write {' or '.join(dict.fromkeys(rewrite.phrases))}"
    if rewrite.why:
        hint = f"{rewrite.why}: {hint}"
    return f"{hint}, or {rewrite.also}" if rewrite.also else hint


def _rewrites(text: str, deep: int, reads: Reads) -> Iterator[Rewrite]:
    """What a text may mean in the language, each phrase of it read."""
    unread: list[Rewrite] = []
    for rules in (dates, feasts, without_year, weekdays, days_and_weeks, idioms, relations):
        for rewrite in rules(text):
            phrases = tuple(p for p in rewrite.phrases if _reads(p, reads))
            if phrases:
                yield rewrite._replace(phrases=phrases)
            elif deep > 1:
                unread.append(rewrite)
    for rewrite in unread:
        for phrase in rewrite.phrases:
            for deeper in _rewrites(phrase, deep - 1, reads):
                yield deeper._replace(why=rewrite.why or deeper.why)


def _reads(phrase: str, reads: Reads) -> bool:
    return reads(filled(_NOTE.sub("", phrase).replace("@id", "@x"), None))


def _with_offset(error: PhraseError, text: str, reads: Reads) -> None:
    """The whole phrase with the offset of a zone that the file does not name."""
    name = text[error.at : error.at + error.length]
    if "(" in text:
        for rewrite in _rewrites(text, 1, reads):
            error.hint = _told(rewrite)
            return
    offsets = dict.fromkeys(_OFFSETS.findall(error.hint))
    phrases = [text[: error.at] + offset + text[error.at + error.length :] for offset in offsets]
    phrases = [phrase for phrase in phrases if reads(phrase)]
    if name and phrases:
        said = f"write {' or '.join(phrases)}"
        hint = error.hint.replace("write the offset instead", said)
        error.hint = hint.replace(f"write {next(iter(offsets))} instead", said)


def _with_date(error: PhraseError, text: str, reads: Reads) -> None:
    """The whole phrase with a date where its clock has none."""
    phrase = _ABOUT.sub(" ", f"{text[: error.at]}{EXAMPLE} {text[error.at :]}").strip()
    if EXAMPLE in error.hint and reads(phrase):
        error.hint = f"write {phrase}, or put the event under a day header"


def _without_about(error: PhraseError, text: str, reads: Reads) -> None:
    """The whole phrase without the word for about that stands before a part of the day."""
    phrase = _ABOUT.sub(" ", text).replace(" ,", ",").strip()
    if phrase != text and reads(phrase):
        error.hint = f"{error.hint.rpartition(': ')[2]}: write {phrase}"


def _near(text: str, reads: Reads) -> str:
    """A slip in a word, or an event that is named without its @."""
    words = text.split()
    for place, word in enumerate(words):
        for near in get_close_matches(word.casefold(), _WORDS, n=1, cutoff=0.8):
            fixed = " ".join((*words[:place], near, *words[place + 1 :]))
            if near != word.casefold() and reads(fixed):
                return f'did you mean "{fixed}"?'
    match = _NAMED.search(text)
    if match and reads(named := f"{text[: match.end(1)]} @{match[2]}"):
        return f"an event is written with @: {named}"
    return ""


_TURNS = re.compile(
    r"\b(?:local|zone|not|never|nor|no|half|quarter|latest|earliest)\b|[<>]", re.IGNORECASE
)
"""Words without which a phrase says something else: it is never offered without them."""
_SIDED = re.compile(
    r"\b(?:(?:no|not) (?:later|earlier|sooner) than|(?:later|earlier) than"
    r"|(?:on|at) or (?:before|after)|not (?:before|after|until)"
    r"|before|after|by|since|until|till|past)\b",
    re.IGNORECASE,
)
"""What says on which side of a time something was: without it the time itself would be meant."""
_UNIT = re.compile(r"(?:second|minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
"""A phrase that begins with it has lost its number."""


def _last(text: str, error: PhraseError, reads: Reads) -> str:
    """What to say of words that no rule knows: what would be read without them."""
    for pattern, hint in _INCOMPLETE:
        if match := pattern.fullmatch(text):
            return hint.replace("<text>", match[0])
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        first, rest = " ".join(words[:count]).rstrip(",;/"), " ".join(words[count:])
        if _reads(first, reads) and not _TURNS.search(rest):
            if _reads(rest, reads) and _reads(f"{first}..{rest}", reads):
                return f"two times in one: {first}..{rest} is a range; {first}; {rest} holds both"
            return f'"{rest}" is not understood; without it: {first}'
    for count in range(1, len(words)):
        rest = " ".join(words[count:])
        dropped = " ".join(words[:count])
        if _TURNS.search(dropped) or _SIDED.search(dropped) or _UNIT.match(rest):
            continue
        if _reads(rest, reads):
            return f'"{" ".join(words[:count])}" is not understood; without it: {rest}'
    if (match := _SIDED.match(text)) and reads(f"{match[0]} @x"):
        return f"an event is written with @: {match[0].casefold()} @id"
    if "@" in text:
        return "how does it relate to the event? at @id, after @id, 3h before @id, during @id"
    if any(sign.isdigit() for sign in text):
        named = f"{EXAMPLE} or 17 November {YEAR}"
        return f"a date is written {named}, a clock 12:28, both {EXAMPLE} 12:28"
    if word := _UNSAID.search(text):
        return f"`{word[0]}`, measured from what? after @id, a few hours after @id, day after @id"
    named = text[error.at : error.at + error.length]
    return f'"{named or text}" names no time: say when, or how it relates to an event (before @id)'


def written_date(text: str) -> str:
    """How to write the date that a text names in another form; empty where it names none."""
    try:
        scan = Scanner(text)
        days = read_named(scan)
    except PhraseError:
        days = None
    if days is not None and not days.lacks and days.first == days.last and scan.done():
        return f"write {iso(days.first)}"
    for rules in (dates, feasts, without_year):
        for rewrite in rules(text):
            if fitting := year_of_weekday(text, rewrite.phrases[0]):
                return f"of which year? such as {fitting}"
            return filled(f"write {' or '.join(rewrite.phrases)}", None)
    return ""
