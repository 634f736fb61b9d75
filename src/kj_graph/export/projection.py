"""What a parcel says as a network of nodes and edges, for the formats of network programs.

Nodes and edges are those of kj_graph.network for the statements of the parcel, and an edge `tenure` from a person to an
office for each time in it. All attributes are typed: texts, whole numbers and days. A thing has `start`, the first day
on which it may have come about, and `end`, the last on which it may have held; without an end it is open. What ends on
a day (exclusive, as everywhere here) held to the day before; an event without a last day holds on its own.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.export.rdfxml import NO_XML
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any

    import networkx

    from kj_graph.export.parcel import Parcel
    from kj_graph.labels import Labeller
    from kj_graph.store.embedded import EmbeddedStore

_NO_TOKEN = re.compile(r"[^\w.\-:]")  # what cannot stand in an id of GraphML


def project_parcel(parcel: Parcel) -> networkx.MultiDiGraph[str]:
    """Return the network of a parcel: nodes in the order of IRIs, edges with an id as key and `property` as kind."""
    import networkx

    from kj_graph.network import build_network

    store = _copy(parcel)
    labeller: Labeller = parcel.graph.labeller
    plain = build_network(store, labeller)
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    network.graph.update(parcel.about.to_dict())
    names = _read_names(store)
    evidence = _count_evidence(store)
    for iri in sorted(plain):
        told = plain.nodes[iri]
        network.add_node(
            iri,
            label=told["label"],
            kind=told["kind"],
            slug=told["slug"],
            **{f"label_{language}": names[iri, language] for language in LANGUAGES if (iri, language) in names},
            **_find_days(store, NamedNode(iri), told.get("until", "")),
            evidence=evidence.get(iri, 0),
        )
        _mend_texts(network.nodes[iri])
    edges: list[tuple[str, str, dict[str, Any]]] = [
        (start, end, {"label": told["label"], "property": key, **_only(told, "reason", "sources")})
        for start, end, key, told in plain.edges(keys=True, data=True)
    ]
    edges += _read_tenures(store, network, labeller)
    edges.sort(key=lambda edge: (edge[0], edge[1], edge[2]["property"], edge[2].get("start", "")))
    keys: set[str] = set()
    for start, end, told in edges:
        _mend_texts(told)
        key = _name_edge(start, end, told["property"], keys)
        network.add_edge(start, end, key=key, **told)
    return network


def _name_edge(start: str, end: str, named: str, taken: set[str]) -> str:
    """Return an id for an edge that does not change when others come or go, with a number where it is taken."""
    ends = (iri.removeprefix(v.KJR) for iri in (start, end))
    plain = _NO_TOKEN.sub("_", f"--{named}--".join(ends))
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}--{number}"
    taken.add(name)
    return name


def _copy(parcel: Parcel) -> EmbeddedStore:
    """Return a store of the parcel's statements with the days that are derived for its things."""
    from kj_graph.store.embedded import EmbeddedStore

    store = EmbeddedStore()
    store.oxigraph.extend(parcel.quads())
    subjects = {quad.subject for quad in store.quads(predicate=v.TYPE)}
    known = parcel.graph.store.mirror()
    for name in v.DERIVED_DATES:
        derived = (quad for quad in known.quads(predicate=v.kj(name)) if quad.subject in subjects)
        store.oxigraph.extend(quad for quad in derived if quad not in store.oxigraph)
    return store


def _find_days(store: EmbeddedStore, thing: NamedNode, until: str = "") -> dict[str, Any]:
    """Return the first and the last day of a thing and the year of the first, as far as they are known.

    `until` is the day on which a node of the network is known to have ended, that day excluded.
    """

    def read(name: str) -> list[str]:
        return sorted(literal.value for literal in store.literals(thing, v.kj(name)))

    starts, ends = read("arisesEarliest"), [_day_before(day) for day in read("endsLatest") or filter(None, [until])]
    if not ends and read("latest"):
        ends = [day for day in read("endDate") if len(day) == 10] or read("latest")
    found: dict[str, Any] = {}
    if starts:
        found = {"start": starts[0], "year": int(starts[0][:4])}
    if ends and (not starts or ends[-1] >= starts[0]):
        found["end"] = ends[-1]
    return found


def _read_tenures(
    store: EmbeddedStore, network: networkx.MultiDiGraph[str], labeller: Labeller
) -> list[tuple[str, str, dict[str, Any]]]:
    label = labeller.text(v.kj("Tenure"))
    edges = []
    for quad in store.quads(predicate=v.TYPE, value=v.kj("Tenure")):
        tenure = quad.subject
        if isinstance(tenure, NamedNode):
            holder, office = store.one(tenure, v.kj("holder")), store.one(tenure, v.kj("ofOffice"))
            if holder is not None and office is not None and holder.value in network and office.value in network:
                days = _only(_find_days(store, tenure), "start", "end")
                edges.append((holder.value, office.value, {"label": label, "property": "tenure", **days}))
    return edges


def _read_names(store: EmbeddedStore) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    for quad in sorted(store.quads(predicate=v.PREF_LABEL), key=str, reverse=True):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            names[quad.subject.value, quad.object.language or ""] = quad.object.value
    return names


def _count_evidence(store: EmbeddedStore) -> dict[str, int]:
    counts: dict[str, int] = {}
    links = {quad.subject for quad in store.quads(predicate=v.kj("linksTo"))}
    for quad in store.quads(predicate=v.kj("about")):
        if isinstance(quad.object, NamedNode) and quad.subject not in links:
            counts[quad.object.value] = counts.get(quad.object.value, 0) + 1
    return counts


def _only(told: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: told[name] for name in names if name in told}


def _mend_texts(told: dict[str, Any]) -> None:
    """Put a mark in place of what XML cannot hold."""
    told.update((name, NO_XML.sub("\ufffd", value)) for name, value in told.items() if isinstance(value, str))


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
