"""Whether a drawing (SVG) is only looked at: it runs nothing, asks for nothing, and ends.

As an image of a page no browser runs its scripts or loads what it names (SVG Integration, secure
static mode). Whoever opens that image by itself would have them run, and so they are refused.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_XMLNS = f'xmlns="{_SVG}"'
_ACTIVE = frozenset(("script", "handler", "listener", "foreignobject", "iframe", "object", "embed"))
_ADDRESSES = frozenset(("href", "src"))
_HERE = "(?:#|data:image/(?:png|jpeg|gif|webp)[;,])"
_ASKS = re.compile(rf"@import|url\((?!\s*[\"']?\s*{_HERE})", re.I)
_OWN = re.compile(_HERE, re.I)
_WEB = re.compile(r"https?://", re.I)


class _Refused(Exception):
    """Why a drawing is not shown."""


def refusal(data: bytes) -> str:
    """Why a drawing is not shown, in words; empty for one that is only looked at."""
    try:
        _read(data)
    except _Refused as reason:
        return str(reason)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"it is no XML ({error})"
    return ""


def _read(data: bytes) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    open_styles: list[bool] = []
    texts: list[str] = []

    def starts(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not open_styles and (space, local) != (_SVG, "svg"):
            raise _Refused(f"it begins with <{local}>" if local != "svg" else f"without {_XMLNS}")
        open_styles.append(local.lower() == "style")
        if local.lower() in _ACTIVE:
            raise _Refused(f"it holds <{local}>")
        for key, value in attributes.items():
            _attribute(local, key.rpartition(" ")[2].lower(), value)

    def ends(_name: str) -> None:
        open_styles.pop()
        _style("".join(texts))
        texts.clear()

    def says(text: str) -> None:
        if open_styles and open_styles[-1]:
            texts.append(text)

    def declares(*_: object) -> None:
        raise _Refused("it declares a document type or an entity")

    def instructs(target: str, _text: str) -> None:
        raise _Refused(f"it holds an instruction, <?{target}?>")

    parser.StartElementHandler, parser.EndElementHandler = starts, ends
    parser.CharacterDataHandler = says
    parser.EntityDeclHandler = declares
    parser.StartDoctypeDeclHandler = _doctype
    parser.ProcessingInstructionHandler = instructs
    parser.Parse(data, True)


def _doctype(_name: str, _system: str | None, _public: str | None, internal: int) -> None:
    """The usual document type of SVG 1.1 is harmless; one with declarations of its own is not."""
    if internal:
        raise _Refused("it declares a document type or an entity")


def _style(text: str) -> None:
    """Refuse a style that asks for something."""
    if _ASKS.search(text) or "\\" in text:  # an escape can write url( in other letters
        raise _Refused("its style asks for something, or may")


def _attribute(element: str, name: str, value: str) -> None:
    if name.startswith("on"):
        raise _Refused(f"it holds {name}=")
    address = value.strip()
    if name in _ADDRESSES and address and not _OWN.match(address):
        if element != "a" or not _WEB.match(address):
            raise _Refused(f"its {name}= leads elsewhere")
    elif name in ("to", "from", "values", "by") and "script:" in value.lower():
        raise _Refused(f"its {name}= leads elsewhere")
    elif name not in _ADDRESSES and (name == "style" or "(" in value):
        _style(value)
