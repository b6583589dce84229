"""What stands above the events of ``crisis.events/1``, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.timeline import Header, Measure, instant_of

if TYPE_CHECKING:
    from .json_access import Fields


def read_header(fields: Fields, zero: int | str | None) -> Header:
    """The header of a timeline that counts from ``zero``. Raises JsonError."""
    return Header(
        fields.text("title"),
        fields.text("zone"),
        zero=zero,
        zones=_short_names(fields),
        window=_window(fields),
        measures=_measures(fields),
        free=fields.free(),
    )


def _short_names(above: Fields) -> dict[str, str]:
    if "zones" not in above.values:
        return {}
    return {one.text("name"): one.text("zone") for one in above.objects("zones")}


def _measures(above: Fields) -> tuple[Measure, ...]:
    """The lengths of time that the files name; their events need not be in the document."""
    if "measures" not in above.values:
        return ()
    measures = []
    for one in above.objects("measures"):
        for key in ("from", "to"):
            try:
                instant_of(one.text(key))
            except ValueError:
                raise one.wrong(key, "must be ID, ID.start or ID.end") from None
        measures.append(Measure(one.text("name"), one.text("from"), one.text("to")))
    return tuple(measures)


def _window(above: Fields) -> tuple[int, int] | None:
    window = above.optional_object("window")
    if window is None:
        return None
    start, stop = window.instant("start"), window.instant("stop")
    if start is None or stop is None or start >= stop:
        raise above.wrong("window", "must start before it stops")
    return start, stop
