"""The IRIs and prefixes that the code itself must know; everything else is read from the ontology."""

from __future__ import annotations

from pyoxigraph import NamedNode

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import TypeAlias

    from pyoxigraph import BlankNode, Literal, Triple

    Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

KJ = "https://w3id.org/kj-graph/ontology#"
KJR = "https://w3id.org/kj-graph/id/"
GRAPH = "https://w3id.org/kj-graph/graph/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"

PREFIXES = {
    "dcterms": DCTERMS,
    "kj": KJ,
    "kjr": KJR,
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}

# The properties that rules derive from dates, for comparing; they are not shown.
DERIVED_DATES = (
    "earliest", "latest", "startsEarliest", "startsLatest", "endsEarliest", "endsLatest", "arisesEarliest",
    "arisesLatest",
)  # fmt: skip

# What rules derive only so that a question can be put briefly: a description tells what it is derived from.
SHORTCUTS = (
    "kj:hasPart", "kj:heldOffice", "kj:inForceFrom", "kj:partOf", "kj:replacedBy", "kj:signedOn", "kj:statedAt",
    "kj:withinArea", "skos:broaderTransitive", "skos:narrower",
)  # fmt: skip

CURATED = NamedNode(GRAPH + "curated")
EVIDENCE = NamedNode(GRAPH + "evidence")
ONTOLOGY = NamedNode(GRAPH + "ontology")
INFERRED = NamedNode(GRAPH + "inferred")
ADDED = NamedNode(GRAPH + "added")

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
ALT_LABEL = NamedNode(SKOS + "altLabel")
TITLE = NamedNode(DCTERMS + "title")


def kj(name: str) -> NamedNode:
    """Return the ontology term of that local name."""
    return NamedNode(KJ + name)


def shorten_iri(iri: str) -> str:
    """Return an IRI as a prefixed name where a known prefix fits, else in angle brackets."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            if local and "/" not in local and "#" not in local:
                return f"{prefix}:{local}"
    return f"<{iri}>"


def expand_name(name: str) -> str | None:
    """Return the IRI that a prefixed name, an IRI in or without angle brackets, or a bare slug stands for.

    A bare slug such as `agreement-gsomia-2016` is taken as one of the project's own things. Text that can be none of
    these (it has a space, or is not ASCII) gives None.
    """
    if name.startswith("<") and name.endswith(">"):
        name = name[1:-1]
    if name.startswith(("http://", "https://", "urn:")):
        return name if " " not in name else None
    prefix, colon, local = name.partition(":")
    if colon:
        return PREFIXES[prefix] + local if prefix in PREFIXES and local and " " not in local else None
    if name and name.isascii() and all(c.isalnum() or c in "-_." for c in name):
        return KJR + name
    return None


_PROPERTY_ORDER = (
    "rdf:type rdfs:subClassOf rdfs:subPropertyOf rdfs:domain rdfs:range skos:prefLabel rdfs:label "
    "dcterms:title skos:altLabel skos:definition skos:scopeNote skos:note skos:editorialNote "
    "skos:example dcterms:publisher dcterms:issued dcterms:language kj:claimKind kj:instrumentKind "
    "kj:eventKind kj:organizationKind kj:bindingness kj:tier kj:ofAgreement kj:lifeKind kj:inAct "
    "kj:representative kj:onBehalfOf kj:inOffice kj:byParty kj:ofProposal kj:holder kj:ofOffice kj:date "
    "kj:endDate kj:from kj:until kj:earliest kj:latest kj:party kj:agent kj:organizer kj:participant "
    "kj:partOf kj:officeOf kj:succeeds kj:place kj:statedAt kj:attribution kj:onMatter kj:heldBy "
    "kj:formulation kj:modality kj:proposalStatus kj:concerns kj:cooperationCourse kj:policyArea kj:theme "
    "kj:timeHorizon kj:timeReference kj:respondsTo kj:outcomeOf kj:supplements kj:implements kj:amends kj:replaces "
    "kj:reaffirms kj:refersTo kj:termEnds kj:afterTerm kj:noticePeriod kj:authenticLanguage kj:rokTreatyNumber "
    "kj:japanTreatyNumber kj:untsNumber skos:broader skos:inScheme skos:topConceptOf skos:closeMatch "
    "skos:broadMatch skos:narrowMatch skos:relatedMatch kj:about kj:onProperty kj:onValue kj:linksTo "
    "kj:reason kj:passage kj:source kj:verification kj:ofSource kj:speaker kj:locator kj:start kj:end "
    "kj:sha256 kj:address kj:mediaType kj:retrieved kj:extraction kj:textSha256 kj:textLength schema:sameAs"
)
_RANKS = {PREFIXES[name.split(":")[0]] + name.split(":")[1]: rank for rank, name in enumerate(_PROPERTY_ORDER.split())}


def rank_property(iri: str) -> tuple[int, str]:
    """Return the place of a property in the order in which files and descriptions tell things.

    What a thing is comes first, then its names, kinds and dates, then its relations; a property that the order does not
    name stands after those, by its IRI.
    """
    return (_RANKS.get(iri, len(_RANKS)), iri)
