"""``crisis show``: the events that match, in order."""

from __future__ import annotations

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.shared import Asking, asked, found_nothing


def show(
    asking: Asking,
    by: options.By = None,
    form: options.Form = None,
    json: options.Json = False,
    fields: options.Fields = None,
    template: options.Template = None,
    document: options.Document = None,
    raw: options.Raw = False,
    points: options.Points = None,
    embed: options.Embed = False,
    theme: options.Theme = None,
    limit: options.Limit = None,
    sort: options.Sort = None,
    reverse: options.Reverse = False,
    delta: options.Delta = False,
    long: options.Long = False,
    watch: options.Watch = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """The events that match, in order.

    crisis show day:monday               the events of a day
    crisis show actor:microsoft day:fri..sun --as tree
        what somebody did, as a tree
    crisis show --from "sat 18:00" --to "sun 06:00" --tz Europe/Amsterdam
        a night by the clocks of Amsterdam
    crisis show --hour 24..48 --by hour  the second day, hour by hour
    crisis show actor:altman not:tag:media board
        several conditions and a word
    crisis show --by actor --as chart    who did something when, as a picture
    crisis show --zero announcement --delta --limit 10
        time since an event, and from one event to the next
    crisis show -o events.csv            for a spreadsheet; -o story.html for a page
    crisis show my.yaml --template postmortem -o review.md
        a whole document, to be gone on with
    crisis show my.yaml day:fri          of a file of your own
    crisis show --json | jq -r '.events[].title'

    How to read an answer: `crisis help times`. All filters: `crisis help filters`.
    """
    from crisis.cli.request.forms import (
        BY_DAY,
        BY_GROUP,
        BYTES,
        PICTURES,
        SHOWN,
        UNICODE,
        check_order,
        chosen,
    )
    from crisis.cli.request.groups import in_groups, keys, need_zero, one_of
    from crisis.cli.terminal.output import View, in_utf8, write_all
    from crisis.cli.views.draw import draw
    from crisis.cli.views.own_keys import tell_missing
    from crisis.cli.views.remarks import EVENTS, HEADED, MARKS, findings, remarks
    from crisis.timeline.model.words import SORTS
    from crisis.timeline.query.lazy_matches import unread
    from crisis.timeline.query.terms import Query

    shape = chosen(
        form, json, fields, template, raw, looking.output, points, document, embed, theme
    )
    check_order(shape, by, sort)
    grouped = keys(by, ("day",) if shape.name in BY_DAY else ())
    order = one_of(sort, SORTS, "--sort") or SORTS[0]
    query = Query(reverse=reverse, limit=limit, delta=delta, sort=order)
    by_day = shape.name in SHOWN and not (shape.name == "table" and shape.fields)
    outcome = asked(asking, looking, query, shown=by_day)
    answer, look = outcome.answer, outcome.look
    need_zero(grouped, answer)
    report = in_groups(answer, grouped, shape.name in BY_GROUP)
    if shape.name in UNICODE:
        in_utf8()
    zones = outcome.zones
    if shape.document is not None and not asking.tz:
        from crisis.cli.request.documents import beside_utc

        zones = beside_utc(zones)
    elapsed = asking.zero is not None or "hour" in grouped
    elapsed = elapsed or any(term.field == "hour" for term in answer.query.terms)
    view = View(zones, look, looking.quiet, long, elapsed)
    if shape.name in PICTURES:
        from crisis.cli.views.picture import write_picture

        write_picture(shape, report, view)
    elif shape.name in BYTES:
        from crisis.cli.views.table_file import write_table

        write_table(answer, looking.quiet)
    else:
        write_all(draw(shape, report, view), look, not looking.no_pager)
    if not looking.quiet:
        written = [piece.field for piece in shape.template or ()]
        tell_missing((*shape.fields, *written), answer)
    if not looking.quiet and unread(answer):
        findings(answer)  # somebody left the pager, and does not wait for the rest to be counted
    elif not looking.quiet:
        marked = shape.name in ("table", "tree") and not shape.fields
        headed = marked and (shape.name == "tree" or look.terminal or look.width is not None)
        remarks(report, look, HEADED if headed else MARKS if marked else EVENTS)
    return found_nothing(asking, outcome.code, len(answer.matches))
