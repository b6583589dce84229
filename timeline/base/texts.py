"""A text in several languages, and which of them to show."""

from __future__ import annotations

Texts = tuple[tuple[str, str], ...]
"""A text by language, in the order of the file; the language is empty where none is named."""


def in_language(texts: Texts, lang: str) -> str:
    """The text in a language (a tag of BCP 47 such as ``id`` or ``pt-BR``), else the first written.

    ``pt-BR`` is served by ``pt`` where there is no closer one. Empty when there is no text.
    """
    if not texts:
        return ""
    if lang and (len(texts) > 1 or texts[0][0]):
        known = {tag.casefold().replace("_", "-"): text for tag, text in texts}
        wanted = lang.casefold().replace("_", "-")
        while wanted:
            if wanted in known:
                return known[wanted]
            wanted = wanted.rpartition("-")[0]
    return texts[0][1]
