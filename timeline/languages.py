"""Languages: which text to show, and how days are named. Only what is not English needs Babel."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from .dates import MONTHS, WEEKDAYS
from .problems import did_you_mean
from .zones import DAY, civil

if TYPE_CHECKING:
    from babel import Locale

    from .model import Texts, Timeline


class UnknownLanguage(ValueError):
    """A tag that is no language, nor one of the timeline's texts."""

    def __init__(self, tag: str, hint: str) -> None:
        super().__init__(f'no such language: "{tag}"')
        self.hint = hint


class Language:
    """How days are named, in English. A day is an ordinal: 1 is 0001-01-01."""

    def __init__(self, tag: str = "en") -> None:
        self.tag = tag

    def weekday(self, day: int) -> str:
        """``Mon``."""
        return WEEKDAYS[(day - 1) % 7][:3]

    def day(self, day: int, year: bool = False) -> str:
        """``Mon 20 Nov``, or ``Mon 20 Nov 2023``."""
        parts = civil(day * DAY)
        text = f"{self.weekday(day)} {parts.day} {MONTHS[parts.month - 1][:3]}"
        return f"{text} {parts.year}" if year else text

    def long_day(self, day: int) -> str:
        """``Monday 20 November 2023``."""
        parts = civil(day * DAY)
        return f"{WEEKDAYS[(day - 1) % 7]} {parts.day} {MONTHS[parts.month - 1]} {parts.year}"

    def month(self, day: int) -> str:
        """The month of a day: ``Nov 2023``."""
        parts = civil(day * DAY)
        return f"{MONTHS[parts.month - 1][:3]} {parts.year}"

    def weekday_named(self, word: str) -> int | None:
        """0 for Monday: a name, or its first letters, at least three (``mon``, ``tues``)."""
        if len(word) < 3 or not word.isalpha():
            return None
        folded = word.casefold()
        found = [i for i, name in enumerate(WEEKDAYS) if name.casefold().startswith(folded)]
        return found[0] if len(found) == 1 else None


ENGLISH = Language()


class _Translated(Language):
    """Days as the Unicode CLDR names them in a language, by way of Babel."""

    def __init__(self, tag: str, locale: Locale) -> None:
        super().__init__(tag)
        self._locale = locale
        self._known: dict[tuple[str, int], str] = {}

    def weekday(self, day: int) -> str:
        name: str = self._locale.days["stand-alone"]["abbreviated"][(day - 1) % 7]
        return name

    def day(self, day: int, year: bool = False) -> str:
        return self._text("yMMMEd" if year else "MMMEd", day) or super().day(day, year)

    def long_day(self, day: int) -> str:
        return self._text("full", day) or super().long_day(day)

    def month(self, day: int) -> str:
        return self._text("yMMM", day) or super().month(day)

    def weekday_named(self, word: str) -> int | None:
        wanted = _bare(word)
        names = [
            {_bare(self._locale.days[use][width][weekday]) for use, width in self._forms()}
            for weekday in range(7)
        ]
        for weekday, known in enumerate(names):
            if wanted in known:
                return weekday
        begun = [i for i, known in enumerate(names) if any(n.startswith(wanted) for n in known)]
        if len(wanted) >= 3 and len(begun) == 1:
            return begun[0]
        return super().weekday_named(word)

    def _forms(self) -> list[tuple[str, str]]:
        """Every set of names but the narrow one: its letters stand for several days."""
        days = self._locale.days
        return [(str(use), width) for use in days for width in days[use] if width != "narrow"]

    def _text(self, form: str, day: int) -> str:
        from babel.dates import format_date, format_skeleton

        if not date.min.toordinal() <= day <= date.max.toordinal():
            return ""
        known = self._known.get((form, day))
        if known is None:
            one = date.fromordinal(day)
            if form == "full":
                known = format_date(one, form, self._locale)
            else:
                known = format_skeleton(form, one, locale=self._locale)
            self._known[form, day] = known
        return known


def language(tag: str, timeline: Timeline | None = None) -> Language:
    """The language of a tag (BCP 47: ``en``, ``id``, ``pt-BR``); English for an empty one.

    A language that only texts of the timeline are in has English days. Raises UnknownLanguage.
    """
    short = tag.casefold().replace("_", "-").partition("-")[0]
    if short in ("", "en"):
        return Language(tag) if tag else ENGLISH
    from babel import Locale, UnknownLocaleError

    try:
        return _Translated(tag, Locale.parse(tag.replace("-", "_")))
    except (UnknownLocaleError, ValueError, TypeError):
        if timeline is not None and tag in _tags(timeline):
            return Language(tag)
        from babel.localedata import locale_identifiers

        hint = did_you_mean(tag, [*locale_identifiers(), *(_tags(timeline) if timeline else ())])
        raise UnknownLanguage(tag, hint or "a tag such as en, id, nl or pt-BR") from None


def in_language(texts: Texts, lang: str) -> str:
    """The text in a language (a tag of BCP 47 such as ``id`` or ``pt-BR``), else the first written.

    ``pt-BR`` is served by ``pt`` where there is no closer one. Empty when there is no text.
    """
    if not texts:
        return ""
    if lang and (len(texts) > 1 or texts[0][0]):
        known = {tag.casefold().replace("_", "-"): text for tag, text in texts}
        wanted = lang.casefold().replace("_", "-")
        while wanted:
            if wanted in known:
                return known[wanted]
            wanted = wanted.rpartition("-")[0]
    return texts[0][1]


def _tags(timeline: Timeline) -> set[str]:
    return {tag for event in timeline.events for tag, _ in (*event.titles, *event.texts) if tag}


def _bare(name: str) -> str:
    """A name without case, accents that were typed apart, and the dot of an abbreviation."""
    return unicodedata.normalize("NFKC", name).casefold().strip().rstrip(".")
