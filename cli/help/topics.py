"""The texts of the help and of the manual page, in the form that markup.py reads.

It is long because it is prose alone, which the manual page has in this order.
"""

from __future__ import annotations

from crisis.timeline.base.namedtuple import NamedTuple


class Topic(NamedTuple):
    """A page of ``crisis help``."""

    summary: str
    text: str
    section: str


NAME = "what happened, when, how long after, and according to whom"

OVERVIEW = """\
You write down what happened the way your sources say it, and ask what happened, when, how long
after, and according to whom.

# Examples
  crisis show                      all events, in order
  crisis show day:monday           the events of a day
  crisis show actor:altman board   what somebody did, with a word in it
  crisis show actor:microsoft day:sat --tz Europe/Amsterdam --as tree
      what Microsoft's people did on Saturday, in Dutch time, as a tree
  crisis show --hour ..24 --by hour
      the first 24 hours, hour by hour
  crisis why announcement          one event, with the reasons for its time
  crisis list actors               whom you can ask about
  crisis log "It is down" -f my.yaml
      what happens, written into a file of yours; `crisis new` makes one
  crisis check -f my.yaml          what is wrong with a file, or does not hold together
  crisis show --json | jq -r '.events[].title'

A view is made of three parts, in any order: which events (words such as day:monday), by which
clock (--tz, --zero), and in which form (--by, --as). Without -f the events are those of
CRISIS_FILE, else of the nearest crisis.yaml, else of a bundled example. `crisis help file` shows
how to write one.
"""

FILTERS = """\
Filters say which events you want to see. They stand behind show, count, gaps and list, as words or
as options: actor:altman is the same as --actor altman.

# Examples
  crisis show day:sat                        the events of Saturday
  crisis show day:fri..sun actor:microsoft   three days of Microsoft and its people
  crisis show --from "sat 18:00" --to "sun 06:00"
      a night, to the minute
  crisis show --from "sat 18:00" --tz Europe/Amsterdam
      the same question by the clocks of Amsterdam
  crisis show letter not:tag:media           a word in the texts, but nothing tagged media
  crisis show actor:nadella actor:altman     either of them
  crisis show actor:nadella tag:microsoft    both conditions hold
  crisis show hour:..24 --certain            the first 24 hours, without doubtful cases
  crisis show is:disputed                    where the sources cannot all be right

# How they combine
  the same field twice   either of them
  different fields       all of them hold
  not:                   in front of a filter turns it round: not:actor:altman
  a word alone           is sought in all texts: letter, text:"board call"

Capitals and accents never count. An unknown name is an error that names the nearest one.
`crisis list actors` (or sources, tags, days) shows what there is.

# The fields

# Days
  monday, mon      a weekday of the timeline, never of this week
  2023-11-20       a date; 2023-11 a month, 2023 a year, 11-20 a month and a day
  d4               the fourth day; d1 is the day of zero
  first, last      the first and the last day with an event
  2023-W47         a week, Monday to Sunday; @announcement the day of an event
  fri..sun         a range, both ends included; mon.. and ..mon are open

Which day an event is on depends on the zone: the first --tz, else the timeline's own.

# A day and a time, or an event
  "sat 18:00"      with a zone where one is meant: "sat 18:00 Europe/Amsterdam"
  @announcement    from where it starts, to where it ends; @talks.end, @talks.start
  Whatever an answer prints is read: 2023-11-17T12:28:00-08:00, "Fri 17 Nov 2023 12:28".

# Elapsed time
  24               the hour from 24 to 25 after zero
  90m, 2d          the minute from 90 to 91; the day from 2 to 3
  +0:28:50         as answers show it
  24..48           a range without its end; 24.. and ..24 are open, -6..0 is before zero
  1d6h..2d         units are d, h, m (minutes) and s

# Certain and possible
An event whose time is not exactly known may lie inside or outside of what you ask for. Then it is
shown with a question mark, and --certain leaves it out.
"""

TIMES = """\
Times are written in the event file as the sources say them, and read as a stretch: not before
this, not after that. No phrase becomes an instant that nobody stated.

# Examples
  crisis why announcement     how the time of an event came about
  crisis show is:lasting      what has a beginning and an end
  crisis show --tz America/Los_Angeles --tz Europe/Amsterdam
      two clocks side by side
  crisis show --zero announcement --hour ..2
      the first two hours after an event

# In the file: under `when`
  10:36, 10:36:12           somewhere in that minute, in that second; also 1036h, 10h36, 10.36
  ~10:00, about noon        about: the rounder, the wider it is taken
  morning, late evening     parts of the day; night ends the next morning
  2026-11-20 10:36          with a date; else the date of the header above
  15:28 ET                  in a zone that the file names
  14:00..16:30              an instant somewhere in there; also 9:57-10:03, 5:30..7:30 p.m.
  before 09:00, by 09:00    not later than that
  after @alarm              after another event, by its id
  3h after @alarm           give or take half of the last unit written
  < 10m before @alarm       less than so long; less than 10m is the same
  within 5m of @alarm       before or after
  shortly after @alarm      up to an hour; a few hours after: 2 to 6
  evening; after @alarm     all of it holds
  from 22:00 to 02:00       it lasts; also: from 22:00 for ~3h
  T+2h14m                   so long after the timeline's zero
  12:28?                    doubtful: the first to give way
  unknown                   nothing is known

Several claims of one event stand in a list, each with its source. Statements bound each other;
`crisis check` shows those that cannot all be true.

# In the answer
  between 13:22 and 13:47   somewhere in there; over when it strikes 13:47
  13:22 or 13:46            disputed: some say this, some that
  13:22 or 13:46            with ∨: one of these, nobody says which
  13:22?                    doubtful: nobody says so without a doubt
  from 10:00 until 13:00    it lasts; 10:00 → 13:00 where there is less room
  13:22–13:46               in a pipe: the last minute is inside
  +1:09–2:10                hours and minutes since zero
  Δ0:14                     since the event shown before, with --delta

# The strip of a row: where in its day
  ●  an instant
  ░  possibly
  █  certainly
  ◇  one source says
  ○  planned, missed, averted or denied
  ◂ ▸  reaches beyond

# Marks
  ?  possible: it may lie outside of what you asked for
  ≠  disputed: its sources cannot all be right
  ∨  alternatives: it was at one of these times, it is not known at which
  ×  what was said of it gave way in a conflict
  ╭
  │  a bracket: which of two rows beside each other came first is not known
  ╰
  ↕  in a pipe: it may have come before the one above it

The head of a table explains those that occur in it. Where the encoding of the output is not a kind
of Unicode, the marks are ASCII: ! is disputed, / has alternatives, x is in conflict, : not in a
known order.

# Clocks
  --tz ZONE       Europe/Amsterdam, UTC, -08:00, or a short form of the file; repeat it for more
                  columns, the first decides the day
  --zero EVENT    counts elapsed time from an event; --zero "2023-11-17 12:28" from an instant
  --delta         how long after the event before it each one was
  --according-to SOURCE
      the story as one source tells it; --all keeps what it says nothing of
  --prefer SOURCE
      believes this source where several differ
"""

FILE = """\
An event file is YAML: what happened, the way your sources say it. Name it with -f, or call it
crisis.yaml.

# Examples
  crisis new "A bad evening"       a first file, with comments that teach
  crisis log "The site is down" -f my.yaml
      an event, now, in its place; `crisis add` asks for its parts
  crisis check -f my.yaml          every mistake, with its line and a hint
  crisis check my.yaml --quotes    whether the saved texts of sources say what is quoted
  crisis show -f my.yaml           what it says
  crisis schema file > crisis.schema.json
      for an editor that completes and checks

`--watch` behind show or check draws the answer again whenever the file changes.

# A whole file
| timeline: {title: A bad evening, zone: Asia/Jakarta, zero: 2026-11-20 20:00}
| actors:
|   dewi: {name: Dewi, member_of: shop}
|   shop: {name: The shop}
| sources:
|   log: {name: The server's log}
|   press: {name: The Daily}
| events:
|   2026-11-20:
|     - id: outage
|       title: The site goes down
|       when:
|         - {is: 20:14:33, source: log}
|         - {is: about 20:30, source: press}
|       tags: [site]
|     - id: call
|       title: Dewi is called
|       when: shortly after @outage
|       actors: {dewi: told}
|       caused_by: outage
|   undated:
|     - {id: rumour, title: There is talk of a sale}

# Of an event
  id, title        how it is named, and what happened
  when             one phrase, or a list of claims; `crisis help times` has the phrases
  actors           ids; {id: role} says as what
  sources, tags    lists; a single one needs no brackets
  text, note       what sources say, and what you add
  quote, place     words of a source, and where it was
  url              an address that tells of it
  media            pictures: board.jpg, {file: board.jpg, caption: ..., credit: ..., alt: ...}
  caused_by        the ids of the events that led to it
  part_of          the id of the event that it is part of
  status           planned, missed, averted or denied: it never certainly happened
  prefer           the source to believe where they differ
  x-severity       any key that begins with x- is yours: kept, shown, and found by x-severity:high

Lengths of time that have a name stand in the header, from one event to another: `crisis measures`
tells them.

| timeline: {measures: {time to call: [outage, call]}}

The days above the events are dates such as 2026-11-20, several of them (2026-11-20..2026-11-22), or
undated. The zone is that of the story, not of your machine.
"""

FIELDS = """\
Fields are what is known of an event, each with a name. `--fields` chooses and orders them for
tables, CSV, Markdown and JSON; `--format` puts them into a line of your own.

# Examples
  crisis show --fields day,when,title         a table of three columns
  crisis show --as csv --fields id,start_earliest,start_latest,title
      for a spreadsheet
  crisis show --format "{when} {title:<40} {id}"
      a line for each event, the title in 40 columns or more
  crisis show --as ndjson --fields id,start   a JSON object for each event

A key of your own, which begins with x- in the file, is a field by its name: --fields id,x-ticket.
"""

JSON = """\
Every command that answers has --json. The document names its schema and version; fields are only
ever added, and a change of meaning raises the number.

# Examples
  crisis show --json | jq -r '.events[].title'                        titles
  crisis show --json | jq '.events[] | select(.disputed) | .id'       what is disputed
  crisis show --json day:monday | jq '.counts'                        how many
  crisis why announcement --json | jq '.event.start'                  one time, both ends
  crisis list actors --json | jq -r '.entries[].id'                   all actors

# Documents
  show      crisis.events/1: timeline, query, counts, events
  why       crisis.why/1; of two events crisis.comparison/1; of a source crisis.clock/1
  count     crisis.count/1
  gaps      crisis.gaps/1
  measures  crisis.measures/1
  list      crisis.list/1
  check     crisis.check/1
  diff      crisis.diff/1, with --according-to crisis.accounts/1

`crisis show --as ndjson` prints the events alone, each on a line of its own. `crisis schema events`
prints the JSON Schema of a document, `crisis help fields` lists what --fields can choose.

# Of an event
  start, end     {earliest, latest} in RFC 3339, both included; null is open; end only of what
                 lasts
  elapsed        {earliest, latest} in seconds since zero
  when           the claims as written, each with its source
  verdict        certain, or possible: it may lie outside of what was asked for (? on a screen)
  approximate    whether a vague phrase, such as about noon, is in its time
  uncertain      whether its time was written with a question mark: 12:28?
  disputed       whether its sources cannot all be right
  alternatives   times of which one holds: how each is written, {earliest, latest}, ruled out or not

Instants are in the first zone of --tz, else in the timeline's. An empty answer is a valid
document. Control codes in texts are kept exactly, as escapes.
"""

RULES = """\
`crisis import` makes an event file of files of other programs, by rules that say what their records
mean: a rules file of yours, or one that comes with crisis. Without --rules a file is read by what
its first lines show beyond doubt, and that is said.

# Examples
  crisis import tickets.csv --zone Europe/Amsterdam -o tickets.yaml
  crisis import calendar.ics -o calendar.yaml
  crisis import slack-export.zip -o slack.yaml
  crisis import --list                        the rules that come with crisis: for calendars,
                                              Slack, WhatsApp, mail, family trees, logs, lists
  crisis import tickets.csv --rules tickets.rules --explain
      what the rules make of the first records

# A rules file

| reader: csv
| zone: Europe/Amsterdam
| when: {is: "{Date} {Time}", format: "%d/%m/%Y %H:%M"}
| title: "{Host}: {Message}"
| actors: {field: Owner, split: ";"}
| tags: [Severity, Category]
| skip:
|   - {if: {Severity: debug}, why: for debugging}

# Its keys
  when, title, text, note, quote, place, url, status, id, actors, tags, source
                        as in an event file; each names a field, or a template
  when                  a field; {is: FIELD}, {from: FIELD, to: FIELD}, {from: FIELD, for: FIELD};
                        a list of them are several claims of one event, each with its source
  format                iso, unix, unix ms, us or ns, phrase (the time language), or directives
                        such as "%d/%m/%Y %H:%M:%S"; a list is tried in turn
  undated               what stands where there is no time, beside "Not set", 0000-00-00 and zeros
  skip                  which records are left out, and why: {if: {FIELD: TEXT or /EXPRESSION/}}
  sources               who says that it happened, and nothing of when; source is whose its time is
  columns, delimiter, quotes, encoding, records, dates
                        how a file is laid out

Nothing is guessed: of 01/02/2023 the rules say the order, of a clock the zone. What cannot be read
is told with its line, what is left out is counted, and the counts add up.
"""

TABLES = """\
A table is a Parquet file of events, sorted by time: ten million of them are asked in the time that
DuckDB takes to read what a question needs. It is asked as an event file is.

# Examples
  crisis show story.yaml -o made.parquet          a table of an event file, or of an answer
  crisis show story.parquet day:tuesday actor:pilot
  crisis count -f 2026-01.parquet -f 2026-02.parquet
      several as one; a folder of them as well: -f tables/

DuckDB reads and writes tables: pip install 'crisis-timeline[tables]'. It sees the files that are
named, nothing else, and fetches nothing.

  crisis show -f sc://host:15002/night            a table of a cluster: Spark, Sail
  crisis show -f sc://host:15002/data/night.parquet    a file that its server can read
  crisis show -f sc://host:15002/log --rules log.rules day:mon    a table of others there

pip install 'crisis-timeline[spark]' installs the client. A token stands behind a semicolon, and is
never shown; docs/tables.md tells how a table is loaded.

A table has events and their times, and no relations between them: crisis why, --according-to and
--prefer ask the event file, and elapsed time and order are by the bounds of each event alone.
"""

TEMPLATES = """\
A template makes a whole document in Markdown of an answer: a post-mortem, a brief, or another one.
`--template` takes one that comes with crisis, or a file of your own.

# Examples
  crisis show my.yaml --template postmortem -o review.md
      to be gone on with in an editor
  crisis show my.yaml --template brief
      a few lines
  crisis show my.yaml day:fri --template brief
      of some events alone

A template is text. Names in braces are filled in, {{ is a brace, and nothing else is obeyed.

# Within a line
  title        what the timeline is about
  zone         the zones of the times
  files        the files that were read
  first, last  when the first and the last of its events were
  counts       how many events there are, and what was left out
  clocks       which zone the times are in, and where elapsed time begins

# On a line of their own
  summary            how many events, the first and the last, by how many sources
  measures           the lengths of time that the files name, in a table
  timeline           the events in tables by day; {timeline tag:board} only some
  list               the events as a list; {list tag:impact} only some
  actors             who took part, in which roles, in how many events
  disputed           the events whose time is disputed, in conflict, or one of several
  silences           the five longest silences; {silences 2h} all of two hours or more
  open               what is planned, still goes on, or has no known time or length
  sources            the footnotes; without it they stand at the end

Without --tz the times are in the zone of the file and in UTC.
"""

EXPORT = """\
`crisis show --as FORM` writes an answer for other programs, `-o FILE` by the ending of the file.
None of them knows that a time may be uncertain or disputed: each form has a rule for what it shows,
words go where it has a place for words, and one line on standard error counts what it cannot hold.

# Examples
  crisis show day:fri..sun -o weekend.ics     a calendar, for Google, Outlook, Thunderbird, khal
  crisis show --as timesketch -o weekend.jsonl
  crisis show --by actor -o weekend.mmd       a diagram that GitHub draws in a Markdown file
  crisis show -o weekend.svg                  a picture (.png, .pdf); -o weekend.html a page
  crisis import calendar.ics -o calendar.yaml
      most of them come back

# Forms
  ics                   a calendar (.ics): whole days, minutes and seconds as they are known, all
                        else the stretch in which it lies, with its time in words
  timesketch            JSON lines for Timesketch: a row for each limit of a time, or one with
                        --points earliest
  timelinejs            the JSON of TimelineJS: slides with dates no finer than known
  markwhen              text for markwhen (.mw), with all that is needed to read it back
  mermaid               a timeline of Mermaid (.mmd): boxes of words
  gantt                 a Gantt diagram of Mermaid: bars where events may lie
  vis                   items and groups for vis-timeline
  edtf-csv              a CSV with times in EDTF, for catalogues
  csv, ndjson, json     tables and JSON with everything that is known: `crisis help json`
  markdown, html, svg   a report (.md), a page, a picture (png, pdf)

No form makes up an hour, a noon or a zone.
"""

EXIT_CODES = """\
The exit code says how a command ended, for scripts.

# Examples
  crisis check -f my.yaml || echo "look at it"
  crisis check --each my.yaml evening.yaml --as github
      annotations in a workflow of GitHub; --as sarif for code scanning
  crisis show day:monday -e -q > /dev/null || echo "nothing on Monday"

# Codes
  0     fine, also when nothing was found
  1     nothing was found, and -e asked to know; check found errors or contradictions (with --strict
        also warnings, tensions and disputes, with --quotes what does not stand in its source);
        diff found a difference, merge a conflict; fmt --check or sort --check would change
        something
  2     the command line cannot be carried out: an unknown option, filter, actor, zone or event
  3     a file cannot be read, or has errors; what could be read is answered all the same. Or one
        cannot be written, and is left as it is
  70    a mistake in crisis itself, or the answer cannot be written (a full disk)
  130   interrupted
  141   whoever read the answer stopped reading

Contradictions, tensions and disputes are findings about the sources: they never make 3. The answer
goes to standard output and nothing else does; remarks and problems go to standard error, and -q
leaves out the remarks.
"""

ENVIRONMENT = """\
Options on the command line win over the environment.

# Examples
  CRISIS_FILE=my.yaml crisis show
  NO_COLOR=1 crisis show
  CRISIS_PAGER=cat crisis show

# Variables
  CRISIS_FILE      the event file, or several apart by colons, when there is no -f
  CRISIS_PAGER     the pager for long answers, else PAGER, else less; empty or cat is none
  PAGER            the pager of all programs
  VISUAL, EDITOR   the editor of `crisis edit`, VISUAL first; else nano, vim or another one
  LESS             options for less; FRX when it is not set
  NO_COLOR         not empty: no colour, no bold
  FORCE_COLOR      colour also in a pipe; 0 is none
  CLICOLOR_FORCE   the same, when FORCE_COLOR is not set
  TERM             dumb: no colour
  COLUMNS, LINES   the size of the terminal, when they are set
  CRISIS_NO_CACHE  not empty: no index of a large file is kept or used
  XDG_CACHE_HOME   the folder that holds them, in place of ~/.cache (LOCALAPPDATA on Windows)
  CRISIS_DEBUG     not empty: a mistake in crisis shows where it happened

# Files
-f names an event file, and so does any argument that is one: crisis show my.yaml. Without these and
CRISIS_FILE, it is crisis.yaml in this folder or the nearest one above it; without that, the bundled
timeline, and a remark says so.
"""

TOPICS = {
    "filters": Topic("How to say which events: days, actors, words", FILTERS, "FILTERS"),
    "times": Topic("How times are written and read; clocks and zones", TIMES, "TIMES"),
    "file": Topic("How to write an event file, with an example", FILE, "THE EVENT FILE"),
    "fields": Topic("What is known of an event, for --fields and --format", FIELDS, "FIELDS"),
    "templates": Topic(
        "Whole documents: a post-mortem, or your own", TEMPLATES, "TEMPLATES OF DOCUMENTS"
    ),
    "json": Topic("The answers, for other programs", JSON, "JSON"),
    "tables": Topic("Tables of millions of events", TABLES, "TABLES OF EVENTS"),
    "rules": Topic("Other people's files, and rules to read them", RULES, "RULES FILES"),
    "export": Topic("Formats of other programs: calendars, diagrams", EXPORT, "OTHER PROGRAMS"),
    "exit-codes": Topic("How a command ended, for scripts", EXIT_CODES, "EXIT STATUS"),
    "environment": Topic("Variables, and which file is read", ENVIRONMENT, "ENVIRONMENT"),
}
"""The pages of ``crisis help`` that are no commands, in the order in which they are listed."""
