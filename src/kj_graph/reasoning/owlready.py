"""The graph as owlready2 classes and individuals, in a world of its own.

owlready2 reads N-Triples and knows no place for a part of what the graph holds: dates less exact than a day, and texts
beside IRIs of one property. A year or month arrives as text, and terms that are borrowed from elsewhere are declared,
so that each thing has its properties as attributes. Nothing is fetched from the network.
"""

from __future__ import annotations

import io

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kj_graph import vocabulary as v
from kj_graph.errors import KjGraphError, MissingPartError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_CLASS, _OBJECT, _DATATYPE, _ANNOTATION, _INDIVIDUAL = (
    NamedNode(v.OWL + name)
    for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
)
_PLAIN = {v.XSD + name for name in ("gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay", "duration", "anyURI")}
_STRING = NamedNode(v.XSD + "string")


def open_owlready(triples: Iterable[Triple]) -> Any:
    """Return the triples as an owlready2 ontology whose names are those of things and terms without their prefixes.

    Raises MissingPartError without owlready2, KjGraphError where it did not take every triple.
    """
    try:
        import owlready2
    except ImportError as error:
        raise MissingPartError("owlready2 is not installed.", hint="Run: pip install owlready2") from error
    told = list(dict.fromkeys(map(_simplify, triples)))
    told = list(dict.fromkeys([*told, *_declare(told)]))
    world = owlready2.World()
    ontology = world.get_ontology(v.KJ)
    content = io.BytesIO()
    serialize(told, content, RdfFormat.N_TRIPLES)
    content.seek(0)
    ontology.load(fileobj=content)
    if len(ontology.graph) != len(told):
        raise KjGraphError(
            f"owlready2 took {len(ontology.graph)} of {len(told)} triples.",
            hint="Install the version of owlready2 that pyproject.toml names, or report this.",
        )
    return ontology


def _simplify(triple: Triple) -> Triple:
    value = triple.object
    if isinstance(value, Literal) and value.datatype.value in _PLAIN:
        return Triple(triple.subject, triple.predicate, Literal(value.value, datatype=_STRING))
    return triple


def _declare(triples: list[Triple]) -> list[Triple]:
    """Return declarations of what is used and not declared: individuals, classes, properties by what they lead to."""
    kinds: dict[object, set[object]] = {}
    for triple in triples:
        if triple.predicate == v.TYPE:
            kinds.setdefault(triple.subject, set()).add(triple.object)
    values: dict[NamedNode, set[bool]] = {}
    for triple in triples:
        values.setdefault(triple.predicate, set()).add(isinstance(triple.object, Literal))
    told: list[Triple] = []
    classes: set[NamedNode] = set()
    for subject, types in kinds.items():
        if isinstance(subject, BlankNode) or any(getattr(each, "value", "").startswith(v.OWL) for each in types):
            continue
        told.append(Triple(subject, v.TYPE, _INDIVIDUAL))  # type: ignore[arg-type]  # a name
        classes |= {each for each in types if isinstance(each, NamedNode)}
    told += [Triple(each, v.TYPE, _CLASS) for each in classes if _CLASS not in kinds.get(each, set())]
    built_in = (v.OWL, v.RDF, v.RDFS)
    for predicate, literal in values.items():
        known = kinds.get(predicate, set()) & {_OBJECT, _DATATYPE, _ANNOTATION}
        if known or predicate.value.startswith(built_in):
            continue
        kind = _ANNOTATION if predicate.value.startswith(v.SKOS) and True in literal else _DATATYPE
        told.append(
            Triple(predicate, v.TYPE, _ANNOTATION if len(literal) == 2 else _OBJECT if False in literal else kind)
        )
    return sorted(told, key=str)
