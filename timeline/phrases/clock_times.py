"""Clock times in phrases: ``10:36 pm``, ``22h``, ``1446h``, ``14.46``, ``noon``."""

from __future__ import annotations

import re

from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND

from .clock import HALVES, RANGE_WORDS, Clock
from .tokens import PhraseError, Scanner, Token
from .widths import UNITS

_HOURS = ("h", "hrs", "hr", "hours")
_FOUR = re.compile(r"[0-9]{4}").fullmatch


def digits_of_clock(scan: Scanner) -> bool:
    """Whether four digits come next that are a clock by what follows: ``1446h``, ``1446Z``."""
    token, following = scan.next, scan.tokens[min(scan.index + 1, len(scan.tokens) - 1)]
    if token.kind not in ("date", "number") or not _FOUR(token.text):
        return False
    if following.raw == "Z":
        return following.at == token.stop
    if following.text not in _HOURS:
        return False
    behind = scan.tokens[min(scan.index + 2, len(scan.tokens) - 1)].text
    return behind not in ("before", "after")  # `1446 hours after @x` is a distance


def digital(digits: str) -> str:
    """``14:46`` for the four digits of a clock; empty where no clock shows them."""
    return f"{digits[:2]}:{digits[2:]}" if digits <= "2400" and digits[2:] < "60" else ""


def read_clock(scan: Scanner) -> Clock | None:
    """Read a clock time here, or nothing. Raises PhraseError for one that no clock shows."""
    start = scan.index
    if token := scan.take("clock"):
        clock = _clock(scan, token, _colons(token))
        if scan.next.text in ("h", "hrs") and not clock.half:
            scan.index += 1  # 14:42h
        return _named_too(scan, clock)
    if scan.word("noon", "12 noon"):
        return Clock(12 * HOUR, MINUTE, noon=True)
    if scan.sees("midnight"):
        raise scan.error(
            "midnight is the start of one day or the end of another",
            "write 00:00 for the start of the day, 24:00 for its end",
        )
    if digits_of_clock(scan):
        token = scan.tokens[scan.index]
        scan.index += 1
        scan.word(*_HOURS)
        return _clock(scan, token, f"{token.text[:2]}:{token.text[2:]}")
    token = scan.take("number")
    if token is None:
        return None
    if minutes := _after_h(scan, token):  # 14h46
        return _clock(scan, token, f"{token.text}:{minutes}")
    hours, dot, decimals = token.text.partition(".")
    if not dot and hours.isdecimal() and 1 <= int(hours[:6]) <= 12 and _shares_half(scan):
        return Clock(int(hours) * HOUR, HOUR, rounded=True)
    half = _half(scan, int(hours[:6]) if hours.isdecimal() else 0)
    if dot and (half or (len(hours) <= 2 and len(decimals) == 2 and scan.next.text not in UNITS)):
        return _named_too(scan, _clock(scan, token, f"{hours}:{decimals}", half))
    if half or scan.word("h"):
        if not token.text.isdecimal() or len(token.text) > 2:
            hint = "an hour such as 22h or 10 pm, a clock such as 14:46 or 1446h"
            raise PhraseError(f"no such hour: {token.raw}", token.at, len(token.raw), hint)
        return Clock(_hour(int(token.text), half, token) * HOUR, HOUR, rounded=True, half=half)
    scan.index = start
    return None


def _named_too(scan: Scanner, clock: Clock) -> Clock:
    """A clock that is named as well, ``12:00 noon``. Raises PhraseError for ``12:00 midnight``."""
    if clock.half or clock.unit > MINUTE or clock.micro % (12 * HOUR):
        return clock
    if clock.micro == 12 * HOUR and scan.word("noon", "midday"):
        return clock._replace(half="p")
    if scan.sees("midnight"):
        if clock.micro == 12 * HOUR:
            hint = "write 00:00 for the start of the day, 24:00 for its end"
            raise scan.error("midnight is the start of one day or the end of another", hint)
        scan.index += 1
    return clock


def _shares_half(scan: Scanner) -> bool:
    """Whether a range goes on with a clock and its ``p.m.``: the 5 of ``5 to 7 p.m.``."""
    dash, last, half = (scan.tokens[scan.index :] + 3 * scan.tokens[-1:])[:3]
    return dash.text in RANGE_WORDS and last.kind in ("number", "clock") and half.text in HALVES


def _colons(token: Token) -> str:
    """A clock with its colons: ``14.46.30`` may have dots, where it is no date."""
    text = token.text.replace(",", ".")
    if ":" in text:
        return text
    first, second, third = text.split(".")
    if int(first) <= 31 and int(second) <= 12:
        hint = "a date: 2023-11-17"
        if int(first) < 24 and int(third) < 60:
            hint = f"a clock: write {first}:{second}:{third}; {hint}"
        raise PhraseError("a clock or a date?", token.at, len(token.raw), hint)
    return f"{first}:{second}:{third}"


def _after_h(scan: Scanner, token: Token) -> str:
    """The minutes of ``14h46``, read with their ``h``; empty where there are none."""
    letter, digits = scan.next, scan.tokens[min(scan.index + 1, len(scan.tokens) - 1)]
    joined = letter.at == token.stop and digits.at == letter.stop
    if letter.text != "h" or not joined or digits.kind != "number" or not token.text.isdecimal():
        return ""
    if len(digits.text) != 2:
        return ""
    scan.index += 2
    return digits.text


def _clock(scan: Scanner, token: Token, text: str, half: str = "") -> Clock:
    """A clock written as ``text``, with the ``a.m.`` or ``p.m.`` behind it unless that is read."""
    digits, _, fraction = text.partition(".")
    hours, minutes, *rest = digits.split(":")
    if fraction and not rest:
        hint = f"with seconds write {digits}:{fraction}" if len(fraction) == 2 else ""
        raise PhraseError(f'no clock shows "{token.raw}"', token.at, len(token.raw), hint)
    seconds = rest[0] if rest else "0"
    at = token.at + len(hours) + (not token.raw.isdecimal() or len(token.raw) < 4)
    if len(minutes) != 2 or int(minutes) > 59:
        raise PhraseError(
            f"no such minute: {minutes}", at, len(minutes), f"minutes run 00 to 59, not {minutes}"
        )
    if rest and (len(seconds) != 2 or int(seconds) > 59):
        at += len(minutes) + 1
        raise PhraseError(f"no such second: {seconds}", at, len(seconds), "seconds run 00 to 59")
    half = half or _half(scan, int(hours[:6]))
    hour = _hour(int(hours[:6]), half, token)
    micro = hour * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND
    micro += int(fraction[:6].ljust(6, "0"))
    if micro > DAY:
        raise PhraseError(
            f"no such time: {token.raw}", token.at, len(token.raw), "24:00 is the end"
        )
    if micro == DAY:
        return Clock(DAY, 0)
    unit = 10 ** max(0, 6 - len(fraction)) if rest else MINUTE
    return Clock(micro, unit, half=half)


def _half(scan: Scanner, hour: int) -> str:
    """Read ``p.m.`` or ``in the evening``: ``a``, ``p`` or nothing."""
    if scan.next.text in ("in", "at"):
        from .spoken_clocks import read_half

        return read_half(scan, hour)
    return scan.word(*HALVES)[:1]


def _hour(hour: int, half: str, token: Token) -> int:
    if half:
        if not 1 <= hour <= 12:
            hint = "hours before am and pm run 1 to 12"
            raise PhraseError(f"no such hour: {hour} {half}m", token.at, len(token.raw), hint)
        return hour % 12 + (12 if half == "p" else 0)
    if hour > 24:
        raise PhraseError(f"no such hour: {hour}", token.at, len(token.raw), "hours run 00 to 24")
    return hour
