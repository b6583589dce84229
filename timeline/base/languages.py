"""Languages: which text to show, and how days are named. Only what is not English needs Babel."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from .calendar import MONTHS, WEEKDAYS, iso
from .problems import did_you_mean
from .zones import DAY, civil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from babel import Locale

    Tags = Callable[[], set[str]]
    """The tags of languages that texts are in, when they are asked for."""


_LONGEST = 64
_TAG = r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*\Z"
TAG_HINT = "a tag such as en, id, nl or pt-BR"


def is_tag(text: str) -> bool:
    """Whether a text has the form of a language's tag (BCP 47; ``_`` serves as ``-``)."""
    return len(text) <= _LONGEST and re.match(_TAG, text) is not None


class UnknownLanguage(ValueError):
    """A tag that is no language, nor one of the timeline's texts."""

    def __init__(self, tag: str, hint: str) -> None:
        super().__init__(f'no such language: "{tag}"')
        self.hint = hint


class Language:
    """How days are named, in English. A day is an ordinal: 1 is 0001-01-01.

    Weekdays in questions may be named in the language ``own`` of the timeline as well.
    """

    def __init__(self, tag: str = "en", own: str = "") -> None:
        self.tag = tag
        self.own = own

    julian = False
    """Whether days have their Julian date as well."""

    @property
    def single(self) -> Language:
        """The language in which a day has one date only, as on an axis."""
        return self

    def weekday(self, day: int) -> str:
        """``Mon``."""
        return WEEKDAYS[(day - 1) % 7][:3]

    def weekday_name(self, number: int, short: bool = False) -> str:
        """``Monday`` for 0, or ``Mon``."""
        return self.weekday(number + 1) if short else WEEKDAYS[number]

    def day(self, day: int, year: bool = False) -> str:
        """``Mon 20 Nov``, or ``Mon 20 Nov 2023``."""
        parts = civil(day * DAY)
        text = f"{self.weekday(day)} {parts.day} {MONTHS[parts.month - 1][:3]}"
        return f"{text} {parts.year}" if year else text

    def date(self, day: int, year: bool = False) -> str:
        """``20 Nov``, or ``20 Nov 2023``."""
        parts = civil(day * DAY)
        text = f"{parts.day} {MONTHS[parts.month - 1][:3]}"
        return f"{text} {parts.year}" if year else text

    def long_day(self, day: int) -> str:
        """``Monday 20 November 2023``."""
        parts = civil(day * DAY)
        return f"{WEEKDAYS[(day - 1) % 7]} {parts.day} {MONTHS[parts.month - 1]} {parts.year}"

    def iso(self, day: int) -> str:
        """``2023-11-20``, in every language."""
        return iso(day)

    def month(self, day: int) -> str:
        """The month of a day: ``Nov 2023``."""
        parts = civil(day * DAY)
        return f"{MONTHS[parts.month - 1][:3]} {parts.year}"

    def month_named(self, word: str) -> int | None:
        """1 for January: a name of this language, or None."""
        return None

    def weekday_named(self, word: str) -> int | None:
        """0 for Monday: a name of this language or of English, or its first letters."""
        weekday = self._weekday_named(word)
        if weekday is None and self.own:
            try:
                return language(self.own).weekday_named(word)
            except UnknownLanguage:
                return None
        return weekday

    def _weekday_named(self, word: str) -> int | None:
        """A name, or its first letters, at least three (``mon``, ``tues``)."""
        if len(word) < 3 or not word.isalpha():
            return None
        folded = word.casefold()
        weekdays = [i for i, name in enumerate(WEEKDAYS) if name.casefold().startswith(folded)]
        return weekdays[0] if len(weekdays) == 1 else None


ENGLISH = Language()
_ENGLISH = {name.casefold()[:length] for name in WEEKDAYS for length in (3, len(name))}


class _Translated(Language):
    """Days as the Unicode CLDR names them in a language, by way of Babel."""

    def __init__(self, tag: str, own: str, locale: Locale) -> None:
        super().__init__(tag, own)
        self._locale = locale
        self._known: dict[tuple[str, int], str] = {}

    def weekday(self, day: int) -> str:
        name: str = self._locale.days["stand-alone"]["abbreviated"][(day - 1) % 7]
        return name

    def weekday_name(self, number: int, short: bool = False) -> str:
        name: str = self._locale.days["stand-alone"]["wide"][number]
        return self.weekday(number + 1) if short else name

    def day(self, day: int, year: bool = False) -> str:
        return self._text("yMMMEd" if year else "MMMEd", day) or super().day(day, year)

    def date(self, day: int, year: bool = False) -> str:
        return self._text("yMMMd" if year else "MMMd", day) or super().date(day, year)

    def long_day(self, day: int) -> str:
        return self._text("full", day) or super().long_day(day)

    def month(self, day: int) -> str:
        return self._text("yMMM", day) or super().month(day)

    def _weekday_named(self, word: str) -> int | None:
        """A name of this language or of English, or its first letters.

        Accents may be left out where that is plain. None where a name stands for several days,
        or for one here and for another in English (``mon`` is a Tuesday in Konkani).
        """
        english = super()._weekday_named(word)
        exact = self._days(_bare(word), _bare, str.__eq__)
        if english is not None and word.casefold() in _ENGLISH:
            exact.add(english)
        if exact:
            return exact.pop() if len(exact) == 1 else None
        looser = (_bare, str.startswith), (_plain, str.__eq__), (_plain, str.startswith)
        for written, fits in looser:
            weekdays = self._days(written(word), written, fits)
            if len(weekdays) == 1:
                return weekdays.pop()
        return english

    def _days(
        self, wanted: str, written: Callable[[str], str], fits: Callable[[str, str], bool]
    ) -> set[int]:
        """The weekdays with a name that fits; the narrow names are letters that several share."""
        if len(wanted) < (3 if fits is str.startswith else 1):
            return set()
        days = self._locale.days
        forms = [days[use][width] for use in days for width in days[use] if width != "narrow"]
        return {day for form in forms for day in range(7) if fits(written(form[day]), wanted)}

    def month_named(self, word: str) -> int | None:
        """1 for January: a name of this language, short or in full, without its accents as well."""
        months = self._locale.months
        for written in (_bare, _plain):
            named = {
                month
                for use in months
                for width in ("wide", "abbreviated")
                for month, name in months[use][width].items()
                if written(name) == written(word)
            }
            if named:
                return named.pop() if len(named) == 1 else None
        return None

    def _text(self, form: str, day: int) -> str:
        from babel.dates import format_date, format_skeleton

        if not date.min.toordinal() <= day <= date.max.toordinal():
            return ""
        known = self._known.get((form, day))
        if known is None:
            local_day = date.fromordinal(day)
            if form == "full":
                known = format_date(local_day, form, self._locale)
            else:
                known = format_skeleton(form, local_day, locale=self._locale)
            self._known[form, day] = known
        return known


def language(tag: str, own: str = "", tags: Tags | None = None) -> Language:
    """The language of a tag (BCP 47: ``en``, ``id``, ``pt-BR``); English for an empty one.

    ``own`` is the language of the timeline. ``tags`` has those that its texts are in: a language
    that only they are in has English days. Raises UnknownLanguage.
    """
    own = "" if own == tag else own
    short, *parts = tag.casefold().replace("_", "-").split("-")
    if short in ("", "en") and not any(len(part) == 4 and part != "latn" for part in parts):
        return Language(tag or "en", own) if tag or own else ENGLISH  # other letters are Babel's
    from babel import Locale, UnknownLocaleError

    try:
        return _Translated(tag, own, Locale.parse(tag.replace("-", "_")))
    except (UnknownLocaleError, ValueError, TypeError):
        written = tags() if tags else set()
        if tag in written:
            return Language(tag, own)
        raise UnknownLanguage(tag, _near(tag, written)) from None


def days_of(tag: str, own: str = "", tags: Tags | None = None) -> Language:
    """``language``, but English where the tag is none."""
    try:
        return language(tag, own, tags)
    except UnknownLanguage:
        return ENGLISH


def weekday_in(tags: Iterable[str], word: str) -> int | None:
    """0 for a Monday in one of these languages.

    None where no language has the word, or two mean different days by it.
    """
    weekdays = set()
    for tag in tags:
        try:
            weekdays.add(language(tag).weekday_named(word))
        except UnknownLanguage:
            continue
    weekdays.discard(None)
    return weekdays.pop() if len(weekdays) == 1 else None


def _near(tag: str, written: Iterable[str]) -> str:
    """A hint for what is no tag: ``Dutch`` is nl."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    named = {name.casefold(): code for code, name in Locale("en").languages.items()}
    if code := named.get(tag.casefold()):
        return f'did you mean "{code}"?'
    tags = [known for known in locale_identifiers() if "_" not in known]
    near = did_you_mean(tag, [*tags, *written])
    return near or TAG_HINT


def _bare(name: str) -> str:
    """A name without case, accents that were typed apart, and the dot of an abbreviation."""
    return unicodedata.normalize("NFKC", name).casefold().strip().strip(".")


def _plain(name: str) -> str:
    """A name without its accents as well."""
    apart = unicodedata.normalize("NFKD", _bare(name))
    dotted = apart.replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    return "".join(letter for letter in dotted if not unicodedata.combining(letter))
