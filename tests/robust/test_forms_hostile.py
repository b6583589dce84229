"""Every form and every command on data that want to be obeyed: all is shown, nothing is obeyed."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sys
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis.cli.commands.check import FORMS as CHECK_FORMS
from crisis.cli.main import main
from crisis.cli.request.forms import BYTES, PICTURES
from crisis.cli.request.forms import FORMS as EVERY
from crisis.cli.terminal.exits import INTERNAL

from ..support.examples import examples, sampled

if TYPE_CHECKING:
    from collections.abc import Iterator

# Control codes but for the line's end, what turns the direction of text, what Unicode has no shape
# for (Default_Ignorable_Code_Point but for what shapes letters), and halves of pairs.
OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
STYLE = re.compile(r"\x1b\[[0-9;]*m")
EVIL = (
    "\x1b]0;pwned\x07", "\x1b[2J\x1b[31m", "\x9b31m", "\u202eesrever\u202c", "\u2066x\u2069",
    "a\r\nb", "a\tb", "\u2028", "\ufeff", "\x7f", "[bold red]x[/]", "[/nothing]", "[link=x]y[/]",
    ":skull:", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "a,\"b\";c",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title><script>", "</script><b>",
    "]]>", "<!--", "-->", "&lt;b&gt;", "&#x1b;", "[x](javascript:alert(1))", "![x](http://x/y.png)",
    "<javascript:alert(1)>", "http://x.example/", "# x", "* x", "| x |", "```", "`x`", "1. x",
    "---", "\\", "%s", "{title}", "{0}", "$(id)", "`id`", "'; drop table events; --",
    "\N{ZERO WIDTH JOINER}", "e\u0301" * 20, "\N{FAMILY}", "標題", "x" * 3000,
    "in\u200bvisible", "soft\xadhyphen", "\u2060\u2061", "tag\U000e0041\U000e007f",
    "\ufff9a\ufffab\ufffb",
    "\u3164", "a\u115fb", "\u034f", "\ufe0f\ufe0f", "a\u200db", "\U0001d173", "\ufffe",
)  # fmt: skip
ORIGINAL = str(Path(__file__).parents[1] / "cases" / "files" / "before.yaml")
FORMS = [form for form in EVERY if form not in BYTES]
COMMANDS = (
    *(("show", "--as", form) for form in FORMS),
    *(("show", "--width", "20"), ("show", "--width", "80"), ("show", "--by", "actor,tag")),
    *(("show", "--format", "{id} {title} {place}"), ("why", "e0"), ("why", "e0", "e1")),
    *(("check", "--as", form) for form in CHECK_FORMS),
    *(("check",), ("count", "--by", "tag"), ("count", "--by", "x-own"), ("gaps",)),
    ("gaps", "--as", "svg"),
    ("count", "--by", "tag", "--as", "svg"),
    ("why", "e0", "--as", "svg"),
    *(("show", "--template", name) for name in ("postmortem", "brief")),
    *(("measures", "--as", form) for form in ("table", "markdown", "csv", "json")),
    *(("measures", "--each"), ("measures", "--each", "--as", "markdown")),
    *(("diff", ORIGINAL, "--why", "--as", form) for form in ("text", "markdown", "json")),
    *(("diff", "--according-to", "s", "--as", form) for form in ("text", "markdown", "json")),
    ("diff", "--according-to", "s", "--width", "30"),
    *(("compare", ORIGINAL, "--as", form) for form in ("text", "markdown", "json")),
    *(("list", kind) for kind in ("actors", "sources", "tags", "days")),
)
WITH_IDS = (
    "table", "tree", "json", "ndjson", "csv", "html", "timelinejs", "markwhen", "vis", "edtf-csv",
    "ics", "timesketch",
)  # fmt: skip
"""The forms that name each event by its id."""


def quoted(text: str) -> str:
    """A text as YAML in double quotes, every character as an escape."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


def file_of(evil: tuple[str, ...]) -> str:
    """Events with such a text in every field that takes one."""
    first, link = quoted(evil[0]), quoted(f"javascript:{evil[0]}")
    named = {
        text: f"? {quoted(text)} : [tongues, e{n}]" for n, text in enumerate(evil) if text.strip()
    }
    measures = ", ".join(named.values())
    lines = [
        (
            f"timeline: {{title: {first}, zone: UTC, lang: {first}, measures: {{{measures}}}, "
            f"x-own: {first}}}"
        ),
        f"actors: {{x: {{name: {first}, aliases: [{quoted(evil[-1])}], x-own: {first}}}}}",
        (
            f"sources: {{s: {{name: {first}, title: {first}, url: {link}, lang: {first}, "
            f"x-own: {link}}}}}"
        ),
        "events:",
        f"  - {{id: tongues, title: {{{first}: x, en: {first}}}, when: 2026-11-20 10:00}}",
    ]
    for number, text in enumerate(evil):
        it = quoted(text)
        claim = (
            f"{{is: 2026-11-20 10:00, source: s, quote: {it}, text: {it}, via: {it}, at: {it}, "
            f"x-own: {it}}}"
        )
        lines.append(
            f"  - {{id: e{number}, title: {it}, when: [{claim}], text: {it}, note: {it},"
            f" quote: {it}, place: {it}, tags: [{it}], actors: {{x: {it}}}, x-own: {it},"
            f" x-more: [{it}, {{inner: {it}}}], media: [{it}, {link},"
            f" {{file: {it}, caption: {it}, credit: {it}, alt: {it}}}]}}"
        )
    return "\n".join(lines) + "\n"


@contextmanager
def captured() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Standard output and standard error, as bytes."""
    out, err = io.BytesIO(), io.BytesIO()
    before = sys.stdout, sys.stderr
    sys.stdout = io.TextIOWrapper(out, "utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(err, "utf-8", write_through=True)
    try:
        yield out, err
    finally:
        sys.stdout.detach()
        sys.stderr.detach()
        sys.stdout, sys.stderr = before


def ran(path: Path, *arguments: str) -> tuple[str, str, int]:
    """What a command prints to its two streams, and its code."""
    with captured() as (out, err):
        code = main([*arguments, "-f", str(path)])
    return out.getvalue().decode(), err.getvalue().decode(), code


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def evil(folder: Path) -> Path:
    path = folder / "evil.yaml"
    path.write_text(file_of(EVIL), "utf-8")
    return path


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Nothing of the user's, and a traceback where there would be an internal error."""
    for name in ("CRISIS_FILE", "FORCE_COLOR", "NO_COLOR", "COLUMNS", "CRISIS_PAGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CRISIS_DEBUG", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_that_a_terminal_obeys_is_printed(evil: Path, command: tuple[str, ...]) -> None:
    out, err, code = ran(evil, *command)
    assert code in (0, 1, 3)
    lines = "csv" in command or "ics" in command  # whose lines end so
    assert not OBEYED.findall(out.replace("\r\n", "\n") if lines else out)
    assert not OBEYED.findall(err)


@pytest.mark.parametrize("form", FORMS)
def test_colour_is_ours_alone(evil: Path, form: str) -> None:
    out = ran(evil, "show", "--as", form, "--color", "always")[0].replace("\r\n", "\n")
    assert not OBEYED.findall(STYLE.sub("", out))


@pytest.mark.parametrize("form", WITH_IDS)
def test_every_event_is_there(evil: Path, form: str) -> None:
    out = ran(evil, "show", "--as", form)[0]
    for number in range(len(EVIL)):
        assert re.search(rf"(?<!\w)e{number}(?!\w)", out), number


def test_markdown_has_a_row_for_each_event(evil: Path) -> None:
    out = ran(evil, "show", "--as", "markdown")[0]
    assert len(re.findall(r"^\| 10:00", out, re.M)) == len(EVIL) + 1


def test_programs_get_every_text_exactly(evil: Path) -> None:
    document = json.loads(ran(evil, "show", "--json")[0])
    lines = [json.loads(line) for line in ran(evil, "show", "--as", "ndjson")[0].splitlines()]
    assert lines == document["events"]
    found = {event["id"]: event for event in lines}
    for number, text in enumerate(EVIL):
        event = found[f"e{number}"]
        assert [event[name] for name in ("title", "text", "note", "quote", "place")] == [text] * 5
        assert event["tags"] == [text]
        assert event["actors"] == [{"id": "x", "role": text}]


def test_a_spreadsheet_runs_no_formula(evil: Path) -> None:
    for row in csv.reader(io.StringIO(ran(evil, "show", "--as", "csv")[0], newline="")):
        for cell in row:
            assert not re.match(r"\s*[=+@]|\s*-\D", cell), cell


class Elements(HTMLParser):
    """The elements and attributes of a page, and what would run or be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}


def elements(page: str) -> Elements:
    parser = Elements()
    parser.feed(page)
    return parser


def test_a_page_has_the_elements_of_a_harmless_one(evil: Path, folder: Path) -> None:
    """Whatever the texts are, they make no element and no attribute."""
    harmless = folder / "harmless.yaml"
    harmless.write_text(file_of(("x",) * len(EVIL)), "utf-8")
    page = elements(ran(evil, "show", "--as", "html")[0])
    other = elements(ran(harmless, "show", "--as", "html")[0])
    assert {tag for tag, _ in page.found} <= {tag for tag, _ in other.found} | {"p", "br"}
    names = {name for _, attributes in page.found for name in attributes}
    assert not [name for name in names if name.startswith("on")]
    for tag in ("script", "style", "img", "iframe", "object", "form", "base", "link", "meta"):
        assert [t for t, _ in page.found].count(tag) == [t for t, _ in other.found].count(tag)
    others = page.addresses - other.addresses
    assert not [address for address in others if not re.match(r"https?:|#", address)]


def test_a_picture_holds_texts_and_nothing_that_runs(evil: Path) -> None:
    root = ET.fromstring(ran(evil, "show", "--as", "svg")[0])
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        assert tag not in ("script", "foreignObject", "image", "iframe", "use", "a")
        assert not [name for name in element.attrib if name.lower().startswith("on")]


@pytest.mark.parametrize("form", PICTURES)
def test_a_picture_of_bytes_is_whole_and_obeys_nothing(evil: Path, form: str) -> None:
    pytest.importorskip("resvg_py")
    with captured() as (out, err):
        code = main(["show", "--as", form, "-f", str(evil)])
    data = out.getvalue()
    assert code == 3, err.getvalue().decode()  # for tags of languages that are none
    assert not OBEYED.findall(err.getvalue().decode())
    if form == "png":
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert data.endswith(b"IEND\xaeB`\x82")
        assert b"tEXt" not in data
        return
    pypdf = pytest.importorskip("pypdf")
    document = pypdf.PdfReader(io.BytesIO(data), strict=True)
    (page,) = document.pages
    assert set(document.trailer["/Root"]) == {"/Type", "/Pages"}
    assert set(page) == {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources"}
    text = page.extract_text()
    assert not OBEYED.findall(text)
    for shown in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", r"\x1b[2J\x1b[31m"):
        assert shown in text


TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


@pytest.mark.parametrize("tag", EVIL)
def test_the_language_of_a_page_and_a_picture_is_a_tag_or_english(folder: Path, tag: str) -> None:
    path = folder / "tag.yaml"
    path.write_text(file_of((tag,)), "utf-8")
    page = ran(path, "show", "--as", "html")[0]
    picture = ran(path, "show", "--as", "svg")[0]
    found = re.findall(r'<html lang="([^"]*)"', page) + re.findall(r'xml:lang="([^"]*)"', picture)
    assert len(found) == 2
    assert all(map(TAG.fullmatch, found)), found


def test_markdown_has_no_element_and_no_link_that_runs(evil: Path) -> None:
    out = ran(evil, "show", "--as", "markdown")[0]
    assert not re.search(r"(?<!\\)<(script|img|b>|/)", out)
    assert not re.search(r"(?<!\\)\[[^]]*\]\(\s*javascript:", out, re.I)
    assert not re.search(r"(?<!\\)<javascript:", out, re.I)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(EVIL)


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(texts, min_size=1, max_size=3).map(tuple))
def test_any_texts_in_any_form(folder: Path, some: tuple[str, ...]) -> None:
    path = folder / "any.yaml"
    path.write_text(file_of(some), "utf-8")
    for form in FORMS:
        out, err, code = ran(path, "show", "-q", "--as", form)
        assert code in (0, 3), err
        assert not OBEYED.findall(out.replace("\r\n", "\n"))
        if form in WITH_IDS:
            for number in range(len(some)):
                assert re.search(rf"(?<!\w)e{number}(?!\w)", out)


OPTIONS = (
    "actor source day hour from to text id is status by as tz zero lang fields limit according-to"
    " confidence caused-by"
).split()
WORDS = (
    *(("show", f"--{name}") for name in OPTIONS),
    *(("why",), ("why", "e0"), ("list",), ("help",), ("schema",), ("completion",)),
    *(("count", "--by"), ("gaps", "--min"), ("show", "-f"), ("check", "-f"), ("show",), ("cache",)),
    (),
)


@pytest.mark.parametrize("command", WORDS, ids=" ".join)
@pytest.mark.parametrize("word", ["\x1b[31m{\x9b}", "x:\x1b]0;y\x07\u202e", "\udcff"])
def test_a_word_of_the_command_line_is_never_obeyed(
    evil: Path, command: tuple[str, ...], word: str
) -> None:
    with captured() as (out, err):
        files = ("-f", str(evil)) if command[:1] == ("show",) and command[-1] != "-f" else ()
        code = main([*command, word, *files])
    assert code in (0, 2, 3)
    told = out.getvalue().decode() + err.getvalue().decode()
    assert code == 0 or told
    assert "internal error" not in told
    assert not OBEYED.findall(told)


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", sampled(COMMANDS), ids=" ".join)
def test_a_full_disk_is_told_in_one_line_by_every_form(
    evil: Path, command: tuple[str, ...]
) -> None:
    if not ran(evil, *command, "-q")[0]:
        return  # nothing to write
    with captured() as (_, err), FULL.open("w", encoding="utf-8") as full:
        before, sys.stdout = sys.stdout, full
        try:
            code = main([*command, "-q", "-f", str(evil)])
        finally:
            sys.stdout = before
    assert code == INTERNAL
    *problems, told = err.getvalue().decode().splitlines()
    assert told == f"crisis: cannot write the answer: {os.strerror(28)}"
    assert not any("cannot write" in line or "Traceback" in line for line in problems)


BLANK = r"a\n\n"
LONG = f"""timeline: {{zone: UTC}}
actors: {{x: {{name: {"標" * 20_000}}}}}
events:
  - id: e
    title: {"a " * 25_000}b
    text: "{BLANK * 10_000}"
    note: {"<[&*_`:" * 4_000}x
    tags: ['{"- " * 25_000}b']
    actors: x
    when: 2023-11-17
"""


@pytest.mark.parametrize(
    "command",
    [
        *(("show", "--as", form) for form in FORMS),
        *(("why", "e"), ("count", "--by", "tag"), ("list", "tags"), ("list", "actors")),
    ],
    ids=" ".join,
)
def test_long_texts_cost_no_more_than_seconds(folder: Path, command: tuple[str, ...]) -> None:
    """Each takes some tenths of a second; what grows with the square of a length, ten or more."""
    path = folder / "long.yaml"
    path.write_text(LONG, "utf-8")

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, 3)  # seconds of processor time
    try:
        out, err, code = ran(path, *command)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert out
    assert (err.count("internal error"), code) == (0, 0)
