"""``-o FILE``: the answer as a file, whole or not at all. What stood there stays till then."""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .exits import CannotWrite, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = {
    ".html": "html", ".htm": "html", ".svg": "svg", ".png": "png", ".pdf": "pdf", ".csv": "csv",
    ".md": "markdown", ".markdown": "markdown", ".json": "json", ".ndjson": "ndjson",
    ".jsonl": "ndjson", ".mw": "markwhen", ".mmd": "mermaid", ".mermaid": "mermaid", ".ics": "ics",
    ".parquet": "parquet",
}  # fmt: skip
"""The forms that a file's name asks for."""
_SAME = (".htm", ".markdown", ".jsonl", ".mermaid")
"""Other names of the same."""
_OTHERWISE = {
    ".jpg": "-o timeline.png",
    ".jpeg": "-o timeline.png",
    ".xlsx": "-o timeline.csv opens in a spreadsheet",
    ".xls": "-o timeline.csv opens in a spreadsheet",
    ".ods": "-o timeline.csv opens in a spreadsheet",
    ".docx": "-o timeline.md, or -o timeline.html",
}


_TEXTS = (".txt", ".text", ".log", ".out", ".asc", ".ans", ".tmp")
_FORMAT = re.compile(r"\.[a-z]{2,8}").fullmatch


def form_of(path: str) -> str:
    """The form that a file's name asks for; empty where it is a text as any other.

    Raises UsageError for the name of a format that nothing is written in.
    """
    ending = os.path.splitext(path)[1].lower()
    if hint := _OTHERWISE.get(ending):
        raise UsageError(f"nothing here is written as {ending}", hint)
    if ending not in ENDINGS and ending not in _TEXTS and _FORMAT(ending):
        shown = ", ".join(known for known in ENDINGS if known not in _SAME)
        raise UsageError(f"nothing here is written as {ending}", f"-o FILE.txt is a text; {shown}")
    return ENDINGS.get(ending, "")


def as_json(path: str, json: bool, julian: bool = False) -> bool:
    """Whether an answer that is a text or JSON is to be JSON.

    Raises UsageError for other forms, and for JSON with ``julian`` dates, which it has not.
    """
    form = form_of(path)
    if form not in ("", "json") and not json:
        drawn = form in ("svg", "png", "pdf")
        which = "show, why, count and gaps are" if drawn else "crisis show is"
        raise UsageError(f"only {which} written as {form}", "a text, or .json")
    json = json or form == "json"
    if json and julian:
        hint = "its days are Gregorian; crisis show --json has day_julian for each event"
        raise UsageError("--calendar julian does not go with JSON here", hint)
    return json


@contextmanager
def writing(path: str) -> Iterator[None]:
    """Write standard output to a file in the meantime: it is there when all has gone well.

    Raises CannotWrite. A file that is no ordinary one, such as a pipe, is written to directly.
    """
    if path in ("", "-"):
        yield
        return
    try:
        target = os.path.realpath(path)
        mode = os.stat(target).st_mode if os.path.exists(target) else None
        plain = mode is None or stat.S_ISREG(mode)
        part = f"{target}.{os.getpid()}.part" if plain else target
        new = os.O_CREAT | os.O_EXCL if plain else 0
        descriptor = os.open(part, os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | new, 0o666)
    except (OSError, ValueError) as error:
        raise _failed(path, error) from None
    try:
        with _instead(descriptor):
            yield
            if plain:
                try:
                    if mode is not None:
                        os.chmod(part, stat.S_IMODE(mode))
                    os.fsync(descriptor)
                    os.replace(part, target)
                except OSError as error:
                    raise _failed(path, error) from None
    except BaseException:
        if plain and os.path.exists(part):
            os.unlink(part)
        raise


@contextmanager
def _instead(descriptor: int) -> Iterator[None]:
    from io import TextIOWrapper

    from .streams import WholeWriter

    before = sys.stdout
    raw = WholeWriter(descriptor, "wb")
    sys.stdout = TextIOWrapper(raw, "utf-8", "backslashreplace", newline="", write_through=True)
    try:
        yield
    finally:
        written, sys.stdout = sys.stdout, before
        written.close()


def _failed(path: str, error: Exception) -> CannotWrite:
    return CannotWrite(f"{path}: {getattr(error, 'strerror', None) or error}")


def refuse_to_overwrite(output: str, paths: list[str]) -> None:
    """Raises UsageError where an answer would be written over a file that it is made from."""
    for path in paths:
        try:
            same = bool(output) and os.path.samefile(output, path)
        except (OSError, ValueError):
            continue
        if same:
            raise UsageError(f"-o {output} would write over the event file", "another name")
