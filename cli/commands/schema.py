"""``crisis schema``: the JSON Schemas of the outputs and of the event file."""

from __future__ import annotations

from typing import Annotated

from crisis.cli.request.parameters import Argument
from crisis.cli.terminal.exits import OK, UsageError

Kind = Annotated[
    str,
    Argument(
        "KIND",
        "events, file, why, comparison, check, count, gaps, measures, list or diff.",
        "schema",
    ),
]


def schema(kind: Kind) -> int:
    """The JSON Schema of an answer, or of the event file.

    crisis schema events                     of crisis show --json
    crisis schema file > crisis.schema.json  for an editor

    An editor completes and checks event files that begin with
    `# yaml-language-server: $schema=crisis.schema.json`.
    """
    from crisis.cli.terminal.output import write
    from crisis.timeline.base.problems import did_you_mean
    from crisis.timeline.formats.schemas import NAMES
    from crisis.timeline.formats.schemas import schema as text

    if kind not in NAMES:
        hint = did_you_mean(kind, NAMES) or f"one of {', '.join(NAMES)}"
        raise UsageError(f'no such schema: "{kind}"', hint)
    write(text(kind))
    return OK
