"""Names of actors and sources as ids of an event file, and the ids of events."""

from __future__ import annotations

from array import array
from hashlib import blake2b

from crisis.timeline.eventfile.ids import free_id, is_id, slug

_LONGEST = 100  # characters of an id that is kept as it is
_MARK = (1 << 64) - 1
_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [one + other for one in _DIGITS for other in _DIGITS]
_READ = 100  # characters of a title that its id is made of
_SLUG = 32  # characters of a title in an id


class Names:
    """The names that were met, each with an id of its own, in the order in which they came."""

    def __init__(self, prefix: str) -> None:
        """``prefix`` begins an id whose name cannot."""
        self._prefix = prefix
        self._ids: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def id(self, name: str) -> str:
        """The id of a name: the name itself where it can be one."""
        known = self._ids.get(name)
        if known is None:
            wanted = name if is_id(name) and len(name) <= _SLUG else self._slug(name)
            known = self._ids[name] = free_id(wanted, self.names)
            self.names[known] = name
        return known

    def _slug(self, name: str) -> str:
        made = _slug(name)
        if made.startswith("event-") or made == "event":
            made = f"{self._prefix}{made[5:]}"
        return made


def own_id(written: str) -> str:
    """The id of an event that its record names; with a hash where its signs cannot all stand."""
    for wanted in (written, f"event-{written}"):
        if is_id(wanted) and len(wanted) <= _LONGEST:
            return wanted
    return f"{_slug(written)[:_SLUG].rstrip('-')}-{short_hash(written)}"


def made_id(title: str, stated: str) -> str:
    """An id of what a record states: the same whenever it is read, whatever stands around it."""
    return f"{_slug(title[:_READ])[:_SLUG].rstrip('-')}-{short_hash(stated)}"


def short_hash(text: str) -> str:
    """Ten letters and digits that stand for a text; 50 bits, in the alphabet of RFC 4648."""
    data = text.encode("utf-8", "surrogatepass")
    bits = int.from_bytes(blake2b(data, digest_size=7).digest(), "big") >> 6
    return (
        _PAIRS[bits >> 40]
        + _PAIRS[bits >> 30 & 1023]
        + _PAIRS[bits >> 20 & 1023]
        + _PAIRS[bits >> 10 & 1023]
        + _PAIRS[bits & 1023]
    )


def _slug(text: str) -> str:
    return slug(text.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", ""))


class Seen:
    """A set of texts, of each of which its hash of 64 bits is kept: a million take 16 to 32 MB."""

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * 1024))
        self._number = 0

    def __len__(self) -> int:
        return self._number

    def add(self, text: str) -> bool:
        """Add one. False where it is there already."""
        mark = hash(text) & _MARK or 1
        if 2 * self._number >= len(self._table):
            self._grow()
        table = self._table
        most = len(table) - 1
        place = mark & most
        while there := table[place]:
            if there == mark:
                return False
            place = (place + 1) & most
        table[place] = mark
        self._number += 1
        return True

    def _grow(self) -> None:
        old = self._table
        table = self._table = array("Q", bytes(8 * 2 * len(old)))
        most = len(table) - 1
        for mark in old:
            if mark:
                place = mark & most
                while table[place]:
                    place = (place + 1) & most
                table[place] = mark
