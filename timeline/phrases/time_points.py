"""Reads the points in time inside a phrase: dates with clocks, parts of the day, machine clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import HOUR, MINUTE, SECOND

from .ast import Machine, Moment
from .clock import HALVES
from .clock_times import digital, read_clock
from .dates import in_calendar, read_date
from .durations import APPROXIMATELY, NEARLY
from .lengths import TENS, read_fixed
from .tokens import PhraseError, Scanner
from .widths import NUMBERS, PART_NAMES, Widths

if TYPE_CHECKING:
    from .clock import Clock
    from .dates import Days
    from .tokens import Token

FIRM = ("clock", "date", "elapsed")
SPOKEN = frozenset((*NUMBERS, "half", "quarter", "a"))
_ZONES = ("UTC", "GMT", "Z", "local")


class Points:
    """A reader of points; the sentences around them are read by its heir."""

    def __init__(self, text: str, widths: Widths, zones: frozenset[str]) -> None:
        self.scan = Scanner(text)
        self.widths = widths
        self.zones = zones
        self.uncertain = False
        self.begun = 0  # where the point begins that is being read
        self.from_ = False  # whether it is the start of what lasts

    def point(self) -> Moment | Machine:
        scan = self.scan
        start = scan.next
        self.begun = start.at
        if machine := self.machine():
            return machine
        about = "" if start.kind in FIRM else scan.word(*APPROXIMATELY)
        days = read_date(scan)
        joined = bool(days) and scan.next.text == "t" and scan.next.kind == "word"
        scan.index += joined
        if days and not about and not joined:
            about = scan.word(*APPROXIMATELY)
        clock = self.clock()
        if joined and not clock:
            raise scan.error("a clock is missing behind the T", "2023-11-17T12:28")
        third, part = ("", "") if clock else self.part()
        if part and days is None:
            days = read_date(scan)  # `evening 2023-11-19`
        if not (days or clock or part):
            raise self.surprise()
        if clock:
            scan.join_offset()
        if scan.next.kind == "offset":
            self.check_hyphen(days, clock, joined)
        if scan.word("-ish", "ish"):
            about = about or "~"
        if days and not days.calendar:
            days = in_calendar(days, scan)  # `1917-10-25 21:40 OS`
        zone = self.zone()
        if days and zone and not days.calendar:
            days = in_calendar(days, scan)
        hyphen = scan.next
        joined = hyphen.at == scan.tokens[scan.index - 1].stop
        if zone and clock and hyphen.kind == "offset" and hyphen.raw[0] == "-" and joined:
            scan.split()  # a clock has one zone: the other clock of a range follows
        length = scan.tokens[scan.index - 1].stop - start.at
        approximate = bool(about) or bool(days and days.approximate)
        self.uncertain = self.uncertain or bool(days and days.uncertain)
        nearly = about in NEARLY
        moment = Moment(days, clock, part, third, zone, approximate, start.at, length, nearly)
        return self.give_or_take(moment)

    def clock(self) -> Clock | None:
        """A clock in digits, or in words where what comes next may be one."""
        scan = self.scan
        clock = read_clock(scan)
        token = scan.next
        if clock is None and (token.kind == "number" or token.text in SPOKEN):
            from .spoken_clocks import read_spoken

            return read_spoken(scan, self.from_)
        if clock is None and token.kind == "word" and token.text.startswith(TENS):
            from .spoken_clocks import read_spoken

            return read_spoken(scan, self.from_)
        return clock

    def give_or_take(self, moment: Moment) -> Moment:
        """A point with how far its source says that it may be off: ``02:20 ± 5 min``."""
        scan = self.scan
        if not scan.word("±", "+-", "+/-", "give or take", "plus or minus"):
            return moment
        length = read_fixed(scan)
        if length is None:
            raise scan.error("a duration is missing after ±", "02:20 ± 5 min")
        return moment._replace(spread=length.micros)

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
        if clock is None:
            if days is None:
                return
            what, said = "a clock", f"{before.raw} {token.raw[1:]}"
            if days.precision == "year":
                what, said = "a range", f"{before.raw}..{token.raw[1:]}"
                first, last = digital(before.raw), f"{digits[:2]}:{digits[2:]}"
                said += f", or {first}..{last}" if first else ""
            hint = f"{what}: {said}; an offset: {before.raw} {token.raw}"
            raise PhraseError(f"{what} or an offset?", before.at, len(written), hint)
        beyond = digits > "1200" or following in HALVES
        odd = digits[2:] not in ("00", "15", "30", "45")
        if beyond or (odd and days is None):
            scan.split()
        elif days is None or (odd and not joined):
            first = scan.text[self.begun : before.stop]
            last = f"{digits[:2]}:{digits[2:]}"
            both = f"from {first} to {last}" if self.from_ else f"{first}..{last}"
            hint = f"a range: write {both}; an offset: {first} {token.raw}"
            raise PhraseError("a range or an offset?", token.at, len(token.raw), hint)

    def part(self) -> tuple[str, str]:
        """Read ``late evening`` as ("late", "evening"), or ("", "")."""
        scan = self.scan
        if scan.word("early hours", "small hours"):
            return "", "early hours"
        if scan.next.text.startswith(("mid-", "early-", "late-")):
            third, _, part = scan.next.text.partition("-")
            if part in PART_NAMES:
                scan.index += 1
                return third, part
        start = scan.index
        third = scan.word("early", "mid", "late")
        part = scan.word(*PART_NAMES[1:])
        if third and not part:
            scan.index = start
            return "", ""
        return third, part

    def machine(self) -> Machine | None:
        scan = self.scan
        start = scan.next
        if scan.word("unix"):
            sign = -1 if scan.word("-") else 1
            # four digits alone look like a year, and with a sign like an offset
            token = scan.take("number") or scan.take("date") or scan.take("offset")
            digits = token.text if token else ""
            if sign > 0 and digits.startswith("-"):
                sign, digits = -1, digits[1:]
            whole, _, fraction = digits.partition(".")
            if not (whole + fraction).isdecimal() or len(digits) > 20:
                raise scan.error("`unix` needs a number of seconds", "unix 1700252930")
            micros = int(whole) * SECOND + int(fraction[:6].ljust(6, "0") or 0)
            return Machine(sign * micros, 10 ** (6 - min(6, len(fraction))), False, start.at)
        token = scan.take("elapsed")
        if token is None:
            return None
        sign = -1 if token.text.endswith("-") else 1
        length = self.elapsed_clock() if scan.next.kind == "clock" else read_fixed(scan)
        if length is None:
            raise scan.error("`T` needs a length of time", "T+55:54:53, T+2h14m, T-6.6s")
        return Machine(sign * length[0], length[1], True, start.at)

    def elapsed_clock(self) -> tuple[int, int]:
        token = self.scan.tokens[self.scan.index]
        self.scan.index += 1
        digits, _, fraction = token.text.replace(",", ".").partition(".")
        fields = digits.split(":")
        if len(fields) != 3 or len(fields[0]) > 8 or len(fraction) > 6:
            hint = "write hours, minutes and seconds (T+5:54:53) or units (T+5h54m)"
            raise PhraseError("hours or minutes?", token.at, len(token.raw), hint)
        hours, minutes, seconds = (int(field) for field in fields)
        if minutes > 59 or seconds > 59:
            raise PhraseError(f"no such time: {token.raw}", token.at, len(token.raw))
        micros = hours * HOUR + minutes * MINUTE + seconds * SECOND
        return micros + int(fraction.ljust(6, "0")), 10 ** (6 - len(fraction))

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
        if token.raw in self.zones or "/" in token.raw or token.raw in _ZONES:
            scan.index += 1
            self.check_offset(token)
            return token.raw
        if hint := UnknownZone(token.raw).hint:
            raise scan.error(f'no such zone: "{token.raw}"', hint)
        if token.raw.isupper() and 2 <= len(token.raw) <= 5:
            from crisis.timeline.base.zone_hints import undefined

            hint = undefined(token.raw, self.zones)
            raise scan.error(f'the zone "{token.raw}" is not defined', hint)
        return ""

    def check_offset(self, zone: Token) -> None:
        """Refuse ``UTC+2`` with the offset that it is."""
        sign, number = (
            self.scan.next,
            self.scan.tokens[min(self.scan.index + 1, len(self.scan.tokens) - 1)],
        )
        if zone.raw in ("UTC", "GMT") and sign.at == zone.stop and sign.raw[:1] in ("+", "-"):
            offset = sign.raw if len(sign.raw) > 1 else f"{sign.raw}{number.raw.zfill(2)}:00"
            length = number.stop - zone.at
            hint = f"an offset stands alone: write {offset}"
            raise PhraseError(f"an offset behind {zone.raw}", zone.at, length, hint)

    def surprise(self) -> PhraseError:
        """The error for a next token that fits nowhere, with the nearest form that would do."""
        token = self.scan.next
        if token.kind == "ref":
            hint = f"say how it relates: at {token.raw}, after {token.raw}, 3h before {token.raw}"
            return self.scan.error("a reference without a relation", hint)
        from .suggestions import VAGUE, nearest

        if token.kind == "end":
            return self.scan.error("the phrase breaks off", VAGUE)
        return self.scan.error(f'cannot read "{token.raw}" as a time', nearest(self.scan))
