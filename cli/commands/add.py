"""``crisis add``: an event is asked for, part by part, and written when all of it is told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.parameters import READ, Option
from crisis.cli.terminal.exits import DATA, INTERRUPTED, OK, UsageError
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.cli.dialogue.event import EventQuestions
    from crisis.cli.dialogue.preview import Preview
    from crisis.timeline.editing.rewrite import EventText

File = Annotated[
    str | None,
    Option(
        "-f --file",
        "FILE",
        "The event file; one that is not there is made. Else CRISIS_FILE, else the nearest "
        "crisis.yaml upward.",
        READ,
        "file",
    ),
]


class Screen(NamedTuple):
    """How the event looks that was written."""

    color: options.Color = "auto"
    width: options.Width = None
    quiet: options.Quiet = False


def add(
    file: File = None,
    screen: Screen = Screen(),  # noqa: B008  (immutable)
) -> int:
    """An event, asked for part by part, and written when all is told.

      crisis add                 into CRISIS_FILE or crisis.yaml, else into a first file
      crisis add -f my.yaml

    When, what, who, and according to whom: each answer is checked, and a time is shown as it is
    read. The tab key completes ids and names, < goes back to the question before. After an event
    comes the next one, until Ctrl-D; what is not wholly told is not written. Where nobody sits at
    a terminal, `crisis log` writes an event without asking.
    """
    from crisis.cli.terminal.messages import tell, tell_problems
    from crisis.cli.terminal.output import check_look, note
    from crisis.cli.terminal.prompt import Ended, can_ask
    from crisis.timeline.editing.rewrite import Refused

    check_look(screen.color, screen.width)
    if not can_ask():
        hint = 'crisis log "TEXT" --at PHRASE writes an event without asking'
        raise UsageError("crisis add asks at a terminal, and there is none", hint)
    adding = _Adding(file, screen)
    try:
        adding.go_on()
    except Refused as error:
        tell_problems([error.problem])
        return DATA
    except KeyboardInterrupt as end:
        note("")  # behind the question
        if adding.begun or not adding.written:
            tell("nothing of it is written")
            return INTERRUPTED
        return OK if isinstance(end, Ended) else INTERRUPTED
    return OK


class _Adding:
    """Events into one file, one after the other.

    ``written`` counts them; ``begun`` tells whether one was begun and is not written.
    """

    def __init__(self, file: str | None, screen: Screen) -> None:
        self.screen = screen
        self.written = 0
        self.path = _path(file)
        self._questions: EventQuestions | None = None

    @property
    def begun(self) -> bool:
        return self._questions is not None and self._questions.begun

    def go_on(self) -> None:
        """Ask for events until KeyboardInterrupt. Raises Refused."""
        from crisis.cli.dialogue.event import EventQuestions
        from crisis.cli.dialogue.first import first_text
        from crisis.cli.terminal.messages import tell
        from crisis.cli.terminal.output import note, noted
        from crisis.timeline.eventfile.files import STDIN

        source = None
        if not self.path or (self.path != STDIN and not os.path.lexists(self.path)):
            source = first_text(self.path)
            self.path = source.name
        introduced = False
        while True:
            first = source is not None
            self._questions = EventQuestions(source or _read(self.path))
            if not introduced and not self.screen.quiet:
                note(noted(self._questions.introduction()))
            introduced = True
            found = self._questions.told()
            if found is None:
                tell("it is not written")
                continue
            try:
                self._write(found, self._questions, first)
            except UsageError as error:  # somebody else wrote meanwhile
                tell(f"it is not written: {error.message}", error.hint)
                continue
            source = None
            self.written += 1

    def _write(self, found: Preview, questions: EventQuestions, first: bool) -> None:
        from crisis.cli.terminal.output import write
        from crisis.cli.views.logged import shown
        from crisis.timeline.editing.log_entry import log_into
        from crisis.timeline.editing.names import Unfit
        from crisis.timeline.editing.rewrite import create

        logged = found.logged
        if first:
            create(self.path, found.after.text)
        else:
            try:
                logged = log_into(self.path, questions.entry, questions.now)
            except Unfit as error:
                raise UsageError(error.message, error.hint) from None
        if not self.screen.quiet:
            write(shown(self.path, logged, self.screen.color, self.screen.width))


def _path(file: str | None) -> str:
    """The one file that is written; empty where none is named."""
    from crisis.cli.request.open_files import named

    paths = named([file] if file else [], os.environ.get("CRISIS_FILE", ""))
    if len(paths) > 1:
        raise UsageError(f"which of {len(paths)} files?", f"-f {paths[0]}")
    return paths[0] if paths else ""


def _read(path: str) -> EventText:
    """The text of an event file. Raises Refused for none."""
    from crisis.timeline.editing.rewrite import EventText
    from crisis.timeline.editing.safe_write import held

    with held(path) as file:
        return EventText(path, file.read().text)
