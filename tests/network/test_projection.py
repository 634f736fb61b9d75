"""The networks, made again by hand-written SPARQL and compared."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import networkx
import pytest
from asking import ask, ask_asserted
from pyoxigraph import NamedNode, Quad

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.network import NODE_CLASSES, PROJECTIONS, project
from kj_graph.network.statements import _Sources
from kj_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable

CLASSES = " ".join(f"kj:{name}" for name in NODE_CLASSES)
NAMED = f"VALUES ?ca {{ {CLASSES} }} VALUES ?cb {{ {CLASSES} }} ?a a ?ca . ?b a ?cb ."


@pytest.fixture(scope="module")
def whole(graph: KnowledgeGraph) -> networkx.MultiDiGraph[str]:
    network = graph.to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    return network


@pytest.fixture(scope="module")
def make(whole: networkx.MultiDiGraph[str]) -> Callable[[str], networkx.Graph[str]]:
    return lambda name: project(whole, name) if name != "everything" else whole


def test_every_statement_between_named_things_is_an_edge(
    graph: KnowledgeGraph, whole: networkx.MultiDiGraph[str]
) -> None:
    asserted = {
        (a, b, p.rpartition("#")[2])
        for a, p, b in ask_asserted(graph, f"SELECT DISTINCT ?a ?p ?b WHERE {{ {NAMED} ?a ?p ?b . FILTER(isIRI(?b)) }}")
    }
    acts = {
        (a, b, "representative")
        for a, b in ask_asserted(
            graph,
            "SELECT DISTINCT ?a ?b WHERE { ?r kj:representative ?b ; kj:inAct ?e . ?e kj:ofAgreement ?a }",
        )
    }
    links = {
        (a, b, "editorial")
        for a, b in ask_asserted(
            graph, f"SELECT DISTINCT ?a ?b WHERE {{ ?l a kj:EditorialLink ; kj:about ?a ; kj:linksTo ?b . {NAMED} }}"
        )
    }
    assert set(whole.edges(keys=True)) == asserted | acts | links
    assert len(acts) > 100
    assert len(links) > 10


def test_days_are_those_of_the_graph(graph: KnowledgeGraph, whole: networkx.MultiDiGraph[str]) -> None:
    since = dict(ask(graph, "SELECT ?a (MIN(STR(?d)) AS ?m) WHERE { ?a kj:arisesEarliest ?d } GROUP BY ?a"))
    for node, data in whole.nodes(data=True):
        assert data.get("since") == since.get(node), node
    for start, end, data in whole.edges(data=True):
        days = [since[node] for node in (start, end) if node in since]
        assert data.get("since") == (max(days) if days else None)
    fisheries = whole.nodes[v.KJR + "agreement-fisheries-1965"]
    assert (fisheries["since"], fisheries["until"]) == ("1965-06-22", "1999-01-22")
    assert "until" not in whole.nodes[v.KJR + "agreement-basic-treaty-1965"]


def test_sources_of_a_statement_are_counted(graph: KnowledgeGraph, whole: networkx.MultiDiGraph[str]) -> None:
    rows = ask(
        graph,
        """SELECT ?a ?p ?v ?s WHERE {
          ?e a kj:Evidence ; kj:about ?a . OPTIONAL { ?e kj:onProperty ?p } OPTIONAL { ?e kj:onValue ?v }
          { ?e kj:source ?s } UNION { ?e kj:passage/kj:ofSource ?s }
          FILTER(!isLITERAL(?v) || !BOUND(?v))
        }""",
    )
    known: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for about, named, value, source in rows:
        known[about, named, value].add(source)
    checked = 0
    for start, end, key, data in whole.edges(keys=True, data=True):
        if key not in ("representative", "editorial", "broader"):
            keys = ((start, v.KJ + key, end), (start, v.KJ + key, ""), (start, "", ""))
            expected = next((len(known[each]) for each in keys if known.get(each)), 0)
            assert data["sources"] == expected, (start, key, end)
            checked += expected > 0
    assert checked > 2000
    assert _Sources(graph.store.mirror()).count("urn:none", "urn:none", "urn:none") == 0


def test_what_rules_derive_is_no_edge() -> None:
    store = EmbeddedStore()
    ends = NamedNode(v.KJR + "state-japan"), NamedNode(v.KJR + "state-china")
    for end in ends:
        store.oxigraph.add(Quad(end, v.TYPE, v.kj("State"), v.CURATED))
    store.oxigraph.add(Quad(ends[0], v.kj("partOf"), ends[1], v.INFERRED))
    store.oxigraph.add(Quad(ends[1], v.kj("partOf"), ends[0], v.CURATED))
    derived = KnowledgeGraph(store).to_networkx()
    assert list(derived.edges) == [(ends[1].value, ends[0].value, "partOf")]


SHARED = {
    "actors": """SELECT DISTINCT ?t ?x WHERE { ?t a kj:Agreement .
        { ?t kj:party ?x } UNION { ?r kj:representative ?x ; kj:inAct/kj:ofAgreement ?t } }""",
    "meetings": """SELECT DISTINCT ?t ?x WHERE { ?t a kj:Event ; kj:participant|kj:organizer|kj:agent ?x }""",
    "areas": """SELECT DISTINCT ?t ?x WHERE { VALUES ?c { kj:Agreement kj:Proposal } ?t a ?c ; kj:policyArea ?x }""",
}


@pytest.mark.parametrize("name", sorted(SHARED))
def test_one_mode_networks_count_what_is_shared(
    graph: KnowledgeGraph, make: Callable[[str], networkx.Graph[str]], name: str
) -> None:
    ends: dict[str, set[str]] = defaultdict(set)
    for thing, end in ask(graph, SHARED[name]):
        ends[thing].add(end)
    expected = Counter(pair for shared in ends.values() for pair in combinations(sorted(shared), 2))
    network = make(name)
    found = {tuple(sorted((a, b))): data["weight"] for a, b, data in network.edges(data=True)}
    assert found == expected
    for a, b, data in network.edges(data=True):
        assert {v.KJR + slug for slug in data["via"].split()} == {t for t, each in ends.items() if {a, b} <= each}
        assert data.get("agreements", 0) + data.get("proposals", 0) in (0, data["weight"])


def test_agreements_are_tied_by_what_they_say_of_one_another(
    graph: KnowledgeGraph, make: Callable[[str], networkx.Graph[str]]
) -> None:
    rows = ask(
        graph,
        """SELECT ?a ?b (COUNT(*) AS ?n) WHERE {
        VALUES ?p { kj:amends kj:implements kj:reaffirms kj:refersTo kj:replaces kj:supplements }
        ?a a kj:Agreement . ?b a kj:Agreement . ?a ?p ?b } GROUP BY ?a ?b""",
    )
    expected: Counter[tuple[str, ...]] = Counter()
    for a, b, count in rows:
        expected[tuple(sorted((a, b)))] += int(count)
    network = make("agreements")
    assert {tuple(sorted((a, b))): data["weight"] for a, b, data in network.edges(data=True)} == expected
    assert sum(expected.values()) > 50


def test_the_core_joins_actors_agreements_claims_and_areas(make: Callable[[str], networkx.Graph[str]]) -> None:
    kinds = {kind for _, kind in make("core").nodes(data="kind")}
    assert kinds == {"State", "Organization", "Person", "Group", "Agreement", "Claim", "Proposal", "PolicyArea"}


def test_proposals_stand_in_their_areas(graph: KnowledgeGraph, make: Callable[[str], networkx.Graph[str]]) -> None:
    network = make("proposals")
    filed = ask(graph, "SELECT ?a ?b WHERE { ?a a kj:Proposal ; kj:policyArea ?b }")
    assert all(network.has_edge(a, b) for a, b in filed)
    together = ask(
        graph,
        """SELECT DISTINCT ?a ?b WHERE { ?a a kj:Proposal ; kj:concerns ?x . ?b a kj:Proposal ; kj:concerns ?x .
        FILTER(STR(?a) < STR(?b)) FILTER NOT EXISTS { ?x a kj:State } }""",
    )
    assert together
    assert all(network.has_edge(a, b) for a, b in together)


def test_a_network_of_a_day_has_only_what_was_there(graph: KnowledgeGraph) -> None:
    whole = graph.as_of("1998-10-08").to_networkx()
    moment = project(whole, "areas")
    assert moment.number_of_edges() > 0
    assert all(data["since"] <= "1998-10-08" for *_, data in moment.edges(data=True))
    assert v.KJR + "agreement-gsomia-2016" not in whole
    assert all(data.get("since", "") <= "1998-10-08" for _, data in whole.nodes(data=True))


@pytest.mark.parametrize("name", [name for name in PROJECTIONS if name != "votes"])
def test_graphml_and_gexf_carry_every_attribute(make: Callable[[str], networkx.Graph[str]], name: str) -> None:
    network = make(name)
    written = io.BytesIO()
    networkx.write_graphml(network, written)
    written.seek(0)
    again = networkx.read_graphml(written, force_multigraph=network.is_multigraph())
    assert dict(again.nodes(data=True)) == dict(network.nodes(data=True))
    assert again.number_of_edges() == network.number_of_edges()
    gexf = io.BytesIO()
    networkx.write_gexf(network, gexf)
    assert b"label" in gexf.getvalue()


def test_an_unknown_network_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="no network 'friends'") as caught:
        graph.to_networkx("friends")
    assert "actors" in caught.value.hint
