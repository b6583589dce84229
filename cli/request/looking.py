"""The options that say how an answer is to look."""

from __future__ import annotations

from crisis.timeline.base.namedtuple import NamedTuple

from . import options


class Looking(NamedTuple):
    """How an answer is to look, and what is said beside it."""

    lang: options.Lang = None
    calendar: options.Calendar = "gregorian"
    color: options.Color = "auto"
    width: options.Width = None
    no_pager: options.NoPager = False
    quiet: options.Quiet = False
    verbose: options.Verbose = False
    no_cache: options.NoCache = False
    output: options.Output = ""
