"""Triples to things: what has a panel, what is folded into another thing's panel, and what is drawn.

Life events, representations, tenures, changes of status, evidence, passages and editorial links have no panel;
they are told in the panel of the thing they belong to. Places, sources and statements of coverage have a panel
and no node.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph

from kj_graph.explorer.parts import (
    collect_changes,
    collect_evidence,
    collect_lives,
    collect_readings,
    collect_tenures,
)
from kj_graph.explorer.records import (
    Change,
    Edge,
    Evidence,
    Note,
    PageModel,
    Reading,
    Source,
    Step,
    Tenure,
    Text,
    Thing,
)
from kj_graph.explorer.statements import (
    IRI,
    NAMES,
    PREF_LABEL,
    RDF_TYPE,
    RDFS_LABEL,
    Statements,
    shorten_property,
    shorten_thing,
)
from kj_graph.vocabulary import DCTERMS, DERIVED_DATES, KJ, KJR, OWL, RDFS, SKOS

NODE_TYPES = (
    "State",
    "Organization",
    "Person",
    "Group",
    "Actor",
    "Agreement",
    "Event",
    "Proposal",
    "Claim",
    "ContestedMatter",
    "Position",
    "PolicyArea",
    "Office",
    "Theme",
    "Resource",
)
"""Classes that are drawn.

A thing of several classes takes the first, so subclasses stand before their superclass. A theme is no class of
the ontology but a concept of the scheme of themes. A resource is whatever data describe that use none of these classes.
"""

PANEL_TYPES = (*NODE_TYPES, "Place", "Coverage")
_THEMES = KJR + "scheme-themes"

_NOTES = ("definition", "note", "scopeNote", "editorialNote", "example")
_NOT_RELATIONS = {RDF_TYPE, SKOS + "inScheme", OWL + "deprecated"}


def build_model(
    statements: Iterable[pyoxigraph.Triple], *, version: str = "", as_of: str = "", day: str = ""
) -> PageModel:
    """Return what the page shows of these triples.

    `version` defaults to the ontology's `owl:versionInfo`; `as_of` to the latest day on which a source was
    retrieved. `day` is the one on which the triples stand, where they are not all.
    """
    index = Statements(statements)
    types = _find_types(index)
    evidence = collect_evidence(index)
    lives = collect_lives(index, evidence)
    changes = collect_changes(index, evidence)
    readings = collect_readings(index)
    tenures = collect_tenures(index, evidence)
    things = tuple(
        _build_thing(
            index,
            iri,
            types,
            evidence=evidence.get(iri, []),
            life=lives.get(iri, ()),
            changes=changes.get(iri, ()),
            readings=readings.get(iri, ()),
        )
        for iri in types
    )
    nodes = tuple(thing.id for thing in things if thing.type in NODE_TYPES)
    sources = tuple(_build_source(index, iri) for iri in index.find_subjects(RDF_TYPE, KJ + "Source"))
    return PageModel(
        things=things,
        nodes=nodes,
        edges=_build_edges(things, tenures, set(nodes)),
        sources=sources,
        tenures=tenures,
        concepts=_collect_concepts(index, types),
        classes=_collect_classes(index, things),
        properties=_collect_terms(index, _used_properties(things)),
        version=version or _read_version(index),
        as_of=as_of or day or max((source.retrieved for source in sources), default=""),
        day=day,
        statement_count=index.count,
        by_id={thing.id: thing for thing in things},
    )


def _find_types(index: Statements) -> dict[str, str]:
    types: dict[str, str] = {}
    for name in PANEL_TYPES:
        if name == "Theme":
            for iri in index.find_subjects(SKOS + "inScheme", _THEMES):
                types.setdefault(iri, name)
            continue
        for iri in index.find_subjects(RDF_TYPE, KJ + name):
            types.setdefault(iri, name)
    return dict(sorted(types.items())) or {iri: "Resource" for iri in index.list_subjects() if _is_resource(index, iri)}


def _is_resource(index: Statements, iri: str) -> bool:
    """Tell whether a subject of plain RDF is one to show: no term of an ontology, and nothing of our own."""
    schemas = (OWL, RDFS, "http://www.w3.org/ns/shacl#")
    return (
        not iri.startswith((KJ, KJR))
        and not index.is_property(iri)
        and not any(
            each.startswith(schemas) or each == SKOS + "ConceptScheme" for each in index.read_iris(iri, RDF_TYPE)
        )
    )


def _build_thing(
    index: Statements,
    iri: str,
    types: dict[str, str],
    *,
    evidence: list[Evidence],
    life: tuple[Step, ...],
    changes: tuple[Change, ...],
    readings: tuple[Reading, ...],
) -> Thing:
    values: list[tuple[str, Text]] = []
    relations: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    label_property = next((each for each in NAMES if index.read_labels(iri, each)), RDFS_LABEL)
    for property_iri in index.list_properties(iri):
        name = shorten_property(property_iri)
        if property_iri in _NOT_RELATIONS or name in DERIVED_DATES:
            continue
        for target in index.read_iris(iri, property_iri):
            if target in types or _is_described(index, target):
                relations.append((name, shorten_thing(target)))
            else:
                links.append((name, target))
        if not property_iri.startswith(SKOS) and property_iri not in {RDFS_LABEL, label_property}:
            values.extend((name, text) for text in index.read_texts(iri, property_iri))
    literals = index.read_label_texts(iri, label_property)
    labels = {language: text.value for language, text in literals.items()}
    return Thing(
        id=shorten_thing(iri),
        iri=iri,
        type=types[iri],
        labels=labels,
        own_translations=_find_own_translations(evidence, labels),
        other_names=tuple(index.read_texts(iri, SKOS + "altLabel")),
        notes=tuple(Note(kind, text) for kind in _NOTES for text in index.read_texts(iri, SKOS + kind)),
        values=tuple(values),
        relations=tuple(relations),
        links=tuple(links),
        life=life,
        changes=changes,
        readings=readings,
        evidence=tuple(item for item in evidence if item.verification != "own-translation"),
        own_evidence=tuple(item for item in evidence if item.verification == "own-translation"),
        classes=tuple(index.read_iris(iri, RDF_TYPE)),
        schemes=tuple(map(shorten_thing, index.read_iris(iri, SKOS + "inScheme"))),
        label_property=shorten_property(label_property),
        label_types={
            language: "xsd:string" if not text.language and not text.datatype else text.datatype
            for language, text in literals.items()
            if text.datatype or not text.language
        },
    )


def _is_described(index: Statements, iri: str) -> bool:
    return any(index.read_labels(iri, each) for each in NAMES) or bool(index.read_iris(iri, RDF_TYPE))


def _find_own_translations(evidence: list[Evidence], labels: dict[str, str]) -> tuple[str, ...]:
    marked: set[str] = set()
    for item in evidence:
        if item.verification == "own-translation" and item.property in {"", "skos:prefLabel"}:
            if item.value:
                marked.update(
                    lang for lang, label in labels.items() if label == item.value and item.language in {"", lang}
                )
            else:
                marked.update(labels)
    return tuple(sorted(marked))


def _build_source(index: Statements, iri: str) -> Source:
    return Source(
        id=shorten_thing(iri),
        titles=tuple(index.read_texts(iri, DCTERMS + "title") or index.read_texts(iri, PREF_LABEL)),
        publishers=tuple(index.read_texts(iri, DCTERMS + "publisher")),
        tier=shorten_thing(index.read_iri(iri, KJ + "tier")),
        addresses=(
            *(Text(address, "", IRI) for address in index.read_iris(iri, KJ + "address")),
            *index.read_texts(iri, KJ + "address"),
        ),
        languages=tuple(text.value for text in index.read_texts(iri, DCTERMS + "language")),
        issued=index.read_string(iri, DCTERMS + "issued"),
        retrieved=index.read_string(iri, KJ + "retrieved"),
        sha256=index.read_string(iri, KJ + "textSha256"),
    )


def _build_edges(things: tuple[Thing, ...], tenures: tuple[Tenure, ...], nodes: set[str]) -> tuple[Edge, ...]:
    drawn: dict[tuple[str, str, str], set[str]] = {}
    for thing in things:
        if thing.id not in nodes:
            continue
        for name, target in thing.relations:
            if target in nodes and target != thing.id:
                drawn.setdefault((thing.id, target, "statement"), set()).add(name)
        for reading in thing.readings:
            if reading.target in nodes:
                drawn.setdefault((thing.id, reading.target, "editorial"), set()).add("linksTo")
        for step in thing.life:
            for representative in step.representatives:
                if representative.person in nodes:
                    drawn.setdefault((representative.person, thing.id, "act"), set()).add(step.kind)
    for tenure in tenures:
        if tenure.person in nodes and tenure.office in nodes:
            drawn.setdefault((tenure.person, tenure.office, "tenure"), set()).add("ofOffice")
    return tuple(
        Edge(source, target, tuple(sorted(names)), kind) for (source, target, kind), names in sorted(drawn.items())
    )


def _collect_concepts(index: Statements, types: dict[str, str]) -> dict[str, dict[str, str]]:
    wanted = set(index.find_subjects(RDF_TYPE, SKOS + "Concept")) - set(types)
    return {shorten_thing(iri): labels for iri in sorted(wanted) if (labels := index.read_labels(iri))}


def _used_properties(things: tuple[Thing, ...]) -> set[str]:
    names = {"date", "place", "byParty", "onBehalfOf", "inOffice", "proposalStatus"}
    for thing in things:
        names.update(name for name, _ in thing.relations)
        names.update(name for name, _ in thing.links)
        names.update(name for name, _ in thing.values)
    return names


def _collect_classes(index: Statements, things: tuple[Thing, ...]) -> dict[str, dict[str, str]]:
    names = {thing.type for thing in things}
    classes = _collect_terms(index, names | {"Source", "Tenure"})
    if "Theme" in names:
        # The ontology has a property for themes and no class.
        classes["Theme"] = _collect_terms(index, {"theme"}).get("theme", {})
    return classes


def _collect_terms(index: Statements, names: set[str]) -> dict[str, dict[str, str]]:
    terms: dict[str, dict[str, str]] = {}
    for name in sorted(names):
        # A property of another vocabulary is named by its whole IRI, unless it is a known one.
        labels = index.read_labels(name if "://" in name else KJ + name, RDFS_LABEL)
        if labels:
            terms[name] = labels
    return terms


def _read_version(index: Statements) -> str:
    for iri in index.find_subjects(RDF_TYPE, OWL + "Ontology"):
        if written := index.read_string(iri, OWL + "versionInfo"):
            return written
    return ""
