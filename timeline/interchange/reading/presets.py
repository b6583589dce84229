"""Presets: rules files that come with the program, and which of them a file is known by."""

from __future__ import annotations

import csv
import fnmatch
import os
import re
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import did_you_mean
from crisis.timeline.eventfile.files import Source, decode, read_source

from .by_name import Asked, rules_text
from .delimited import columns_of
from .json_records import first_object
from .records import Layout, Record, reader
from .rules_file import RulesFile

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .foreign_text import ForeignText

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "rules")
_PACKAGE = "crisis.timeline.interchange"


class NoRules(Exception):
    """There are no rules for a file, with what would help: ``hint`` may have several lines."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Found(NamedTuple):
    """Rules for a file, and what was found out of itself: empty where somebody named them."""

    file: RulesFile
    remark: str = ""
    text: str = ""


def names() -> list[str]:
    """The names of all presets."""
    return sorted(name[:-5] for name in os.listdir(_FOLDER) if name.endswith(".yaml"))


def preset(name: str) -> RulesFile:
    """A preset of :func:`names`."""
    data = get_data(_PACKAGE, f"rules/{name}.yaml") or b""
    return RulesFile(decode(f"<{name}>", data), name, preset=True)


def find(wanted: str, file: ForeignText) -> Found:
    """The rules that somebody named, or those that a file is known by. Raises NoRules.

    A name with a dash in it is one of a family: ``plaso`` is whichever of ``plaso-...`` a file is
    known by.
    """
    if not wanted:
        return _known(file)
    if os.path.isfile(wanted) or os.sep in wanted or wanted.endswith((".yaml", ".yml")):
        return Found(RulesFile(read_source(wanted)))
    known = names()
    if wanted in known:
        return _by_name(preset(wanted), file)
    family = [name for name in known if name.startswith(f"{wanted}-")]
    if family:
        fitting = _fitting(family, file)
        if len(fitting) == 1:
            return Found(fitting[0], f"these are records of {fitting[0].rules.name}")
        message = f"{file.name} is none of {', '.join(family)}"
        raise NoRules(message, f"--rules {family[0]} reads it as that anyway")
    hint = did_you_mean(wanted, known) or f"a file, or one of {', '.join(known)}"
    raise NoRules(f'no such rules: "{wanted}"', hint)


def _known(file: ForeignText) -> Found:
    """The rules that a file is known by. Raises NoRules."""
    fitting = _fitting(names(), file)
    if len(fitting) == 1:
        name = fitting[0].rules.name
        return Found(fitting[0], f"{file.name} was read by --rules {name}")
    by_ending = _by_ending(file.name)
    if len(by_ending) == 1:
        remark = f"{file.name} was read by --rules {by_ending[0].rules.name}"
        return _by_name(by_ending[0], file)._replace(remark=remark)
    message = f"by which rules is {file.name} to be read?"
    if file.name.lower().endswith((".yaml", ".yml")):
        hint = "several event files are read together: crisis show -f FILE -f FILE"
        raise NoRules(f"{file.name} is called as an event file is", hint)
    if fitting:
        raise NoRules(message, " or ".join(f"--rules {one.rules.name}" for one in fitting))
    raise NoRules(message, f"--rules with a rules file, or one of {', '.join(names())}")


def guessed(file: ForeignText) -> str:
    """The name of the only preset that a file is known by; empty where it is known by none."""
    fitting = _fitting(names(), file) or _by_ending(file.name)
    return fitting[0].rules.name if len(fitting) == 1 else ""


def _by_ending(name: str) -> list[RulesFile]:
    presets = map(preset, names())
    return [one for one in presets if name.lower().endswith(one.known_by.get("ending", ()) or "\0")]


def _fitting(known: list[str], file: ForeignText) -> list[RulesFile]:
    """The presets that the beginning of a file shows it to be of: the most demanding ones."""
    lines = file.peek(20)
    said = "".join(lines)
    record = first_object(lines)
    fields = frozenset(record or ())
    held: frozenset[str] | None = None
    best: list[RulesFile] = []
    most = 0
    for name in known:
        one = preset(name)
        asked = 0
        if "columns" in one.known_by and record is None:
            wanted = one.known_by["columns"]
            asked = len(wanted) if {*wanted} <= {*_columns(file, one.rules.layout)} else 0
        if "fields" in one.known_by and fields.issuperset(one.known_by["fields"]):
            asked = len(one.known_by["fields"])
        begun = "".join(lines[:1]).lstrip("\ufeff")
        if begun.startswith(one.known_by.get("begins", ()) or "\0\0"):
            asked = 1000
        if any(re.match(pattern, begun) for pattern in one.known_by.get("matches", ())):
            asked = 500
        if "says" in one.known_by and not any(says not in said for says in one.known_by["says"]):
            asked = 100
        if "holds" in one.known_by and held is None:
            held = _held(file)
        if "holds" in one.known_by and held and _all_there(one.known_by["holds"], held):
            asked = 1000
        if asked > most:
            best, most = [], asked
        if asked and asked == most:
            best.append(one)
    return best


def _all_there(wanted: Sequence[str], held: Collection[str]) -> bool:
    """Whether there is a file for each name; a name may have * in it, and others behind a bar."""
    return all(
        any(one in held or ("*" in one and fnmatch.filter(held, one)) for one in name.split("|"))
        for name in wanted
    )


def _held(file: ForeignText) -> frozenset[str]:
    from .bundles import top_names

    return top_names(file)


def _columns(file: ForeignText, layout: Layout) -> list[str]:
    try:
        return columns_of(file, layout._replace(columns=()))
    except csv.Error:
        return []


def _by_name(one: RulesFile, file: ForeignText) -> Found:
    """A preset; where it goes by plain names, the rules that they come to. Raises NoRules."""
    if not one.by_name:
        return Found(one)
    layout = one.rules.layout
    if layout.encoding:
        file.begin(layout.encoding)
    fields: list[str] = []
    values: Mapping[str, Any] = {}
    if one.rules.reader == "csv":
        fields = _columns(file, layout)
        rows = reader("csv")(file.ahead(20), layout)
        values = next((row.values for row in rows if isinstance(row, Record)), {})
    elif one.rules.reader == "jsonl":
        values = first_object(file.peek(20)) or {}
    else:
        records = reader(one.rules.reader)(file.ahead(0), layout)
        values = next((record.values for record in records if isinstance(record, Record)), {})
    fields = fields or list(values)
    if not fields:
        return Found(RulesFile(Source("rules", f"reader: {one.rules.reader}\ntitle: title\n")))
    text = rules_text(one.rules.reader, fields, values)
    if layout.encoding:
        text = _encoded(text, layout.encoding)
    name = one.rules.name
    if isinstance(text, Asked):
        shown = "\nor:\n".join(made.rstrip("\n") for made in text.rules)
        hint = f"say it in a file, and give that with --rules:\n{shown}"
        raise NoRules(f"{file.name}: {text.message}", hint)
    return Found(RulesFile(Source(f"<{name}>", text), name, preset=True), "", text)


def _encoded(text: str | Asked, encoding: str) -> str | Asked:
    """Rules that are made, with how their file is encoded behind the reader."""
    if isinstance(text, Asked):
        return text._replace(rules=[str(_encoded(rules, encoding)) for rules in text.rules])
    return text.replace("\n", f"\nencoding: {encoding}\n", 1)
