"""Event files as git has them: the text of a file at a revision, and nothing else of git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.limits import LARGEST

if TYPE_CHECKING:
    from crisis.timeline.eventfile.files import Source

_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",  # a repository may name a program that fetches what is missing
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def at_revision(revision: str, path: str) -> Source:
    """The text of a file as a commit has it. Raises UsageError for what git does not find."""
    from crisis.timeline.eventfile.files import decode

    if not revision or revision.startswith("-") or ":" in revision or "\0" in revision:
        raise UsageError(f'no revision: "{one_line(revision)}"', "HEAD~1, a tag, or main..HEAD")
    folder, name = os.path.split(os.path.realpath(path))
    size = _git(folder, "-s", revision, name)
    if int(size) > LARGEST:
        raise UsageError(f"{path} at {revision} is larger than {LARGEST >> 20} MiB")
    return decode(f"{revision}:{path}", _git(folder, "blob", revision, name))


def ends(revisions: str) -> tuple[str, str]:
    """Both ends of ``REV..REV``, each HEAD where it is left out. Raises UsageError for ``...``."""
    if "..." in revisions:
        hint = "two dots: what the file was at one, and at the other"
        raise UsageError(f'three dots in "{one_line(revisions)}"', hint)
    first, _, last = revisions.partition("..")
    return first or "HEAD", last or "HEAD"


def _git(folder: str, what: str, revision: str, name: str) -> bytes:
    import subprocess

    words = ["git", "-C", folder, "cat-file", what, f"{revision}:./{name}"]
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=os.environ | _QUIET,
        )
    except FileNotFoundError:
        raise UsageError("git is not installed", "two files: crisis diff OLD NEW") from None
    except OSError as error:
        raise UsageError(f"git: {error.strerror or error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["not found"]
        message = one_line(said[-1]).removeprefix("fatal: ")
        raise UsageError(f"git: {message}", "crisis diff OLD NEW, REV, REV..REV, each with -f FILE")
    return done.stdout
