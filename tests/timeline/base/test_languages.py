"""Days in every language: how they are named in questions and in headings.

The names are Babel's own; its versions differ in them, so nothing of them is repeated here.
"""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale, localedata
from babel.dates import format_date
from babel.localedata import locale_identifiers

from crisis.timeline import Clock, Query, QueryError, Term, Zone, ask
from crisis.timeline.base.calendar import WEEKDAYS
from crisis.timeline.base.languages import UnknownLanguage, language
from crisis.timeline.base.texts import in_language

from ...support.examples import sampled
from ...support.timelines import flow, read, severe

MONDAY = date(2026, 11, 16)
WEEK = "\n".join(
    f"  - {{id: d{number}, title: t, when: 2026-11-{16 + number}}}" for number in range(7)
)
TIMELINE = read(f"timeline: {{zone: UTC}}\nevents:\n{WEEK}")
# Territories add nothing but other dates; letters do.
TAGS = sorted(
    tag
    for tag in locale_identifiers()
    if tag != "root"
    and (len(parts := tag.split("_")) == 1 or (len(parts) == 2 and len(parts[1]) == 4))
)


def on(name: str, tag: str) -> list[int]:
    """The days of the week (0 is Monday) whose event ``--day NAME --lang TAG`` finds."""
    clock = Clock(Zone("UTC"), language=language(tag))
    answer = ask(TIMELINE, Query((Term("day", name),)), clock)
    return [int(match.event.id[1:]) for match in answer.matches]


def names(tag: str) -> dict[str, set[int]]:
    """Every wide and abbreviated name, as it is compared, and the weekdays that have it."""
    days = Locale.parse(tag).days
    found: dict[str, set[int]] = {}
    for use in days:
        for width in ("wide", "abbreviated"):
            for weekday in range(7):
                name = days[use][width][weekday]
                found.setdefault(name.casefold().strip(" ."), set()).add(weekday)
    return found


ENGLISH = {
    name.casefold()[:size]: number
    for number, name in enumerate(WEEKDAYS)
    for size in (3, len(name))
}


def test_every_name_of_a_weekday_is_understood_in_every_language() -> None:
    """One that stands for several days, here or in English, is refused."""
    wrong = []
    for tag in sampled(TAGS):
        for name, weekdays in names(tag).items():
            meant = weekdays | ({ENGLISH[name]} if name in ENGLISH else set())
            if len(meant) > 1:
                with pytest.raises(QueryError):
                    on(name, tag.replace("_", "-"))
            elif on(name, tag.replace("_", "-")) != list(meant):
                wrong.append((tag, name))
    assert wrong == []


def test_english_names_are_understood_in_every_language() -> None:
    wrong = []
    for tag in sampled(TAGS):
        own = names(tag)
        for name, number in ENGLISH.items():
            if own.get(name, {number}) == {number} and on(name.title(), tag) != [number]:
                wrong.append((tag, name))
    assert wrong == []


KONKANI = pytest.mark.skipif(
    not localedata.exists("kok_Latn"), reason="a Babel that does not know Konkani in Latin letters"
)


@pytest.mark.parametrize(
    ("name", "tag", "found"),
    [
        ("senin", "id", [0]),
        ("SENIN", "id-ID", [0]),
        ("sen", "id", [0]),
        ("sabado", "es", [5]),  # sábado, as it is often typed
        ("miercol", "es", [2]),
        ("lun.", "fr", [0]),
        ("lun...mer.", "fr", [0, 1, 2]),
        ("lundi..mercredi", "fr", [0, 1, 2]),
        ("月曜日", "ja", [0]),
        ("星期一..星期二", "zh", [0, 1]),
        ("thứ hai", "vi", [0]),
        ("SALI", "tr", [1]),  # its i has no dot, which capital letters do not tell
        ("thurs", "nl", [3]),
        ("monday", "kok-Latn", [0]),
    ],
)
def test_names_as_people_type_them(name: str, tag: str, found: list[int]) -> None:
    assert on(name, tag) == found


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("m", "fr"),
        ("mardis", "fr"),
        pytest.param("mon", "kok-Latn", marks=KONKANI),
        ("senin", "en"),
        ("se", "id"),
        ("so", "kok"),
    ],
)
def test_what_names_no_day_or_several_is_refused(name: str, tag: str) -> None:
    with pytest.raises(QueryError):
        on(name, tag)


@pytest.mark.parametrize("tag", ["id", "nl", "pt-BR", "ja", "he", "ar", "th", "sr-Latn", "sr-Cyrl"])
def test_headings_are_those_of_the_language(tag: str) -> None:
    locale = Locale.parse(tag.replace("-", "_"))
    asked = language(tag)
    day = MONDAY.toordinal()
    assert asked.long_day(day) == format_date(MONDAY, "full", locale)
    assert asked.weekday(day) == locale.days["stand-alone"]["abbreviated"][0]
    assert "2026" in asked.day(day, year=True) or "2569" in asked.day(day, year=True)
    assert "2026" not in asked.day(day)
    assert asked.day(day).replace(".", "") != language("en").day(day)


def test_english_needs_no_names_from_elsewhere() -> None:
    day = MONDAY.toordinal()
    for tag in ("", "en", "en-GB", "en_US"):
        asked = language(tag)
        assert (asked.weekday(day), asked.day(day)) == ("Mon", "Mon 16 Nov")
        assert asked.long_day(day) == "Monday 16 November 2026"
        assert asked.month(day) == "Nov 2026"


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("dutch", "nl"),
        ("Indonesian", "id"),
        ("xx", "en, id, nl"),
        ("../../etc/passwd", "en, id, nl"),
        ("de-XX", "en, id, nl"),
    ],
)
def test_what_is_no_language_is_refused_with_a_hint(tag: str, hint: str) -> None:
    with pytest.raises(UnknownLanguage) as refused:
        language(tag)
    assert hint in refused.value.hint


@pytest.mark.parametrize("tag", ["", "en", "nl", "pt"])
def test_the_timelines_own_names_are_understood_whatever_is_asked_for(tag: str) -> None:
    timeline = read("timeline: {zone: UTC, lang: pt}\nevents: []")
    asked = language(tag, timeline.header.lang)
    assert [asked.weekday_named(name) for name in ("domingo", "Monday", "sex")] == [6, 0, 4]
    assert asked.weekday_named("woensdag") == (2 if tag == "nl" else None)
    strange = read("timeline: {zone: UTC, lang: no-such-language}\nevents: []")
    assert language("nl", strange.header.lang).weekday_named("domingo") is None


def test_a_language_that_only_the_texts_have_has_english_days() -> None:
    timeline = read("timeline: {zone: UTC}\nevents:\n  - {id: a, title: {en: Back, tlh: chegh}}")
    asked = language("tlh", tags=timeline.text_languages)
    assert asked.tag == "tlh"
    assert asked.weekday(MONDAY.toordinal()) == "Mon"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("", "Back"),
        ("en", "Back"),
        ("id", "Kembali"),
        ("id-ID", "Kembali"),
        ("ID_id", "Kembali"),
        ("pt", "Back"),
        ("pt-BR", "Voltou"),
        ("pt-BR-x", "Voltou"),
        ("fr", "Back"),
    ],
)
def test_the_text_of_a_language_else_the_first_one(tag: str, text: str) -> None:
    assert in_language((("en", "Back"), ("id", "Kembali"), ("pt-BR", "Voltou")), tag) == text
    assert in_language((("", "Only"),), tag) == "Only"
    assert in_language((), tag) == ""


@pytest.mark.parametrize(
    "tag", ["en", "pt-BR", "pt_BR", "zh-Hant-TW", "x-klingon", "tlh", "sl-rozaj"]
)
def test_a_tag_is_letters_and_digits_in_parts(tag: str) -> None:
    found = read(f"timeline: {{zone: UTC, lang: {tag}}}\nevents: [{{title: {{{tag}: Hi}}}}]")
    assert (found.header.lang, severe(found)) == (tag, [])
    assert found.events[0].titles == ((tag, "Hi"),)


@pytest.mark.parametrize(
    "tag",
    [
        "\x1b]52;c;aGk=\x07",
        'en" onload="x',
        "en us",
        "en-",
        "-en",
        "e\u0301n",
        "e" * 9,
        "en-" * 40 + "x",
    ],
)
def test_what_cannot_be_a_tag_is_refused_and_its_text_is_kept(tag: str) -> None:
    it = flow(tag)
    found = read(
        f"timeline: {{zone: UTC, lang: {it}}}\nsources: {{s: {{name: S, lang: {it}}}}}\n"
        f"events: [{{title: {{{it}: Hi}}, text: {{{it}: Text}}, sources: s}}]"
    )
    assert [line.partition(": ")[2] for line in severe(found)] == [
        f'"{tag}" is no tag of a language'
    ] * 4
    assert found.header.lang == found.sources["s"].lang == ""
    assert found.events[0].titles == (("", "Hi"),)
    assert found.events[0].texts == (("", "Text"),)
