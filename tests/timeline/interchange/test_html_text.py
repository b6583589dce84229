"""HTML of strangers becomes plain text, whatever it is, in time that grows with it."""

from __future__ import annotations

import pytest

from crisis.timeline.interchange.reading.html_text import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<br>b", "a\nb"),
        ("1 < 2 &amp; <b>so</b>", "1 < 2 & so"),
        ("a<script>b</SCRIPT >c<!-- d -->e<style x>f</style>g", "aceg"),
        ("a<script>b<!-- c --> d", "ab d"),
        ("<!-- a", "<!-- a"),
        ("&#65;&#0065;&#x41;", "AAA"),
        (f"&#{'0' * 5_000}65;", "A"),
        (f"a&#{'9' * 5_000};b", "a\N{REPLACEMENT CHARACTER}b"),
        (f"&#x{'f' * 5_000};", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("piece", ["<script", "<script>", "<!--", "<a ", "< ", "</", "<style></"])
def test_what_never_ends(piece: str) -> None:
    assert len(plain(piece * 100_000)) <= len(piece) * 100_000
