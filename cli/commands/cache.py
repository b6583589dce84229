"""``crisis cache``: the indexes of large files, which make their second question quick."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.parameters import Option
from crisis.cli.terminal.exits import OK
from crisis.timeline.base.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crisis.timeline.index.folder import Entry

Clear = Annotated[bool, Option("--clear", "", "Remove every index.")]


def cache(clear: Clear = False, quiet: options.Quiet = False) -> int:
    """The indexes of large files: where, of what, and how large.

    They make the second question to a large file quick, are made again when it changes, and may be
    removed at any time.

      crisis cache
      crisis cache --clear
      CRISIS_NO_CACHE=1 crisis show -f my.yaml    as if there were none
    """
    from crisis.cli.terminal.cache_folder import folder
    from crisis.cli.terminal.messages import tell
    from crisis.cli.terminal.output import write
    from crisis.timeline.index import folder as cachefolder

    where = folder(os.environ)
    if where is None:
        if not quiet:
            tell(f"no indexes are kept: {_why_not(os.environ)}")
        return OK
    if clear:
        removed = cachefolder.clear(where)
        if not quiet:
            tell(f"removed {_count(removed)} from {where}")
        return OK
    entries = cachefolder.entries(where)
    write("".join(_line(entry) for entry in entries))
    if not quiet:
        tell(f"{_count(entries)} in {where}, at most {_size(cachefolder.LARGEST)} in all")
    return OK


def _why_not(environ: Mapping[str, str]) -> str:
    if environ.get("CRISIS_NO_CACHE"):
        return "CRISIS_NO_CACHE is set"
    return "there is no home folder"


def _line(entry: Entry) -> str:
    """The size of an index, when it was used last, and the files it is of."""
    from datetime import UTC, datetime

    from crisis.timeline.index.file import files_of

    used = datetime.fromtimestamp(entry.used, UTC).strftime("%Y-%m-%d %H:%M UTC")
    files = ", ".join(one_line(name) for name in files_of(entry.path)) or "no index of this version"
    return f"{_size(entry.size):>8}  {used}  {files}\n"


def _count(entries: list[Entry]) -> str:
    total = sum(entry.size for entry in entries)
    number = len(entries)
    return f"{number} index{'es' if number != 1 else ''} of {_size(total)}"


def _size(size: int) -> str:
    """Bytes in a unit that people read: ``3.2 MB``."""
    if size < 100_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB" if size < 100_000_000 else f"{size / 1_000_000:.0f} MB"
