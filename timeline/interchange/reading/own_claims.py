"""The claims of an event that ``crisis show`` wrote as JSON: as written, or by their bounds.

A claim stands there as it was written, with what it states by itself: that shows the day under
which it stood. One of which that cannot be found is told by its bounds, so that its source, its
confidence and whether others dispute it stay; derived bounds are read for nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import shared_zone

from .own_events import OPEN, days_near, hull, instant_in
from .own_keys import OWN, own_keys
from .phrase_check import stated_by
from .phrases import OutOfTime, stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.base.zones import Zone

    from .own_events import Both, Bounds
    from .phrase_check import Stated

    Json = Mapping[str, Any]

_SURE = ("doubted", "low", "medium", "high")
_PHRASE = ("is", "from", "to", "for")
_CLAIM = ("source", "quote", "text", "confidence", "at", "via", "rejected", "url")


class Told(NamedTuple):
    """The claims of an event, as records have them; None where its own bounds are its time.

    ``bare`` is whether one or more of them are told by bounds.
    """

    claims: list[dict[str, Any]] | None
    bare: bool = False


class Context(NamedTuple):
    """What claims are read against: the file's zone, short names of others, sources, events.

    ``zoned`` is whether that zone is the one in which they were told.
    """

    zone: Zone
    zones: Mapping[str, str]
    sources: Mapping[str, Json]
    ids: frozenset[str]
    zoned: bool

    def told(self, event: Json) -> Told:
        """The claims of an event, each with the day above it."""
        bounds = both_of(event)
        written = written_in(event)
        if not written:
            if bounds[0] == OPEN:
                return Told(None)
            found = (day for day in days_near(bounds[0], self.zone) if self._is(day, bounds))
            day = next(found, "")
            return Told([{"phrase": day, "day": "", "source": ""}] if day else None, not day)
        near = [_bounds(claim.get("start")) for claim in written]
        known = [instant for bound in (*near, bounds[0]) for instant in bound]
        above = ("", *days_near(known, self.zone))
        day = max(above, key=lambda day: sum(self._stands(claim, day) for claim in written))
        claims: list[dict[str, Any]] = []
        bare = False
        for claim in written:
            phrase = _phrase(claim) if self._stands(claim, day) else self._within(claim, day)
            if not phrase:
                bare = True
                shown = self._bare(claim, event, day)
                if shown is None:
                    return Told(None, bare)
                if not shown:
                    continue
                phrase = shown
            texts = {key: _text(claim.get(key)) for key in _CLAIM}
            claims.append({**texts, OWN: own_keys(claim), "phrase": phrase, "day": day})
        if not claims or (bare and len(claims) > 1 and not _disjoint(event)):
            return Told(None, bare)
        return Told(claims, bare)

    def _is(self, day: str, bounds: Both) -> bool:
        told = stated_by(day, self.zone, "", self.zones)
        return told is not None and (told.start, told.end or OPEN) == bounds

    def _stands(self, claim: Json, day: str) -> bool:
        """Whether a claim says under a day what it is told to state, of events that are here."""
        if claim.get("on_clock"):
            return False
        told = self._read(_phrase(claim), claim, day)
        if told is None or not self._holds(told):
            return False
        return (told.start, told.end or OPEN) == both_of(claim)

    def _holds(self, told: Stated) -> bool:
        """Whether what a phrase says of other events is the same here."""
        return told.refs <= self.ids and (self.zoned or not told.refs or not told.local)

    def _read(self, phrase: str, claim: Json, day: str) -> Stated | None:
        """What a phrase states, as the source of a claim says it; None where it cannot be read."""
        told = stated_by(phrase, self.zone, day, self.zones)
        source = self.sources.get(_text(claim.get("source")), {})
        if told is not None and source:
            told = stated_by(phrase, self.zone, day, self.zones, source)
        return told

    def _within(self, claim: Json, day: str) -> str:
        """A relation that stood under several days, with those days; else empty."""
        told, bounds = self._read(_phrase(claim), claim, day), both_of(claim)
        if told is None or not told.refs or not self._holds(told) or claim.get("on_clock"):
            return ""
        if bounds[0] == OPEN or bounds[1] != (told.end or OPEN):
            return ""
        for span in self._phrases((bounds[0], OPEN), {**claim, "end": None}, day):
            phrase = f"{_phrase(claim)}; {span}"
            both = self._read(phrase, claim, day)
            if both is not None and (both.start, both.end or OPEN) == bounds:
                return phrase
        return ""

    def _bare(self, claim: Json, event: Json, day: str) -> str | None:
        """The bounds of a claim as a phrase; else those of its account, else of its event.

        Empty where it adds nothing; None where its source cannot say them.
        """
        bounds = both_of(claim)
        if bounds == (OPEN, OPEN) or "@" in _phrase(claim):
            if claim.get("rejected"):
                return ""
            bounds = both_of(_account_of(claim, event) or event)
        if bounds == (OPEN, OPEN):
            return ""
        for phrase in self._phrases(bounds, claim, day):
            told = self._read(phrase, claim, day)
            if told is not None and (told.start, told.end or OPEN) == bounds:
                return phrase
        return None

    def _phrases(self, bounds: Both, claim: Json, day: str) -> Iterator[str]:
        """Phrases that may have these bounds for the source of a claim."""
        named = self.sources.get(_text(claim.get("source")), {}).get("zone", "")
        own = shared_zone(self.zones.get(named, named)) if named else self.zone
        for zone in (self.zone, own, shared_zone("UTC")):
            try:
                start, end = (_side(bound, zone, day) for bound in bounds)
            except (OutOfTime, UnknownZone):
                continue
            lasts = end or claim.get("end") is not None
            begun = f"from {start}" if start and lasts else start
            yield " ".join(filter(None, (begun, end and f"to {end}")))


def _side(bound: Bounds, zone: Zone, day: str) -> str:
    if bound == OPEN:
        return ""
    phrase = stretch(*bound, zone)
    return phrase.clock if day and phrase.date == day else phrase.whole


def _account_of(claim: Json, event: Json) -> Json | None:
    """The account that a claim belongs to, where its event has several.

    A source that contradicts itself has one for each of its claims, in their order.
    """
    source, sure = _text(claim.get("source")), _text(claim.get("confidence"))
    own = [one for one in accounts_of(event) if _text(one.get("source")) == source]
    said = [one for one in written_in(event) if _text(one.get("source")) == source]
    said = [one for one in said if not one.get("rejected")]
    if len(own) == len(said) and any(one is claim for one in said):
        return next(mine for mine, one in zip(own, said, strict=True) if one is claim)
    return next(
        (one for one in own if _text(one.get("confidence")) == sure), own[0] if own else None
    )


def _disjoint(event: Json) -> bool:
    """Whether accounts are in dispute by their bounds alone, each of which may then be told.

    Those on one clock or of one length may be so although their bounds are not: these would agree.
    """
    if event.get("agreement") != "disputed":
        return False
    starts = [
        both_of(one)[0]
        for one in accounts_of(event)
        if one.get("conflicted") is not True and one.get("tells") is not False
    ]
    lows = [low for low, _ in starts if low is not None]
    highs = [high for _, high in starts if high is not None]
    return bool(lows and highs) and max(lows) > min(highs)


def preferred(event: Json) -> str:
    """The source that is preferred, where that decides and nothing else does; else empty.

    Of accounts that nothing contradicts the first of the surest is chosen anyway, and a dispute
    covers all of them.
    """
    accounts = accounts_of(event)
    chosen = next((one for one in accounts if one.get("preferred") is True), None)
    if chosen is None:
        return ""
    whole = [one for one in accounts if one.get("conflicted") is not True] or accounts
    counting = [one for one in whole if one.get("tells") is not False] or whole
    most = max(map(_sure, counting))
    surest = [one for one in counting if _sure(one) == most]
    source = _text(chosen.get("source"))
    if chosen is not surest[0]:
        return source
    if event.get("agreement") not in ("disputed", "differing"):
        return ""
    bounds = both_of(event)
    alone = both_of(chosen) == bounds != hull([both_of(one) for one in surest])
    return source if alone else ""


def said_as(event: Json) -> str:
    """How the time of an event was told, on one line; empty where nobody tells it."""
    return "; ".join(map(_said, written_in(event)))


def _said(claim: Json) -> str:
    source, why = _text(claim.get("source")), _text(claim.get("rejected"))
    return (
        _phrase(claim) + (f" [{source}]" if source else "") + (f" rejected: {why}" if why else "")
    )


def written_in(event: Json) -> list[Json]:
    """The claims of an event."""
    return [claim for claim in _list(event.get("when")) if isinstance(claim, dict)]


def accounts_of(event: Json) -> list[Json]:
    """The accounts of an event."""
    return [one for one in _list(event.get("accounts")) if isinstance(one, dict)]


def _sure(account: Json) -> int:
    sure = _text(account.get("confidence"))
    return _SURE.index(sure) if sure in _SURE else 0


def _phrase(claim: Json) -> str:
    parts = [(key, _text(claim.get(key))) for key in _PHRASE]
    return " ".join(text if key == "is" else f"{key} {text}" for key, text in parts if text)


def both_of(values: Json) -> Both:
    """The bounds of a start and an end."""
    return _bounds(values.get("start")), _bounds(values.get("end"))


def _bounds(bound: Any) -> Bounds:
    if not isinstance(bound, dict):
        return OPEN
    return instant_in(_text(bound.get("earliest"))), instant_in(_text(bound.get("latest")))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str) else ""
