"""The pictures of a page: each file once, as an image in the page itself; nothing is asked for.

They stand in the page as elements of their own, so that they are seen without scripts too; the
script takes them from there. An address is a link and is never loaded.
"""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import MOST_PICTURED
from crisis.timeline.base.texts import in_language
from crisis.timeline.eventfile.beside import Unreadable
from crisis.timeline.eventfile.pictures import read_picture
from crisis.timeline.query.terms import QueryError

from .markup import in_ascii

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.eventfile.pictures import Picture
    from crisis.timeline.model.records import Event, Medium


class PagePictures:
    """The pictures of the events of a page; their titles are in a language where it has them.

    Raises QueryError where all files together are too large for a page.
    """

    def __init__(self, events: Sequence[Event], lang: str) -> None:
        self._numbers: dict[tuple[str, str], int | str] = {}
        self._files: list[tuple[Picture, Medium, str]] = []
        self._size = 0
        self.unshown: dict[str, None] = {}
        """Why files are not shown, each once."""
        self.of = [[self._shown(it, event, lang) for it in event.media] for event in events]
        """For each event its pictures as the page has them: see ``_shown``."""

    def _shown(self, medium: Medium, event: Event, lang: str) -> dict[str, Any]:
        """What is written of a picture; its number among the images, or why it is none."""
        said: dict[str, Any] = {
            name: value for name, value in medium._asdict().items() if value and name != "line"
        }
        if medium.file:
            found = self._number(medium, event, lang)
            said["problem" if isinstance(found, str) else "picture"] = found
        return said

    def _number(self, medium: Medium, event: Event, lang: str) -> int | str:
        """The number of a file's image; a file that cannot be shown has a message."""
        key = os.path.dirname(event.origin.file), medium.file
        if (known := self._numbers.get(key)) is not None:
            return known
        found: int | str = len(self._files)
        try:
            picture = read_picture(medium.file, event.origin.file)
        except Unreadable as error:
            found = error.message
            self.unshown[found] = None
        else:
            self._size += len(picture.data)
            if self._size > MOST_PICTURED:
                raise QueryError(
                    f"the pictures are larger than {MOST_PICTURED >> 20} MiB together",
                    "smaller ones, or filters that leave fewer events",
                )
            self._files.append((picture, medium, in_language(event.titles, lang) or event.id))
        self._numbers[key] = found
        return found

    def markup(self) -> str:
        """The images, each under the title of the first event that has it; empty for none."""
        if not self._files:
            return ""
        figures = "\n".join(map(_figure, range(len(self._files)), self._files))
        return (
            '<section id="pictures" aria-labelledby="pictures-name">\n'
            '<h2 id="pictures-name" lang="en">Pictures</h2>\n'
            f"<div>\n{figures}\n</div>\n</section>\n"
        )


def _figure(number: int, file: tuple[Picture, Medium, str]) -> str:
    picture, medium, title = file
    source = f"data:{picture.type};base64,{b64encode(picture.data).decode()}"
    said = medium.alt or medium.caption or title
    told = [title, medium.caption, medium.credit]
    lines = "".join(f'<p dir="auto">{in_ascii(text)}</p>' for text in told if text)
    return (
        f'<figure id="picture-{number}"><img loading="lazy" decoding="async" '
        f'alt="{in_ascii(said)}" src="{source}"><figcaption>{lines}</figcaption></figure>'
    )
