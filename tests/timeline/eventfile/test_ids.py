"""Ids that are made, and those that are written beside them."""

from __future__ import annotations

from crisis.timeline.eventfile.ids import free_id, id_to_write


def made(count: int, *written: str) -> list[str]:
    """The ids of so many events of one title, beside others whose ids are written."""
    ids = dict.fromkeys(written)
    for _ in range(count):
        ids[free_id("gale", ids)] = None
    return [*ids][len(written) :]


def test_an_id_that_is_written_changes_none_that_is_made() -> None:
    for count in range(40):
        before = made(count)
        written: list[str] = []
        for _ in range(5):
            new = id_to_write("gale", {*before, *written})
            if new == "gale":
                break  # there is none yet, and it need not be written
            assert new not in (*before, *written)
            written.append(new)
            assert made(count, *written) == before


def test_the_second_of_a_name_has_the_number_two() -> None:
    assert id_to_write("gale", {"gale"}) == "gale-2"
    assert id_to_write("gale", set()) == "gale"
