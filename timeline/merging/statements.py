"""What phrases say, compared between two files: each read by the file that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.claims import Claims
from crisis.timeline.eventfile.nodes import Text
from crisis.timeline.eventfile.validation import Shapes
from crisis.timeline.model.constraints import ORIGIN, START, Constraint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crisis.timeline.eventfile.header import Preamble
    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Claim
    from crisis.timeline.phrases.date_spans import Days


class Said(NamedTuple):
    """What a phrase states, in whatever words: its constraints, and what else matters of it."""

    links: frozenset[Any]
    kind: tuple[Any, ...]
    alternatives: tuple[Said, ...]


NOTHING = Said(frozenset(), (), ())


def said(meaning: Meaning | None, names: Mapping[str, str]) -> Said:
    """What a meaning states, with the ids of events as ``names`` has them."""
    if meaning is None:
        return NOTHING
    links = frozenset((type(one).__name__, _link(one, names)) for one in _needed(meaning))
    kind = (
        meaning.lasts, meaning.precision, meaning.approximate, meaning.uncertain, meaning.ongoing,
        meaning.fast,
    )  # fmt: skip
    return Said(links, kind, tuple(said(one, names) for one in meaning.alternatives))


def _link(link: Any, names: Mapping[str, str]) -> Any:
    link = link._replace(ref=names.get(link.ref, link.ref), at=0, needs="")
    if isinstance(link, Constraint):
        link = link._replace(header=False)
        if not link.soft:  # nothing asks for the core of what does not give way
            link = link._replace(core_low=None, core_high=None)
    return link


def _needed(meaning: Meaning) -> list[Any]:
    """What a meaning says, but for the days of its header where the rest leaves no other."""
    links = meaning.said
    if not any(one.header for one in meaning.constraints):
        return links
    cores = [_core(one) for one in meaning.constraints if _absolute(one) and not one.header]
    return [
        one
        for one in links
        if not (isinstance(one, Constraint) and one.header and _within(cores, one))
    ]


def _absolute(link: Constraint) -> bool:
    return link.ref == ORIGIN and link.node == START


def _core(link: Constraint) -> tuple[int | None, int | None]:
    return (link.core_low, link.core_high) if link.soft else (link.low, link.high)


def _within(cores: Iterable[tuple[int | None, int | None]], days: Constraint) -> bool:
    """Whether any of some bounds lies in those of some days."""
    return any(
        low is not None and high is not None and days.low is not None and days.high is not None
        and days.low <= low and high <= days.high
        for low, high in cores
    )  # fmt: skip


def together(several: Iterable[Said]) -> Said:
    """What several statements of one source come to: those of the first, and what the others add.

    Those have to be times alone, of which one holds.
    """
    first, *others = several
    links = first.links.union(*(other.links for other in others))
    return first._replace(links=links)


def beside(claim: Claim) -> tuple[Any, ...]:
    """What a claim has beside its time and its source."""
    return (
        claim.quote, claim.text, claim.confidence, claim.at, claim.via, claim.rejected, claim.url,
        *sorted(claim.free),
    )  # fmt: skip


class Statements:
    """Reads phrases as a file with such a preamble does."""

    def __init__(self, preamble: Preamble) -> None:
        self._claims = Claims(preamble, Shapes("", ""))
        self._header: Days | None = None

    def meaning(
        self, phrases: Mapping[str, str], source: str, header: Days | None
    ) -> Meaning | None:
        """What phrases under is, from, to and for mean; None where they cannot be read."""
        if header != self._header:
            self._claims.forget()
            self._header = header
        parts = {key: Text(text, 1, 1, True) for key, text in phrases.items()}
        return self._claims.meaning(parts, source, header)

    def confidence(self, source: str) -> str:
        """How sure the claims of a source are that do not say."""
        return self._claims.confidence(source)
