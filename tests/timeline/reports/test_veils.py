"""Which vague time alone hides a silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.zones import HOUR
from crisis.timeline.reports.gaps import gaps
from crisis.timeline.reports.hidden_gaps import veils

from ...support.pictures import asked

SHARP = (
    "{id: a, title: A, when: 2024-03-04 06:00}",
    "{id: b, title: B, when: 2024-03-04 20:00}",
)


def _hidden(*events: str, terms: tuple[str, ...] = (), least: int = HOUR) -> dict[str, float]:
    found = veils(asked(*SHARP, *events, terms=terms), least)
    return {veil.event.id: round(veil.length / HOUR, 1) for veil in found}


def test_what_only_one_event_may_fill() -> None:
    morning = "{id: m, title: M, when: 2024-03-04 08:00..2024-03-04 11:59}"
    assert _hidden(morning) == {"m": 4.0}
    other = "{id: n, title: N, when: 2024-03-04 10:00..2024-03-04 17:59}"
    assert _hidden(morning, other) == {"n": 6.0, "m": 2.0}
    assert _hidden(morning, other, least=3 * HOUR) == {"n": 6.0}


def test_leaving_it_out_shows_as_much_more_silence() -> None:
    morning = "{id: m, title: M, when: 2024-03-04 08:00..2024-03-04 11:59}"
    lengths = [
        sum(gap.stop - gap.start for gap in gaps(asked(*SHARP, morning, terms=terms))[0].gaps)
        for terms in ((), ("not:id:m",))
    ]
    assert lengths[1] - lengths[0] == 4 * HOUR


def test_what_certainly_goes_on_hides_nothing() -> None:
    when = "{from: 2024-03-04 08:00..2024-03-04 09:59, to: 2024-03-04 18:00}"
    assert _hidden(f"{{id: l, title: L, when: {when}}}") == {"l": 2.0}


def test_accounts_of_one_event_are_one() -> None:
    one = "{is: 2024-03-04 09:00..2024-03-04 10:59, source: a}"
    two = "{is: 2024-03-04 13:00..2024-03-04 14:59, source: b}"
    assert _hidden(f"{{id: t, title: T, when: [{one}, {two}]}}") == {"t": 2.0}


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from((0, 0, 3, 9))), min_size=2, max_size=6),
    st.integers(0, 20),
    st.integers(1, 30),
)
def test_without_it_there_is_a_silence_as_long(
    others: list[tuple[int, int]], first: int, lasting: int
) -> None:
    """Whatever stands in between: what is told is the longest of the stretches, not their sum."""
    day = datetime(2024, 3, 4, tzinfo=UTC)

    def event(number: int, start: int, length: int) -> str:
        ends = (day + timedelta(hours=start), day + timedelta(hours=start + length, minutes=-1))
        said = "..".join(f"{end:%Y-%m-%d %H:%M}" for end in ends[: 1 + (length > 0)])
        return f"{{id: e{number}, title: T, when: {said}}}"

    events = [event(number, *other) for number, other in enumerate(others)]
    veiled = [*events, event(9, first, lasting)]
    for name, hours in ((v.event.id, v.length) for v in veils(asked(*veiled), HOUR)):
        lane = gaps(asked(*veiled, terms=(f"not:id:{name}",)))[0]
        assert max(gap.stop - gap.start for gap in lane.gaps) >= hours


def test_what_has_a_status_or_no_time_or_an_open_one_hides_nothing() -> None:
    assert not _hidden(
        "{id: p, title: P, when: 2024-03-04 08:00..2024-03-04 11:59, status: planned}",
        "{id: u, title: U}",
        "{id: o, title: O, when: after 2024-03-04 07:00}",
    )


def test_only_within_what_was_asked() -> None:
    morning = "{id: m, title: M, when: 2024-03-04 08:00..2024-03-04 11:59}"
    terms = ("from:2024-03-04 10:00", "to:2024-03-04 20:00")
    assert _hidden(morning, terms=terms) == {"m": 2.0}


def test_the_first_and_the_last_one_hide_nothing_but_what_was_asked_for() -> None:
    evening = "{id: e, title: E, when: 2024-03-04 21:00..2024-03-04 23:59}"
    assert not _hidden(evening)
    assert _hidden(evening, terms=("day:2024-03-04",)) == {"e": 3.0}
    assert not veils(asked(evening), 1)


def test_a_less_sure_account_is_not_cut_to_the_time_of_others() -> None:
    """Where it may have the event there is no silence, and a question about that day finds it."""
    accounts = (
        "{is: 2024-03-04 15:00, source: a}",
        "{is: 2024-03-04 19:00, source: b}",
        "{is: 2024-03-04 09:00..2024-03-04 15:59, source: c, confidence: low}",
    )
    event = f"{{id: t, title: T, when: [{', '.join(accounts)}]}}"
    (first, *_) = gaps(asked(*SHARP, event))[0].gaps
    assert (first.stop - first.start) // HOUR == 2  # from 06:01 to 09:00
    assert "t" in {
        match.event.id
        for match in asked(*SHARP, event, terms=("to:2024-03-04 10:00",)).answer.matches
    }
