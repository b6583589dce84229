"""A file as it is and as it would be, with what is different; and putting the one for the other."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.files import read_source

from .safe_write import held, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.eventfile.files import Source

    Work = Callable[[Sequence[Source]], Sequence["Rewritten"]]

_TRIES = 100


class Remark(NamedTuple):
    """What is not as it should be in a line, which counts from 1; 0 stands for the whole file."""

    line: int
    message: str


class Rewritten(NamedTuple):
    """The text of a file before and after, and what is different.

    ``problems`` say why it stays as it is.
    """

    file: str
    before: str
    after: str
    remarks: tuple[Remark, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the text is another one."""
        return self.before != self.after


def unchanged(source: Source, *problems: Problem) -> Rewritten:
    """A file that stays as it is, and why."""
    return Rewritten(source.name, source.text, source.text, (), problems)


def save(done: Sequence[Rewritten], work: Work) -> Sequence[Rewritten]:
    """Write the files that change, each whole or not at all; what was written in the end.

    Where another program wrote one meanwhile, all are read again, and ``work`` is done anew. Raises
    Refused for a file that cannot be written; those before it may be written then.
    """
    for _ in range(_TRIES):
        changing = sorted(
            (one for one in done if one.changed), key=lambda one: os.path.realpath(one.file)
        )
        if not changing or _saved(changing):
            return done
        done = work([read_source(one.file) for one in done])
    hint = "try again later"
    raise refused(changing[0].file, "another program writes this file all the time", hint)


def _saved(changing: Sequence[Rewritten]) -> bool:
    """Write files in the order in which everybody locks them; False where one is another by now."""
    with ExitStack() as stack:
        files = [stack.enter_context(held(one.file)) for one in changing]
        texts = [file.read().text for file in files]
        if any(text != one.before for text, one in zip(texts, changing, strict=True)):
            return False
        return all(file.replace(one.after) for file, one in zip(files, changing, strict=True))
