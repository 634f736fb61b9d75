"""Which statements of a graph are written: graphs, classes, only what is verified, or what a question constructs.

`only` keeps the things of some classes, their subclasses included, and the evidence about them. `verified` keeps of the
statements about the world (as kj_graph.statistics defines them) those that were seen in a source, and leaves out
things of which nothing was seen, except for the class and names of those that a statement left names; editors' links
and evidence that was not seen go too. A register that was asked for is its own source and stays. What is left out by
`only` or `verified` may still be named as a value. A question that constructs triples takes the place of the graphs.
"""

from __future__ import annotations

from itertools import chain

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kj_graph.graph import KnowledgeGraph
    from kj_graph.store.embedded import EmbeddedStore
    from kj_graph.vocabulary import Term

ALIGNMENTS = NamedNode(v.GRAPH + "alignments")
_NAMES = frozenset({v.TYPE.value, v.PREF_LABEL.value, v.ALT_LABEL.value, v.TITLE.value})


class Selection:
    """Which statements of a graph are taken.

    `only` are names of classes, as slugs of the ontology or IRIs; `question` a saved question, a file of SPARQL or its
    text, with `parameters`. Raises UsageError for a class that the graph does not have.
    """

    def __init__(
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
    ) -> None:
        self.evidence = evidence
        self.ontology = ontology
        self.inferred = inferred
        self.alignments = alignments
        self.only = tuple(only)
        self.verified = verified
        self.question = question
        self.parameters = dict(parameters or {})
        if parameters and not question:
            raise UsageError("parameters belong to a question", hint="Name it: --question NAME --parameter NAME=VALUE.")

    @property
    def is_whole(self) -> bool:
        """Whether nothing asserted is left out but, maybe, evidence and ontology."""
        return not (self.only or self.verified or self.question)

    def describe(self, graph: KnowledgeGraph) -> list[str]:
        """Return in words which statements are taken."""
        words = []
        if self.question:
            given = "".join(f" --{name} {value}" for name, value in self.parameters.items())
            words.append(f"what the question {' '.join(self.question.split())}{given} constructs")
        else:
            words.append("all statements" if self.is_whole else "statements")
            words.append("with their evidence" if self.evidence else "without evidence")
        words += [f"with the register {name}" for name in graph.registers]
        words += ["with the ontology"] if self.ontology else []
        words += ["with the alignments"] if self.alignments else []
        words += ["with what the rules derive"] if self.inferred else []
        words += [f"only things of the class {' or '.join(self.only)}"] if self.only else []
        words += ["only what was seen in a source"] if self.verified else []
        words += [f"as of {graph.day}"] if graph.day else []
        return words

    def quads(self, graph: KnowledgeGraph) -> Iterator[Quad]:
        """Yield the statements that are taken, with the graph each stands in; memory is bounded by what is filtered."""
        store = graph.store.mirror()
        found = iter(self._construct(graph, store)) if self.question else self._read_graphs(graph, store)
        if self.alignments:
            found = chain(found, _read_alignments())
        if not self.only and not self.verified:
            return found
        subjects = _find_things(store, self.only) if self.only else None
        kept = _Verified(store, subjects) if self.verified else None
        backing = _find_backing(store, subjects, kept) if self.evidence and not self.question else frozenset()
        return (
            quad
            for quad in found
            if quad.graph_name in (v.ONTOLOGY, ALIGNMENTS)
            or quad.subject in backing
            or ((subjects is None or quad.subject in subjects) and (kept is None or kept.keeps(quad)))
        )

    def _read_graphs(self, graph: KnowledgeGraph, store: EmbeddedStore) -> Iterator[Quad]:
        wanted = [v.CURATED, v.ADDED, *(NamedNode(v.GRAPH + name) for name in graph.registers)]
        wanted += [v.EVIDENCE] if self.evidence else []
        wanted += [v.ONTOLOGY] if self.ontology else []
        wanted += [v.INFERRED] if self.inferred else []
        for name in wanted:
            yield from store.oxigraph.quads_for_pattern(None, None, None, name)

    def _construct(self, graph: KnowledgeGraph, store: EmbeddedStore) -> list[Quad]:
        """Return what the question constructs, each triple in the graph that asserts it, else in the default graph."""
        import os

        from kj_graph.results import Triples

        asked = self.question
        is_file = asked.endswith(".rq") or os.path.isfile(asked)
        answer = (graph.query_file if is_file else graph.query)(asked, self.parameters)
        if not isinstance(answer, Triples):
            raise UsageError(
                "a selection must be a question that constructs triples", hint="Ask with CONSTRUCT or DESCRIBE."
            )
        found = []
        for triple in answer:
            homes = [
                quad.graph_name
                for quad in store.oxigraph.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            ]
            asserted = [home for home in homes if home != v.INFERRED] or homes or [DefaultGraph()]
            found += [Quad(triple.subject, triple.predicate, triple.object, home) for home in asserted]
        return found


def _read_alignments() -> Iterator[Quad]:
    """Yield how the ontology's terms stand to those of other vocabularies; the graph itself does not hold it."""
    import pyoxigraph

    for quad in pyoxigraph.parse(path=resources.alignments_file()):
        yield Quad(quad.subject, quad.predicate, quad.object, ALIGNMENTS)


def _find_things(store: EmbeddedStore, only: Iterable[str]) -> frozenset[Term]:
    """Return the things of these classes and their subclasses."""
    types = {quad.object.value for quad in store.quads(predicate=v.TYPE) if isinstance(quad.object, NamedNode)}
    below: dict[str, set[str]] = {}
    for quad in store.quads(predicate=NamedNode(v.RDFS + "subClassOf")):
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            below.setdefault(quad.object.value, set()).add(quad.subject.value)
    wanted: set[str] = set()
    for name in only:
        waiting = [_find_class(name, types | set(below))]
        while waiting:
            iri = waiting.pop()
            if iri not in wanted:
                wanted.add(iri)
                waiting += below.get(iri, ())
    return frozenset(quad.subject for iri in wanted for quad in store.quads(predicate=v.TYPE, value=NamedNode(iri)))


def _find_class(name: str, known: set[str]) -> str:
    """Return the IRI of a class by its local name in any letters, prefixed name or IRI."""
    by_name = {iri.removeprefix(v.KJ).lower(): iri for iri in known if iri.startswith(v.KJ)}
    iri = by_name.get(name.lower()) or v.expand_name(name) or ""
    if iri in known:
        return iri
    from difflib import get_close_matches

    names = sorted(iri.removeprefix(v.KJ) for iri in by_name.values())
    near = [each for each in names if each.lower() in get_close_matches(name.lower(), by_name, n=3, cutoff=0.5)]
    hint = f"Did you mean: {', '.join(near)}?" if near else f"Classes: {', '.join(names)}."
    raise UsageError(f"the graph has no class '{name}'", hint=hint)


class _Verified:
    """Which statements were seen in a source, and which things have any."""

    def __init__(self, store: EmbeddedStore, among: frozenset[Term] | None) -> None:
        from kj_graph.evidence import EvidenceReader

        dropped = (
            ("Evidence", "EditorialLink") if among is not None else ("Evidence", "EditorialLink", "Passage", "Source")
        )
        self._apparatus = {quad.subject for name in dropped for quad in store.quads(predicate=v.TYPE, value=v.kj(name))}
        self._world = {thing for thing in _find_world(store) if isinstance(thing, NamedNode)}
        evidence = EvidenceReader(store)
        self._records = {thing: evidence.find(thing) for thing in self._world if among is None or thing in among}
        self.seen = {thing for thing, records in self._records.items() if any(record.verified for record in records)}
        named = {quad.object for thing in self.seen for quad in store.quads(thing) if self._is_seen(quad)}
        self._named = named - self.seen
        self.unseen = self._world - self.seen

    def keeps(self, quad: Quad) -> bool:
        """Say whether a statement stays; what backs others is chosen apart."""
        if quad.subject in self._apparatus:
            return False
        if quad.subject not in self._world:
            return True
        if quad.subject in self.seen:
            return self._is_seen(quad)
        return quad.subject in self._named and quad.predicate.value in _NAMES

    def _is_seen(self, quad: Quad) -> bool:
        from kj_graph.evidence import choose_records
        from kj_graph.statistics import LEFT_OUT

        if quad.predicate.value in LEFT_OUT or quad.graph_name == v.INFERRED:
            return True
        thing = quad.subject
        records = self._records.get(thing, []) if isinstance(thing, NamedNode) else []
        return any(record.verified for record in choose_records(records, quad.predicate.value, quad.object))


def _find_world(store: EmbeddedStore) -> set[Term]:
    """Return the curated or added things of the ontology's classes that say something about the world."""
    apart = {v.kj(name) for name in ("Source", "Passage", "Evidence", "EditorialLink", "Coverage", "PolicyArea")}
    return {
        quad.subject
        for home in (v.CURATED, v.ADDED)
        for quad in store.oxigraph.quads_for_pattern(None, v.TYPE, None, home)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(v.KJ) and quad.object not in apart
    }


def _find_backing(store: EmbeddedStore, subjects: frozenset[Term] | None, kept: _Verified | None) -> frozenset[Term]:
    """Return the evidence about what is taken, with its passages and sources, and the editors' links among it."""
    from kj_graph.evidence import UNVERIFIED

    def read(name: str) -> Iterator[Quad]:
        return store.quads(predicate=v.kj(name))

    links = {quad.subject: quad.object for quad in read("linksTo")}
    marks = {quad.subject: quad.object for quad in read("verification")}
    passages: dict[Term, list[Term]] = {}
    for quad in read("passage"):
        passages.setdefault(quad.subject, []).append(quad.object)
    found: set[Term] = set()
    for quad in read("about"):
        node, thing = quad.subject, quad.object
        both = subjects is None or (thing in subjects and links.get(node, thing) in subjects)
        if not both and (subjects is None or node not in subjects):
            continue
        if kept is not None:
            mark = marks.get(node)
            told = node in passages or mark is not None
            if node in links or not told or mark == NamedNode(UNVERIFIED) or (thing in kept.unseen):
                continue
        found.add(node)
    cited = {passage for node in found for passage in passages.get(node, ())}
    sources = {quad.object for quad in read("ofSource") if quad.subject in cited}
    sources |= {quad.object for quad in read("source") if quad.subject in found}
    return frozenset(found | cited | sources)
