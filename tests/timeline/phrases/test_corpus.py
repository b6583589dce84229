"""Phrases as sources put them: none is misread, most are read, hints lead to the rest."""

from __future__ import annotations

from collections import Counter

import pytest

from ...support.corpus import CORPUS, Row, followed, rows, understood

ROWS = list(rows())


@pytest.mark.parametrize("kind", CORPUS)
def test_no_phrase_of_a_source_is_misread(kind: str) -> None:
    misread = {}
    for row in ROWS:
        if row.kind == kind:
            reading = understood(row.kind, row.phrase)
            if reading.problem is None and (row.refused or reading.times != row.meant[0]):
                misread[row.phrase] = reading.times
    assert misread == {}


def outcome(row: Row) -> str:
    """What becomes of a phrase: it is read, or a hint leads to its reading in one step, or not."""
    problem = understood(row.kind, row.phrase).problem
    if problem is None:
        return "read"
    led = [times for _, times in followed(row, problem)]
    return "led" if any(not row.meant or times in row.meant for times in led) else "neither"


def test_most_phrases_are_read_and_hints_lead_on() -> None:
    found = Counter(map(outcome, ROWS))
    assert len(ROWS) >= 400
    assert found["read"] >= 304
    assert found["neither"] <= 7
