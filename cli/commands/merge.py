"""``crisis merge``: files about the same events as one."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.pairs import NotSame, Same
from crisis.cli.request.parameters import READ, VIEW, Argument, Option
from crisis.cli.terminal.exits import DATA, FOUND, OK, UsageError

if TYPE_CHECKING:
    from crisis.timeline.eventfile.files import Source
    from crisis.timeline.merging.remarks import Merged

All = Annotated[
    list[str] | None, Argument("FILE", "Event files; the layout is that of the first.", "file")
]
Files = Annotated[list[str] | None, Option("-f --file", "FILE", "The same as FILE.", READ, "file")]
Output = Annotated[
    str,
    Option(
        "-o --output",
        "FILE",
        "Write it here; - is standard output, and so it is without -o. A file that is there is "
        "never written over.",
        VIEW,
        "file",
    ),
]
Diff = Annotated[
    bool, Option("--diff", "", "Write nothing: show the lines that the first file gains.", VIEW)
]


def merge(
    files: All = None,
    file: Files = None,
    output: Output = "",
    same: Same = None,
    not_same: NotSame = None,
    diff: Diff = False,
    color: options.Color = "auto",
    no_pager: options.NoPager = False,
    quiet: options.Quiet = False,
) -> int:
    """Two files about the same events as one: accounts side by side.

      crisis merge my.yaml evening.yaml -o both.yaml
      crisis merge my.yaml evening.yaml --diff

    The first file stays as it is, comments and all; what the second adds is put in at its place.
    Events with the same id are one, with the claims of both; --same A=B pairs others, and what is
    alike by title and time is only proposed. Where the two say different things both stand in the
    result, and are told. What would not mean the same there is refused, and nothing is written.
    It ends with 1 where the files differ about something that both tell.
    """
    from crisis.cli.request.pairs import pairs_of
    from crisis.cli.terminal.messages import tell, tell_problems
    from crisis.cli.terminal.output import check_look, in_utf8, write
    from crisis.cli.views.merging import tell_files, tell_merged
    from crisis.timeline.changes.pairing import PairError
    from crisis.timeline.editing.rewrite import Refused, create
    from crisis.timeline.eventfile.files import read_source
    from crisis.timeline.merging.merge import Unmerged

    check_look(color, None)
    paths = _paths([*(file or []), *(files or [])], output)
    gc.disable()  # what is read holds no cycles
    try:
        sources = [read_source(path) for path in paths]
        if problems := [source.problem for source in sources if source.problem is not None]:
            raise Unmerged(problems)
        text, steps = _merged(sources, pairs_of("--same", same), pairs_of("--not-same", not_same))
    except PairError as error:
        raise UsageError(str(error), error.hint) from None
    except Unmerged as unmerged:
        tell_problems(unmerged.problems)
        tell("nothing was merged: what cannot be read might be lost", "mend what is told first")
        return DATA
    except Refused as refused:
        tell_problems([refused.problem])
        return DATA
    finally:
        gc.enable()
    if diff:
        _show(sources[0], text, color, no_pager)
    elif output in ("", "-"):
        in_utf8()
        write(text)
    else:
        try:
            create(output, text)
        except Refused as refused:
            tell_problems([refused.problem])
            return DATA
    for first, second, step in steps:
        tell_merged(first, second, step, quiet)
    folder = os.path.dirname(sources[0].name if output in ("", "-") else output)
    each = [steps[0][2].files[0], *(step.files[1] for _, _, step in steps)]
    for source, named in zip(sources, each, strict=True):
        tell_files(source.name, named, folder)
    apart = any(step.parted or step.clashes or step.torn for _, _, step in steps)
    return FOUND if apart else OK


def _paths(paths: list[str], output: str) -> list[str]:
    """The files that are merged. Raises UsageError, also where the result would write over one."""
    if len(paths) < 2:
        raise UsageError("two files are merged", "crisis merge A.yaml B.yaml -o C.yaml")
    if paths.count("-") > 1:
        raise UsageError("standard input can be read once", "name - only once")
    if output not in ("", "-") and os.path.lexists(output):
        raise UsageError(f"{output} is there already", "-o FILE makes another")
    return paths


def _merged(
    sources: list[Source], same: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> tuple[str, list[tuple[str, str, Merged]]]:
    """The text of all files as one, and how each was merged with those before it."""
    from crisis.timeline.loading import load_sources
    from crisis.timeline.merging.merge import merged

    now, *others = sources
    steps = []
    for number, other in enumerate(others):
        step = merged(now, other, load_sources, same, apart)
        steps.append((now.name, other.name, step))
        name = f"{now.name} + {_base(other.name)}" if number + 1 < len(others) else now.name
        now = now._replace(name=name, text=step.text)
    return now.text, steps


def _base(path: str) -> str:
    return os.path.basename(path) or path


def _show(source: Source, after: str, color: str, no_pager: bool) -> None:
    from crisis.cli.terminal.output import screen, write_all
    from crisis.cli.views.file_diff import file_diff
    from crisis.timeline.base.languages import language
    from crisis.timeline.editing.rewritten import Rewritten

    look = screen(color, None, language(""))
    if after != source.text:
        whole = Rewritten(source.name, source.text, after)
        write_all(list(file_diff(whole, look)), look, not no_pager)
