"""What somebody may have meant by a zone that there is not.

An abbreviation is no zone: CET, IST and CST mean one thing here and another there. Its places are
those whose clocks show it in the time zone database, in winter or in summer.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+\N{MINUS SIGN}-])(\d{1,2})(?::?([0-5]\d))?\Z", re.I)
_KNOWN = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Halifax", "Europe/London", "Europe/Dublin", "Europe/Paris", "Europe/Athens",
    "Europe/Moscow", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kolkata", "Asia/Jakarta",
    "Asia/Shanghai", "Asia/Manila", "Asia/Tokyo", "Asia/Seoul", "Australia/Sydney",
    "Pacific/Auckland", "Africa/Lagos", "Africa/Nairobi", "Africa/Johannesburg",
)  # fmt: skip
"""Of the places that share an abbreviation and an offset, these are named first."""
_MOST = 5
_HINT = "a name such as Europe/Amsterdam, UTC, or an offset such as -08:00"


def meant(name: str, own: Iterable[str] = ()) -> str:
    """A hint on a name that is no zone; ``own`` are names that the file gives to zones."""
    bare = name.strip()
    if bare.casefold() in ("utc", "gmt", "zulu"):
        return 'did you mean "UTC"?'
    if (offset := _OFFSET.match(bare)) and int(offset[2]) < 15:
        sign = "+" if offset[1] == "+" else "-"
        return f"an offset is written {sign}{int(offset[2]):02}:{offset[3] or '00'}"
    if bare.isalpha() and len(bare) <= _MOST and (places := _places(bare.upper())):
        listed = [f"{offset} in {place}" for offset, place in places[:_MOST]]
        return f"{bare.upper()} is {', '.join(listed)}: name the place, or the offset"
    from zoneinfo import available_timezones

    names = [*own, *(zone for zone in available_timezones() if "/" in zone)]
    exact = next((zone for zone in names if zone.casefold() == bare.casefold()), "")
    if exact:
        return f'did you mean "{exact}"?'
    return ("" if bare.isupper() else did_you_mean(bare, sorted(names))) or _HINT


def _places(abbreviation: str) -> list[tuple[str, str]]:
    """The offsets that clocks have while they show an abbreviation, each with one of the places."""
    from zoneinfo import ZoneInfo, available_timezones

    seasons = [datetime(2024, month, 1, tzinfo=UTC) for month in (1, 7)]
    found: dict[str, str] = {}
    names = sorted(zone for zone in available_timezones() if "/" in zone)
    for name in (*_KNOWN, *names):
        if name.startswith("Etc/") or name not in names:
            continue
        zone = ZoneInfo(name)
        for moment in seasons:
            local = moment.astimezone(zone)
            if local.tzname() == abbreviation:
                offset = local.strftime("%z")
                found.setdefault(f"{offset[:3]}:{offset[3:5]}", name)
    return sorted(found.items(), key=lambda pair: (pair[1] not in _KNOWN, pair))
