"""What can go wrong while a table of events is written, as messages."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import CannotWrite, UsageError
from crisis.timeline.tables.engine import EXTRA, Failed, Missing

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def told(otherwise: str) -> Iterator[None]:
    """UsageError where DuckDB is missing, or no table holds it: with a hint; CannotWrite else."""
    try:
        yield
    except Missing:
        raise UsageError("DuckDB writes tables, and is not installed", EXTRA) from None
    except Failed as error:
        raise CannotWrite(str(error)) from None
    except (OverflowError, UnicodeError) as error:
        raise UsageError(f"no table can hold it: {error}", otherwise) from None
