"""The options that commands share, each with its help in one place."""

from __future__ import annotations

from typing import Annotated

import typer

Files = Annotated[
    list[str] | None,
    typer.Option(
        "-f",
        "--file",
        metavar="FILE",
        help="Read this event file; - is standard input. May be repeated. "
        "Else CRISIS_FILE, else the nearest crisis.yaml upward, else the bundled timeline.",
    ),
]
Day = Annotated[
    list[str] | None,
    typer.Option(
        "--day",
        metavar="DAY",
        help="Only events of a day: monday, 2023-11-20, 2023-11, 11-20, d4, first, last, "
        "or a range such as mon..wed. Words are resolved against the timeline.",
    ),
]
ActorName = Annotated[
    list[str] | None,
    typer.Option(
        "--actor",
        metavar="ACTOR",
        help="Only events of an actor, by id, name or alias, and of its members; "
        "ACTOR/ROLE asks for the role.",
    ),
]
Hour = Annotated[
    list[str] | None,
    typer.Option(
        "--hour",
        metavar="ELAPSED",
        help="Only events so long after zero: 24 (the hour from 24 to 25), 24..48, 90m, 1d6h..",
    ),
]
Terms = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TERM]...",
        help="Filters as words: day:mon, actor:altman, tag:board, not:tag:media; the same as the "
        "options. A bare word is sought in all texts.",
        show_default=False,
    ),
]
SourceName = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="SOURCE", help="Only events that a source tells of."),
]
Tag = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Only with a tag.")]
Text = Annotated[
    list[str] | None,
    typer.Option("--text", metavar="WORDS", help="Only events whose texts hold these words."),
]
EventId = Annotated[list[str] | None, typer.Option("--id", metavar="ID", help="Only this event.")]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="Only planned, missed, averted or denied."),
]
State = Annotated[
    list[str] | None,
    typer.Option(
        "--is",
        metavar="STATE",
        help="Only disputed, differing, uncertain (?), undated or lasting events.",
    ),
]
CausedBy = Annotated[
    list[str] | None,
    typer.Option("--caused-by", metavar="ID", help="Only what followed from an event."),
]
Confidence = Annotated[
    list[str] | None,
    typer.Option("--confidence", metavar="LEVEL", help="Only with a claim of this confidence."),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="WHEN", help="From a day, or a day and time, inclusive."),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="WHEN", help="Up to a day, or a day and time, inclusive."),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="KEY", help="Group by day, hour, actor, source or tag; a comma nests."
    ),
]
Form = Annotated[
    str | None,
    typer.Option("--as", metavar="FORM", help="Print as table, tree or json."),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --as json.")]
Certain = Annotated[
    bool, typer.Option("--certain", help="Leave out events that are only possible.")
]
Tz = Annotated[
    list[str] | None,
    typer.Option(
        "--tz",
        metavar="ZONE",
        help="Show times in this zone. Repeated, each gets a column; the first decides the day.",
    ),
]
PlainJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OneTz = Annotated[str | None, typer.Option("--tz", metavar="ZONE", help="Show times in this zone.")]
Zero = Annotated[
    str | None,
    typer.Option("--zero", metavar="EVENT|TIME", help="Count elapsed time from here."),
]
AccordingTo = Annotated[
    str | None,
    typer.Option(
        "--according-to",
        metavar="SOURCE",
        help="Tell the story as one source does: only its claims and the author's own count.",
    ),
]
Color = Annotated[
    str, typer.Option("--color", metavar="WHEN", help="auto, always or never.", show_default=False)
]
Width = Annotated[int | None, typer.Option("--width", metavar="COLUMNS", help="As wide as this.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No remarks, only errors.")]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="LANG",
        help="Titles, weekdays and dates in this language: id, nl, pt-BR. Else the timeline's own.",
    ),
]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Never through a pager.")]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Say what was read, and how long it took.")
]
ExitCode = Annotated[
    bool, typer.Option("-e", "--exit-code", help="End with 1 when nothing is found.")
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help="Only the first N events.")
]
Reverse = Annotated[bool, typer.Option("--reverse", help="The latest first.")]
Delta = Annotated[
    bool, typer.Option("--delta", help="How long after the event shown before it each one was.")
]
