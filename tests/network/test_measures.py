"""The measures, computed again with networkx and igraph on networks made by hand-written SPARQL."""

from __future__ import annotations

import importlib.util
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx
import pytest
from asking import ask, ask_asserted
from hypothesis import given, settings
from hypothesis import strategies as st

from kj_graph import vocabulary as v
from kj_graph.errors import UnknownNameError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.labels import LANGUAGES
from kj_graph.network import MEASURES
from kj_graph.network.brokers import find_shares, list_pairs
from kj_graph.network.communities import find_stability
from kj_graph.network.measures import NETWORKS, read_words
from kj_graph.network.pillars import Ways, find_cut_off
from kj_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kj_graph.network.table import Measured

R = v.KJR


def tie(graph: KnowledgeGraph, kinds: str, without: str) -> networkx.Graph[str]:
    """Return the ties of statements between things of some classes, read by SPARQL alone."""
    made: networkx.Graph[str] = networkx.Graph()
    made.add_nodes_from(a for (a,) in ask_asserted(graph, f"SELECT ?a WHERE {{ VALUES ?c {{ {kinds} }} ?a a ?c }}"))
    rows = ask_asserted(
        graph,
        f"""SELECT DISTINCT ?a ?b WHERE {{ VALUES ?c {{ {kinds} }} VALUES ?d {{ {kinds} }}
        ?a a ?c ; ?p ?b . ?b a ?d . FILTER(?a != ?b && ?p NOT IN ({without})) }}""",
    )
    made.add_edges_from(rows)
    return made


@pytest.fixture(scope="module")
def taken(graph: KnowledgeGraph) -> Callable[[str], Measured]:
    known: dict[str, Measured] = {}

    def take(name: str) -> Measured:
        if name not in known:
            known[name] = graph.network(name)
        return known[name]

    return take


def test_brokers_are_those_of_networkx(graph: KnowledgeGraph, taken: Callable[[str], Measured]) -> None:
    kinds = """kj:Organization kj:Person kj:Group kj:Agreement kj:Event kj:Claim kj:Proposal kj:ContestedMatter
        kj:Position kj:PolicyArea"""
    ground = tie(graph, kinds, "skos:broader")
    acts = "SELECT DISTINCT ?a ?b WHERE { ?r kj:representative ?b ; kj:inAct/kj:ofAgreement ?a }"
    ground.add_edges_from(ask(graph, acts))
    areas = [a for (a,) in ask(graph, "SELECT DISTINCT ?a WHERE { ?a a kj:PolicyArea . ?x kj:policyArea ?a }")]
    between = networkx.betweenness_centrality_subset(ground, areas, areas)
    pairs = len(areas) * (len(areas) - 1) / 2
    found = taken("brokers")
    for row in found.rows:
        assert row["share"] == pytest.approx(between[row["thing"]] / pairs, abs=1e-9)
    others = {node for node, value in between.items() if value > 1e-9} - set(areas)
    assert {row["thing"] for row in found.rows} == others
    assert [row["rank"] for row in found.rows] == list(range(1, len(others) + 1))
    first = found.rows[0]
    best, worst = map(int, first["ranks"].split("–"))
    assert best == 1 <= worst
    assert all(row["thin"] == (ground.degree(row["thing"]) < 3) for row in found.rows)


def test_a_broker_is_explained_by_the_pairs_it_lies_between(
    graph: KnowledgeGraph, taken: Callable[[str], Measured]
) -> None:
    found = taken("brokers")
    ground = found.network
    assert ground is not None
    areas = [node for node, kind in ground.nodes(data="kind") if kind == "PolicyArea" and ground.degree(node)]
    thing = R + "agreement-energy-security-document-2026"
    pairs = list_pairs(ground, areas, thing)
    share = sum(through / number for _, _, through, number in pairs) / (len(areas) * (len(areas) - 1) / 2)
    assert share == pytest.approx(found.values[thing])
    for first, second, through, number in pairs[:5]:
        ways = list(networkx.all_shortest_paths(ground, first, second))
        assert (number, through) == (len(ways), sum(thing in way for way in ways))
    told = graph.network("brokers", things=["agreement-energy-security-document-2026"])
    assert [row["thing"] for row in told.rows] == [thing]
    assert any(f"{len(pairs)} pairs of areas" in remark for remark in told.remarks)


def test_pillars_are_those_of_igraph(
    graph: KnowledgeGraph, taken: Callable[[str], Measured], need: Callable[[bool, str], None]
) -> None:
    need(importlib.util.find_spec("igraph") is not None, "igraph is not installed")
    import igraph

    ground = tie(graph, "kj:Agreement kj:Claim kj:Proposal kj:Event kj:ContestedMatter", "skos:broader")
    names = sorted(ground)
    whole = igraph.Graph.TupleList(list(ground.edges), vertex_name_attr="name")
    cutting = {whole.vs[number]["name"] for number in whole.articulation_points()}

    def sum_ways(part: igraph.Graph, skip: int | None = None) -> float:
        rows = part.distances()
        return sum(
            1 / length
            for a, row in enumerate(rows)
            for b, length in enumerate(row)
            if a != b and skip not in (a, b) and 0 < length < float("inf")
        )

    found = taken("pillars")
    assert {row["thing"] for row in found.rows if row["cutOffCount"]} <= cutting
    for row in (found.rows[0], found.rows[len(found.rows) // 2], found.rows[-1]):
        place = whole.vs.find(name=row["thing"]).index
        without = whole.copy()
        without.delete_vertices(place)
        assert row["loss"] == pytest.approx(1 - sum_ways(without) / sum_ways(whole, place), abs=1e-9)
        near = whole.neighborhood(place)
        pieces = without.connected_components()
        touched = {
            pieces.membership[without.vs.find(name=whole.vs[each]["name"]).index] for each in near if each != place
        }
        sizes = sorted((pieces.size(piece) for piece in touched), reverse=True)
        assert row["cutOffCount"] == sum(sizes[1:])
    assert len(names) > 500


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 14), st.data())
def test_ways_and_cuts_hold_on_any_network(size: int, data: st.DataObject) -> None:
    pairs = data.draw(st.sets(st.sampled_from(list(combinations(range(size), 2)))))
    ground: networkx.Graph[str] = networkx.Graph()
    ground.add_nodes_from(map(str, range(size)))
    ground.add_edges_from((str(a), str(b)) for a, b in pairs)
    near = {node: list(ground[node]) for node in ground}
    ways = Ways(near, sorted(ground))

    def sum_ways(part: networkx.Graph[str], skip: str) -> float:
        lengths = dict(networkx.all_pairs_shortest_path_length(part))
        return sum(1 / n for a in lengths for b, n in lengths[a].items() if a != b and skip not in (a, b))

    for node in ground:
        without = ground.copy()
        without.remove_node(node)
        before = sum_ways(ground, node)
        assert ways.find_loss(node) == pytest.approx(1 - sum_ways(without, node) / before if before else 0, abs=1e-9)
        parts = [part & set(ground[node]) and part for part in networkx.connected_components(without)]
        sizes = sorted((len(part) for part in parts if part), reverse=True)
        assert len(find_cut_off(near, node)) == sum(sizes[1:])
    ends = sorted(ground)[: max(2, size // 2)]
    between = networkx.betweenness_centrality_subset(ground, ends, ends)
    shares = find_shares(ground, ends)
    for node in ground:
        assert shares[node] == pytest.approx(between[node] / (len(ends) * (len(ends) - 1) / 2), abs=1e-9)


def test_communities_divide_the_network_and_score_as_networkx_says(taken: Callable[[str], Measured]) -> None:
    found = taken("communities")
    network = found.network
    assert network is not None
    assert set(found.groups) == set(network)
    division = [{node for node, group in found.groups.items() if group == each} for each in set(found.groups.values())]
    score = networkx.community.modularity(network, division, weight="weight")
    assert any(f"Modularity {score:.3f}" in remark for remark in found.remarks)
    sizes = Counter(found.groups.values())
    assert [row["size"] for row in found.rows] == [sizes[row["community"]] for row in found.rows]
    assert found.rows == sorted(found.rows, key=lambda row: -row["size"])
    assert all(0 < row["stability"] <= 1 for row in found.rows)
    again = found.groups[R + "area-shipbuilding"]
    assert again == found.groups[R + "claim-kjfvd-2025-icebreaking-lng-carriers"]


def test_stability_is_how_alike_communities_are() -> None:
    one = [frozenset("abc"), frozenset("de")]
    other = [frozenset("ab"), frozenset("cde")]
    assert find_stability([one, one, one], 0) == dict.fromkeys("abcde", 1.0)
    told = find_stability([one, other], 0)
    assert told == {"a": 2 / 3, "b": 2 / 3, "c": 1 / 5, "d": 2 / 3, "e": 2 / 3}


def test_decades_count_what_sparql_counts(graph: KnowledgeGraph, taken: Callable[[str], Measured]) -> None:
    rows = ask(
        graph,
        """SELECT ?d ?c (COUNT(DISTINCT ?x) AS ?n) WHERE { VALUES ?c { kj:Agreement kj:Event kj:Proposal }
        ?x a ?c ; kj:arisesEarliest ?day . BIND(SUBSTR(STR(?day), 1, 3) AS ?d) } GROUP BY ?d ?c""",
    )
    counted = {(decade + "0s", name.removeprefix(v.KJ)): int(count) for decade, name, count in rows}
    found = taken("decades")
    for row in found.rows:
        told = (row["agreements"], row["events"], row["proposals"])
        assert told == tuple(counted.get((row["decade"], name), 0) for name in ("Agreement", "Event", "Proposal"))
        assert row["thin"] == (row["agreements"] < 5)
    assert sum(row["agreements"] for row in found.rows) == len(ask(graph, "SELECT ?a WHERE { ?a a kj:Agreement }"))
    filed = ask(
        graph, "SELECT DISTINCT ?a WHERE { VALUES ?c { kj:Agreement kj:Event kj:Proposal } ?x a ?c ; kj:policyArea ?a }"
    )
    assert sum(row["newAreas"] for row in found.rows) == len(filed)


def test_formats_are_read_off_the_parties(graph: KnowledgeGraph, taken: Callable[[str], Measured]) -> None:
    parties: dict[str, set[str]] = defaultdict(set)
    for agreement, party in ask(graph, "SELECT ?a ?p WHERE { ?a a kj:Agreement ; kj:party ?p }"):
        parties[agreement].add(party.removeprefix(R + "state-"))
    two = {a for a, each in parties.items() if each == {"japan", "republic-of-korea"}}
    filed = {a for (a,) in ask(graph, "SELECT ?a WHERE { ?a kj:policyArea kjr:area-trilateral-cooperation-usjk }")}
    three = {a for a, each in parties.items() if each == {"japan", "republic-of-korea", "united-states"}} & filed
    assert R + "agreement-oecd-convention" not in three
    told = {row["format"]: row for row in taken("formats").rows}
    assert (told["the two"]["agreements"], told["with the US"]["agreements"]) == (len(two), len(three))
    said = {
        frozenset(row)
        for row in ask(
            graph,
            """SELECT DISTINCT ?a ?b WHERE { ?a a kj:Agreement . ?b a kj:Agreement .
            ?a kj:amends|kj:implements|kj:reaffirms|kj:refersTo|kj:replaces|kj:supplements ?b }""",
        )
    }
    inside = sum(pair <= two for pair in said)
    assert told["the two"]["inside"] == inside
    assert told["the two"]["insideDensity"] == pytest.approx(inside / (len(two) * (len(two) - 1) / 2))
    assert told["with the US"]["across"] == sum(len(pair & three) == 1 for pair in said)


def test_reach_is_the_participation_coefficient(graph: KnowledgeGraph, taken: Callable[[str], Measured]) -> None:
    person = "person-cho-tae-yul"
    rows = ask(
        graph,
        f"""SELECT ?a (COUNT(DISTINCT ?t) AS ?n) WHERE {{
        {{ ?t kj:party|kj:organizer|kj:participant|kj:agent|kj:heldBy kjr:{person} }}
        UNION {{ ?r kj:representative kjr:{person} ; kj:inAct/kj:ofAgreement ?t }}
        ?t kj:policyArea ?a }} GROUP BY ?a""",
    )
    counts = [int(count) for _, count in rows]
    row = next(row for row in taken("reach").rows if row["thing"] == R + person)
    assert (row["ties"], row["areaCount"]) == (sum(counts), len(counts))
    assert row["spread"] == pytest.approx(1 - sum((count / sum(counts)) ** 2 for count in counts))


def test_ties_and_paths_name_what_joins(graph: KnowledgeGraph) -> None:
    ties = graph.network("ties", on="actors", things=["person-lee-dong-won"])
    assert all(row["from"] == R + "person-lee-dong-won" for row in ties.rows)
    assert any(R + "agreement-basic-treaty-1965" in row["via"] for row in ties.rows)
    paths = graph.network("paths", things=["person-kim-dae-jung", "person-obuchi-keizo"])
    told = graph.path("person-kim-dae-jung", "person-obuchi-keizo").to_dict()
    assert len(paths.rows) == sum(len(way["steps"]) for way in told["paths"])
    assert paths.rows[0]["from"] == R + "person-kim-dae-jung"


def test_words_are_there_in_three_languages() -> None:
    for shelf in read_words().values():
        for word, texts in shelf.items():
            assert len(texts) == len(LANGUAGES), word
            assert all(texts), word
    assert set(NETWORKS) == set(MEASURES)


def test_a_measure_is_written_in_every_form(taken: Callable[[str], Measured]) -> None:
    import csv
    import io
    import json

    found = taken("communities")
    told = json.loads(found.to_json())
    assert told["meaning"] == found.meaning
    assert told["rows"][0]["members"][0]["iri"] == found.rows[0]["members"][0]
    rows = list(csv.DictReader(io.StringIO(found.to_csv())))
    assert [int(row["size"]) for row in rows] == [row["size"] for row in found.rows]
    assert found.to_tsv().splitlines()[0].split("\t") == list(rows[0])
    assert found.to_pandas()["size"].tolist() == [row["size"] for row in found.rows]
    assert "<table>" in found._repr_html_()


def test_graphml_and_the_page_carry_the_figures(taken: Callable[[str], Measured], tmp_path: Path) -> None:
    from kj_graph.network import write_graphml

    found = taken("brokers")
    write_graphml(found, str(tmp_path / "brokers.graphml"))
    network: Any = networkx.read_graphml(tmp_path / "brokers.graphml")
    first = found.rows[0]
    assert network.nodes[first["thing"]]["brokers"] == pytest.approx(first["share"])
    marks = found.to_marks()
    highest: dict[str, Any] = {"id": first["thing"].removeprefix(R)}
    lowest: dict[str, Any] = {"id": found.rows[-1]["thing"].removeprefix(R)}
    unknown: dict[str, Any] = {"id": "state-japan"}
    for node in (highest, lowest, unknown):
        marks.apply(node)
    assert highest["size"] > lowest["size"] >= unknown["size"]
    assert (highest["shade"], unknown["shade"]) == ("level-5", "level-0")
    assert highest["id"] in marks.list_opening()
    assert set(marks.meaning) == set(LANGUAGES)
    groups = taken("communities").to_marks()
    node: dict[str, Any] = {"id": "area-shipbuilding"}
    groups.apply(node)
    assert node["shade"].startswith("group-")
    with pytest.raises(UsageError, match="gives no figure"):
        taken("formats").to_marks()


@pytest.mark.parametrize(
    ("name", "given_", "wrong", "mend"),
    [
        ("brokerz", {}, "no measure 'brokerz'", "Did you mean 'brokers'?"),
        ("pillars", {"on": "areas"}, "no meaning on the network 'areas'", "everything, votes"),
        ("brokers", {"things": ["state-japan"]}, "not in the network of 'brokers'", "kj-graph show"),
        ("brokers", {"kind": "Cat"}, "no kind 'Cat'", "Agreement"),
        ("formats", {"kind": "Person"}, "no row of 'formats' is of the kind 'Person'", "leave out --kind"),
        ("brokers", {"top": -1}, "cannot be -1", "0 for all"),
        ("ties", {"on": "votes"}, "no votes in roll calls", "--with unga"),
        ("paths", {"things": ["state-japan"]}, "between two things", "--thing A --thing B"),
    ],
)
def test_what_does_not_fit_is_told_with_its_remedy(
    graph: KnowledgeGraph, name: str, given_: dict[str, Any], wrong: str, mend: str
) -> None:
    with pytest.raises(UsageError) as caught:
        graph.network(name, **given_)
    assert wrong in caught.value.message
    assert mend in caught.value.hint


def test_a_thing_that_is_nowhere_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError):
        graph.network("brokers", things=["agreement-that-is-not"])


UNDATED = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kjr:area-x a kj:PolicyArea ; skos:prefLabel "X"@en .
kjr:agreement-a a kj:Agreement ; skos:prefLabel "A"@en ; kj:policyArea kjr:area-x .
"""


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("decades", UNDATED, "has a date"),
        ("brokers", UNDATED, "fewer than two policy areas"),
        ("pillars", UNDATED, "no agreement has a tie"),
        ("communities", UNDATED, "has no tie"),
        ("reach", UNDATED, "no actor has a part"),
        ("formats", UNDATED.rpartition("kjr:agreement-a")[0], "no agreement"),
        *((name, "", "no things with names") for name in MEASURES if name != "paths"),
    ],
)
def test_a_graph_that_is_too_little_says_so(tmp_path: Path, name: str, text: str, wrong: str) -> None:
    path = tmp_path / "little.ttl"
    path.write_text(text, encoding="utf-8")
    store = EmbeddedStore()
    store.load(str(path), v.CURATED)
    with pytest.raises(UsageError, match=wrong) as caught:
        KnowledgeGraph(store).network(name)
    assert caught.value.hint


def test_the_page_shows_a_measure(tmp_path: Path) -> None:
    import base64
    import json
    import re
    import zlib
    from pathlib import Path as File

    from kj_graph.opening import open_graph

    little = open_graph(str(File(__file__).resolve().parents[1] / "explorer" / "sample.ttl"))
    measured = little.network("brokers")

    def read(path: str) -> dict[str, Any]:
        text = File(path).read_text(encoding="utf-8")
        packed = re.search(r'id="data-packed">([^<]+)<', text)
        assert packed
        told: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed[1])))
        return told

    shown = read(little.explore(str(tmp_path / "measured.html"), measured=measured))
    plain = read(little.explore(str(tmp_path / "plain.html")))
    assert shown["chart"]["measure"]["meaning"]["ko"]
    assert "measure" not in plain["chart"]
    assert not any("shade" in node for node in plain["network"]["nodes"])
    nodes = {node["id"]: node for node in shown["network"]["nodes"]}
    best = max(measured.values, key=lambda iri: measured.values[iri]).removeprefix(R)
    assert nodes[best]["size"] == max(node["size"] for node in nodes.values())
    assert {node["shade"] for node in nodes.values()} >= {"level-0", nodes[best]["shade"]}
