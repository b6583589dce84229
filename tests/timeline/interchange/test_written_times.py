"""Times as other programs write them: what each comes to, and what is refused."""

from __future__ import annotations

import pytest

from crisis.timeline.interchange.reading.presets import preset

from ...support.importing import Imported, imported_by


def when(result: Imported) -> str:
    """The header and the time of the only event; else what was told of it."""
    if not result.tally.read:
        return str(result.problems[0].message)
    lines = result.text.split("\nevents:\n")[1].splitlines()
    times = [line.partition("when: ")[2] for line in lines if line.startswith("      when: ")]
    return f"{lines[0].strip(' :')} {times[0] if times else ''}".rstrip()


def family(date: str) -> Imported:
    text = f"0 HEAD\n0 @I1@ INDI\n1 NAME A /B/\n1 EVEN\n2 DATE {date}\n0 TRLR\n"
    return imported_by(preset("gedcom"), text.encode(), "Europe/London")


@pytest.mark.parametrize(
    ("date", "phrase"),
    [
        ("17 NOV 1850", "1850-11-17 1850-11-17"),
        ("17 Nov 1850", "1850-11-17 1850-11-17"),
        ("NOV 1850", "1850-11 1850-11"),
        ("1850", "1850 1850"),
        ("850", "0850 0850"),
        ("ABT 1850", '1850 "~1850"'),
        ("EST NOV 1850", '1850-11 "~1850-11"'),
        ("CAL 17 NOV 1850", '1850-11-16 "~1850-11-17"'),
        ("BEF 17 NOV 1850", "undated before 1850-11-17"),
        ("AFT 1850", "undated after 1850"),
        ("BET 1850 AND 1852", "undated 1850..1852"),
        ("BET MAR 1850 AND 5 APR 1850", "1850-03-01 1850-03..1850-04-05"),
        ("FROM 1850 TO 1852", "undated {from: 1850, to: 1852}"),
        ("FROM MAR 1850", "1850-03 1850-03"),
        ("TO 1850", "undated {to: 1850}"),
        ("INT 17 NOV 1850 (the day of the fair)", "1850-11-17 1850-11-17"),
        ("(the day of the fair)", "undated"),
        ("@#DGREGORIAN@ 17 NOV 1850", "1850-11-17 1850-11-17"),
        ("@#DJULIAN@ 25 OCT 1917", "1917-11-07 1917-10-25 OS"),
        ("JULIAN 25 OCT 1917", "1917-11-07 1917-10-25 OS"),
        ("@#DJULIAN@ 11 FEB 1731/32", "1732-02-22 1731/32-02-11"),
        ("about 1850", "undated about 1850"),
        ("c. 1850", "undated c. 1850"),
    ],
)
def test_dates_of_family_trees(date: str, phrase: str) -> None:
    assert when(family(date)) == phrase


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("@#DFRENCH R@ 11 NIVO 6", "a date of another calendar, French Republican"),
        ("@#DHEBREW@ 2 TVT 5758", "a date of another calendar, Hebrew"),
        ("BET @#DHEBREW@ 2 TVT 5758 AND 1999", "a date of another calendar, Hebrew"),
        ("@#DROMAN@ 1", "a date of another calendar, Roman"),
        ("HEBREW 2 TVT 5758", "a date of another calendar, Hebrew"),
        ("11 FEB 1731/32", 'a year told by two numbers: "11 FEB 1731/32"'),
        ("44 B.C.", 'cannot read "44" as a time in "44 B.C."'),
        ("144 B.C.", "a year before Christ: 144 B.C."),
        ("01/02/1850", '"01/02/1850" may be 1 February or 2 January'),
        ("31 NOV 1850", 'no such day: 1850-11-31 in "1850-11-31"'),
        ("BET 1850", 'no date of GEDCOM: "BET 1850"'),
    ],
)
def test_dates_of_family_trees_that_are_refused(date: str, message: str) -> None:
    assert when(family(date)) == message


def chat(line: str, rules: str = "whatsapp") -> Imported:
    return imported_by(preset(rules), line.encode(), "Europe/London")


@pytest.mark.parametrize(
    ("stamp", "phrase"),
    [
        ("17/11/2023, 12:28 - ", "2023-11-17 12:28"),
        ("17/11/2023 12:28 - ", "2023-11-17 12:28"),
        ("17.11.23, 12:28 - ", "2023-11-17 12:28"),
        ("17-11-2023 12:28 - ", "2023-11-17 12:28"),
        ("2023-11-17 12:28 - ", "2023-11-17 12:28"),
        ("2023. 11. 17. 12:28 - ", "2023-11-17 12:28"),
        ("11/17/23, 12:28 PM - ", "2023-11-17 12:28"),
        ("11/17/23, 12:28\u202fAM - ", "2023-11-17 00:28"),
        ("17/11/23, 1:28 p.\u00a0m. - ", "2023-11-17 13:28"),
        ("[17.11.23, 12:28:03] ", "2023-11-17 12:28:03"),
        ("\u200e[17/11/2023, 12:28:03] ", "2023-11-17 12:28:03"),
        ("[11/17/23, 1:28:03\u202fPM] ", "2023-11-17 13:28:03"),
        ("[17.11.23 12.28.03] ", "2023-11-17 12:28:03"),
    ],
)
def test_stamps_of_chats(stamp: str, phrase: str) -> None:
    result = chat(f"{stamp}Jane Doe: He is out: really")
    assert when(result) == phrase
    assert 'title: "He is out: really"' in result.text
    assert "jane-doe: Jane Doe" in result.text


@pytest.mark.parametrize(
    ("stamp", "message"),
    [
        ("12/11/2023, 12:28 - ", "which number of a date is the day, and which the month?"),
        ("17/11/2023, 13:28 PM - ", '"2023-11-17T13:28 Pm" is not written as iso'),
        ("17/11/2023, 24:28 - ", 'no such time: "2023-11-17T24:28"'),
        ("31/11/2023, 12:28 - ", 'no such time: "2023-11-31T12:28"'),
        (
            "17/31/2023, 12:28 - ",
            "its dates have the day first in line 1 and the month first in line 1",
        ),
        ("17/11/202, 12:28 - ", 'no such date: "17/11/202"'),
        ("2023/13/17, 12:28 - ", 'no such date: "2023/13/17"'),
        ("17 November 2023, 12:28 - ", "no message begins here"),
    ],
)
def test_stamps_of_chats_that_are_refused(stamp: str, message: str) -> None:
    assert when(chat(f"{stamp}Jane Doe: He is out")) == message


def mail(date: str) -> Imported:
    text = f"From - Fri Nov 17 12:28:50 2023\nDate: {date}\nSubject: A\n\n"
    return imported_by(preset("mbox"), text.encode())


@pytest.mark.parametrize(
    ("date", "phrase"),
    [
        ("Fri, 17 Nov 2023 12:28:50 -0800", "2023-11-17 20:28:50"),
        ("Fri, 17 Nov 2023 12:28:50 -0800 (PST)", "2023-11-17 20:28:50"),
        ("Fri,17 Nov 2023  12:28:50   PST", "2023-11-17 20:28:50"),
        ("17 Nov 2023 12:28 GMT", "2023-11-17 12:28"),
        ("Fri, 17 Nov 2023 12:28:50 -0000", "2023-11-17 12:28:50"),
        ("Fri, 17 Nov 95 12:28:50 UT", "1995-11-17 12:28:50"),
        ("Fri, 17 Nov 023 12:28:50 UT", 'no such time: "Fri, 17 Nov 1923 12:28:50 +0000"'),
        ("17 Nov 49 12:28:50 UT", "2049-11-17 12:28:50"),
        ("Thu, 17 Nov 2023 12:28:50 +0000", 'no such time: "Thu, 17 Nov 2023 12:28:50 +0000"'),
        ("Fri, 17 Nov 2023 12:28:50 CET", 'nobody says what the zone "CET" is'),
        ("Fri, 17 Nov 2023 12:28:50", 'a time without a zone: "Fri, 17 Nov 2023 12:28:50"'),
    ],
)
def test_dates_of_mail(date: str, phrase: str) -> None:
    assert when(mail(date)) == phrase


def test_a_message_with_two_dates_has_none() -> None:
    one, other = "Fri, 17 Nov 2023 12:28:50 +0000", "Sat, 18 Nov 2023 12:28:50 +0000"
    assert when(mail(f"{one}\nDate: {other}")) == f'a message of two dates: "{one}" and "{other}"'
    assert when(mail(f"{one}\nDate: {one}")) == "2023-11-17 12:28:50"


def listed(item: str) -> Imported:
    text = f"## Friday 17 November 2023\n\n- {item}: A\n"
    return imported_by(preset("markdown"), text.encode(), "Europe/London")


@pytest.mark.parametrize(
    ("item", "phrase"),
    [
        ("1446", 'a clock or a year? in "1446"'),
        ("in 1912", 'a clock or a year? in "in 1912"'),
        ("1000–1100", 'a clock or a year? in "1000–1100"'),
        ("17 November 1342", 'a clock or a year behind its day? in "17 November 1342"'),
        ("2023", "2023 2023"),
        ("1446h", "2023-11-17 1446h"),
        ("0000h", "2023-11-17 0000h"),
        ("2023-11-18 10:00", "2023-11-18 2023-11-18 10:00"),
        ("November 2022", "2022-11-01 November 2022"),
    ],
)
def test_times_under_a_day(item: str, phrase: str) -> None:
    """What a day header would refuse is refused under a heading too."""
    assert when(listed(item)) == phrase


CUSTOM = """BEGIN:VTIMEZONE
TZID:Summer
BEGIN:STANDARD
DTSTART:19700101T020000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20230326T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Mean time
BEGIN:STANDARD
DTSTART:18350101T000000
TZOFFSETFROM:+001932
TZOFFSETTO:+001932
END:STANDARD
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:(UTC+01:00) Here
X-LIC-LOCATION:Europe/Amsterdam
BEGIN:STANDARD
DTSTART:19700101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar(*lines: str, zone: str = "") -> Imported:
    text = "\n".join(["BEGIN:VEVENT", *lines, "SUMMARY:A", "END:VEVENT"])
    text = f"BEGIN:VCALENDAR\n{CUSTOM}{text}\nEND:VCALENDAR\n"
    return imported_by(preset("ics"), text.replace("\n", "\r\n").encode(), zone)


@pytest.mark.parametrize(
    ("lines", "phrase"),
    [
        (["DTSTART:20231117T122850Z"], "2023-11-17 12:28:50"),
        (["DTSTART:20231117T122850Z", "DTEND:20231117T122850Z"], "2023-11-17 12:28:50"),
        (["DTSTART:20231117T122850Z", "DURATION:PT0S"], "2023-11-17 12:28:50"),
        (
            ["DTSTART:20231117T122850Z", "DURATION:P1DT1H"],
            "2023-11-17 {from: 12:28:50, for: 25h}",
        ),
        (
            ["DTSTART:20231117T122850Z", "DTEND:20231118T010000Z"],
            "2023-11-17 {from: 12:28:50, to: 2023-11-18 01:00:00}",
        ),
        (["DTSTART;TZID=Europe/Paris:20231117T122850"], "2023-11-17 11:28:50"),
        (["DTSTART;TZID=/x.org/20050126_1/Europe/Paris:20231117T122850"], "2023-11-17 11:28:50"),
        (["DTSTART;TZID=Romance Standard Time:20231117T122850"], "2023-11-17 11:28:50"),
        (['DTSTART;TZID="(UTC+01:00) Here":20230717T122850'], "2023-07-17 10:28:50"),
        (["DTSTART;TZID=Summer:20230717T122850"], "2023-07-17 10:28:50"),
        (["DTSTART;TZID=Europe/Paris:20231029T023000"], "2023-10-29 00:30:00"),
        (["DTSTART;TZID=Europe/Paris:20230326T023000"], "2023-03-26 01:30:00"),
        (["DTSTART;TZID=Europe/Paris:20231117T122850Z"], "a time in UTC and in Europe/Paris"),
        (["DTSTART;TZID=Europe/Pari:20231117T122850"], 'no such zone: "Europe/Pari"'),
        (
            ["DTSTART;TZID=Europe/Amsterdam:20231028T100000", "DURATION:P1D"],
            "2023-10-28 {from: 08:00:00, to: 2023-10-29 09:00:00}",
        ),
        (
            ["DTSTART;TZID=Europe/Amsterdam:20231028T100000", "DURATION:P1DT2H"],
            "2023-10-28 {from: 08:00:00, to: 2023-10-29 11:00:00}",
        ),
        (
            ["DTSTART;TZID=Europe/Amsterdam:20231028T100000", "DURATION:PT24H"],
            "2023-10-28 {from: 08:00:00, for: 24h}",
        ),
        (["DTSTART;TZID=Mean time:19120415T122850"], "1912-04-15 12:09:18"),
        (["DTSTART;TZID=GMT:20231117T122850"], "2023-11-17 12:28:50"),
        (["DTSTART;TZID=right/UTC:20231117T122850"], 'no such zone: "right/UTC"'),
        (["DTSTART;TZID=EST:20231117T122850"], 'no such zone: "EST"'),
        (["DTSTART:20231117T122850"], 'a time without a zone: "20231117T122850"'),
        (
            ["DTSTART:20231131T122850Z"],
            "DTSTART cannot be read: Wrong datetime format: 20231131T122850Z",
        ),
        (["DTSTART:PT1H"], "DTSTART is not what it should be: PT1H"),
        (["DTSTART:20231117T122850Z", "DURATION:-PT1H"], "DURATION is below nothing"),
        (
            ["DTSTART:20231117T122850Z", "DTEND;VALUE=DATE:20231118"],
            "its start and its end are not both days",
        ),
        (["DTSTART:20231117T122850Z", "RDATE:20231118T122850Z"], "an event that repeats: RDATE"),
        ([], "undated"),
    ],
)
def test_times_of_calendars(lines: list[str], phrase: str) -> None:
    assert when(calendar(*lines)) == phrase


@pytest.mark.parametrize(
    ("lines", "phrase"),
    [
        (["DTSTART;VALUE=DATE:20231117"], "2023-11-17 2023-11-17"),
        (["DTSTART:20231117"], "2023-11-17 2023-11-17"),
        (["DTSTART;VALUE=DATE:20231117", "DTEND;VALUE=DATE:20231118"], "2023-11-17 2023-11-17"),
        (["DTSTART;VALUE=DATE:20231117", "DTEND;VALUE=DATE:20231117"], "2023-11-17 2023-11-17"),
        (
            ["DTSTART;VALUE=DATE:20231117", "DTEND;VALUE=DATE:20231120"],
            "2023-11-17 {from: 2023-11-17, to: 2023-11-19}",
        ),
        (
            ["DTSTART;VALUE=DATE:20231117", "DURATION:P1W"],
            "2023-11-17 {from: 2023-11-17, to: 2023-11-23}",
        ),
        (["DTSTART;VALUE=DATE:20231117", "DURATION:P1D"], "2023-11-17 2023-11-17"),
        (
            ["DTSTART;VALUE=DATE:99991231", "DURATION:P1W"],
            "DURATION goes beyond the year 9999",
        ),
        (["DTSTART:20231105T013000"], "2023-11-05 01:30:00"),
        (
            ["DTSTART:20231104T013000", "DURATION:P1D"],
            "2023-11-04 {from: 01:30:00, to: 2023-11-05 01:30:00}",
        ),
    ],
)
def test_days_and_floating_times_of_calendars(lines: list[str], phrase: str) -> None:
    """They are of the clock that somebody names."""
    result = calendar(*lines, zone="America/Los_Angeles")
    assert when(result) == phrase
    assert result.tally.zones.keys() <= {"America/Los_Angeles"}
