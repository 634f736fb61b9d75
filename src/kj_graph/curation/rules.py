"""What the shapes ask of each class, read from `ontology/shapes.ttl`: nothing of it is typed a second time.

Only what a person or a program that writes descriptions has to know is read: which properties a class may have, how
many values, of what kind, and the words that say what to write.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kj_graph import resources
from kj_graph import vocabulary as v

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kj_graph.vocabulary import Term

_SH = "http://www.w3.org/ns/shacl#"


@dataclasses.dataclass(frozen=True)
class Rule:
    """One rule of a class: a property, how many values it takes, of which kind, and what to write."""

    property: str
    """The IRI of the property, or an empty string for a rule that no single property carries."""
    inverse: bool
    least: int
    most: int | None
    classes: tuple[str, ...]
    scheme: str
    languages: tuple[str, ...]
    dated: bool
    datatype: str
    conditional: bool
    """Whether the property is needed unless something else is there that the message names."""
    fixed: Term | None
    advice: bool
    message: str
    hint: str


@dataclasses.dataclass(frozen=True)
class ClassRules:
    """All rules of one class; `prefix` is the word with which the slugs of its things begin."""

    name: str
    allowed: frozenset[str]
    rules: tuple[Rule, ...]
    prefix: str

    def find(self, iri: str) -> Iterator[Rule]:
        """Yield the rules about one property."""
        return (rule for rule in self.rules if rule.property == iri and not rule.inverse)

    def is_single(self, iri: str) -> bool:
        """Say whether a thing of the class has at most one value of a property."""
        return any(rule.most == 1 for rule in self.find(iri))


@lru_cache(maxsize=1)
def read_rules() -> dict[str, ClassRules]:
    """Return the rules of each class of the ontology by its name; a narrower class also has those of the wider one."""
    reader = _Reader()
    return {name: reader.read(name) for name in reader.list_classes()}


class _Reader:
    def __init__(self) -> None:
        self._values: dict[tuple[Term, str], list[Term]] = {}
        self._targets: dict[str, list[Term]] = {}
        self._wider: dict[str, list[str]] = {}
        for quad in pyoxigraph.parse(path=resources.shapes_file()):
            self._values.setdefault((quad.subject, quad.predicate.value), []).append(quad.object)
            if quad.predicate.value == _SH + "targetClass" and isinstance(quad.object, NamedNode):
                self._targets.setdefault(quad.object.value, []).append(quad.subject)
        for path in resources.ontology_files():
            for quad in pyoxigraph.parse(path=path):
                if quad.predicate.value == v.RDFS + "subClassOf" and isinstance(quad.object, NamedNode):
                    self._wider.setdefault(quad.subject.value, []).append(quad.object.value)

    def list_classes(self) -> list[str]:
        """Return the names of our own classes that have a closed shape, or a wider class that has."""
        closed = {iri for iri, shapes in self._targets.items() if any(self._one(each, "closed") for each in shapes)}
        found = (iri for iri in self._targets if closed.intersection(self._widen(iri)))
        return sorted(iri[len(v.KJ) :] for iri in found if iri.startswith(v.KJ))

    def read(self, name: str) -> ClassRules:
        iri = v.KJ + name
        own, shapes = self._targets.get(iri, []), []
        for each in self._widen(iri):
            shapes += self._targets.get(each, [])
        allowed: set[str] = set()
        rules: list[Rule] = []
        for shape in own:
            if self._one(shape, "closed"):
                allowed.update(each.value for each in self._list(shape, "ignoredProperties") if _is_node(each))  # type: ignore[union-attr]
        if not allowed:
            for shape in shapes:
                allowed.update(each.value for each in self._list(shape, "ignoredProperties") if _is_node(each))  # type: ignore[union-attr]
        for shape in shapes:
            rule = self._read_rule(shape)
            if rule is not None:
                rules.append(rule)
        rules.sort(key=lambda rule: (rule.inverse, v.rank_property(rule.property), rule.message))
        return ClassRules(name, frozenset(allowed), tuple(rules), self._find_prefix([*own, *shapes]))

    def _widen(self, iri: str) -> list[str]:
        found = [iri]
        for each in found:
            found += [wider for wider in self._wider.get(each, ()) if wider not in found]
        return found

    def _read_rule(self, shape: Term) -> Rule | None:
        path = self._one(shape, "path")
        named, inverse = path, False
        if path is not None and not isinstance(path, NamedNode):
            named = self._one(path, "inversePath")
            inverse = named is not None
        if named is None:
            named = next(iter(self._values.get((shape, v.RDFS + "seeAlso"), [])), None)
            if named is None:
                return None
            path = None
        least = self._number(shape, "minCount") or self._number(shape, "qualifiedMinCount") or 0
        alternatives = self._list(shape, "or")
        classes = [each for part in (shape, *alternatives) for each in self._values.get((part, _SH + "class"), [])]
        described = [
            each
            for part in (shape, *(self._values.get((shape, _SH + "qualifiedValueShape"), [])))
            for each in self._values.get((part, _SH + "class"), [])
        ]
        return Rule(
            property=named.value if isinstance(named, NamedNode) else "",
            inverse=inverse,
            least=least if path is not None else 0,
            most=self._number(shape, "maxCount") if path is not None else None,
            classes=tuple(each.value for each in dict.fromkeys([*classes, *described]) if isinstance(each, NamedNode)),
            scheme=self._find_scheme(shape),
            languages=tuple(each.value for each in self._list(shape, "languageIn") if isinstance(each, Literal)),
            datatype=self._datatype(shape),
            conditional=path is None and (least > 0 or any(self._asks_for(part, named) for part in alternatives)),
            dated=any(self._datatype(part).startswith(v.XSD + "gYear") for part in alternatives),
            fixed=self._one(shape, "hasValue"),
            advice=self._one(shape, "severity") == NamedNode(_SH + "Warning"),
            message=self._text(shape, "message"),
            hint=self._text(shape, "description"),
        )

    def _asks_for(self, shape: Term, named: Term) -> bool:
        """Say whether an alternative of a rule is that a property is there."""
        inner = self._values.get((shape, _SH + "property"), [])
        return any(self._one(each, "path") == named and (self._number(each, "minCount") or 0) > 0 for each in inner)

    def _datatype(self, shape: Term) -> str:
        found = self._one(shape, "datatype")
        return found.value if isinstance(found, NamedNode) else ""

    def _find_scheme(self, shape: Term) -> str:
        for node in self._values.get((shape, _SH + "node"), []):
            for inner in self._values.get((node, _SH + "property"), []):
                scheme = self._one(inner, "hasValue")
                if isinstance(scheme, NamedNode):
                    return scheme.value
        return ""

    def _find_prefix(self, shapes: list[Term]) -> str:
        """Return the word before the slug, from the pattern that the IRIs of a class follow."""
        for shape in shapes:
            pattern = self._one(shape, "pattern") if self._one(shape, "path") is None else None
            if isinstance(pattern, Literal) and pattern.value.endswith("-[a-z0-9]+(-[a-z0-9]+)*$"):
                return pattern.value.removesuffix("-[a-z0-9]+(-[a-z0-9]+)*$").rpartition(")")[2]
        return ""

    def _one(self, subject: Term, name: str) -> Term | None:
        return next(iter(self._values.get((subject, _SH + name), [])), None)

    def _number(self, subject: Term, name: str) -> int | None:
        found = self._one(subject, name)
        return int(found.value) if isinstance(found, Literal) else None

    def _text(self, subject: Term, name: str) -> str:
        found = self._values.get((subject, _SH + name), [])
        return next((each.value for each in found if isinstance(each, Literal) and each.language == "en"), "")

    def _list(self, subject: Term, name: str) -> list[Term]:
        found: list[Term] = []
        node = self._one(subject, name)
        while node is not None and node != NamedNode(v.RDF + "nil"):
            found += self._values.get((node, v.RDF + "first"), [])
            node = next(iter(self._values.get((node, v.RDF + "rest"), [])), None)
        return found


def _is_node(term: Term) -> bool:
    return isinstance(term, NamedNode)
