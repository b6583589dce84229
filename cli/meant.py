"""What people type who know other programs, and what it is called here."""

from __future__ import annotations

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
    "--no-pager": ("no-less", "nopager"),
}
_FORMS = ("table", "tree", "chart", "ndjson", "csv", "markdown", "html", "svg", "md", "timeline")
_COMMANDS = {
    "show": ("ls", "find", "search", "grep", "view", "print", "events", "display", "timeline",
             "export", "query", "filter", "cat", "report", "log", "open", "get", "event"),
    "why": ("explain", "info", "describe", "compare", "diff", "reason", "source"),
    "count": ("stats", "summary", "histogram", "number", "total", "totals", "sum"),
    "gaps": ("silences", "holes", "gap", "missing", "silence"),
    "list actors": ("actors", "who", "people", "names"),
    "list sources": ("sources",),
    "list tags": ("tags", "categories"),
    "list days": ("days", "dates", "calendar"),
    "check": ("validate", "lint", "verify", "test", "doctor", "errors", "problems", "conflicts"),
    "show --as chart": ("chart", "plot", "draw", "graph", "gantt"),
    "show --as tree": ("tree",),
    "show --as html": ("html", "serve", "web", "page", "browse"),
    "show --json": ("json", "dump"),
    "help file": ("init", "new", "create", "add", "edit", "template"),
    "help": ("man", "manual", "docs", "usage"),
}  # fmt: skip
_KINDS = {
    "events": "crisis show has the events",
    "event": "crisis show has the events",
    "ids": "crisis show --fields id,title has the ids",
    "zones": "the zones of a file stand under timeline: zones; --tz takes any",
    "files": "crisis show -v names the files",
    "roles": "crisis list actors has the actors; actor:NAME/ROLE asks for a role",
    "places": "text:PLACE finds a place",
    "dates": "crisis list days",
    "people": "crisis list actors",
    "conflicts": "crisis check",
    "gaps": "crisis gaps",
}


def option_meant(flag: str, known: list[str]) -> str:
    """A hint for an option that there is not, by what it means; empty where nobody knows."""
    word = flag.removeprefix("--").partition("=")[0].replace("_", "-").casefold()
    if word in _FORMS and "--as" in known:
        return f"--as {'markdown' if word == 'md' else 'chart' if word == 'timeline' else word}"
    for name, words in _OPTIONS.items():
        if word in words and name in known:
            inclusive = ", which is inclusive" if name in ("--from", "--to") else ""
            return f"here it is {name}{inclusive}"
    return ""


def command_meant(word: str) -> str:
    """A hint for a command that there is not, by what it means; empty where nobody knows."""
    lowered = word.casefold()
    return next((f"crisis {c}" for c, words in _COMMANDS.items() if lowered in words), "")


def kind_meant(word: str) -> str:
    """A hint for what ``crisis list`` does not list; empty where nobody knows."""
    return _KINDS.get(word.casefold(), "")
