"""What the program itself has words for: forms, fields, groups, rules, templates, pages of help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .candidate import FILES, Candidate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .known import Known


def groups(known: Known, typed: str) -> list[Candidate]:
    """Keys to group by, apart by commas."""
    from crisis.timeline.reports.groups import GROUPINGS
    from crisis.timeline.reports.scales import LENGTHS

    about = {"hour": "elapsed, from zero", **dict.fromkeys(LENGTHS, "of the clock; any length")}
    words = {by: about.get(by, "") for by in (*GROUPINGS, *LENGTHS)}
    return _listed(words | dict.fromkeys(own_keys(known, typed), ""), typed)


def own_keys(known: Known, typed: str) -> list[str]:
    """Keys of the author's own; the files are read for them only where an x is typed."""
    if not typed.rpartition(",")[2].startswith("x"):
        return []
    return [name for name in known.mentions.words if name.startswith("x-")]


def fields(known: Known, typed: str) -> list[Candidate]:
    """Fields of an event, apart by commas."""
    if known.form in ("json", "ndjson"):
        from crisis.timeline.formats.schemas import meanings
    else:
        from crisis.timeline.formats.fields import meanings
    return _listed(meanings() | dict.fromkeys(own_keys(known, typed), ""), typed)


def template(known: Known, typed: str) -> list[Candidate]:
    """``{when} {title}``: names behind a brace."""
    from crisis.timeline.formats.fields import meanings

    head = typed[: typed.rfind("{") + 1] or "{"
    if "}" in typed[len(head) :] or ":" in typed[len(head) :]:
        return []
    words = meanings() | dict.fromkeys(own_keys(known, typed[len(head) :]), "")
    return [Candidate(f"{head}{name}}}", text, True) for name, text in words.items()]


def _listed(words: Mapping[str, object], typed: str) -> list[Candidate]:
    """Words apart by commas, each once, with what is said about them if that is a text."""
    head, comma, _ = typed.rpartition(",")
    taken = {word.strip() for word in head.split(",")}
    return [
        Candidate(f"{head}{comma}{word}", about if isinstance(about, str) else "")
        for word, about in words.items()
        if word not in taken
    ]


def schemas(_known: Known, _typed: str) -> list[Candidate]:
    """Documents that have a schema."""
    from crisis.timeline.formats.schemas import NAMES

    return [Candidate(name) for name in NAMES]


def forms(_known: Known, _typed: str) -> list[Candidate]:
    """Forms of an answer."""
    from crisis.cli.request.forms import FORMS

    return [Candidate(form) for form in FORMS]


def rules(_known: Known, _typed: str) -> list[Candidate]:
    """Rules that come with the program."""
    from crisis.timeline.interchange.reading.presets import names, preset

    return [Candidate(name, preset(name).about) for name in names()]


def documents(_known: Known, typed: str) -> list[Candidate]:
    """The templates that come with crisis; what looks like a path is a file."""
    if "/" in typed or "." in typed:
        return FILES
    from crisis.timeline.formats.document_template import shipped

    return [Candidate(name) for name in shipped()]


def topics(_known: Known, _typed: str) -> list[Candidate]:
    """Pages of the help."""
    from crisis.cli.help.topics import TOPICS
    from crisis.cli.request.registry import COMMANDS, summary

    topics = [Candidate(name, topic.summary) for name, topic in TOPICS.items()]
    return [*topics, *(Candidate(name, summary(name)) for name in COMMANDS)]
