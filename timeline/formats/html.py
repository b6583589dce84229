"""The page of a report: one HTML file with its data, looks and code in it, which asks no network.

The data stand in it as JSON that the page reads; no text of a timeline is ever markup. The policy
in its head lets run what this module put there, known by its hash (Content Security Policy, Level
3), and nothing else; nothing can be fetched. The page is plain ASCII, so that no encoding on its
way can harm it.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.both_calendars import BothCalendars
from crisis.timeline.base.languages import Language, days_of, is_tag
from crisis.timeline.base.limits import MOST_ON_PAGE
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.record import row_of
from crisis.timeline.base.texts import in_language
from crisis.timeline.base.zones import Zone
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import QueryError
from crisis.timeline.reports.all_day import Daylong
from crisis.timeline.reports.free_texts import free_texts
from crisis.timeline.reports.lengths import clock_error
from crisis.timeline.reports.report import Report
from crisis.timeline.reports.signs import SIGNS

from .markup import in_ascii
from .page_clocks import elapsed_face, zone_face
from .page_events import page_document
from .page_hues import hues
from .page_names import named_at
from .page_packed import packed
from .page_pictures import PagePictures
from .page_plain import PlainPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.base.texts import Texts
    from crisis.timeline.model.attribution import Attribution
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer

_STYLES = (
    "page.css", "chart.css", "events.css", "reading.css", "embed.css", "screens.css", "print.css",
)  # fmt: skip
_SCRIPTS = (
    "data.js", "embed.js", "media.js", "list.js", "filters.js", "reading.js", "axis.js", "scale.js",
    "signs.js", "brush.js", "lanes.js", "layout.js", "silences.js", "chart.js", "gestures.js",
    "minimap.js", "tooltip.js", "legend.js", "view.js", "page.js",
)  # fmt: skip
# What could end the element that the data stand in, and all that is not ASCII.
_ACTIVE = re.compile("[<>&\x7f-\U0010ffff]")
_encoded = json.JSONEncoder(separators=(",", ":"), default=row_of).encode
_PLACE = re.compile(r"\{\{(\w+)\}\}")


class _Look(NamedTuple):
    """What times are written with."""

    language: Language
    dash: str = "\N{EN DASH}"
    arrow: str = "\N{RIGHTWARDS ARROW}"


def to_html(
    report: Report,
    zones: tuple[Zone, ...],
    lang: str = "",
    julian: bool = False,
    embed: bool = False,
    theme: str = "auto",
    unshown: Callable[[str], None] | None = None,
) -> str:
    """A report as one page of HTML, in ASCII.

    It opens with the first of ``zones``; the others, the file's own zones and the time since zero
    are offered beside it. ``lang`` (BCP 47) is the language of texts and days, else the timeline's;
    with ``julian`` texts have the Julian date of a day as well.
    With ``embed`` it is for a frame in another page: a small title, filters only where its address
    asks for them (``#filters=yes``), and its height is told to the page around it.
    ``theme`` is light or dark, or auto for what its reader's system has.
    Events stand by day or by elapsed time, however the report is grouped. ``unshown`` hears why a
    picture is not shown, which the page says too. Raises QueryError for more events, or larger
    pictures together, than a browser can show.
    """
    answer = report.answer
    if len(answer.matches) > MOST_ON_PAGE:
        raise QueryError(
            f"{len(answer.matches):,} events are too many for a page: at most {MOST_ON_PAGE:,}",
            f"filters or --limit {MOST_ON_PAGE} leave fewer; --as csv and --as json take all",
        )
    daylong = Daylong(answer)
    before = {below.event.id: above.event.id for above, below in pairwise(answer.matches)}
    shown = daylong.marked(daylong.shown(answer.matches), None, before)
    report = Report(answer._replace(matches=tuple(shown)), report.by)
    timeline = answer.timeline
    lang = (lang or timeline.header.lang or "en").replace("_", "-")
    lang = lang if is_tag(lang) else "en"
    style, script = _themed(hues() + _joined(_STYLES), theme), _joined(_SCRIPTS)
    title = timeline.header.title or "Timeline"
    events = [match.event for match in report.answer.matches]
    pictures = PagePictures(events, lang)
    view = _view(report, zones, lang, julian)
    if unshown is not None:
        for message in pictures.unshown:
            unshown(message)
    small, shown_view = packed(page_document(report), view | {"media": pictures.of})
    parts = {
        "lang": in_ascii(lang),
        "embed": ' class="embed"' if embed else "",
        "title": in_ascii(title),
        "policy": in_ascii(_policy(style, script)),
        "style": style,
        "script": script,
        "document": _inert(_encoded(small)),
        "view": _inert(_encoded(shown_view)),
        "plain": PlainPage(timeline, lang).markup(events, view["faces"][0], pictures.of),
        "pictures": pictures.markup(),
    }
    return _PLACE.sub(lambda place: parts[place[1]], _asset("page.html"))


def _view(report: Report, zones: tuple[Zone, ...], lang: str, julian: bool) -> dict[str, Any]:
    """What the page shows beside the document: names, and the times on each clock."""
    answer = report.answer
    timeline = answer.timeline
    named = days_of(lang, timeline.header.lang, timeline.text_languages)
    look = _Look(BothCalendars(named) if julian else named)
    told = named_at(answer)
    faces = [zone_face(answer, zone, label, look, told) for zone, label in _zones(zones, timeline)]
    elapsed = elapsed_face(answer, _zero(answer, zones[0], look), look, told)
    actors = dict.fromkeys(part.actor for match in answer.matches for part in match.event.actors)
    return {
        "lang": lang,
        "title": timeline.header.title or "Timeline",
        "broken": timeline.broken,
        "notes": answer.notes,
        "languages": [
            [_chosen(event.titles, lang), _chosen(event.texts, lang), _chosen(event.notes, lang)]
            for event in (match.event for match in answer.matches)
        ],
        "named": [_named(one) for one in told],
        "actors": {
            name: {
                "name": timeline.actors[name].name if name in timeline.actors else name,
                "of": list(timeline.actors[name].member_of if name in timeline.actors else ()),
            }
            for name in dict.fromkeys([*timeline.actors, *actors])
        },
        "sources": {
            source.id: {
                "name": source.name,
                "title": source.title,
                "url": source.url,
                "published": source.published,
                "clock": "" if source.clock is None else clock_error(source.clock.fast),
                "free": free_texts(source.free),
            }
            for source in timeline.sources.values()
        },
        "signs": {sign.name: sign.word for sign in SIGNS},
        "faces": [face._asdict() for face in (*faces, elapsed) if face is not None],
    }


def _named(named: Attribution) -> dict[str, Any]:
    """Who is named at the time of an event, who at its title, and who is told apart."""
    return {
        "time": [source for source in named.at_time if source],
        "title": named.at_title,
        "apart": [[account.source or None, account.aside.strip(" ()")] for account in named.apart],
    }


def _zones(zones: tuple[Zone, ...], timeline: Timeline) -> list[tuple[Zone, str]]:
    """The zones to offer, each once: those asked for, the file's own, those it has short forms for.

    A label names the short forms too: ``America/New_York (ET)``.
    """
    header = timeline.header
    own = [header.zone] if header.zone else []
    short: dict[str, list[str]] = {}
    for form, name in header.zones.items():
        short.setdefault(name, []).append(form)
    offered = dict.fromkeys([*zones, *map(Zone, [*own, *header.zones.values()])])
    return [(zone, _label(zone, short.get(zone.name, []))) for zone in offered]


def _label(zone: Zone, short: list[str]) -> str:
    """A zone with the short forms of it; an offset goes by them alone."""
    if not short:
        return zone.label
    names = ", ".join(short)
    return names if zone.name[0] in "+-" else f"{zone.name} ({names})"


def _zero(answer: Answer, zone: Zone, look: _Look) -> str:
    """Where elapsed time begins, in words."""
    zero = answer.clock.zero
    if isinstance(zero, int):
        from crisis.timeline.reports.times import instant

        return instant(zero, zone, look)
    event = store(answer.timeline).event(zero) if zero else None
    return in_language(event.titles, look.language.tag) if event else ""


def _chosen(texts: Texts, lang: str) -> str:
    """The tag of the text that is shown in a language."""
    if not texts:
        return ""
    shown = in_language(texts, lang)
    return next((tag for tag, text in texts if text == shown), "")


def _inert(data: str) -> str:
    """JSON that can stand in an HTML element: such signs occur only within its strings."""
    return _ACTIVE.sub(_escaped, data)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}" if match[0].isascii() else json.dumps(match[0])[1:-1]


def _policy(style: str, script: str) -> str:
    """The page may run its own script and use its own style, and ask nothing of anyone."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


_DARK = re.compile(r"@media (?:screen and )?\(prefers-color-scheme: dark\)")


def _themed(style: str, theme: str) -> str:
    """The style of a light page or a dark one, whatever the reader's system has; paper is white."""
    if theme == "auto":
        return style
    style = style.replace("color-scheme: light dark", f"color-scheme: {theme}", 1)
    return _DARK.sub("@media screen" if theme == "dark" else "@media not all", style)


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(_asset(name) for name in names)


def _asset(name: str) -> str:
    """A file of the page that comes with this package; line ends as HTML reads them."""
    data = get_data(__package__, f"page/{name}") or b""
    return data.decode("ascii").replace("\r\n", "\n")
