"""From the times of a record to claims as an event file has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zone_names import UnknownZone

from .formatted import formatted_moment
from .moments import iso
from .own_keys import OWN
from .phrases import FAR, UNDATED, OutOfTime, Phrase, phrase, stretch, width
from .rules import Value
from .stamps import Stamps
from .tally import Refused, quoted
from .told import Told
from .zone_words import named_zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.base.zones import Zone

    from .moments import Moment
    from .rules import Claim, Length, Rules, Time

    Record = Mapping[str, Any]

_NOTHING = re.compile(
    r"(?:0000-00-00|00/00/0000)(?!\d)|0{4}(?:-\d\d(?:-\d\d(?!\d).*)?)?$|0{8}(?:T\w*)?$"
)
_NEVER = frozenset(("", "not set"))
_LENGTHS = {"days": "d", "hours": "h", "minutes": "m", "seconds": "s", "milliseconds": "ms"}
_LENGTH = re.compile(r"\d{1,12}(?:\.\d{1,6})?", re.ASCII).fullmatch


class Times:
    """Reads the times of records by rules, for an event file in ``zone``.

    ``taken`` has the zone of each clock of the last record that named none itself, ``warnings``
    what the event file will be warned of.
    """

    def __init__(self, rules: Rules, zone: Zone, own: Zone | None) -> None:
        """``own`` is the zone of clocks that name none; None where nobody says it."""
        self._rules = rules
        self._zone = zone
        self._own = own
        self.taken: list[str] = []
        self.warnings: list[str] = []
        self._undated = rules.undated
        self._stamps = Stamps(zone)
        self._local = own == zone
        alone = len(rules.when) == 1 and rules.when[0].each is None
        self._only = rules.when[0] if alone else None

    def claims(self, values: Record) -> tuple[list[Told], str]:
        """The claims of a record, and what stands where a time should where it has none.

        Raises Refused.
        """
        self.taken.clear()
        self.warnings.clear()
        if self._only is not None:
            single, why = self._claim(self._only, values)
            if single is None or single.end is None:
                return ([] if single is None else [single]), why
            return self._together([single]), why
        told: list[Told] = []
        why = ""
        for claim, record in self._each(values):
            one, missing = self._claim(claim, record)
            why = why or missing
            if one is None:
                continue
            near = (x for x in told if bool(x.sources) == bool(one.sources))
            if same := next((x for x in near if x._replace(sources=one.sources) == one), None):
                both = dict.fromkeys((*same.sources, *one.sources))
                told[told.index(same)] = same._replace(sources=tuple(both))
            else:
                told.append(one)
        return (self._together(told) if told else told), why

    def _together(self, told: list[Told]) -> list[Told]:
        """The claims that an event can have beside each other. Raises Refused."""
        told = [one for one in told if not one.unknown] or told
        ends = [end for one in told for end in (one.start, one.end) if end is not None]
        bound = {end.place for end in ends if end.bound}
        if len(bound) > 1 or (bound and any(end.yearly for end in ends)):
            hint = "a phrase under a day needs the same day for all times of its record"
            raise Refused("times that stand under several days", hint)
        return told

    def _each(self, values: Record) -> Iterator[tuple[Claim, Record]]:
        """Each claim of the rules with the record that it is about."""
        for claim in self._rules.when:
            if claim.each is None:
                yield claim, values
                continue
            listed = claim.each.get(values)
            if isinstance(listed, list):
                yield from ((claim, item) for item in listed if isinstance(item, dict))

    def _claim(self, claim: Claim, values: Record) -> tuple[Told | None, str]:
        first = claim.time or claim.start
        start, why = (
            (None, "") if first is None else self._phrase(first, values, claim.time is None)
        )
        end = None
        if claim.end is not None:
            end, missing = self._phrase(claim.end, values, True)
            why = why or missing
        if start is None and end is None:
            unknown = Phrase(UNDATED, "", "unknown", -FAR, FAR)
            told = self._told(claim, unknown, None, "", values) if claim.texts else None
            return (told if told and told.texts else None), why
        length = ""
        if claim.length is not None and start is not None:
            length = self._length(claim.length, values)
        if start is not None and end is not None and end.high < start.low:
            message = "it ends before it starts"
            raise Refused(message, f"from {start.whole} to {end.whole}", message)
        return self._told(claim, start, end, length, values), ""

    def _told(
        self,
        claim: Claim,
        start: Phrase | None,
        end: Phrase | None,
        length: str,
        values: Record,
    ) -> Told:
        source = claim.source.one(values).strip() if claim.source is not None else ""
        texts: tuple[tuple[str, Any], ...] = ()
        if claim.texts:
            pairs = ((key, value.one(values)) for key, value in claim.texts)
            texts = tuple((key, text) for key, text in pairs if text.strip())
        if self._rules.own_keys and (own := values.get(OWN)):
            texts += tuple(own.items()) if claim.each is not None else ()
        return Told(start, end, length, (source,) if source else (), texts)

    def _phrase(self, time: Time, values: Record, part: bool) -> tuple[Phrase | None, str]:
        """A time, or what stands there instead of one; ``part`` is a start or an end."""
        if time.latest is not None:
            return self._between(time, time.latest, values)
        text = time.value.one(values).strip()
        if (stamp := self._stamp(text, time)) is not None:
            return stamp, ""
        if why := self._nothing(text):
            return None, why
        if not time.formats:
            return self._checked(text, time, values, part), ""
        moment = formatted_moment(text, time)
        if moment.zero:
            return None, quoted(text)
        own = self._own_zone(moment, time, values, text)
        try:
            read = phrase(moment, own, self._zone)
            if read.date and read.high - read.low >= width(moment.precision):
                from crisis.timeline.phrases.day_spans import two_readings

                self.warnings.append(two_readings(own, moment.wall))
            return read, ""
        except OutOfTime as error:
            raise Refused(f"no such time: {quoted(text)}", str(error), str(error)) from None

    def _stamp(self, text: str, time: Time) -> Phrase | None:
        """What is read at once of what is read by parts below."""
        if not time.formats or time.formats[0][1] is not iso:
            return None
        if self._undated and text.casefold() in self._undated:
            return None
        stamp = self._stamps.phrase(text, self._local and time.zone is None)
        if stamp is None:
            return None
        read, local = stamp
        if local:
            self.taken.append(self._zone.name)
        return read

    def _checked(self, text: str, time: Time, values: Record, part: bool) -> Phrase:
        """A phrase of the time language. Raises Refused."""
        from .phrase_check import check

        under = time.under.one(values).strip() if time.under is not None else ""
        read, local, warnings = check(
            text, self._zone, part, under, self._rules.zones, time.relations
        )
        if local and self._own is None:
            raise _no_zone(text)
        if local and self._own != self._zone:
            hint = "give the event file the zone of its phrases"
            raise Refused(f"a time of another zone: {quoted(text)}", hint, "a time of another zone")
        if local:
            self.taken.append(self._zone.name)
        self.warnings += warnings
        return read

    def _nothing(self, text: str) -> str:
        """What stands there where a text says that there is no time; else an empty text."""
        folded = text.casefold()
        if folded in _NEVER or folded in self._undated or _NOTHING.match(text):
            return quoted(text) if text else "empty"
        return ""

    def _between(self, time: Time, latest: Value, values: Record) -> tuple[Phrase | None, str]:
        """The stretch between the earliest and the latest that a time can have been."""
        first, why = self._phrase(time._replace(latest=None), values, False)
        last, _ = self._phrase(time._replace(value=latest, latest=None), values, False)
        if first is None and last is None:
            return None, why
        low, high = first and first.low, last and last.high
        if low is not None and high is not None and high < low:
            raise Refused("its latest is before its earliest")
        return stretch(low, high, self._zone), ""

    def _own_zone(self, moment: Moment, time: Time, values: Record, text: str) -> Zone:
        """Whose clock a time is of. Raises Refused where nobody says so."""
        if moment.offset is not None:
            return self._zone
        zone = time.zone
        if isinstance(zone, Value):
            name = zone.one(values).strip()
            if name:
                try:
                    return named_zone(name)
                except UnknownZone:
                    hint = "table: {CET: Europe/Amsterdam} says what zones are called here"
                    message = f"no such zone: {quoted(name)}"
                    raise Refused(message, hint, message) from None
            zone = None
        own = zone or self._own
        if own is None:
            raise _no_zone(text)
        if zone is None:
            self.taken.append(own.name)
        return own

    def _length(self, length: Length, values: Record) -> str:
        text = length.value.one(values).strip()
        if not text or text.casefold() in self._undated:
            return ""
        if length.unit == "phrase":
            from .phrase_check import check_length

            check_length(text)
            return text
        if not _LENGTH(text):
            kind = f"no number of {length.unit}"
            raise Refused(f"{kind}: {quoted(text)}", "unit: phrase reads 1h30m", kind)
        return text + _LENGTHS[length.unit]


def _no_zone(text: str) -> Refused:
    hint = "whose clock? --zone Europe/Amsterdam, or in the rules: zone: Europe/Amsterdam"
    return Refused(f"a time without a zone: {quoted(text)}", hint, "a time without a zone", True)
