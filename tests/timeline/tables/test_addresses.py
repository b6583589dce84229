"""Addresses of tables of a cluster: what each means, what is refused, and what is never shown."""

from __future__ import annotations

import pytest

from crisis.timeline import load
from crisis.timeline.tables.addresses import Address, BadAddress, address, is_address

PLAIN = Address("sc://host/night", "host", 15002, "", "`night`", "`night_facts`")


@pytest.mark.parametrize(
    ("text", "source", "facts"),
    [
        ("sc://host/night", "`night`", "`night_facts`"),
        ("sc://host/main.logs.night", "`main`.`logs`.`night`", "`main`.`logs`.`night_facts`"),
        ("sc://host/night;x=1", "`night`", "`night_facts`"),
        ("sc://host/night.parquet", "parquet.`/night.parquet`", "parquet.`/night_facts.parquet`"),
        ("sc://host/a/b", "parquet.`/a/b`", "parquet.`/a/b_facts`"),
        ("sc://host/a/b/", "parquet.`/a/b`", "parquet.`/a/b_facts`"),
        ("sc://host/s3a://b/n.parquet", "parquet.`s3a://b/n.parquet`",
         "parquet.`s3a://b/n_facts.parquet`"),
    ],
)  # fmt: skip
def test_a_name_is_a_table_and_a_path_is_a_file_of_the_server(
    text: str, source: str, facts: str
) -> None:
    assert address(text)[4:] == (source, facts)


def test_what_stands_behind_the_first_semicolon_goes_to_the_server_alone() -> None:
    found = address("sc://Host.example:443/night;token=s3cr3t;use_ssl=true")
    assert found[:3] == ("sc://Host.example:443/night", "Host.example", 443)
    assert found.url == "sc://Host.example:443/;token=s3cr3t;use_ssl=true"
    assert found.secrets == ("s3cr3t",)
    assert address("sc://host/night") == PLAIN
    assert PLAIN.url == "sc://host:15002/"
    assert address("sc://[::1]:7/night")[1:3] == ("[::1]", 7)


@pytest.mark.parametrize(
    "text",
    ["sc://", "sc://host", "sc://host/", "sc:///night", "sc://host:0/n", "sc://host:99999/n",
     "sc://me:pw@host/night", "sc://host/a..b", "sc://host/a`b", "sc://host/a/*.parquet",
     "sc://host/a/{b,c}", "sc://ho st/n", "sc://host/a\nb", "sc://host/;token=s3cr3t"],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_its_secrets_are_not_told(text: str) -> None:
    assert is_address(text)
    with pytest.raises(BadAddress) as told:
        address(text)
    assert "s3cr3t" not in told.value.message + told.value.hint
    (problem,) = load(text).problems
    assert "s3cr3t" not in str(problem)


def test_tables_here_and_there_are_not_asked_together() -> None:
    problems = load("sc://host", "fixtures/openai.yaml").problems
    assert [problem.message for problem in problems] == [
        "the address names no table",
        "files here and tables of a cluster are not asked together",
    ]
