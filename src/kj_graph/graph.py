"""The one object people hold: a knowledge graph that is asked, shown, searched, drawn, checked and written out."""

from __future__ import annotations

import sys
import time

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples

from kj_graph import vocabulary as v
from kj_graph.errors import QueryError, UnknownNameError, UsageError
from kj_graph.labels import LANGUAGES, Labeller

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from types import TracebackType
    from typing import Any, Self

    import networkx
    import rdflib
    from pyoxigraph import Triple

    from kj_graph.description import Description
    from kj_graph.evidence import Audit
    from kj_graph.gaps import Firewalls, GapMap
    from kj_graph.moment import Moment
    from kj_graph.network import Measured
    from kj_graph.paths import Paths
    from kj_graph.questions import Question
    from kj_graph.results import Solutions, Triples
    from kj_graph.search import Hit, Names
    from kj_graph.statistics import Statistics
    from kj_graph.store.directory import Loaded
    from kj_graph.store.embedded import EmbeddedStore
    from kj_graph.store.index import Index
    from kj_graph.store.protocol import Store
    from kj_graph.store.remote.graph import RemoteStore
    from kj_graph.store.remote.publish import Pushed
    from kj_graph.store.remote.service import Service


def open_graph(
    *files: str,
    add: Iterable[str] = (),
    registers: Iterable[str] = (),
    store: str | None = None,
    language: str = "en",
    progress: bool = False,
    endpoint: str | Service = "",
    graphs: Iterable[str] = (),
) -> KnowledgeGraph:
    """Open the shipped graph, or `files` in its place; `add` are files to read in addition.

    `registers` names registers that travel with the package (`treaties`, `unga`), each loaded into its own graph.
    `store` is a folder in which `load_store` or `kj-graph load` keeps a graph on disk; it is opened to be read.
    `endpoint`, the address of a SPARQL service or a `Service` with credentials, opens the graph there instead; `graphs`
    are the IRIs of its graphs where they are not the project's own.

    The ontology and its rules are always loaded. Files are Turtle, N-Triples, JSON-LD or RDF/XML, known by their
    ending. `language` (en, ko or ja) is that of the labels shown; `progress` tells on standard error how far the
    reading of files is. Raises InputError for a file that cannot be read, with its line and column.
    """
    from kj_graph import resources
    from kj_graph.store.embedded import EmbeddedStore, load_asserted, load_ontology, load_registers

    added, chosen = list(add), list(registers)
    if endpoint:
        if files or added or store is not None:
            raise UsageError(
                "files are read here, an endpoint has its graph elsewhere",
                hint="Name one or the other; 'kj-graph push --add FILE' brings files to a service.",
            )
        return KnowledgeGraph(language=language, registers=chosen, endpoint=endpoint, graphs=graphs)
    if store is not None:
        if files or added or chosen:
            raise UsageError(
                "a graph on disk is read as it is",
                hint=f"Load files and registers into it first: kj-graph load FILE … --store {store}",
            )
        from kj_graph.store.directory import open_directory

        kept, known = open_directory(store)
        return KnowledgeGraph(kept, language, registers=known, directory=store)
    if not files and not added:
        from kj_graph.store.cache import open_shipped

        return KnowledgeGraph(open_shipped(chosen), language, registers=chosen, shipped=True)
    fresh = EmbeddedStore()
    if files:
        load_ontology(fresh)
        for path in files:
            fresh.load(path, v.CURATED, progress=progress)
        load_registers(fresh, chosen)
    else:
        load_asserted(fresh, chosen)
    for path in added:
        fresh.load(path, v.ADDED, progress=progress)
    fresh.infer(resources.rule_files())
    return KnowledgeGraph(fresh, language, registers=chosen)


def load_store(
    folder: str,
    *files: str,
    registers: Iterable[str] = (),
    shipped: bool = True,
    progress: bool = False,
) -> Loaded:
    """Load files into the graph that a folder keeps on disk, or make it there; see kj_graph.store.directory.

    A new graph begins with the shipped data unless `shipped` is False. `open_graph(store=folder)` reads it.
    """
    from kj_graph.store.directory import extend_directory

    return extend_directory(folder, files, registers=registers, shipped=shipped, progress=progress)


class Limits:
    """How long a query may take, in seconds, and how many rows it may give; None means no limit."""

    __slots__ = ("rows", "seconds")

    def __init__(self, seconds: float | None, rows: int | None) -> None:
        if seconds is not None and not seconds > 0:
            raise UsageError(f"a time limit of {seconds} seconds leaves no time", hint="Give a number above 0.")
        if rows is not None and rows < 0:
            raise UsageError(f"a row limit cannot be {rows}", hint="Give 0 or more.")
        self.seconds = seconds
        self.rows = rows


_NO_LIMITS = Limits(None, None)
_MOST_CHECKED = 1000
_LONG = 0.005
_CHANGING = ("now(", "rand(", "uuid(", "bnode(")


class KnowledgeGraph:
    """A knowledge graph of Korea–Japan relations on an embedded store, or on a SPARQL service.

    `open_graph` (as `kj_graph.open`) makes one, `KnowledgeGraph(endpoint=URL)` one on a service. It can be used as a
    context manager. Things are named by slug (`agreement-gsomia-2016`), prefixed name, IRI, or any of their labels.
    """

    def __init__(
        self,
        store: Store | None = None,
        language: str = "en",
        *,
        registers: Iterable[str] = (),
        shipped: bool = False,
        directory: str = "",
        endpoint: str | Service = "",
        graphs: Iterable[str] = (),
    ) -> None:
        if language not in LANGUAGES:
            raise UsageError(f"unknown language '{language}'", hint=f"Languages: {', '.join(LANGUAGES)}.")
        self.registers = tuple(sorted(set(registers)))
        self._remote: RemoteStore | None = None
        if store is None:
            from kj_graph.store.remote import open_endpoint

            store = self._remote = open_endpoint(endpoint, tuple(graphs), self.registers)
        self._store = store
        self.language = language
        self._shipped = shipped
        self._directory = directory
        self._checked: set[str] = set()
        self._wider: dict[tuple[str, ...], KnowledgeGraph] = {}
        self._names: Names | None = None
        self._digest: str | None = None
        self.labeller = Labeller(store, language)

    day = ""
    """The day on which the graph stands; '' for the graph as it is."""

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
        limits = _NO_LIMITS if time_limit is None and row_limit is None else Limits(time_limit, row_limit)
        if limits is _NO_LIMITS and query in self._checked and not (parameters or allow or hasattr(sys, "ps1")):
            return self._answer_again(query)
        if _is_name(query):
            from kj_graph.questions import find_question

            return self._answer_question(find_question(query), parameters or {}, limits, allow)
        if parameters:
            raise UsageError("parameters belong to saved questions", hint="Write the value into the SPARQL text.")
        return self._sign(self._answer(query, limits, allow), query)

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

        limits = _NO_LIMITS if time_limit is None and row_limit is None else Limits(time_limit, row_limit)
        return self._answer_question(read_question(path), parameters or {}, limits, allow)

    def _answer_question(
        self, question: Question, parameters: Mapping[str, str], limits: Limits, allow: Collection[str]
    ) -> Solutions | Triples | bool:
        graph = self.widen(question.registers)
        own = {parameter.name: self.language for parameter in question.parameters if parameter.kind == "lang"}
        text = question.fill({**own, **parameters}, graph.resolve)
        index: Index | None = getattr(graph.store, "index", None)
        if index is None or not index.keeps_answers or not question.shipped or limits is not _NO_LIMITS or allow:
            answer = graph._answer(text, limits, allow, question.columns)  # noqa: SLF001 - the same with a register
        else:
            answer = graph._answer_shipped(text, index, question.columns)  # noqa: SLF001
        return graph._sign(answer, text, question.name, parameters)  # noqa: SLF001

    def _answer_shipped(self, text: str, index: Index, columns: Mapping[str, list[str]]) -> Solutions | Triples | bool:
        """Answer a question that travels with the package, of data that do, from memory where it took long before."""
        from time import perf_counter

        from pyoxigraph import QueryResultsFormat, parse_query_results

        def read() -> Any:
            return parse_query_results(written, QueryResultsFormat.TSV)

        written = index.recall(text)
        if written is None:
            started = perf_counter()
            answer = self._store.query(text)
            if not isinstance(answer, QuerySolutions):
                return self._answer(text, _NO_LIMITS, (), columns)
            written = answer.serialize(format=QueryResultsFormat.TSV)
            assert written is not None
            if perf_counter() - started > _LONG and not any(word in text.lower() for word in _CHANGING):
                index.remember(text, written)
        from kj_graph.results.solutions import Solutions

        return Solutions(read, self.labeller, columns)

    def _sign(
        self,
        answer: Solutions | Triples | bool,
        text: str,
        question: str = "",
        parameters: Mapping[str, str] | None = None,
    ) -> Solutions | Triples | bool:
        """Let an answer remember how it was asked for; what that means is found out when somebody wants to know."""
        if not isinstance(answer, bool):
            answer.origin = (self, question, text, parameters or {}, time.time())
        return answer

    def widen(self, registers: Iterable[str]) -> KnowledgeGraph:
        """Return this graph with more registers, or itself when it has them; this graph is not changed."""
        wanted = tuple(sorted({*self.registers, *registers}))
        if wanted == self.registers:
            return self
        if wanted not in self._wider:
            self._wider[wanted] = self._open_wider(wanted)
        return self._wider[wanted]

    def _open_wider(self, registers: tuple[str, ...]) -> KnowledgeGraph:
        if self._directory:
            missing = " ".join(f"--with {name}" for name in registers if name not in self.registers)
            raise UsageError(
                f"{self._directory}: does not hold what this question is about",
                hint=f"Load it: kj-graph load {missing} --store {self._directory}",
            )
        if self._shipped:
            return open_graph(registers=registers, language=self.language)
        if self._remote is not None:
            wider = self._remote.widen(registers)
            graph = KnowledgeGraph(wider, self.language, registers=registers)
            graph._remote = wider
            return graph
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
        limits: Limits,
        allow: Collection[str],
        columns: Mapping[str, list[str]] | None = None,
    ) -> Solutions | Triples | bool:
        union = (not allow and text in self._checked) or self._check(text, allow)
        cut = False

        def run() -> Any:
            nonlocal cut
            if limits is _NO_LIMITS and not hasattr(sys, "ps1"):  # at a prompt, Ctrl-C is to be heard
                return self._store.query(text, union=union)
            answer, cut = self._store.query_within(text, seconds=limits.seconds, rows=limits.rows, union=union)
            return answer

        answer = run()
        if isinstance(answer, QuerySolutions):
            from kj_graph.results.solutions import Solutions

            return Solutions(run, self.labeller, columns, cut=cut, first=answer)
        if isinstance(answer, QueryTriples | list):
            from kj_graph.results import Triples

            return Triples(answer, self.labeller, cut=cut)
        return bool(answer)

    def _answer_again(self, text: str) -> Solutions | Triples | bool:
        """Answer a query that was found harmless before, as fast as the engine does."""
        answer = self._store.query(text)
        if isinstance(answer, QuerySolutions):
            from kj_graph.results.solutions import Solutions

            run: Any = lambda: self._store.query(text)  # noqa: E731 - a name of its own costs nothing here
            return Solutions(run, self.labeller, first=answer)
        return self._answer(text, _NO_LIMITS, ())

    def _check(self, text: str, allow: Collection[str]) -> bool:
        """Refuse what a query may not do, and say whether it asks all graphs together; such a one is not read again."""
        from kj_graph.store.guard import check_query

        union = not check_query(text, self._store.list_graphs, allow)
        if union and not allow:
            if len(self._checked) == _MOST_CHECKED:
                self._checked.clear()
            self._checked.add(text)
        return union

    def ask(self, query: str) -> bool:
        """Answer an ASK query with True or False; raises QueryError for any other query."""
        answer = self._answer(query, _NO_LIMITS, ())
        if not isinstance(answer, bool):
            raise QueryError("this is not an ASK query", hint="Use query() for SELECT, CONSTRUCT and DESCRIBE.")
        return answer

    def questions(self) -> list[Question]:
        """Return all saved questions."""
        from kj_graph.questions import list_questions

        return list_questions()

    def as_of(self, day: str) -> Moment:
        """Return the graph as it stood on a day such as `2020-01-01`: all that reads a graph, and what held that day.

        Raises UsageError for a day before the first that the collection speaks of.
        """
        from kj_graph.moment import Moment

        return Moment(self, day)

    # Looking up

    @property
    def names(self) -> Names:
        """All names of the graph's things, folded for looking up; made when first needed."""
        if self._names is None:
            from kj_graph.search import open_names

            self._names = open_names(self._store)
        return self._names

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Return the things one of whose names fits the text, in any script, best first; see kj_graph.search.match.

        Each hit says which name fits, in which language, and how. A slug, prefixed name or IRI finds its thing too.
        """
        from kj_graph.search import search

        hits = search(self.names, text, limit, self.language)
        iri = v.expand_name(text.strip()) if not text.isalpha() else None
        if iri is None or any(hit.iri == iri and not hit.rank for hit in hits[:1]):
            return hits
        number = self.names.find_thing(iri)
        if number is not None:
            label = self.names.label(number, self.language)
        elif (named := self._find_named(iri)) is not None:
            label = self.labeller.label(named)
        else:
            return hits
        from kj_graph.labels import Label
        from kj_graph.search import Hit

        known = Hit(iri, Label(v.shorten_iri(iri), ""), 0, label)
        return [known, *(hit for hit in hits if hit.iri != iri)][:limit]

    def search_later(self, text: str, limit: int = 20) -> list[Hit]:
        """Return what a search leaves out because it had not come about by the day; without a day, nothing."""
        del text, limit
        return []

    def resolve(self, name: str) -> NamedNode:
        """Return the thing of that slug, prefixed name, IRI or exact name, in any script and folded.

        Raises UnknownNameError where there is none, with the nearest names, or where a name is that of several things.
        """
        named = self._find_named(name)
        if named is not None:
            return named
        from kj_graph.search import find_exact

        exact = find_exact(self.names, name, self.language)
        if len(exact) == 1:
            return exact[0].thing
        if exact:
            choice = ", ".join(f"{v.shorten_iri(hit.iri)} ({hit.label.text})" for hit in exact)
            raise UnknownNameError(f"'{name}' is the name of several things", hint=f"Choose one: {choice}.")
        near = ", ".join(self._near_slugs(name) if _is_slug(name) else [])
        near = near or ", ".join(f"{v.shorten_iri(hit.iri)} ({hit.name})" for hit in self.search(name, limit=5))
        hint = f"Did you mean: {near}?" if near else "'kj-graph search' finds things by any of their names."
        raise UnknownNameError(f"there is no thing '{name}' in the graph", hint=hint)

    def _find_named(self, name: str) -> NamedNode | None:
        iri = v.expand_name(name.strip())
        if iri is None:
            return None
        try:
            thing = NamedNode(iri)
        except ValueError:
            return None
        return thing if any(True for _ in self._store.quads(subject=thing)) else None

    def describe(self, name: str) -> Description:
        """Return all that the graph says about one thing, with the evidence for each statement."""
        from kj_graph.description import Description

        thing = self.resolve(name)
        self.labeller.prepare(self._store.gather(thing))
        return Description(self._store, thing, self.labeller)

    def path(self, start: str, end: str, *, steps: int = 4, most: int = 3, editorial: bool = True) -> Paths:
        """Return how two things are connected, the shortest and most telling ways first; see kj_graph.paths.

        `steps` bounds the length of a way (1 to 6), `most` how many are given (1 to 10); without `editorial`, what only
        the editors linked is left out. Raises UsageError for bounds beyond these, UnknownNameError for a name.
        """
        for name, value, highest in (("steps", steps, 6), ("most", most, 10)):
            if not 1 <= value <= highest:
                raise UsageError(f"{name} must be 1 to {highest}, not {value}")
        from kj_graph.paths import Paths

        ends = self.resolve(start), self.resolve(end)
        return Paths(self._store.mirror(), self.labeller, *ends, steps=steps, most=most, editorial=editorial)

    def label(self, thing: str | NamedNode) -> str:
        """Return the name of a thing in the graph's language."""
        return self.labeller.text(thing if isinstance(thing, NamedNode) else self.resolve(thing))

    def describe_triples(self, name: str) -> Triples:
        """Return the triples of one thing and of the nodes that belong to it: its life, its evidence, its passages."""
        from kj_graph.results import Triples

        found: set[Triple] = set()
        waiting = [self.resolve(name)]
        self._store.gather(waiting[0])
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

    # Comparing

    def gaps(
        self, *, day: str = "", years: str = "", area: str = "", tell: Callable[[str], None] | None = None
    ) -> GapMap:
        """Return agreements in force against proposals still open, by policy area; see kj_graph.gaps.

        On a `day`, at the end of each year of `years` such as `1998-2026`, or else on the last day that the collection
        reaches; `area` chooses one with those below it. Raises UsageError where there is nothing to count.
        """
        from kj_graph.gaps import map_gaps

        return map_gaps(self, day=day, years=years, area=area, tell=tell)

    def firewalls(self, *, years: str = "", area: str = "") -> Firewalls:
        """Return what stopped and what went on in the years of friction, or in `years`; see kj_graph.gaps."""
        from kj_graph.gaps import trace_firewalls

        return trace_firewalls(self, years=years, area=area)

    # Checking

    def audit(self, path: str, source: str | None = None) -> Audit:
        """Check every passage of a source against the source's text in a file."""
        from kj_graph.evidence import audit_text

        chosen = self.resolve(source) if source else None
        return audit_text(self._store.mirror(), path, chosen)

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

        return Statistics(self._store.mirror(), self.labeller, self.day)

    # Taking home

    def triples(self, *, evidence: bool = True, ontology: bool = False, inferred: bool = False) -> Iterator[Triple]:
        """Yield the triples of the chosen parts; the curated ones, what was added and registers are always in."""
        wanted = {v.CURATED, v.ADDED, *(NamedNode(v.GRAPH + name) for name in self.registers)}
        wanted.update(
            graph
            for graph, chosen in ((v.EVIDENCE, evidence), (v.ONTOLOGY, ontology), (v.INFERRED, inferred))
            if chosen
        )
        return (quad.triple for quad in self._store.mirror().quads() if quad.graph_name in wanted)

    def export(
        self, form: str = "turtle", *, evidence: bool = True, ontology: bool = False, inferred: bool = False
    ) -> str:
        """Return the graph as text in `turtle`, `ntriples` or `jsonld`, the same text at every call."""
        from kj_graph.export import render_export

        heading = f"kj-graph as of {self.day}" if self.day else ""
        return render_export(self.triples(evidence=evidence, ontology=ontology, inferred=inferred), form, heading)

    def explore(self, path: str, *, language: str | None = None, measured: Measured | None = None) -> str:
        """Write the explorer, one HTML file that needs no network, and return its path.

        With a measure from `network`, things have size and colour by its figures.
        """
        from pathlib import Path

        from kj_graph.explorer import collect_answers, write_page

        parts = self.triples(evidence=True, ontology=True, inferred=False)
        answers = collect_answers(self, registers=self._shipped)
        marks = measured.to_marks() if measured is not None else None
        chosen = language or self.language
        return str(write_page(parts, Path(path), language=chosen, day=self.day, answers=answers, marks=marks))

    def push(
        self,
        graph_store: str | Service,
        endpoint: str | Service,
        *,
        part: int = 20_000,
        state: str | None = None,
        anew: bool = False,
    ) -> list[Pushed]:
        """Bring every named graph to a service by the Graph Store Protocol; see kj_graph.store.remote.publish."""
        from kj_graph.store.remote.publish import push_store
        from kj_graph.store.remote.service import Service

        takes, counts = (Service(each) if isinstance(each, str) else each for each in (graph_store, endpoint))
        return push_store(self._store.mirror(), takes, counts, part=part, state=state, anew=anew)

    def to_rdflib(self) -> rdflib.Graph:
        """Return an rdflib Graph that reads this store itself, without copying: all named graphs together."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._store.mirror().oxigraph), default_union=True)

    def to_networkx(self, network: str = "everything") -> networkx.Graph[str]:
        """Return the named things and what is asserted between them as a networkx graph, or one made from it.

        `everything` is a MultiDiGraph of all statements; the others (`core`, `actors`, `meetings`, `areas`,
        `agreements`, `proposals`, `votes`) are undirected. docs/network.md says what is a node and what an edge.
        """
        if network != "everything":
            from kj_graph.network import make_network

            return make_network(self, network)
        from kj_graph.network import build_network

        return build_network(self._store.mirror(), self.labeller)

    def network(
        self,
        measure: str,
        *,
        on: str = "",
        things: Iterable[str] = (),
        kind: str = "",
        top: int = 0,
        tell: Callable[[str], None] | None = None,
    ) -> Measured:
        """Return a measure of the graph as a network: figures, what they mean and how sure they are.

        Measures: `brokers`, `reach`, `pillars`, `communities`, `decades`, `formats`, `ties`, `paths`. `on` names
        another network than the measure's usual one, `things` and `kind` choose rows, `top` gives the first so many;
        `tell` is told how far a long one is. Raises UsageError for what does not fit, UnknownNameError for a thing.
        """
        from kj_graph.network import measure as take

        return take(self, measure, on=on, things=list(things), kind=kind, top=top, tell=tell)

    # Housekeeping

    @property
    def digest(self) -> str:
        """The RDFC-1.0 digest of all that is asserted, computed when first asked for; '' where the store has none."""
        if self._digest is None:
            from kj_graph.store.digest import find_digest
            from kj_graph.store.embedded import EmbeddedStore

            self._digest = find_digest(self._store) if isinstance(self._store, EmbeddedStore) else ""
        return self._digest

    @property
    def store(self) -> Store:
        """The store that answers."""
        return self._store

    @property
    def is_shipped(self) -> bool:
        """Whether this is the graph that travels with the package, unchanged."""
        return self._shipped

    def reload(self) -> EmbeddedStore:
        """Return a store of the shipped graph, loaded anew into memory; faster than to copy it from the disk."""
        from kj_graph.store.embedded import EmbeddedStore, load_shipped

        store = EmbeddedStore()
        load_shipped(store, self.registers)
        return store

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


def _is_slug(name: str) -> bool:
    """Say whether a text is written as slugs, prefixed names and IRIs are."""
    return name.isascii() and not any(c.isspace() for c in name) and any(c in "-:/" for c in name)


def _is_name(query: str) -> bool:
    """Say whether a text is the name of a saved question and not SPARQL."""
    if "{" in query or " " in query:
        return False
    return bool(query) and all(c.isalnum() or c in "-_" for c in query)
