"""Family trees in GEDCOM: births, deaths, marriages and other events of people, with their places.

People and sources may stand behind the events that name them, so all of a tree lies in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.problems import Problem

from .gedcom_dates import dated
from .gedcom_lines import structures
from .records import Record, problem
from .tally import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .foreign_text import ForeignText
    from .gedcom_lines import Structure
    from .records import Layout

OF_PEOPLE = {
    "BIRT": "birth", "CHR": "christening", "BAPM": "baptism", "BLES": "blessing",
    "CHRA": "adult christening", "CONF": "confirmation", "FCOM": "first communion",
    "BARM": "bar mitzvah", "BASM": "bat mitzvah", "ADOP": "adoption", "GRAD": "graduation",
    "ORDN": "ordination", "EMIG": "emigration", "IMMI": "immigration", "NATU": "naturalization",
    "CENS": "census", "RETI": "retirement", "WILL": "will", "PROB": "probate", "DEAT": "death",
    "CREM": "cremation", "BURI": "burial", "EVEN": "event", "RESI": "residence",
    "OCCU": "occupation", "EDUC": "education",
}  # fmt: skip
OF_FAMILIES = {
    "ENGA": "engagement", "MARB": "marriage banns", "MARC": "marriage contract",
    "MARL": "marriage licence", "MARS": "marriage settlement", "MARR": "marriage",
    "ANUL": "annulment", "DIVF": "filing for divorce", "DIV": "divorce", "CENS": "census",
    "EVEN": "event",
}  # fmt: skip
_LASTING = ("RESI", "OCCU", "EDUC")


def read_family_tree(file: ForeignText, _layout: Layout) -> Iterator[Record | Problem]:
    """A record for each event that states a time, a place or that it happened.

    ``kind``, ``people`` (a list of names), ``when`` or ``start`` and ``end`` as phrases, ``place``,
    ``sources`` (a list), ``detail``, ``note``, ``quote`` and ``id``.
    """
    people: list[Structure] = []
    families: list[Structure] = []
    names: dict[str, str] = {}
    sources: dict[str, str] = {}
    notes: dict[str, str] = {}
    for one in structures(file):
        if isinstance(one, Problem):
            yield one
        elif one.tag == "INDI":
            people.append(one)
            names[one.xref] = _name(one.first("NAME")) or one.xref
        elif one.tag == "FAM":
            families.append(one)
        elif one.tag == "SOUR":
            title = one.first("TITL") or one.first("ABBR") or one.xref
            sources[one.xref] = " ".join(title.split())
        elif one.tag in ("NOTE", "SNOTE"):
            notes[one.xref] = one.value
    if file.number and not people and not families:
        yield problem(file, 1, "no people and no families here", "0 @I1@ INDI begins a person")
    for owner, kinds in [(one, OF_PEOPLE) for one in people] + [
        (one, OF_FAMILIES) for one in families
    ]:
        who = [names.get(owner.xref, owner.xref)]
        if owner.tag == "FAM":
            partners = (owner.first(tag).strip().strip("@") for tag in ("HUSB", "WIFE"))
            who = [names.get(xref, xref) for xref in partners if xref and xref != "VOID"]
        yield from _events(owner, kinds, who, (sources, notes), file)


def _events(
    owner: Structure,
    kinds: dict[str, str],
    who: list[str],
    known: tuple[dict[str, str], dict[str, str]],
    file: ForeignText,
) -> Iterator[Record | Problem]:
    number: dict[str, int] = {}
    for one in owner.below:
        if one.tag not in kinds or not _states(one):
            continue
        number[one.tag] = number.get(one.tag, 0) + 1
        try:
            time = dated(one.first("DATE"))
        except Refused as error:
            line = next((date.line for date in one.all("DATE")), one.line)
            yield problem(file, line, error.message, error.hint)
            continue
        sources, notes = known
        again = number[one.tag]
        kind = " ".join(one.first("TYPE").split()) if one.tag == "EVEN" else ""
        own = f"{owner.xref}-{kinds[one.tag].replace(' ', '-')}"
        texts = [_text(note, notes) for note in one.all("NOTE")]
        if again > 1 and one.tag in ("BIRT", "DEAT"):
            texts.insert(0, f"Another account of {own}, which stands first in the file.")
        if time.how:
            texts.insert(0, f"The date was {time.how}.")
        detail = "" if one.value.strip() in ("Y", "") else " ".join(one.value.split())
        values: dict[str, Any] = {
            "id": own if again == 1 else f"{own}-{again}",
            "kind": kind or kinds[one.tag],
            "title": _title(kind or kinds[one.tag], detail, who),
            "people": who,
            "when": time.when,
            "start": time.start,
            "end": time.end,
            "place": " ".join(one.first("PLAC").split()),
            "sources": [title for cited in one.all("SOUR") if (title := _text(cited, sources))],
            "detail": detail,
            "note": "\n".join(filter(None, texts)),
            "quote": time.quote or _date_phrase(one),
        }
        yield Record(one.line, values)


def _states(one: Structure) -> bool:
    """Whether an event states anything; of what lasts, a time is needed."""
    if one.tag in _LASTING:
        return bool(one.first("DATE"))
    return bool(one.first("DATE") or one.first("PLAC") or one.value.strip())


def _date_phrase(one: Structure) -> str:
    """The text that version 7 has below a date."""
    return next((" ".join(date.first("PHRASE").split()) for date in one.all("DATE")), "")


def _title(kind: str, detail: str, who: list[str]) -> str:
    named = " and ".join(who) or "people who are not named"
    told = f": {detail}" if detail else ""
    return f"{kind[:1].upper()}{kind[1:]} of {named}{told}"


def _name(value: str) -> str:
    """A name without the slashes around what is inherited."""
    return " ".join(value.replace("/", " ").split())


def _text(one: Structure, known: dict[str, str]) -> str:
    """The text of a line, or of the record that it points to."""
    value = one.value.strip()
    if value.startswith("@") and value.endswith("@"):
        return known.get(value.strip("@"), value)
    return " ".join(value.split()) if one.tag == "SOUR" else value
