"""Chats that WhatsApp exports as text, as Android and iOS write them in the locale of the phone.

Whether 01/02/23 is of February or of January is not in a file: a day beyond the 12th decides it for
all of its dates, where none of them says the opposite; else rules have to say it. 23/01/31 has the
year first where a chat would go back in time otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import LARGEST, LONGEST_TEXT
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import Origin, Problem

from .bundles import bundle_of
from .foreign_text import ForeignText
from .moments import two_readings
from .records import Record, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .records import Layout

_INVISIBLE = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_BEGIN = re.compile(
    rf"[{_INVISIBLE}]*(?P<bracket>\[)?(?P<date>([0-9]{{1,4}})([./-])\s?([0-9]{{1,2}})\4\s?([0-9]{{1,4}}))\.?,?\s+"
    r"(?:(?P<before>上午|下午|午前|午後|오전|오후)\s?)?"
    r"(?P<hours>[0-9]{1,2})[:.](?P<minutes>[0-9]{2})(?:[:.](?P<seconds>[0-9]{2}))?"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?(?(bracket)\]|\s+[-\N{EN DASH}])\s(?P<rest>.*)"
).match
_HALVES = {"上午": "a", "午前": "a", "오전": "a", "下午": "p", "午後": "p", "오후": "p"}
_SENDER = re.compile(r"(?P<name>[^:\"“”„«»]{1,100}?):(?: (?P<text>.*)|\Z)").match
_STRIPPED = re.compile(rf"[{_INVISIBLE}]")
_MARKED = re.compile("\N{TILDE}[\\s\u202f\u00a0]*")
_CHAT = "_chat.txt"
_ZIP = ("PK\3\4", "PK\5\6")
_ASK = "--rules whatsapp-day-first or --rules whatsapp-month-first says it"


class _Message(NamedTuple):
    """A message as it is written: the numbers of its date, its clock, its sender and its lines."""

    line: int
    date: str
    numbers: tuple[str, str, str]
    clock: str
    sender: str
    texts: list[str]


def read_chat(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """A record for each message: ``time``, ``sender``, ``text``; a notice has no sender.

    ``again`` tells of a message that stands there once more. All of a chat lies in memory. It may
    lie in a folder or a ZIP, beside its pictures.
    """
    if file.folder or "".join(file.peek(1)).startswith(_ZIP):
        yield from _inside(file, layout)
        return
    messages: list[_Message] = []
    for message in _messages(file):
        if isinstance(message, _Message):
            messages.append(message)
        else:
            yield message
    order, undecided = (layout.dates, "") if layout.dates else _order(messages, file)
    seen: Counter[tuple[str, str, str]] = Counter()
    for message in messages:
        time = _time(message, order or undecided, file)
        if not isinstance(time, str):
            yield time
            continue
        text = "\n".join(message.texts)
        key = (time, message.sender, text)
        seen[key] += 1
        again = f"{seen[key]} times the same at that time" if seen[key] > 1 else ""
        yield Record(
            message.line,
            {
                "time": time,
                "sender": message.sender,
                "text": text,
                "again": again,
            },
        )


def _inside(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """The records of the chat that lies in a folder or a ZIP."""
    bundle = bundle_of(file)
    if isinstance(bundle, Problem):
        yield bundle
        return
    names = bundle.names()
    texts = [name for name in names if name.lower().endswith(".txt")]
    chats = [name for name in texts if name.rpartition("/")[2] == _CHAT] or texts
    if len(chats) != 1:
        said = (
            f"{len(chats)} texts in it, each of which can be the chat" if chats else "no chat in it"
        )
        yield problem(file, 0, said, f"{_CHAT}, or a single text: give that file itself")
        return
    if others := len(names) - 1:
        file.remark(f"{others:,} file{'s' if others > 1 else ''} beside the chat left out")
    whole = f"{file.name.rstrip('/')}/{chats[0]}"
    data = bundle.data(chats[0])
    if isinstance(data, str):
        yield Problem(Origin(whole, 0), data)
        return
    chat = ForeignText(whole, BytesIO(data), len(data))
    chat.begin(layout.encoding)
    if not data.startswith(b"PK"):  # a chat is no ZIP
        for record in read_chat(chat, layout):
            yield record._replace(file=whole) if isinstance(record, Record) else record
    else:
        yield problem(chat, 1, "no chat, but a ZIP")
    for remark in chat.remarks:
        file.remark(remark)


def _messages(file: ForeignText) -> Iterator[_Message | Problem]:
    """The messages of a file; a line that begins none goes on with the last one."""
    last: _Message | None = None
    length = size = 0
    for line in file:
        if (fault := file.fault()) is not None:
            yield fault
            last = None
            continue
        length += len(line)
        if length > LARGEST:
            yield problem(file, file.number, f"a chat larger than {LARGEST >> 20} MiB")
            return
        text = line.rstrip("\r\n")
        if match := _BEGIN(text):
            last = _message(file.number, match)
            size = len(text)
            yield last
        elif last is not None:
            size += len(text) + 1
            if size <= LONGEST_TEXT:
                last.texts.append(_STRIPPED.sub("", text))
            else:
                yield problem(file, last.line, f"a message longer than {LONGEST_TEXT:,} characters")
                last = None
        elif text.strip():
            hint = "17/11/2023, 12:28 - Name: text, or [17.11.23, 12:28:03] Name: text"
            yield problem(file, file.number, "no message begins here", hint)
    if (fault := file.fault()) is not None:
        yield fault


def _message(line: int, match: re.Match[str]) -> _Message:
    rest = _STRIPPED.sub("", match["rest"])
    found = _SENDER(rest)
    sender = _MARKED.sub("", found["name"], count=1).strip() if found else ""
    text = (found["text"] or "") if found and sender else rest
    numbers = (match[3], match[5], match[6])
    return _Message(line, match["date"], numbers, _clock(match), sender, [text])


def _clock(match: re.Match[str]) -> str:
    """The clock as ISO 8601 has it; as it is written where there is no such clock."""
    hours, seconds = int(match["hours"]), match["seconds"]
    half = match["half"] or _HALVES.get(match["before"], "")
    if half:
        if not 1 <= hours <= 12:
            return f"{match['hours']}:{match['minutes']} {half}m"
        hours = hours % 12 + (12 if half in "pP" else 0)
    return f"{hours:02}:{match['minutes']}" + (f":{seconds}" if seconds else "")


def _order(messages: list[_Message], file: ForeignText) -> tuple[str, str]:
    """The order of days and months that holds for all dates, or why it is not known."""
    decided: dict[str, _Message] = {}
    for message in messages:
        first, second, third = message.numbers
        if len(first) > 2:
            continue
        if int(first) > 31 or len(third) == 1:
            decided["year first"] = message
        elif int(first) > 12:
            decided.setdefault("day first", message)
        if int(second) > 12:
            decided.setdefault("month first", message)
    if not decided:
        return "", "which number of a date is the day, and which the month?"
    if "year first" in decided and "month first" not in decided:
        decided = {"year first": decided["year first"]}
    if len(decided) > 1:
        lines = " and the ".join(f"{order} in line {one.line}" for order, one in decided.items())
        return "", f"its dates have the {lines}"
    (order, message), *_ = decided.items()
    if order == "day first" and (back := _back_in_time(messages)):
        order, message = "year first", back
    if order == "year first":
        where = f"{message.date} in line {message.line}"
        file.remark(f"its dates have the year first: it cannot stand last, as {where} shows")
        return order, ""
    first, second = ("day", "month") if order == "day first" else ("month", "day")
    where = f"{message.date} in line {message.line}"
    file.remark(f"its dates have the {first} before the {second}, as {where} shows")
    return order, ""


def _back_in_time(messages: list[_Message]) -> _Message | None:
    """Where years would go back if they stood last; None if they do not, or would standing first.

    A chat is written in its order.
    """
    firsts, lasts = 0, 0
    found: _Message | None = None
    for message in messages:
        first, second, third = map(int, message.numbers)
        if first < firsts or third > 31 or second > 12:
            return None
        if third < lasts:
            found = found or message
        firsts, lasts = first, third
    return found


def _time(message: _Message, order: str, file: ForeignText) -> str | Problem:
    """When a message was sent, as ISO 8601 has it without a zone.

    ``order`` is that of its date, or the message of a problem where it is not known.
    """
    first, second, third = message.numbers
    if (len(first) == 4 and len(third) <= 2) or order == "year first":
        year, month, day = first, second, third
    elif len(first) > 2 or len(third) == 3:
        return problem(file, message.line, f'no such date: "{message.date}"')
    elif order == "day first":
        day, month, year = first, second, third
    elif order == "month first":
        month, day, year = first, second, third
    else:
        readings = [said for said, _ in two_readings(message.date.replace(" ", ""))]
        both = f'"{message.date}" may be {" or ".join(readings)}: ' if len(readings) > 1 else ""
        return problem(file, message.line, order, f"{both}{_ASK}")
    if len(year) == 2:
        file.remark("its years have two digits, and were read as those of 2000 to 2099")
        year = f"20{year}"
    if int(month) > 12 or int(day) > 31:
        if len(first) == 4:
            return problem(file, message.line, f'no such date: "{message.date}"')
        wrong = f'"{message.date}" does not have the {order}'
        return problem(file, message.line, wrong, _ASK)
    return f"{year}-{int(month):02}-{int(day):02}T{message.clock}"
