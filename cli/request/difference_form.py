"""The forms in which two timelines, or what sources tell, are set beside each other."""

from __future__ import annotations

from typing import Annotated

from .parameters import VIEW, Option

FORMS = ("text", "json", "markdown")

Form = Annotated[
    str | None,
    Option(
        "--as", "FORM", f"Print as {', '.join(FORMS[:-1])} or {FORMS[-1]}.", VIEW, "|".join(FORMS)
    ),
]
