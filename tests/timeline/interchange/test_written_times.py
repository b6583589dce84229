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
