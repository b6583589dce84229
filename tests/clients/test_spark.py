"""Sail serves Spark Connect without Java: tables of a cluster answer as all others do.

The client of Spark takes most of a gigabyte: it has an environment of its own, which runs
tests/timeline/tables/test_spark.py and test_cluster_views.py out of the tree.
"""

from __future__ import annotations

import os

import pytest

from ..support.clients import ROOT, installed, told

pytestmark = pytest.mark.long


def test_tables_of_a_cluster_are_tried_where_their_client_is() -> None:
    python = installed("spark") / "bin/python"
    said = told(
        python, "-m", "pytest", "-p", "no:cacheprovider", "-q", "--no-header",
        ROOT / "tests/timeline/tables/test_spark.py",
        ROOT / "tests/timeline/interchange/test_cluster_views.py",
        env=os.environ | {"PYTHONPATH": str(ROOT / ".typing")}, within=1800,
    )  # fmt: skip
    assert "passed" in said
    assert "skipped" not in said
