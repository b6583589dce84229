"""How quotes stand in the texts of their sources, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.terminal.messages import tell
from crisis.timeline.base.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.base.problems import Origin
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.quotes.quotes import Quotes, Standing, Texts

_LONGEST = 300


def statements(quotes: Quotes) -> Iterator[tuple[str, Origin, list[str]]]:
    """What is wrong with quotes and texts: a rule, where, and its lines."""
    for problem in quotes.problems:
        lines = [f"source {problem.source.id}: {one_line(problem.message)}"]
        if problem.hint:
            lines.append(f"  hint: {one_line(problem.hint)}")
        yield "source-text", problem.source.origin, lines
    for quoted in quotes.quotes:
        if quoted.standing == "missing":
            lines = [
                f"{quoted.event}: not quoted from {one_line(quoted.file)}: nothing like it there"
            ]
            yield "quote-missing", quoted.origin, [*lines, f"  quote: {_shown(quoted.quote)}"]
        elif quoted.standing == "near" and quoted.place is not None:
            where = f"{one_line(quoted.file)}, {quoted.place.where}"
            lines = [f"{quoted.event}: quoted otherwise than in {where}"]
            lines += [f"  quote: {_shown(quoted.quote)}", f"  there: {_shown(quoted.passage)}"]
            yield "quote-near", quoted.origin, lines


class QuotePlaces:
    """Where quotes of a timeline stand in the saved texts of its sources, for ``crisis why``."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._texts: Texts | None = None

    def lines(self, event: Event, quote: str, by: tuple[str, ...]) -> list[tuple[int, str, str]]:
        """The line of the text in which a quote stands, with its indent and style; none without."""
        sources = self._timeline.sources
        if not any(sources[name].file for name in by if name in sources):
            return []
        from crisis.timeline.quotes.quotes import Texts, look_up

        if self._texts is None:
            self._texts = Texts(self._timeline)
        found = look_up(event, quote, by, event.origin, self._texts)
        if found.place is not None and found.standing == "there":
            where = f"{one_line(found.file)}, {found.place.where}"
            return [(4, f'{where}: "{one_line(found.place.line)}"', "dim")]
        if found.standing in ("near", "missing"):
            return [
                (4, f"not so in {one_line(found.file)}: crisis check --quotes tells more", "dim")
            ]
        return []


def _shown(text: str) -> str:
    line = one_line(text)
    return f'"{line}"' if len(line) <= _LONGEST else f'"{line[:_LONGEST]}..."'


def told(several: Sequence[Quotes]) -> None:
    """How many quotes stand how, in one line on standard error."""
    number = sum(len(quotes.quotes) for quotes in several)
    counts = {
        word: sum(quotes.count(standing) for quotes in several)
        for standing, word in _STANDINGS.items()
    }
    parts = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    what = f"{number:,} quote{'s' if number != 1 else ''}"
    hint = "" if counts["of sources without a file"] < number or not number else _HINT
    tell(f"{what}: {parts}" if number else "no event and no claim has a quote", hint)


_STANDINGS: dict[Standing, str] = {
    "there": "as quoted",
    "near": "otherwise",
    "missing": "not there",
    "unread": "in texts that cannot be read",
    "no text": "of sources without a file",
}
_HINT = "sources: {wsj: {name: ..., file: texts/wsj.txt}} names the saved text of one"
