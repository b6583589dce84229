"""Takes one phrase apart into tokens, and names the place in it that cannot be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import LONGEST_PHRASE
from crisis.timeline.base.namedtuple import NamedTuple

from .digit_dates import STAMP, iso_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class PhraseError(ValueError):
    """A phrase that cannot be read. ``at`` and ``length`` mark the offending part of it."""

    def __init__(self, message: str, at: int, length: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.length = length
        self.hint = hint


class ZoneMissing(PhraseError):
    """A clock or a date that needs the timeline's zone, and there is none."""


class Incomplete(PhraseError):
    """A date that leaves out what its day header says."""


class Token(NamedTuple):
    """A piece of a phrase: its kind, its text in lower case, where it begins, as written."""

    kind: str
    text: str
    at: int
    raw: str

    @property
    def stop(self) -> int:
        return self.at + len(self.raw)


_UNIT = (
    r"(?:[hmsdw]|ms|secs?|mins?|hrs?"
    r"|(?:(?:milli)?second|minute|hour|day|week|fortnight|month|year|yr|decade)s?)\b"
)
_TOKENS = re.compile(  # 2000 is a year, but not in "2000 seconds"
    rf"""\s*(?:
    (?P<ref>@[^\s;.,?~]*(?:\.\w+)?)
  | (?P<stamp>{STAMP})
  | (?P<date>\d{{8}}(?=T\d{{4}})
      |[+-]?\d{{4,}}-[\dXx]{{2}}(?:-[\dXx]{{2}})?(?![\w:])(?=[^-\d]|$|-\d\d:)
      |[+-]?\d{{4,}}-[\dXx]{{2}}-[\dXx]{{2}}(?=T\d)
      |\d{{4}}-Q[1-4]\b|\d{{4}}-?W\d\d(?:-?[1-7])?(?![\w:-])
      |\d{{4}}/\d{{1,2}}(?:-\d\d(?:-\d\d)?)?(?![\w:/-])
      |\d{{1,3}}[Xx]{{1,3}}\b|\d{{4}}(?:(?![\w.:])|(?=\.\.))(?!(?:\.\.\d+)?\s+{_UNIT}))
  | (?P<clock>(?<=\d{{8}}T)\d{{4}}(?:\d\d)?(?:[.,]\d+)?
      |\d+:\d+(?::\d+)?(?:[.,]\d+)?|\d{{1,2}}\.\d\d\.\d\d(?![\d.]))
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<elapsed>T[+-](?=\d))
  | (?P<offset>[+-]\d\d:?\d\d(?![\w:])|Z\b)
  | (?P<word>-ish\b|(?:[Ee]arly|[Mm]id|[Ll]ate)-(?=\w)
      |[AaPp]\.[Mm]\.|[^\W\d_]+(?:/[\w+/-]+|-(?!ish\b)[^\W\d_]+)*)
  | (?P<mark>\.\.|<=|>=|±|\+/-|\+-|\S)
)""",
    re.VERBOSE,
)

_NO_HOURS = ("am", "pm", "a.m.", "p.m.", "h", ":", ".")
_END = Token("end", "", 0, "")


Phrases = dict[str, tuple[str, ...]]
"""Phrases by their first words, each group in the order in which they are tried."""


def phrases(every: Iterable[str]) -> Phrases:
    """Phrases to be read by ``one_of``."""
    by_first: Phrases = {}
    for phrase in every:
        first = phrase.partition(" ")[0]
        by_first[first] = (*by_first.get(first, ()), phrase)
    return by_first


class Scanner:
    """Reads the tokens of a phrase from left to right. Raises PhraseError for one too long."""

    __slots__ = ("index", "month", "text", "tokens", "year")

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST_PHRASE:
            message = f"a time of more than {LONGEST_PHRASE:,} characters"
            raise PhraseError(message, 0, 1, "give each statement as a claim; prose goes into text")
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.month = self.year = 0  # of the last date by name, which a range goes on with

    @property
    def next(self) -> Token:
        """The token that comes next; of kind ``end`` behind the last."""
        return self.tokens[self.index]

    def take(self, kind: str) -> Token | None:
        """Read the next token if it is of this kind."""
        token = self.tokens[self.index]
        if token.kind != kind:
            return None
        self.index += 1
        return token

    def word(self, *words: str) -> str:
        """Read one of these words or marks (a word may hold blanks: several tokens)."""
        text = self.tokens[self.index].text
        for phrase in words:
            if phrase == text:
                self.index += 1
                return phrase
            if " " in phrase and phrase.startswith(text) and self.sees(phrase):
                self.index += phrase.count(" ") + 1
                return phrase
        return ""

    def one_of(self, phrases: Phrases) -> str:
        """Read one of many phrases; quick where none begins with the word that comes next."""
        near = phrases.get(self.tokens[self.index].text)
        return self.word(*near) if near else ""

    def sees(self, phrase: str) -> bool:
        """Whether these words come next; reads nothing."""
        tokens, index = self.tokens, self.index
        if " " not in phrase:
            return tokens[index].text == phrase
        for word in phrase.split(" "):
            if tokens[index].text != word:  # the end token matches no word
                return False
            index += 1
        return True

    def sees_any(self, words: tuple[str, ...]) -> bool:
        """Whether one of these single words comes next; reads nothing."""
        return self.tokens[self.index].text in words

    def join_offset(self) -> None:
        """Read ``-04`` directly behind a clock as an offset of whole hours."""
        mark, number, following = (self.tokens + 2 * [_END])[self.index : self.index + 3]
        joined = self.tokens[self.index - 1].stop == mark.at and mark.stop == number.at
        whole = number.kind == "number" and len(number.raw) == 2 and number.raw.isdecimal()
        if mark.raw in ("+", "-") and joined and whole and following.text not in _NO_HOURS:
            raw = mark.raw + number.raw
            self.tokens[self.index : self.index + 2] = [Token("offset", raw, mark.at, raw)]

    def split(self) -> None:
        """Read the offset that comes next as a hyphen and a clock: ``-10:03``."""
        token = self.next
        digits = token.raw[1:].replace(":", "")
        hyphen = Token("mark", token.raw[0], token.at, token.raw[0])
        clock = Token("clock", f"{digits[:2]}:{digits[2:]}", token.at + 1, token.raw[1:])
        self.tokens[self.index : self.index + 1] = [hyphen, clock]

    def split_years(self) -> None:
        """Read the offset that comes next as a hyphen and a year: ``1743-1750``."""
        token = self.next
        hyphen = Token("mark", "\N{EN DASH}", token.at, token.raw[0])
        year = Token("date", token.raw[1:], token.at + 1, token.raw[1:])
        self.tokens[self.index : self.index + 1] = [hyphen, year]

    def split_month(self) -> None:
        """Read the date that comes next as two years, of which the other is short: ``1939-45``."""
        token = self.next
        first, last = token.raw.split("-")
        hyphen = Token("mark", "\N{EN DASH}", token.at + 4, "-")
        self.tokens[self.index : self.index + 1] = [
            Token("date", first, token.at, first),
            hyphen,
            Token("number", last, token.at + 5, last),
        ]

    def done(self) -> bool:
        """Whether nothing is left."""
        return self.next.kind == "end"

    def error(self, message: str, hint: str = "", since: int | None = None) -> PhraseError:
        """An error about the next token, or about all since the token of index ``since``."""
        token = self.next if since is None else self.tokens[since]
        last = token if since is None else self.tokens[max(since, self.index - 1)]
        return PhraseError(message, token.at, max(1, last.stop - token.at), hint)


def tokenize(text: str) -> list[Token]:
    """All tokens of a phrase and one of kind ``end``. Any text can be taken apart."""
    tokens = []
    stop = len(text.rstrip())  # blanks at the end would be gone through once for each of them
    for match in _TOKENS.finditer(text, 0, stop):
        kind = match.lastgroup
        if kind is not None:
            raw = match[kind]
            text = raw.lower()
            if kind == "stamp":
                tokens.append(Token("date", iso_of(raw), match.start(kind), raw))
                continue
            compact = ":" not in raw and raw[:4].isdecimal()  # 20261120T1446
            if compact and (kind == "clock" or (kind == "date" and raw[4:8].isdecimal())):
                text = _spaced(raw, kind)
            tokens.append(Token(kind, text, match.start(kind), raw))
    tokens.append(Token("end", "", stop, ""))
    return tokens


def _spaced(digits: str, kind: str) -> str:
    """A compact date or clock of ISO 8601 with its hyphens or colons."""
    if kind == "date":
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    length = 6 if len(digits) > 5 and digits[:6].isdecimal() else 4
    whole = digits[:length]
    return ":".join(whole[at : at + 2] for at in range(0, length, 2)) + digits[length:]
