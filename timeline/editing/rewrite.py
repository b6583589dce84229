"""Changes an event file on the disk: read under its lock, planned, verified, saved.

def change(source: EventText) -> Plan:
    return Plan([Edit(0, 0, "# a comment\\n")], unchanged)

rewrite("events.yaml", change)
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .edits import Edit, apply, line_break
from .outline import Outline
from .safe_write import Refused, failed, held, part_of, readable, refused, write_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Edit", "EventText", "Plan", "Refused", "Written", "create", "rewrite", "unchanged"]

_TRIES = 100


class EventText:
    """The text of an event file, and what stands where in it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def outline(self) -> Outline:
        """Its parts, as far as they can be read."""
        return Outline(self.text)

    @cached_property
    def line_break(self) -> str:
        """How its lines end."""
        return line_break(self.text)


class Plan(NamedTuple):
    """Edits, and what they have to come to.

    ``check`` is given the outlines before and after, and says in a few words what is not as it
    should be; empty where all is. Without edits nothing is written. Of a large file it may be
    planned and checked on an excerpt: ``excerpt`` is its text, ``inner`` are the edits there.
    """

    edits: Sequence[Edit]
    check: Callable[[Outline, Outline], str]
    excerpt: EventText | None = None
    inner: Sequence[Edit] = ()


class Written(NamedTuple):
    """The texts before and after; ``changed`` tells whether the file was written."""

    before: EventText
    after: EventText

    @property
    def changed(self) -> bool:
        return self.before.text != self.after.text


def rewrite(path: str, change: Callable[[EventText], Plan]) -> Written:
    """Change an event file, whole or not at all, and lose nothing that others write meanwhile.

    ``change`` may be called several times: it is planned before the file is locked, and again
    whenever the file was changed between reading and saving. Encoding, mark, mode and symbolic
    links are kept. Raises Refused, also what ``change`` raises; nothing is written then.
    """
    before = EventText(path, readable(path).read().text)
    after = changed(before, change(before))  # nobody waits for this
    for _ in range(_TRIES):
        with held(path) as file:
            text = file.read().text
            if text != before.text:
                before = EventText(path, text)
                after = changed(before, change(before))
            if after.text == before.text or file.replace(after.text):
                return Written(before, after)
    raise refused(path, "another program writes this file all the time", "try again later")


def changed(before: EventText, plan: Plan) -> EventText:
    """A text with the edits of a plan, read again. Raises Refused where it is not as planned."""
    if not plan.edits:
        return before
    if plan.excerpt is not None:
        changed(plan.excerpt, Plan(plan.inner, plan.check))
        return EventText(before.name, apply(before.text, plan.edits))
    after = EventText(before.name, apply(before.text, plan.edits))
    wrong = _unreadable(before.outline, after.outline) or plan.check(before.outline, after.outline)
    if wrong:
        hint = "nothing was written; make the change in an editor, or mend the file first"
        raise refused(before.name, f"the change would not come out as meant: {wrong}", hint)
    return after


def _unreadable(before: Outline, after: Outline) -> str:
    if after.error is not None and before.error is None:
        return f"{getattr(after.error, 'problem', None) or after.error}"
    return ""


def unchanged(before: Outline, after: Outline) -> str:
    """The check of a plan that changes nothing that the file says: layout and comments alone."""
    if before.signs == after.signs:
        return ""
    return "it would say something else"


def create(path: str, text: str) -> None:
    """Write a new file in UTF-8, whole or not at all. Raises Refused where one of its name is."""
    target = os.path.realpath(path)
    try:
        if os.path.lexists(path):
            raise refused(path, "there is such a file already", "another name, or remove it")
        part = f"{part_of(target)}-{os.getpid()}"
        write_part(part, text.encode())
        try:
            _name(part, target)
        finally:
            with suppress(OSError):
                os.unlink(part)
    except FileExistsError:
        raise refused(path, "there is such a file already", "another name, or remove it") from None
    except OSError as error:
        raise failed(path, error) from None


def _name(part: str, target: str) -> None:
    """Give a file its name. Raises FileExistsError where it is taken."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        os.rename(part, target)
