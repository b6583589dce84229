"""Records of the library: fields by name, never changed, and no tuples."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest

import crisis.timeline
from crisis.timeline import Bound, Clock, Event, Origin, Timeline, load

ROOT = Path(__file__).parents[3]
PUBLIC = [getattr(crisis.timeline, name) for name in crisis.timeline.__all__]
CLASSES = [found for found in PUBLIC if isinstance(found, type)]


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return load(str(ROOT / "fixtures/openai.yaml"))


def everything(timeline: Timeline) -> list[Any]:
    """Records of every kind that a reader of events comes to."""
    event = timeline["microsoft-told"]
    report = timeline.on("mon").report(by="day")
    return [
        event,
        event.start,
        event.origin,
        event.accounts[0],
        event.actors[0],
        event.when[0],
        event.when[0].phrases[0],
        timeline.header,
        timeline.actors["altman"],
        timeline.sources["axios"],
        report.groups[0].matches[0],
        report.answer.query,
        report.answer.query.terms[0],
        report.answer.clock,
    ]


@pytest.mark.parametrize("found", CLASSES, ids=lambda found: found.__name__)
def test_nothing_public_is_a_tuple(found: type) -> None:
    assert not issubclass(found, tuple)
    assert found is Timeline or not {"index", "__getitem__"} & set(dir(found))


def test_a_record_is_never_changed(timeline: Timeline) -> None:
    for record in everything(timeline):
        for field in record._fields:
            with pytest.raises(AttributeError, match="replace"):
                setattr(record, field, None)
            with pytest.raises(AttributeError):
                delattr(record, field)
        with pytest.raises(AttributeError):
            record.anything = 1


def test_records_are_equal_by_their_fields_and_can_be_copied(timeline: Timeline) -> None:
    for record in everything(timeline):
        if isinstance(record, Clock):  # the language of words is no record
            continue
        for same in (copy.copy(record), copy.deepcopy(record), record.replace()):
            assert same == record
            assert type(same) is type(record)
        assert record != record._row() or isinstance(record, Bound)
        assert pickle.loads(pickle.dumps(record)) == record


def test_a_record_is_told_in_one_line(timeline: Timeline) -> None:
    report = timeline.report()
    for record in (*everything(timeline), timeline, timeline.on("mon"), report, report.answer):
        assert "\n" not in repr(record)
        assert "object at 0x" not in repr(record)


def test_replace_gives_another_record_and_knows_its_fields(timeline: Timeline) -> None:
    event = timeline["firing-call"]
    other = event.replace(id="x", tags=("a",))
    assert (other.id, other.tags, other.title) == ("x", ("a",), event.title)
    assert event.id == "firing-call"
    with pytest.raises(TypeError, match="nope"):
        event.replace(nope=1)


def test_an_event_is_made_by_the_names_of_its_fields() -> None:
    made: Any = Event
    with pytest.raises(TypeError, match="Event"):
        made("a", (), Origin("f", 1))
    event = Event(id="a", titles=(("", "A"),), origin=Origin("f", 1))
    assert (event.title, event.start, event.end) == ("A", Bound(), None)


def test_a_bound_comes_apart_into_its_ends() -> None:
    earliest, latest = Bound(1, 2)
    assert (earliest, latest) == Bound(1, 2).ends == (1, 2)
    assert Bound(1, 2) == (1, 2) != Bound(1, 3)
    assert {Bound(1, 2): "a"}[Bound(1, 2)] == "a"
