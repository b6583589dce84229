"""Numbers in words, to ninety-nine: ``forty-one``, ``twenty five``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .widths import NUMBERS

if TYPE_CHECKING:
    from .tokens import Scanner

_TEENS = {
    word: number
    for number, word in enumerate(
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=13
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_DIGITS = {word: number for word, number in NUMBERS.items() if number < 10}


def number_named(word: str) -> int | None:
    """The number that one word names, ``forty-one`` among them; None for any other word."""
    if word in NUMBERS:
        return NUMBERS[word]
    if word in _TEENS:
        return _TEENS[word]
    digit, hyphen, tens = word.partition("-and-")
    if hyphen and digit in _DIGITS and tens in _TENS:
        return _TENS[tens] + _DIGITS[digit]
    tens, hyphen, digit = word.partition("-")
    if tens not in _TENS or (hyphen and digit not in _DIGITS):
        return None
    return _TENS[tens] + (_DIGITS[digit] if hyphen else 0)


def read_number(scan: Scanner) -> int | None:
    """Read a number in words here, ``forty one`` as well, or nothing."""
    token = scan.next
    number = number_named(token.text) if token.kind == "word" else None
    if number is None:
        return None
    scan.index += 1
    if token.text in _DIGITS and scan.next.text == "and":
        tens = scan.tokens[scan.index + 1].text
        if tens in _TENS:  # five and twenty
            scan.index += 2
            return number + _TENS[tens]
    if token.text in _TENS and scan.next.text in _DIGITS:
        number += _DIGITS[scan.next.text]
        scan.index += 1
    return number
