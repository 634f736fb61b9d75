"""Whether ontology and data contradict each other, as HermiT sees it through owlready2.

The reasoner gets a view: the ontology, the concepts, and of the data what OWL 2 DL can speak about. Dates, texts,
evidence, passages and annotations are left out (dates are outside OWL 2's datatypes: the shapes check them), terms
borrowed from elsewhere are declared here, and everything with a name is said to be different from everything else.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kj_graph import resources
from kj_graph.checks.finding import Finding
from kj_graph.checks.syntax import read_quads, subject_lines
from kj_graph.errors import KjGraphError, MissingPartError
from kj_graph.vocabulary import KJ, OWL, RDF, RDFS, SKOS, TYPE, XSD, shorten_iri

_OBJECT, _DATATYPE, _CLASS = (NamedNode(OWL + n) for n in ("ObjectProperty", "DatatypeProperty", "Class"))
_INDIVIDUAL, _HAS_VALUE = NamedNode(OWL + "NamedIndividual"), NamedNode(OWL + "hasValue")
_ANNOTATIONS = {NamedNode(RDFS + n) for n in ("label", "comment", "isDefinedBy", "seeAlso")}
_ANNOTATIONS |= {NamedNode(OWL + n) for n in ("versionInfo", "versionIRI", "deprecated")}
_RANGE, _DOMAIN = NamedNode(RDFS + "range"), NamedNode(RDFS + "domain")
_CONCEPT, _SCHEME = NamedNode(SKOS + "Concept"), NamedNode(SKOS + "ConceptScheme")
_IN_SCHEME, _BROADER = NamedNode(SKOS + "inScheme"), NamedNode(SKOS + "broader")
_LEFT_OUT_CLASSES = {NamedNode(KJ + "Evidence"), NamedNode(KJ + "Passage")}
_DATE_TYPES = {NamedNode(XSD + n) for n in ("date", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay", "dateTime")}

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


@dataclass(frozen=True)
class LogicReport:
    """What the reasoner found, and how much it saw.

    `clash` is a smallest set of statements that already contradicts the ontology, written as in Turtle; it is empty
    when everything is consistent or when locating was not asked for. `left_out` counts the triples of the data that
    the view has no place for.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    triples: int
    individuals: int
    left_out: int
    clash: tuple[str, ...] = ()
    clash_subjects: tuple[str, ...] = ()

    def list_findings(self, places: dict[str, tuple[str, int]] | None = None) -> list[Finding]:
        """Return the report as findings; `places` says at which file and line a thing is described."""
        findings = [
            Finding(
                "KJ302",
                "error",
                "No thing can be of this class: its definition contradicts itself.",
                "Look at what the class inherits and at the disjoint classes.",
                subject=shorten_iri(iri),
            )
            for iri in self.unsatisfiable
        ]
        if not self.consistent:
            subject = self.clash_subjects[0] if self.clash_subjects else ""
            file, line = (places or {}).get(subject, ("", 0))
            said = " ; ".join(self.clash)
            findings.append(
                Finding(
                    "KJ301",
                    "error",
                    f"These statements cannot all be true: {said}"
                    if said
                    else "Ontology and data contradict each other.",
                    "One of them is wrong, or two things bear one name; the ontology says why in kj.ttl.",
                    file,
                    line,
                    0,
                    shorten_iri(subject) if subject else "",
                )
            )
        return findings


def check_logic(
    files: Sequence[str | os.PathLike[str]] | None = None,
    *,
    triples: Iterable[Quad | Triple] = (),
    locate: bool = True,
) -> LogicReport:
    """Ask HermiT whether the ontology with the given files and triples is consistent and every class possible.

    Without files the curated data are taken. `locate` narrows a contradiction down to the statements that make it,
    which takes HermiT some thirty runs. Raises MissingPartError without Java or owlready2.
    """
    java = _find_java()
    paths = [*filter(os.path.exists, resources.data_files())] if files is None else list(files)
    known = [quad.triple for path in resources.ontology_files() for quad in read_quads(path)]
    added = [t.triple if isinstance(t, Quad) else t for t in triples]
    added += [quad.triple for path in paths for quad in read_quads(path)]
    view = _View([*known, *added])
    written = view.write(view.facts)
    consistent, unsatisfiable = _run_hermit(java, written)
    clash = [] if consistent or not locate else _locate_clash(java, view)
    subjects = (triple.subject.value for triple in clash if isinstance(triple.subject, NamedNode))
    return LogicReport(
        consistent,
        tuple(unsatisfiable),
        len(written),
        len(view.list_individuals(view.facts)),
        view.left_out,
        tuple(_write_statement(triple) for triple in clash),
        tuple(dict.fromkeys(subjects)),
    )


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
        return value.language is None and value.datatype not in _DATE_TYPES

    def list_individuals(self, facts: Iterable[Triple]) -> list[NamedNode]:
        """Return the things that facts or axioms speak of, in order; axioms name some concepts (owl:hasValue)."""
        named = {t.object for t in self.axioms if t.predicate == _HAS_VALUE}
        for triple in facts:
            named.add(triple.subject)
            if triple.predicate in self._objects:
                named.add(triple.object)
        return sorted((n for n in named if isinstance(n, NamedNode)), key=lambda n: n.value)

    def write(self, facts: Sequence[Triple]) -> list[Triple]:
        """Return the triples of a complete ontology in OWL 2 DL: axioms, facts and declarations of all they use."""
        things = self.list_individuals(facts)
        used = {t.object for t in facts if t.predicate == TYPE} - self._classes
        declared = [Triple(thing, TYPE, _INDIVIDUAL) for thing in things]
        declared += [Triple(c, TYPE, _CLASS) for c in sorted((c for c in used if isinstance(c, NamedNode)), key=str)]
        return list(dict.fromkeys([*self.axioms, *facts, *declared, *_tell_apart(things)]))


def _is_axiom(triple: Triple) -> bool:
    """Leave out annotations, which entail nothing, and ranges that are dates, which OWL 2 has no datatypes for."""
    if triple.predicate == _RANGE and triple.object in _DATE_TYPES:
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


def _run_hermit(java: str, triples: list[Triple]) -> tuple[bool, list[str]]:
    """Return whether the triples are consistent, and which classes can have no member.

    owlready2 reads N-Triples, and reads other formats as nothing without a word: what arrived is counted.
    """
    import owlready2

    world = owlready2.World()
    folder = tempfile.mkdtemp(prefix="kj-graph-")
    # owlready2 leaves its temporary file behind when the ontology is inconsistent: the folder goes with it.
    usual, tempfile.tempdir = tempfile.tempdir, folder
    usual_java, owlready2.JAVA_EXE = owlready2.JAVA_EXE, java
    try:
        path = os.path.join(folder, "view.nt")
        with open(path, "wb") as file:
            serialize(triples, file, RdfFormat.N_TRIPLES)
        with open(path, "rb") as file:
            view = world.get_ontology("https://w3id.org/kj-graph/view#").load(fileobj=file)
        arrived = len(view.graph)
        if arrived != len(triples):
            raise KjGraphError(
                f"owlready2 took {arrived} of {len(triples)} triples, so its verdict would mean nothing.",
                hint="Install the version of owlready2 that pyproject.toml names, or report this.",
            )
        try:
            owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False, []
        except owlready2.OwlReadyJavaError as error:
            last = [line for line in str(error).splitlines() if "xception" in line] or [str(error)]
            raise KjGraphError(
                f"HermiT stopped: {last[0].strip()}", hint="The ontology has left OWL 2 DL, or Java lacks memory."
            ) from error
        return True, sorted(c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing)
    finally:
        tempfile.tempdir, owlready2.JAVA_EXE = usual, usual_java
        world.close()
        shutil.rmtree(folder, ignore_errors=True)


def _find_java() -> str:
    """Return the Java that runs HermiT; raises MissingPartError without it or without owlready2."""
    home = os.environ.get("JAVA_HOME", "")
    java = shutil.which("java", path=os.path.join(home, "bin")) if home else None
    java = java or shutil.which("java")
    if java is None:
        raise MissingPartError(
            "Checking the logic needs Java for the reasoner HermiT, and no 'java' was found.",
            hint="Install a Java runtime of 11 or newer (Debian: apt install default-jre-headless; macOS: "
            "brew install openjdk), or set JAVA_HOME.",
        )
    try:
        import owlready2  # noqa: F401
    except ImportError as error:
        raise MissingPartError(
            "Checking the logic needs owlready2, which is not installed.", hint="Run: pip install owlready2"
        ) from error
    return java


def _locate_clash(java: str, view: _View) -> list[Triple]:
    """Return a smallest set of facts that already contradicts the axioms (Junker's QuickXplain, 2004).

    Two passes, classes alone and then relations with the classes of what they join, keep each run of HermiT small.
    """
    types = [t for t in view.facts if t.predicate == TYPE]
    relations = [t for t in view.facts if t.predicate != TYPE]

    def select_types(facts: Sequence[Triple]) -> list[Triple]:
        named = {term for t in facts for term in (t.subject, t.object)}
        return [t for t in types if t.subject in named]

    def clashes(facts: Sequence[Triple]) -> bool:
        return not _run_hermit(java, view.write(facts))[0]

    if clashes(types):
        return _minimise(clashes, [], types)
    found = _minimise(lambda facts: clashes([*select_types(facts), *facts]), [], relations)
    return [*_minimise(clashes, found, select_types(found)), *found]


def _minimise(clashes: Callable[[Sequence[Triple]], bool], given: list[Triple], facts: list[Triple]) -> list[Triple]:
    """Return a smallest part of the facts that clashes together with what is given."""

    def narrow(given: list[Triple], changed: bool, facts: list[Triple]) -> list[Triple]:
        if changed and clashes(given):
            return []
        if len(facts) == 1:
            return facts
        half = len(facts) // 2
        left, right = facts[:half], facts[half:]
        needed = narrow([*given, *left], True, right)
        return [*narrow([*given, *needed], bool(needed), left), *needed]

    return narrow(given, True, facts) if facts else []


def _write_statement(triple: Triple) -> str:
    value = triple.object
    shown = shorten_iri(value.value) if isinstance(value, NamedNode) else str(value)
    subject = shorten_iri(triple.subject.value) if isinstance(triple.subject, NamedNode) else str(triple.subject)
    predicate = "a" if triple.predicate == TYPE else shorten_iri(triple.predicate.value)
    return f"{subject} {predicate} {shown}"
