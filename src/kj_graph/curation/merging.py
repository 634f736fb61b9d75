"""Merging files of others into a graph: read, recognised, taken in, checked and written, whole or not at all.

The graph itself is not changed; the outcome is a file. What was recognised, taken, proposed, refused and left out is
the report, which is also there when nothing is written.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

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
from kj_graph.errors import InputError, KjGraphError, MissingPartError, UsageError
from kj_graph.files import open_whole
from kj_graph.labels import Labeller
from kj_graph.texts import read_text

NAMESPACE = "urn:x-kj-graph:merged/"
_FOLDER = "folder"
_PAIR = ("triples.ttl", "evidence.ttl")
_PROVING = ("Source", "Passage", "Evidence", "EditorialLink")
_FORMS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
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
    for theirs, ours in vocabularies.values.items():
        if ours not in known.classes and not terms.describe(NamedNode(ours)):
            raise InputError(
                f"a mapping says that {v.shorten_iri(theirs)} is {v.shorten_iri(ours)}, which the graph does not have",
                hint="'kj-graph search' finds things by name; mend it under [values].",
            )
    names = Labeller(side, labeller.language)  # type: ignore[arg-type]  # a Side answers what labels need
    intake = Intake(vocabularies, known, only_matched=only_matched)
    things = intake.take(files, progress=progress)
    report = Merged(list(zip(files, intake.read, strict=True)), vocabularies.labels)
    report.left_out = [(v.shorten_iri(term), count) for term, count in intake.left_out.most_common()]
    report.unwanted = intake.others
    decisions = Decisions(known, vocabularies, names, namespace, confirm or {})
    decisions.decide(things, report)
    taking = Taking(side, terms, known, vocabularies, decisions, report, names, namespace)
    taking.note_evidence(things.values())
    for name, thing in things.items():
        if name in decisions.targets:
            taking.take(thing, decisions.verdicts[name])
    added = taking.additions - side.triples
    _name_newcomers(report, Labeller(Side(added, side), labeller.language))  # type: ignore[arg-type]
    report.statements = len(added)
    _check(report, side, terms, added, taking.touched)
    if output is not None:
        _write(output, form, added if only_new else side.triples | added)
        report.output = output
    return report


def _name_newcomers(report: Merged, names: Labeller) -> None:
    """Give the new things the names by which the graph will know them."""
    named = ((each, v.expand_name(each.thing)) for each in report.added)
    report.added = [
        dataclasses.replace(each, label=names.text(NamedNode(iri))) if iri is not None else each for each, iri in named
    ]


def _choose_form(output: str | None) -> str:
    """Return the format that an output says: a folder that holds the two data files stands for both."""
    if output is not None and os.path.isdir(output):
        missing = [name for name in _PAIR if not os.path.isfile(os.path.join(output, name))]
        if missing:
            raise UsageError(
                f"{output}: the folder has no {missing[0]}",
                hint=f"A folder as output is one that holds {' and '.join(_PAIR)}; else name a file.",
            )
        return _FOLDER
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
    if form == _FOLDER:
        _write_pair(output, triples)
        return
    text = _render(triples, form)
    with open_whole(output) as file:
        file.write(text)
        _prove(output, text, _FORMS[form], triples)


def _render(triples: set[Triple], form: str) -> str:
    if form == "turtle":
        from kj_graph.export.turtle import write_turtle

        return write_turtle(triples)
    if form == "ntriples":
        from kj_graph.export.ntriples import write_ntriples

        return write_ntriples(triples)
    written = serialize(sorted(triples, key=str), format=_FORMS[form], prefixes=v.PREFIXES)
    assert written is not None  # it is None only where a file was given
    return written.decode()


def _write_pair(folder: str, triples: set[Triple]) -> None:
    """Write the two data files of a checkout, each with the comment that heads it: what is said, and where."""
    from kj_graph.export.turtle import write_turtle

    proving = {v.kj(name) for name in _PROVING}
    apart = {triple.subject for triple in triples if triple.predicate == v.TYPE and triple.object in proving}
    paths = [os.path.join(folder, name) for name in _PAIR]
    parts = [{t for t in triples if t.subject not in apart}, {t for t in triples if t.subject in apart}]
    texts = [write_turtle(part, _read_heading(path)) for path, part in zip(paths, parts, strict=True)]
    with open_whole(paths[0]) as said, open_whole(paths[1]) as written:
        for path, file, text, part in zip(paths, (said, written), texts, parts, strict=True):
            file.write(text)
            _prove(path, text, RdfFormat.TURTLE, part)


def _read_heading(path: str) -> str:
    """Return the comment at the head of a file, without its marks."""
    head = read_text(path).split("\n\n", 1)[0].splitlines()
    return "".join(f"{line[2:]}\n" for line in head) if all(line.startswith("# ") for line in head) else ""


def _prove(path: str, text: str, form: RdfFormat, triples: set[Triple]) -> None:
    if len({quad.triple for quad in parse(text, form)}) != len(triples):
        raise KjGraphError(f"{path}: the outcome could not be written in this format", hint="Write N-Triples: .nt.")
