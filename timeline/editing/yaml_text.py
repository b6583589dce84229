"""Texts as YAML that reads back exactly, as plain as it can be; the lines of an event."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from crisis.timeline.model import free
from crisis.timeline.model.free import PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Field = tuple[str, Any]
"""A key and its value: a text, a list or a mapping of values."""

# In brackets PyYAML's own scanner ends a plain text at a question mark too.
_BRACKETS = re.compile(r"[\[\]{},?]").search
# Words that other readers of YAML take for more than texts are quoted.
_WORDS = frozenset("y n yes no true false on off null".split())
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile(r'["\\]')
_SHORT = 40
_SAFE = re.compile(r"[A-Za-z0-9][ -\"$-+\-->@-Z\\^-z|~]{5,999}").fullmatch
"""Whether a text is plain anywhere, but for colons before a blank or at its end."""
LONGEST_PLAIN = 1_000
"""Characters of a text that stands without quotes: libyaml wants keys shorter than 1024."""


def scalar(text: str, inside: bool = False) -> str:
    """A text without halves of surrogate pairs as one line of YAML; ``inside`` brackets or not."""
    if _SAFE(text) and ": " not in text and text[-1] not in " :":
        return text
    if text.isprintable():
        if (
            _plain(text)
            and not (inside and _BRACKETS(text))
            and text.lower() not in _WORDS
            and len(text) <= LONGEST_PLAIN
        ):
            return text
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return '"' + "".join(map(_shown, text)) + '"'


def lines(fields: Sequence[Field], indent: str) -> str:
    """The keys of an event as an item of a list, in block style."""
    rest = f"{indent}  "
    parts = []
    for key, value in fields:
        if type(value) is str and not key.startswith(PREFIX):
            shown = _block(value, f"{rest}  ") if "\n" in value else scalar(value)
            parts.append(f"{rest}{key}: {shown}\n")
        elif key.startswith(PREFIX):
            parts.append(f"{rest}{key}: {own(value)}\n")
        elif key == "when" and type(value) is list:
            claims = "".join([f"\n{rest}  - {_inside(claim)}" for claim in value])
            parts.append(f"{rest}{key}:{claims}\n")
        else:
            parts.append(f"{rest}{key}: {_inside(value)}\n")
    text = "".join(parts)
    return f"{indent}- {text[len(rest) :]}"


def own(value: Any, inside: bool = False) -> str:
    """The value of a key of an author's own on one line, which reads back as the same."""
    if isinstance(value, str):
        kept = free.scalar(value) == value and type(free.scalar(value)) is str
        shown = scalar(value, inside)
        return shown if kept or shown[0] == '"' else flow(value, True)
    if isinstance(value, list):
        return f"[{', '.join(own(item, True) for item in value)}]"
    if isinstance(value, dict):
        pairs = (f"{scalar(key, True)}: {own(item, True)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    return free.literal(value)


def value_of(value: Any, indent: str) -> str:
    """A value behind its key, of a mapping that is so far indented."""
    if isinstance(value, str):
        return _block(value, indent + "  ") if "\n" in value else scalar(value)
    return _inside(value)


def named_lists(entries: Mapping[str, Sequence[str]], indent: str) -> str:
    """Lists under names, which may be any texts, a line each."""
    return "".join(f"{indent}{scalar(n)}: {_inside([*each])}\n" for n, each in entries.items())


def flow(value: Any, quoted: bool = False) -> str:
    """A value on one line, lists and mappings in brackets; all ``quoted`` as JSON wants it."""
    if not quoted:
        return _inside(value)
    if isinstance(value, str):
        return '"' + "".join(map(_in_json, value)) + '"'
    if isinstance(value, list):
        return f"[{', '.join(flow(item, True) for item in value)}]"
    pairs = (f"{flow(key, True)}: {flow(item, True)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


def mapping(entries: Mapping[str, Any]) -> str:
    """Ids, with names or with all that is said of each, a line each."""
    pairs = ((k, scalar(x) if isinstance(x, str) else _inside(x)) for k, x in entries.items())
    return "".join(f"  {key}: {text}\n" for key, text in pairs)


def _plain(text: str) -> bool:
    """Whether a text of letters, signs and blanks can stand without quotes."""
    return bool(
        text
        and text[0].isalnum()
        and text[-1] not in " :"
        and ": " not in text
        and " #" not in text
    )


def _inside(value: Any) -> str:
    """A value between brackets."""
    if isinstance(value, str):
        if _SAFE(value) and ": " not in value and value[-1] not in " :":
            return value
        return _short(value) if len(value) < _SHORT else scalar(value, True)
    if isinstance(value, list):
        return f"[{', '.join([_inside(item) for item in value])}]"
    if value is True:
        return "true"
    pairs = [
        f"{_short(key)}: {own(x, True) if key.startswith(PREFIX) else _inside(x)}"
        for key, x in value.items()
    ]
    return f"{{{', '.join(pairs)}}}"


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    """The same as scalar(), of texts that mostly come again: ids, tags."""
    return scalar(text, True)


def _block(text: str, indent: str) -> str:
    """A text of several lines as it is; in quotes where it would not read back exactly."""
    parts = text.split("\n")
    plain = parts[0] and parts[-1] and not parts[0][0].isspace()
    if not plain or any(part.isspace() or not _visible(part) for part in parts):
        return scalar(text)
    return "|-" + "".join(f"\n{indent}{part}" if part else "\n" for part in parts)


def _visible(line: str) -> bool:
    return line.isprintable() or line.replace("\t", "").isprintable()


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES[match[0]]


def _in_json(char: str) -> str:
    if char in _ESCAPES or char.isprintable() or ord(char) > 0xFFFF:
        return _ESCAPES.get(char, char)
    return f"\\u{ord(char):04x}"


def _shown(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
