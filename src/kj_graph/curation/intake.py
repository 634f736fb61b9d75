"""What other files say that concerns us: read once, as a stream, and kept in a temporary file until it is sorted.

Memory grows with the things that a mapping wants, not with the file. Of a file of a million triples about other matters
nothing stays but the counts of what was left out.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kj_graph.curation.reading import read_triples
from kj_graph.curation.recognition import NUMBERS, Known
from kj_graph.curation.vocabularies import SAME, ClassTarget, Vocabularies
from kj_graph.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kj_graph.vocabulary import Term

MOST_THINGS = 100_000
_MOST_COUNTED = 5_000
_TYPE, _SAME, _HAVING, _SAID = "type", "same", "having", "said"


@dataclasses.dataclass
class Foreign:
    """One thing of another file: its classes in our terms, what it is said to be the same as, what is said of it."""

    node: NamedNode | BlankNode
    file: int
    targets: list[ClassTarget] = dataclasses.field(default_factory=list)
    same: list[str] = dataclasses.field(default_factory=list)
    said: list[tuple[str, Term]] = dataclasses.field(default_factory=list)
    """Properties of the other vocabulary, which a mapping names, and their values."""


class Intake:
    """The reading of all files of one merge."""

    def __init__(self, vocabularies: Vocabularies, known: Known, *, only_matched: bool) -> None:
        self._vocabularies = vocabularies
        self._known = known
        self._only_matched = only_matched
        self._wanted: dict[str, tuple[int, list[ClassTarget]]] = {}
        self._ways: dict[str, tuple[str, str]] = {}
        self.read: list[int] = []
        self.left_out: Counter[str] = Counter()
        """How often each property or class that no mapping names was met."""
        self.others = 0
        """How many triples say something that is mapped, of things that are not wanted."""

    def take(self, paths: Iterable[str], *, progress: bool = False) -> dict[str, Foreign]:
        """Return the wanted things of the files by their names; raises InputError where a file cannot be read."""
        with tempfile.TemporaryFile() as spool:
            for number, path in enumerate(paths):
                count = 0
                for triple in read_triples(path, progress=progress):
                    count += 1
                    line = self._sift(triple, number)
                    if line:
                        spool.write(line.encode())
                self.read.append(count)
            spool.seek(0)
            return self._gather(parse(spool, RdfFormat.N_TRIPLES))

    def _sift(self, triple: Triple, file: int) -> str:
        """Return a triple that may matter as a line of the spool, and note whether it makes its subject wanted."""
        given = triple.predicate.value
        known = self._ways.get(given)
        if known is None:
            known = self._ways[given] = self._find_way(given)
        way, predicate = known
        if not way:
            self._count(predicate)
            return ""
        subject, value = self._rename(triple.subject, file), self._rename(triple.object, file)
        if not isinstance(subject, NamedNode | BlankNode) or isinstance(value, Triple):
            return ""
        name = str(subject)
        if isinstance(subject, NamedNode) and name not in self._wanted and self._known.find_outside(subject.value):
            self._want(name, file)
        if way == _TYPE:
            target = self._vocabularies.classes.get(value.value) if isinstance(value, NamedNode) else None
            if target is None:
                self._count(getattr(value, "value", ""))
                return ""
            if self._may_be_new(target):
                self._want(name, file, target)
                return ""
        elif way == _HAVING:
            if self._may_be_new(self._vocabularies.having[predicate]):
                self._want(name, file, self._vocabularies.having[predicate])
        elif way == _SAME:
            if isinstance(value, NamedNode) and self._known.find_outside(value.value):
                self._want(name, file)
        elif predicate in NUMBERS and isinstance(value, Literal) and self._known.find_number(predicate, value.value):
            self._want(name, file)
        return f"{name} <{predicate}> {value} .\n"

    def _find_way(self, given: str) -> tuple[str, str]:
        """Return what is to be done with the triples of a property, and the property in the form that is compared."""
        vocabularies = self._vocabularies
        predicate = vocabularies.unify(given)
        if predicate in vocabularies.types:
            return _TYPE, predicate
        if predicate in SAME:
            return _SAME, predicate
        if predicate in vocabularies.properties:
            return (_HAVING if predicate in vocabularies.having else _SAID), predicate
        return "", predicate

    def _may_be_new(self, target: ClassTarget) -> bool:
        return not (target.matched or self._only_matched)

    def _rename(self, term: Term, file: int) -> Term:
        if isinstance(term, BlankNode):
            return BlankNode(f"f{file}x{term.value}")
        if isinstance(term, NamedNode):
            given = term.value
            unified = self._vocabularies.unify(given)
            return term if unified is given else NamedNode(unified)
        return term

    def _want(self, name: str, file: int, target: ClassTarget | None = None) -> None:
        if name not in self._wanted:
            if len(self._wanted) == MOST_THINGS:
                raise InputError(
                    f"more than {MOST_THINGS:,} things of the files are of classes that a mapping names",
                    hint="Take only what is recognised (--only-matched), or merge a part of the data.",
                )
            self._wanted[name] = (file, [])
        if target is not None and target not in self._wanted[name][1]:
            self._wanted[name][1].append(target)

    def _count(self, iri: str) -> None:
        if iri in self.left_out or len(self.left_out) < _MOST_COUNTED:
            self.left_out[iri] += 1

    def _gather(self, spool: Iterator[object]) -> dict[str, Foreign]:
        vocabularies = self._vocabularies
        found: dict[str, Foreign] = {}
        for name, (file, targets) in self._wanted.items():
            node = BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name[1:-1])
            found[name] = Foreign(node, file, targets)
        for quad in spool:
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object  # type: ignore[attr-defined]
            thing = found.get(str(subject))
            if predicate in vocabularies.types:
                if thing is not None and isinstance(value, NamedNode):
                    thing.targets.append(vocabularies.classes[value.value])
                continue
            if predicate in SAME:
                if thing is not None and isinstance(value, NamedNode):
                    thing.same.append(value.value)
                continue
            if vocabularies.properties[predicate].inverse:
                thing, value = found.get(str(value)), subject
            if thing is None:
                self.others += 1
                continue
            thing.said.append((predicate, value))
        for thing in found.values():
            thing.said = sorted(set(thing.said), key=lambda each: (each[0], str(each[1])))
        return found
