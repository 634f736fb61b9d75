"""What a broken constraint means: a validation result of pyshacl as a finding that a curator can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad

from kj_graph.checks.contents import name_subject
from kj_graph.checks.finding import Finding, Located, Severity
from kj_graph.checks.places import write_key
from kj_graph.vocabulary import KJ, OWL, TYPE, XSD, expand_name, shorten_iri

if TYPE_CHECKING:
    import rdflib

SH = "http://www.w3.org/ns/shacl#"

# What SHACL calls the broken constraint, and the code people look up in the documentation.
CODES = {
    "MinCountConstraintComponent": "KJ201",
    "MaxCountConstraintComponent": "KJ202",
    "ClassConstraintComponent": "KJ203",
    "NodeConstraintComponent": "KJ204",
    "InConstraintComponent": "KJ204",
    "HasValueConstraintComponent": "KJ204",
    "DatatypeConstraintComponent": "KJ205",
    "NodeKindConstraintComponent": "KJ205",
    "PatternConstraintComponent": "KJ205",
    "MinInclusiveConstraintComponent": "KJ205",
    "OrConstraintComponent": "KJ205",
    "LanguageInConstraintComponent": "KJ206",
    "UniqueLangConstraintComponent": "KJ206",
    "NotConstraintComponent": "KJ206",
    "DisjointConstraintComponent": "KJ206",
    "ClosedConstraintComponent": "KJ207",
    "QualifiedMinCountConstraintComponent": "KJ209",
    "LessThanConstraintComponent": "KJ211",
    "SPARQLConstraintComponent": "KJ211",
    "QualifiedMaxCountConstraintComponent": "KJ212",
}
_IRI_FORM, _RULE, _CLASS = "KJ208", "KJ210", "KJ212"


def name_shacl(name: str) -> rdflib.URIRef:
    """Return a term of SHACL."""
    import rdflib

    return rdflib.URIRef(SH + name)


class Reader:
    """Turns a validation result into a finding; knows data and shapes to say what is there and what is meant."""

    def __init__(self, data: rdflib.Graph, shapes: rdflib.Graph, known: list[Quad]) -> None:
        self.data = data
        self.shapes = shapes
        self.known = known
        self._members: dict[str, list[str]] = {}

    def read(self, report: rdflib.Graph, result: Any) -> Located:
        """Return one result as a finding, with what it is about."""
        focus = report.value(result, name_shacl("focusNode"))
        shape = report.value(result, name_shacl("sourceShape"))
        component = str(report.value(result, name_shacl("sourceConstraintComponent"))).removeprefix(SH)
        path = report.value(result, name_shacl("resultPath"))
        value = report.value(result, name_shacl("value"))
        severity: Severity = (
            "warning" if report.value(result, name_shacl("resultSeverity")) == name_shacl("Warning") else "error"
        )
        name = self._name_property(path, shape)
        code = self._choose_code(component, path, shape, name)
        shown = None if value == focus or component == "MinCountConstraintComponent" else value
        fact, guess = self._state_fact(component, code, focus=focus, shape=shape, name=name, value=shown)
        rule = self._text(shape, "message")
        hint = self._text(shape, "description")
        finding = Finding(
            code,
            severity,
            f"{fact}. {rule}." if fact else f"{rule}.",
            " ".join(part for part in (hint and f"{hint}.", guess) if part),
            subject=self._show(focus),
            property=name,
            value="" if shown is None else self._show(shown),
        )
        verb = "" if name.startswith("^") else str(self._expand(name))
        told = shown is not None and component != "ClosedConstraintComponent"  # there it is the property that is wrong
        return Located(finding, str(focus), verb, _write_key(shown) if told else "")

    def _choose_code(self, component: str, path: Any, shape: Any, name: str) -> str:
        if name == "rdf:type":
            return _CLASS
        if path is None and component in ("PatternConstraintComponent", "NotConstraintComponent"):
            return _IRI_FORM
        if path is None and component == "OrConstraintComponent":
            return _RULE
        if component == "DisjointConstraintComponent" and name.startswith("kj:"):
            return _RULE
        if component == "OrConstraintComponent" and self._list_classes(shape):
            return "KJ203"
        if component == "NodeConstraintComponent" and self._find_scheme(shape) is None:
            return "KJ203"
        return CODES[component]

    def _state_fact(
        self, component: str, code: str, *, focus: Any, shape: Any, name: str, value: Any
    ) -> tuple[str, str]:
        """Return what is the case, and a guess at what was meant."""
        from rdflib.collection import Collection

        kind = component.removesuffix("ConstraintComponent")
        if kind == "MinCount" and name == "skos:prefLabel":
            languages = [getattr(label, "language", None) for label in self.data.objects(focus, self._expand(name))]
            return "No label in " + " and ".join(lang for lang in ("en", "ko", "ja") if lang not in languages), ""
        if kind == "MinCount" and self.shapes.value(shape, _rdfs("seeAlso")):
            return "", ""
        if kind == "MinCount":
            count = len(set(self._values(focus, name)))
            return (f"{name} has {count} value, too few" if count else f"{name} is missing"), ""
        if kind == "MaxCount":
            count = len(set(self._values(focus, name)))
            return f"{name} has {count} value" + "s" * (count != 1), ""
        if kind == "UniqueLang":
            return "Two values in one language", ""
        if code == "KJ203":
            classes = self._list_classes(shape)
            types = [self._show(t) for t in self.data.objects(value, _rdf("type")) if str(t).startswith(KJ)]
            fact = f"{self._show(value)} is " + (" and ".join(sorted(types)) if types else "described nowhere")
            narrower = {str(n) for c in classes for n in self.data.transitive_subjects(_rdfs("subClassOf"), c)}
            return fact, self._guess(value, self._list_members(narrower))
        if kind == "Node":
            scheme = self._find_scheme(shape)
            members = list(self.data.subjects(self._expand("skos:inScheme"), scheme))
            return f"{self._show(value)} is no concept of {self._show(scheme)}", self._guess(value, members)
        if kind == "Closed":
            allowed = [
                p
                for o in self.shapes.objects(shape, name_shacl("ignoredProperties"))
                for p in Collection(self.shapes, o)
            ]
            return f"{name} does not belong here", self._guess(self._expand(name), allowed)
        if code == _IRI_FORM:
            return f"{self._show(focus)} is not of that form", ""
        if kind == "HasValue":
            return "That value is missing", ""
        if value is not None:
            classes = self._list_members({OWL + "Class"}) if code == _CLASS else []
            return f"{self._show(value)} does not fit", self._guess(value, classes)
        return "", ""

    def _list_members(self, classes: set[str]) -> list[str]:
        """Return the things of these classes, or of any: of all that is known, not only of what was validated."""
        if not self._members:
            for quad in self.known:
                if quad.predicate == TYPE and isinstance(quad.object, NamedNode):
                    self._members.setdefault(quad.object.value, []).append(name_subject(quad))
        return [thing for each in classes or self._members for thing in self._members.get(each, ())]

    def _values(self, focus: Any, name: str) -> Iterable[Any]:
        if name.startswith("^"):
            return self.data.subjects(self._expand(name[1:]), focus)
        return self.data.objects(focus, self._expand(name))

    def _guess(self, value: Any, candidates: Iterable[Any]) -> str:
        near = difflib.get_close_matches(self._show(value), {self._show(c) for c in candidates}, 1, 0.75)
        return f"Did you mean {near[0]}?" if near else ""

    def _list_classes(self, shape: Any) -> list[Any]:
        """Return the classes a property shape asks of its values, whether by sh:class or by sh:or of them."""
        from rdflib.collection import Collection

        alternatives = [m for o in self.shapes.objects(shape, name_shacl("or")) for m in Collection(self.shapes, o)]
        return [c for s in (shape, *alternatives) for c in self.shapes.objects(s, name_shacl("class"))]

    def _find_scheme(self, shape: Any) -> Any:
        for node in self.shapes.objects(shape, name_shacl("node")):
            for inner in self.shapes.objects(node, name_shacl("property")):
                return self.shapes.value(inner, name_shacl("hasValue"))
        return None

    def _name_property(self, path: Any, shape: Any) -> str:
        from rdflib import URIRef

        if path is None:
            path = self.shapes.value(shape, _rdfs("seeAlso"))
        if path is None or isinstance(path, URIRef):
            return "" if path is None else self._show(path)
        inverse = self.shapes.value(self.shapes.value(shape, name_shacl("path")), name_shacl("inversePath"))
        return "^" + self._show(inverse) if inverse else self._show(self.shapes.value(shape, _rdfs("seeAlso")))

    def _text(self, shape: Any, name: str) -> str:
        from rdflib import Literal

        texts = (text for text in self.shapes.objects(shape, name_shacl(name)) if isinstance(text, Literal))
        return next((str(text) for text in texts if text.language == "en"), "")

    def _expand(self, name: str) -> rdflib.URIRef:
        from rdflib import URIRef

        return URIRef(expand_name(name) or name)

    def _show(self, term: Any) -> str:
        from rdflib import Literal

        if not isinstance(term, Literal):
            return shorten_iri(str(term))
        text = str(term) if len(term) <= 60 else f"{term[:59]}…"
        if term.language:
            return f'"{text}"@{term.language}'
        datatype = shorten_iri(str(term.datatype)) if term.datatype else "xsd:string"
        return f'"{text}"' if datatype == "xsd:string" else f'"{text}"^^{datatype}'


def _write_key(term: Any) -> str:
    """Return by what a value is found in its file."""
    from rdflib import Literal

    if not isinstance(term, Literal):
        return str(term)
    return write_key(str(term), term.language or "", str(term.datatype or XSD + "string"))


def _rdf(name: str) -> rdflib.URIRef:
    from rdflib import RDF

    return RDF[name]


def _rdfs(name: str) -> rdflib.URIRef:
    from rdflib import RDFS

    return RDFS[name]
