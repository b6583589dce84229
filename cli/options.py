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
    typer.Option("--by", metavar="KEY", help="Group by day, actor or hour; a comma nests."),
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
