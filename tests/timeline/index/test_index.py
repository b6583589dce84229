"""Indexes: when they are made, believed and replaced, and what becomes of broken ones."""

from __future__ import annotations

import mmap
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zlib
import zoneinfo
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crisis.cli.request import open_files
from crisis.cli.terminal.exits import UsageError
from crisis.timeline import Clock, Query, Timeline, Zone, ask, load, loading, opening, report
from crisis.timeline.base import zones
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.formats.json_check import to_json
from crisis.timeline.index import checksum, fingerprint, writer
from crisis.timeline.index import file as index
from crisis.timeline.index.file import Reading, files_of, find, keep, path_of
from crisis.timeline.index.fingerprint import Files, digest, look, times_tell
from crisis.timeline.index.folder import LARGEST, clear, entries, prune
from crisis.timeline.index.reader import Index
from crisis.timeline.index.stored_timeline import StoredTimeline
from crisis.timeline.indexed_timeline import FiledTimeline
from crisis.timeline.opening import FEWEST, open_timeline
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.vocabulary import KINDS, vocabulary
from crisis.timeline.reports.walk import steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO

    from crisis.timeline.model.records import Event

SMALL = """
timeline: {title: Small, zone: UTC, zero: one}
actors: {ana: Ana}
events:
  2026-11-20:
    - {id: one, when: 10:36, title: Uno, actors: [ana], tags: [x]}
    - {id: two, when: 1h after @one, title: Due}
    - {id: bad, when: nonsense, title: Tre}
    - {id: lies, when: before @one; after @one, title: Quattro}
    - {id: two papers, when: 10:40, title: Cinque, colour: red}
"""
TERMS = ("", "day:friday", "actor:ana", "not:tag:x", "hour:1", "due", "id:lies", "caused_by:one")


def never() -> Timeline:
    raise AssertionError("the files were read")


def large(count: int = FEWEST + 1) -> str:
    """A file of so many events, of more bytes than the smallest that is indexed."""
    lines = ["timeline: {zone: UTC}", "events:", "  2026-11-20:"]
    lines += [
        f"    - {{id: e{n}, when: 10:{n % 60:02}, title: Something happens number {n}}}"
        for n in range(count)
    ]
    return "\n".join(lines)


def answers(timeline: Timeline) -> list[object]:
    """All that a timeline says to TERMS, and about itself."""
    told: list[object] = [timeline.header, timeline.files, timeline.broken, timeline.problems]
    told += [timeline.actors, timeline.sources, tuple(timeline.events), timeline.conflicts]
    told.append(store(timeline).findings())
    for term in TERMS:
        for zero in (timeline.header.zero, "two"):
            query = Query((read_term(term),) if term else (), delta=True)
            found = ask(timeline, query, Clock(Zone("UTC"), zero))
            told += [found.matches, found.undated, found.notes]
    every = ask(timeline, Query(), Clock(Zone("UTC")))
    told += [vocabulary(every, kind) for kind in KINDS]
    found = ask(timeline, Query((read_term("u"),), limit=1), Clock(Zone("UTC")))
    told += [found.matches, found.limited]
    days = steps(report(every, ("day",)))
    told.append([(it.key, it.touching) if isinstance(it, Group) else it for _, it in days])
    return told


class Kept:
    """A small file, and a folder with its index; it was read long after it was written."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder / "small.yaml")
        Path(self.name).write_text(SMALL, encoding="utf-8")
        self.folder = str(folder / "cache")
        self.files = self.look()
        keep(self.folder, load(self.name), Reading(self.files, self.files.newest + 10**12, ""))
        self.path = path_of(self.folder, self.files)

    def look(self) -> Files:
        files = look([self.name])
        assert files is not None
        return files

    def find(self, load: Callable[[], Timeline] = never) -> Timeline | None:
        return find(self.folder, self.look(), load, FiledTimeline)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def changed(kept: Kept, *statements: str) -> None:
    """Change an index and seal it, and what it says of when its file was read not."""
    about = os.stat(kept.path)
    with sqlite3.connect(kept.path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    checksum.seal(kept.path)
    os.utime(kept.path, ns=(about.st_atime_ns, about.st_mtime_ns))


def test_the_second_question_does_not_read_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, folder = str(tmp_path / "large.yaml"), str(tmp_path / "cache")
    Path(name).write_text(large(), encoding="utf-8")
    first = open_timeline([name], folder)
    assert first.keep is not None
    first.keep()
    monkeypatch.setattr(loading, "load_files", never)
    second = open_timeline([name], folder)
    assert second.keep is None
    assert len(second.timeline.events) == FEWEST + 1
    clock = Clock(Zone("UTC"))
    query = Query((read_term("number 77"),))
    assert ask(second.timeline, query, clock).matches == ask(first.timeline, query, clock).matches


def test_only_large_files_get_an_index(tmp_path: Path) -> None:
    name, folder = str(tmp_path / "file.yaml"), str(tmp_path / "cache")
    for text in (SMALL, large(FEWEST), SMALL + "#" * 100_000):
        Path(name).write_text(text, encoding="utf-8")
        assert open_timeline([name], folder).keep is None
    assert not os.path.exists(folder)


def test_without_a_folder_there_is_no_index(tmp_path: Path) -> None:
    name = str(tmp_path / "large.yaml")
    Path(name).write_text(large(), encoding="utf-8")
    assert open_timeline([name]).keep is None


def test_what_is_read_once_or_is_no_file_is_never_indexed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    file = tmp_path / "file.yaml"
    file.write_text(SMALL, encoding="utf-8")
    for names in (["-"], [str(tmp_path)], [str(tmp_path / "pipe")], [str(tmp_path / "none")]):
        assert look(names) is None
        assert look([str(file), *names]) is None
    assert look([]) is None
    assert look(["nul\0l"]) is None


def test_a_program_that_cannot_be_told_apart_keeps_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs out of an archive, say, whose files have no state of their own."""
    fingerprint._program.cache_clear()
    monkeypatch.setattr(fingerprint, "PROGRAM", "/archive.zip/crisis/timeline")
    assert look([kept.name]) is None
    monkeypatch.undo()
    assert look([kept.name]) == kept.files


def test_every_module_of_the_program_counts(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whichever room it is: another program does not believe what this one wrote."""
    program = tmp_path / "program"
    shutil.copytree(fingerprint.PROGRAM, program, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "PROGRAM", str(program))
    rooms = sorted({module.parent for module in program.rglob("*.py")})
    assert len(rooms) > 10
    for room in rooms:
        fingerprint._program.cache_clear()
        before = look([kept.name])
        module = next(room.glob("*.py"))
        module.write_text(module.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        fingerprint._program.cache_clear()
        assert look([kept.name]) != before
    fingerprint._program.cache_clear()


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = str(tmp_path / "large.yaml")
    Path(name).write_text(large(), encoding="utf-8")

    def slowly(names: list[str], progress: None) -> Timeline:
        found = load(*names)
        Path(name).write_text(large() + "\n# more", encoding="utf-8")
        return found

    monkeypatch.setattr(loading, "load_files", slowly)
    assert open_timeline([name], str(tmp_path / "cache")).keep is None


def test_an_index_serves_a_file_as_it_was(kept: Kept) -> None:
    found = kept.find()
    assert found is not None
    assert answers(found) == answers(load(kept.name))
    assert found.problems
    assert found.conflicts


def test_explanations_read_the_file(kept: Kept) -> None:
    found = kept.find(lambda: load(kept.name))
    assert found is not None
    assert found.network is not None
    numbers = found.network.nodes.numbers
    assert numbers
    assert all(found[name].place_in_file == number for name, number in numbers.items())


@pytest.mark.parametrize("change", ["another size", "the same size and time", "a copy", "nothing"])
def test_a_changed_file_is_noticed(kept: Kept, change: str) -> None:
    file = Path(kept.name)
    before = file.stat()
    if change == "another size":
        file.write_text(SMALL + "\n", encoding="utf-8")
    elif change == "the same size and time":
        time.sleep(0.02)  # so that its change does not bear the same time
        file.write_text(SMALL.replace("Uno", "One"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif change == "a copy":
        os.replace(_copy(file), file)
    assert (kept.find() is None) == (change != "nothing")


def _copy(file: Path) -> Path:
    copy = file.with_suffix(".copy")
    copy.write_bytes(file.read_bytes())
    os.utime(copy, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    return copy


@pytest.mark.parametrize("place", range(4))
def test_another_path_state_program_or_zone_data_is_another_index(kept: Kept, place: int) -> None:
    key = [*kept.files.key]
    key[place] = ["other"]
    assert find(kept.folder, kept.files._replace(key=key), never, FiledTimeline) is None


def test_a_change_too_near_to_the_reading_is_seen_in_the_contents(kept: Kept) -> None:
    near = kept.files._replace(newest=time.time_ns())
    keep(kept.folder, load(kept.name), Reading(near, near.newest, digest([kept.name])))
    assert find(kept.folder, near, never, FiledTimeline) is not None
    Path(kept.name).write_text(SMALL.replace("Uno", "One"), encoding="utf-8")
    assert find(kept.folder, near, never, FiledTimeline) is None


def test_a_change_too_near_to_the_reading_without_a_digest_is_not_believed(kept: Kept) -> None:
    near = kept.files._replace(newest=time.time_ns())
    keep(kept.folder, load(kept.name), Reading(near, near.newest, ""))
    assert find(kept.folder, near, never, FiledTimeline) is None


@pytest.mark.parametrize("tell", [True, False])
def test_contents_decide_where_times_do_not_tell(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, tell: bool
) -> None:
    """A change through a mapping, on a file system that does not note it."""
    monkeypatch.setattr(fingerprint, "times_tell", lambda *_: tell)
    said = digest([kept.name])
    keep(kept.folder, load(kept.name), Reading(kept.files, kept.files.newest + 10**12, said))
    assert find(kept.folder, kept.files, never, FiledTimeline) is not None
    Path(kept.name).write_text(SMALL.replace("Uno", "One"), encoding="utf-8")
    assert (
        find(kept.folder, kept.files, never, FiledTimeline) is not None
    ) == tell  # as if no time had changed


def test_whether_times_tell_is_tried(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "try"
    folder.mkdir()
    assert times_tell(str(folder), kept.files) == _noted(tmp_path)
    assert os.listdir(folder) == []
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK) and not _noted(memory):
        assert not times_tell(str(memory), kept.files._replace(paths=(str(memory),)))
        assert not times_tell(str(folder), kept.files._replace(paths=(kept.name, str(memory))))
    assert not times_tell(str(tmp_path / "none"), kept.files)


def _noted(folder: Path) -> bool:
    """Whether a write through a mapping shows in the times of a file in a folder."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"a")
        file.flush()
        os.utime(file.fileno(), (1, 1))
        with mmap.mmap(file.fileno(), 1) as mapped:
            mapped[0] = 0
            mapped.flush()
        return os.fstat(file.fileno()).st_mtime != 1


def test_a_page_that_waits_to_be_written_out_may_change_again(kept: Kept) -> None:
    """The second write through a mapping leaves the time of the first."""
    with open(kept.name, "r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
        mapped[0] = ord("\n")
        files, began = kept.look(), time.time_ns() + 3 * 10**9
        said = digest([kept.name])
        keep(kept.folder, load(kept.name), Reading(files, began, said))
        assert find(kept.folder, files, never, FiledTimeline) is not None
        place = mapped.find(b"Uno")
        mapped[place : place + 3] = b"One"
        assert find(kept.folder, files, never, FiledTimeline) is None


ZONED = """
timeline: {zone: Test/Here, zones: {there: Test/There}}
events:
  - {id: a, when: 2026-07-20 10:00, title: A}
  - {id: b, when: 2026-07-20 10:00 there, title: B}
  - {id: c, when: 2026-07-20 10:00 Test/New, title: C}
"""


@pytest.mark.parametrize("changed", ["Test/Here", "Test/There", "Test/New", "Test/Nowhere"])
@pytest.mark.parametrize("others", ["none", "the same", "many"])
def test_other_rules_of_a_zone_are_another_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, others: str
) -> None:
    """Also where they bear the same size and times, and whatever the process has sought before."""
    monkeypatch.setattr(opening, "SMALLEST", 0)
    monkeypatch.setattr(opening, "FEWEST", 0)
    rules = tmp_path / "zones"
    (rules / "Test").mkdir(parents=True)
    first, other = (_rules_of(zone) for zone in ("Europe/Berlin", "Europe/Paris"))
    for name in ("Here", "There"):
        (rules / "Test" / name).write_bytes(first)
    zones._shared.cache_clear()
    zoneinfo.reset_tzpath([str(rules)])
    try:
        sought = {
            "none": [],
            "the same": ["Test/Here", "Test/There", "Test/New", "Test/Nowhere"],
            "many": [f"Made/Up{n}" for n in range(1100)],
        }
        for name in sought[others]:
            with suppress(UnknownZone):
                zones.shared_zone(name)
        path = tmp_path / "zoned.yaml"
        path.write_text(ZONED, encoding="utf-8")
        files, folder = look([str(path)]), str(tmp_path / "cache")
        assert files is not None
        opened = open_timeline([str(path)], folder)
        assert [it.severity for it in opened.timeline.problems] == ["error"]
        assert opened.keep is not None
        opened.keep()
        assert find(folder, files, never, FiledTimeline) is not None
        about = os.stat(rules / "Test/Here")
        (rules / changed).write_bytes(other)
        os.utime(rules / changed, ns=(about.st_atime_ns, about.st_mtime_ns))
        assert (find(folder, files, never, FiledTimeline) is None) == (changed != "Test/Nowhere")
    finally:
        zones._shared.cache_clear()
        zoneinfo.reset_tzpath()
        zoneinfo.ZoneInfo.clear_cache()


def test_a_file_of_very_many_zones_has_no_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would be looked at anew whenever the index is opened."""
    monkeypatch.setattr(opening, "SMALLEST", 0)
    monkeypatch.setattr(opening, "FEWEST", 0)
    monkeypatch.setattr(index, "_MOST_ZONES", 10)
    for count in (10, 11):
        path = tmp_path / f"{count}.yaml"
        lines = (f"  - {{when: '2026-07-20 10:00 Test/New{n}', title: A}}\n" for n in range(count))
        path.write_text("events:\n" + "".join(lines), encoding="utf-8")
        opened = open_timeline([str(path)], str(tmp_path / "cache"))
        assert opened.keep is not None
        opened.keep()
        again = open_timeline([str(path)], str(tmp_path / "cache"))
        assert isinstance(again.timeline, StoredTimeline) == (count == 10)
        assert again.keep is None


def _rules_of(zone: str) -> bytes:
    from importlib import resources

    area, _, place = zone.partition("/")
    return (resources.files(f"tzdata.zoneinfo.{area}") / place).read_bytes()


def test_contents_are_looked_at_again_only_once(kept: Kept) -> None:
    near = kept.files._replace(newest=time.time_ns() - 61 * 10**9)
    keep(kept.folder, load(kept.name), Reading(near, near.newest, digest([kept.name])))
    assert find(kept.folder, near, never, FiledTimeline) is not None
    Path(kept.name).write_text("events: []", encoding="utf-8")
    assert (
        find(kept.folder, near, never, FiledTimeline) is not None
    )  # by its state it has not changed since


def test_a_recently_written_file_is_kept_with_what_is_in_it(tmp_path: Path) -> None:
    name, folder = str(tmp_path / "large.yaml"), str(tmp_path / "cache")
    Path(name).write_text(large(), encoding="utf-8")
    first = open_timeline([name], folder)
    assert first.keep is not None
    first.keep()
    files = look([name])
    assert files is not None
    assert files.changed_about(time.time_ns())
    assert find(folder, files, never, FiledTimeline) is not None


def test_links_and_relative_names_lead_to_the_same_index(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(kept.name).parent)
    os.symlink("small.yaml", "link.yaml")
    for name in ("small.yaml", "./small.yaml", "link.yaml"):
        files = look([name])
        assert files is not None
        found = find(kept.folder, files, never, FiledTimeline)
        assert found is not None
        assert answers(found) == answers(load(name))  # each tells of it by the name it was given


def test_problems_that_name_a_file_are_told_by_its_name_of_today(tmp_path: Path) -> None:
    names = [str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]
    for name in names:
        Path(name).write_text(SMALL, encoding="utf-8")
    files, folder = look(names), str(tmp_path / "cache")
    assert files is not None
    keep(folder, load(*names), Reading(files, files.newest + 10**12, ""))
    assert find(folder, files, never, FiledTimeline) is not None
    other = files._replace(names=(f"{tmp_path}/./a.yaml", names[1]))
    assert find(folder, other, never, FiledTimeline) is None


def test_a_folder_may_have_any_name(kept: Kept, tmp_path: Path) -> None:
    folder = str(tmp_path / "a?mode=rw#b%41 \udcff")
    keep(folder, load(kept.name), Reading(kept.files, kept.files.newest + 10**12, ""))
    found = find(folder, kept.files, never, FiledTimeline)
    assert found is not None
    assert len(found.events) == 5


def test_the_order_of_files_makes_another_index(tmp_path: Path) -> None:
    names = [str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]
    for name in names:
        Path(name).write_text(SMALL, encoding="utf-8")
    one, other = look(names), look(names[::-1])
    assert one is not None
    assert other is not None
    assert path_of("", one) != path_of("", other)


def flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :]


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: b"",
        lambda data: b"timeline: {}\n",
        lambda data: data[:100],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data[:4096] + bytes(len(data) - 4096),
        lambda data: flip(data, 20),
        lambda data: flip(data, 70),
        lambda data: data[:8192] + data[4096:-4096],
    ],
)
def test_a_broken_index_is_no_error(kept: Kept, broken: Callable[[bytes], bytes]) -> None:
    Path(kept.path).write_bytes(broken(Path(kept.path).read_bytes()))
    found = kept.find(lambda: load(kept.name))
    assert found is None or answers(found) == answers(load(kept.name))


def test_any_byte_may_be_wrong(kept: Kept) -> None:
    """Whatever is damaged, and whatever times the file bears: the answers are those of the file."""
    whole, about = Path(kept.path).read_bytes(), os.stat(kept.path)
    timeline = load(kept.name)
    right = answers(timeline)
    note = kept.path.replace(".index", ".checked")
    for number, place in enumerate(range(0, len(whole), 307)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << number % 8 if number % 3 else 0x5A
        Path(kept.path).write_bytes(damaged)
        os.utime(kept.path, ns=(about.st_atime_ns, about.st_mtime_ns))
        assert kept.find(lambda: timeline) is None
    if os.path.exists(note):
        os.remove(note)
    Path(kept.path).write_bytes(whole)
    os.utime(kept.path, ns=(about.st_atime_ns, about.st_mtime_ns))
    for _ in range(2):
        found = kept.find()
        assert found is not None
        assert answers(found) == right
    assert os.path.exists(note)


def test_bytes_that_nobody_changed_are_looked_at_again_after_an_hour(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    real = checksum._checksums

    def counted(file: FileIO) -> tuple[bytes, bytes]:
        looked.append(kept.path)
        return real(file)

    monkeypatch.setattr(checksum, "_checksums", counted)
    now = time.time_ns()
    for later, times in ((0, 0), (30 * 60, 0), (61 * 60, 1), (-60, 2)):
        monkeypatch.setattr(time, "time_ns", lambda later=later: now + later * 10**9)
        assert checksum.sound(kept.path)
        assert len(looked) == times


@pytest.mark.parametrize("note", [b"", b"x", b"9" * 40, b"\xff 1 2", "a link"])
def test_a_note_that_says_nothing_is_no_error(
    kept: Kept, tmp_path: Path, note: bytes | str
) -> None:
    beside = Path(kept.path.replace(".index", ".checked"))
    if isinstance(note, bytes):
        beside.write_bytes(note)
    else:
        os.rename(beside, tmp_path / "note")
        beside.symlink_to(tmp_path / "note")
        kept_note = (tmp_path / "note").read_bytes()
    assert kept.find() is not None
    if note == "a link":
        assert (tmp_path / "note").read_bytes() == kept_note


JUNK = zlib.compress(b'[["one"]]')


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET packed = x'00'",
        f"UPDATE record SET size = 9, packed = x'{JUNK.hex()}'",
        f"UPDATE record SET size = 8, packed = x'{JUNK.hex()}'",
        "UPDATE record SET size = 1 << 40",
        "UPDATE record SET size = 'large'",
        "DELETE FROM record",
        "UPDATE event SET flags = 'x'",
        "UPDATE event SET rank = rank + 1000",
        "UPDATE node SET low = 'x', high = 'y'",
        "UPDATE relation SET low = 'x'",
        "UPDATE name SET id = x'ff'",
        "UPDATE fact SET value = '[1' WHERE name = 'problems'",
        "UPDATE fact SET value = '[[1]]' WHERE name = 'conflicts'",
        "UPDATE fact SET value = '{}' WHERE name = 'actors'",
        "UPDATE fact SET value = '[0.5]' WHERE name = 'known'",
        "UPDATE fact SET value = '[[0]]' WHERE name = 'branched'",
        "UPDATE fact SET value = '{}' WHERE name = 'spelled'",
        "UPDATE fact SET value = NULL WHERE name = 'widths'",
        "UPDATE fact SET value = '[]' WHERE name = 'torn'",
        f"UPDATE fact SET value = '{'[' * 100_000}' WHERE name = 'kinds'",
    ],
)
def test_a_foreign_row_makes_the_file_be_read(kept: Kept, statement: str) -> None:
    changed(kept, statement)
    timeline = load(kept.name)
    found = kept.find(lambda: timeline)
    assert found is not None
    assert answers(found) == answers(timeline)
    assert not os.path.exists(kept.path)  # it is made anew the next time


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END",
        "CREATE VIEW more AS SELECT * FROM event",
        "DROP INDEX event_id",
        "PRAGMA application_id = 7",
        "UPDATE fact SET value = '[]' WHERE name = 'key'",
        "UPDATE fact SET value = '[]' WHERE name = 'names'",
        "UPDATE fact SET value = '[]' WHERE name = 'header'",
        "DELETE FROM fact",
    ],
)
def test_what_is_no_index_of_ours_is_left_alone(kept: Kept, statement: str) -> None:
    changed(kept, statement)
    assert kept.find() is None


def test_a_link_in_place_of_an_index_is_not_followed(kept: Kept) -> None:
    os.rename(kept.path, f"{kept.path}.real")
    os.symlink(f"{kept.path}.real", kept.path)
    assert kept.find() is None
    assert files_of(kept.path) == ()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_others_may_write_is_not_believed(kept: Kept, what: str) -> None:
    os.chmod(kept.path if what == "file" else kept.folder, 0o777)
    assert kept.find() is None
    if what == "folder":
        assert entries(kept.folder) == []


def test_nobody_else_may_read_an_index(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        kept = Kept(tmp_path)
    finally:
        os.umask(before)
    assert os.stat(kept.folder).st_mode & 0o777 == 0o700
    assert os.stat(kept.path).st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_no_error(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    keep(str(tmp_path / "file" / "crisis"), load(kept.name), Reading(kept.files, 0, ""))
    assert find(str(tmp_path / "file" / "crisis"), kept.files, never, FiledTimeline) is None
    assert entries(str(tmp_path / "none")) == []


@pytest.mark.parametrize("why", ["the tables", "a block", "the largest"])
def test_what_cannot_be_indexed_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    name, folder = str(tmp_path / "large.yaml"), str(tmp_path / "cache")
    Path(name).write_text(large(), encoding="utf-8")
    with monkeypatch.context() as patch:
        if why == "the tables":
            patch.setattr(writer, "time", _too_large)
        elif why == "a block":
            patch.setattr(writer, "LARGEST_BLOCK", 100)
        else:
            patch.setattr(index, "LARGEST", 100_000)
        first = open_timeline([name], folder)
        assert first.keep is not None
        first.keep()
    for _ in range(2):
        again = open_timeline([name], folder)
        assert again.keep is None
        assert len(again.timeline.events) == FEWEST + 1
    assert indexes(folder) == []
    Path(name).write_text(large() + "\n", encoding="utf-8")
    changed = open_timeline([name], folder)
    assert changed.keep is not None
    changed.keep()
    assert open_timeline([name], folder).keep is None
    assert len(indexes(folder)) == 1


def _too_large(*_: object) -> None:
    raise OverflowError


def test_a_full_disk_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, folder = str(tmp_path / "large.yaml"), str(tmp_path / "cache")
    Path(name).write_text(large(), encoding="utf-8")
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        patch.setattr(writer, "fill", full)
        first = open_timeline([name], folder)
        assert first.keep is not None
        first.keep()
    assert open_timeline([name], folder).keep is not None


def test_clearing_forgets_what_was_given_up(kept: Kept) -> None:
    clear(kept.folder)
    checksum.give_up(kept.path, b"")
    assert clear(kept.folder) == []
    assert os.listdir(kept.folder) == []


@pytest.mark.parametrize("error", [sqlite3.OperationalError("full"), OSError(28)])
def test_an_index_that_cannot_be_written_leaves_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    before = os.listdir(kept.folder)
    monkeypatch.setattr(writer, "fill", fail)
    keep(kept.folder, load(kept.name), Reading(kept.files, 0, ""))
    assert os.listdir(kept.folder) == before
    assert kept.find() is not None


def test_an_interrupted_index_leaves_nothing(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writer, "fill", interrupt)
    with pytest.raises(KeyboardInterrupt):
        keep(kept.folder, load(kept.name), Reading(kept.files, 0, ""))
    assert indexes(kept.folder) == [os.path.basename(kept.path)]


def test_many_may_write_and_read_at_once(kept: Kept) -> None:
    timeline = load(kept.name)
    right = answers(timeline)
    wrong: list[object] = []

    def write() -> None:
        for _ in range(5):
            keep(kept.folder, timeline, Reading(kept.files, kept.files.newest + 10**12, ""))

    def read() -> None:
        for _ in range(20):
            found = kept.find()
            if found is None or answers(found) != right:
                wrong.append(found)

    threads = [threading.Thread(target=target) for target in (write, write, read, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert indexes(kept.folder) == [os.path.basename(kept.path)]


def indexes(folder: str) -> list[str]:
    """The names of what is in a folder for indexes, but for what stands beside each."""
    return sorted(name for name in os.listdir(folder) if not name.endswith(".checked"))


HEAD = b"SQLite format 3\0".ljust(68, b"\0") + b"cri\4"


def test_indexes_used_longest_ago_make_room(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    now = time.time()
    names = [f"{age:016x}.index" for age in range(3)]
    for age, name in enumerate(names):
        (folder / name).write_bytes(HEAD.ljust(100, b"\0"))
        os.utime(folder / name, (now - age, now - 100))
    (folder / "mine.txt").touch()
    prune(str(folder), 250)
    assert sorted(os.listdir(folder)) == [*names[:2], "mine.txt"]
    prune(str(folder), LARGEST)
    assert len(entries(str(folder))) == 2


def test_what_was_left_unfinished_goes_after_a_while(kept: Kept) -> None:
    now = time.time()
    for name, age in ((".new-aaaaaaaa.index", 60), (".new-bbbbbbbb.index", 7200)):
        path = os.path.join(kept.folder, name)
        Path(path).touch()
        os.utime(path, (now - age, now - age))
    prune(kept.folder)
    assert indexes(kept.folder) == [".new-aaaaaaaa.index", os.path.basename(kept.path)]


def test_an_index_that_was_used_is_the_last_to_go(kept: Kept) -> None:
    os.utime(kept.path, (0, os.stat(kept.path).st_mtime))
    assert kept.find() is not None
    assert os.stat(kept.path).st_atime > time.time() - 3600


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mine.txt", b""),
        ("mine.index", HEAD),
        ("0123456789abcdef.index", b"mine"),
        ("0123456789abcdef.index", HEAD[:68] + b"mine"),
        (".new-letters.index", b""),
        (".new-abcdefgh.index", b"mine"),
    ],
)
def test_clearing_removes_indexes_and_nothing_else(kept: Kept, name: str, content: bytes) -> None:
    Path(kept.folder, name).write_bytes(content)
    assert [entry.path for entry in clear(kept.folder)] == [kept.path]
    assert os.listdir(kept.folder) == [name]
    prune(kept.folder, 0)
    assert os.listdir(kept.folder) == [name]


@pytest.mark.parametrize("planted", ["the folder", "a folder above"])
@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o775])
def test_a_link_where_others_may_plant_one_is_not_followed(
    kept: Kept, tmp_path: Path, planted: str, mode: int
) -> None:
    public = tmp_path / "public"
    public.mkdir()
    public.chmod(mode)
    below = tmp_path / "below"
    os.mkdir(below)
    os.rename(kept.folder, below / "crisis")
    os.chmod(below / "crisis", 0o750)
    if planted == "the folder":
        folder = public / "crisis"
        folder.symlink_to(below / "crisis")
    else:
        (public / "caches").symlink_to(below)
        folder = public / "caches" / "crisis"
    before = sorted(os.listdir(below / "crisis"))
    assert find(str(folder), kept.files, never, FiledTimeline) is None
    keep(str(folder), load(kept.name), Reading(kept.files, 0, ""))
    assert clear(str(folder)) == entries(str(folder)) == []
    assert sorted(os.listdir(below / "crisis")) == before
    assert os.stat(below / "crisis").st_mode & 0o777 == 0o750
    os.rename(below / "crisis", below / "moved")
    keep(str(folder), load(kept.name), Reading(kept.files, 0, ""))
    assert os.listdir(below) == ["moved"]


def test_a_link_of_ones_own_is_followed(kept: Kept, tmp_path: Path) -> None:
    os.rename(kept.folder, tmp_path / "elsewhere")
    os.symlink("elsewhere/../elsewhere", kept.folder)
    assert kept.find() is not None
    assert len(clear(kept.folder)) == 1


def test_links_in_a_circle_are_no_folder(tmp_path: Path) -> None:
    os.symlink("other", tmp_path / "one")
    os.symlink("one", tmp_path / "other")
    assert entries(str(tmp_path / "one")) == []


def test_an_index_tells_of_what_it_is(kept: Kept) -> None:
    assert files_of(kept.path) == (kept.name,)
    assert files_of(kept.name) == ()


WARM = """
import sys
from crisis.timeline.opening import open_timeline
from crisis.timeline.query.answer import Clock
from crisis.timeline.query.engine import ask
from crisis.timeline.query.terms import Query, read_term
from crisis.timeline.base.zones import Zone
opened = open_timeline([sys.argv[1]], sys.argv[2])
asked = Query((read_term("day:friday"), read_term("number 77")), limit=5)
assert ask(opened.timeline, asked, Clock(Zone("UTC"), 0)).matches
if opened.keep:
    opened.keep()
print(*sys.modules)
"""


def test_an_index_needs_neither_yaml_nor_the_network(tmp_path: Path) -> None:
    name = tmp_path / "large.yaml"
    name.write_text(large(), encoding="utf-8")
    command = [sys.executable, "-c", WARM, str(name), str(tmp_path / "cache")]
    loaded = [set(subprocess.check_output(command, encoding="utf-8").split()) for _ in range(2)]
    core = ("loading", "network.resolve", "network.solver", "network.shortest_paths")
    heavy = {"yaml", *(f"crisis.timeline.{module}" for module in core)}
    assert heavy <= loaded[0]
    assert not heavy & loaded[1]


@pytest.fixture
def read_of_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[StoredTimeline, Timeline, list[int]]:
    """A timeline out of an index, the same out of its file, and the ranks that were read since."""
    name, folder = str(tmp_path / "large.yaml"), str(tmp_path / "cache")
    odd = "    - {id: odd, title: X, when: [{is: 10:01, source: a}, {is: 10:09, source: b}]}"
    Path(name).write_text(f"{large()}\n{odd}\n{odd.replace('odd', 'odder')}", encoding="utf-8")
    first = open_timeline([name], folder)
    assert first.keep is not None
    first.keep()
    ranks: list[int] = []
    real = Index.at

    def counted(self: Index, rank: int) -> Event:
        ranks.append(rank)
        return real(self, rank)

    monkeypatch.setattr(Index, "at", counted)
    found = open_timeline([name], folder).timeline
    assert isinstance(found, StoredTimeline)
    return found, first.timeline, ranks


def test_an_event_is_looked_up_without_the_others(
    read_of_many: tuple[StoredTimeline, Timeline, list[int]],
) -> None:
    found, whole, ranks = read_of_many
    assert found["e500"] == whole["e500"]
    with pytest.raises(KeyError):
        found["none"]
    assert len(ranks) == 1


def test_zero_is_looked_up_without_the_others(
    read_of_many: tuple[StoredTimeline, Timeline, list[int]],
) -> None:
    found, whole, ranks = read_of_many
    assert open_files.zero("e500", found) == "e500"
    with pytest.raises(UsageError, match="is no event"):
        open_files.zero("e5000", found)
    query = Query((read_term("number 77"),))
    asked = ask(found, query, Clock(Zone("UTC"), "e500"))
    assert asked.matches == ask(whole, query, Clock(Zone("UTC"), "e500")).matches
    assert len(ranks) < len(asked.matches) + 5


def test_check_reads_what_is_disputed_alone(
    read_of_many: tuple[StoredTimeline, Timeline, list[int]],
) -> None:
    found, whole, ranks = read_of_many
    assert [event.id for event in store(found).disputed_events()] == ["odd", "odder"]
    assert to_json(found, Zone("UTC")) == to_json(whole, Zone("UTC"))
    assert len(ranks) == 4


def test_threads_share_an_index(kept: Kept) -> None:
    found = kept.find()
    assert found is not None
    right = answers(load(kept.name))
    wrong: list[object] = []

    def ask_it() -> None:
        wrong.extend(said for said in (answers(found) for _ in range(10)) if said != right)

    threads = [threading.Thread(target=ask_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert os.path.exists(kept.path)
