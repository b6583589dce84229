"""A ZIP of an export reads as its folder does; what is wrong with it is a problem."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crisis.timeline.interchange.reading import bundles
from crisis.timeline.interchange.reading.presets import find, preset

from ...support.importing import Imported, imported_by, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

SLACK = Path(__file__).parents[2] / "data/interchange/slack"
FILES = {
    str(path.relative_to(SLACK)): path.read_bytes()
    for path in sorted(SLACK.rglob("*"))
    if path.is_file()
}
GENERAL = "general/2023-11-17.json"


def zipped(files: Iterable[tuple[str, bytes]], top: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(top + name, data)
    return out.getvalue()


def slack(data: bytes) -> Imported:
    return imported_by(preset("slack"), data, name="x.zip")


def said(result: Imported) -> list[str]:
    return [str(problem) for problem in result.problems]


@pytest.mark.parametrize("top", ["", "My export Nov 17 2023/"])
def test_a_zip_reads_as_its_folder(top: str) -> None:
    result = slack(zipped(FILES.items(), top))
    folder = imported_by(preset("slack"), SLACK)
    assert result.text.split("\n", 3)[3] == folder.text.split("\n", 3)[3]
    assert result.tally.line() == folder.tally.line()
    assert f"x.zip/{GENERAL}:44" in said(result)[1]


def test_a_folder_and_a_zip_are_known_by_what_they_hold() -> None:
    assert find("", text_of(zipped(FILES.items()))).file.rules.name == "slack"


def test_a_zip_that_was_cut_short() -> None:
    whole = zipped(FILES.items())
    for size in (3, 30, len(whole) // 2, len(whole) - 30):
        result = slack(whole[:size])
        assert result.tally.read == 0
        assert len(said(result)) == 1


def test_a_broken_member_hides_no_other() -> None:
    whole = bytearray(zipped(FILES.items()))
    place = whole.index(GENERAL.encode()) + len(GENERAL) + 40
    whole[place : place + 8] = b"\xff" * 8
    result = slack(bytes(whole))
    assert any(f"x.zip/{GENERAL}:0: broken in the ZIP" in line for line in said(result))
    assert result.tally.read == 1


def test_a_member_that_says_it_is_encrypted() -> None:
    whole = bytearray(zipped(FILES.items()))
    place = whole.rindex(b"PK\x01\x02", 0, whole.rindex(GENERAL.encode()))
    whole[place + 8] |= 1
    assert any("encrypted" in line for line in said(slack(bytes(whole))))


def test_no_member_is_read_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LARGEST", 4_000)
    bomb = {**FILES, "general/2023-11-18.json": b" " * 10_000_000}
    result = slack(zipped(bomb.items()))
    assert any("2023-11-18.json:0: larger than" in line for line in said(result))
    assert result.tally.read == 5
    monkeypatch.setattr(bundles, "LARGEST_BUNDLE", 1_000)
    assert any("of other files" in line for line in said(slack(zipped(FILES.items()))))


def test_a_name_that_stands_twice_is_not_chosen_from() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        whole = zipped([*FILES.items(), (GENERAL, b"[]")])
    result = slack(whole)
    assert f"x.zip/{GENERAL}:0: twice in the ZIP: which of them is meant?" in said(result)
    assert result.tally.read == 1


def test_a_bundle_of_very_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MOST_FILES", 3)
    assert said(slack(zipped(FILES.items()))) == ["x.zip:0: more than 3 files in it"]
    assert "more than 3 files in it" in said(imported_by(preset("slack"), SLACK))[0]


def test_names_that_lead_elsewhere_are_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is ever unpacked: a name with dots is shown, and writes nothing."""
    monkeypatch.chdir(tmp_path)
    hostile = {"../../evil/2023-11-17.json": FILES[GENERAL], "/abs/2023-11-17.json": FILES[GENERAL]}
    result = slack(zipped({**FILES, **hostile}.items()))
    assert list(tmp_path.iterdir()) == []
    assert result.tally.records > 9


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "general").mkdir()
    (tmp_path / GENERAL).symlink_to(SLACK / GENERAL)
    result = imported_by(preset("slack"), tmp_path)
    assert "a link" in said(result)[0]
    assert result.tally.read == 0


@pytest.mark.parametrize("place", range(0, 2_000, 97))
def test_damage_in_a_zip_is_told(place: int) -> None:
    whole = bytearray(zipped(FILES.items()))
    for step in range(3):
        whole[(place + 211 * step) % len(whole)] ^= 0xA5
    result = slack(bytes(whole))
    assert len(result.timeline.events) == result.tally.read


CHAT = b"[17.11.23, 12:28:03] Sam: Hello\n[17.11.23, 12:29:00] Kim: Hi\n"


def whatsapp(data: bytes, rules: str = "whatsapp") -> Imported:
    return imported_by(preset(rules), data, "UTC", "x.zip")


@pytest.mark.parametrize("top", ["", "Chat/sub/"])
@pytest.mark.parametrize("name", ["_chat.txt", "WhatsApp Chat with Kim.txt"])
def test_a_chat_in_a_zip(name: str, top: str) -> None:
    data = zipped([(name, CHAT), ("photo.jpg", b"\xff\xd8\0"), ("a/b.vcf", b"")], top)
    result = whatsapp(data)
    assert said(result) == []
    assert [event.titles[0][1] for event in result.timeline.events] == ["Hello", "Hi"]
    assert result.remarks[0] == "2 files beside the chat left out"
    assert any("the day before the month" in remark for remark in result.remarks)


def test_a_chat_in_a_zip_or_a_folder_is_known(tmp_path: Path) -> None:
    for name in ("_chat.txt", "Kim/_chat.txt", "Chat de WhatsApp con Kim.txt"):
        data = zipped([(name, CHAT), ("photo.jpg", b"")])
        assert find("", text_of(data)).file.rules.name == "whatsapp"
    (tmp_path / "_chat.txt").write_bytes(CHAT)
    assert imported_by(preset("whatsapp"), tmp_path, "UTC").tally.read == 2


def test_a_problem_of_a_chat_in_a_zip_names_its_line_there() -> None:
    (told,) = said(whatsapp(zipped([("_chat.txt", b"what is this?\n" + CHAT)])))
    assert told == "x.zip/_chat.txt:1: no message begins here"


def test_zips_that_are_no_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    good = zipped([("_chat.txt", CHAT)])
    locked = bytearray(good)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    for data, expected in (
        (zipped([("a.txt", CHAT), ("b.txt", CHAT)]), "2 texts in it"),
        (zipped([("a.jpg", b"")]), "no chat in it"),
        (zipped([]), "no chat in it"),
        (good[: len(good) // 2], "a broken ZIP"),
        (bytes(locked), "encrypted"),
        (zipped([("_chat.txt", good)]), "no chat, but a ZIP"),
    ):
        result = whatsapp(data)
        assert expected in said(result)[0]
        assert result.tally.read == 0
    monkeypatch.setattr(bundles, "LARGEST", 4_000)
    (told,) = said(whatsapp(zipped([("_chat.txt", CHAT + b" " * 10_000_000)])))
    assert "larger than" in told
