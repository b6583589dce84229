"""What ``crisis add`` asks at a terminal, what it takes for an answer, and what it writes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pexpect
import pytest

from crisis.cli.terminal.prompt import Ended
from crisis.timeline.loading import loads

from ..support.commands import CASES, Outcome, run
from ..support.terminals import Seen, finished, started

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crisis.timeline.model.timeline import Timeline

    Tell = Callable[..., Outcome]

WHEN, WHAT, WHO, WHOSE, RIGHT = (
    "when [unknown]: ",
    "what: ",
    "who, apart by commas [nobody named]: ",
    "according to [yourself]: ",
    "is that right [yes]: ",
)
QUESTIONS = (WHEN, WHAT, WHO, WHOSE, RIGHT)
ANSWERS = ("2026-11-20 ~14:05", 'The site: "down" #1', "rina, press/told", "memo", "")
TITLE, ZONE = "what is it about: ", "zone: "
LINES = """\
    - when: {is: "~14:05", source: memo}
      title: "The site: \\"down\\" #1"
      actors: [rina, {press: told}]
"""
NO_PLACE = [
    ("events: [{title: A}]", "names no zone"),
    ("timeline: {zone: UTC}\nevents:\n  - title: a: b\n", "nothing can be added"),
    ("- a list", "must be a mapping"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(CASES / "outage.yaml", tmp_path / "my.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CRISIS_FILE", raising=False)
    return tmp_path


@pytest.fixture
def tell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Runs the command, gives each answer to its question, and then presses a key."""

    def told(
        *pairs: tuple[str, str],
        file: str = "my.yaml",
        key: type[BaseException] = Ended,
        before: Callable[[str], object] = lambda _: None,
    ) -> Outcome:
        rest = list(pairs)

        def typed(label: str, complete: object = None, apart: str = "") -> str:
            before(label)
            if not rest:
                raise key
            question, line = rest.pop(0)
            assert label == question
            return line

        monkeypatch.setattr("crisis.cli.terminal.prompt.can_ask", lambda: True)
        monkeypatch.setattr("crisis.cli.dialogue.questions.typed", typed)
        monkeypatch.setattr("crisis.cli.dialogue.zone.can_ask", lambda: True)
        done = run("add", *(["-f", file] if file else []))
        assert not rest
        return done

    return told


def written(folder: Path, name: str = "my.yaml") -> Timeline:
    return loads((folder / name).read_text(encoding="utf-8"))


def asking(*arguments: str, **environment: str) -> pexpect.spawn[bytes]:
    """The command in a terminal of its own."""
    process = started("add", *arguments, columns=200, **environment)
    process.delaybeforesend = None
    return process


def answer(process: pexpect.spawn[bytes], *pairs: tuple[str, str]) -> None:
    """Give each answer to its question, which is waited for."""
    for question, line in pairs:
        process.expect_exact(question)
        process.sendline(line)


def ended(process: pexpect.spawn[bytes], question: str = WHEN, key: str = "d") -> Seen:
    """Press a key at a question, and again if it came before anybody waited for it."""
    process.expect_exact(question)
    for _ in range(50):
        process.sendcontrol(key)
        if process.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
            break
    return finished(process, before=process.before or b"")


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


def test_the_tab_key_completes(folder: Path) -> None:
    pytest.importorskip("readline")
    process = asking("-q", "-f", "my.yaml")
    answer(process, (WHEN, "short\t\ttol\t"), (WHAT, "Again"), (WHO, "jos\t, the p\t"))
    answer(process, (WHOSE, "m\t"), (RIGHT, ""))
    assert ended(process).code == 0
    event = written(folder)["again"]
    assert [claim.phrase for claim in event.when] == ["shortly after @told"]
    assert [part.actor for part in event.actors] == ["jose", "press"]
    assert [claim.source for claim in event.when] == ["memo"]


@pytest.mark.long
def test_names_out_of_a_file_are_completed_only_where_they_can_be_seen(folder: Path) -> None:
    pytest.importorskip("readline")
    text = 'timeline: {zone: UTC}\nactors: {a: {name: "Zo\\e[31m", aliases: [Zoe]}}\n'
    (folder / "my.yaml").write_text(text, encoding="utf-8")
    process = asking("-q", "-f", "my.yaml")
    answer(process, (WHEN, ""), (WHAT, "It is told"), (WHO, "Z\t"), (WHOSE, ""), (RIGHT, ""))
    assert ended(process).code == 0
    assert written(folder)["it-is-told"].actors[0].actor == "a"


@pytest.mark.long
def test_letters_of_all_scripts_are_typed_where_the_terminal_says_it_has_none(
    folder: Path,
) -> None:
    process = asking("-q", "-f", "my.yaml", LC_ALL="C")
    answer(process, (WHEN, ""), (WHAT, "Ça va, это"), (WHO, ""), (WHOSE, ""), (RIGHT, ""))
    assert ended(process).code == 0
    assert [*written(folder)][-1].title == "Ça va, это"


@pytest.mark.parametrize(
    ("answered", "key"),
    [
        pytest.param(n, key, marks=() if (n, key) == (4, "c") else pytest.mark.long)
        for n in range(5)
        for key in "cd"
    ],
)
def test_a_key_leaves_the_file_as_it_was(answered: int, key: str, folder: Path) -> None:
    before = (folder / "my.yaml").read_bytes()
    process = asking("-f", "my.yaml")
    answer(process, *zip(QUESTIONS[:answered], ANSWERS[:answered], strict=True))
    done = ended(process, QUESTIONS[answered], key)
    assert done.code == 130
    assert "nothing of it is written" in done.written
    assert (folder / "my.yaml").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["my.yaml"]


@pytest.mark.parametrize("key", [Ended, KeyboardInterrupt])
@pytest.mark.parametrize("answered", range(5))
def test_what_is_not_wholly_told_is_not_written(
    answered: int, key: type[BaseException], tell: Tell, folder: Path
) -> None:
    before = (folder / "my.yaml").read_bytes()
    done = tell(*zip(QUESTIONS[:answered], ANSWERS[:answered], strict=True), key=key)
    assert (done.code, done.out) == (130, "")
    assert done.err.endswith("crisis: nothing of it is written\n")
    assert (folder / "my.yaml").read_bytes() == before


@pytest.mark.parametrize(("key", "code"), [(Ended, 0), (KeyboardInterrupt, 130)])
def test_the_next_one_comes_after_it(
    key: type[BaseException], code: int, tell: Tell, folder: Path
) -> None:
    events = (("", "First", "", "", ""), ("", "Second", "", "", "y"))
    pairs = [pair for event in events for pair in zip(QUESTIONS, event, strict=True)]
    done = tell(*pairs, key=key)
    assert done.code == code
    assert "nothing" not in done.err
    assert written(folder).keys()[-2:] == ["first", "second"]


def test_an_answer_that_is_no_good_is_asked_for_again(tell: Tell, folder: Path) -> None:
    done = tell(
        (WHEN, "2026-11-20 noonish"), (WHEN, "5m after @nothing"), (WHEN, "5m after @ann"),
        (WHAT, ""), (WHAT, "It is told"), (WHO, "prss"), (WHO, "press"), (WHOSE, "log"),
        (RIGHT, "perhaps"), (RIGHT, "no"),
    )  # fmt: skip
    for said in (
        'crisis: cannot read "noonish" as a time\n  hint: write 2026-11-20 ~noon\n',
        'crisis: no event "nothing"\n',
        "  read as Fri 20 Nov 2026 13:24:30–13:26:29\n",
        "crisis: a line that says what happened is needed\n",
        'did you mean "press"',
        'crisis: "perhaps" is neither yes nor no\n',
        "crisis: it is not written\n",
    ):
        assert done.err.count(said) == 1
    assert done.err.count("The tab key completes") == 1
    assert done.code == 130
    assert (folder / "my.yaml").read_bytes() == (CASES / "outage.yaml").read_bytes()


def test_somebody_new_who_is_near_to_another_is_asked_about_once(tell: Tell, folder: Path) -> None:
    done = tell(
        (WHEN, ""), (WHAT, "It is told"), (WHO, "prss"), (WHO, "prss"), (WHOSE, "Bob's notes"),
        (RIGHT, ""),
    )  # fmt: skip
    assert done.code == 0
    assert done.err.count("If it is new, the same once more") == 1
    loaded = written(folder)
    assert loaded.actors["prss"].name == "prss"
    assert loaded.sources["bob-s-notes"].name == "Bob's notes"
    assert not [problem for problem in loaded.problems if problem.severity == "error"]


def test_one_may_go_back(tell: Tell, folder: Path) -> None:
    done = tell(
        (WHEN, ""), (WHAT, "<"), (WHEN, "2026-11-20"), (WHAT, "Wrong"), (WHO, "<"),
        (WHAT, "Right"), (WHO, ""), (WHOSE, ""), (RIGHT, "<"), (WHOSE, "log, memo"), (RIGHT, "yes"),
    )  # fmt: skip
    assert done.code == 0
    claims = written(folder)["right"].when
    assert [(claim.phrase, claim.source) for claim in claims] == [
        ("2026-11-20", "log"),
        ("2026-11-20", "memo"),
    ]


def test_of_an_unknown_time_a_source_says_that_it_happened(tell: Tell, folder: Path) -> None:
    tell((WHEN, "unknown"), (WHAT, "Talk"), (WHO, ""), (WHOSE, "memo"), (RIGHT, ""))
    event = written(folder)["talk"]
    assert event.sources == ("memo",)
    assert [claim.source for claim in event.when] == [""]


def test_what_it_cannot_be_true_with_is_said_before_it_is_written(tell: Tell) -> None:
    done = tell(
        (WHEN, "2026-11-19 10:00; after @ann"), (WHAT, "No"), (WHO, ""), (WHOSE, ""),
    )  # fmt: skip
    assert done.code == 130
    assert "contradiction" in done.err


def test_a_first_file_is_made_with_its_first_event(tell: Tell, folder: Path) -> None:
    (folder / "my.yaml").unlink()
    event = ("2026-11-20 14:05", "It begins", "Dewi", "", "")
    first = ((TITLE, "A bad evening"), (ZONE, "Asia/Jakarta"))
    done = tell(*first, *zip(QUESTIONS, event, strict=True), file="")
    assert done.code == 0
    loaded = written(folder, "a-bad-evening.yaml")
    assert not loaded.problems
    assert (loaded.header.title, loaded.header.zone) == ("A bad evening", "Asia/Jakarta")
    assert [(event.id, event.title) for event in loaded.events] == [("it-begins", "It begins")]
    assert loaded.actors["Dewi"].name == "Dewi"


@pytest.mark.parametrize("question", [TITLE, ZONE, *QUESTIONS])
def test_no_first_file_is_left_half_written(question: str, tell: Tell, folder: Path) -> None:
    (folder / "my.yaml").unlink()
    event = ("2026-11-20 14:05", "It begins", "Dewi", "", "")
    pairs = [(TITLE, "A"), (ZONE, "UTC"), *zip(QUESTIONS, event, strict=True)]
    asked = [each for each, _ in pairs].index(question)
    assert tell(*pairs[:asked], file="new.yaml", key=KeyboardInterrupt).code == 130
    assert not [*folder.iterdir()]


def test_a_title_whose_file_is_there_is_asked_for_again(tell: Tell, folder: Path) -> None:
    done = tell((TITLE, "My"), (TITLE, "evening.yaml"), (TITLE, " "), file="")
    assert "crisis: my.yaml is there already\n" in done.err
    assert "evening.yaml is the name of a file" in done.err


def test_what_others_write_meanwhile_stays(tell: Tell, folder: Path) -> None:
    def meanwhile(question: str) -> None:
        if question == RIGHT:
            run("log", "Theirs", "--at", "2026-11-20 14:00", "-q", "-f", "my.yaml")

    pairs = zip(QUESTIONS, ("", "Mine", "", "", ""), strict=True)
    assert tell(*pairs, before=meanwhile).code == 0
    assert {"mine", "theirs"} <= {*written(folder).keys()}


@pytest.mark.parametrize(("text", "said"), NO_PLACE)
def test_a_file_with_no_place_for_an_event_says_so_before_it_asks(
    text: str, said: str, tell: Tell, folder: Path
) -> None:
    (folder / "my.yaml").write_text(text, encoding="utf-8")
    done = tell()
    assert (done.code, done.out) == (3, "")
    assert said in done.err
    assert (folder / "my.yaml").read_text(encoding="utf-8") == text


def test_standard_input_is_no_first_file(tell: Tell, folder: Path) -> None:
    done = tell(file="-")
    assert (done.code, done.out) == (3, "")
    assert "standard input is no file" in done.err
    assert [path.name for path in folder.iterdir()] == ["my.yaml"]


def test_a_folder_that_is_not_there_is_told_before_it_asks(tell: Tell) -> None:
    done = tell(file="nowhere/new.yaml")
    assert done.code == 2
    assert "there is no folder nowhere" in done.err
