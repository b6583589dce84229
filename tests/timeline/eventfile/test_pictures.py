"""Picture files: known by their bytes, taken from beside the event file alone, and harmless."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from crisis.timeline import load
from crisis.timeline.base.limits import LARGEST_PICTURE
from crisis.timeline.eventfile.beside import Unreadable
from crisis.timeline.eventfile.drawings import refusal
from crisis.timeline.eventfile.pictures import picture_problems, read_picture

if TYPE_CHECKING:
    from pathlib import Path

HEADS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "gif": b"GIF89a",
    "webp": b"RIFF\x10\0\0\0WEBPVP8 ",
    "avif": b"\0\0\0\x20ftypmif1\0\0\0\0mif1avif",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize("kind", HEADS)
def test_an_image_is_known_by_its_bytes_whatever_its_name(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HEADS[kind] + b"...")
    found = read_picture("a.html", str(tmp_path / "story.yaml"))
    assert found.type == f"image/{kind}"
    assert found.data == HEADS[kind] + b"..."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<!DOCTYPE html><p>", "is no image: it begins as HTML"),
        (b"\n <script>alert(1)</script>", "is no image: it begins as HTML"),
        (b"%PDF-1.7", "is no image: it begins as a PDF"),
        (b"BM....", "is no image: it begins as a BMP"),
        (b"", "is empty"),
        (b"\0\0\0\x14ftypisom\0\0\0\0mp42", "is no image"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "is no image"),
        (b"<svg><p></svg>", "without xmlns="),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><p></svg>", "it is no XML"),
        (b"<html xmlns:s='http://www.w3.org/2000/svg'><s:svg/></html>", "it begins with <html>"),
    ],
)
def test_what_is_no_image_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(Unreadable, match=says):
        read_picture("a.png", str(tmp_path / "story.yaml"))


def test_a_file_may_lie_below_and_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    (folder / "in").mkdir(parents=True)
    story = str(folder / "story.yaml")
    for path in (tmp_path / "out.png", folder / "in" / "a.png"):
        path.write_bytes(HEADS["png"])
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    (folder / "near.png").symlink_to(folder / "in" / "a.png")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.png")
    for file in ("in/a.png", "in/../in/a.png", "near.png"):
        assert read_picture(file, story).type == "image/png"
    for file in ("../out.png", "link.png", "up/out.png", str(tmp_path / "out.png"), "a\0.png"):
        with pytest.raises(Unreadable, match=r"outside|no file beside"):
            read_picture(file, story)
    for file, says in (("in", "ordinary"), ("pipe.png", "ordinary"), ("none.png", "no such file")):
        with pytest.raises(Unreadable, match=says):
            read_picture(file, story)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.write(HEADS["png"])
        file.truncate(LARGEST_PICTURE)
        assert len(read_picture("a.png", str(path)).data) == LARGEST_PICTURE
        file.truncate(LARGEST_PICTURE + 1)
    with pytest.raises(Unreadable, match="larger than 8 MiB"):
        read_picture("a.png", str(path))


@pytest.mark.parametrize(
    "inside",
    [
        '<rect style="fill: url(#a)" fill="url(#b)" transform="rotate(3)"/>',
        '<style>rect {fill: red; mask: url("#m")}</style><use xlink:href="#a"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<a href="https://example.org"><text>on and on, url(http://x)</text></a>',
    ],
)
def test_a_drawing_that_is_only_looked_at(inside: str) -> None:
    assert not refusal(SVG.format(inside).encode())
    assert not refusal(b"<?xml version='1.0'?>\n" + SVG.format(inside).encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg" href="#a"/>',
        '<rect onload="alert(1)"/>',
        "<foreignObject/>",
        '<iframe xmlns="http://www.w3.org/1999/xhtml"/>',
        '<image href="http://x.example/a.png"/>',
        '<image xlink:href="//x.example/a.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<use href="other.svg#a"/>',
        '<a href="javascript:alert(1)"/>',
        '<a href=" java&#10;script:alert(1)"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<rect style="fill: url(http://x.example/a)"/>',
        "<rect fill=\"URL( 'http://x.example/a')\"/>",
        "<style>@import 'http://x.example/a.css';</style>",
        "<style>rect {fill: u\\72l(http://x.example)}</style>",
        "<style>rect {fill: ur<!-- -->l(http://x.example)}</style>",
        "<?xml-stylesheet href='http://x.example/a.css'?>",
    ],
)
def test_a_drawing_that_would_do_something_is_refused(inside: str) -> None:
    assert refusal(SVG.format(inside).encode())
    assert refusal(SVG.format(inside).encode("utf-16"))


def test_entities_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "lol">{lol}]>{SVG.format("&a9;")}'
    assert refusal(bomb.encode())
    assert refusal(b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>')
    usual = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    assert not refusal(usual + SVG.format("").encode())


def test_problems_have_their_lines(tmp_path: Path) -> None:
    story = tmp_path / "story.yaml"
    story.write_text(
        "timeline: {zone: UTC}\nevents:\n"
        "  - {id: late, title: b, when: 2026-11-21, media: none.png}\n"
        "  - {id: plain, title: c, when: 2026-11-20}\n"
        "  - id: early\n    title: a\n    when: 2026-11-19\n    media:\n"
        "      - https://example.org/a.png\n      - {file: a.png, alt: A thing}\n"
    )
    (tmp_path / "a.png").write_bytes(HEADS["png"])
    found = [*picture_problems(load(str(story)).events)]
    assert [(one.origin.line, one.severity) for one in found] == [(3, "error"), (3, "warning")]
