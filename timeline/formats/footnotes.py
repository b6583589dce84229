"""Footnotes of a Markdown report: one for each source that is named, with where it can be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.reports.lengths import clock_error

from .markdown_text import block, link, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.model.records import Source

_NO_LABEL = re.compile(r"[^\w-]+")


class Footnotes:
    """Marks sources where they are named, and remembers which, in their order.

    A label is the source's id: it says something where footnotes are not known, and stays the
    same when reports are pasted into one.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._labels: dict[str, str] = {}
        self._taken: set[str] = set()

    def mark(self, source: str) -> str:
        """The mark of a source: ``[^wsj]``."""
        if source not in self._labels:
            bare = label = _NO_LABEL.sub("-", source) or "source"
            number = 2
            while label.casefold() in self._taken:
                label = f"{bare}-{number}"
                number += 1
            self._taken.add(label.casefold())
            self._labels[source] = label
        return f"[^{self._labels[source]}]"

    def name(self, source: str) -> str:
        """The name of a source; its id where nothing is known of it."""
        known = self._sources.get(source)
        return known.name if known else source

    def definitions(self) -> Iterator[str]:
        """The footnotes of all that were marked.

        Without an address they end in words: CommonMark alone would take a mark and a single word
        for the address of a link, and show neither.
        """
        for source, label in self._labels.items():
            known = self._sources.get(source)
            parts = [block(self.name(source))]
            if known and known.title:
                parts.append(f"“{shown(known.title)}”")
            if known and known.published:
                parts.append(shown(known.published))
            if known and known.clock:
                parts.append(f"its clock {clock_error(known.clock.fast)}")
            parts.append(link(known.url) if known and known.url else "no address given")
            yield f"[^{label}]: {', '.join(parts)}\n"
