"""The options that commands share, each with its help in one place."""

from __future__ import annotations

from typing import Annotated

from .forms import FORMS
from .parameters import CLOCKS, READ, SCREEN, VIEW, WHICH, Argument, Option

Terms = Annotated[
    list[str] | None,
    Argument(
        "TERM",
        "Filters as words, the same as the options: day:mon, actor:altman, not:tag:media. "
        "A bare word is sought in all texts, one that is a file is read. `crisis help filters` "
        "teaches them.",
        "term",
    ),
]

# Which events

Certain = Annotated[
    bool, Option("--certain", "", "Leave out events that are only possible.", WHICH)
]

# What is read

Files = Annotated[
    list[str] | None,
    Option(
        "-f --file",
        "FILE",
        "Read this event file; - is standard input. May be repeated. Else CRISIS_FILE, else the "
        "nearest crisis.yaml upward, else the bundled timeline.",
        READ,
        "file",
    ),
]
Rules = Annotated[
    str | None,
    Option(
        "--rules",
        "NAME|FILE",
        "The rules that say what the records of files mean that are no event files (whose names do "
        "not end in .yaml): a rules file, or one that comes with crisis (`crisis import --list`).",
        READ,
        "rules",
    ),
]
Zone = Annotated[
    str | None,
    Option(
        "--zone",
        "ZONE",
        "With --rules: the zone of clocks that name none, and of the timeline.",
        READ,
        "zone",
    ),
]
AccordingTo = Annotated[
    str | None,
    Option(
        "--according-to",
        "SOURCE",
        "Tell the story as one source does: only its claims and the author's own count, and "
        "events that it says nothing of are left out.",
        READ,
        "source",
    ),
]
Prefer = Annotated[
    list[str] | None,
    Option(
        "--prefer",
        "SOURCE",
        "Believe this source where several differ, before those that the file prefers. Repeated, "
        "the first one first.",
        READ,
        "source",
    ),
]
All = Annotated[
    bool,
    Option(
        "--all", "", "With --according-to: keep the events that the source says nothing of.", READ
    ),
]

# Clocks and languages

Tz = Annotated[
    list[str] | None,
    Option(
        "--tz",
        "ZONE",
        "Show times in this zone: Europe/Amsterdam, UTC, -08:00, or one that the file names. "
        "Repeated, each gets a column; the first decides the day.",
        CLOCKS,
        "zone",
    ),
]
OneTz = Annotated[str | None, Option("--tz", "ZONE", "Show times in this zone.", CLOCKS, "zone")]
Zero = Annotated[
    str | None,
    Option("--zero", "EVENT|TIME", "Count elapsed time from here.", CLOCKS, "event"),
]
Delta = Annotated[
    bool,
    Option("--delta", "", "How long after the event shown before it each one was.", CLOCKS),
]
Lang = Annotated[
    str | None,
    Option(
        "--lang",
        "LANG",
        "Titles, weekdays and dates in this language: id, nl, pt-BR. Else the timeline's own.",
        CLOCKS,
        "language",
    ),
]
Calendar = Annotated[
    str,
    Option(
        "--calendar",
        "NAME",
        "With julian each day has its Julian date (Old Style) behind it.",
        CLOCKS,
        "julian|gregorian",
    ),
]

# How it is shown

By = Annotated[
    str | None,
    Option(
        "--by",
        "KEY",
        "Group by day, week, month, year, decade, hour (elapsed), hour-of-day, weekday, 15m or any "
        "length of the clock, actor, source, tag or place; a comma nests.",
        VIEW,
        "groups",
    ),
]
Form = Annotated[
    str | None,
    Option("--as", "FORM", f"Print as {', '.join(FORMS[:-1])} or {FORMS[-1]}.", VIEW, "form"),
]
DRAWN = ("table", "json", "svg", "png", "pdf")
"""The forms of a command whose answer is drawn as well."""
DrawnForm = Annotated[
    str | None,
    Option(
        "--as", "FORM", f"Print as {', '.join(DRAWN[:-1])} or {DRAWN[-1]}.", VIEW, "|".join(DRAWN)
    ),
]
Json = Annotated[bool, Option("--json", "", "The same as --as json.", VIEW)]
Fields = Annotated[
    str | None,
    Option(
        "--fields",
        "NAMES",
        "Only these fields, in this order: id,when,title. `crisis help fields` lists them.",
        VIEW,
        "fields",
    ),
]
Template = Annotated[
    str | None,
    Option(
        "--format", "TEMPLATE", "A line for each event: '{when} {title:<40} {id}'.", VIEW, "format"
    ),
]
Document = Annotated[
    str | None,
    Option(
        "--template",
        "NAME|FILE",
        "With --as markdown: a whole document, postmortem or brief, or by a file of your own.",
        VIEW,
        "document",
    ),
]
Raw = Annotated[
    bool, Option("--raw", "", "CSV as it is: a cell that begins a formula is kept.", VIEW)
]
Points = Annotated[
    str | None,
    Option(
        "--points",
        "WHICH",
        "With --as timesketch: one row of each event, its earliest or its latest.",
        VIEW,
        "earliest|latest",
    ),
]
Embed = Annotated[
    bool,
    Option(
        "--embed",
        "",
        "With --as html: for a frame in another page, with a small title and no filters.",
        VIEW,
    ),
]
PlainJson = Annotated[bool, Option("--json", "", "Print JSON, for programs.", VIEW)]
Limit = Annotated[int | None, Option("-n --limit", "N", "Only the first N events.", VIEW, least=0)]
Output = Annotated[
    str,
    Option(
        "-o --output",
        "FILE",
        "Write the answer to this file, whole or not at all; its name says the form: crisis.html, "
        ".svg, .png, .csv, .md, .json.",
        VIEW,
        "file",
    ),
]
Sort = Annotated[
    str | None,
    Option(
        "--sort",
        "ORDER",
        "earliest or latest: by when each may have begun at the earliest, or at the latest.",
        VIEW,
        "earliest|latest",
    ),
]
GroupSort = Annotated[
    str | None,
    Option(
        "--sort",
        "ORDER",
        "count (the most first), name, or file, which is the order of time for days. Else count, "
        "and time for days and hours.",
        VIEW,
        "count|name|file",
    ),
]
Long = Annotated[
    bool,
    Option("--long", "", "Rows in full: elapsed times, who took part, ids; long ones wrap.", VIEW),
]
Reverse = Annotated[bool, Option("--reverse", "", "The latest first.", VIEW)]

Watch = Annotated[
    bool,
    Option("--watch", "", "Draw it again whenever a file changes, until Ctrl-C.", VIEW),
]

# The screen

Color = Annotated[
    str, Option("--color", "WHEN", "auto, always or never.", SCREEN, "auto|always|never")
]
Width = Annotated[
    int | None,
    Option(
        "--width",
        "COLUMNS",
        "As wide as this; in a pipe, a table. A column of --as svg is 8 pixels.",
        SCREEN,
    ),
]
Theme = Annotated[
    str | None,
    Option(
        "--theme",
        "PAGE",
        "A picture or page that is light or dark, or as its reader's system is (auto).",
        VIEW,
        "light|dark|auto",
    ),
]
NoCache = Annotated[
    bool, Option("--no-cache", "", "Read the files again, and keep no index of them.", READ)
]
NoPager = Annotated[bool, Option("--no-pager", "", "Never through a pager.", SCREEN)]

# Everything else

Quiet = Annotated[bool, Option("-q --quiet", "", "No remarks, only errors.")]
Verbose = Annotated[bool, Option("-v --verbose", "", "Say what was read, and how long it took.")]
ExitCode = Annotated[bool, Option("-e --exit-code", "", "End with 1 when nothing is found.")]
