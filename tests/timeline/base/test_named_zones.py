"""Zones that are none, that are what they are, and that go by the names that a file gives them."""

from __future__ import annotations

import pytest

from crisis.timeline import from_json, report
from crisis.timeline.base.zone_names import UnknownZone, label
from crisis.timeline.base.zones import Zone
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.query.answer import Clock
from crisis.timeline.query.engine import ask
from crisis.timeline.query.terms import Query, read_term
from crisis.timeline.reports.event_times import when

from ...support.timelines import by_id, read
from ..reports.test_shown import Look

NO_ZONES = (
    "localtime",
    "posixrules",
    "Factory",
    "right/UTC",
    "right/Europe/Oslo",
    "posix/Asia/Tokyo",
)
PLACES = (
    "timeline: {{zone: {0}}}\nevents: [{{title: t}}]",
    "timeline: {{zone: UTC, zones: {{X: {0}}}}}\nevents: [{{title: t}}]",
    "timeline: {{zone: UTC}}\nsources: {{a: {{name: A, zone: {0}}}}}\nevents: [{{title: t}}]",
    "timeline: {{zone: UTC}}\nevents: [{{title: t, when: 2026-11-20 10:00 {0}}}]",
    "timeline: {{zone: UTC}}\nevents: [{{title: t, when: 2026-11-20 {0}}}]",
    "timeline: {{zone: UTC, zero: '2026-11-20 10:00 {0}'}}\nevents: [{{title: t}}]",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", NO_ZONES)
def test_a_computer_s_own_zone_is_none_wherever_a_zone_is_read(name: str, place: str) -> None:
    (problem,) = read(place.format(name)).problems
    assert problem.severity == "error"
    assert "Europe/" in problem.hint or f'"{name.partition("/")[2]}"' in problem.hint


@pytest.mark.parametrize("name", NO_ZONES)
def test_it_is_none_in_python(name: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        Zone(name)
    assert refused.value.hint


@pytest.mark.parametrize("name", ["UTC", "GMT", "Z"])
def test_greenwich_is_greenwich_in_summer_too(name: str) -> None:
    top = "timeline: {zone: Europe/London}\nevents:\n"
    line = f"  - {{id: e, title: t, when: 2026-07-20 10:00 {name}}}"
    timeline = read(top + line)
    assert timeline.problems == ()
    assert when(by_id(timeline)["e"], Zone("UTC"), None, Look()) == "Mon 20 Jul 2026 10:00"
    assert (
        read(f"timeline: {{zone: {name}}}\nevents: [{{title: t, when: 2026-07-20}}]").problems == ()
    )


@pytest.mark.parametrize("given", ["GMT: Europe/London", "UTC: Asia/Tokyo", "local: Asia/Tokyo"])
def test_a_name_that_has_a_meaning_is_not_given_another(given: str) -> None:
    (problem,) = read(f"timeline: {{zones: {{{given}}}}}\nevents: [{{title: t}}]").problems
    assert "has a meaning" in problem.message


def test_an_offset_goes_by_the_name_that_the_file_gives_it() -> None:
    own = {"ship": "-02:58", "NL": "Europe/Amsterdam"}
    names = ("-02:58", "ship", "NL", "Europe/Amsterdam", "-03:00", "UTC")
    assert [label(name, own) for name in names] == [
        "ship", "ship", "NL", "Europe/Amsterdam", "-03:00", "UTC",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("{en: Back, id: Kembali}", "senin", 1),
        ("{en: Back, id: Kembali}", "lunes", 0),
        ("{es: Vuelta}", "lunes", 1),
        ("{nl: Terug, es: Vuelta}", "maandag", 1),
    ],
)
def test_a_weekday_is_known_in_each_language_of_the_texts(text: str, word: str, found: int) -> None:
    top = "timeline: {zone: UTC}\nevents:\n  2026-11-23:\n"
    timeline = read(f"{top}    - {{title: {text}, when: 10:00}}")
    query = Query((read_term(f"day:{word}"),))
    try:
        answer = ask(timeline, query, Clock(Zone("UTC")))
    except ValueError:
        assert not found
    else:
        assert len(answer.matches) == found


@pytest.mark.parametrize(
    ("when_", "warned"),
    [("02:30", 1), ("~02:30", 0), ("~02:07", 0), ("2h", 0), ("02:30..02:40", 1), ("01:30", 0)],
)
@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_what_a_width_covers_is_no_warning(day: str, when_: str, warned: int) -> None:
    top = f"timeline: {{zone: Europe/Amsterdam}}\nevents:\n  {day}:\n"
    assert len(read(f"{top}    - {{title: t, when: '{when_}'}}").problems) == warned


EDTF = """
1985-04-12 1985-04 1985 1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04
1985-04-12T23:20:30+04:30 1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02
2004-02-01/2005 2005/2006-02 1984-21 1984-22 1984-23 1984-24 1984? 2004-06~ 2004-06-11%
201X 20XX 2004-XX 1985-04-XX 1985-XX-XX 1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12
../1985-04 ../1985 1985-04-12/ 1985-04/ 1985/ /1985-04-12 /1985-04 /1985 1984~/2004-06
1984/2004-06~ 1984~/2004~ 1984?/2004% 1984-06?/2004-08? 1984-06-02?/2004-08-08~
""".split()


@pytest.mark.parametrize("text", EDTF)
def test_edtf_is_read_whole_to_level_one(text: str) -> None:
    timeline = read(f"timeline: {{zone: UTC}}\nevents: [{{id: e, title: t, when: '{text}'}}]")
    assert timeline.problems == ()
    assert timeline.conflicts == ()
    event = by_id(timeline)["e"]
    assert (event.end is not None) == ("/" in text)


def test_an_offset_with_seconds_is_the_mean_time_of_a_place() -> None:
    """All that is said of a city before it had a zone is said of its mean time."""
    body = """events:
  1850-03-01:
    - {id: a, when: 10:00, title: A}
    - {id: b, when: evening, title: B}
    - {id: c, when: 12:00 X, title: C}
  undated:
    - {id: d, when: day after @a, title: D}
    - {id: e, when: from 1850-03-03 22:00 to 02:00, title: E}"""
    found = []
    for zone, other in (("Asia/Kolkata", "America/Halifax"), ("+05:53:28", "-04:14:24")):
        timeline = read(f"timeline: {{zone: '{zone}', zones: {{X: '{other}'}}}}\n{body}")
        assert timeline.problems == ()
        answer = timeline.where().answer
        told = [(it.event.id, it.event.start, it.event.end) for it in answer.matches]
        rows = [when(it.event, Zone(zone), None, Look()) for it in answer.matches]
        text = to_json(report(answer))
        back = from_json(text).answer.matches
        assert [(it.event.id, it.event.start, it.event.end) for it in back] == told
        assert '"earliest": "1850-03-01T04:06:32.000000+00:00"' in text
        found.append((told, rows, text.replace(zone, "").replace(other, "")))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("-2:58:10", "-02:58:10"), ("UTC-3", "-03:00"), ("LMT", "-02:58:10"), ("+25:00", "-08:00"),
     ("Europe/Pari", '"Europe/Paris"')],
)  # fmt: skip
def test_a_zone_that_there_is_not_is_answered_with_one_that_would_do(name: str, hint: str) -> None:
    file = "timeline: {{zone: '{0}'}}\nevents: [{{title: t, when: 2026-11-20}}]"
    (problem,) = read(file.format(name)).problems
    assert hint in problem.hint
    assert read(file.format(hint.strip('"'))).problems == ()
