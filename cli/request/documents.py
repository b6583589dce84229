"""Templates of whole documents, by name or as a file, and the zones that these show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import NothingRead, UsageError

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.formats.document_template import DocumentTemplate


def document_template(name: str) -> DocumentTemplate:
    """One that comes with crisis, else a file. What is wrong with a file is told: NothingRead.

    Raises UsageError for a name of none.
    """
    from crisis.cli.terminal.messages import tell_problems
    from crisis.timeline.base.problems import did_you_mean
    from crisis.timeline.eventfile.files import read_source
    from crisis.timeline.formats.document_template import (
        BadTemplate,
        read_document_template,
        shipped,
        shipped_template,
    )

    known = shipped()
    if name in known:
        return shipped_template(name)
    if "{" in name:
        hint = f"--format takes a line for each event; here a file, or {', '.join(known)}"
        raise UsageError(f'--template "{name}" is no file', hint)
    source = read_source(name)
    if source.problem is not None and not source.problem.origin.line:
        hint = did_you_mean(name, known) or f"a file of your own, or {', '.join(known)}"
        raise UsageError(f'--template "{name}": {source.problem.message}', hint)
    if source.problem is not None:
        tell_problems([source.problem])
        raise NothingRead
    try:
        return read_document_template(source.name, source.text)
    except BadTemplate as error:
        tell_problems(error.problems)
        raise NothingRead from None


def beside_utc(zones: tuple[Zone, ...]) -> tuple[Zone, ...]:
    """The zone of a timeline and UTC, which those read by who live elsewhere."""
    from crisis.timeline.base.zones import shared_zone

    utc = shared_zone("UTC")
    return zones if zones[0].name in ("UTC", "Etc/UTC", "GMT", "+00:00") else (*zones, utc)
