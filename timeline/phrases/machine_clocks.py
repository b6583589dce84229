"""Clocks of machines and missions: ``unix 1700252930``, ``T+55:54:53``, ``T-6.6s``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import HOUR, MINUTE, SECOND

from .ast import Machine
from .lengths import read_fixed
from .tokens import PhraseError

if TYPE_CHECKING:
    from .tokens import Scanner


def read_machine(scan: Scanner) -> Machine | None:
    """Read ``unix 1700252930`` or ``T+2h14m`` here, or nothing."""
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
    length = _elapsed_clock(scan) if scan.next.kind == "clock" else read_fixed(scan)
    if length is None:
        raise scan.error("`T` needs a length of time", "T+55:54:53, T+2h14m, T-6.6s")
    return Machine(sign * length[0], length[1], True, start.at)


def _elapsed_clock(scan: Scanner) -> tuple[int, int]:
    token = scan.tokens[scan.index]
    scan.index += 1
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
