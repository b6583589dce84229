"""The picture files that events name: known by their first bytes, whatever they are called.

A picture is only ever given to a browser as an image. What a drawing (SVG) could do there is
nothing, and one that would do something elsewhere is refused (``drawings.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.limits import LARGEST_PICTURE
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import Origin, Problem

from .beside import Unreadable, content, located

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.timeline.model.records import Event, Medium

_KNOWN = "PNG, JPEG, GIF, WebP, AVIF or SVG, whatever its name"


class Picture(NamedTuple):
    """The bytes of an image, and their type for a browser, as ``image/png``."""

    type: str
    data: bytes


def read_picture(file: str, beside: str) -> Picture:
    """The image of a file that the event file ``beside`` names. Raises Unreadable."""
    data = content(located(file, beside), file, LARGEST_PICTURE)
    if kind := _kind(data):
        return Picture(f"image/{kind}", data)
    if not data:
        raise Unreadable(f"{file} is empty", _KNOWN)
    if b"<svg" in data[:4096] or b":svg" in data[:4096]:
        from .drawings import refusal

        if reason := refusal(data):
            raise Unreadable(f"{file} is no drawing that is only looked at: {reason}", _AS_PNG)
        return Picture("image/svg+xml", data)
    what = f": it begins as {begins}" if (begins := _begins(data)) else ""
    raise Unreadable(f"{file} is no image{what}", _KNOWN)


_AS_PNG = "save it as PNG, or take that out"


def _kind(data: bytes) -> str:
    """The subtype of an image by what it begins with (WHATWG MIME Sniffing, 6.1); else empty."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:14] == b"WEBPVP":
        return "webp"
    if data[4:8] == b"ftyp" and {b"avif", b"avis"} & _brands(data):
        return "avif"
    return ""


def _brands(data: bytes) -> set[bytes]:
    """What a file of the ISO base media format says that it is."""
    stop = min(int.from_bytes(data[:4]), 256)
    return {data[at : at + 4] for at in (8, *range(16, stop, 4))}


def _begins(data: bytes) -> str:
    """What else a file is, where that is known."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for sign, name in _OTHERS:
        if head.startswith(sign):
            return name
    return ""


_OTHERS = (
    (b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<script", "HTML"), (b"<?xml", "XML"),
    (b"%pdf", "a PDF"), (b"ii*\0", "TIFF"), (b"mm\0*", "TIFF"), (b"bm", "a BMP"),
    (b"pk\3\4", "a ZIP"),
)  # fmt: skip


def picture_problems(events: Iterable[Event]) -> Iterator[Problem]:
    """What is wrong with the picture files of events, each at its line; whole files are read."""
    for event in events:
        for medium in event.media:
            if not medium.file:
                continue  # an address is a link, by its own name
            origin = Origin(event.origin.file, medium.line)
            if (error := problem_of(medium, event)) is not None:
                yield Problem(origin, error.message, error.hint)
            if not medium.caption and not medium.alt:
                message = f"{medium.name} has neither caption nor alt"
                yield Problem(origin, message, _ALT, "warning")


_ALT = "alt: what it shows; who does not see it is told nothing else"


def problem_of(medium: Medium, event: Event) -> Unreadable | None:
    """Why a picture's file cannot be shown; None where it can."""
    try:
        read_picture(medium.file, event.origin.file)
    except Unreadable as error:
        return error
    return None
