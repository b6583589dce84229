"""Coverage-guided fuzzing of the language of time: what it accepts is sound, and is read back.

``python fuzz/phrases.py FOLDER -max_total_time=60``: what is new goes to the folder, which begins
with the lines of corpus/phrases.txt.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["crisis"]):
    from crisis.timeline import loads

TOP = """timeline: {zone: Europe/Amsterdam, zero: 2026-11-20 12:00, zones: {ET: America/New_York}}
events:
  2026-11-20:
    - {id: ann, title: t, when: 13:20}
    - {id: fire, title: t, when: from 14:00 to 16:00}
"""


def quoted(text: str) -> str:
    """A text as YAML in double quotes."""
    plain = (c if (c.isalnum() and c.isascii()) or c == " " else f"\\U{ord(c):08x}" for c in text)
    return f'"{"".join(plain)}"'


def read(data: bytes) -> None:
    """Read a phrase under a header and beside other events, then what is printed of it."""
    phrase = data.decode("utf-8", "replace")
    bounds = []
    for _ in range(2):
        timeline = loads(f"{TOP}    - {{id: e, title: t, when: {quoted(phrase)}}}\n")
        event = timeline["e"]
        for bound in (event.start, event.end, event.lasting):
            if bound and bound.earliest is not None and bound.latest is not None:
                assert bound.earliest <= bound.latest
        if not event.when or event.when[0].meaning is None:
            assert not phrase or any(p.severity == "error" for p in timeline.problems)
            return
        bounds.append((event.start, event.end, event.lasting))
        phrase = event.when[0].phrase
    assert bounds[0] == bounds[1]


def seed(folder: Path) -> None:
    """Each line of the corpus as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = Path(__file__).parent / "corpus" / "phrases.txt"
    for number, line in enumerate(corpus.read_text("utf-8").splitlines()):
        (folder / f"seed-{number}").write_text(line, "utf-8")


if __name__ == "__main__":
    seed(Path(sys.argv[1]))
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
