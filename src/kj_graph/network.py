"""The graph as a networkx network of things and their relations.

A node is a curated thing with a name (actor, office, place, agreement, event, claim, contested matter, position, policy
area), keyed by its IRI, with `label`, `kind` (the local name of its class) and `slug`. An edge is one statement between
two such things, keyed by the property's local name, with `label`. Who acted in an agreement's life is told as an edge
`representative` from the agreement to the person. Editorial links are edges `editorial` with their `reason`. Evidence,
passages, sources and kinds are no nodes.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    import networkx

    from kj_graph.labels import Labeller
    from kj_graph.store.embedded import EmbeddedStore

NODE_CLASSES = (
    "State", "Organization", "Person", "Group", "Office", "Place", "Agreement", "Event", "Claim", "Proposal",
    "ContestedMatter", "Position", "PolicyArea",
)  # fmt: skip


def build_network(store: EmbeddedStore, labeller: Labeller) -> networkx.MultiDiGraph[str]:
    """Return the network of a store; nodes and edges come in the order of their IRIs."""
    import networkx

    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for name in NODE_CLASSES:
        for thing in _subjects(store, v.TYPE, v.kj(name)):
            network.add_node(thing.value, label=labeller.text(thing), kind=name, slug=thing.value.removeprefix(v.KJR))
    for iri in sorted(network):
        for quad in sorted(store.quads(subject=NamedNode(iri)), key=str):
            told = quad.graph_name != v.INFERRED
            if told and isinstance(quad.object, NamedNode) and quad.object.value in network:
                local = quad.predicate.value.rpartition("#")[2]
                network.add_edge(iri, quad.object.value, key=local, label=labeller.text(quad.predicate))
    for act in _subjects(store, v.TYPE, v.kj("Representation")):
        person, event = store.one(act, v.kj("representative")), store.one(act, v.kj("inAct"))
        agreement = store.one(event, v.kj("ofAgreement")) if event is not None else None
        if person is not None and agreement is not None:
            label = labeller.text(v.kj("representative"))
            network.add_edge(agreement.value, person.value, key="representative", label=label)
    for link in _subjects(store, v.TYPE, v.kj("EditorialLink")):
        about, other = store.one(link, v.kj("about")), store.one(link, v.kj("linksTo"))
        if about is not None and other is not None and about.value in network and other.value in network:
            reasons = {literal.language: literal.value for literal in store.literals(link, v.kj("reason"))}
            reason = reasons.get(labeller.language) or reasons.get("en", "")
            label = labeller.text(v.kj("EditorialLink"))
            network.add_edge(about.value, other.value, key="editorial", label=label, reason=reason)
    return network


def _subjects(store: EmbeddedStore, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
    found = {
        quad.subject.value
        for quad in store.quads(predicate=predicate, value=value)
        if isinstance(quad.subject, NamedNode)
    }
    return [NamedNode(iri) for iri in sorted(found)]
