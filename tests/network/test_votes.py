"""The states by their votes: counted again by SPARQL, and a network of more ties than any curated one."""

from __future__ import annotations

import random
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.network.votes import MANY, NEAREST, build_votes, keep_close, pool
from kj_graph.opening import open_graph
from kj_graph.store.embedded import EmbeddedStore

R = v.KJR
JAPAN, KOREA = R + "state-japan", R + "state-republic-of-korea"


@pytest.fixture(scope="module")
def voting() -> KnowledgeGraph:
    return open_graph(registers=["unga"])


def _write_votes(path: Path, states: int, calls: int, *, dated: bool) -> None:
    lot = random.Random(7)
    lines = []
    for call in range(calls):
        roll = f"<{R}roll-call-{call}>"
        lines.append(f"{roll} <{v.TYPE.value}> <{v.KJ}RollCall> .")
        if dated:
            day = f"{1946 + call * 75 // calls}-11-01"
            lines.append(f'{roll} <{v.KJ}date> "{day}"^^<{v.XSD}date> .')
        for state in range(states):
            choice = ("votedYes", "votedNo", "abstained")[lot.choices(range(3), (8, 1 + state % 4, 2))[0]]
            lines.append(f"{roll} <{v.KJ}{choice}> <{R}state-{state:03}> .")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _open(path: Path) -> KnowledgeGraph:
    store = EmbeddedStore()
    store.load(str(path), v.CURATED, bulk=True)
    return KnowledgeGraph(store)


def test_pairs_are_counted_as_sparql_counts_them(voting: KnowledgeGraph) -> None:
    answer: Any = voting.query(
        """SELECT ?d (COUNT(*) AS ?both) (SUM(IF(?va = ?vb, 1, 0)) AS ?same) WHERE {
        VALUES ?va { kj:votedYes kj:votedNo kj:abstained } VALUES ?vb { kj:votedYes kj:votedNo kj:abstained }
        ?call a kj:RollCall ; kj:date ?date ; ?va kjr:state-japan ; ?vb kjr:state-republic-of-korea .
        BIND(SUBSTR(STR(?date), 1, 3) AS ?d) } GROUP BY ?d"""
    )
    expected = {row["d"].value + "0s": (int(row["both"].value), int(row["same"].value)) for row in answer}
    network = build_votes(voting, lambda _: None)
    found = {key: (data["shared"], data["same"]) for key, data in network.get_edge_data(JAPAN, KOREA).items()}
    assert found == expected
    assert sum(both for both, _ in expected.values()) == 2503
    pooled = pool(network).edges[JAPAN, KOREA]
    assert pooled["weight"] == sum(same for _, same in expected.values()) / 2503
    told = {row["decade"]: row["japanKorea"] for row in voting.network("decades", on="votes").rows}
    assert told == {decade: same / both for decade, (both, same) in expected.items()}


def test_a_hundred_thousand_ties_take_seconds(tmp_path: Path) -> None:
    _write_votes(tmp_path / "votes.nt", 162, 8 * MANY, dated=True)
    graph = _open(tmp_path / "votes.nt")
    begun = process_time()
    network = build_votes(graph, lambda _: None)
    assert network.number_of_edges() > 100_000
    heard: list[str] = []
    for name in ("brokers", "communities"):
        found = graph.network(name, on="votes", top=5, tell=heard.append)
        assert 0 < len(found) <= 9
        assert found.meaning
    assert process_time() - begun < 20
    assert any("reading votes" in each for each in heard)


def test_close_ties_are_the_nearest_ones(voting: KnowledgeGraph) -> None:
    pooled = pool(build_votes(voting, lambda _: None))
    close = keep_close(pooled)
    assert close.number_of_edges() <= NEAREST * len(close)
    assert close.has_edge(JAPAN, KOREA)


def test_votes_without_dates_or_in_small_number_are_refused(tmp_path: Path) -> None:
    _write_votes(tmp_path / "votes.nt", 4, 20, dated=False)
    graph = _open(tmp_path / "votes.nt")
    with pytest.raises(UsageError, match="no dates") as caught:
        graph.network("decades", on="votes")
    assert "roll-calls.toml" in caught.value.hint
    with pytest.raises(UsageError, match="too few"):
        graph.network("pillars", on="votes")
    assert len(graph.network("ties", on="votes")) == 6
