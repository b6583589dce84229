"""``crisis log``: an event that happens now, or did a while ago, is written into the file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.parameters import READ, SCREEN, TOLD, VIEW, Argument, Option
from crisis.cli.terminal.exits import DATA, INTERRUPTED, OK, UsageError
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.base.problems import Problem
    from crisis.timeline.editing.log_entry import Entry, Logged

Text = Annotated[
    list[str] | None,
    Argument("TEXT", "What happened, in a line; - takes lines from standard input.", "words"),
]
At = Annotated[
    str,
    Option(
        "--at",
        "PHRASE",
        "When it was, else now: 14:05, yesterday evening, 20 minutes ago, 5m after @outage.",
        TOLD,
        "when",
    ),
]
Actors = Annotated[
    list[str] | None,
    Option(
        "--actor",
        "ID[/ROLE]",
        "Who took part, and as what. A new one is listed. May be repeated.",
        TOLD,
        "actor",
    ),
]
Tags = Annotated[list[str] | None, Option("--tag", "TAG", "May be repeated.", TOLD, "tag")]
Sources = Annotated[
    list[str] | None,
    Option(
        "--source",
        "ID",
        "Who says so. A new one is listed. May be repeated.",
        TOLD,
        "source",
    ),
]
Id = Annotated[str, Option("--id", "ID", "What @id calls it; else made from the text.", TOLD)]
More = Annotated[
    list[str] | None,
    Option(
        "--set",
        "KEY=VALUE",
        "Any other key of an event: place=Oslo, caused_by=outage, status=planned. May be repeated.",
        TOLD,
        "assignment",
    ),
]
File = Annotated[
    str | None,
    Option(
        "-f --file",
        "FILE",
        "The event file. Else CRISIS_FILE, else the nearest crisis.yaml upward.",
        READ,
        "file",
    ),
]
Json = Annotated[bool, Option("--json", "", "What is written as JSON, as of crisis show.", VIEW)]
Quiet = Annotated[bool, Option("-q --quiet", "", "Only errors.", SCREEN)]


class Screen(NamedTuple):
    """What is said of what was written."""

    json: Json = False
    color: options.Color = "auto"
    width: options.Width = None
    quiet: Quiet = False


def log(
    text: Text = None,
    at: At = "",
    actor: Actors = None,
    tag: Tags = None,
    source: Sources = None,
    event_id: Id = "",
    more: More = None,
    file: File = None,
    screen: Screen = Screen(),  # noqa: B008  (immutable)
) -> int:
    """What happens, written into the event file at once.

      crisis log "The site is down"        at the clock, in the nearest crisis.yaml
      crisis log "Dewi is called" --at "20 minutes ago" --actor dewi --tag oncall
          what happened a while ago, and to whom
      crisis log "It is back" --at "yesterday 22:05" --source log --set place=Jakarta -f my.yaml
          according to whom, and any other key

    The time is the clock to the second, in the file's zone, or what --at says; a file has no
    today, so `20 minutes ago` becomes that clock, with the words as the quote. It goes under the
    header of its day, in order, and nothing else in the file changes. The line that is printed
    tells where it stands. Several can write one file at once.

    `tail -f alerts.log | crisis log -` makes each line an event, at the time when it comes.
    """
    from crisis.cli.request.quick_yaml import import_yaml
    from crisis.cli.terminal.output import check_look
    from crisis.timeline.editing.log_entry import Entry

    check_look(screen.color, screen.width)
    words = text or []
    if not words:
        hint = 'crisis log "The site is down"; or crisis log -, which takes lines'
        raise UsageError("nothing is said to have happened", hint)
    if len(words) > 1 and words[0].lower().endswith((".yaml", ".yml")):
        raise UsageError(f"{words[0]} would be part of the text", f"-f {words[0]}")
    entry = Entry(
        " ".join(words), at, tuple(actor or ()), tuple(tag or ()), tuple(source or ()), event_id,
        tuple(_pair(pair) for pair in more or ()),
    )  # fmt: skip
    logging = _Logging(_path(file), screen)
    import_yaml()
    if words == ["-"]:
        if event_id:
            raise UsageError("--id is of one event", "leave it out: lines have ids of their own")
        return logging.lines(entry)
    code = logging.entry(entry)
    logging.close()
    return code


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise UsageError(f'--set "{text}" is no key and value', "--set place=Oslo")
    return key.strip(), value


def _path(file: str | None) -> str:
    """The one file that is written."""
    from crisis.cli.request.open_files import named
    from crisis.timeline.eventfile.files import BUNDLED

    paths = named([file] if file else [], os.environ.get("CRISIS_FILE", ""))
    if len(paths) > 1:
        raise UsageError(f"which of {len(paths)} files?", f"-f {paths[0]}")
    return paths[0] if paths else BUNDLED


class _Logging:
    """Writes events into a file, and tells of each."""

    def __init__(self, path: str, screen: Screen) -> None:
        self.path = path
        self.screen = screen
        self.ids: list[str] = []

    def entry(self, entry: Entry, at: int | None = None) -> int:
        """Write one event, at an instant or now; the exit code. Raises UsageError."""
        from crisis.cli.request.now import now
        from crisis.cli.terminal.messages import tell, tell_problems
        from crisis.timeline.editing.log_entry import log_into
        from crisis.timeline.editing.names import Unfit
        from crisis.timeline.editing.safe_write import Refused

        try:
            logged = log_into(self.path, entry, now() if at is None else at)
        except Unfit as error:
            raise UsageError(error.message, error.hint) from None
        except Refused as error:
            tell_problems([self.without_file(error.problem)])
            return DATA
        self.ids.append(logged.id)
        for message, hint in () if self.screen.quiet else logged.new:
            tell(message, hint)
        self.told(logged)
        return OK

    def without_file(self, problem: Problem) -> Problem:
        """A problem of the file; where there is no such file, with how one is made."""
        if problem.hint or os.path.lexists(self.path):
            return problem
        from shlex import quote

        return problem.replace(hint=f"crisis new TITLE -o {quote(self.path)} makes one")

    def told(self, logged: Logged) -> None:
        """Print where an event stands, and the event as it is shown."""
        if self.screen.quiet or self.screen.json:
            return
        from crisis.cli.terminal.output import write
        from crisis.cli.views.logged import shown

        write(shown(self.path, logged, self.screen.color, self.screen.width))

    def close(self) -> None:
        """Print all that was written, where it is asked for as one document."""
        if not self.screen.json or self.screen.quiet:
            return
        from crisis.cli.terminal.output import write
        from crisis.cli.views.logged import as_json

        write(as_json(self.path, self.ids))

    def lines(self, entry: Entry) -> int:
        """Write each line of standard input as an event, at the time when it came."""
        from crisis.cli.request.arriving import arriving
        from crisis.cli.terminal.messages import tell

        code = OK
        with arriving() as lines:
            for line in lines:
                if not line.text.strip():
                    continue
                try:
                    done = self.entry(entry._replace(title=line.text), line.at)
                except UsageError as error:
                    tell(f"line {line.number} is not written: {error.message}", error.hint)
                    done = DATA
                code = code or done
        self.close()
        return INTERRUPTED if lines.interrupted else code
