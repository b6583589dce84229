"""Records as JSON, and that JSON as plain data again.

A record is a JSON array of its fields in order, so that the encoder takes it as it is.
"""

from __future__ import annotations

import json
from typing import Any

from crisis.timeline.base.record import row_of

from .serialize import Damaged


def _encoder(ensure_ascii: bool) -> json.JSONEncoder:
    return json.JSONEncoder(
        ensure_ascii=ensure_ascii, separators=(",", ":"), check_circular=False, default=row_of
    )


_ASCII = _encoder(True)  # the quicker one
_EXACT = _encoder(False)


def written(record: object) -> bytes:
    """A record, or any plain data, as JSON. Raises UnicodeError for half characters."""
    text = _ASCII.encode(record)
    if "\\ud" in text:  # two halves would come back as one character
        text = _EXACT.encode(record)
    return text.encode()


def parsed(data: bytes) -> Any:
    """JSON as plain data. Raises Damaged."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError, TypeError):
        raise Damaged("no JSON") from None
