"""Whether descriptions fulfil the SHACL shapes in `ontology/shapes.ttl`, told so that a curator can mend them.

pyshacl validates; it is imported here only and belongs to the extra `[validate]`. A file may speak of things of the
curated graph: the union is validated, and only what the given files describe is reported.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kj_graph import resources
from kj_graph.checks.contents import name_subject, read_described, stream_quads
from kj_graph.checks.finding import Finding, Located
from kj_graph.checks.places import place_findings
from kj_graph.checks.syntax import check_syntax, make_error, read_quads
from kj_graph.checks.violations import Reader, name_shacl
from kj_graph.errors import KjGraphError, MissingPartError
from kj_graph.vocabulary import KJ, OWL, SKOS, TYPE, XSD

if TYPE_CHECKING:
    import rdflib

# What a register's rows are, and what the ontology's own terms and concepts are.
_REGISTER_CLASSES = {NamedNode(KJ + "RegisterEntry"), NamedNode(KJ + "RollCall")}
_TERM_CLASSES = {NamedNode(OWL + "Class"), NamedNode(SKOS + "Concept"), NamedNode(SKOS + "ConceptScheme")}


def check_shapes(
    paths: Sequence[str | os.PathLike[str]],
    *,
    context: Iterable[str | os.PathLike[str]] | None = None,
    progress: bool = False,
) -> list[Finding]:
    """Return what the descriptions in the given files break, in the order of files and lines.

    `context` is what they may refer to: the ontology and the curated data unless said otherwise. Where a given file
    states the class of a curated thing, it replaces the curated description; where it does not, it adds to it.
    What a file says of things that have nothing of the project's vocabulary is not looked at.
    Raises InputError when a file cannot be read and MissingPartError without pyshacl.
    """
    files = [os.fspath(path) for path in paths]
    triples: list[Quad] = []
    for file in files:
        findings = check_syntax(file)
        if findings:
            raise make_error(findings[0])
        triples += read_described(file, progress=progress)
    return place_findings(find_broken(triples, read_context(files, context)), files)


def read_context(files: Sequence[str], context: Iterable[str | os.PathLike[str]] | None = None) -> list[Quad]:
    """Return what files may refer to: the ontology and the curated data unless said otherwise, without themselves."""
    if context is None:
        context = [*resources.ontology_files(), *filter(os.path.exists, resources.data_files())]
    given = {os.path.realpath(file) for file in files}
    paths = [os.fspath(path) for path in context]
    return [quad for path in paths if os.path.realpath(path) not in given for quad in _read_known(path)]


def _read_known(path: str) -> list[Quad]:
    """Return the triples of a file that is nearly always right; read_quads says what is wrong with it otherwise."""
    try:
        return list(stream_quads(path))
    except (SyntaxError, OSError):
        return read_quads(path)


def _narrow(context: list[Quad], triples: list[Quad]) -> list[Quad]:
    """Return what shapes can see of the context from the things that are checked.

    That are the ontology's terms and concepts, what the things name, what names them, and what these name in turn: the
    longest path of a shape has two steps. What nobody can see would only be built and searched for nothing.
    """
    seen: set[object] = {quad.subject for quad in triples}
    described = {quad.object for quad in triples if quad.predicate == TYPE}
    if not described <= _REGISTER_CLASSES:  # nothing points at rows of a register
        seen |= {quad.subject for quad in context if quad.object in seen}
    first = {quad.object for quad in triples} | {quad.object for quad in context if quad.subject in seen}
    seen |= {term for term in first if isinstance(term, NamedNode)}
    second = {quad.object for quad in context if quad.subject in seen}
    seen |= {term for term in second if isinstance(term, NamedNode)}
    seen |= {quad.subject for quad in context if quad.predicate == TYPE and quad.object in _TERM_CLASSES}
    return [quad for quad in context if quad.subject in seen]


def check_triples(triples: Iterable[Quad | Triple], *, context: Iterable[Quad | Triple] = ()) -> list[Finding]:
    """Return what the subjects of these triples break.

    The context has to hold the ontology, else no value has its class.
    """
    broken = find_broken([_as_quad(triple) for triple in triples], [_as_quad(triple) for triple in context])
    return sorted({each.finding: None for each in broken}, key=Finding.sort_key)


def _as_quad(triple: Quad | Triple) -> Quad:
    return triple if isinstance(triple, Quad) else Quad(triple.subject, triple.predicate, triple.object)


def find_broken(triples: list[Quad], context: list[Quad]) -> Iterator[Located]:
    """Yield what the subjects of these triples break, each with what it is about; the context is what they refer to."""
    if not triples:
        return
    names = {name_subject(triple) for triple in triples}
    restated = {triple.subject for triple in triples if triple.predicate == TYPE}
    around = [quad for quad in context if quad.subject not in restated]
    with _quiet_literals():
        data = _build_graph([*triples, *_narrow(around, triples)])
        shapes = _build_graph(read_quads(resources.shapes_file()))
        report = _validate(data, shapes)
    reader = Reader(data, shapes, [*triples, *around])
    for result in _list_results(report):
        subject = report.value(result, name_shacl("focusNode"))
        if str(subject) in names:
            yield reader.read(report, result)


def _validate(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the report; the focus nodes that pyshacl can be given would be asked of the parts of shapes too."""
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


def _list_results(report: rdflib.Graph) -> Iterator[Any]:
    """Yield the results of the report itself; what `sh:detail` nests below one is its explanation, not a finding."""
    from rdflib import RDF

    for top in report.subjects(RDF.type, name_shacl("ValidationReport")):
        yield from report.objects(top, name_shacl("result"))


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
