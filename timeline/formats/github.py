"""Findings as workflow commands of GitHub: annotations of the lines that they are about.

The runner obeys every line of output that begins with ``::``, blanks before it aside, and undoes
the escapes of ``actions/toolkit``: ``%25`` ``%0D`` ``%0A``, in properties ``%3A`` ``%2C`` too. Each
line here is a command of its own: nothing that stands in a file, or is its name, begins one. In a
line that is a command the older ``##[`` is not sought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line

from .finding import message, path_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .finding import Finding

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def to_github(findings: Iterable[Finding], root: str) -> Iterator[str]:
    """A command for each finding, each on a line; paths are those from the folder ``root``."""
    for finding in findings:
        origin = finding.origin
        properties = {"file": one_line(path_below(origin.file, root))}
        if origin.line:
            properties["line"] = str(origin.line)
        if origin.line and origin.column and finding.source:
            properties["col"] = str(origin.column)
        properties["title"] = f"crisis: {finding.rule}"
        written = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
        yield f"::{_COMMANDS[finding.level]} {written}::{_data(message(finding))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
