"""Whether ontology and data contradict each other, as HermiT sees it through owlready2.

The reasoner gets a view: the ontology, the concepts, and of the data what OWL 2 DL can speak about. Dates, addresses,
texts, evidence, passages and annotations are left out (OWL 2 has no datatypes for dates and durations, and HermiT
takes no address with letters beyond ASCII: the shapes check these), terms borrowed from elsewhere are declared here,
and everything with a name is said to be different from everything else.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kj_graph import resources
from kj_graph.checks.clash import Budget, Clash, gather_axioms, is_declaration, narrow, spare
from kj_graph.checks.finding import Finding
from kj_graph.checks.hermit import find_java, is_consistent, run_hermit
from kj_graph.checks.syntax import read_quads, subject_lines
from kj_graph.checks.wording import Lines, Wording, write_statement
from kj_graph.reasoning.clashes import find_clash, split_disjoint
from kj_graph.vocabulary import KJ, OWL, RDF, RDFS, SKOS, TYPE, XSD, shorten_iri

_OBJECT, _DATATYPE, _CLASS = (NamedNode(OWL + n) for n in ("ObjectProperty", "DatatypeProperty", "Class"))
_INDIVIDUAL, _HAS_VALUE = NamedNode(OWL + "NamedIndividual"), NamedNode(OWL + "hasValue")
_ANNOTATIONS = {NamedNode(RDFS + n) for n in ("label", "comment", "isDefinedBy", "seeAlso")}
_ANNOTATIONS |= {NamedNode(OWL + n) for n in ("versionInfo", "versionIRI", "deprecated")}
_RANGE, _DOMAIN = NamedNode(RDFS + "range"), NamedNode(RDFS + "domain")
_CONCEPT, _SCHEME = NamedNode(SKOS + "Concept"), NamedNode(SKOS + "ConceptScheme")
_IN_SCHEME, _BROADER = NamedNode(SKOS + "inScheme"), NamedNode(SKOS + "broader")
_LEFT_OUT_CLASSES = {NamedNode(KJ + "Evidence"), NamedNode(KJ + "Passage")}
_UNSEEN_TYPES = {NamedNode(XSD + n) for n in ("date", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay", "dateTime")}
_UNSEEN_TYPES |= {NamedNode(XSD + n) for n in ("duration", "anyURI")}

_VIEW_NAME = NamedNode("https://w3id.org/kj-graph/view#name")

# What the view says of SKOS, whose own file is not imported.
_BORROWED = (
    Triple(_CONCEPT, TYPE, _CLASS),
    Triple(_SCHEME, TYPE, _CLASS),
    Triple(_CONCEPT, NamedNode(OWL + "disjointWith"), _SCHEME),
    Triple(_IN_SCHEME, TYPE, _OBJECT),
    Triple(_IN_SCHEME, _RANGE, _SCHEME),
    Triple(_BROADER, TYPE, _OBJECT),
    Triple(_BROADER, _DOMAIN, _CONCEPT),
    Triple(_BROADER, _RANGE, _CONCEPT),
)


SECONDS = 60.0


@dataclass(frozen=True)
class Statement:
    """One statement or axiom of a clash: as Turtle, in words, and the file and line on which it is written."""

    text: str
    words: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class LogicReport:
    """What the reasoner found, and how much it saw.

    `clash` are statements that together with `axioms` of the ontology cannot all be true, written as in Turtle; both
    are empty when everything is consistent or when locating was not asked for. None of them can be spared where
    `smallest`; otherwise the time was over. `classes` are for each thing the classes that follow beyond those stated.
    `left_out` counts the triples of the data that the view has no place for.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    triples: int
    individuals: int
    left_out: int
    clash: tuple[str, ...] = ()
    axioms: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    clash_subjects: tuple[str, ...] = ()
    smallest: bool = True
    rule: str = ""
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def summarise(self) -> str:
        """Return in one sentence what the reasoner saw and found."""
        if not self.consistent:
            return f"HermiT on {self.triples} triples about {self.individuals} things: they contradict each other"
        kinds = Counter(kind for classes in self.classes.values() for kind in classes)
        counts = ", ".join(f"{shorten_iri(kind)} {count}" for kind, count in sorted(kinds.items()))
        told = f"beyond the classes stated, {len(self.classes)} things are of others: {counts}" if counts else ""
        impossible = f"; {len(self.unsatisfiable)} classes can have no member" if self.unsatisfiable else ""
        follows = told or "no class follows beyond those stated"
        seen = f"HermiT on {self.triples} triples about {self.individuals} things"
        return f"{seen}: consistent{impossible}; {follows}"

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain Python data, ready for JSON."""
        told = asdict(self)
        told["statements"] = [asdict(each) for each in self.statements]
        return told

    def list_findings(self, places: dict[str, tuple[str, int]] | None = None) -> list[Finding]:
        """Return the report as findings; `places` says at which file and line a thing is described."""
        findings = [
            Finding(
                "KJ302",
                "error",
                "No thing can be of this class: its definition contradicts itself.",
                "Look at what the class inherits and at the disjoint classes.",
                *(places or {}).get(iri, ("", 0)),
                subject=shorten_iri(iri),
            )
            for iri in self.unsatisfiable
        ]
        if not self.consistent:
            subject = self.clash_subjects[0] if self.clash_subjects else ""
            written = [(each.file, each.line) for each in self.statements if each.line]
            file, line = [*written, (places or {}).get(subject, ("", 0))][0]
            findings.append(
                Finding(
                    "KJ301",
                    "error",
                    self._tell_clash() or "Ontology and data contradict each other.",
                    self._hint(),
                    file,
                    line,
                    0,
                    shorten_iri(subject) if subject else "",
                )
            )
        return findings

    def _tell_clash(self) -> str:
        told = [
            f"({number}) {each.text}" + (f" [{each.file}:{each.line}]" if each.line else "")
            for number, each in enumerate(self.statements, start=1)
        ]
        if not told:
            return ""
        rest = "" if self.smallest else " (the time was over before all that can be spared was taken out)"
        return f"These statements cannot all be true{rest}: {' ; '.join(told)}"

    def _hint(self) -> str:
        words = "; ".join(each.words for each in self.statements)
        said = f"In words: {words}. " if words else ""
        rule = f"{self.rule} " if self.rule else ""
        return f"{said}{rule}One of them is wrong, or two things bear one name."


def check_logic(
    files: Sequence[str | os.PathLike[str]] | None = None,
    *,
    triples: Iterable[Quad | Triple] = (),
    locate: bool = True,
    seconds: float = SECONDS,
) -> LogicReport:
    """Ask HermiT whether the ontology with the given files and triples is consistent and every class possible.

    Without files the curated data are taken. `locate` narrows a contradiction down to statements none of which can be
    spared, within so many `seconds`. Raises MissingPartError without Java or owlready2, InputError for a file that
    cannot be read.
    """
    java = find_java()
    paths = [*filter(os.path.exists, resources.data_files())] if files is None else list(files)
    ontology = resources.ontology_files()
    known = [quad.triple for path in ontology for quad in read_quads(path)]
    added = [t.triple if isinstance(t, Quad) else t for t in triples]
    added += [quad.triple for number, path in enumerate(paths) for quad in _read_apart(path, number)]
    view = _View([*known, *added])
    written = view.write(view.facts)
    seen = (len(written), len(view.list_individuals(view.facts)), view.left_out)
    budget = Budget(seconds, lambda chosen, left: is_consistent(java, chosen, left))
    found = _confirm(view, budget) if locate else None
    if found is None:
        verdict = run_hermit(java, written)
        if verdict.consistent:
            return LogicReport(True, verdict.unsatisfiable, *seen, classes=_list_inferred(view, verdict.types))
        if not locate:
            return LogicReport(False, (), *seen)
        found = _search(view, Budget(seconds, lambda chosen, left: is_consistent(java, chosen, left)))
    wording, lines = Wording([*known, *added]), Lines([*paths, *ontology])
    groups = [*([fact] for fact in found.facts), *gather_axioms(found.axioms, [*view.axioms, *found.axioms])]
    subjects = (fact.subject.value for fact in found.facts if isinstance(fact.subject, NamedNode))
    return LogicReport(
        False,
        (),
        *seen,
        tuple(write_statement([fact]) for fact in found.facts),
        tuple(write_statement(group) for group in groups[len(found.facts) :]),
        tuple(Statement(write_statement(group), wording.say(group), *lines.find(group)) for group in groups),
        tuple(dict.fromkeys(subjects)),
        found.smallest,
        found.rule,
    )


def view_files(files: Sequence[str | os.PathLike[str]] | None = None) -> list[Triple]:
    """Return what the reasoner sees of the ontology and of files, or of the curated data, without telling apart."""
    paths = [*resources.ontology_files(), *(resources.data_files() if files is None else files)]
    view = _View([quad.triple for number, path in enumerate(paths) for quad in _read_apart(path, number)])
    return [*view.axioms, *view.facts]


def _read_apart(path: str | os.PathLike[str], number: int) -> list[Quad]:
    """Read a file; its nodes without a name are others than those of another file that are written alike."""
    quads = read_quads(path)

    def rename(term: Any) -> Any:
        return BlankNode(f"f{number}x{term.value}") if isinstance(term, BlankNode) else term

    return [Quad(rename(quad.subject), quad.predicate, rename(quad.object)) for quad in quads]


def _list_inferred(view: _View, types: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    stated: dict[str, set[str]] = {}
    for triple in view.facts:
        if triple.predicate == TYPE and isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            stated.setdefault(triple.subject.value, set()).add(triple.object.value)
    beyond = {thing: types[thing] - stated.get(thing, set()) - {OWL + "Thing"} for thing in sorted(types)}
    return {thing: tuple(sorted(kinds)) for thing, kinds in beyond.items() if kinds}


def _confirm(view: _View, budget: Budget) -> Clash | None:
    """Return the clash that the rules see, where HermiT confirms it, without what can be spared."""
    suspected = find_clash(view.axioms, view.facts)
    if suspected is None or suspected.rule is None:
        return None
    told, facts = set(suspected.list_asserted()), set(view.facts)
    every = [*view.axioms, *split_disjoint(view.axioms)]
    groups = [[fact] for fact in view.facts if fact in told]
    groups += gather_axioms([axiom for axiom in every if axiom in told - facts and not is_declaration(axiom)], every)

    def clashes(chosen: Sequence[Sequence[Triple]]) -> bool:
        each = [triple for group in chosen for triple in group]
        return budget.clashes(view.write([t for t in each if t in facts], [t for t in each if t not in facts]))

    try:
        if not clashes(groups):
            return None
    except TimeoutError:
        return None
    kept, smallest = spare(clashes, groups)
    chosen = [triple for group in kept for triple in group]
    return Clash(
        [triple for triple in chosen if triple in facts],
        [triple for triple in chosen if triple not in facts],
        smallest=smallest,
        rule=suspected.rule.say("en"),
    )


def _search(view: _View, budget: Budget) -> Clash:
    """Return a clash that the rules do not see: first among the facts, then among the axioms."""
    every = [[axiom] for axiom in view.axioms if not is_declaration(axiom)]
    groups = gather_axioms([axiom for (axiom,) in every], view.axioms)
    facts, smallest = narrow(
        lambda chosen: budget.clashes(view.write([t for group in chosen for t in group])), [[f] for f in view.facts]
    )
    told = [triple for group in facts for triple in group]

    def clashes(chosen: Sequence[Sequence[Triple]]) -> bool:
        return budget.clashes(view.write(told, [triple for group in chosen for triple in group]))

    axioms, sure = narrow(clashes, groups)
    kept = [triple for group in axioms for triple in group] if sure else []
    return Clash(told, kept, smallest=smallest and sure)


def find_places(files: Sequence[str | os.PathLike[str]]) -> dict[str, tuple[str, int]]:
    """Return the file and line at which each thing of the files is first described."""
    places: dict[str, tuple[str, int]] = {}
    for path in files:
        for iri, line in subject_lines(path).items():
            places.setdefault(iri, (os.fspath(path), line))
    return places


class _View:
    """What the reasoner sees of a graph: `axioms` say what terms mean, `facts` say what holds of things."""

    def __init__(self, triples: list[Triple]) -> None:
        triples = list(dict.fromkeys([*_BORROWED, *triples]))
        kinds = {(t.subject, t.object) for t in triples if t.predicate == TYPE}
        terms = {s for s, kind in kinds if isinstance(kind, NamedNode) and kind.value.startswith(OWL)}
        terms -= {s for s, kind in kinds if kind == _INDIVIDUAL}
        hidden = {s for s, kind in kinds if kind in _LEFT_OUT_CLASSES}
        self._objects = {s for s, kind in kinds if kind == _OBJECT}
        self._datatypes = {s for s, kind in kinds if kind == _DATATYPE}
        self._classes = {s for s, kind in kinds if kind == _CLASS}
        stated = [t for t in triples if t.subject in terms or isinstance(t.subject, BlankNode)]
        told = [t for t in triples if not (t.subject in terms or isinstance(t.subject, BlankNode))]
        self.axioms = [t for t in stated if _is_axiom(t)]
        self.facts = [t for t in told if t.subject not in hidden and self._is_fact(t)]
        self.left_out = len(told) - len(self.facts)

    def _is_fact(self, triple: Triple) -> bool:
        value = triple.object
        if triple.predicate == TYPE or triple.predicate in self._objects:
            return isinstance(value, NamedNode)
        if triple.predicate not in self._datatypes or not isinstance(value, Literal):
            return False
        return value.language is None and value.datatype not in _UNSEEN_TYPES

    def list_individuals(self, facts: Iterable[Triple]) -> list[NamedNode]:
        """Return the things that facts or axioms speak of, in order; axioms name some concepts (owl:hasValue)."""
        named = {t.object for t in self.axioms if t.predicate == _HAS_VALUE}
        for triple in facts:
            named.add(triple.subject)
            if triple.predicate in self._objects:
                named.add(triple.object)
        return sorted((n for n in named if isinstance(n, NamedNode)), key=lambda n: n.value)

    def write(self, facts: Sequence[Triple], axioms: Sequence[Triple] | None = None) -> list[Triple]:
        """Return the triples of a complete ontology in OWL 2 DL: axioms, facts and declarations of all they use.

        With `axioms`, these alone are taken of all.
        """
        told = self.axioms if axioms is None else [*filter(is_declaration, self.axioms), *axioms]
        things = self.list_individuals(facts)
        used = {t.object for t in facts if t.predicate == TYPE} - self._classes
        declared = [Triple(thing, TYPE, _INDIVIDUAL) for thing in things]
        declared += [Triple(c, TYPE, _CLASS) for c in sorted((c for c in used if isinstance(c, NamedNode)), key=str)]
        return list(dict.fromkeys([*told, *facts, *declared, *_tell_apart(things)]))


def _is_axiom(triple: Triple) -> bool:
    """Leave out annotations, which entail nothing, and ranges whose values the reasoner does not see."""
    if triple.predicate == _RANGE and triple.object in _UNSEEN_TYPES:
        return False
    return triple.predicate == TYPE or (
        triple.predicate.value.startswith((OWL, RDFS, RDF)) and triple.predicate not in _ANNOTATIONS
    )


def _tell_apart(things: list[NamedNode]) -> list[Triple]:
    """Say that things with different names are different: without it, two values of a functional property merge.

    The name of each is the value of a functional property, which entails just what owl:AllDifferent over all of them
    would, and HermiT takes it in a fifth of the time because it does not have to compare each with each.
    """
    triples = [Triple(_VIEW_NAME, TYPE, _DATATYPE), Triple(_VIEW_NAME, TYPE, NamedNode(OWL + "FunctionalProperty"))]
    return [*triples, *(Triple(thing, _VIEW_NAME, Literal(thing.value)) for thing in things)]
