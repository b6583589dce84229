"""Mailboxes as mbox files (RFC 4155): the headers of each message, by the standard library.

A message begins with a line such as ``From - Fri Nov 17 12:28:50 2023`` behind an empty line.
Bodies are left out: who wrote to whom of what, and when, is in the headers.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.parser import HeaderParser
from email.utils import getaddresses
from typing import TYPE_CHECKING, Any

from .records import Record, problem
from .tally import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .records import Layout

_LONGEST = 1 << 20  # characters of the headers of a message
_LONGEST_SEPARATOR = 1_000
_SEPARATOR = re.compile(r"From .*\d:\d\d.*\b\d{4}\b").match
_HEADER = re.compile(r"([!-9;-~]+)[ \t]*:").match
_PEOPLE = ("from", "to", "cc", "reply-to", "sender")
_TEXTS = {"subject": "subject", "message-id": "message_id", "in-reply-to": "in_reply_to"}
_USED = frozenset((*_PEOPLE, *_TEXTS, "date", "list-id"))
_COMMENT = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"(?<=\d [A-Za-z]{3} )(\d{2,3})(?= \d{1,2}:)", re.ASCII)
_ZONE = re.compile(r" ([A-Za-z]+)\Z")
# RFC 5322, 4.3: these names mean these offsets, and no others mean anything.
_ZONES = {
    "UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000",
    "EDT": "-0400", "EST": "-0500", "CDT": "-0500", "CST": "-0600",
    "MDT": "-0600", "MST": "-0700", "PDT": "-0700", "PST": "-0800",
}  # fmt: skip
_EXPUNGED = 0x0008  # in X-Mozilla-Status: deleted, and still in the file till it is compacted


def read_mailbox(file: ForeignText, _layout: Layout) -> Iterator[Record | Problem]:
    """A record for each message: ``date``, ``subject``, ``from``, ``to``, ``cc`` and more.

    People are lists of names, or of addresses where they have no name; ``from_address`` and so on
    are lists of their addresses.
    """
    found = False
    for line, lines, fault in _headers(file):
        found = True
        if fault is not None:
            yield fault
        elif sum(map(len, lines)) > _LONGEST:
            yield problem(file, line, f"headers longer than {_LONGEST:,} characters")
        else:
            try:
                values = _values("".join(lines))
            except RecursionError:  # what the standard library makes of brackets in brackets
                yield problem(file, line, "addresses too deep inside each other")
                continue
            dates = values.pop("dates")
            if len(dates) > 1:
                said = " and ".join(map(quoted, dates[:2]))
                yield problem(file, line, f"a message of two dates: {said}", "which is meant?")
            elif zone := _ZONE.search(values["date"]):
                hint = "an offset such as +0100 says it; of names, mail knows GMT, EST, PDT …"
                yield problem(file, line, f'nobody says what the zone "{zone[1]}" is', hint)
            else:
                yield Record(line, values)
    if not found and file.number:
        hint = "each message begins with a line such as: From - Fri Nov 17 12:28:50 2023"
        yield problem(file, 1, "no message begins here", hint)


def _headers(file: ForeignText) -> Iterator[tuple[int, list[str], Problem | None]]:
    """The lines of the headers of each message, with the line on which it begins.

    Bytes that are no text are a problem in a header that is used, and nobody's business elsewhere.
    """
    start = size = 0
    lines: list[str] = []
    fault: Problem | None = None
    used = inside = False
    empty = True
    for line in file:
        broken = file.fault()
        blank = not line.strip()
        if inside and not lines and not _HEADER(line):
            inside, empty = False, True  # no message began there: it was a line of a text
        if inside and blank:
            yield start, lines, fault
            inside = False
        elif inside:
            if line[0] not in " \t" and (name := _HEADER(line)):
                used = name[1].lower() in _USED
            fault = fault or (broken if used else None)
            size += len(line)
            if size - len(line) <= _LONGEST:
                lines.append(line)
        elif empty and len(line) < _LONGEST_SEPARATOR and _SEPARATOR(line):
            start, size, lines, fault, used, inside = file.number, 0, [], None, False, True
        empty = blank
    if (last := file.fault()) is not None:
        yield file.number + 1, [], last
    elif inside and lines:
        yield start, lines, fault


def _values(headers: str) -> dict[str, Any]:
    whole = headers.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    message = HeaderParser().parsestr(whole.replace("\0", ""))
    values: dict[str, Any] = {}
    for header, name in _TEXTS.items():
        values[name] = decoded(_one(message[header]))
    for name in ("message_id", "in_reply_to"):
        values[name] = values[name].strip().removeprefix("<").removesuffix(">")
    dates = dict.fromkeys(tidy_date(_one(date)) for date in message.get_all("date", [""]))
    values["date"], *_ = values["dates"] = [*dates]
    values["list"] = decoded(_one(message["list-id"]))
    for header in _PEOPLE:
        name = header.replace("-", "_")
        people = _people([_one(value) for value in message.get_all(header, [])])
        values[name] = [who or address for who, address in people]
        values[f"{name}_address"] = [address for _, address in people if address]
    values["deleted"] = _is_deleted(_one(message["x-mozilla-status"]))
    return values


def _one(value: Any) -> str:
    """A header on one line; empty where there is none."""
    return " ".join(str(value).split()) if value is not None else ""


def decoded(text: str) -> str:
    """A header with its encoded words (RFC 2047) as text; as it is where they are broken."""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
        return text if any(not part for part, _ in parts) else str(make_header(parts))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _people(headers: list[str]) -> list[tuple[str, str]]:
    """Names and addresses; both may be empty, but not at once."""
    pairs = getaddresses([header for header in headers if header])
    if not any(name or address for name, address in pairs):
        texts = (decoded(header) for header in headers if not header.endswith(":;"))
        return [(text, "") for text in texts if text]
    return [(decoded(name).strip(), address.strip()) for name, address in pairs if name or address]


def tidy_date(text: str) -> str:
    """A date of a header without comments, with its zone as an offset and its year in four digits.

    Obsolete years count as RFC 5322, 4.3 has it: 00 to 49 are 2000 to 2049, others add 1900.
    """
    text = " ".join(_COMMENT.sub(" ", text).replace(",", ", ").split())
    if zone := _ZONE.search(text):
        offset = _ZONES.get(zone[1].upper(), zone[1])
        text = f"{text[: zone.start()]} {offset}"
    return _YEAR.sub(_whole_year, text)


def _whole_year(match: re.Match[str]) -> str:
    year = int(match[1])
    return str(year + (2000 if year < 50 and len(match[1]) == 2 else 1900))


def _is_deleted(status: str) -> bool:
    try:
        return bool(int(status, 16) & _EXPUNGED)
    except ValueError:
        return False
