"""The one object people hold: a knowledge graph that is asked, shown, searched, drawn, checked and written out."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.asking import Askable
from kj_graph.errors import UnknownNameError, UsageError
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType
    from typing import Any, Self

    import networkx
    import rdflib
    from pyoxigraph import Triple

    from kj_graph.curation.merged import Merged
    from kj_graph.description import Description
    from kj_graph.display.differences import Telling
    from kj_graph.evidence import Audit
    from kj_graph.export.parcel import Parcel
    from kj_graph.gaps import Firewalls, GapMap
    from kj_graph.moment import Moment
    from kj_graph.network import Measured
    from kj_graph.paths import Paths
    from kj_graph.questions import Question
    from kj_graph.reasoning import Explanation
    from kj_graph.results import Triples
    from kj_graph.search import Hit, Names
    from kj_graph.statistics import Statistics
    from kj_graph.store.embedded import EmbeddedStore
    from kj_graph.store.protocol import Store
    from kj_graph.store.remote.graph import RemoteStore
    from kj_graph.store.remote.publish import Pushed
    from kj_graph.store.remote.service import Service


class KnowledgeGraph(Askable):
    """A knowledge graph of Korea–Japan relations on an embedded store, or on a SPARQL service.

    `kj_graph.open` makes one, `KnowledgeGraph(endpoint=URL)` one on a service. It can be used as a
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
        super().__init__(store, language)
        self._shipped = shipped
        self._directory = directory
        self._wider: dict[tuple[str, ...], KnowledgeGraph] = {}
        self._names: Names | None = None
        self._digest: str | None = None

    day = ""
    """The day on which the graph stands; '' for the graph as it is."""

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
            from kj_graph.opening import open_graph

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

    # Asking, beyond what every Askable can do

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
        self._store.begin()
        from kj_graph.description import Description

        self.labeller.begin()
        thing = self.resolve(name)
        self.labeller.prepare(self._store.gather(thing))
        return Description(self._store, thing, self.labeller)

    def why(self, thing: str, property_name: str, value: str) -> Explanation:
        """Return why a statement stands: where it is written, or the rule and the statements it follows from.

        For a statement that does not stand, the values nearest to it. See kj_graph.reasoning.why.
        """
        from kj_graph.reasoning import explain

        return explain(self._store.mirror(), self.labeller, self.resolve, thing, property_name, value)

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
        from kj_graph.description import gather_triples
        from kj_graph.results import Triples

        thing = self.resolve(name)
        self._store.gather(thing)
        return Triples(gather_triples(self._store, thing), self.labeller)

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

    def export(self, form: str = "", *, output: str = "", **selection: Any) -> str:
        """Return the graph as text in a format such as `turtle`, or write it to `output` and return that path.

        The formats are those of kj_graph.export.FORMATS; without one, `output` says it by its ending. What is written
        appears whole or not at all, the same bytes for the same statements. `selection` is that of `parcel`.
        """
        from kj_graph.export import find_format

        parcel, chosen = self.parcel(**selection), find_format(form, output)
        if not output:
            return parcel.render(chosen)
        parcel.save(chosen, output)
        return output

    def parcel(
        self,
        *,
        evidence: bool = True,
        ontology: bool = False,
        inferred: bool = False,
        alignments: bool = False,
        only: Iterable[str] = (),
        verified: bool = False,
        question: str = "",
        parameters: Mapping[str, str] | None = None,
        linked: bool = False,
    ) -> Parcel:
        """Return a selection of the statements, ready to be written; see kj_graph.export.selection for the choice.

        `evidence`, `ontology`, `inferred` and `alignments` (to other vocabularies) choose graphs, `only` classes,
        `verified` what was seen in a source; `question` takes what a CONSTRUCT gives in their place. JSON-LD that is
        `linked` names the address of its context.
        """
        from kj_graph.export.parcel import Parcel
        from kj_graph.export.selection import Selection

        selection = Selection(
            evidence=evidence,
            ontology=ontology,
            inferred=inferred,
            alignments=alignments,
            only=only,
            verified=verified,
            question=question,
            parameters=parameters,
        )
        return Parcel(self, selection, linked=linked)

    def diff(self, *paths: str, whole: bool = False) -> Telling:
        """Return what changed from one file or folder to another, or what one changes at this graph, in its language.

        With one path the things that it describes are compared; `whole` says that it is all there is. See
        kj_graph.curation.difference; the answer is told by kj_graph.display.differences.
        """
        from kj_graph.curation.difference import compare_files, compare_part
        from kj_graph.display.differences import Telling

        if len(paths) not in (1, 2):
            raise UsageError(f"{len(paths)} paths to compare", hint="Name a file, or an earlier and a later one.")
        if len(paths) == 2:
            return Telling(compare_files(*paths), self.labeller, self._store)
        return Telling(compare_part(self._read_asserted(), paths[0], whole=whole), self.labeller, self._store)

    def merge(
        self,
        *others: str,
        output: str | None = None,
        maps: Iterable[str] = (),
        confirm: Mapping[str, str] | None = None,
        namespace: str = "urn:x-kj-graph:merged/",
        only_matched: bool = False,
        only_new: bool = False,
        progress: bool = False,
    ) -> Merged:
        """Take in what files of others say and return the report; this graph stays as it is, `output` gets the outcome.

        `maps` are mapping files beside the shipped ones. `confirm` says which of their things are which of ours, or
        `new`. New things without an IRI get one in `namespace`. `only_matched` takes no new things; `only_new` writes
        what is added alone. See kj_graph.curation.merging.
        """
        from kj_graph.curation.merging import merge_files

        return merge_files(
            self._read_asserted(),
            self.labeller,
            others,
            output=output,
            maps=maps,
            confirm=confirm,
            namespace=namespace,
            only_matched=only_matched,
            only_new=only_new,
            progress=progress,
        )

    def _read_asserted(self) -> Iterable[Triple]:
        """Return what is said and where it is written; of the shipped graph as its files have it, to the letter."""
        if not (self._shipped and not self.registers):
            return self.triples(evidence=True)
        from kj_graph import resources
        from kj_graph.curation.reading import read_triples

        return (triple for path in resources.data_files() for triple in read_triples(path))

    def explore(self, path: str, *, language: str | None = None, measured: Measured | None = None) -> str:
        """Write the explorer, one HTML file that needs no network, and return its path.

        With a measure from `network`, things have size and colour by its figures.
        """
        from pathlib import Path

        from kj_graph.explorer import collect_answers, write_page

        parts = self.triples(evidence=True, ontology=True, inferred=False)
        answers = collect_answers(self, registers=self._shipped)
        return str(
            write_page(
                parts,
                Path(path),
                language=language or self.language,
                day=self.day,
                answers=answers,
                marks=measured.to_marks() if measured is not None else None,
                licensed=self.is_shipped,
            )
        )

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

    def to_owlready(self, *, evidence: bool = False, inferred: bool = True) -> Any:
        """Return an owlready2 ontology in a world of its own, with classes and individuals; the graph is copied.

        `onto.Agreement.instances()` are the agreements, `onto.search_one(iri="*agreement-gsomia-2016").party` the
        parties of one. See kj_graph.reasoning.owlready.
        """
        from kj_graph.reasoning.owlready import open_owlready

        return open_owlready(self.triples(evidence=evidence, ontology=True, inferred=inferred))

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

    def begin(self) -> None:
        """Let the graph get ready to be asked, while who will ask it does other things."""
        self._store.begin()

    def reload(self) -> EmbeddedStore:
        """Return a store of the shipped graph, loaded anew into memory; faster than to copy it from the disk."""
        from kj_graph.store.embedded import EmbeddedStore, load_asserted

        store = EmbeddedStore()
        load_asserted(store, self.registers)
        known = self._store.mirror().oxigraph.quads_for_pattern(None, None, None, v.INFERRED)
        store.oxigraph.bulk_extend(known)  # what the rules derived need not be derived anew
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
