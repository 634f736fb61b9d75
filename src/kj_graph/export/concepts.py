"""SKOS: the policy areas alone, as a concept scheme that tools for thesauri read as it stands."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from kj_graph import vocabulary as v
from kj_graph.export.turtle import write_turtle

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import IO

    from kj_graph.export.parcel import Parcel

_AREA = v.kj("PolicyArea")
_BROADER, _NARROWER = NamedNode(v.SKOS + "broader"), NamedNode(v.SKOS + "narrower")
_IN_SCHEME = NamedNode(v.SKOS + "inScheme")
_TOP, _HAS_TOP = NamedNode(v.SKOS + "topConceptOf"), NamedNode(v.SKOS + "hasTopConcept")
_CONCEPT = NamedNode(v.SKOS + "Concept")


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write the policy areas of a parcel, their scheme and both directions of their order as Turtle."""
    triples = set(parcel.triples())
    areas = {triple.subject for triple in triples if triple.predicate == v.TYPE and triple.object == _AREA}
    schemes = {triple.object for triple in triples if triple.subject in areas and triple.predicate == _IN_SCHEME}
    kept = {
        triple
        for triple in triples
        if triple.subject in areas | schemes and triple.predicate.value.startswith((v.SKOS, v.RDF, v.DCTERMS))
    }
    kept -= {Triple(area, v.TYPE, _AREA) for area in areas}
    kept |= {Triple(area, v.TYPE, _CONCEPT) for area in areas}
    for triple in list(kept):
        for forth, back in ((_BROADER, _NARROWER), (_TOP, _HAS_TOP)):
            if triple.predicate == forth and isinstance(triple.object, NamedNode):
                kept.add(Triple(triple.object, back, triple.subject))
    about = parcel.about
    for scheme in schemes:
        if isinstance(scheme, NamedNode):
            kept.add(Triple(scheme, NamedNode(v.OWL + "versionInfo"), Literal(about.version)))
            if about.issued:
                day = Literal(about.issued, datatype=NamedNode(v.XSD + "date"))
                kept.add(Triple(scheme, NamedNode(v.DCTERMS + "issued"), day))
                kept.add(Triple(scheme, NamedNode(v.DCTERMS + "license"), NamedNode(about.licence)))
    file.write(write_turtle(kept, about.to_heading()))
