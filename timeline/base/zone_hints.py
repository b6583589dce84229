"""What somebody may have meant by a zone that there is not.

An abbreviation is no zone: CET, IST and CST mean one thing here and another there. Its places are
those whose clocks show it in the time zone database, in winter or in summer.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from .problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OFFSET = re.compile(
    r"(?:utc|gmt|z)?\s*([+\N{MINUS SIGN}-])(\d{1,2})(?::?([0-5]\d)(?::?([0-5]\d))?)?\Z",
    re.I,
)
_KNOWN = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Halifax", "Europe/London", "Europe/Dublin", "Europe/Paris", "Europe/Athens",
    "Europe/Moscow", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kolkata", "Asia/Jakarta",
    "Asia/Shanghai", "Asia/Manila", "Asia/Tokyo", "Asia/Seoul", "Australia/Sydney",
    "Pacific/Auckland", "Africa/Lagos", "Africa/Nairobi", "Africa/Johannesburg",
)  # fmt: skip
"""Of the places that share an abbreviation and an offset, these are named first."""
_BOTH = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}  # fmt: skip
"""Abbreviations that mean winter and summer alike."""
_SPOKEN = {"eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT"}
_MOST = 5
_LMT = "the mean time of a place is an offset, -02:58:10, or that of its zone: America/Halifax"
HINT = "a name such as Europe/Amsterdam, UTC, or an offset such as -08:00"


def meant(name: str, own: Iterable[str] = ()) -> str:
    """A hint on a name that is no zone; ``own`` are names that the file gives to zones."""
    bare = name.strip()
    if bare.casefold() in ("utc", "gmt", "zulu"):
        return 'did you mean "UTC"?'
    if bare.upper() == "LMT":
        return _LMT
    if (offset := _OFFSET.match(bare)) and int(offset[2]) < 15:
        sign = "+" if offset[1] == "+" else "-"
        seconds = f":{offset[4]}" if offset[4] else ""
        return f"an offset is written {sign}{int(offset[2]):02}:{offset[3] or '00'}{seconds}"
    if places := _abbreviations().get(bare.upper(), ()):
        return f"{bare.upper()} is {_listed(places)}: name the place, or the offset"
    from zoneinfo import available_timezones

    names = [*own, *(zone for zone in available_timezones() if "/" in zone)]
    exact = next((zone for zone in names if zone.casefold() == bare.casefold()), "")
    if exact:
        return f'did you mean "{exact}"?'
    return ("" if bare.isupper() else did_you_mean(bare, sorted(names))) or HINT


def undefined(name: str, own: Iterable[str]) -> str:
    """A hint on an abbreviation behind a clock that the file gives to no zone.

    ``own`` are those that it does.
    """
    places = _abbreviations().get(name, ())
    offset = places[0][0] if places else "-05:00"
    zone = _BOTH.get(name) or (offset if places else "Europe/Amsterdam")
    how = "define it:" if name in _BOTH or len(places) == 1 else "define it, such as"
    define = f"{how} `timeline: {{zones: {{{name}: {zone}}}}}`"
    if name in _BOTH:
        hint = f"{define}, or write the offset instead"
    elif len(places) > 1:
        hint = f"it is {_listed(places)}: write the offset instead, or {define}"
    else:
        such = (
            f"{offset} instead, as in {places[0][1]}" if places else f"an offset such as {offset}"
        )
        hint = f"write {such}, or {define}"
    known = ", ".join(sorted(own))
    return f"{hint}; this file defines {known}" if known else hint


def in_words(word: str) -> str:
    """A hint on a word that may mean a zone, as ``est`` and ``Eastern`` do; "" where it is none."""
    name = _SPOKEN.get(word.casefold(), word.upper())
    if name in ("UTC", "GMT", "ZULU"):
        return meant(name)
    if len(word) < 3 or not (name in _BOTH or (len(word) < 6 and name in _abbreviations())):
        return ""
    return f'as a zone it is "{name}": {undefined(name, ())}'


def offsets_of(name: str) -> list[str]:
    """The offsets that clocks have which show an abbreviation, as ``-05:00``; none for no such."""
    return [offset for offset, _ in _abbreviations().get(name, ())]


def _listed(places: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{offset} in {place}" for offset, place in places[:_MOST])


def _rank(name: str) -> int:
    return _KNOWN.index(name) if name in _KNOWN else len(_KNOWN)


@cache
def _abbreviations() -> dict[str, list[tuple[str, str]]]:
    """The offsets of clocks while they show an abbreviation, each with one of the places."""
    from zoneinfo import ZoneInfo, available_timezones

    seasons = [datetime(2024, month, 1, tzinfo=UTC) for month in (1, 7)]
    abbreviations: dict[str, dict[str, str]] = {}
    names = sorted(zone for zone in available_timezones() if "/" in zone)
    for name in (*_KNOWN, *names):
        if name.startswith("Etc/") or name not in names:
            continue
        zone = ZoneInfo(name)
        for moment in seasons:
            local = moment.astimezone(zone)
            shown, offset = local.tzname() or "", local.strftime("%z")
            if shown.isalpha():
                abbreviations.setdefault(shown, {}).setdefault(f"{offset[:3]}:{offset[3:5]}", name)
    return {
        shown: sorted(places.items(), key=lambda pair: (_rank(pair[1]), pair))
        for shown, places in abbreviations.items()
    }
