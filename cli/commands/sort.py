"""``crisis sort``: the events of files in the order of time, with their comments."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import rewriting
from crisis.cli.request.parameters import READ, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.editing.rewritten import Rewritten
    from crisis.timeline.eventfile.files import Source

Each = Annotated[
    bool,
    Option(
        "--each",
        "",
        "Sort each file on its own, as a timeline that has nothing to do with the others.",
        READ,
    ),
]


def sort(
    more: rewriting.More = None,
    file: rewriting.Files = None,
    each: Each = False,
    check: rewriting.Check = False,
    diff: rewriting.Diff = False,
    looking: rewriting.Looking = rewriting.Looking(),  # noqa: B008  (immutable)
) -> int:
    """The events of files in the order of time, with their comments.

      crisis sort my.yaml                     in place
      crisis sort --check my.yaml || echo "not in order"
      crisis sort --diff my.yaml

    The order is that of `crisis show`. Events stay under their headers, and headers are put in
    order; an effect never stands above its cause. An event of which no more is known than the
    days of its header stays below the one it stands below. A comment goes with what stands below
    it. Files are read together, and what is known of each event is the same before and after, or
    nothing is written. A file with errors is not sorted, and ends with 3.
    """
    from crisis.cli.request.quick_yaml import import_yaml
    from crisis.cli.terminal.output import check_look
    from crisis.cli.views.rewritten_files import Rewriting

    check_look(looking.color, None)
    paths = rewriting.event_files([*(more or []), *(file or [])])
    import_yaml()
    job = Rewriting("sorted", check, diff, looking)
    gc.disable()  # what is read holds no cycles
    try:
        return job.carry_out([[path] for path in paths] if each else [paths], _sorted)
    finally:
        gc.enable()


def _sorted(sources: Sequence[Source]) -> Sequence[Rewritten]:
    from crisis.timeline.base.problems import Origin, Problem
    from crisis.timeline.editing.rewritten import unchanged
    from crisis.timeline.editing.sorting import sorted_files
    from crisis.timeline.loading import load_sources

    timeline = load_sources(sources)
    errors = [problem for problem in timeline.problems if problem.severity == "error"]
    if errors:
        done = []
        for source in sources:
            own = [problem for problem in errors if problem.origin.file == source.name]
            message = "not sorted, since a file that it is read with has errors"
            hint = "crisis sort --each takes each file on its own"
            done.append(
                unchanged(source, *(own or [Problem(Origin(source.name, 0), message, hint)]))
            )
        return done
    return sorted_files(sources, timeline, load_sources)
