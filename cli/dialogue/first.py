"""A first file: its title and zone are asked for, and nothing is written yet."""

from __future__ import annotations

import os

from crisis.cli.request.first_file import beside_schema, check_title, file_name, first_file
from crisis.cli.terminal.exits import UsageError
from crisis.cli.terminal.output import note, noted
from crisis.timeline.editing.rewrite import EventText

from .questions import asked
from .zone import chosen_zone


def first_text(path: str) -> EventText:
    """The text of a file without events; without a path it goes by a name made from its title.

    Raises UsageError for a folder there is not.
    """
    folder = os.path.dirname(path) or os.curdir
    if not os.path.isdir(folder):
        raise UsageError(f"{path}: there is no folder {folder}", "make it first")
    if path:
        note(noted(f"{path} is not there yet: a first file."))
    else:
        note(noted("No -f, CRISIS_FILE or crisis.yaml: a first file."))

    def read(title: str) -> str:
        check_title(title)
        if not path and os.path.lexists(name := file_name(title)):
            raise UsageError(f"{name} is there already", f"another title, or crisis add -f {name}")
        return title

    title = asked("what is it about", read)
    name = path or file_name(title)
    return EventText(name, first_file("bare", title, chosen_zone(""), beside_schema(name)))
