"""Triples to things: what has a panel, what is folded into another thing's panel, and what is drawn.

Life events, representations, tenures, changes of status, evidence, passages and editorial links have no panel;
they are told in the panel of the thing they belong to. Places, sources and statements of coverage have a panel
and no node.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph

from kj_graph.explorer.records import (
    Change,
    Edge,
    Evidence,
    Note,
    PageModel,
    Reading,
    Representative,
    Source,
    Step,
    Tenure,
    Text,
    Thing,
)
from kj_graph.explorer.statements import (
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
    evidence = _collect_evidence(index)
    lives = _collect_lives(index, evidence)
    changes = _collect_changes(index, evidence)
    readings = _collect_readings(index)
    tenures = _collect_tenures(index, evidence)
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
    return not iri.startswith((KJ, KJR)) and not any(
        each.startswith(schemas) or each == SKOS + "ConceptScheme" for each in index.read_iris(iri, RDF_TYPE)
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
    for property_iri in index.list_properties(iri):
        name = shorten_property(property_iri)
        if property_iri in _NOT_RELATIONS or name in DERIVED_DATES:
            continue
        for target in index.read_iris(iri, property_iri):
            if target in types or _is_described(index, target):
                relations.append((name, shorten_thing(target)))
            else:
                links.append((name, target))
        if not property_iri.startswith(SKOS) and property_iri != RDFS_LABEL:
            values.extend((name, text) for text in index.read_texts(iri, property_iri))
    labels = index.read_labels(iri)
    return Thing(
        id=shorten_thing(iri),
        iri=iri,
        type=types[iri],
        labels=labels or index.read_labels(iri, RDFS_LABEL),
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
    )


def _is_described(index: Statements, iri: str) -> bool:
    return bool(index.read_labels(iri)) or bool(index.read_iris(iri, RDF_TYPE))


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


def _collect_evidence(index: Statements) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for iri in index.find_subjects(RDF_TYPE, KJ + "Evidence"):
        for about in index.read_iris(iri, KJ + "about"):
            found.setdefault(about, []).extend(_read_evidence(index, iri))
    return found


def _read_evidence(index: Statements, iri: str) -> list[Evidence]:
    status = shorten_thing(index.read_iri(iri, KJ + "verification")).removeprefix("verification-")
    property_iri = index.read_iri(iri, KJ + "onProperty")
    narrowed = shorten_property(property_iri) if property_iri else ""
    texts = index.read_texts(iri, KJ + "onValue")
    value = texts[0] if texts else Text(shorten_thing(index.read_iri(iri, KJ + "onValue")))
    passages = index.read_iris(iri, KJ + "passage")
    if not passages:
        return [
            Evidence(
                property=narrowed,
                value=value.value,
                language=value.language,
                source=shorten_thing(source),
                verification=status or "unverified",
            )
            for source in index.read_iris(iri, KJ + "source") or [""]
        ]
    return [
        Evidence(
            property=narrowed,
            value=value.value,
            language=value.language,
            source=shorten_thing(index.read_iri(passage, KJ + "ofSource")),
            start=_read_number(index, passage, "start"),
            end=_read_number(index, passage, "end"),
            locator=index.read_string(passage, KJ + "locator"),
            sha256=index.read_string(passage, KJ + "sha256"),
            verification=status or "verified",
        )
        for passage in passages
    ]


def _read_number(index: Statements, subject: str, name: str) -> int | None:
    written = index.read_string(subject, KJ + name)
    return int(written) if written.isdecimal() else None


def _collect_lives(index: Statements, evidence: dict[str, list[Evidence]]) -> dict[str, tuple[Step, ...]]:
    lives: dict[str, list[Step]] = {}
    for iri in index.find_subjects(RDF_TYPE, KJ + "LifeEvent"):
        step = Step(
            id=shorten_thing(iri),
            kind=shorten_thing(index.read_iri(iri, KJ + "lifeKind")),
            date=index.read_string(iri, KJ + "date"),
            places=tuple(map(shorten_thing, index.read_iris(iri, KJ + "place"))),
            by_parties=tuple(map(shorten_thing, index.read_iris(iri, KJ + "byParty"))),
            representatives=tuple(
                Representative(
                    person=shorten_thing(index.read_iri(act, KJ + "representative")),
                    party=shorten_thing(index.read_iri(act, KJ + "onBehalfOf")),
                    office=shorten_thing(index.read_iri(act, KJ + "inOffice")),
                    evidence=tuple(evidence.get(act, ())),
                )
                for act in index.find_subjects(KJ + "inAct", iri)
            ),
            evidence=tuple(evidence.get(iri, ())),
        )
        for agreement in index.read_iris(iri, KJ + "ofAgreement"):
            lives.setdefault(agreement, []).append(step)
    return {iri: tuple(sorted(steps, key=_order_step)) for iri, steps in lives.items()}


_LIFE_ORDER = (
    "life-kind-signed",
    "life-kind-issued",
    "life-kind-ratified",
    "life-kind-ratifications-exchanged",
)


def _order_step(step: Step) -> tuple[str, int, str]:
    rank = _LIFE_ORDER.index(step.kind) if step.kind in _LIFE_ORDER else len(_LIFE_ORDER)
    return (step.date or "9999", rank, step.id)


def _collect_changes(index: Statements, evidence: dict[str, list[Evidence]]) -> dict[str, tuple[Change, ...]]:
    found: dict[str, list[Change]] = {}
    for iri in index.find_subjects(RDF_TYPE, KJ + "StatusChange"):
        change = Change(
            id=shorten_thing(iri),
            status=shorten_thing(index.read_iri(iri, KJ + "proposalStatus")),
            date=index.read_string(iri, KJ + "date"),
            notes=tuple(index.read_texts(iri, SKOS + "note")),
            evidence=tuple(evidence.get(iri, ())),
        )
        for proposal in index.read_iris(iri, KJ + "ofProposal"):
            found.setdefault(proposal, []).append(change)
    return {
        iri: tuple(sorted(changes, key=lambda each: (each.date or "9999", each.id))) for iri, changes in found.items()
    }


def _collect_tenures(index: Statements, evidence: dict[str, list[Evidence]]) -> tuple[Tenure, ...]:
    found = [
        Tenure(
            id=shorten_thing(iri),
            person=shorten_thing(index.read_iri(iri, KJ + "holder")),
            office=shorten_thing(index.read_iri(iri, KJ + "ofOffice")),
            start=index.read_string(iri, KJ + "from"),
            end=index.read_string(iri, KJ + "until"),
            notes=tuple(index.read_texts(iri, SKOS + "note")),
            evidence=tuple(evidence.get(iri, ())),
        )
        for iri in index.find_subjects(RDF_TYPE, KJ + "Tenure")
    ]
    return tuple(sorted(found, key=lambda each: (each.start or "9999", each.id)))


def _collect_readings(index: Statements) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, list[Reading]] = {}
    for iri in index.find_subjects(RDF_TYPE, KJ + "EditorialLink"):
        reasons = tuple(index.read_texts(iri, KJ + "reason"))
        for about in index.read_iris(iri, KJ + "about"):
            for target in index.read_iris(iri, KJ + "linksTo"):
                found.setdefault(about, []).append(Reading(shorten_thing(target), reasons))
    return {iri: tuple(readings) for iri, readings in found.items()}


def _build_source(index: Statements, iri: str) -> Source:
    return Source(
        id=shorten_thing(iri),
        titles=tuple(index.read_texts(iri, DCTERMS + "title") or index.read_texts(iri, PREF_LABEL)),
        publishers=tuple(index.read_texts(iri, DCTERMS + "publisher")),
        tier=shorten_thing(index.read_iri(iri, KJ + "tier")),
        addresses=tuple(
            index.read_iris(iri, KJ + "address") + [text.value for text in index.read_texts(iri, KJ + "address")]
        ),
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
        labels = index.read_labels(KJ + name, RDFS_LABEL)
        if labels:
            terms[name] = labels
    return terms


def _read_version(index: Statements) -> str:
    for iri in index.find_subjects(RDF_TYPE, OWL + "Ontology"):
        if written := index.read_string(iri, OWL + "versionInfo"):
            return written
    return ""
