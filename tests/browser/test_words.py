"""A word finds the same events on the page as on the command line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from crisis.timeline import Clock, Query, Zone, ask, load, loads, report
from crisis.timeline.formats.html import to_html
from crisis.timeline.query.terms import Term

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")
ODD = """
timeline: {zone: UTC}
actors: {s: {name: Großmann, aliases: [sigma]}, nobody: ""}
sources: {p: {name: Le Soir, title: Une page, url: 'https://example.org/'}, q: Q}
events:
  - {id: a, title: Die Straße, actors: {s: speaker}, tags: [Ümlaut, ΣΊΓΜΑΣ], place: İstanbul}
  - {id: b, title: {en: The end, tr: Son}, text: ﬁnal, note: A note, quote: so it, status: denied}
  - {id: c-b, title: C, when: {is: unknown, source: p, quote: Çok, text: aside}, sources: q}
  - {id: d, title: D, when: [{is: unknown, source: q, rejected: no}], actors: nobody}
"""
WORDS = (
    "strasse", "STRASSE", "straße", "grossmann", "sigma", "σίγμας", "umlaut", "istanbul", "son",
    "final", "note", "so it", "denied", "speaker", "soir", "une page", "example", "cok", "aside",
    "c-b", "rejected", "q", "no", "nobody", "board", "satya", "wsj", "altman", "hn-", "letter",
    "bloomberg", "é", " ", "the ", "microsoft", "caller", "tr",
)  # fmt: skip


@pytest.mark.skipif(NODE is None, reason="node runs the page's own functions")
@pytest.mark.parametrize("name", ["odd", "openai", "three-mile-island"])
def test_a_word_finds_the_same_on_the_page(name: str) -> None:
    timeline = loads(ODD) if name == "odd" else load(str(ROOT / f"fixtures/{name}.yaml"))
    zone = Zone(timeline.header.zone)
    clock = Clock(zone, timeline.header.zero)
    told = report(ask(timeline, Query(), clock))
    parts = re.findall(r'type="application/json">(.*?)</script>', to_html(told, (zone,)))
    data, script = (
        (ROOT / f"timeline/formats/page/{each}.js").read_text(encoding="ascii")
        for each in ("data", "filters")
    )
    functions = [
        re.search(rf"^function {each}\(.*?^}}", script, re.MULTILINE | re.DOTALL)
        for each in ("fold", "wordsOf")
    ]
    assert all(functions)
    words = [word for word in WORDS if word.strip()]
    program = f"""
    const elements = {json.dumps(dict(zip(("document", "view"), parts, strict=True)))};
    const document = {{ getElementById: (id) => ({{ textContent: elements[id] }}) }};
    {data}
    {" ".join(each[0] for each in functions if each)}
    const searched = data.events.map((event) => fold(wordsOf(event)));
    const found = {json.dumps(words)}.map((word) =>
      data.events.filter((_, n) => searched[n].includes(fold(word.trim()))).map(({{ id }}) => id));
    console.log(JSON.stringify(found));
    """
    assert NODE is not None
    done = subprocess.run(
        [NODE, "-"], input=program, capture_output=True, check=True, encoding="utf-8"
    )
    for word, ids in zip(words, json.loads(done.stdout), strict=True):
        answer = ask(timeline, Query((Term("text", word),)), clock)
        assert sorted(match.event.id for match in answer.matches) == sorted(ids), word
