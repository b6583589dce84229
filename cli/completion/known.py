"""What the files of a command line mention: whom and what a completion may name."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crisis.timeline.index.reader import Index
    from crisis.timeline.model.names import Mentions


LARGEST = 1 << 27
"""Files of more bytes are not read for a completion."""


class Known:
    """What the files of a command line mention, read when first asked for."""

    def __init__(
        self, paths: list[str], lang: str = "", form: str = "", no_cache: bool = False
    ) -> None:
        self.paths = paths
        self.lang = lang
        self.form = form
        self._no_cache = no_cache

    @cached_property
    def index(self) -> Index | None:
        """The index of the files, where there is one: it has all of them, and at once."""
        from crisis.cli.terminal.cache_folder import folder

        where = folder(os.environ, self._no_cache)
        paths = [_regular(path, None) for path in self.paths]
        if where is None or not os.path.isdir(where) or not paths or not all(paths):
            return None
        from crisis.timeline.opening import SMALLEST

        if sum(map(os.path.getsize, paths)) < SMALLEST:
            return None
        from crisis.timeline.index.file import recalled
        from crisis.timeline.index.fingerprint import look

        files = look(paths)
        return None if files is None else recalled(where, files)

    @cached_property
    def texts(self) -> list[str]:
        """The texts of the files; those that cannot be read are left out."""
        from crisis.timeline.eventfile.files import BUNDLED, read_source

        paths = [regular for path in self.paths if (regular := _regular(path))]
        return [read_source(path).text for path in (paths if self.paths else [BUNDLED])]

    @cached_property
    def mentions(self) -> Mentions:
        """What all files mention together; out of an index without the events."""
        if self.index is None:
            return self.written
        from crisis.timeline.index.names import read_mentions

        return read_mentions(self.index.fact("mentions"))

    @cached_property
    def written(self) -> Mentions:
        """What stands in the files, in large ones where they begin."""
        from crisis.timeline.query.scan_names import mentions

        return mentions(self.texts)


def _regular(path: str, largest: int | None = LARGEST) -> str:
    """The path of a file as the shell will pass it; empty where it cannot be read and end soon."""
    for place in (path, os.path.expanduser(os.path.expandvars(path))):
        if os.path.isfile(place) and (largest is None or os.path.getsize(place) <= largest):
            return place
    return ""
