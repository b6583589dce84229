"""JSON that anybody may have written, taken apart with a check at each step."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from crisis.timeline.base.calendar import ordinal
from crisis.timeline.base.languages import is_tag
from crisis.timeline.base.limits import DEEPEST
from crisis.timeline.base.zones import DAY, EPOCH_WALL, HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Literal

Word = TypeVar("Word", bound=str)

_INSTANT = re.compile(
    r"([0-9]{4,5}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{6}))?"
    r"(?:Z|([+-])([0-9]{2}):([0-9]{2}))\Z"
)
_LONGEST = 10_000 * 366 * 24 * 3600  # seconds in the years that there are


class JsonError(ValueError):
    """A document that cannot be read; the message tells where: ``events[3].start: …``."""


class Fields:
    """A JSON object. Every method raises JsonError for what is missing or of another kind."""

    __slots__ = ("above", "name", "values")

    def __init__(self, values: object, name: str = "", above: Fields | None = None) -> None:
        self.name = name
        self.above = above
        if not isinstance(values, dict):
            raise self.wrong("", "must be an object")
        self.values: dict[str, Any] = values

    def wrong(self, key: str, what: str) -> JsonError:
        """What is said of a field: its path, and what is wrong with it."""
        names = [key] if key else []
        here: Fields | None = self
        while here is not None:
            names.append(here.name)
            here = here.above
        path = ".".join(name for name in reversed(names) if name)
        return JsonError(f"{path or 'the document'}: {what}")

    def _take(self, key: str) -> Any:
        try:
            return self.values[key]
        except KeyError:
            raise self.wrong(key, "is missing") from None

    def text(self, key: str) -> str:
        """A text; empty for null."""
        value = self._take(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        raise self.wrong(key, "must be a text or null")

    def choice(self, key: str, choices: Collection[Word]) -> Word | Literal[""]:
        """One of a few words; empty for null."""
        given = self.text(key)
        for word in choices:
            if given == word:
                return word
        if given:
            raise self.wrong(key, f"must be one of {', '.join(choices)}")
        return ""

    def word(self, key: str, choices: Collection[Word]) -> Word:
        """One of a few words, and never null."""
        word = self.choice(key, choices)
        if not word:
            raise self.wrong(key, f"must be one of {', '.join(choices)}")
        return word

    def truth(self, key: str) -> bool:
        """True or false."""
        value = self._take(key)
        if isinstance(value, bool):
            return value
        raise self.wrong(key, "must be true or false")

    def optional_object(self, key: str) -> Fields | None:
        """What older documents do not have, or what stands there for some questions only."""
        return self.object(key) if key in self.values else None

    def optional_truth(self, key: str) -> bool:
        """True or false; false where it is left out."""
        return self.truth(key) if key in self.values else False

    def number(self, key: str) -> int:
        """A whole number from 0 up."""
        value = self._take(key)
        if type(value) is int and value >= 0:
            return value
        raise self.wrong(key, "must be a whole number")

    def micros(self, key: str) -> int | None:
        """Seconds, as microseconds; None for null."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.wrong(key, "must be a number of seconds or null")
        if not -_LONGEST < value < _LONGEST or value * SECOND % 1:
            raise self.wrong(key, "must be seconds of at most six decimals, within 10,000 years")
        return int(value * SECOND)

    def instant(self, key: str) -> int | None:
        """An instant in RFC 3339, as microseconds since 1970; None for null."""
        text = self.text(key)
        if not text:
            return None
        instant = read_instant(text)
        if instant is None:
            raise self.wrong(key, f'"{text[:40]}" is no instant')
        return instant

    def object(self, key: str) -> Fields | None:
        """An object; None for null."""
        value = self._take(key)
        return None if value is None else Fields(value, key, self)

    def objects(self, key: str) -> Iterator[Fields]:
        """The objects of a list."""
        for number, value in enumerate(self._items(key)):
            yield Fields(value, f"{key}[{number}]", self)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        items = self._items(key)
        if all(isinstance(item, str) for item in items):
            return tuple(items)
        raise self.wrong(key, "must be a list of texts")

    def by_language(self, key: str) -> tuple[tuple[str, str], ...]:
        """A text, or texts by language, as in the Texts of base.texts."""
        value = self._take(key)
        if not isinstance(value, dict):
            text = self.text(key)
            return (("", text),) if value is not None else ()
        inner = Fields(value, key, self)
        for language in value:
            if language and not is_tag(language):
                raise self.wrong(key, f'"{language[:40]}" is no tag of a language')
        return tuple((language, inner.text(language)) for language in value)

    def free(self) -> tuple[tuple[str, str], ...]:
        """The keys that begin with ``x-``, with their values as JSON; None is none."""
        from crisis.timeline.model.free import is_free, literal

        names = [name for name in self.values if name.startswith("x-") and is_free(name)]
        values = [(name, plain_json(self.values[name])) for name in names]
        if any(_depth(value) > DEEPEST for _, value in values):
            raise self.wrong("x-", f"is nested deeper than {DEEPEST} levels")
        return tuple((name, literal(value)) for name, value in values if value is not None)

    def _items(self, key: str) -> list[Any]:
        value = self._take(key)
        if isinstance(value, list):
            return value
        raise self.wrong(key, "must be a list")


def parse(text: str) -> Fields:
    """A JSON document with exact numbers. Raises JsonError."""
    try:
        return Fields(json.loads(text, parse_float=Decimal, parse_constant=_constant))
    except JsonError:
        raise
    except ValueError as error:
        raise JsonError(f"no JSON: {error}") from None
    except RecursionError:
        raise JsonError("no JSON of ours: nested too deep") from None


def plain_json(value: Any) -> Any:
    """A value with numbers as the library of JSON writes them."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [plain_json(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_json(item) for key, item in value.items()}
    return value


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def read_instant(text: str) -> int | None:
    """An instant as ``instants.rfc3339`` writes it; None for any other text."""
    match = _INSTANT.match(text)
    if match is None:
        return None
    day, hour, minute, second, fraction, sign, hours, minutes = match.groups()
    try:
        number = ordinal(day)
    except ValueError:
        return None
    if int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        return None
    wall = number * DAY + int(hour) * HOUR + int(minute) * MINUTE + int(second) * SECOND
    wall += int(fraction or 0) - EPOCH_WALL
    if sign is None:
        return wall
    offset = int(hours) * HOUR + int(minutes) * MINUTE
    return wall + offset if sign == "-" else wall - offset


def _constant(word: str) -> None:
    raise JsonError(f"no JSON: {word}")
