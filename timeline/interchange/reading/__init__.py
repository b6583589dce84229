"""Other people's files read as event files, by rules that say what each record means.

To add a format, see CONTRIBUTING.md: a *reader* turns a file into records, places with names and
values; *rules* say which of those is the time, the title and so on; a *preset* is rules as data.
"""
