"""What people type who know other programs, and what it is called here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTIONS = {
    "--from": ("after", "start", "begin", "starting"),
    "--to": ("before", "end", "till", "ending"),
    "--day": ("date", "on", "days", "when", "weekday"),
    "--hour": ("elapsed", "hours", "offset"),
    "--actor": ("who", "person", "people", "name", "author", "user", "party", "actors"),
    "--source": ("by-source", "cite", "told-by", "reporter", "sources", "according"),
    "--tag": ("category", "label", "kind", "topic", "tags"),
    "--text": ("search", "grep", "find", "query", "match", "contains", "word", "words", "title"),
    "--id": ("event", "ids"),
    "--is": ("state", "disputed", "uncertain", "approximate", "undated", "lasting", "only"),
    "--certain": ("sure", "strict", "definite"),
    "--tz": ("zone", "timezone", "time-zone", "utc", "local"),
    "--zero": ("origin", "epoch", "relative-to", "anchor", "t0"),
    "--by": ("group", "group-by", "groupby", "per", "grouped"),
    "--as": ("type", "style", "view", "to-format", "out-format", "output-format"),
    "--sort": ("order", "order-by", "sort-by", "sorted"),
    "--reverse": ("desc", "descending", "newest", "latest"),
    "--limit": ("head", "max", "top", "first", "count", "number", "num"),
    "--fields": ("columns", "select", "cols", "keys"),
    "--lang": ("language", "locale"),
    "--file": ("input", "in", "infile", "path", "files"),
    "--output": ("out", "outfile", "save", "write"),
    "--min": ("least", "longer-than", "minimum", "at-least"),
    "--prefer": ("trust", "prefers"),
    "--color": ("colour", "colors", "no-color", "no-colour"),
    "--all": ("every", "everything"),
    "--quiet": ("silent",),
    "--watch": ("follow", "live", "tail", "monitor", "refresh", "poll"),
    "--no-pager": ("no-less", "nopager"),
}
_TOLD = {
    "--at PHRASE": ("when", "time", "date", "on", "day", "clock", "timestamp"),
    '--set place="…"': ("where", "location"),
    '--set url="…"': ("link",),
    "--set caused_by=ID": ("cause", "because", "causes", "after-event"),
    "--actor ID/ROLE": ("role",),
    'crisis log "TEXT"': ("-m", "message", "title", "event"),
}
"""What is said of one event, which a command writes."""
_FORMS = {
    "table": ("text", "txt", "plain", "list"),
    "chart": ("timeline", "plot", "graph", "bars"),
    "ndjson": ("jsonl", "jsonlines"),
    "markdown": ("md",),
    "html": ("page", "web", "htm"),
    "ics": ("ical", "icalendar", "calendar"),
    "timelinejs": ("timeline-js", "timelinejs3", "knightlab", "tljs"),
    "markwhen": ("mw", "cascade"),
    "mermaid": ("mmd",),
    "gantt": (),
    "vis": ("vis-timeline", "visjs"),
    "edtf-csv": ("edtf",),
    "tree": (), "json": (), "csv": (), "svg": (), "png": (), "pdf": (), "timesketch": (),
    "parquet": ("pq", "duckdb", "arrow"),
}  # fmt: skip
_NEAREST = {
    "svg": ("picture", "image", "vector"),
    "png": ("jpg", "jpeg", "bitmap"),
    "csv": ("tsv", "xlsx", "xls", "excel", "spreadsheet"),
    "json": ("yaml", "yml", "xml"),
}
_COMMANDS = {
    "show": ("ls", "find", "search", "grep", "view", "print", "events", "display", "timeline",
             "query", "filter", "cat", "report", "open", "get", "event"),
    "why": ("explain", "info", "describe", "reason", "source"),
    "diff OLD NEW": ("difference", "changes", "changed", "delta", "versus"),
    "count": ("stats", "summary", "histogram", "number", "total", "totals", "sum"),
    "gaps": ("silences", "holes", "gap", "missing", "silence"),
    "list actors": ("actors", "who", "people", "names"),
    "list sources": ("sources",),
    "list tags": ("tags", "categories"),
    "list days": ("days", "dates", "calendar"),
    "measures": ("mttr", "mttd", "mtta", "measure", "metrics", "kpi", "durations", "duration",
                 "howlong", "sla"),
    "check": ("validate", "lint", "verify", "test", "doctor", "errors", "problems", "conflicts"),
    "show --as FORM": ("export", "convert", "transform", "output", "share"),
    "show -f FILE -f FILE": ("concat",),
    "merge A.yaml B.yaml -o C.yaml": ("combine", "join", "unite"),
    "fmt": ("format", "tidy", "reformat", "prettify", "beautify", "clean"),
    "sort": ("order", "reorder", "arrange", "sorted"),
    "import FILE": ("load", "ingest", "parse", "read"),
    "show --as chart": ("chart", "plot", "draw", "graph"),
    "show --as gantt": ("gantt",),
    "show --as mermaid": ("mermaid",),
    "show --as tree": ("tree",),
    "show --as html": ("html", "serve", "web", "page", "browse"),
    "show --json": ("json", "dump"),
    "show FILE --watch": ("watch", "follow", "tail", "monitor"),
    "new TITLE": ("init", "create", "template", "start", "begin", "touch"),
    "edit ID": ("modify", "change", "editor", "vi", "vim", "nano"),
    "help": ("man", "manual", "docs", "usage"),
}  # fmt: skip
_KINDS = {
    "events": "crisis show has the events",
    "event": "crisis show has the events",
    "ids": "crisis show --fields id,title has the ids",
    "zones": "the zones of a file stand under timeline: zones; --tz takes any",
    "files": "crisis show -v names the files",
    "roles": "crisis list actors has the actors; actor:NAME/ROLE asks for a role",
    "places": "crisis count --by place counts them; place:PLACE finds what was there",
    "dates": "crisis list days",
    "people": "crisis list actors",
    "conflicts": "crisis check",
    "gaps": "crisis gaps",
}


def option_meant(flag: str, known: list[str]) -> str:
    """A hint for an option that there is not, by what it means; empty where nobody knows."""
    word = flag.removeprefix("--").partition("=")[0].replace("_", "-").casefold()
    if "--set" in known and (told := _told(word)):
        return told
    if "--as" in known and "--fields" in known and (form := _form(word)):
        return f"--as {form}"
    if word in ("not", "no", "without", "except", "exclude") and "--actor" in known:
        return "not: stands in front of a term, as in not:actor:ana"
    if word.startswith("x-") and "--actor" in known:
        return f"a key of your own is asked for without the dashes: {word}:VALUE"
    for name, words in _OPTIONS.items():
        if word in words and name in known:
            inclusive = ", which is inclusive" if name in ("--from", "--to") else ""
            return f"here it is {name}{inclusive}"
    return ""


def _told(word: str) -> str:
    """How a key of an event is said to a command that writes one; empty for what is no key."""
    from crisis.timeline.model.keys import EVENT_KEYS

    if told := next((name for name, words in _TOLD.items() if word in words), ""):
        return told
    key = word.replace("-", "_")
    if word.startswith("x-"):
        return f"--set {word}=…"
    if any(known.name == key and known.kind in ("text", "texts") for known in EVENT_KEYS):
        return f'--set {key}="…"'
    return f"--set {key}=…" if any(known.name == key for known in EVENT_KEYS) else ""


def form_meant(word: str) -> str:
    """A hint for a form that there is not, by what it means; empty where nobody knows."""
    word = word.casefold()
    if form := _form(word):
        return f"here it is --as {form}"
    near = next((form for form, words in _NEAREST.items() if word in words), "")
    return f"the nearest is --as {near}" if near else ""


def form_elsewhere(
    flag: str, value: str, name: str, known: list[str], own: Sequence[str] = ()
) -> str:
    """A hint for the form of a command that has no ``--as``; empty where none is asked for.

    ``known`` are the options of the command called ``name``.
    """
    if "--fields" in known or flag in known:
        return ""
    word = (value if flag == "--as" else flag.removeprefix("--")).casefold()
    form = _form(word)
    if own:
        meant = next((name for name in (word, form) if name in own), "")
        return f"--as {meant}" if meant else own_forms(name, own, word) if form else ""
    if not form and flag != "--as":
        return ""
    if "--json" in known and form in ("json", "ndjson"):
        return "here it is --json"
    if "--json" in known:
        shown = f"; crisis show --as {form} has the events" if form not in ("", "table") else ""
        return f"crisis {name} is a text, or --json{shown}"
    return f"crisis {name} is {'JSON as it is' if name == 'schema' else 'a text only'}"


def own_forms(name: str, forms: Sequence[str], word: str) -> str:
    """A hint for a form that a command with ``forms`` of its own does not have."""
    form = _form(word.casefold())
    shown = f"; crisis show --as {form} has the events" if form not in ("", "table") else ""
    return f"crisis {name} is {', '.join(forms[:-1])} or {forms[-1]}{shown}"


def _form(word: str) -> str:
    """A form by its name, or by another word for it."""
    return next((form for form, words in _FORMS.items() if word == form or word in words), "")


def command_meant(word: str) -> str:
    """A hint for a command that there is not, by what it means; empty where nobody knows."""
    lowered = word.casefold()
    return next((f"crisis {c}" for c, words in _COMMANDS.items() if lowered in words), "")


def kind_meant(word: str) -> str:
    """A hint for what ``crisis list`` does not list; empty where nobody knows."""
    return _KINDS.get(word.casefold(), "")
