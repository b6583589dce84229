"""A first event file: a template with a title and a zone. No time in it is made up."""

from __future__ import annotations

import os
import re
from pkgutil import get_data

from crisis.cli.terminal.exits import UsageError
from crisis.timeline.base.problems import did_you_mean
from crisis.timeline.editing.yaml_text import scalar
from crisis.timeline.eventfile.ids import slug

TEMPLATES = ("story", "incident", "history", "bare")
SCHEMA = "crisis.schema.json"
"""What the manual has an editor read, made by ``crisis schema file``."""
_FILLED = re.compile(r"\{\{(\w+)\}\}")


def first_file(template: str, title: str, zone: str, schema: bool = False) -> str:
    """The text of an event file; with ``schema`` an editor is told of the one beside it.

    Raises UsageError for a template there is not, and for a title that is none.
    """
    if template not in TEMPLATES:
        hint = did_you_mean(template, TEMPLATES) or f"one of {', '.join(TEMPLATES)}"
        raise UsageError(f'no such template: "{template}"', hint)
    check_title(title)
    data = get_data(__package__ or "", f"templates/{template}.yaml") or b""
    filled = {"title": scalar(title), "zone": scalar(zone)}
    text = _FILLED.sub(lambda match: filled[match[1]], data.decode("utf-8"))
    return f"# yaml-language-server: $schema={SCHEMA}\n{text}" if schema else text


def check_title(title: str) -> None:
    """Raises UsageError for what is no title, or no text."""
    if not title.strip():
        raise UsageError("a title says what the timeline is about", 'crisis new "A bad evening"')
    if title.lower().endswith((".yaml", ".yml")):
        hint = f'a title, and the file behind -o: crisis new "A bad evening" -o {title}'
        raise UsageError(f"{title} is the name of a file", hint)
    if not title.isprintable() and any("\ud800" <= char <= "\udfff" for char in title):
        raise UsageError("the title is not text in the encoding of this terminal", "UTF-8")


def file_name(title: str) -> str:
    """The name of a file made from a title: ``a-bad-evening.yaml``."""
    if not any(char.isalnum() for char in title):
        return "timeline.yaml"
    name = slug(title)
    if not title.strip().casefold().startswith("event"):
        name = name.removeprefix("event-")  # an id begins with a letter, a file need not
    return f"{name}.yaml"


def beside_schema(path: str) -> bool:
    """Whether the schema for editors lies in the folder of a file."""
    return os.path.isfile(os.path.join(os.path.dirname(path), SCHEMA))
