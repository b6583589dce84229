"""One grammar of signs, for the terminal, the picture and the page."""

from __future__ import annotations

from itertools import combinations

from crisis.timeline.reports.signs import (
    AFTER,
    BEFORE,
    CLAIM,
    CLAIMED,
    CUT,
    DISPUTE,
    EVENTS,
    MATCH,
    NEVER,
    SIGNS,
    Sign,
    meanings,
)

from ...support.colours import contrast


def words(*names: str, statuses: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [
        ("".join(sign.glyph for sign in shapes), shapes[0].word)
        for shapes in meanings(names, statuses)
    ]


def test_a_legend_has_the_signs_that_occur_in_one_order() -> None:
    assert words("disputed", "instant", "possibly") == [
        ("●", "an instant"),
        ("░", "possibly"),
        ("≠", "disputed"),
    ]


def test_signs_that_mean_the_same_share_a_word() -> None:
    assert words("after", "before") == [("◂▸", "reaches beyond")]
    assert words("claimed", "claim") == [("◇░", "one source says")]


def test_what_never_was_has_the_words_of_its_events() -> None:
    assert words("never", statuses=("planned", "", "missed")) == [("○", "missed or planned")]
    assert words("never") == []


def _alike(one: Sign, other: Sign) -> bool:
    return one.word == other.word or {one.name, other.name} in (
        {"possibly", "claimed"},  # the same shape in another hue, beside the name of the source
    )


def test_no_two_meanings_share_a_shape_in_any_letters() -> None:
    for one, other in combinations(SIGNS, 2):
        if not _alike(one, other):
            assert one.glyph != other.glyph, (one, other)
            assert one.plain != other.plain, (one, other)


def test_what_stands_for_a_sign_in_ascii_is_ascii() -> None:
    assert all(sign.letter(ascii=True).isascii() for sign in SIGNS)
    assert len({sign.name for sign in SIGNS}) == len(SIGNS)
    assert {CUT.kind, BEFORE.kind, AFTER.kind, CLAIM.kind, CLAIMED.kind, NEVER.kind} == {
        "cut", "to", "claim", "said", "never",
    }  # fmt: skip


def test_every_hue_is_read_on_its_page() -> None:
    for hue in (EVENTS, DISPUTE, MATCH):
        assert contrast(hue.light, "#ffffff") >= 4.5
        assert contrast(hue.dark, "#0d1117") >= 4.5
