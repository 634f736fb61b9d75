"""Likely errors that no shape can see, found by the hygiene queries in `ontology/lint/`.

Each query is a file whose header says the code, the severity, the problem and the solution; its rows name the
`?thing`, and where they help the `?property`, the `?value` and the `?other` thing that make the problem. A finding is a
reason to look, not a verdict: sources may be odd and right. The queries compare derived days, so the rules must have
been applied.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.checks.finding import Finding, Located
from kj_graph.checks.places import place_findings
from kj_graph.checks.syntax import read_quads
from kj_graph.errors import InputError
from kj_graph.results import Solutions

if TYPE_CHECKING:
    from kj_graph.graph import KnowledgeGraph

_FOLDER = os.path.join(resources.ONTOLOGY, "lint")


def lint_files() -> list[str]:
    """Return the hygiene queries, in the order of their names."""
    return sorted(os.path.join(_FOLDER, name) for name in os.listdir(_FOLDER) if name.endswith(".rq"))


def check_lint(graph: KnowledgeGraph) -> list[Finding]:
    """Return what looks wrong in a graph; one finding a thing, property, value and query.

    Raises InputError for a query whose header lacks a sentence or whose rows name no `?thing`.
    """
    return sorted((finding for finding, _ in _find(graph)), key=Finding.sort_key)


def check_lint_files(paths: Sequence[str | os.PathLike[str]]) -> list[Finding]:
    """Return what looks wrong in the descriptions in these files, read together with the shipped data.

    A finding stands at the file and line at which its thing is described or, where the files describe only the other
    thing or the value, at theirs. Raises InputError when a file cannot be read.
    """
    files = [os.fspath(path) for path in paths]
    return place_findings(find_oddities([quad for path in files for quad in read_quads(path)], files), files)


def find_oddities(quads: Sequence[Quad], files: Sequence[str]) -> Iterator[Located]:
    """Yield what looks wrong in these descriptions, which the files hold, read together with the shipped data."""
    from kj_graph.graph import KnowledgeGraph
    from kj_graph.store.embedded import EmbeddedStore, load_ontology

    if not quads:
        return
    given = {os.path.realpath(path) for path in files}
    store = EmbeddedStore()
    load_ontology(store)
    for path in resources.data_files():
        if os.path.exists(path) and os.path.realpath(path) not in given:
            store.load(path, v.CURATED)
    store.oxigraph.extend(Quad(q.subject, q.predicate, q.object, v.ADDED) for q in quads)
    store.infer(resources.rule_files())
    described = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    with KnowledgeGraph(store) as graph:
        for finding, things in _find(graph):
            thing = next((iri for iri in things if iri in described), None)
            if thing is None:
                continue
            verb = v.expand_name(finding.property) if finding.property and thing == things[0] else ""
            yield Located(finding, thing, verb or "", things[-1] if len(things) > 1 else "")


def _find(graph: KnowledgeGraph) -> Iterator[tuple[Finding, tuple[str, ...]]]:
    """Yield each finding with the IRIs of what it is about: the thing first, then the other thing and the value."""
    for path in lint_files():
        header = read_header(path)
        answer = graph.query_file(path)
        if not isinstance(answer, Solutions) or "thing" not in answer.variables:
            raise InputError(f"{path}: a hygiene query selects ?thing", hint="SELECT DISTINCT ?thing … WHERE { … }")
        seen: set[tuple[str, ...]] = set()
        for row in answer:
            cells = dict(zip(answer.variables, row, strict=True))
            thing, named, value, other = (cells.get(name) for name in ("thing", "property", "value", "other"))
            # One name in three languages is one problem with one other thing.
            key = (str(thing), str(named), str(other if named == v.PREF_LABEL else value))
            if not isinstance(thing, NamedNode) or key in seen:
                continue
            seen.add(key)
            finding = Finding(
                header["code"],
                "error" if header["severity"] == "error" else "warning",
                f"{header['problem']} See {_show(other)}." if other is not None else header["problem"],
                header["solution"],
                subject=_show(thing),
                property=_show(named),
                value=_show(value),
            )
            yield finding, tuple(term.value for term in (thing, other, value) if isinstance(term, NamedNode))


def _show(term: v.Term | None) -> str:
    return v.shorten_iri(term.value) if isinstance(term, NamedNode) else str(term or "")


def read_header(path: str) -> dict[str, str]:
    """Return the lines of a query's header; each is one `#+ key: words`."""
    with open(path, encoding="utf-8") as file:
        lines = [line[2:].strip() for line in file if line.startswith("#+")]
    header = {key.strip(): words.strip() for key, _, words in (line.partition(":") for line in lines)}
    for key in ("code", "severity", "summary", "problem", "solution"):
        if not header.get(key):
            raise InputError(f"{path}: the header has no '{key}'", hint=f"Add a line '#+ {key}: …'.")
    return header
