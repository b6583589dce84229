"""``crisis fmt``: the layout of event files put right, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.request import rewriting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.editing.rewritten import Rewritten
    from crisis.timeline.eventfile.files import Source


def fmt(
    more: rewriting.More = None,
    file: rewriting.Files = None,
    check: rewriting.Check = False,
    diff: rewriting.Diff = False,
    looking: rewriting.Looking = rewriting.Looking(),  # noqa: B008  (immutable)
) -> int:
    """The layout of event files put right; what they say stays as it is.

      crisis fmt my.yaml                      in place
      crisis fmt --check my.yaml evening.yaml
      crisis fmt --diff my.yaml
      crisis fmt - < my.yaml                  from a pipe into a pipe

    Blanks at line ends, tabs between values, more than two blank lines in a row, blank lines at
    the beginning and the end, line ends of several kinds, no line end at the end. Comments, the
    order of keys, quotes, indentation and all texts stay as they are. A file is written whole or
    not at all, and only where it reads exactly as before; one that is no YAML is told, and ends
    with 3.
    """
    from crisis.cli.terminal.output import check_look
    from crisis.cli.views.rewritten_files import Rewriting

    check_look(looking.color, None)
    paths = rewriting.event_files([*(more or []), *(file or [])])
    job = Rewriting("formatted", check, diff, looking)
    return job.carry_out([[path] for path in paths], _formatted)


def _formatted(sources: Sequence[Source]) -> list[Rewritten]:
    from crisis.timeline.editing.formatting import formatted

    return [formatted(source) for source in sources]
