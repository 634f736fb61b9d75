"""Whether descriptions fulfil the SHACL shapes in `ontology/shapes.ttl`, told so that a curator can mend them.

pyshacl validates; it is imported here only and belongs to the extra `[validate]`. A file may speak of things of the
curated graph: the union is validated, and only what the given files describe is reported.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kj_graph import resources
from kj_graph.checks.finding import Finding, Severity
from kj_graph.checks.syntax import read_quads, subject_lines
from kj_graph.errors import KjGraphError, MissingPartError
from kj_graph.vocabulary import KJ, OWL, SKOS, TYPE, XSD, expand_name, shorten_iri

if TYPE_CHECKING:
    import rdflib

SH = "http://www.w3.org/ns/shacl#"

# What SHACL calls the broken constraint, and the code people look up in the documentation.
_CODES = {
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
# What a register's rows are, and what the ontology's own terms and concepts are.
_REGISTER_CLASSES = {KJ + "RegisterEntry", KJ + "RollCall"}
_TERM_CLASSES = {OWL + "Class", SKOS + "Concept", SKOS + "ConceptScheme"}
_IRI_FORM, _RULE, _CLASS = "KJ208", "KJ210", "KJ212"


def check_shapes(
    paths: Sequence[str | os.PathLike[str]], *, context: Iterable[str | os.PathLike[str]] | None = None
) -> list[Finding]:
    """Return what the descriptions in the given files break, in the order of files and lines.

    `context` is what they may refer to: the ontology and the curated data unless said otherwise. Where a given file
    states the class of a curated thing, it replaces the curated description; where it does not, it adds to it.
    Raises InputError when a file cannot be read and MissingPartError without pyshacl.
    """
    files = [os.fspath(path) for path in paths]
    if context is None:
        context = [*resources.ontology_files(), *filter(os.path.exists, resources.data_files())]
    given = {os.path.realpath(file) for file in files}
    around = [
        quad for path in context if os.path.realpath(file := os.fspath(path)) not in given for quad in read_quads(file)
    ]
    triples: list[Quad] = []
    places: dict[str, tuple[str, int]] = {}
    for file in files:
        quads = read_quads(file)
        triples += quads
        lines = subject_lines(file)
        for quad in quads:
            name = _name_subject(quad)
            if name not in places or quad.predicate == TYPE:
                places[name] = (file, lines.get(name, 0))
    return check_triples(triples, context=_narrow(around, triples), places=places)


def _narrow(context: list[Quad], triples: list[Quad]) -> list[Quad]:
    """Return what rows of a register may speak of: the ontology's terms and concepts, and the things they name.

    Nothing points at rows of a register, so all else of the context would only be checked again for nothing.
    """
    types = {quad.object.value for quad in triples if quad.predicate == TYPE and isinstance(quad.object, NamedNode)}
    described = {name for name in types if name.startswith(KJ)}
    if not described or not described <= _REGISTER_CLASSES:
        return context
    named = {quad.object for quad in triples if isinstance(quad.object, NamedNode)}
    terms = {
        quad.subject
        for quad in context
        if quad.predicate == TYPE and isinstance(quad.object, NamedNode) and quad.object.value in _TERM_CLASSES
    }
    return [quad for quad in context if quad.subject in named or quad.subject in terms]


def check_triples(
    triples: Iterable[Quad | Triple],
    *,
    context: Iterable[Quad | Triple] = (),
    places: dict[str, tuple[str, int]] | None = None,
) -> list[Finding]:
    """Return what the subjects of these triples break; `places` says at which file and line each is described.

    The context has to hold the ontology, else no value has its class.
    """
    triples = list(triples)
    names = {_name_subject(triple) for triple in triples}
    restated = {_name_subject(triple) for triple in triples if triple.predicate == TYPE}
    with _quiet_literals():
        data = _build_graph([*triples, *(triple for triple in context if _name_subject(triple) not in restated)])
        shapes = _build_graph(read_quads(resources.shapes_file()))
        report = _validate(data, shapes)
    reader = _Reader(data, shapes)
    findings = {
        finding: None
        for result in _list_results(report)
        if (subject := str(report.value(result, _sh("focusNode")))) in names
        for finding in [reader.read(report, result, *(places or {}).get(subject, ("", 0)))]
    }
    return sorted(findings, key=Finding.sort_key)


def _validate(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    try:
        import pyshacl
    except ImportError as error:
        raise MissingPartError(
            "Checking shapes needs pyshacl, which is not installed.", hint="Run: pip install 'kj-graph[validate]'"
        ) from error
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=False, inference="none")
    if isinstance(report, Exception):
        raise KjGraphError(f"pyshacl could not apply the shapes: {text}", hint="Look at ontology/shapes.ttl.")
    return report  # type: ignore[no-any-return]


def _sh(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(SH + name)


def _list_results(report: rdflib.Graph) -> Iterator[Any]:
    """Yield the results of the report itself; what `sh:detail` nests below one is its explanation, not a finding."""
    from rdflib import RDF

    for top in report.subjects(RDF.type, _sh("ValidationReport")):
        yield from report.objects(top, _sh("result"))


def _name_subject(triple: Quad | Triple) -> str:
    subject = triple.subject
    return subject.value if isinstance(subject, (NamedNode, BlankNode)) else str(subject)


def _build_graph(triples: Iterable[Quad | Triple]) -> rdflib.Graph:
    """Copy triples into rdflib, each literal spelt as in its file: validation has to see `1965-02-30`.

    The graph parses each query once: pyshacl asks a SPARQL constraint anew for every thing, and parsing is what costs.
    """
    from rdflib import BNode, Graph, Literal, URIRef
    from rdflib.plugins.sparql import prepareQuery

    prepare = functools.cache(prepareQuery)

    class PreparingGraph(Graph):
        def query(self, query_object: Any, *args: Any, **options: Any) -> Any:
            prepared = prepare(query_object) if isinstance(query_object, str) else query_object
            return super().query(prepared, *args, **options)

    terms: dict[Any, Any] = {}

    def convert(term: Any) -> Any:
        known = terms.get(term)
        if known is not None:
            return known
        if isinstance(term, NamedNode):
            made: Any = URIRef(term.value)
        elif isinstance(term, BlankNode):
            made = BNode(term.value)
        elif term.language:
            made = Literal(term.value, lang=term.language)
        elif term.datatype.value == XSD + "string":
            made = Literal(term.value)
        else:
            made = Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
        terms[term] = made
        return made

    graph = PreparingGraph()
    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


@contextlib.contextmanager
def _quiet_literals() -> Iterator[None]:
    """Keep rdflib from printing a traceback for each ill-typed literal: the shapes report them."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


class _Reader:
    """Turns a validation result into a finding; knows data and shapes to say what is there and what is meant."""

    def __init__(self, data: rdflib.Graph, shapes: rdflib.Graph) -> None:
        self.data = data
        self.shapes = shapes

    def read(self, report: rdflib.Graph, result: Any, file: str, line: int) -> Finding:
        focus = report.value(result, _sh("focusNode"))
        shape = report.value(result, _sh("sourceShape"))
        component = str(report.value(result, _sh("sourceConstraintComponent"))).removeprefix(SH)
        path = report.value(result, _sh("resultPath"))
        value = report.value(result, _sh("value"))
        severity: Severity = "warning" if report.value(result, _sh("resultSeverity")) == _sh("Warning") else "error"
        name = self._name_property(path, shape)
        code = self._choose_code(component, path, shape, name)
        shown = None if value == focus or component == "MinCountConstraintComponent" else value
        fact, guess = self._state_fact(component, code, focus=focus, shape=shape, name=name, value=shown)
        rule = self._text(shape, "message")
        hint = self._text(shape, "description")
        return Finding(
            code,
            severity,
            f"{fact}. {rule}." if fact else f"{rule}.",
            " ".join(part for part in (hint and f"{hint}.", guess) if part),
            file,
            line,
            0,
            self._show(focus),
            name,
            "" if shown is None else self._show(shown),
        )

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
        return _CODES[component]

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
            members = (
                [
                    thing
                    for wanted in classes
                    for narrower in self.data.transitive_subjects(_rdfs("subClassOf"), wanted)
                    for thing in self.data.subjects(_rdf("type"), narrower)
                ]
                if classes
                else list(self.data.subjects(_rdf("type")))
            )
            return fact, self._guess(value, members)
        if kind == "Node":
            scheme = self._find_scheme(shape)
            members = list(self.data.subjects(self._expand("skos:inScheme"), scheme))
            return f"{self._show(value)} is no concept of {self._show(scheme)}", self._guess(value, members)
        if kind == "Closed":
            allowed = [
                p for o in self.shapes.objects(shape, _sh("ignoredProperties")) for p in Collection(self.shapes, o)
            ]
            return f"{name} does not belong here", self._guess(self._expand(name), allowed)
        if code == _IRI_FORM:
            return f"{self._show(focus)} is not of that form", ""
        if kind == "HasValue":
            return "That value is missing", ""
        if value is not None:
            return f"{self._show(value)} does not fit", ""
        return "", ""

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

        alternatives = [m for o in self.shapes.objects(shape, _sh("or")) for m in Collection(self.shapes, o)]
        return [c for s in (shape, *alternatives) for c in self.shapes.objects(s, _sh("class"))]

    def _find_scheme(self, shape: Any) -> Any:
        for node in self.shapes.objects(shape, _sh("node")):
            for inner in self.shapes.objects(node, _sh("property")):
                return self.shapes.value(inner, _sh("hasValue"))
        return None

    def _name_property(self, path: Any, shape: Any) -> str:
        from rdflib import URIRef

        if path is None:
            path = self.shapes.value(shape, _rdfs("seeAlso"))
        if path is None or isinstance(path, URIRef):
            return "" if path is None else self._show(path)
        inverse = self.shapes.value(self.shapes.value(shape, _sh("path")), _sh("inversePath"))
        return "^" + self._show(inverse) if inverse else self._show(self.shapes.value(shape, _rdfs("seeAlso")))

    def _text(self, shape: Any, name: str) -> str:
        from rdflib import Literal

        texts = (text for text in self.shapes.objects(shape, _sh(name)) if isinstance(text, Literal))
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


def _rdf(name: str) -> rdflib.URIRef:
    from rdflib import RDF

    return RDF[name]


def _rdfs(name: str) -> rdflib.URIRef:
    from rdflib import RDFS

    return RDFS[name]
