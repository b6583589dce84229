"""What ``crisis add`` asks at a terminal, what it takes for an answer, and what it writes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pexpect
import pytest

from crisis.timeline.loading import loads

from ..support.commands import CASES, run
from ..support.terminals import Seen, finished, started

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("readline")

WHEN, WHAT, WHO, WHOSE, RIGHT = (
    "when [unknown]: ",
    "what: ",
    "who, apart by commas [nobody named]: ",
    "according to [yourself]: ",
    "is that right [yes]: ",
)
QUESTIONS = (WHEN, WHAT, WHO, WHOSE, RIGHT)
ANSWERS = ("2026-11-20 ~14:05", 'The site: "down" #1', "rina, press/told", "memo", "")
LINES = """\
    - when: {is: "~14:05", source: memo}
      title: "The site: \\"down\\" #1"
      actors: [rina, {press: told}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(CASES / "outage.yaml", tmp_path / "my.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asking(*arguments: str, **environment: str) -> pexpect.spawn[bytes]:
    return started("add", *arguments, columns=200, **environment)


def answer(process: pexpect.spawn[bytes], *pairs: tuple[str, str]) -> None:
    """Give each answer to its question, which is waited for."""
    for question, line in pairs:
        process.expect_exact(question)
        process.sendline(line)


def ended(process: pexpect.spawn[bytes], question: str = WHEN, key: str = "d") -> Seen:
    """Press a key at a question, and again if it came before anybody waited for it."""
    process.expect_exact(question)
    before = b""
    for _ in range(50):
        process.sendcontrol(key)
        if process.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
            break
    before = process.before or b""
    return finished(process, before=before)


def test_an_event_is_asked_for_and_written(folder: Path) -> None:
    before = (folder / "my.yaml").read_text(encoding="utf-8")
    process = asking("-f", "my.yaml")
    process.expect_exact("my.yaml: A small outage (Asia/Jakarta).")
    process.expect_exact(WHEN)
    process.sendline(ANSWERS[0])
    process.expect_exact("read as Fri 20 Nov 2026 ~14:05: Fri 20 Nov 2026 14:00–14:10".encode())
    answer(process, *zip(QUESTIONS[1:], ANSWERS[1:], strict=True))
    process.expect_exact("my.yaml:46: 2026-11-20  ~14:05")
    assert ended(process).code == 0
    after = (folder / "my.yaml").read_text(encoding="utf-8")
    assert LINES in after
    assert after.replace(LINES, "") == before


def test_the_next_one_comes_after_it(folder: Path) -> None:
    process = asking("-q", "my.yaml")
    for title in ("First", "Second"):
        answer(process, *zip(QUESTIONS, ("", title, "", "", "y"), strict=True))
    assert ended(process).code == 0
    ids = [event.id for event in loads((folder / "my.yaml").read_text(encoding="utf-8")).events]
    assert ids[-2:] == ["first", "second"]


LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("answered", "key"),
    [
        pytest.param(answered, key, marks=() if (answered, key) in ((0, "d"), (4, "c")) else LONG)
        for answered in range(5)
        for key in "cd"
    ],
)
def test_what_is_not_wholly_told_is_not_written(answered: int, key: str, folder: Path) -> None:
    before = (folder / "my.yaml").read_bytes()
    process = asking("-f", "my.yaml")
    answer(process, *zip(QUESTIONS[:answered], ANSWERS[:answered], strict=True))
    done = ended(process, QUESTIONS[answered], key)
    assert done.code == 130
    assert "nothing of it is written" in done.written
    assert (folder / "my.yaml").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["my.yaml"]


def test_an_answer_that_is_no_good_is_asked_for_again(folder: Path) -> None:
    process = asking("-f", "my.yaml")
    answer(process, (WHEN, "2026-11-20 noonish"))
    process.expect_exact('crisis: cannot read "noonish" as a time')
    process.expect_exact("hint: write 2026-11-20 ~noon")
    answer(process, (WHEN, "5m after @nothing"))
    process.expect_exact('no event "nothing"')
    answer(process, (WHEN, "5m after @ann"), (WHAT, ""))
    process.expect_exact("a line that says what happened is needed")
    answer(process, (WHAT, "It is told"), (WHO, "prss"))
    process.expect_exact('did you mean "press"')
    answer(process, (WHO, "press"), (WHOSE, "log"), (RIGHT, "perhaps"))
    process.expect_exact("neither yes nor no")
    answer(process, (RIGHT, "no"))
    process.expect_exact("it is not written")
    assert ended(process).code == 130
    assert (folder / "my.yaml").read_bytes() == (CASES / "outage.yaml").read_bytes()


def test_somebody_new_who_is_near_to_another_is_asked_about_once(folder: Path) -> None:
    process = asking("-q", "-f", "my.yaml")
    answer(process, (WHEN, ""), (WHAT, "It is told"), (WHO, "prss"))
    process.expect_exact("If it is new, the same once more")
    answer(process, (WHO, "prss"), (WHOSE, "Bob's notes"), (RIGHT, ""))
    assert ended(process).code == 0
    loaded = loads((folder / "my.yaml").read_text(encoding="utf-8"))
    assert loaded.actors["prss"].name == "prss"
    assert loaded.sources["bob-s-notes"].name == "Bob's notes"
    assert not [problem for problem in loaded.problems if problem.severity == "error"]


def test_one_may_go_back(folder: Path) -> None:
    process = asking("-q", "-f", "my.yaml")
    answer(process, (WHEN, ""), (WHAT, "<"), (WHEN, "2026-11-20"), (WHAT, "Wrong"), (WHO, "<"))
    answer(process, (WHAT, "Right"), (WHO, ""), (WHOSE, ""), (RIGHT, "<"), (WHOSE, "log"))
    answer(process, (RIGHT, "yes"))
    assert ended(process).code == 0
    event = loads((folder / "my.yaml").read_text(encoding="utf-8"))["right"]
    assert [claim.source for claim in event.when] == ["log"]


def test_the_tab_key_completes(folder: Path) -> None:
    process = asking("-q", "-f", "my.yaml")
    answer(
        process, (WHEN, "short\t\ttol\t"), (WHAT, "Again"), (WHO, "jos\t, pre\t"), (WHOSE, "m\t")
    )
    answer(process, (RIGHT, ""))
    assert ended(process).code == 0
    event = loads((folder / "my.yaml").read_text(encoding="utf-8"))["again"]
    assert [claim.phrase for claim in event.when] == ["shortly after @told"]
    assert [part.actor for part in event.actors] == ["jose", "press"]
    assert [claim.source for claim in event.when] == ["memo"]


def test_what_it_cannot_be_true_with_is_said_before_it_is_written(folder: Path) -> None:
    process = asking("-q", "-f", "my.yaml")
    answer(process, (WHEN, "2026-11-19 10:00; after @ann"), (WHAT, "No"), (WHO, ""), (WHOSE, ""))
    process.expect_exact("contradiction")
    assert ended(process, RIGHT).code == 130


def test_a_first_file_is_made_with_its_first_event(folder: Path) -> None:
    (folder / "my.yaml").unlink()
    process = asking("-q")
    answer(process, ("what is it about: ", "A bad evening"), ("zone: ", "Asia/Jakarta"))
    answer(process, *zip(QUESTIONS, ("2026-11-20 14:05", "It begins", "Dewi", "", ""), strict=True))
    assert ended(process).code == 0
    text = (folder / "a-bad-evening.yaml").read_text(encoding="utf-8")
    loaded = loads(text)
    assert not loaded.problems
    assert (loaded.header.title, loaded.header.zone) == ("A bad evening", "Asia/Jakarta")
    assert [(event.id, event.title) for event in loaded.events] == [("it-begins", "It begins")]
    assert loaded.actors["Dewi"].name == "Dewi"


@pytest.mark.parametrize(
    "question",
    [*(pytest.param(q, marks=LONG) for q in ("what is it about: ", "zone: ", WHEN)), RIGHT],
)
def test_no_first_file_is_left_half_written(question: str, folder: Path) -> None:
    (folder / "my.yaml").unlink()
    process = asking("-f", "new.yaml")
    told = [("what is it about: ", "A"), ("zone: ", "UTC")]
    told += zip(QUESTIONS, ("2026-11-20 14:05", "It begins", "Dewi", "", ""), strict=True)
    asked = [each for each, _ in told].index(question)
    answer(process, *told[:asked])
    assert ended(process, question, "c").code == 130
    assert not [*folder.iterdir()]


def test_what_others_write_meanwhile_stays(folder: Path) -> None:
    process = asking("-q", "-f", "my.yaml")
    answer(process, *zip(QUESTIONS[:4], ("", "Mine", "", ""), strict=True))
    process.expect_exact(RIGHT)
    assert run("log", "Theirs", "--at", "2026-11-20 14:00", "-f", "my.yaml").code == 0
    process.sendline("")
    assert ended(process).code == 0
    loaded = loads((folder / "my.yaml").read_text(encoding="utf-8"))
    assert {"mine", "theirs"} <= {event.id for event in loaded.events}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("events: [{title: A}]", "names no zone"),
        (
            "timeline: {zone: UTC}\nevents:\n  - title: a: b\n",
            "nothing can be added",
        ),
        ("- a list", "must be a mapping"),
    ],
)
def test_a_file_with_no_place_for_an_event_says_so_before_it_asks(
    text: str, said: str, folder: Path
) -> None:
    (folder / "my.yaml").write_text(text, encoding="utf-8")
    done = finished(asking("-f", "my.yaml"))
    assert (done.code, "when" in done.written) == (3, False)
    assert said in done.written
    assert (folder / "my.yaml").read_text(encoding="utf-8") == text


def test_a_folder_that_is_not_there_is_told_before_it_asks(folder: Path) -> None:
    done = finished(asking("-f", "nowhere/new.yaml"))
    assert done.code == 2
    assert "there is no folder nowhere" in done.written


def test_names_out_of_a_file_are_completed_only_where_they_can_be_seen(folder: Path) -> None:
    text = 'timeline: {zone: UTC}\nactors: {a: {name: "Zo\\e[31m", aliases: [Zoe]}}\n'
    (folder / "my.yaml").write_text(text, encoding="utf-8")
    process = asking("-q", "-f", "my.yaml")
    answer(process, (WHEN, ""), (WHAT, "It is told"), (WHO, "Z\t"), (WHOSE, ""), (RIGHT, ""))
    assert ended(process).code == 0
    after = (folder / "my.yaml").read_text(encoding="utf-8")
    assert loads(after)["it-is-told"].actors[0].actor == "a"
