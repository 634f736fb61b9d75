"""Terms that a file uses and nobody has defined: a slip of the pen in a name or in a namespace.

The project's own terms are those of its ontology and of the file itself; of the vocabularies that a file borrows from,
those are known whose terms are settled and come with rdflib (RDF, RDFS, OWL, SKOS, Dublin Core, XSD, SHACL).
"""

from __future__ import annotations

import dataclasses
import difflib
import keyword
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kj_graph import vocabulary as v
from kj_graph.checks.contents import name_subject
from kj_graph.checks.finding import Finding, Located
from kj_graph.checks.places import name_value

_UNKNOWN, _BORROWED, _NEARLY, _NOWHERE = "KJ451", "KJ452", "KJ453", "KJ454"
_CLOSED = {
    v.RDF: "RDF", v.RDFS: "RDFS", v.OWL: "OWL", v.SKOS: "SKOS", v.DCTERMS: "DCTERMS", v.XSD: "XSD",
    "http://www.w3.org/ns/shacl#": "SH",
}  # fmt: skip


_OURS = (v.KJ, "http://w3id.org/kj-graph/")
_MEMBER = re.compile(r"_[1-9][0-9]*\Z")  # rdf:_1 and so on, which no list can hold


class Use(NamedTuple):
    """A term and the first statement in which a file uses it."""

    iri: str
    quad: Quad


def list_uses(quads: Iterable[Quad]) -> dict[str, Use]:
    """Return the properties, classes and datatypes of triples, and what they name of the project's vocabulary."""
    uses: dict[str, Use] = {}
    seen: set[NamedNode] = set()
    for quad in quads:
        value = quad.object
        for term in (quad.predicate, value.datatype if isinstance(value, Literal) else value):
            if not isinstance(term, NamedNode) or term in seen:
                continue
            if term is value and quad.predicate != v.TYPE and not term.value.startswith(_OURS):
                continue
            seen.add(term)
            uses.setdefault(term.value, Use(term.value, quad))
    return uses


def check_terms(uses: dict[str, Use], known: Iterable[str]) -> Iterator[Located]:
    """Yield what is wrong with the terms, each at the statement in which it is first used.

    `known` are the terms of the ontology and of the files.
    """
    known = set(known)
    for iri, (_, quad) in uses.items():
        if iri in known:
            continue
        finding = _judge(iri, known)
        if finding is None:
            continue
        thing, verb = name_subject(quad), quad.predicate.value
        about = dataclasses.replace(
            finding,
            subject=v.shorten_iri(thing) if isinstance(quad.subject, NamedNode) else "",
            property=v.shorten_iri(verb),
            value="" if iri == verb else v.shorten_iri(iri),
        )
        yield Located(about, thing, verb, "" if iri == verb else name_value(quad.object))


def check_names(quads: Iterable[Quad], known: set[str]) -> Iterator[Located]:
    """Yield the things of the project's that are named where nobody describes them, each once."""
    missing: dict[str, Quad] = {}
    for quad in quads:
        value = quad.object
        if isinstance(value, NamedNode) and value.value.startswith(v.KJR) and value.value not in known:
            missing.setdefault(value.value, quad)
    things = [iri.removeprefix(v.KJR) for iri in known if iri.startswith(v.KJR)] if missing else []
    for iri, quad in missing.items():
        near = _find_near(iri.removeprefix(v.KJR), things)
        hint = f"Did you mean kjr:{near}? Else describe it" if near else "Describe it"
        thing, verb, shown = name_subject(quad), quad.predicate.value, v.shorten_iri(iri)
        finding = Finding(
            _NOWHERE,
            "error",
            f"{shown} is described nowhere",
            f"{hint}, or check it together with the file that describes it.",
            subject=v.shorten_iri(thing) if isinstance(quad.subject, NamedNode) else "",
            property=v.shorten_iri(verb),
            value=shown,
        )
        yield Located(finding, thing, verb, iri)


def _judge(iri: str, known: set[str]) -> Finding | None:
    space, local = _split(iri)
    if space == v.KJ:
        near = _find_near(local, (each.removeprefix(v.KJ) for each in known if each.startswith(v.KJ)))
        hint = f"Did you mean kj:{near}? " if near else ""
        message = f"{v.shorten_iri(iri)} is no term of the ontology"
        return Finding(_UNKNOWN, "error", message, f"{hint}docs/terms.md lists all terms.")
    if space == v.KJR:
        return None
    if space in _CLOSED:
        terms = _list_borrowed(_CLOSED[space])  # without sh:in and such, which are words of Python
        if local in terms or keyword.iskeyword(local) or (space == v.RDF and _MEMBER.match(local)):
            return None
        near = _find_near(local, terms)
        hint = f"Did you mean {v.shorten_iri(space + near)}?" if near else "Look the term up where it is defined."
        return Finding(_BORROWED, "warning", f"{v.shorten_iri(iri)} is no term of {space}", hint)
    meant = _find_meant(space)
    if meant:
        message = f"the namespace <{space}> is nearly, but not quite, <{meant}>"
        return Finding(_NEARLY, "error", message, f"Correct the prefix, or write {v.shorten_iri(meant + local)}.")
    return None


def _split(iri: str) -> tuple[str, str]:
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:at], iri[at:]


def _find_meant(space: str) -> str:
    """Return the known namespace that differs only in http or https, in its last character, or in letters' case."""
    if not space:
        return ""
    folded = _fold(space)
    return next((each for each in (v.KJ, v.KJR, *_CLOSED) if each != space and _fold(each) == folded), "")


def _fold(space: str) -> str:
    return space.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("#/")


def _list_borrowed(name: str) -> set[str]:
    import rdflib

    space = getattr(rdflib.namespace, name)
    return {str(term).removeprefix(str(space)) for term in dir(space) if str(term).startswith(str(space))}


def _find_near(local: str, terms: Iterable[str]) -> str:
    terms = sorted(terms)
    folded = {term.lower(): term for term in terms}
    if local.lower() in folded:
        return folded[local.lower()]
    near = difflib.get_close_matches(local, terms, 1, 0.75)
    return near[0] if near else ""
