"""Which files are tables, and what is wrong with those that are none: nothing else is looked at."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import Origin, Problem, Unreadable
from crisis.timeline.model.serialize import Damaged

from .columns import COLUMNS, SCHEMA
from .engine import EXTRA, Engine, Failed, Missing
from .facts import Facts
from .opened import Table, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENDING = ".parquet"

_MAGIC = b"PAR1"
_PATTERN = frozenset("*?[")
_IMPORT = f"crisis import FILE --to events{ENDING} makes one of other files"


class Bad(Exception):
    """What is wrong with a file, and what would help."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Named(NamedTuple):
    """A file by the name that it was given, and where it really is."""

    name: str
    path: str


def is_table(path: str) -> bool:
    """Whether a path is that of a table, or of a folder with tables."""
    if path.lower().endswith(ENDING):
        return True
    try:
        return os.path.isdir(path) and any(map(_by_name, os.listdir(path)))
    except (OSError, ValueError):
        return False


def _by_name(name: str) -> bool:
    return name.lower().endswith(ENDING) and not name.startswith(".")


def open_tables(paths: Sequence[str]) -> tuple[Tables | None, list[Problem]]:
    """The tables of these paths, folders among them, as one; and what is wrong with the others.

    Never raises for what a file is like or holds.
    """
    problems: list[Problem] = []
    named: list[Named] = []
    for path in paths:
        for name in _inside(path, problems):
            try:
                named.append(checked(name))
            except Bad as error:
                problems.append(Problem(Origin(name, 0), error.message, error.hint))
    if not named:
        return None, problems
    try:
        engine = Engine([file.path for file in named])
    except Missing:
        message = "DuckDB reads tables, and is not installed"
        return None, [*problems, Problem(Origin(named[0].name, 0), message, EXTRA)]
    tables: list[Table] = []
    for file in named:
        try:
            tables.append(_opened(engine, file))
        except Bad as error:
            problems.append(Problem(Origin(file.name, 0), error.message, error.hint))
    if not tables:
        engine.close()
        return None, problems
    try:
        return Tables(engine, tables), problems
    except Unreadable as error:
        engine.close()
        return None, [*problems, error.problem]


def _inside(path: str, problems: list[Problem]) -> Iterator[str]:
    """The files of a path: itself, or the tables of a folder by their names."""
    if not os.path.isdir(path):
        yield path
        return
    try:
        names = sorted(filter(_by_name, os.listdir(path)))
    except OSError as error:
        problems.append(Problem(Origin(path, 0), error.strerror or str(error)))
        return
    if not names:
        problems.append(Problem(Origin(path, 0), f"no {ENDING} file in this folder", _IMPORT))
    for name in names:
        inner = os.path.join(path, name)
        if os.path.islink(inner):
            hint = "name it with -f if it is meant"
            problems.append(Problem(Origin(inner, 0), "a link, which is not followed here", hint))
        else:
            yield inner


def ordinary(name: str) -> Named:
    """An ordinary file whose name stands for no other. Raises Bad."""
    try:
        path = os.path.realpath(name)
        about = os.stat(path)
    except FileNotFoundError:
        raise Bad("no such file") from None
    except (OSError, ValueError) as error:
        raise Bad(getattr(error, "strerror", None) or str(error)) from None
    if stat.S_ISDIR(about.st_mode):
        raise Bad("this is a directory, not a table")
    if not stat.S_ISREG(about.st_mode):
        raise Bad("a table is an ordinary file: its end is read first")
    if not _PATTERN.isdisjoint(path):
        raise Bad("a path with * ? or [ would stand for several files", "give it another name")
    return Named(name, path)


def checked(name: str) -> Named:
    """A file that may be a table by its first and last bytes. Raises Bad."""
    named = ordinary(name)
    path = named.path
    try:
        first, last = ends(path)
    except OSError as error:
        raise Bad(error.strerror or str(error)) from None
    if first != _MAGIC:
        raise Bad("no Parquet file", _IMPORT)
    if last != _MAGIC:
        raise Bad("a Parquet file that breaks off: its end is missing", "copy it again, whole")
    return named


def ends(path: str) -> tuple[bytes, bytes]:
    """The first and the last four bytes of a file; none of one that has fewer than twelve."""
    with open(path, "rb") as file:
        first = file.read(4)
        if file.seek(0, os.SEEK_END) < 12:
            return first, b""
        file.seek(-4, os.SEEK_END)
        return first, file.read(4)


def _opened(engine: Engine, file: Named) -> Table:
    """A table whose schema is ours. Raises Bad."""
    try:
        pairs = engine.metadata(file.path)
        columns = engine.columns(file.path)
    except Failed as error:
        raise Bad(f"it cannot be read: {one_line(str(error))}", "copy it again, whole") from None
    facts = Facts(pairs)
    try:
        schema = facts.schema
        if not schema:
            raise Bad("a Parquet file, and no table of events", _IMPORT)
        if schema != SCHEMA:
            hint = f"this crisis reads {SCHEMA}"
            raise Bad(f'a table of another kind: "{one_line(schema)}"', hint)
        for name, kind in COLUMNS.items():
            if columns.get(name) != kind:
                there = f"is {columns[name]}, not {kind}" if name in columns else "is missing"
                raise Bad(f'its column "{name}" {one_line(there)}', "make the table again")
        return Table(file.name, file.path, facts, facts.sums())
    except Damaged as error:
        raise Bad(f"no table of crisis: {error}", "make the table again") from None
