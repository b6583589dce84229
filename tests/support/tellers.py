"""Phrases that are true of a hidden time, each with the bounds that docs/time.md gives it.

Nothing here comes from the program under test: local times go through zoneinfo.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3_600 * SECOND, 86_400 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = datetime(1, 1, 1)  # noqa: DTZ001 - of local times
PARTS = {
    "early hours": (0, 6), "morning": (5, 12), "midday": (11, 13), "afternoon": (12, 18),
    "evening": (18, 24), "night": (21, 30),
}  # fmt: skip
COUNTS = {"a couple of": (2, 3), "a few": (2, 6), "several": (3, 10)}
PLURALS = {
    "seconds": (SECOND, 2, 59), "minutes": (MINUTE, 2, 59), "hours": (HOUR, 2, 23),
    "days": (DAY, 2, 6),
}  # fmt: skip
UNITS = (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", 1_000))
START, END = 0, 1

Times = tuple[int, int | None]
"""When something began, and when it was over if it lasts: microseconds since 1970."""


def skipped(day: date, zone: ZoneInfo) -> bool:
    """Whether a zone never had a day, as where its offset changed by a whole one."""
    noon = readings(datetime.combine(day, datetime.min.time()) + timedelta(hours=12), zone)[0]
    return wall(noon, zone).date() != day


class Rule(NamedTuple):
    """``low <= node - ref <= high``, None open: of a start (0) or end (1); no ``ref``: of 1970."""

    node: int
    ref: str
    which: int
    low: int | None
    high: int | None

    def holds(self, name: str, times: Mapping[str, Times]) -> bool:
        """Whether it is true of ``name`` in a world of such times."""
        if self.ref and self.ref not in times:
            return True
        here, there = times[name][self.node], times[self.ref][self.which] if self.ref else 0
        if here is None or there is None:
            return False
        apart = here - there
        return (self.low is None or self.low <= apart) and (self.high is None or apart <= self.high)


class Told(NamedTuple):
    """A phrase and the rules it comes to; ``exact`` is False where it means more than they say."""

    text: str
    rules: tuple[Rule, ...]
    exact: bool = True
    dateless: bool = False


def wall(moment: int, zone: ZoneInfo) -> datetime:
    """The local time of an instant, without its zone."""
    there = (EPOCH + timedelta(microseconds=moment)).astimezone(zone)
    return there.replace(tzinfo=None, fold=0)


def readings(local: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """The first and the last instant at which clocks may have shown this."""
    found = [
        (local.replace(tzinfo=zone, fold=fold) - EPOCH) // timedelta(microseconds=1)
        for fold in (0, 1)
    ]
    return min(found), max(found)


def length(micros: int) -> str:
    """``1d2h3m4s``."""
    text = ""
    for unit, size in UNITS:
        if count := micros // size:
            text += f"{count}{unit}"
            micros -= count * size
    return text or "0s"


def _clock(local: datetime, unit: int) -> str:
    text = f"{local.hour:02}:{local.minute:02}"
    if unit < MINUTE:
        text += f":{local.second:02}"
    return text + (f".{local.microsecond // 1000:03}" if unit < SECOND else "")


def _day(local: datetime | date) -> str:
    return f"{local.year:04}-{local.month:02}-{local.day:02}"


def _floor(local: datetime, unit: int) -> datetime:
    since = (local - FIRST) // timedelta(microseconds=1)
    return FIRST + timedelta(microseconds=since - since % unit)


class Teller:
    """Tells of hidden times in the words of one source, whose clocks are those of ``zone``."""

    def __init__(
        self,
        rng: Random,
        zone: ZoneInfo,
        times: Mapping[str, Times],
        lasting: Mapping[str, bool],
        zero: int | None = None,
    ) -> None:
        self.rng = rng
        self.zone = zone
        self.times = times
        self.zero = zero
        self.lasting = lasting  # whether the file tells that an event lasts

    def absolute(self, moment: int, node: int = START, dateless: bool = False) -> Told:
        """A date, a clock or both, that is true of an instant."""
        kinds: list[Callable[[int], tuple[str, int | None, int | None] | None]] = [
            self._unit, self._unit, self._unit, self._about, self._about, self._range, self._side,
            self._date, self._part, self._unix, self._offset, self._local,
        ]  # fmt: skip
        if self.zero is not None:
            kinds += [self._since_zero] * 3
        if dateless:
            kinds = [self._unit, self._unit, self._about]
        while True:
            kind = self.rng.choice(kinds)
            made = kind(moment)
            if made is None:
                continue
            text, low, high = made
            if (low is not None and moment < low) or (high is not None and moment > high):
                continue
            if dateless:
                begin, text = text.rsplit(" ", 1)
                if begin.removeprefix("~") != _day(wall(moment, self.zone)):
                    continue
                text = f"~{text}" if begin.startswith("~") else text
            several = None if dateless or kind != self._unit else self._either(moment, made)
            if several is not None:
                text, low, high = several
                return Told(text, (Rule(node, "", START, low, high),), exact=False)
            return Told(text, (Rule(node, "", START, low, high),), self._plain(low, high), dateless)

    def _plain(self, *moments: int | None) -> bool:
        """Whether no clock was changed anywhere near, so that every reading is the only one."""
        for moment in moments:
            if moment is not None:
                around = (wall(moment + hours * HOUR, self.zone) for hours in (-30, 0, 30))
                before, here, after = around
                if here - before != timedelta(hours=30) or after - here != timedelta(hours=30):
                    return False
        return True

    def _bound(self, first: datetime, last: datetime, unit: int) -> tuple[int, int]:
        low, high = readings(first, self.zone)[0], readings(last, self.zone)[1]
        return low, high + unit - 1

    def _unit(self, moment: int) -> tuple[str, int, int]:
        unit = self.rng.choice((MINUTE, MINUTE, SECOND, 1_000))
        local = _floor(wall(moment, self.zone), unit)
        return f"{_day(local)} {_clock(local, unit)}", *self._bound(local, local, unit)

    def _either(
        self, moment: int, true: tuple[str, int | None, int | None]
    ) -> tuple[str, int, int] | None:
        """Now and then another time beside the true one; the rule is what holds of both.

        By a choice of its own, so that all else of the world stays as it is.
        """
        rng = Random(f"either {moment} {true[0]}")
        if rng.random() > 0.1:
            return None
        local = _floor(wall(moment + rng.choice((-30, -2, 2, 30)) * HOUR, self.zone), MINUTE)
        other = f"{_day(local)} {_clock(local, MINUTE)}", *self._bound(local, local, MINUTE)
        texts = [true, other] if rng.random() < 0.5 else [other, true]
        low = min(it[1] for it in texts if it[1] is not None)
        return " or ".join(it[0] for it in texts), low, max(it[2] for it in texts if it[2])

    def _about(self, moment: int) -> tuple[str, int, int] | None:
        local = wall(moment, self.zone)
        step = self.rng.choice((1, 5, 15, 60)) * MINUTE
        local = _floor(local + timedelta(microseconds=self.rng.randrange(step)), step)
        if skipped(local.date(), self.zone):
            return None
        minute = local.minute
        width = 30 if minute == 0 else 15 if minute % 15 == 0 else 5 if minute % 5 == 0 else 2
        low, high = readings(local, self.zone)
        text = f"~{_day(local)} {_clock(local, MINUTE)}"
        return text, low - width * MINUTE, high + width * MINUTE

    def _some_clock(self, moment: int) -> tuple[str, datetime]:
        local = _floor(wall(moment, self.zone), MINUTE)
        return f"{_day(local)} {_clock(local, MINUTE)}", local

    def _range(self, moment: int) -> tuple[str, int | None, int | None]:
        far = self.rng.choice((HOUR, 6 * HOUR, DAY))
        first, low = self._some_clock(moment - self.rng.randrange(far))
        last, high = self._some_clock(moment + self.rng.randrange(far))
        earliest, latest = self._bound(low, high, MINUTE)
        kind = self.rng.randrange(6)
        if kind == 0:
            return f"{first}..", earliest, None
        if kind == 1:
            return f"..{last}", None, latest
        return f"{first}..{last}", earliest, latest

    def _side(self, moment: int) -> tuple[str, int | None, int | None]:
        far = self.rng.randrange(self.rng.choice((HOUR, DAY)))
        side = self.rng.choice(("before", "after", "by"))
        text, local = self._some_clock(moment + (-far if side == "after" else far))
        low, high = readings(local, self.zone)
        if side == "after":
            return f"after {text}", low + 1, None
        latest = high - 1 if side == "before" else high + MINUTE - 1
        return f"{side} {text}", None, latest

    def _date(self, moment: int) -> tuple[str, int, int]:
        local = wall(moment, self.zone)
        kind = self.rng.randrange(8)
        if kind == 0:
            first = datetime(local.year, local.month, 1)  # noqa: DTZ001
            over = (first + timedelta(days=40)).replace(day=1)
            text = f"{local.year:04}-{local.month:02}"
        elif kind == 1:
            first = datetime(local.year, 1, 1)  # noqa: DTZ001
            over = datetime(local.year + 1, 1, 1)  # noqa: DTZ001
            text = f"{local.year:04}"
        else:
            first = _floor(local, DAY)
            over, text = first + timedelta(days=1), _day(local)
        return text, readings(first, self.zone)[0], readings(over, self.zone)[1] - 1

    def _part(self, moment: int) -> tuple[str, int, int] | None:
        local = wall(moment, self.zone)
        name, (first, stop) = self.rng.choice(list(PARTS.items()))
        day = _floor(local - timedelta(hours=6 if name == "night" else 0), DAY)
        low, high = day + timedelta(hours=first), day + timedelta(hours=stop)
        if skipped(day.date(), self.zone):
            return None
        if not low <= local < high:
            return None
        bound = readings(low, self.zone)[0], readings(high, self.zone)[1] - 1
        return f"{_day(day)} {name}", *bound

    def _unix(self, moment: int) -> tuple[str, int, int] | None:
        second = moment // SECOND
        return (
            (f"unix {second}", second * SECOND, second * SECOND + SECOND - 1)
            if second >= 0
            else None
        )

    def _since_zero(self, moment: int) -> tuple[str, int, int] | None:
        apart = moment - (self.zero or 0)
        if apart < 0:
            return None
        unit = self.rng.choice((MINUTE, SECOND))
        low = moment - apart % unit
        hours, rest = divmod(apart, HOUR)
        text = f"T+{hours}:{rest // MINUTE:02}:{rest % MINUTE // SECOND:02}"
        if unit == MINUTE:
            text = f"T+{hours}h{rest // MINUTE}m"
        return text, low, low + unit - 1

    def _offset(self, moment: int) -> tuple[str, int, int]:
        minutes = self.rng.choice((0, 0, 60, -480, 330, 845, -210))
        local = _floor((EPOCH + timedelta(microseconds=moment)).replace(tzinfo=None), SECOND)
        low = (local.replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
        local += timedelta(minutes=minutes)
        hours, rest = divmod(abs(minutes), 60)
        offset = f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}" if minutes else "Z"
        return f"{_day(local)}T{_clock(local, SECOND)}{offset}", low, low + SECOND - 1

    def _local(self, moment: int) -> tuple[str, int, int]:
        shift = timedelta(minutes=self.rng.randrange(-12 * 60, 14 * 60))
        utc = _floor((EPOCH + timedelta(microseconds=moment)).replace(tzinfo=None) + shift, MINUTE)
        low = (utc.replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
        text = f"{_day(utc)} {_clock(utc, MINUTE)} local"
        return text, low - 14 * HOUR, low + 12 * HOUR + MINUTE - 1

    def relation(self, moment: int, node: int, name: str) -> Told | None:
        """How an instant stands to the event ``name``, or nothing where no such phrase is true."""
        begun, over = self.times[name]
        if not self.lasting[name]:
            over = None
        which = START if over is None or self.rng.random() < 0.5 else END
        there = over if which == END and over is not None else begun
        point = f"@{name}" + ("" if over is None else (".start", ".end")[which])
        apart = moment - there
        found = list(self._orders(moment, node, name, begun, over))
        for _ in range(3):
            if apart == 0:
                found += [Told(f"at {point}", (Rule(node, name, which, 0, 0),))] * 3
            elif (made := self._distance(abs(apart))) is not None:
                text, low, high = made
                side = "after" if apart > 0 else "before"
                bounds = (low, high) if apart > 0 else (None if high is None else -high, -low)
                found.append(Told(f"{text} {side} {point}", (Rule(node, name, which, *bounds),)))
        if node == START:
            found += self._calendar(moment, there, name, point, which)
        return self.rng.choice(found) if found else None

    def _orders(
        self, moment: int, node: int, name: str, begun: int, over: int | None
    ) -> Iterator[Told]:
        last, end = (begun, START) if over is None else (over, END)
        if moment > last:
            yield Told(f"after @{name}", (Rule(node, name, end, 1, None),))
        if moment < begun:
            yield Told(f"before @{name}", (Rule(node, name, START, None, -1),))
        if moment <= begun:
            yield Told(f"by @{name}", (Rule(node, name, START, None, 0),))
        if over is not None and node == START and begun <= moment < over:
            inside = (Rule(node, name, START, 0, None), Rule(node, name, END, None, 0))
            yield Told(f"during @{name}", inside)
        far = abs(moment - begun) // MINUTE + self.rng.randrange(1, 30)
        if over is None:
            rule = Rule(node, name, START, -far * MINUTE, far * MINUTE)
            yield Told(f"within {far}m of @{name}", (rule,))

    def duration(self, micros: int) -> tuple[str, int, int | None]:
        """How long something went on."""
        while (found := self._distance(micros, lasting=True)) is None:
            pass
        return found

    def _distance(self, micros: int, lasting: bool = False) -> tuple[str, int, int | None] | None:
        """A length of time, and the bounds of what it may mean."""
        rng = self.rng
        unit, size = rng.choice(UNITS[:4])
        more, less = -(-micros // size), micros // size
        kinds: list[tuple[str, int, int | None]] = [
            (f"exactly {length(micros)}", micros, micros) if micros % 1_000 == 0 else ("", 0, 0)
        ]
        if (near := (micros + size // 2) // size) and near * size < 5_000 * DAY:
            half, value = size // 2, near * size
            kinds.append((f"{near}{unit}", value - half, value + half))
            width = max(min(value // 3, HOUR if value < DAY else DAY), value // 10)
            kinds.append((f"~{near}{unit}", value - width, value + width))
        add = rng.randrange(1, 5)
        low = max(0, less - rng.randrange(4))
        kinds += [
            (f"less than {more + 1}{unit}", 1, (more + 1) * size - 1),
            (f"at most {more or 1}{unit}", 1, (more or 1) * size),
            (f"{low}{unit}..{more + add}{unit}", low * size, (more + add) * size),
        ]
        if less:
            kinds += [
                (f"at least {less}{unit}", less * size, None),
                (f"over {less}{unit}", less * size + 1, None),
            ]
        if not lasting:
            kinds += [("shortly", 1, HOUR), ("moments", 1, 5 * MINUTE)]
            for word, (one, least, most) in PLURALS.items():
                kinds.append((word, least * one, most * one))
                name, (few, many) = rng.choice(list(COUNTS.items()))
                kinds.append((f"{name} {word}", few * one, many * one))
        fit = [k for k in kinds if k[0] and k[1] <= micros and (k[2] is None or micros <= k[2])]
        return rng.choice(fit) if fit else None

    def _calendar(
        self, moment: int, there: int, name: str, point: str, which: int
    ) -> Iterator[Told]:
        """``day after @x``, ``evening of @x``: no rule says all of it."""
        here, ref = wall(moment, self.zone), wall(there, self.zone)
        shift = (here.date() - ref.date()).days
        skipped = not self._plain(moment, there)
        words = {-1: "before", 0: "of", 1: "after"}
        if shift not in words or (skipped and shift):
            return
        if which == END or point.endswith(".start"):
            return  # a day is asked of an instant
        days = {-1: "day before", 0: "same day as", 1: "day after"}
        far = DAY + 3 * HOUR
        rules = (Rule(START, name, which, shift * DAY - far, shift * DAY + far),)
        yield Told(f"{days[shift]} {point}", rules, False)
        for part, (first, stop) in PARTS.items():
            if first <= here.hour < min(stop, 24) and self.rng.random() < 0.3:
                yield Told(f"{part} {words[shift]} {point}", rules, False)
