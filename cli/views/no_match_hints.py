"""A question that found nothing: which of its filters is to blame, and what there is instead."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.query.answer import Answer
    from crisis.timeline.query.terms import Term

MOST = 8
"""So many values are named."""
_SEARCHED = 10_000
"""Among more names none is sought that is nearly so."""


def unfound(answer: Answer, look: Screen) -> str:
    """A hint on an answer without a match, one line for each filter that alone finds nothing.

    Where each of them finds something, how much. Empty where nothing was filtered, and where a note
    tells already that the source whose story it is says nothing of what was found.
    """
    if answer.untold and not answer.query.untold:
        return ""
    from crisis.timeline.query.fields import QUERY_FIELDS

    asked = [term for term in _sorted(answer) if not term.negated]  # however they came
    names = dict.fromkeys((*QUERY_FIELDS, *(term.field for term in asked)))
    fields = {field: [term for term in asked if term.field == field] for field in names}
    fields = {field: terms for field, terms in fields.items() if terms}
    numbers = {field: _number(terms, answer) for field, terms in fields.items()}
    lines = [
        text
        for field, terms in fields.items()
        if not numbers[field]
        for text in _blamed(field, terms, answer, look)
    ]
    if not lines and len(fields) > 1 and all(numbers.values()):
        shown = [f"{numbers[field]} for {_written(terms)}" for field, terms in fields.items()]
        lines = [f"there are {', '.join(shown)}, but none for all of it"]
    return "\n".join(dict.fromkeys(lines))


def _sorted(answer: Answer) -> list[Term]:
    return sorted(answer.query.terms, key=lambda term: (term.field, term.value, term.negated))


def unused(answer: Answer) -> dict[str, str]:
    """Roles in the question that their actors never had, each with those that they did have.

    An unknown name is an error, but a role may be any text: negated, or beside others, it would
    pass for a filter in silence.
    """
    roles = {}
    for term in _sorted(answer):
        if term.field == "actor" and "/" in term.value:
            asked = term._replace(negated=False)
            if not _number([asked], answer):
                roles[_written([asked])] = _part(term.value, answer)
    return roles


def _written(terms: list[Term]) -> str:
    return " or ".join(f"{term.field}:{one_line(term.value)}" for term in terms)


def _number(terms: list[Term], answer: Answer) -> int:
    """How many events terms find that stand alone."""
    from crisis.timeline.query.engine import ask
    from crisis.timeline.query.terms import Query

    query = Query(tuple(terms), certain=answer.query.certain, untold=answer.query.untold)
    return len(ask(answer.timeline, query, answer.clock).matches)


def _blamed(field: str, terms: list[Term], answer: Answer, look: Screen) -> list[str]:
    """What there is instead of what nobody has."""
    from crisis.timeline.query.fields import TIME_FIELDS

    values = [term.value for term in terms]
    if field == "text":
        return [_meant(value, answer) for value in values]
    if field in TIME_FIELDS:
        return [_when(answer, look)]
    if field == "actor":
        return [text for value in values if (text := _part(value, answer))]
    return [f"{field}:{one_line(value)} finds nothing{_instead(field, answer)}" for value in values]


def _instead(field: str, answer: Answer) -> str:
    """The values of a field that something has; they are few, and the same for every timeline."""
    from crisis.timeline.query.free_fields import field_of
    from crisis.timeline.query.terms import Term

    words = field_of(field).words
    numbers = {word: _number([Term(field, word)], answer) for word in words}
    there = ", ".join(f"{word} ({number})" for word, number in numbers.items() if number)
    return f"; there are {there}" if there else ""


def _part(value: str, answer: Answer) -> str:
    """An actor without an event, or the roles of one who never had the role asked for."""
    from crisis.timeline.base.problems import did_you_mean
    from crisis.timeline.query.engine import ask
    from crisis.timeline.query.filters import actors_sought
    from crisis.timeline.query.terms import Query, Term

    name, slash, role = value.partition("/")
    if not slash:
        return f"no event names {one_line(name)}"
    matches = ask(answer.timeline, Query((Term("actor", name),)), answer.clock).matches
    events = [match.event for match in matches]
    sought = actors_sought(answer.timeline, events, (name,))
    roles = sorted({p.role for event in events for p in event.actors if p.role and sought(p)})
    if not roles:
        return f"no event has a role for {one_line(name)}"
    listed = ", ".join(map(one_line, roles[:MOST]))
    more = f" and {len(roles) - MOST} more" if len(roles) > MOST else ""
    near = did_you_mean(role, roles)
    return f"the roles of {one_line(name)} are {listed}{more}" + (f"; {near}" if near else "")


def _when(answer: Answer, look: Screen) -> str:
    """From which day to which the timeline goes, as far as its days are known."""
    from crisis.timeline.query.stores import store

    known = store(answer.timeline).known()
    if not known:
        return "nothing in this timeline is known to the day"
    zone = answer.clock.zone
    first, last = zone.day(known[0][0]), zone.day(max(last for _, last in known))
    language = look.language
    if first == last:
        return f"the timeline knows one day: {language.day(first, year=True)}"
    runs = f"from {language.day(first, year=True)} to {language.day(last, year=True)}"
    return f"the timeline runs {runs}; crisis list days has the days there are"


def _meant(word: str, answer: Answer) -> str:
    """What a word that was sought in the texts may stand for."""
    from crisis.timeline.base.normalize import fold
    from crisis.timeline.model.free import is_free
    from crisis.timeline.query.fields import QUERY_FIELDS

    said = f'"{one_line(word)}" was sought in the texts'
    field, equals, value = word.partition("=")
    if equals and (field in QUERY_FIELDS or is_free(field)):
        return f"{said}: write {field}:{value}"
    wanted = fold(word.strip())
    if meant := _named(wanted.removeprefix("@"), answer):
        return f"{said}: {meant}"
    for name, query_field in QUERY_FIELDS.items():
        if wanted in query_field.words:
            return f"{said}: {name}:{wanted} finds what is so"
    if wanted in ("certain", "possible"):
        return f"{said}: --certain leaves out what is only possible"
    if wanted in QUERY_FIELDS:
        return f"{said}: {wanted}: has a value behind it; crisis help filters"
    if _is_day(word, answer):
        return f"{said}: day:{word} is a day"
    if word[:1].isdigit() and ":" in word:
        return f'{said}: a time stands with its day, in quotes: --from "sat {word}"'
    if os.path.isdir(word):
        return f"{said}: it is a folder here, and -f names what is read"
    near = _near(wanted, answer)
    return f"{said}: {near}" if near else said


def _named(wanted: str, answer: Answer) -> str:
    """The filter for what is called so: an actor, a source, a tag or an event."""
    from crisis.timeline.query.fields import KNOWN
    from crisis.timeline.query.stores import store

    here = store(answer.timeline)
    for kind, known in KNOWN.items():
        if (value := here.names(kind).get(wanted)) is not None:
            return f"{kind}:{one_line(value)} {known.hint}"
    event = here.event(wanted)
    return f"id:{event.id} is that event, crisis why {event.id} its reasons" if event else ""


def _is_day(word: str, answer: Answer) -> bool:
    from crisis.timeline.query.days import Calendar
    from crisis.timeline.query.stores import store
    from crisis.timeline.query.terms import QueryError

    clock = answer.clock
    timeline = answer.timeline
    calendar = Calendar(timeline, store(timeline), clock.zone, None, None, clock.language)
    if clock.language.weekday_named(word) is not None:
        return True
    try:
        return bool(word.strip()) and not word.startswith("@") and bool(calendar.windows(word))
    except QueryError:
        return False


def _near(wanted: str, answer: Answer) -> str:
    """What is called nearly so."""
    from crisis.timeline.base.problems import did_you_mean
    from crisis.timeline.query.fields import KNOWN, PLAIN
    from crisis.timeline.query.stores import store

    here = store(answer.timeline)
    known = [name for kind in reversed(KNOWN) for name in here.names(kind)]
    if len(known) > _SEARCHED or " " in wanted:
        return ""
    if len(answer.timeline.events) <= _SEARCHED:
        known += here.ids()
    written = {folded: word for kind in PLAIN for folded, word in here.names(kind).items()}
    return did_you_mean(wanted, known, written)
