"""What ``--rules`` and ``--zone`` say of files that are no event files."""

from __future__ import annotations

from crisis.timeline.base.namedtuple import NamedTuple


class ByRules(NamedTuple):
    """The rules for files that are no event files, and the zone of clocks that name none.

    ``asked``: a question is put to them, for which not all of a file may have to be read.
    """

    rules: str
    zone: str
    asked: bool = False
