"""Reads alternatives, of which one holds: ``14:00 or 15:00``, ``[1667, 1668, 1670..1672]``.

Each is a phrase of its own, parted by ``or`` at the outermost level. What is said once is said of
all of them where every reader takes it so: a date in front, a zone, a.m. or p.m., the event that
distances are measured from. EDTF's one-of set is that of ISO 8601-2:2019, 4.10.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .alternative_parts import Part, distances, numbers, plain, written_since
from .ast import At, DayOf, Inside, Moment, Offset, Phrase, Ref, Side, Unknown
from .clock import TO
from .durations import read_duration
from .range_ends import both_ends
from .shared_parts import shared
from .tokens import PhraseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .alternative_parts import Reader
    from .ast import Statement
    from .tokens import Token

    Lasting = Callable[[str, Phrase | None, Phrase | None, Phrase | None], Phrase]

MOST = 8
"""So many alternatives are read."""

_OPEN = (Unknown(),)
_RANGE = "a range says it shorter: 14:00..16:00"
_LASTING = ("from", "since", "for", *TO)
_BEHIND_GREENWICH = re.compile(r"\b(?:UTC|GMT)[+-][\d:]+$")
_END = re.compile(rf"\b({'|'.join(TO)})\b")


def read_alternatives(reader: Reader) -> Phrase:
    """Read a phrase that may be one of several. Raises PhraseError.

    One that turns out to have no alternatives is read as any other.
    """
    scan = reader.scan
    begun = scan.next
    if scan.word("["):
        parts = _one_of(reader)
    else:
        scan.word("either")
        parts = distances(reader) or numbers(reader) or [plain(reader)]
        listed: Token | None = None
        while not scan.done():
            comma = scan.next
            if scan.word(","):
                listed = None if scan.word("or") else comma
            elif scan.word("or"):
                listed = None
            else:
                break
            _more(reader, parts)
        if listed is not None:
            hint = "14:00, 15:00 or 16:00, if one of them holds"
            raise PhraseError("a list without its `or`", listed.at, 1, hint)
    if len(parts) == 1:
        return parts[0].phrase
    return _together(reader, parts, begun)


def each_with_each(
    text: str, start: Phrase | None, end: Phrase | None, length: Phrase | None, lasting: Lasting
) -> Phrase:
    """The phrase of a claim in parts of which ``from`` or ``to`` has alternatives."""
    parts = []
    for begins in (start and start.alternatives) or (start,):
        for ends in (end and end.alternatives) or (end,):
            phrase = lasting(text, begins, ends, length)
            written = [f"from {begins.written or begins.text}"] if begins else []
            written += [f"to {ends.written or ends.text}"] if ends else []
            written += [f"for {length.text.removeprefix('for ')}"] if length else []
            parts.append(phrase._replace(written=" ".join(written)))
    if len(parts) > MOST:
        raise PhraseError(f"more than {MOST} alternatives", 0, len(text), _RANGE)
    return _phrase(text, parts)


def _phrase(text: str, parts: list[Phrase]) -> Phrase:
    doubted = any(part.doubted for part in parts)
    lasts = parts[0].lasts
    return Phrase(text, (Unknown(),), lasts=lasts, doubted=doubted, alternatives=tuple(parts))


def _together(reader: Reader, parts: list[Part], begun: Token) -> Phrase:
    scan = reader.scan
    length = max(1, scan.tokens[scan.index - 1].stop - begun.at)
    if len(parts) > MOST:
        raise PhraseError(f"more than {MOST} alternatives", begun.at, length, _RANGE)
    if len({part.phrase.lasts for part in parts}) > 1:
        hint = "all of them last (from 14:00 to 15:00 or from 16:00 to 17:00), or none does"
        raise PhraseError("one alternative lasts, another does not", begun.at, length, hint)
    for phrase, _ in parts:
        if max(len(phrase.start), len(phrase.end)) > 1:
            hint = "give what holds in any case as a claim of its own"
            raise PhraseError("`;` beside `or`: which belongs to which?", begun.at, length, hint)
        if phrase.start == (Unknown(),) and not phrase.end and phrase.duration is None:
            hint = "an alternative that may be at any time says nothing; doubt is 14:00?"
            raise PhraseError("`unknown` is no alternative", begun.at, length, hint)
    starts = shared([phrase.start[0] for phrase, _ in parts], scan.text)
    phrases = []
    for (phrase, written), start in zip(parts, starts, strict=True):
        first, last = both_ends((start,), phrase.end)
        phrases.append(phrase._replace(start=first, end=last, written=written))
    told = {(tuple(map(_alone, each.start)), each.end, each.duration) for each in phrases}
    if len(told) < len(phrases):
        hint = "what differs stands in each of them: 23:00 +01:00 or 23:00 +02:00"
        raise PhraseError("two of the alternatives are the same time", begun.at, length, hint)
    return _phrase(scan.text, phrases)


def _alone(statement: Statement) -> Statement:
    """A clock or a date without its place in the phrase."""
    if isinstance(statement, At) and isinstance(statement.anchor, Moment):
        return statement._replace(anchor=statement.anchor._replace(at=0, length=0))
    return statement


def _one_of(reader: Reader) -> list[Part]:
    """The rest of ``[1667, 1668, 1670..1672]``."""
    scan = reader.scan
    parts = []
    while True:
        begun = scan.next
        start = (reader.moment(),)
        parts.append(Part(Phrase(scan.text, start), written_since(reader, begun)))
        if scan.word("]"):
            break
        if not scan.word(","):
            raise scan.error("a set of dates without its end", "[1667, 1668, 1670..1672]")
    if reader.doubt():
        parts = [part._replace(phrase=part.phrase._replace(doubted=True)) for part in parts]
    return parts


def _more(reader: Reader, parts: list[Part]) -> None:
    """Read the alternative behind an ``or``: whole, or what differs from the one before."""
    scan = reader.scan
    before = parts[-1]
    if before.phrase.lasts and scan.next.text not in _LASTING:
        _more_ends(reader, parts)
        return
    part = _other_zone(reader, before) or _other_event(reader, before) or plain(reader)
    parts.append(part)


def _more_ends(reader: Reader, parts: list[Part]) -> None:
    """``from 14:00 or 15:00 to 16:00``, ``from 14:00 to 15:00 or 16:00``."""
    scan = reader.scan
    phrase, written = parts[-1]
    begun = scan.next
    if phrase.duration is not None and (length := read_duration(scan, reader.widths)):
        text = f"{written.rpartition('for ')[0]}for {written_since(reader, begun)}"
        parts.append(Part(phrase._replace(duration=length), text))
        return
    bound = reader.bound("from")
    text = written_since(reader, begun)
    if phrase.end and phrase.end != _OPEN:
        text = "".join(_END.split(written)[:-1]) + f" {text}"
        parts.append(Part(phrase._replace(end=bound), text))
        return
    parts.append(Part(phrase._replace(start=bound), f"{written.split()[0]} {text}"))
    begun = scan.next
    if phrase.end or phrase.duration is not None or begun.text not in ("for", *TO):
        return
    end_of = reader.phrase()
    text = written_since(reader, begun)
    for place, (earlier, so_far) in enumerate(parts):
        if not earlier.end and earlier.duration is None:
            whole = earlier._replace(
                end=end_of.end, duration=end_of.duration, ongoing=end_of.ongoing
            )
            parts[place] = Part(whole, f"{so_far} {text}")


def _other_zone(reader: Reader, before: Part) -> Part | None:
    """``22:25 NYT or ship``: the same clock in another zone."""
    scan = reader.scan
    statement = before.phrase.start[0]
    moment = statement.anchor if isinstance(statement, At) else None
    if not isinstance(moment, Moment) or moment.clock is None or not moment.zone:
        return None
    start = scan.index
    begun = scan.next
    zone = reader.zone() if scan.next.kind in ("word", "offset") else ""
    if not zone or not (scan.done() or scan.next.text in ("or", ",", "?")):
        scan.index = start
        return None
    phrase = before.phrase._replace(start=(At(moment._replace(zone=zone)),), doubted=reader.doubt())
    clock = _BEHIND_GREENWICH.sub("", before.written.removesuffix(moment.zone)).rstrip()
    return Part(phrase, f"{clock} {written_since(reader, begun)}")


def _other_event(reader: Reader, before: Part) -> Part | None:
    """``1h after @a or @b``: the same of another event."""
    scan = reader.scan
    if scan.next.kind != "ref":
        return None
    statement = before.phrase.start[0]
    known = statement.ref if isinstance(statement, (DayOf, Inside)) else None
    if isinstance(statement, (At, Side, Offset)) and isinstance(statement.anchor, Ref):
        known = statement.anchor
    if known is None or len(before.phrase.start) > 1:
        return None
    ref, raw = reader.ref("or"), scan.tokens[scan.index - 1].raw
    other: Statement = At(ref)
    if isinstance(statement, (DayOf, Inside)):
        other = statement._replace(ref=ref)
    elif isinstance(statement, (Side, Offset)):
        other = statement._replace(anchor=ref)
    head, at, _ = before.written.rpartition("@")
    return Part(Phrase(scan.text, (other,), doubted=reader.doubt()), f"{head if at else ''}{raw}")
