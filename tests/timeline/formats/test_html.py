"""The page of a report: no text in it is markup, and its clocks say what the core says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from functools import cache, cached_property
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from crisis.timeline import Clock, Query, Report, Zone, ask, load, report
from crisis.timeline.base import limits
from crisis.timeline.base.escape import in_its_lines, one_line
from crisis.timeline.formats import html as htmlform
from crisis.timeline.formats import page_pictures
from crisis.timeline.formats.html import to_html
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.query.terms import QueryError, read_term
from crisis.timeline.reports.all_day import Daylong

from ...support import answers
from ...support.page_data import unpacked
from ...support.timelines import flow, instant, read, read_lines

if TYPE_CHECKING:
    from crisis.timeline import Timeline

FIXTURES = Path(__file__).parents[3] / "fixtures"
ZONES = ("America/Los_Angeles", "Europe/Amsterdam", "Asia/Kolkata", "-12:00")


class Page(HTMLParser):
    """What a reader of HTML sees: the elements, and the text of those that hold no markup.

    ``plain`` are the elements for browsers without scripts, ``read`` is their text.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.plain: list[tuple[str, dict[str, str | None]]] = []
        self.read = ""
        self.scripts = True
        self.comments = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.scripts:
            self.plain.append((tag, dict(attrs)))
            return
        self.scripts = tag != "noscript"
        self.elements.append((tag, dict(attrs)))
        self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.scripts = self.scripts or tag == "noscript"
        if not self.scripts:
            return
        self.texts.append(("", ""))

    def handle_data(self, data: str) -> None:
        if not self.scripts:
            self.read += data
            return
        tag, text = self.texts.pop() if self.texts else ("", "")
        self.texts.append((tag, text + data))

    def handle_comment(self, data: str) -> None:
        self.comments += 1

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def within(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]

    @property
    def document(self) -> Any:
        return self.data[0]

    @property
    def view(self) -> Any:
        return self.data[1]

    @cached_property
    def data(self) -> tuple[Any, Any]:
        document, view = map(json.loads, self.within("script")[:2])
        return unpacked(document, view)

    def face(self, key: str) -> Any:
        return next(face for face in self.view["faces"] if face["key"] == key)


TIMES = {
    "start", "end", "precision", "approximate", "uncertain", "accounts", "alternatives",
    "day", "elapsed", "elapsed_end", "duration", "unix", "delta",
}  # fmt: skip
"""What the faces of a page say of an event, in place of its document."""


SHOWN = {
    "is", "from", "to", "for", "source", "quote", "text", "confidence", "at", "via", "url",
    "rejected", "free",
}  # fmt: skip
"""What a page shows of a claim."""


def told(found: Report) -> Any:
    """The JSON of an answer in the order of the page, without the times of events and claims."""
    shown = tuple(Daylong(found.answer).shown(found.answer.matches))
    document = json.loads(to_json(Report(found.answer._replace(matches=shown), found.by)))
    for event, match in zip(document["events"], shown, strict=True):
        for name in TIMES & event.keys():
            del event[name]
        if match.event.alternative:
            event["alternative"] = True
        for claim in event["when"]:
            for name in claim.keys() - SHOWN:
                del claim[name]
    return {name: document[name] for name in document.keys() - {"actors", "sources"}}


def answer(
    timeline: Timeline, *terms: str, zone: str = "", zero: int | str | None = None
) -> Report:
    header = timeline.header
    clock = Clock(Zone(zone or header.zone or "UTC"), header.zero if zero is None else zero)
    return report(ask(timeline, Query(tuple(map(read_term, terms))), clock))


def page(found: Report, *zones: str, lang: str = "") -> Page:
    shown = tuple(map(Zone, zones)) or (found.answer.clock.zone,)
    return Page(to_html(found, shown, lang))


@cache
def fixture(name: str) -> Timeline:
    return load(str(FIXTURES / f"{name}.yaml"))


@cache
def openai() -> Page:
    return page(answer(fixture("openai")), *ZONES)


PLAIN = {
    "section", "h2", "h3", "ol", "ul", "li", "article", "p", "span", "div", "blockquote", "q", "a",
}  # fmt: skip
"""All that stands in a page for browsers without scripts."""


def check_plain(shown: Page) -> None:
    """Nothing there is more than text, but for links to the web and within the page."""
    for tag, attributes in shown.plain:
        assert tag in PLAIN
        assert attributes.keys() <= {"class", "dir", "lang", "href", "rel"}
        assert (attributes.get("href") or "#").startswith(("#", "http://", "https://"))


SKELETON = [(tag, attributes.get("id")) for tag, attributes in openai().elements]


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "]]></script >",
        "</title></style><img src=x onerror=alert(1)>",
        "{{script}} {{document}} \\1 \\g<0>",
        "\u2028 \u2029 \u202e \x85 é 標 👍",
        "\ud83d alone",
        "&lt;b&gt; &amp;lt; &#60;",
    ],
)
def test_no_text_is_markup(text: str) -> None:
    timeline = read_lines(f"  - {{id: a, title: {flow('plain')}, when: '2024-01-01'}}")
    event = timeline.events[0]._replace(
        titles=(("", text),), texts=(("en", text),), tags=(text,), quote=text, place=text
    )
    header = timeline.header._replace(title=text)
    found = answer(timeline.replace(events=(event,), header=header))
    html = to_html(found, (Zone("UTC"),))
    assert html.isascii()
    shown = Page(html)
    assert [(tag, attributes.get("id")) for tag, attributes in shown.elements] == SKELETON
    assert shown.comments == 0
    assert shown.document == told(found)
    check_plain(shown)
    assert one_line(text) in shown.read


@given(answers.reports())
def test_the_data_are_those_of_the_json_whatever_is_in_them(found: Report) -> None:
    html = to_html(found, (found.answer.clock.zone,))
    assert html.isascii()
    shown = Page(html)
    assert [(tag, attributes.get("id")) for tag, attributes in shown.elements] == SKELETON
    assert shown.document == told(found)
    check_plain(shown)
    for face in shown.view["faces"]:
        assert len(face["readings"]) == len(face["moments"]) == len(shown.document["events"])


def test_the_title_is_shown_and_names_the_page() -> None:
    shown = page(answer(read("timeline: {title: 'A <b> & \u202e \u5929', zone: UTC}\nevents: []")))
    assert shown.within("title") == ["A <b> & \\u202e \u5929"]
    assert shown.within("h1") == ["A <b> & \\u202e \u5929"]


def test_only_what_the_policy_names_may_run_and_nothing_is_fetched() -> None:
    shown = openai()
    tags = [tag for tag, _ in shown.elements]
    place = next(
        number
        for number, (_, attributes) in enumerate(shown.elements)
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert place < min(tags.index("style"), tags.index("script"), tags.index("link"))
    policy = str(shown.elements[place][1]["content"])
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    (style,), script = shown.within("style"), shown.within("script")[-1]
    assert rules == {
        "default-src": "'none'",
        "script-src": f"'{hashed(script)}'",
        "style-src": f"'{hashed(style)}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def hashed(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def test_nothing_in_the_page_is_elsewhere() -> None:
    shown = openai()
    for tag, attributes in shown.elements:
        assert not {"src", "srcset", "action", "style"} & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert (attributes.get("href") or "#").startswith(("#", "data:,")), tag
    assert not re.search(r"url\(|@import", shown.within("style")[0])


def test_the_same_report_gives_the_same_page() -> None:
    code = (
        "import sys\n"
        "from crisis.timeline import Clock, Query, Report, Zone, ask, load, report\n"
        "from crisis.timeline.formats.html import to_html\n"
        "timeline = load(sys.argv[1])\n"
        "zone = Zone(timeline.header.zone)\n"
        "found = report(ask(timeline, Query(), Clock(zone, timeline.header.zero)))\n"
        "sys.stdout.write(to_html(found, (zone,)))\n"
    )
    command = [sys.executable, "-c", code, str(FIXTURES / "openai.yaml")]
    pages = [
        subprocess.check_output(command, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert pages[0] == pages[1]
    assert len(pages[0]) > 100_000


@pytest.mark.parametrize(
    "text",
    [
        "timeline: {zone: UTC}\nevents: []",
        "events: []",
        "",
        "timeline: {zone: UTC}\nevents:\n  - {id: a, title: t}",
    ],
)
def test_an_empty_answer_is_a_page(text: str) -> None:
    shown = page(answer(read(text), "not:id:a" if "id: a" in text else "nothing"), "UTC")
    assert shown.document["events"] == []
    assert [face["readings"] for face in shown.view["faces"]] == [[]]
    assert [(tag, attributes.get("id")) for tag, attributes in shown.elements] == SKELETON


def test_it_offers_the_zones_asked_for_then_those_of_the_file_then_elapsed_time() -> None:
    shown = page(answer(fixture("openai")), "Asia/Tokyo", "Europe/Amsterdam")
    assert [(face["key"], face["label"]) for face in shown.view["faces"]] == [
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("Europe/Amsterdam", "Europe/Amsterdam (NL)"),
        ("America/Los_Angeles", "America/Los_Angeles"),
        ("America/New_York", "America/New_York (ET)"),
        ("Asia/Kolkata", "Asia/Kolkata (IST)"),
        ("elapsed", "Sat 18 Nov 2023 05:00"),
    ]


def test_without_a_zero_no_elapsed_time_is_offered() -> None:
    timeline = read_lines("  - {id: a, title: t, when: 2024-01-01}")
    assert [face["key"] for face in page(answer(timeline)).view["faces"]] == ["UTC"]


def readings(face: Any) -> list[tuple[str, str]]:
    """The heading over each event, and its time."""
    return [(face["groups"][group][1], when) for group, when, *_ in face["readings"]]


def test_times_are_those_of_each_zone() -> None:
    timeline = read_lines(
        "  - {id: a, title: t, when: 2024-03-30 23:30}",
        "  - {id: b, title: t, when: 2024-03-31 00:20..2024-03-31 01:10}",
        "  - {id: c, title: t, when: ~2024-03-31 12:00}",
        "  - {id: d, title: t, when: before 2024-06-01}",
        "  - {id: e, title: t}",
    )
    shown = page(answer(timeline), "UTC", "Europe/Amsterdam")
    assert readings(shown.face("UTC")) == [
        ("Saturday 30 March 2024", "23:30"),
        ("Sunday 31 March 2024", "00:20–01:10"),
        ("Sunday 31 March 2024", "~12:00"),
        ("Not after Friday 31 May 2024", "before 24:00"),
        ("Undated", "undated"),
    ]
    assert readings(shown.face("Europe/Amsterdam")) == [
        ("Sunday 31 March 2024", "00:30"),
        ("Sunday 31 March 2024", "01:20–03:10"),
        ("Sunday 31 March 2024", "~14:00"),
        ("Not after Saturday 1 June 2024", "before 02:00"),
        ("Undated", "undated"),
    ]


def test_the_axis_knows_when_clocks_change() -> None:
    timeline = read_lines(
        "  - {id: a, title: t, when: 2024-03-01}", "  - {id: b, title: t, when: 2024-12-01}"
    )
    hour = 3_600_000_000
    offsets = page(answer(timeline), "Europe/Amsterdam").face("Europe/Amsterdam")["offsets"]
    assert offsets == [
        [instant("2024-03-01"), hour],
        [instant("2024-03-31T01:00"), 2 * hour],
        [instant("2024-10-27T01:00"), hour],
    ]


def test_elapsed_times_are_those_of_the_report() -> None:
    timeline = read_lines(
        "  - {id: z, title: t, when: ~2024-01-01 10:00}",
        "  - {id: a, title: t, when: 3h after @z}",
        "  - {id: b, title: t, when: from 2024-01-01 12:00 to 2024-01-01 14:00}",
        "  - {id: c, title: t, when: before @z}",
        "  - {id: d, title: t, when: since 2024-01-01 14:00}",
    )
    face = page(answer(timeline, zero="z")).face("elapsed")
    assert readings(face) == [
        ("Not after hours -1 to 0", "<+0:00"),
        ("Hours 0 to +1", "+0:00:00"),
        ("Hours +1 to +2", "+1:30–2:31 → +3:30–4:31"),
        ("Hours +2 to +3", "+2:30–3:30"),
        ("Hours +3 to +4", "+3:30–4:31 → still going on"),
    ]
    assert face["moments"][3] == [[[9_000_000_000, 12_600_000_000], None]]


def test_accounts_that_differ_are_told_on_each_clock_and_drawn_where_disputed() -> None:
    timeline = read(
        "timeline: {zone: UTC}\nsources: {s: {name: S}, t: {name: T}}\nevents:\n  2024-01-01:\n"
        "    - {id: a, title: t, when: [{is: '10:00', source: s}, {is: '11:00', source: t}]}\n"
        "    - {id: b, title: t, when: [{is: ~12:15, source: s}, {is: ~12:30, source: t}]}\n"
    )
    face = page(answer(timeline), "Europe/Amsterdam").face("Europe/Amsterdam")
    assert [reading[3] for reading in face["readings"]] == [
        ["11:00", "12:00"],
        ["13:00–13:30", "13:15–13:45"],
    ]
    assert [len(moments) for moments in face["moments"]] == [2, 1]


def test_accounts_that_cannot_all_be_true_are_told_with_that_which_is_the_time() -> None:
    timeline = read(
        "timeline: {zone: UTC}\n"
        "sources: {s: {name: S}, t: {name: T}, l: {name: L, confidence: low}}\n"
        "events:\n  2024-01-01:\n"
        "    - {id: z, title: t, when: '12:30'}\n"
        "    - {id: a, title: t, caused_by: z, when: [{is: '12:39', source: s},"
        " {is: '12:39', source: t}, {is: '11:40', source: l}]}\n"
    )
    shown = page(answer(timeline))
    assert timeline["a"].disputed
    told = {reading[1]: reading[3] for reading in shown.face("UTC")["readings"]}
    assert ["12:39", "12:39", "11:40?"] in told.values()


def test_a_claim_that_counts_from_another_event_is_told_as_its_account() -> None:
    timeline = read(
        "timeline: {zone: UTC}\nsources: {s: {name: S}, t: {name: T}}\nevents:\n  2024-01-01:\n"
        "    - {id: z, title: t, when: '15:39:00'}\n"
        "    - {id: a, title: t, when: [{from: '15:40:00', to: '22:45:00', source: s},"
        " {from: at @z, for: 7h11m, source: t}, {is: after @z, source: u}]}\n"
    )
    claims = page(answer(timeline)).face("UTC")["readings"][1][4]
    assert [claim[:8] for claim in claims] == ["15:40:00", "15:39:00", ""]
    assert " \u2192 22:49:30\u2013" in claims[1]


def test_a_claim_is_told_on_the_clock_only_where_it_says_something_by_itself() -> None:
    timeline = read(
        "timeline: {zone: UTC, zones: {ET: America/New_York}}\nevents:\n  2024-01-02:\n"
        "    - {id: z, title: t, when: '12:00'}\n"
        "    - {id: a, title: t, when: [{is: '10:00 ET'}, {is: after @z}, {is: nonsense}]}\n"
    )
    face = page(answer(timeline)).face("UTC")
    assert [reading[4] for reading in face["readings"]] == [["12:00"], ["15:00", "", ""]]


@pytest.mark.parametrize("name", ["openai", "three-mile-island", "blackout-2003", "gitlab-2017"])
@pytest.mark.parametrize("zone", ZONES)
def test_a_day_holds_what_the_query_for_that_day_finds(name: str, zone: str) -> None:
    timeline = fixture(name)
    shown = page(answer(timeline, zone=zone), zone)
    check_stretches(shown, shown.face(zone), timeline, zone, lambda key: f"day:{key}")


@pytest.mark.parametrize("name", ["openai", "three-mile-island", "blackout-2003", "gitlab-2017"])
def test_a_stretch_of_hours_holds_what_the_query_for_it_finds(name: str) -> None:
    timeline = fixture(name)
    shown = page(answer(timeline))
    face = shown.face("elapsed")
    windows = {key: [end / 3_600_000_000 for end in window] for key, _, window in face["stretches"]}
    check_stretches(shown, face, timeline, "", lambda key: "hour:{:g}..{:g}".format(*windows[key]))


@given(answers.timelines())
def test_any_day_holds_what_the_query_for_that_day_finds(timeline: Timeline) -> None:
    shown = page(answer(timeline))
    face = shown.face("Asia/Jakarta")
    check_stretches(shown, face, timeline, "Asia/Jakarta", lambda key: f"day:{key}")


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_what_is_open_or_ends_at_midnight_is_in_the_days_that_the_query_finds(zone: str) -> None:
    phrases = (
        "from 2024-01-01 22:00 to 2024-01-01 24:00", "from 2024-01-02 to 2024-01-04",
        "from 2024-01-01", "after 2024-01-02", "before 2024-01-03", "2024-01-03 00:00:00",
        "2024-01-01 24:00", "unknown", "from 2024-01-03 12:00 for ~12h", "2024-01",
    )  # fmt: skip
    lines = [f"  - {{id: e{n}, title: t, when: '{phrase}'}}" for n, phrase in enumerate(phrases)]
    timeline = read_lines(*lines, f"  - {{id: p, title: t, status: planned, when: {phrases[1]}}}")
    shown = page(answer(timeline), zone)
    check_stretches(shown, shown.face(zone), timeline, zone, lambda key: f"day:{key}")


def check_stretches(shown: Page, face: Any, timeline: Timeline, zone: str, term: Any) -> None:
    ids = [event["id"] for event in shown.document["events"]]
    status = {event["id"] for event in shown.document["events"] if event["status"]}
    for number, (key, *_) in enumerate(face["stretches"]):
        found = answer(timeline, term(key), zone=zone).answer.matches
        wanted = {match.event.id: match.verdict for match in found}
        told = {
            one: "possible" if one in status else verdict(reading[-1], number)
            for one, reading in zip(ids, face["readings"], strict=True)
        }
        outside = {
            one
            for one, reading in zip(ids, face["readings"], strict=True)
            if not verdict(reading[-1], number)
        }
        assert {one: said for one, said in told.items() if one not in outside} == wanted, key


def verdict(spans: list[list[int]], number: int) -> str:
    """As the page reads spans: possible under some account, certain under all."""
    may = [first <= number <= last for first, last, _, _ in spans]
    sure = [first <= number <= last for _, _, first, last in spans]
    if not any(may):
        return ""
    return "certain" if all(sure) else "possible"


def test_texts_and_days_are_in_the_language_asked_for() -> None:
    timeline = fixture("openai")
    shown = page(answer(timeline), lang="id")
    assert shown.named("html")[0]["lang"] == "id"
    number = [event["id"] for event in shown.document["events"]].index("firing-call")
    assert shown.view["languages"][number][0] == "id"
    assert readings(shown.face("America/Los_Angeles"))[number][0] == "Jumat, 17 November 2023"
    assert openai().named("html")[0]["lang"] == "en"
    assert openai().view["languages"][number][0] == "en"


def test_a_language_that_is_none_is_no_reason_to_fail() -> None:
    timeline = read("timeline: {zone: UTC, lang: '\"><b>'}\nevents: []")
    assert page(answer(timeline)).named("html")[0]["lang"] == "en"
    made = timeline.replace(header=timeline.header._replace(lang='"><b>'))
    assert page(answer(made)).named("html")[0]["lang"] == "en"
    assert page(answer(timeline), lang='"><b>').named("html")[0]["lang"] == "en"


def test_a_filtered_report_holds_nothing_else() -> None:
    shown = page(answer(fixture("openai"), "actor:microsoft", "day:2023-11-17"))
    counts = shown.document["counts"]
    assert counts["total"] == 72
    assert counts["shown"] == len(shown.document["events"]) == len(shown.view["languages"]) < 10


def test_the_page_hides_what_the_core_hides() -> None:
    """The page says by itself what cannot be seen; its list is that of the core."""
    script = (Path(htmlform.__file__).parent / "page" / "list.js").read_text("ascii")
    listed = "".join(re.findall(r'^(?:const \w+ =)?\s*"(.*?)"', script, re.M)[:5])
    signs = re.sub(r"\\\\u\{(\w+)\}", lambda found: chr(int(found[1], 16)), listed)
    signs = re.sub(r"\\\\[ux](\w{2,4})", lambda found: chr(int(found[1], 16)), signs)
    hidden = re.compile(f"[{signs}]".replace("\\\\0", "\0"))
    mine = {code for code in range(0x110000) if hidden.match(chr(code))}
    signs = {chr(code) for code in mine - {ord("\n")}}
    assert signs == {sign for sign in map(chr, range(0x110000)) if in_its_lines(sign) != sign}


def test_a_theme_holds_whatever_the_system_of_the_reader_has() -> None:
    found = answer(read("events: [{title: a, when: 2026-11-20}]"), zone="UTC")
    styles = {
        theme: Page(to_html(found, (Zone("UTC"),), theme=theme)).within("style")[0]
        for theme in ("auto", "light", "dark")
    }
    for theme, style in styles.items():
        assert ("prefers-color-scheme" in style) == (theme == "auto")
        assert ("@media not all {" in style) == (theme == "light")
        assert ("@media screen { :root" in style) == (theme == "dark")
        assert f"color-scheme: {'light dark' if theme == 'auto' else theme};" in style


def test_what_is_told_of_pictures_and_how_large_they_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pictured = load(str(Path(__file__).parents[2] / "cases/files/pictured.yaml"))
    told: list[str] = []
    shown = Page(to_html(answer(pictured), (Zone("UTC"),), unshown=told.append))
    named = [message.split(" ")[0].rstrip(":") for message in told]
    own = ["pictures/none.jpg", "pictures/page.png", "pictures/script.svg"]
    assert named == [*own, "../test_cases.py", "texts"]
    (image,) = shown.named("img")
    assert str(image["src"]).startswith("data:image/png;base64,")
    media = shown.view["media"]
    assert media[0][0]["picture"] == media[1][0]["picture"] == 0
    assert [one["problem"] for one in media[1][1:]] == told
    check_plain(shown)
    for caption in ("The mast, an hour later", "In truth a page", "photo: Ann Hall"):
        assert caption in shown.read
    monkeypatch.setattr(page_pictures, "MOST_PICTURED", 1000)
    with pytest.raises(QueryError, match="pictures are larger"):
        to_html(answer(pictured), (Zone("UTC"),))


def test_more_events_than_a_browser_can_show_are_refused_with_what_helps() -> None:
    found = answers.many(limits.MOST_ON_PAGE + 1)
    with pytest.raises(QueryError, match="20,001 events are too many for a page") as refused:
        to_html(found, (Zone("UTC"),))
    assert "--limit 20000" in refused.value.hint


def test_keys_of_ones_own_are_on_the_page() -> None:
    timeline = read(
        "timeline: {zone: UTC}\n"
        "sources: {s: {name: S, x-path: /v}}\n"
        "events:\n"
        "  - {id: a, title: A, when: {is: 2026-11-20, source: s, x-line: 4},"
        ' x-ticket: [OPS-1, "</script>"]}\n'
        "  - {id: b, title: B}\n"
    )
    page = to_html(report(ask(timeline, Query(), Clock(Zone("UTC")))), (Zone("UTC"),))
    assert '"free":[["x-ticket","OPS-1, \\u003c/script\\u003e"]]' in page
    assert '"free":[["x-line","4"]]' in page
    assert '"free":[["x-path","/v"]]' in page
    assert page.count('"free":') == 3
