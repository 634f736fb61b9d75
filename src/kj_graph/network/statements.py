"""The network of all that is asserted between things with names; every other network is made from it.

A node is a curated thing with a name (actor, office, place, agreement, event, claim, contested matter, position, policy
area), keyed by its IRI, with `label`, `kind` (the local name of its class) and `slug`; where known also `since`, the
first day on which it may have come about, and `until`, the last on which it may have ended. An edge is one asserted
statement between two such things, keyed by the property's local name, with `label`, `weight` (1.0), `sources` (how many
sources the statement rests on) and `since` (the later of those of its ends). Who acted in an agreement's life is told
as an edge `representative` from the agreement to the person. Editorial links are edges `editorial` with their `reason`
and no sources. Evidence, passages, sources and kinds are no nodes, and what rules derive is no edge. All attributes are
text or numbers, so that GraphML and GEXF carry them.
"""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.network import NODE_CLASSES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any

    import networkx

    from kj_graph.labels import Labeller
    from kj_graph.store.embedded import EmbeddedStore

# An agreement has ended with the last act that ends it; where more than two are party, the leaving of one is none.
_ENDED = """PREFIX kj: <https://w3id.org/kj-graph/ontology#>
PREFIX kjr: <https://w3id.org/kj-graph/id/>
SELECT ?agreement (MAX(STR(?latest)) AS ?until)
WHERE {
  VALUES ?kind { kjr:life-kind-expired kjr:life-kind-replaced kjr:life-kind-terminated }
  ?end kj:ofAgreement ?agreement ; kj:lifeKind ?kind ; kj:latest ?latest .
  FILTER(
    NOT EXISTS { ?end kj:byParty ?leaver }
    || NOT EXISTS {
      ?agreement kj:party ?one , ?two , ?three . FILTER(?one != ?two && ?one != ?three && ?two != ?three)
    }
  )
}
GROUP BY ?agreement"""


def build_network(store: EmbeddedStore, labeller: Labeller) -> networkx.MultiDiGraph[str]:
    """Return the network of a store; nodes and edges come in the order of their IRIs."""
    import networkx

    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for name in NODE_CLASSES:
        for thing in _subjects(store, v.TYPE, v.kj(name)):
            network.add_node(thing.value, label=labeller.text(thing), kind=name, slug=thing.value.removeprefix(v.KJR))
    _date_nodes(store, network)
    sources = _Sources(store)
    for iri in sorted(network):
        asserted = {
            (quad.predicate.value, quad.object.value)
            for quad in store.quads(subject=NamedNode(iri))
            if isinstance(quad.object, NamedNode) and quad.object.value in network and quad.graph_name != v.INFERRED
        }
        for named, value in sorted(asserted):
            count = sources.count(iri, named, value)
            _add_edge(network, labeller, iri, value, NamedNode(named), sources=count)
    representative = v.kj("representative")
    for act in _subjects(store, v.TYPE, v.kj("Representation")):
        person, event = store.one(act, representative), store.one(act, v.kj("inAct"))
        agreement = store.one(event, v.kj("ofAgreement")) if event is not None else None
        if person is not None and agreement is not None and {person.value, agreement.value} <= network.nodes.keys():
            count = sources.count(act.value, representative.value, person.value)
            known = network.get_edge_data(agreement.value, person.value, "representative", {})
            count = max(count, known.get("sources", 0))
            _add_edge(network, labeller, agreement.value, person.value, representative, sources=count)
    for link in _subjects(store, v.TYPE, v.kj("EditorialLink")):
        about, other = store.one(link, v.kj("about")), store.one(link, v.kj("linksTo"))
        if about is not None and other is not None and about.value in network and other.value in network:
            reasons = {literal.language: literal.value for literal in store.literals(link, v.kj("reason"))}
            reason = reasons.get(labeller.language) or reasons.get("en", "")
            kind = v.kj("EditorialLink")
            _add_edge(network, labeller, about.value, other.value, kind, key="editorial", sources=0, reason=reason)
    return network


def _add_edge(
    network: networkx.MultiDiGraph[str],
    labeller: Labeller,
    start: str,
    end: str,
    named: NamedNode,
    *,
    key: str = "",
    **attributes: Any,
) -> None:
    days = [node["since"] for node in (network.nodes[start], network.nodes[end]) if "since" in node]
    if days:
        attributes["since"] = max(days)
    key = key or named.value.rpartition("#")[2]
    network.add_edge(start, end, key=key, label=labeller.text(named), weight=1.0, **attributes)


def _date_nodes(store: EmbeddedStore, network: networkx.MultiDiGraph[str]) -> None:
    for name, attribute, choose in (("arisesEarliest", "since", min), ("endsLatest", "until", max)):
        days: dict[str, list[str]] = defaultdict(list)
        for quad in store.quads(predicate=v.kj(name)):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                days[quad.subject.value].append(quad.object.value)
        for iri in days.keys() & network.nodes.keys():
            network.nodes[iri][attribute] = choose(days[iri])
    rows: Any = store.query(_ENDED)
    for agreement, day in rows:
        if agreement is not None and agreement.value in network:
            network.nodes[agreement.value]["until"] = day.value


class _Sources:
    """How many sources a statement rests on: those of the value, else of the property, else of the thing as a whole."""

    def __init__(self, store: EmbeddedStore) -> None:
        def read(name: str) -> dict[str, list[str]]:
            found: dict[str, list[str]] = defaultdict(list)
            for quad in store.quads(predicate=v.kj(name)):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                    found[quad.subject.value].append(quad.object.value)
            return found

        properties, values, direct, passages = (read(name) for name in ("onProperty", "onValue", "source", "passage"))
        origins = read("ofSource")
        literal = {
            quad.subject.value
            for quad in store.quads(predicate=v.kj("onValue"))
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        }
        self._known: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for evidence, things in read("about").items():
            if evidence in literal:
                continue
            sources = {*direct[evidence], *(each for passage in passages[evidence] for each in origins[passage])}
            for thing in things:
                for named in properties.get(evidence, [""]):
                    for value in values.get(evidence, [""]):
                        self._known[thing, named, value] |= sources

    def count(self, thing: str, named: str, value: str) -> int:
        for key in ((thing, named, value), (thing, named, ""), (thing, "", "")):
            if self._known.get(key):
                return len(self._known[key])
        return 0


def _subjects(store: EmbeddedStore, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
    found = {
        quad.subject.value
        for quad in store.quads(predicate=predicate, value=value)
        if isinstance(quad.subject, NamedNode)
    }
    return [NamedNode(iri) for iri in sorted(found)]
