"""A calendar that defines a zone: the database is followed, and where they differ that is said."""

from __future__ import annotations

import pytest

from crisis.timeline.interchange.reading.presets import preset

from ...support.importing import imported_by

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:{winter}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:{winter}
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:a
SUMMARY:In summer
DTSTART;TZID={name}:20230717T120000
END:VEVENT
BEGIN:VEVENT
UID:b
SUMMARY:In winter
DTSTART;TZID={name}:20231117T120000
END:VEVENT
BEGIN:VEVENT
UID:c
SUMMARY:In winter again
DTSTART;TZID={name}:20231118T120000
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("name", ["Europe/Berlin", "W. Europe Standard Time"])
@pytest.mark.parametrize("winter", ["+0100", "+0300"])
def test_a_zone_that_is_defined_otherwise_is_said(name: str, winter: str) -> None:
    data = CALENDAR.format(name=name, winter=winter).encode()
    result = imported_by(preset("ics"), data, "UTC")
    assert result.problems == []
    assert "when: 11:00" in result.text
    expected = (
        f"it defines {name} otherwise than the time zone database has Europe/Berlin: "
        "2023-11-17 12:00 is at +03:00 there and at +01:00 here, which was taken"
    )
    assert result.remarks == ([] if winter == "+0100" else [expected])
