"""Rules for a file whose fields have plain names, such as datetime, title and message.

They are made as the text of a rules file, so that they can be shown, kept and mended.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.editing.yaml_text import scalar

from .moments import iso, two_readings
from .paths import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TIMES = (
    "datetime timestamp timestampz timestamputc datetimeutc when eventtime eventdate occurredat"
    " happenedat createdat ts time date start"
    " zeitpunkt datum zeit fecha momento tanggal waktu tijdstip datumzeit fechahora dateheure"
).split()
_DATES = tuple("date day eventdate startdate datum fecha tanggal jour día giorno".split())
_CLOCKS = tuple(
    "time clock eventtime starttime hour uhrzeit zeit hora heure ora tijd jam waktu pukul".split()
)
_STARTS = tuple(
    "start from begin starts startdate starttime startedat startsat"
    " beginn anfang von début inicio desde mulai".split()
)
_ENDS = tuple(
    "end to until ends enddate endtime endedat endsat finish"
    " ende bis fin hasta einde selesai".split()
)
_KEYS = {
    "title": "title headline subject summary event eventtitle whathappened message msg name"
    " description text titel ereignis vorgang betreff titre événement título evento gebeurtenis"
    " judul peristiwa kejadian",
    "text": "text description details body content message note notes summary beschreibung"
    " bemerkung descripción descrizione omschrijving keterangan",
    "id": "id uid uuid guid eventid",
    "actors": "actors actor who people person participants participant user username author"
    " wer personen beteiligte akteure quién siapa",
    "tags": "tags tag category categories labels label keywords",
    "source": "source sources quelle quellen fuente bron sumber",
    "place": "place location where venue ort lieu lugar luogo plaats tempat lokasi",
    "url": "url link href uri",
    "quote": "quote",
}
_TIME = "NAME OF THE TIME"
_TITLE = "NAME OF THE TITLE"
_UNITS = {10: "unix", 13: "unix ms", 16: "unix us", 19: "unix ns"}
"""The units of unix times of our years, by how many digits they have."""
_COUNT = re.compile(r"(\d+)(\.\d+)?", re.ASCII).fullmatch


class Asked(NamedTuple):
    """What plain names leave open: why, and rules that would each say it."""

    message: str
    rules: list[str]


class _Times(NamedTuple):
    """The fields of a time: one, a date and a clock, or a start and an end."""

    names: tuple[str, ...]
    lasts: bool = False

    def __str__(self) -> str:
        return (" to " if self.lasts else " with ").join(self.names)

    def value(self, record: Mapping[str, Any]) -> str:
        """What stands there in a record, of the first part of what lasts."""
        names = self.names[:1] if self.lasts else self.names
        return " ".join(text_of(record.get(name)) for name in names).strip()


def rules_text(reader: str, names: Sequence[str], first: Mapping[str, Any]) -> str | Asked:
    """The text of rules for fields of these names; ``first`` is the first record."""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(re.sub(r"[\W_]+", "", name).lower(), name)
    whens = _times(folded)
    keys = _keys(folded, {name for when in whens for name in when.names})
    when = whens[0] if whens else _Times((_TIME,))
    if "title" not in keys or not whens:
        missing = "time" if "title" in keys else "title"
        shown = ", ".join(names[:30]) or "none"
        message = f"no field is called as a {missing} is; the fields are: {shown}"
        return Asked(message, _texts(reader, when, {"title": _TITLE, **keys}, first))
    if len(whens) > 1:
        message = f"several fields can be the time: {', '.join(map(str, whens))}"
        return Asked(message, [_texts(reader, one, keys, first)[0] for one in whens])
    texts = _texts(reader, when, keys, first)
    if len(texts) > 1:
        value = when.value(first)
        said = " or ".join(reading for reading, _ in two_readings(value))
        return Asked(f'"{value}" may be {said}', texts)
    return texts[0]


def _keys(folded: Mapping[str, str], taken: set[str]) -> dict[str, str]:
    """For each key of an event the field that is called so; none of those that are taken."""
    keys: dict[str, str] = {}
    for key, words in _KEYS.items():
        for word in words.split():
            if word in folded and folded[word] not in taken:
                keys[key] = folded[word]
                taken.add(folded[word])
                break
    return keys


def _times(folded: Mapping[str, str]) -> list[_Times]:
    """The fields that may be the time."""

    def named(words: Sequence[str]) -> str:
        return next((folded[word] for word in words if word in folded), "")

    found: list[_Times] = []
    date, clock, start, end = map(named, (_DATES, _CLOCKS, _STARTS, _ENDS))
    used: set[str] = set()
    if start and end:
        found.append(_Times((start, end), True))
        used |= {start, end}
    if date and clock and not {date, clock} & used:
        found.append(_Times((date, clock)))
        used |= {date, clock}
    for word in _TIMES:
        if word in folded and folded[word] not in used:
            found.append(_Times((folded[word],)))
            used.add(folded[word])
    return found


def _texts(
    reader: str, when: _Times, keys: Mapping[str, str], first: Mapping[str, Any]
) -> list[str]:
    """The text of the rules; several where the time can be written in several ways."""
    rest = "".join(f"{key}: {_named(name)}\n" for key, name in keys.items())
    fields = f"is: {_named(when.names[0])}"
    if when.lasts:
        fields = f"from: {_named(when.names[0])}, to: {_named(when.names[1])}"
    elif len(when.names) == 2:
        both = " ".join(f"{{{name}}}" for name in when.names)
        fields = f"is: {scalar(both, True)}"
    texts = []
    for name in _formats(when.value(first)):
        said = "" if name == "iso" else f", format: {_with_days(name)}"
        time = f"{{{fields}{said}}}" if said or len(when.names) > 1 else _named(when.names[0])
        texts.append(f"reader: {reader}\nwhen: {time}\n{rest}")
    return texts


def _formats(value: str) -> list[str]:
    """How a time is written; several where that cannot be told."""
    if iso(value) is not None and not (value.isdigit() and len(value) in _UNITS):
        return ["iso"]
    if (count := _COUNT(value)) and len(count[1]) in _UNITS:
        return [_UNITS[len(count[1])]]
    return [pattern for _, pattern in two_readings(value)] or ["iso"]


def _with_days(name: str) -> str:
    """A format, and where it is a pattern that of rows which say a day alone, or a clock too."""
    if "%" not in name:
        return scalar(name, True)
    day = re.split(r"\W*%[HI]", name, maxsplit=1)[0]
    other = day if day != name else f"{name} %H:%M"
    return f"[{scalar(name, True)}, {scalar(other, True)}]"


def _named(name: str) -> str:
    """A field's name as rules write it."""
    plain = name.replace("{", "{{").replace("}", "}}") if "{" in name or "}" in name else name
    return scalar(plain, True)
