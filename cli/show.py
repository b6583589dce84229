"""``crisis show``: the events that match, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import options
from .asking import Asking, Looking, asked, found_nothing, unfold

if TYPE_CHECKING:
    from crisis.timeline.engine import Answer


@unfold
def show(
    asking: Asking,
    by: options.By = None,
    form: options.Form = None,
    json: options.Json = False,
    limit: options.Limit = None,
    reverse: options.Reverse = False,
    delta: options.Delta = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """The events that match, in order.

    \b
    crisis show --day monday
    crisis show --actor microsoft --by day --as tree
    crisis show --hour 24..48 --tz Europe/Amsterdam
    crisis show actor:altman not:tag:media board
    crisis show --json | jq '.events[].title'
    """
    from crisis.timeline.query import Query
    from crisis.timeline.reports import report

    from .forms import chosen, draw
    from .groups import keys, need_zero
    from .remarks import remarks
    from .rows import View
    from .screen import write_all

    form = chosen(form, json)
    grouped = keys(by, ("day",) if form in ("table", "tree") else ())
    found = asked(asking, looking, Query(reverse=reverse, limit=limit, delta=delta))
    answer, look = found.answer, found.look
    need_zero(grouped, answer)
    told = report(answer, grouped)
    write_all(draw(form, told, View(found.zones, look)), look, not looking.no_pager)
    if not looking.quiet:
        remarks(told, look)
        _no_files(answer)
    return found_nothing(asking, found.code, told.counts.shown)


def _no_files(answer: Answer) -> None:
    """Somebody who writes ``show x.yaml`` means -f."""
    import os

    from .messages import tell

    for word in answer.query.values("text"):
        if not answer.matches and os.path.isfile(word):
            tell(f"sought {word} in the texts", f"to read that file: -f {word}")
