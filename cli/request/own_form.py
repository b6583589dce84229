"""The form of a command that has forms of its own: ``--as``, ``--json``, else a file's name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


def own_form(
    name: str, forms: Sequence[str], form: str | None, json: bool, output: str, julian: bool = False
) -> str:
    """The form that is asked for, the first of ``forms`` where none is.

    Raises UsageError for one that command ``name`` does not have, for two at a time, and for JSON
    with ``julian`` dates, which it has not.
    """
    from crisis.cli.terminal.output_file import form_of

    if form is not None and form not in forms:
        from crisis.timeline.base.problems import did_you_mean

        from .other_words import own_forms

        hint = did_you_mean(form, forms) or own_forms(name, forms, form)
        raise UsageError(f'no such form: "{form}"', hint)
    if json and form not in (None, "json"):
        raise UsageError(f"--as {form} and --json", "one form at a time")
    ending = os.path.splitext(output)[1].lower().lstrip(".")
    by_name = ending if ending in forms else form_of(output)
    shape = form or ("json" if json else by_name or forms[0])
    if shape not in forms:
        raise UsageError(f"only crisis show is written as {shape}", ", ".join(forms))
    if shape == "json" and julian:
        hint = "its days are Gregorian; crisis show --json has day_julian for each event"
        raise UsageError("--calendar julian does not go with JSON here", hint)
    return shape
