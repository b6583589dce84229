"""The timeline that people ask in Python: its records, and questions to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model import timeline as model

if TYPE_CHECKING:
    from datetime import date

    from .selection import Day, Report, Selection


class Timeline(model.Timeline):
    """A resolved timeline that can be asked: the methods give some of its events.

    Each method but ``to_dicts``, ``to_pandas``, ``measures`` and ``report`` gives a Selection,
    which narrows further.
    """

    __slots__ = ()

    def select(self, *terms: str) -> Selection:
        """The events that match terms as on the command line; all of them without a term."""
        from .selection import Selection

        return Selection(self).where(*terms)

    def on(self, *days: str | date) -> Selection:
        """The events of a day: ``monday``, ``2023-11-20``, ``d4``, or a range ``fri..mon``."""
        return self.select().on(*days)

    def between(self, first: Day | None, last: Day | None = None) -> Selection:
        """The events from a day, or a day and time, to another; see Selection.between."""
        return self.select().between(first, last)

    def hour(self, *elapsed: str) -> Selection:
        """The events so long after zero: ``24``, ``24..48``, ``90m``."""
        return self.select().hour(*elapsed)

    def actor(self, *names: str) -> Selection:
        """The events of an actor, by id, name or alias, and of its members."""
        return self.select().actor(*names)

    def source(self, *names: str) -> Selection:
        """The events that a source tells of, by its id or name."""
        return self.select().source(*names)

    def tag(self, *names: str) -> Selection:
        """The events with a tag."""
        return self.select().tag(*names)

    def place(self, *names: str) -> Selection:
        """The events at a place, case and accents aside."""
        return self.select().place(*names)

    def text(self, *words: str) -> Selection:
        """The events with a word in a text, case and accents aside."""
        return self.select().text(*words)

    def where(self, *terms: str) -> Selection:
        """The same as ``select``."""
        return self.select(*terms)

    def certain(self) -> Selection:
        """All events, without those that are only possible."""
        return self.select().certain()

    def to_dicts(self) -> list[dict[str, Any]]:
        """The events in the order of time as plain data, as in the JSON."""
        return self.select().to_dicts()

    def to_pandas(self) -> Any:
        """The events in the order of time as a DataFrame; see Selection.to_pandas."""
        return self.select().to_pandas()

    def measures(self) -> list[dict[str, Any]]:
        """The lengths of time that the files give names, as plain data, as in the JSON.

        Each is a bound in seconds, ``{min, max}``; None is open, and below 0 the second event came
        first. Instants are in the zone of the timeline.
        """
        from crisis.timeline.formats.json_measures import measured
        from crisis.timeline.formats.json_values import plain
        from crisis.timeline.reports.measures import measures

        zone = self.select().clock.zone
        return [plain(measured(one, zone)) for one in measures(self)]

    def report(self, by: str = "") -> Report:
        """All events in groups: ``by`` day, hour, 15m, actor, tag …; a comma nests."""
        return self.select().report(by)
