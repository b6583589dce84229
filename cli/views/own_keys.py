"""Keys of the author's own that a question names and no event has, which may be a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.query.answer import Answer


def tell_missing(names: Iterable[str], answer: Answer) -> None:
    """Say which of these keys that begin with ``x-`` no event of the timeline has."""
    own = [name for name in dict.fromkeys(names) if name.startswith("x-")]
    if not own:
        return
    from crisis.cli.terminal.messages import tell
    from crisis.timeline.query.free_fields import check_name
    from crisis.timeline.query.terms import QueryError

    for name in own:
        try:
            check_name(name, answer.timeline)
        except QueryError as error:
            tell(error.message, error.hint)
