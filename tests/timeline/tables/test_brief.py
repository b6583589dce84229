"""What is not read of a table for lines is not missed by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis.cli.request.forms import Form
from crisis.cli.terminal.output import Screen, View
from crisis.cli.views.draw import draw
from crisis.cli.views.remarks import remarks
from crisis.timeline import Clock, Query, QueryError, Zone, ask, loads, report
from crisis.timeline.base.languages import ENGLISH

from ...support.examples import examples
from ...support.timelines import read
from ..index.test_sql import files, questions

pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")

from crisis.timeline.tables.brief import LINE, UNREAD
from crisis.timeline.tables.columns import READ
from crisis.timeline.tables.rows import Rows, plain

from ...support.tabled import opened, unrelated, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from crisis.timeline import Timeline

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
LOOK = Screen(False, None, False, False, ENGLISH)


def lines(timeline: Timeline, query: Query, clock: Clock) -> str:
    """The lines of an answer, or why there are none; what is said beside them is written."""
    try:
        answer = report(ask(timeline, query, clock), ("day",))
        text = "".join(draw(Form("table"), answer, View((clock.zone,), LOOK)))
    except QueryError as error:
        return error.message
    remarks(answer, LOOK)
    return text


def flat(timeline: Timeline) -> Timeline:
    """The same with every second event as columns tell it, as those of a log are."""
    rows = Rows(timeline.actors, timeline.sources, lambda _: False)
    return timeline.replace(
        events=tuple(
            plain([rows.row(event).get(name) for name in READ])
            if number % 2 == 0 and len(event.when) < 2
            else event
            for number, event in enumerate(timeline.events)
        )
    )


@settings(max_examples=examples(40), suppress_health_check=SLOW, deadline=None)
@given(files(), st.lists(questions(), min_size=4, max_size=4))
def test_lines_of_a_table_are_those_of_memory(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    asked: list[tuple[Query, Clock]],
) -> None:
    """With all that is told below them."""
    timeline = flat(read(text))
    path = tmp_path / "events.parquet"
    write_table(timeline, path)
    here = unrelated(timeline)
    with opened(path) as table:
        for query, clock in asked:
            whole = query._replace(limit=None)
            told = lines(table, whole, clock), capsys.readouterr().err
            assert told == (lines(here, whole, clock), capsys.readouterr().err)


def test_no_more_is_read_than_a_line_takes(tmp_path: Path) -> None:
    text = '{timeline: {zone: UTC}, events: {2026-11-20: [{id: a, title: One, when: "10:00"}]}}'
    timeline = flat(loads(text))
    path = tmp_path / "events.parquet"
    write_table(timeline, path)
    with opened(path) as table:
        matches = ask(table, Query(), Clock(Zone("UTC"))).matches
        matches.in_lines()
        assert matches[0].event.tags is UNREAD
        assert matches[0].event.titles == (("", "One"),)
        with pytest.raises(AssertionError, match="LINE"):
            list(matches[0].event.tags)
    assert not {"tags", "phrase", "words"} & {*LINE}
