"""Names of fields as people type them, and what is said to one that there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.free import is_free
from crisis.timeline.query.terms import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_names(text: str, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """The names in ``id, title,when``. Raises QueryError, which lists all, for any other."""
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in meanings and not is_free(name):
            raise unknown(name, meanings)
    return names


def unknown(name: str, meanings: Mapping[str, str]) -> QueryError:
    """What is said to a name that is no field: the nearest ones, then all with their meanings."""
    from crisis.timeline.base.problems import did_you_mean

    longer = [known for known in meanings if name and known.startswith(f"{name}_")]
    near = " or ".join(f'"{known}"' for known in longer)
    near = f"did you mean {near}?" if near else did_you_mean(name, meanings)
    message = f'no such field: "{name}"' if name else "a field without a name"
    return QueryError(
        message, "\n".join(filter(None, [near, "the fields are:", listing(meanings)]))
    )


def listing(meanings: Mapping[str, str]) -> str:
    """Every name with its meaning, a line each."""
    width = max(map(len, meanings))
    return "\n".join(f"  {name:{width}}  {meaning}" for name, meaning in meanings.items())
