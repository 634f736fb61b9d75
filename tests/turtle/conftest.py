"""The W3C suite of Turtle tests, as its manifest lists them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for what the tests of this folder share

_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"


class Case(NamedTuple):
    """One test of the suite: what it is for, and what it gives the reader."""

    name: str
    negative: bool
    content: bytes


@pytest.fixture(scope="session")
def suite(shared: Path) -> list[Case]:
    """The tests of Turtle 1.1."""
    folder = shared / "conformance/w3c/rdf/rdf11/rdf-turtle"
    quads = list(pyoxigraph.parse(path=str(folder / "manifest.ttl"), base_iri=BASE + "manifest.ttl"))
    kinds = {q.subject: q.object.value for q in quads if q.predicate.value == _RDF + "type"}
    actions = {q.subject: q.object.value for q in quads if q.predicate.value == _MF + "action"}
    cases = [
        Case(path.name, "Negative" in kinds[test], path.read_bytes())
        for test, action in actions.items()
        for path in [folder / action.removeprefix(BASE)]
    ]
    assert len(cases) > 300
    return sorted(cases)
