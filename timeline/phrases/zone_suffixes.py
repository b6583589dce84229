"""Reads what stands behind a clock: its zone, its offset, or a hyphen and another clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zone_names import UnknownZone

from .clock import HALVES
from .clock_times import digital
from .tokens import PhraseError, Scanner

if TYPE_CHECKING:
    from .clock import Clock
    from .date_spans import Days
    from .tokens import Token
    from .widths import Widths

_QUARTERS = ("00", "15", "30", "45")
"""The minutes of offsets from Greenwich."""
_OWN = frozenset("and or to for from of on at in by till until after before ad bc ce bce".split())
"""Words of the language that are no zone in capitals: ``BETWEEN 10:00 AND 11:00``."""
_ZONES = ("UTC", "GMT", "Z", "local")


class ZoneSuffixes:
    """A reader of zones; the points in time in front of them are read by its heir."""

    def __init__(self, text: str, widths: Widths, zones: frozenset[str], lang: str = "") -> None:
        self.scan = Scanner(text)
        self.widths = widths
        self.zones = zones
        self.lang = lang
        self.uncertain = False
        self.begun = 0  # where the point begins that is being read
        self.between = False  # whether a hyphen can only be that of a range
        self.ends_day = False  # whether midnight can only be the end of a day
        self.begun_dated = False  # and whether what it ends has a date of its own
        self.from_ = False  # whether it is the start of what lasts

    def check_hyphen(self, days: Days | None, clock: Clock | None, joined: bool) -> None:
        """Take the offset that comes next for a range's second clock where it can be no offset.

        A hyphen with a blank in front only is an offset's, and so is one behind a date with a
        clock (ISO 8601). Raises PhraseError where two readers would understand it differently.
        """
        scan = self.scan
        token, before = scan.next, scan.tokens[scan.index - 1]
        following = scan.tokens[scan.index + 1].text
        sign, digits = token.raw[0], token.raw[1:].replace(":", "").ljust(4, "0")
        if sign in "Z+" or token.at != before.stop:
            return
        written = scan.text[before.at : token.stop]
        if self.between and not joined and (digits <= "2400" or (days and days.digits)):
            (scan.split_years if days and days.digits else scan.split)()
            return
        if clock is None:
            if days is None:
                return
            if (
                days.digits
                and (digits > "1200" or digits[2:] not in _QUARTERS)
                and digits > days.digits
                and ":" not in token.raw
            ):
                scan.split_years()
                return
            what, said = "a clock", f"{before.raw} {token.raw[1:]}"
            if days.precision == "year":
                what, said = "a range", f"{before.raw}..{token.raw[1:]}"
                first, last = digital(before.raw), f"{digits[:2]}:{digits[2:]}"
                said += f", or {first}..{last}" if first else ""
            hint = f"{what}: {said}; an offset: {before.raw} {token.raw}"
            raise PhraseError(f"{what} or an offset?", before.at, len(written), hint)
        beyond = digits > "1200" or following in HALVES
        odd = digits[2:] not in _QUARTERS
        if beyond or (odd and days is None):
            scan.split()
        elif days is None or (odd and not joined):
            first = scan.text[self.begun : before.stop]
            last = f"{digits[:2]}:{digits[2:]}"
            both = f"from {first} to {last}" if self.from_ else f"{first}..{last}"
            hint = f"a range: write {both}; an offset: {first} {token.raw}"
            raise PhraseError("a range or an offset?", token.at, len(token.raw), hint)

    def zone(self) -> str:
        scan = self.scan
        if token := scan.take("offset"):
            if token.raw != "Z" and not -12 <= int(token.raw[:3]) <= 14:
                hint = "a range is written 14:00..16:00; zones lie between -12:00 and +14:00"
                raise PhraseError("no such offset", token.at, len(token.raw), hint)
            return token.raw
        token = scan.next
        if token.kind != "word":
            return ""
        if token.raw.isupper() and len(token.raw) == 1 and (name := self.lettered()):
            return name
        if token.raw in self.zones or "/" in token.raw or token.raw in _ZONES:
            scan.index += 1
            return self.behind_greenwich(token) or token.raw
        if hint := UnknownZone(token.raw).hint:
            raise scan.error(f'no such zone: "{token.raw}"', hint)
        if token.raw.isupper() and 2 <= len(token.raw) <= 5 and token.text not in _OWN:
            from crisis.timeline.base.zone_hints import undefined

            hint = undefined(token.raw, self.zones)
            raise scan.error(f'the zone "{token.raw}" is not defined', hint)
        return ""

    def lettered(self) -> str:
        """``G.M.T.``, a zone with a point behind each letter; empty where it is none."""
        scan = self.scan
        letters, start = "", scan.index
        while scan.next.raw.isupper() and len(scan.next.raw) == 1 and len(letters) < 5:
            letters += scan.next.raw
            scan.index += 1
            if not scan.word("."):
                break
        if letters in self.zones or letters in ("GMT", "UTC"):
            return letters
        if len(letters) > 2 and letters[-1] == "T":
            from crisis.timeline.base.zone_hints import undefined

            hint = undefined(letters, self.zones)
            raise scan.error(f'the zone "{letters}" is not defined', hint, start)
        scan.index = start
        return ""

    def behind_greenwich(self, zone: Token) -> str:
        """The offset of ``UTC+2``, ``GMT-0500`` or ``UTC+05:30``; empty where none stands there.

        Raises PhraseError for ``06:00 UTC-08:00``, which may be a range, and for no such offset.
        """
        scan = self.scan
        sign, number = (*scan.tokens[scan.index :], scan.tokens[-1])[:2]
        if zone.raw not in ("UTC", "GMT") or sign.at != zone.stop or sign.raw[:1] not in ("+", "-"):
            return ""
        apart = len(sign.raw) == 1
        digits = number.raw if apart else sign.raw[1:]
        stop = number.stop if apart else sign.stop
        hours, _, minutes = digits.partition(":")
        if not minutes and len(hours) == 4:
            hours, minutes = hours[:2], hours[2:]
        offset = f"{sign.raw[0]}{hours.zfill(2)}:{minutes or '00'}"
        fits = apart or sign.kind == "offset"
        fits &= (not apart) or (number.at == sign.stop and number.kind in ("number", "clock"))
        fits &= hours.isdecimal() and len(hours) <= 2 and (minutes or "00").isdecimal()
        if not fits or not -12 <= int(offset[:3]) <= 14 or (minutes or "00") > "59":
            hint = "zones lie between -12:00 and +14:00"
            raise PhraseError("no such offset", zone.at, stop - zone.at, hint)
        if sign.raw[0] == "-" and ":" in digits:
            first = scan.text[self.begun : zone.at].rstrip()
            hint = f"a range: write {first}..{digits} {zone.raw}; an offset: {first} {offset}"
            raise PhraseError("a range or an offset?", zone.at, stop - zone.at, hint)
        scan.index += 2 if apart else 1
        return offset
