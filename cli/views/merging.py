"""What a merge has done, told on standard error: conflicts with their places, then a summary."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from crisis.cli.terminal.messages import tell, tell_problems
from crisis.timeline.merging.remarks import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.merging.remarks import Merged


def tell_merged(first: str, second: str, merged: Merged, quiet: bool) -> None:
    """Conflicts and new names always, all else unless it is to be ``quiet``."""
    tell_problems([one.problem for one in merged.named])
    tell_problems([one.problem for one in merged.clashes])
    if quiet:
        return
    one, other = (os.path.basename(path) or path for path in (first, second))
    if merged.source and merged.claims:
        claims = _counted(merged.claims, "claim")
        tell(f'{claims} of {other} without a source: of "{merged.source}" now')
    if merged.parted:
        them = _counted(len(merged.parted), "event")
        tell(f"{them} disputed now: {listed(merged.parted)}", "crisis why ID shows who says what")
    if merged.torn:
        them = _counted(len(merged.torn), "event")
        tell(f"{them} in conflict now: {listed(merged.torn)}", "crisis check says which statements")
    if merged.moved:
        events = _counted(len(merged.moved), "event")
        tell(f"{events} moved by what the other file says: {listed(merged.moved)}")
    if merged.proposed:
        pairs = _counted(len(merged.proposed), "pair")
        ids = "=".join(merged.proposed[0])
        more = f" ({listed(['='.join(pair) for pair in merged.proposed])})"
        tell(
            f"{pairs} alike by title and time, left apart{more}",
            f"--same {ids} makes one of them, --not-same {ids} says that they are two",
        )
    mine, theirs = merged.events
    conflicts = _counted(len(merged.clashes), "conflict")
    tell(
        f"{_counted(mine, 'event')} of {one} and {theirs:,} of {other}: {len(merged.paired):,} "
        f"in both, {len(merged.added):,} added; {conflicts}"
    )


def tell_files(name: str, files: Sequence[str], folder: str) -> None:
    """Files that an event file names from its own folder, and the merged one from another one."""
    own = os.path.dirname(name)
    gone = [
        file
        for file in files
        if os.path.realpath(os.path.join(own, file)) != os.path.realpath(os.path.join(folder, file))
    ]
    if gone:
        them, lie = ("1 file", "lies") if len(gone) == 1 else (f"{len(gone):,} files", "lie")
        tell(
            f"{them} that {os.path.basename(name)} names {lie} in another folder than the merged "
            f"file: {listed(gone)}",
            f"looked for from there now, in {folder or '.'}: copy them, or mend their paths",
        )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
