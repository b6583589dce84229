"""Foreign files in a test: imported by rules, and what came of them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from crisis.timeline.eventfile.files import Source
from crisis.timeline.interchange.reading.event_file import EventFile
from crisis.timeline.interchange.reading.foreign_text import ForeignText
from crisis.timeline.interchange.reading.importing import Import
from crisis.timeline.interchange.reading.made_tree import Made, MadeTree
from crisis.timeline.interchange.reading.presets import names, preset
from crisis.timeline.interchange.reading.rules_file import RulesFile
from crisis.timeline.loading import load_sources, loads

if TYPE_CHECKING:
    from pathlib import Path

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.interchange.reading.tally import Tally
    from crisis.timeline.timeline import Timeline


class Imported(NamedTuple):
    """The text of the event file, what was told on the way, and the counts."""

    text: str
    problems: list[Problem]
    tally: Tally
    remarks: list[str]

    @property
    def timeline(self) -> Timeline:
        """What the event file says; it has to be without errors."""
        loaded = loads(self.text)
        errors = [str(p) for p in loaded.problems if p.severity == "error"]
        assert not errors, (errors[0], self.text)
        return loaded


def straight(content: str, rules: str, zone: str = "") -> Timeline:
    """What the commands make of a file by rules, without an event file between."""
    problems: list[Problem] = []
    job = Import(problems.append, zone)
    entries = list(job.events(ForeignText("x", BytesIO(content.encode())), rules_of(rules).rules))
    preamble = {
        "timeline": job.timeline(),
        "actors": job.actors(),
        "sources": job.sources(),
    }
    return load_sources([Made("x", MadeTree("x", entries, preamble, problems))])


def rules_of(text: str) -> RulesFile:
    return RulesFile(Source("rules.yaml", text))


def text_of(data: bytes, name: str = "x") -> ForeignText:
    """A file of these bytes."""
    return ForeignText(name, BytesIO(data))


def imported(content: str | bytes, rules: str, zone: str = "", name: str = "x") -> Imported:
    """A file of this content, imported by a preset, or by the text of rules without problems."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    read = preset(rules) if rules in names() else rules_of(rules)
    return imported_by(read, data, zone, name)


def imported_by(
    rules: RulesFile, content: bytes | Path, zone: str = "", name: str = "x"
) -> Imported:
    """A file of this content, or one at a path, imported by rules that are without problems."""
    assert rules.problems == []
    problems: list[Problem] = []
    job = Import(problems.append, zone)
    file = text_of(content, name) if isinstance(content, bytes) else job.file(str(content))
    assert file is not None
    made = EventFile()
    try:
        for entry in job.events(file, rules.rules):
            made.add(entry)
        text = "".join(made.text("made", job.timeline(), job.actors(), job.sources()))
    finally:
        made.close()
        file.close()
    return Imported(text, problems, job.conversions[0].tally, file.remarks)
