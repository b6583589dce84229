"""Event files that a command writes anew: saved, listed with what would change, or shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import DATA, FOUND, OK, UsageError
from crisis.cli.terminal.messages import tell, tell_problems
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.limits import LARGEST
from crisis.timeline.eventfile.files import STDIN, Source, decode, open_bytes, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.cli.request.rewriting import Looking
    from crisis.timeline.base.problems import Problem
    from crisis.timeline.editing.rewritten import Rewritten, Work


class Rewriting:
    """Files that are written anew; without ``check`` and ``diff``, in place.

    ``done`` is what becomes of a file, in a word: ``sorted``.
    """

    def __init__(self, done: str, check: bool, diff: bool, looking: Looking) -> None:
        self._done = done
        self._check = check
        self._diff = diff
        self._looking = looking
        self._changed: list[Rewritten] = []
        self._files = 0
        self._failed = False
        self._encoding = b"", "utf-8"  # of standard input

    def carry_out(self, groups: Iterable[Sequence[str]], work: Work) -> int:
        """Have files written anew that ``work`` reads together; the exit code."""
        for paths in groups:
            self._together(paths, work)
        if self._check and not self._looking.quiet and self._changed and self._files > 1:
            tell(f"{len(self._changed):,} of {self._files:,} files would be {self._done}")
        if self._failed:
            return DATA
        return FOUND if self._check and self._changed else OK

    def _together(self, paths: Sequence[str], work: Work) -> None:
        from crisis.timeline.editing.rewritten import save
        from crisis.timeline.editing.safe_write import Refused

        sources = [self._source(path) for path in paths]
        self._files += len(sources)
        done = work(sources)
        if self._check or self._diff:
            self._fail(problem for one in done for problem in one.problems)
            self._changed += [one for one in done if one.changed]
            self._show([one for one in done if one.changed])
            return
        piped = [n for n, path in enumerate(paths) if path == STDIN and not sources[n].problem]
        try:
            if not piped:
                done = save(done, work)
            elif len(done) > 1:
                raise UsageError("- goes with no other file here", "name files, or - alone")
        except Refused as refused:
            self._fail([refused.problem])
            return
        self._fail(problem for one in done for problem in one.problems)
        for number in piped:
            self._pipe(done[number].after)
        if not piped and not self._looking.quiet:
            for one in done:
                if one.changed:
                    tell(f"{self._done} {one.file}")

    def _source(self, path: str) -> Source:
        """A file as it is read; a mark at the beginning of standard input is remembered."""
        if path != STDIN:
            return read_source(path)
        from crisis.timeline.editing.safe_write import encoding_of

        opened = open_bytes(path)
        if not isinstance(opened, tuple):
            return Source(opened.origin.file, "", opened)
        name, stream, _ = opened
        data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            return read_source(path)
        self._encoding = encoding_of(data)
        return decode(name, data)

    def _pipe(self, text: str) -> None:
        """Write a text to standard output in the encoding in which it came."""
        from crisis.cli.terminal.output import write

        mark, encoding = self._encoding
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=encoding, newline="")
        write("\ufeff" * bool(mark) + text)

    def _show(self, changed: Sequence[Rewritten]) -> None:
        from crisis.cli.terminal.output import screen, write_all
        from crisis.timeline.base.languages import language

        look = screen(self._looking.color, None, language(""))
        if self._diff:
            from .file_diff import file_diff

            pieces = [piece for one in changed for piece in file_diff(one, look)]
        else:
            pieces = [
                look.letters(f"{_place(one.file, remark.line)}: {one_line(remark.message)}\n")
                for one in changed
                for remark in one.remarks
            ]
        write_all(pieces, look, not self._looking.no_pager)

    def _fail(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            tell_problems([problem])
            self._failed = self._failed or problem.severity == "error"


def _place(file: str, line: int) -> str:
    return f"{one_line(file)}:{line}" if line else one_line(file)
