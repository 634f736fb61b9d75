"""The JSON-LD context: short names for classes and properties, made from the ontology and its shapes.

`ontology/context.jsonld` is what `build_context` returns, and a test holds it in step. Local names of the ontology come
first; of other vocabularies those that the data use. Where the shapes let a property have days, a plain text is a day;
where a property leads to things, a plain text is a name of one; names and notes are kept by language.
"""

from __future__ import annotations

import json

from pyoxigraph import NamedNode

from kj_graph import resources
from kj_graph import vocabulary as v

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import pyoxigraph

ADDRESS = "https://w3id.org/kj-graph/ontology/context.jsonld"
EXPORT = "export"  # the member that says what the file is; the context makes it no statement
_SH = "http://www.w3.org/ns/shacl#"
_TEXTS = (
    "skos:prefLabel skos:altLabel skos:definition skos:note skos:editorialNote skos:scopeNote skos:example "
    "dcterms:title dcterms:publisher rdfs:label rdfs:comment"
)
_THINGS = (
    "skos:broader skos:narrower skos:related skos:inScheme skos:topConceptOf skos:hasTopConcept skos:exactMatch "
    "skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch schema:sameAs rdfs:subClassOf "
    "rdfs:subPropertyOf rdfs:domain rdfs:range rdfs:isDefinedBy rdfs:seeAlso dcterms:isReplacedBy owl:inverseOf"
)
_DAYS = "dcterms:issued"
_PLAIN = "dcterms:language skos:Concept skos:ConceptScheme"


def read_context() -> dict[str, Any]:
    """Return the terms of the shipped context."""
    with open(resources.context_file(), encoding="utf-8") as file:
        terms: dict[str, Any] = json.load(file)["@context"]
    return terms


def write_context() -> str:
    """Return the text of the context file."""
    return json.dumps({"@context": build_context()}, ensure_ascii=False, indent=1) + "\n"


def build_context() -> dict[str, Any]:
    """Return the terms of the context, made from the ontology and the shapes."""
    import pyoxigraph

    store = pyoxigraph.Store()
    for path in (*resources.ontology_files(), resources.shapes_file()):
        store.load(path=path)
    days, texts = _read_shapes(store)
    terms: dict[str, Any] = {}
    for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"):
        for subject in _subjects(store, v.TYPE, NamedNode(v.OWL + kind)):
            if subject.startswith(v.KJ):
                terms[subject[len(v.KJ) :]] = _define(store, subject, kind, days, texts)
    for names, shape in (
        (_TEXTS, {"@container": "@language"}),
        (_THINGS, {"@type": "@id"}),
        (_DAYS, {"@type": "xsd:date"}),
        (_PLAIN, None),
    ):
        for name in names.split():
            local = name.partition(":")[2]
            terms.setdefault(local, {"@id": name, **shape} if shape else name)
    return {**dict(sorted(v.PREFIXES.items())), EXPORT: None, **dict(sorted(terms.items()))}


def _define(store: pyoxigraph.Store, iri: str, kind: str, days: set[str], texts: set[str]) -> Any:
    name = v.shorten_iri(iri)
    if kind == "ObjectProperty":
        return {"@id": name, "@type": "@id"}
    if kind == "DatatypeProperty":
        found = store.quads_for_pattern(NamedNode(iri), NamedNode(v.RDFS + "range"), None)
        ranges = {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}
        plain = {v.XSD + each for each in ("string", "integer", "boolean")}
        if len(ranges) == 1 and not ranges & plain:
            return {"@id": name, "@type": v.shorten_iri(ranges.pop())}
        if iri in days:
            return {"@id": name, "@type": "xsd:date"}
    if iri in texts:
        return {"@id": name, "@container": "@language"}
    return name


def _read_shapes(store: pyoxigraph.Store) -> tuple[set[str], set[str]]:
    """Return the properties that may have days, and those whose values are texts in a language."""
    days: set[str] = set()
    texts: set[str] = set()
    for quad in store.quads_for_pattern(None, NamedNode(_SH + "path"), None):
        if not isinstance(quad.object, NamedNode):
            continue
        if any(store.quads_for_pattern(quad.subject, NamedNode(_SH + "uniqueLang"), None)):
            texts.add(quad.object.value)
        kinds = set(_read_datatypes(store, quad.subject))
        if v.XSD + "date" in kinds:
            days.add(quad.object.value)
        if kinds == {v.RDF + "langString"}:
            texts.add(quad.object.value)
    return days, texts


def _read_datatypes(store: pyoxigraph.Store, shape: Any) -> Iterable[str]:
    for quad in store.quads_for_pattern(shape, None, None):
        if quad.predicate.value == _SH + "datatype":
            yield str(quad.object)[1:-1]
        elif quad.predicate.value in (_SH + "or", v.RDF + "first", v.RDF + "rest"):
            yield from _read_datatypes(store, quad.object)


def _subjects(store: pyoxigraph.Store, predicate: NamedNode, value: NamedNode) -> list[str]:
    found = {quad.subject for quad in store.quads_for_pattern(None, predicate, value)}
    return sorted(each.value for each in found if isinstance(each, NamedNode))
