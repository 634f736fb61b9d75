"""The one object people hold: a knowledge graph that is asked, shown, searched, drawn, checked and written out."""

from __future__ import annotations

import sys

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kj_graph import vocabulary as v
from kj_graph.errors import QueryError, UnknownNameError, UsageError
from kj_graph.labels import LANGUAGES, Labeller

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from types import TracebackType
    from typing import Any, Self

    import networkx
    import rdflib
    from pyoxigraph import Triple

    from kj_graph.description import Description
    from kj_graph.evidence import Audit
    from kj_graph.moment import Moment
    from kj_graph.questions import Question
    from kj_graph.results import Solutions, Triples
    from kj_graph.search import Hit
    from kj_graph.statistics import Statistics
    from kj_graph.store.embedded import EmbeddedStore


def open_graph(
    *files: str, add: Iterable[str] = (), registers: Iterable[str] = (), language: str = "en"
) -> KnowledgeGraph:
    """Open the shipped graph, or `files` in its place; `add` are files to read in addition.

    `registers` names registers that travel with the package (`treaties`, `unga`), each loaded into its own graph.

    The ontology and its rules are always loaded. Files are Turtle, N-Triples, JSON-LD or RDF/XML, known by their
    ending. `language` (en, ko or ja) is that of the labels shown. Raises InputError for a file that cannot be read,
    with its line and column.
    """
    from kj_graph import resources
    from kj_graph.store.embedded import EmbeddedStore, load_asserted, load_ontology, load_registers

    added, chosen = list(add), list(registers)
    if not files and not added:
        from kj_graph.store.cache import open_shipped

        return KnowledgeGraph(open_shipped(chosen), language, registers=chosen, shipped=True)
    store = EmbeddedStore()
    if files:
        load_ontology(store)
        for path in files:
            store.load(path, v.CURATED)
        load_registers(store, chosen)
    else:
        load_asserted(store, chosen)
    for path in added:
        store.load(path, v.ADDED)
    store.infer(resources.rule_files())
    return KnowledgeGraph(store, language, registers=chosen)


class _Limits:
    """How long a query may take, in seconds, and how many rows it may give; None means no limit."""

    __slots__ = ("none", "rows", "seconds")

    def __init__(self, seconds: float | None, rows: int | None) -> None:
        if seconds is not None and not seconds > 0:
            raise UsageError(f"a time limit of {seconds} seconds leaves no time", hint="Give a number above 0.")
        if rows is not None and rows < 0:
            raise UsageError(f"a row limit cannot be {rows}", hint="Give 0 or more.")
        self.seconds = seconds
        self.rows = rows
        self.none = seconds is None and rows is None


class KnowledgeGraph:
    """A knowledge graph of Korea–Japan relations on an embedded store.

    `open_graph` (as `kj_graph.open`) makes one. It can be used as a context manager. Things are named by slug
    (`agreement-gsomia-2016`), prefixed name, IRI, or any of their labels.
    """

    def __init__(
        self, store: EmbeddedStore, language: str = "en", *, registers: Iterable[str] = (), shipped: bool = False
    ) -> None:
        if language not in LANGUAGES:
            raise UsageError(f"unknown language '{language}'", hint=f"Languages: {', '.join(LANGUAGES)}.")
        self._store = store
        self.language = language
        self.registers = tuple(sorted(set(registers)))
        self._shipped = shipped
        self._wider: dict[tuple[str, ...], KnowledgeGraph] = {}
        self.labeller = Labeller(store, language)

    # Asking

    def query(
        self,
        query: str,
        parameters: Mapping[str, str] | None = None,
        *,
        time_limit: float | None = None,
        row_limit: int | None = None,
        allow: Collection[str] = (),
    ) -> Solutions | Triples | bool:
        """Answer a saved question by its name, or SPARQL text.

        A saved question that needs a register is answered over this graph and that register, which is loaded for it.
        A SELECT gives Solutions, a CONSTRUCT or DESCRIBE Triples, an ASK True or False. `parameters` are those of the
        saved question. Within `time_limit` seconds the query ends or is stopped with a QueryError; of more than
        `row_limit` rows the first are given and the answer's `cut` is True. Updates, SERVICE and FROM a graph that is
        not here are refused; `allow` lifts the refusal of `service` or `from`.

        Raises QueryError for SPARQL that cannot be parsed or is refused, UnknownNameError for a question that does not
        exist, UsageError for a parameter that does not fit.
        """
        limits = _Limits(time_limit, row_limit)
        if _is_name(query):
            from kj_graph.questions import find_question

            return self._answer_question(find_question(query), parameters or {}, limits, allow)
        if parameters:
            raise UsageError("parameters belong to saved questions", hint="Write the value into the SPARQL text.")
        return self._answer(query, limits, allow)

    def query_file(
        self,
        path: str,
        parameters: Mapping[str, str] | None = None,
        *,
        time_limit: float | None = None,
        row_limit: int | None = None,
        allow: Collection[str] = (),
    ) -> Solutions | Triples | bool:
        """Answer the question in a file of SPARQL, with or without a header that names parameters; see `query`."""
        from kj_graph.questions import read_question

        return self._answer_question(read_question(path), parameters or {}, _Limits(time_limit, row_limit), allow)

    def _answer_question(
        self, question: Question, parameters: Mapping[str, str], limits: _Limits, allow: Collection[str]
    ) -> Solutions | Triples | bool:
        graph = self.widen(question.registers)
        return graph._answer(  # noqa: SLF001 - the same graph with a register
            question.fill(parameters, graph.resolve), limits, allow, question.columns
        )

    def widen(self, registers: Iterable[str]) -> KnowledgeGraph:
        """Return this graph with more registers, or itself when it has them; this graph is not changed."""
        wanted = tuple(sorted({*self.registers, *registers}))
        if wanted == self.registers:
            return self
        if wanted not in self._wider:
            self._wider[wanted] = self._open_wider(wanted)
        return self._wider[wanted]

    def _open_wider(self, registers: tuple[str, ...]) -> KnowledgeGraph:
        if self._shipped:
            return open_graph(registers=registers, language=self.language)
        from kj_graph import resources
        from kj_graph.store.embedded import EmbeddedStore, load_registers

        store = EmbeddedStore()
        store.oxigraph.bulk_extend(quad for quad in self._store.quads() if quad.graph_name != v.INFERRED)
        load_registers(store, (name for name in registers if name not in self.registers))
        store.infer(resources.rule_files())
        return KnowledgeGraph(store, self.language, registers=registers)

    def _answer(
        self,
        text: str,
        limits: _Limits,
        allow: Collection[str],
        columns: Mapping[str, list[str]] | None = None,
    ) -> Solutions | Triples | bool:
        from kj_graph.results import Solutions, Triples
        from kj_graph.store.guard import check_query

        union = not check_query(text, self._store.list_graphs, allow)
        cut = False

        def run() -> QuerySolutions | QueryBoolean | QueryTriples | list[Triple] | bool:
            nonlocal cut
            if limits.none and not hasattr(sys, "ps1"):  # at a prompt, Ctrl-C is to be heard
                return self._store.query(text, union=union)
            answer, cut = self._store.query_within(text, seconds=limits.seconds, rows=limits.rows, union=union)
            return answer

        answer = run()
        if isinstance(answer, QuerySolutions):
            first: list[QuerySolutions] = [answer]

            def take() -> QuerySolutions:
                again = first.pop() if first else run()
                assert isinstance(again, QuerySolutions)
                return again

            return Solutions(take, self.labeller, columns, cut=cut)
        if isinstance(answer, QueryTriples | list):
            return Triples(answer, self.labeller, cut=cut)
        return bool(answer)

    def ask(self, query: str) -> bool:
        """Answer an ASK query with True or False; raises QueryError for any other query."""
        answer = self._answer(query, _Limits(None, None), ())
        if not isinstance(answer, bool):
            raise QueryError("this is not an ASK query", hint="Use query() for SELECT, CONSTRUCT and DESCRIBE.")
        return answer

    def questions(self) -> list[Question]:
        """Return all saved questions."""
        from kj_graph.questions import list_questions

        return list_questions()

    def as_of(self, day: str) -> Moment:
        """Return what held on a day such as `2020-01-01`: agreements in force, office holders, positions."""
        from kj_graph.moment import Moment

        return Moment(self, day)

    # Looking up

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Return the things one of whose names holds the text, in any script, best first."""
        from kj_graph.search import search

        return search(self._store, text, limit)

    def resolve(self, name: str) -> NamedNode:
        """Return the thing of that slug, prefixed name, IRI or label.

        Raises UnknownNameError with the nearest names where there is none, or where a label fits several things.
        """
        iri = v.expand_name(name.strip())
        if iri is not None:
            try:
                thing = NamedNode(iri)
            except ValueError:
                raise UnknownNameError(f"'{name}' is not a valid IRI") from None
            if any(True for _ in self._store.quads(subject=thing)):
                return thing
        hits = self.search(name, limit=6)
        exact = [hit for hit in hits if hit.rank == 0]
        if len(exact) == 1:
            return exact[0].thing
        near = ", ".join(f"{v.shorten_iri(hit.thing.value)} ({hit.name})" for hit in exact or hits[:5])
        if exact:
            raise UnknownNameError(f"'{name}' is the name of several things", hint=f"Choose one: {near}.")
        near = near or ", ".join(self._near_slugs(name))
        hint = f"Did you mean: {near}?" if near else "'kj-graph search' finds things by any of their names."
        raise UnknownNameError(f"there is no thing '{name}' in the graph", hint=hint)

    def describe(self, name: str) -> Description:
        """Return all that the graph says about one thing, with the evidence for each statement."""
        from kj_graph.description import Description

        return Description(self._store, self.resolve(name), self.labeller)

    def label(self, thing: str | NamedNode) -> str:
        """Return the name of a thing in the graph's language."""
        return self.labeller.text(thing if isinstance(thing, NamedNode) else self.resolve(thing))

    def describe_triples(self, name: str) -> Triples:
        """Return the triples of one thing and of the nodes that belong to it: its life, its evidence, its passages."""
        from kj_graph.results import Triples

        found: set[Triple] = set()
        waiting = [self.resolve(name)]
        while waiting:
            node = waiting.pop()
            own = {quad.triple for quad in self._store.quads(subject=node) if quad.graph_name != v.INFERRED}
            if own <= found:
                continue
            found |= own
            parts = ("about", "ofAgreement", "inAct")
            waiting += [
                quad.subject
                for part in parts
                for quad in self._store.quads(predicate=v.kj(part), value=node)
                if isinstance(quad.subject, NamedNode)
            ]
            waiting += [
                quad.object
                for part in ("passage", "source", "ofSource")
                for quad in self._store.quads(subject=node, predicate=v.kj(part))
                if isinstance(quad.object, NamedNode)
            ]
        return Triples(found, self.labeller)

    # Checking

    def audit(self, path: str, source: str | None = None) -> Audit:
        """Check every passage of a source against the source's text in a file."""
        from kj_graph.evidence import audit_text

        chosen = self.resolve(source) if source else None
        return audit_text(self._store, path, chosen)

    def tell_audit(self, audit: Audit) -> dict[str, Any]:
        """Return an audit as plain Python data, ready for JSON."""
        return {
            "source": audit.source.value,
            "sameText": audit.same_text,
            "verified": audit.verified,
            "changed": audit.changed,
            "passages": [
                {
                    "passage": each.passage.value,
                    "outcome": each.outcome,
                    "start": each.start,
                    "end": each.end,
                    "text": each.text,
                    "about": [{"iri": thing.value, "label": self.label(thing)} for thing in each.about],
                }
                for each in audit.passages
            ],
        }

    def stats(self) -> Statistics:
        """Return the figures on names, evidence, source tiers, digests and coverage; see kj_graph.statistics."""
        from kj_graph.statistics import Statistics

        return Statistics(self._store, self.labeller)

    # Taking home

    def triples(self, *, evidence: bool = True, ontology: bool = False, inferred: bool = False) -> Iterator[Triple]:
        """Yield the triples of the chosen parts; the curated ones, what was added and registers are always in."""
        wanted = {v.CURATED, v.ADDED, *(NamedNode(v.GRAPH + name) for name in self.registers)}
        wanted.update(
            graph
            for graph, chosen in ((v.EVIDENCE, evidence), (v.ONTOLOGY, ontology), (v.INFERRED, inferred))
            if chosen
        )
        return (quad.triple for quad in self._store.quads() if quad.graph_name in wanted)

    def export(
        self, form: str = "turtle", *, evidence: bool = True, ontology: bool = False, inferred: bool = False
    ) -> str:
        """Return the graph as text in `turtle`, `ntriples` or `jsonld`, the same text at every call."""
        from kj_graph.export import render_export

        return render_export(self.triples(evidence=evidence, ontology=ontology, inferred=inferred), form)

    def explore(self, path: str, *, language: str | None = None) -> str:
        """Write the explorer, one HTML file that needs no network, and return its path."""
        from pathlib import Path

        from kj_graph.explorer import collect_answers, write_page

        parts = self.triples(evidence=True, ontology=True, inferred=False)
        answers = collect_answers(self, registers=self._shipped)
        return str(write_page(parts, Path(path), language=language or self.language, answers=answers))

    def to_rdflib(self) -> rdflib.Graph:
        """Return an rdflib Graph that reads this store itself, without copying: all named graphs together."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._store.oxigraph), default_union=True)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return the curated things and their relations as a networkx graph; see kj_graph.network."""
        from kj_graph.network import build_network

        return build_network(self._store, self.labeller)

    # Housekeeping

    @property
    def store(self) -> EmbeddedStore:
        """The store that answers."""
        return self._store

    def close(self) -> None:
        """Let go of the store."""
        for graph in self._wider.values():
            graph.close()
        self._wider.clear()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._store)

    def __repr__(self) -> str:
        return f"KnowledgeGraph({len(self)} triples, language={self.language!r})"

    def _repr_html_(self) -> str:
        answer = self.query(_COUNTS)
        table = answer._repr_html_() if not isinstance(answer, bool) else ""
        return f"<p><b>kj-graph</b>: {len(self)} triples</p>{table}"

    def _near_slugs(self, name: str) -> list[str]:
        from difflib import get_close_matches

        wanted = name.rpartition(":")[2].rpartition("/")[2]
        slugs = {
            quad.subject.value[len(v.KJR) :]
            for quad in self._store.quads(predicate=v.PREF_LABEL)
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(v.KJR)
        }
        return [f"kjr:{slug}" for slug in get_close_matches(wanted, sorted(slugs), n=3, cutoff=0.5)]


_COUNTS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?things)
WHERE { ?thing a ?class . FILTER(STRSTARTS(STR(?class), STR(kj:))) }
GROUP BY ?class ORDER BY DESC(?things) STR(?class)
"""


def _is_name(query: str) -> bool:
    """Say whether a text is the name of a saved question and not SPARQL."""
    return bool(query) and all(c.isalnum() or c in "-_" for c in query)
