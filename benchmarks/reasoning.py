"""The closure that OWL gives of the curated data: the rules on the embedded store beside owlrl on an rdflib graph."""

from __future__ import annotations

import statistics
import time

import owlrl
import pyoxigraph
import rdflib

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.checks.logic import view_files
from kj_graph.store.rules import apply_rules, read_rule


def report(rounds: int) -> list[str]:
    """Return the lines of this part; both begin with the triples in their own store and are timed deriving only."""
    triples = view_files()
    ours, derived = zip(*(_derive(triples) for _ in range(rounds)), strict=True)
    theirs, known = _ask_owlrl(triples)
    missing = {each for each in known - derived[0] if each[1] != v.OWL + "sameAs"}
    ratio = theirs / statistics.median(ours)
    remark = (
        "The ontology and the curated data as the reasoner sees them (without dates, texts and evidence). What owlrl "
        f"derives of named things beyond this: {len(missing)} triples; what the rules derive beyond owlrl: "
        f"{len(derived[0] - known)}."
    )
    return [
        "| triples | derived, of things | kj-graph (s) | owlrl / kj-graph (processor time) |",
        "|---|---|---|---|",
        f"| {len(triples)} | {len(derived[0])} | {statistics.median(ours):.2f} | {ratio:.0f} |",
        "",
        remark,
    ]


def _derive(triples: list[pyoxigraph.Triple]) -> tuple[float, set[tuple[str, str, str]]]:
    store = pyoxigraph.Store()
    store.bulk_extend(pyoxigraph.Quad(t.subject, t.predicate, t.object, v.CURATED) for t in triples)
    rules = [read_rule(path) for path in resources.owl_rule_files()]
    started = time.process_time()
    apply_rules(store, rules)
    seconds = time.process_time() - started
    found = {(q.subject.value, q.predicate.value, q.object.value) for q in store if q.graph_name == v.INFERRED}
    return seconds, {each for each in found if each[0].startswith(v.KJR)}


def _ask_owlrl(triples: list[pyoxigraph.Triple]) -> tuple[float, set[tuple[str, str, str]]]:
    graph = rdflib.Graph()
    graph.parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")
    before = set(graph)
    started = time.process_time()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    seconds = time.process_time() - started
    found = set()
    for subject, predicate, value in set(graph) - before:
        told = str(subject).startswith(v.KJR) and isinstance(value, rdflib.URIRef)
        if told and not str(value).startswith((v.OWL, v.RDFS)) and subject != value:
            found.add((str(subject), str(predicate), str(value)))
    return seconds, found
