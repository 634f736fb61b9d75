"""Merging files of others into a graph: read, recognised, taken in, checked and written, whole or not at all.

The graph itself is not changed; the outcome is a file. What was recognised, taken, proposed, refused and left out is
the report, which is also there when nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.curation.deciding import Decisions
from kj_graph.curation.difference import Side
from kj_graph.curation.intake import Intake
from kj_graph.curation.merged import Merged
from kj_graph.curation.reading import list_files, read_triples
from kj_graph.curation.recognition import Known
from kj_graph.curation.taking import Taking
from kj_graph.curation.vocabularies import read_vocabularies
from kj_graph.errors import KjGraphError, MissingPartError, UsageError
from kj_graph.files import open_whole
from kj_graph.labels import Labeller

NAMESPACE = "urn:x-kj-graph:merged/"
_ENDINGS = {".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld"}
_IRI_FORM = "KJ208"


def merge_files(
    base: Iterable[Triple],
    labeller: Labeller,
    paths: Iterable[str],
    *,
    output: str | None = None,
    maps: Iterable[str] = (),
    confirm: Mapping[str, str] | None = None,
    namespace: str = NAMESPACE,
    only_matched: bool = False,
    only_new: bool = False,
    progress: bool = False,
) -> Merged:
    """Merge files into the triples of a graph and return the report; with `output` the outcome is written there.

    See KnowledgeGraph.merge. Raises InputError for a file or mapping that cannot be read, UsageError for a
    confirmation that fits nothing, OutputError where the outcome cannot be written.
    """
    form = _choose_form(output)
    namespace = _check_namespace(namespace)
    vocabularies = read_vocabularies(list(maps))
    files = [file for path in paths for file in list_files(path)]
    terms = Side(triple for path in resources.ontology_files() for triple in read_triples(path))
    side = Side(base, terms)
    known = Known(side, vocabularies)
    names = Labeller(side, labeller.language)  # type: ignore[arg-type]  # a Side answers what labels need
    intake = Intake(vocabularies, known, only_matched=only_matched)
    things = intake.take(files, progress=progress)
    report = Merged(list(zip(files, intake.read, strict=True)), vocabularies.labels)
    report.left_out = [(v.shorten_iri(term), count) for term, count in intake.left_out.most_common()]
    report.unwanted = intake.others
    decisions = Decisions(known, vocabularies, names, namespace, confirm or {})
    decisions.decide(things, report)
    taking = Taking(side, terms, known, vocabularies, decisions, report, names, namespace)
    for name, thing in things.items():
        if name in decisions.targets:
            taking.take(thing, decisions.verdicts[name])
    added = taking.additions - side.triples
    report.statements = len(added)
    _check(report, side, terms, added, taking.touched)
    if output is not None:
        _write(output, form, added if only_new else side.triples | added)
        report.output = output
    return report


def _choose_form(output: str | None) -> str:
    bare = (output or "x.ttl").lower().removesuffix(".gz")
    for ending, form in _ENDINGS.items():
        if bare.endswith(ending):
            return form
    known = ", ".join(_ENDINGS)
    raise UsageError(f"{output}: the ending names no format", hint=f"Use one of {known} (also with .gz).")


def _check_namespace(namespace: str) -> str:
    try:
        NamedNode(namespace + "x")
    except ValueError:
        raise UsageError(f"'{namespace}' is not a valid IRI", hint="--namespace https://example.org/id/") from None
    if not namespace.endswith(("/", "#")):
        raise UsageError(f"the namespace '{namespace}' ends in neither / nor #", hint=f"Write {namespace}/.")
    return namespace


def _check(report: Merged, side: Side, terms: Side, added: set[Triple], touched: set[NamedNode]) -> None:
    """Hold what was touched against the shapes; what it refers to is there as context and not reported.

    A thing of others keeps the IRI that they gave it, so that its form is not held against it.
    """
    if not added:
        return
    from kj_graph.checks.shapes import check_triples

    whole = added | {triple for thing in touched for triple in side.describe(thing)}
    named = {triple.object for triple in whole if isinstance(triple.object, NamedNode)} - touched
    around = [triple for thing in named for triple in side.describe(thing)]
    around += [t for t in side.triples if t.predicate in (v.kj("about"), v.kj("ofAgreement")) and t.object in touched]
    evidence = {t.subject for t in around if t.predicate in (v.kj("about"), v.kj("ofAgreement"))}
    around += [t for thing in evidence for t in side.describe(thing) if t.predicate == v.TYPE]
    try:
        findings = check_triples(whole, context=[*terms.triples, *around])
    except MissingPartError:
        report.checked = False
        return
    report.findings = [each for each in findings if each.code != _IRI_FORM or each.subject.startswith("kjr:")]


def _write(output: str, form: str, triples: set[Triple]) -> None:
    """Write the outcome, read it back before it takes its name, and give it up where it does not say the same."""
    from kj_graph.export import render_export

    text = render_export(triples, form)
    forms = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
    with open_whole(output) as file:
        file.write(text)
        if len({quad.triple for quad in parse(text, forms[form])}) != len(triples):
            raise KjGraphError(f"{output}: the outcome could not be written as {form}", hint="Write N-Triples: .nt.")
