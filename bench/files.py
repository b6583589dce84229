"""The same events in the form that each tool reads. A file is made once and kept."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

from .events import ACTORS, RARE, SOURCES, ZONE, made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import TextIO

    from .events import Event


def name(count: int) -> str:
    """A number of events as it is said: 30, 10k, 1M."""
    for unit, size in (("M", 1_000_000), ("k", 1_000)):
        if count >= size and count % size == 0:
            return f"{count // size}{unit}"
    return str(count)


def made_file(folder: Path, form: str, count: int) -> Path:
    """The file of so many events in a form (for ``ics`` the folder); made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name(count)}.{form}"
    if not path.exists():
        unfinished = folder / f"{path.name}.new"
        if form == "ics":
            shutil.rmtree(unfinished, ignore_errors=True)
            _calendar(unfinished, made(count))
        else:
            with unfinished.open("w", encoding="utf-8", newline="\n") as file:
                _WRITERS[form](file, made(count))
        unfinished.rename(path)
    return path


def _yaml(file: TextIO, events: Iterable[Event]) -> None:
    """In one style: lists and claims in brackets, nothing in quotes that need not be."""
    _preamble(file)
    day = None
    for event in events:
        if event.day != day:
            day = event.day
            file.write(f"  {day}:\n")
        file.write(
            f"    - id: {event.id}\n      when: {_when(event)}\n      title: {event.title}\n"
            f"      actors: [{', '.join(event.actors)}]\n      sources: [{event.source}]\n"
            f"      tags: [{event.tag}]\n"
        )


def _block(file: TextIO, events: Iterable[Event]) -> None:
    """In the other: lists and claims below their keys, times and titles in quotes, as libraries
    and careful people write them.
    """
    _preamble(file)
    day = None
    for event in events:
        if event.day != day:
            day = event.day
            file.write(f'  "{day}":\n')
        when = f' "{event.phrase}"\n'
        if event.told:
            told = ((event.phrase, event.source), (event.told, _other(event)))
            claims = (f'        - is: "{is_}"\n          source: {by}\n' for is_, by in told)
            when = "\n" + "".join(claims)
        file.write(f'    - id: {event.id}\n      when:{when}      title: "{event.title}"\n')
        lists = (("actors", event.actors), ("sources", (event.source,)), ("tags", (event.tag,)))
        for key, words in lists:
            file.write(f"      {key}:\n" + "".join(f"        - {word}\n" for word in words))


def _preamble(file: TextIO) -> None:
    file.write(f"timeline: {{title: Made up, zone: {ZONE}, zero: 2023-01-01 00:00}}\n")
    file.write("actors:\n")
    for actor in (*(f"a{number}" for number in range(ACTORS)), RARE):
        file.write(f"  {actor}: {{name: Actor {actor}}}\n")
    file.write("sources:\n")
    file.writelines(f"  s{number}: {{name: Source {number}}}\n" for number in range(SOURCES))
    file.write("events:\n")


def _when(event: Event) -> str:
    if not event.told:
        return event.phrase
    first = f"{{is: '{event.phrase}', source: {event.source}}}"
    return f"[{first}, {{is: '{event.told}', source: {_other(event)}}}]"


def _other(event: Event) -> str:
    return f"s{(event.number + 1) % SOURCES}"


def _ndjson(file: TextIO, events: Iterable[Event]) -> None:
    for event in events:
        record = {
            "id": event.id,
            "start": f"{event.instant:%Y-%m-%dT%H:%M:%SZ}",
            "when": event.phrase,
            "title": event.title,
            "actors": event.actors,
            "sources": [event.source],
            "tags": [event.tag],
        }
        file.write(json.dumps(record) + "\n")


def _csv(file: TextIO, events: Iterable[Event]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("id", "start", "when", "title", "actors", "sources", "tags"))
    for event in events:
        start = f"{event.instant:%Y-%m-%dT%H:%M:%SZ}"
        actors = ";".join(event.actors)
        writer.writerow(
            (event.id, start, event.phrase, event.title, actors, event.source, event.tag)
        )


def _journal(file: TextIO, events: Iterable[Event]) -> None:
    """hledger: a transaction an event, one hour booked on each actor."""
    for event in events:
        file.write(f"{event.day} * {event.title}  ; id:{event.id}, source:{event.source}\n")
        file.writelines(f"    actors:{actor}    1 h\n" for actor in event.actors)
        file.write("    events\n\n")


def _diary(file: TextIO, events: Iterable[Event]) -> None:
    for event in events:
        actors = " ".join(f"@{actor}" for actor in event.actors)
        file.write(f"[{event.instant:%Y-%m-%d %H:%M}] {event.title}\n{actors} @{event.tag}\n\n")


def _markwhen(file: TextIO, events: Iterable[Event]) -> None:
    file.write("title: Made up\n\n")
    for event in events:
        tags = " ".join(f"#{actor}" for actor in event.actors)
        file.write(f"{event.instant:%Y-%m-%dT%H:%M:%SZ}: {event.title} {tags} #{event.tag}\n")


def _calendar(folder: Path, events: Iterable[Event]) -> None:
    """khal: a folder with a file an event."""
    folder.mkdir()
    for event in events:
        lines = (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//crisis//bench//EN",
            "BEGIN:VEVENT",
            f"UID:{event.id}",
            f"DTSTAMP:{event.instant:%Y%m%dT%H%M%SZ}",
            f"DTSTART:{event.instant:%Y%m%dT%H%M%SZ}",
            "DURATION:PT1H",
            f"SUMMARY:{event.title}",
            f"DESCRIPTION:{' '.join(event.actors)}",
            "END:VEVENT",
            "END:VCALENDAR",
        )
        with (folder / f"{event.id}.ics").open("w", encoding="utf-8", newline="") as file:
            file.write("\r\n".join(lines) + "\r\n")


_WRITERS: dict[str, Callable[[TextIO, Iterable[Event]], None]] = {
    "yaml": _yaml,
    "block.yaml": _block,
    "ndjson": _ndjson,
    "csv": _csv,
    "journal": _journal,
    "jrnl": _diary,
    "mw": _markwhen,
}
