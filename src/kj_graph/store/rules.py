"""The rules of ontology/rules/ and their application until nothing new follows.

A rule is a file with one CONSTRUCT query and, in its header, the sentence that it stands for. Rules that only add are
applied first, over and over, until none of them gives anything new. Then those that count on silence (NOT EXISTS,
OPTIONAL) or pick a first one (GROUP BY) are applied, once and in the order of their names, and what they gave is taken
up by the first kind again. So the outcome does not depend on chance, and a rule of the second kind may use those named
before it.
"""

from __future__ import annotations

import os
import re

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kj_graph import vocabulary as v
from kj_graph.errors import InputError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Told = tuple[NamedNode, NamedNode | None]

_PREFIX = re.compile(r"^PREFIX\s+(\w*):\s*<([^>]*)>\s*$", re.MULTILINE)
_NAME = re.compile(r"(?<![\w?:/<])([a-z]+):([A-Za-z][\w-]*)")
_VARIABLE_PREDICATE = re.compile(r"\?\w+\s+\?\w+\s+\?\w+")
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")


class Rule:
    """One rule: `name` is that of its file, `sentences` what it says by language, `query` the CONSTRUCT."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.name = os.path.basename(path).removesuffix(".rq")
        self.query = text
        told = re.findall(r"^#\+ summary(?:-(ko|ja))?: (.+)$", text, re.MULTILINE)
        self.sentences: dict[str, str] = {language or "en": sentence for language, sentence in told}
        self.prefixes = dict(_PREFIX.findall(text))
        self.needs = [NamedNode(v.KJ + name.strip().removeprefix("kj:")) for name in _find_needs(text)]
        head, where, body = _COMMENT.sub("", text).partition("WHERE")
        self.where: str = body
        if "CONSTRUCT" not in head or not where:
            raise InputError(f"{path}: a rule must be a CONSTRUCT query", hint="Write CONSTRUCT { … } WHERE { … }.")
        self.template = head[head.index("{") + 1 : head.rindex("}")]
        self._of_any_class = re.search(r"\sa\s+\?", self.where) is not None
        self.gives_classes = " a " in self.template
        self.adds_only = not any(word in self.where for word in ("NOT EXISTS", "OPTIONAL", "GROUP BY"))
        named = _NAME.findall(_TEXT.sub("", self.where))
        self.names = {self.prefixes[prefix] + local for prefix, local in named if prefix in self.prefixes}
        self._schema_names = {NamedNode(name) for name in self.names if name.startswith((v.OWL, v.RDFS, v.RDF))}
        if re.search(r"\sa\s", self.where):
            self.names.add(v.TYPE.value)
        self.of_schema = bool(self._schema_names) and bool(
            _VARIABLE_PREDICATE.search(self.where.replace(";", " . ?s "))
        )

    @property
    def text_of_new(self) -> str:
        """The query; where it gives classes for any property, without the very many that are told already."""
        if not (self.of_schema and self.gives_classes):
            return self.query
        head, where, _ = self.query.partition("WHERE")
        return f"{head}{where} {{ {self.where} MINUS {{ {self.template} }} }}"

    def say(self, language: str) -> str:
        """Return the sentence in a language, or in English where the rule has none in it."""
        return self.sentences.get(language) or self.sentences.get("en", self.name)

    def reads(self, store: pyoxigraph.Store, told: Iterable[Told]) -> bool:
        """Say whether statements with one of these properties, or of these classes, can make the rule give more."""
        for predicate, kind in told:
            if kind is None and (predicate.value in self.names or self._declared(store, predicate)):
                return True
            if kind is not None and v.TYPE.value in self.names and self._of_class(store, kind):
                return True
        return False

    def _of_class(self, store: pyoxigraph.Store, kind: NamedNode) -> bool:
        return kind.value in self.names or (self._of_any_class and self._mentions(store, kind))

    def _declared(self, store: pyoxigraph.Store, term: NamedNode) -> bool:
        """Say whether the ontology says of a term what a rule over any property asks for."""
        return self.of_schema and self._mentions(store, term)

    def _mentions(self, store: pyoxigraph.Store, term: NamedNode) -> bool:
        """Say whether a statement of a kind that the rule asks for has a term as subject or value."""
        return any(
            True
            for name in self._schema_names
            for subject, predicate, value in ((term, name, None), (None, name, term), (term, None, name))
            for _ in store.quads_for_pattern(subject, predicate, value, None)
        )


def _find_needs(text: str) -> list[str]:
    """Return the properties without any of which the rule gives nothing, from its header."""
    found = re.search(r"^#\+ needs: (.+)$", text, re.MULTILINE)
    return found[1].split(",") if found else []


def read_rule(path: str) -> Rule:
    """Read one rule; raises InputError for a file that is none."""
    with open(path, encoding="utf-8") as file:
        return Rule(path, file.read())


def apply_rules(store: pyoxigraph.Store, rules: Sequence[Rule], scratch: str = "") -> int:
    """Add to the graph `inferred` what follows by the rules, and return how many triples that is.

    With `scratch`, a path where a file may be written for a while, what is derived is loaded in bulk, for graphs of
    millions of triples; the caller throws the store away after an error.
    """
    closure = _Closure(store, rules, scratch)
    closure.exhaust(closure.adding)
    for rule in rules:
        if not rule.adds_only:
            told = closure.apply(rule)
            closure.exhaust([each for each in closure.adding if each.reads(store, told)])
    return closure.added


class _Closure:
    """A store while rules are applied to it: `added` counts what they gave."""

    def __init__(self, store: pyoxigraph.Store, rules: Sequence[Rule], scratch: str) -> None:
        self._store = store
        self._scratch = scratch
        self.adding = [rule for rule in rules if rule.adds_only]
        self.added = 0

    def exhaust(self, pending: Sequence[Rule]) -> None:
        """Apply the rules that only add, beginning with the pending ones, as long as one gives something new.

        What gives classes waits for all others, which can give it work to do again.
        """
        waiting = {rule.name for rule in pending}
        while waiting:
            turn = [rule for rule in self.adding if rule.name in waiting and not rule.gives_classes]
            turn = turn or [rule for rule in self.adding if rule.name in waiting]
            waiting -= {rule.name for rule in turn}
            told: set[Told] = set()
            for rule in turn:
                told.update(self.apply(rule))
            ordered = sorted(told, key=str)
            waiting |= {rule.name for rule in self.adding if rule.reads(self._store, ordered)}

    def apply(self, rule: Rule) -> list[Told]:
        """Apply one rule once, add what is new, and return the properties and the classes that it is told with."""
        if rule.needs and not any(
            True for each in rule.needs for _ in self._store.quads_for_pattern(None, each, None, None)
        ):
            return []
        derived = self._store.query(rule.text_of_new, use_default_graph_as_union=True)
        assert isinstance(derived, pyoxigraph.QueryTriples)
        told = self._add_in_bulk(derived) if self._scratch else self._add(derived)
        return sorted(told, key=str)

    def _add(self, derived: pyoxigraph.QueryTriples) -> set[Told]:
        new = {
            Quad(triple.subject, triple.predicate, triple.object, v.INFERRED)
            for triple in derived
            if not any(
                True for _ in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            )
        }
        self._store.extend(new)
        self.added += len(new)
        return {
            (quad.predicate, quad.object if quad.predicate == v.TYPE and isinstance(quad.object, NamedNode) else None)
            for quad in new
        }

    def _add_in_bulk(self, derived: pyoxigraph.QueryTriples) -> set[Told]:
        before = self._count()
        derived.serialize(self._scratch, pyoxigraph.RdfFormat.N_TRIPLES)
        told = _read_told(self._scratch)
        if not told:
            return told
        self._store.bulk_load(path=self._scratch, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=v.INFERRED)
        for predicate in sorted({predicate for predicate, _ in told}, key=str):
            for graph in list(self._store.named_graphs()):
                if graph != v.INFERRED and any(
                    True for _ in self._store.quads_for_pattern(None, predicate, None, graph)
                ):
                    drop_both(self._store, v.INFERRED, graph, str(predicate))
        grown = self._count() - before
        self.added += grown
        return told if grown else set()

    def _count(self) -> int:
        found = self._store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {v.INFERRED} {{ ?s ?p ?o }} }}")
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return int(next(found)[0].value)


def _read_told(path: str) -> set[Told]:
    """Return the properties in a file of N-Triples, and the classes where it says of what class a thing is."""
    kind = f" {v.TYPE} "
    with open(path, encoding="utf-8") as file:
        found = {(line.split(" ", 2)[1], line.rpartition(kind)[2][:-3] if kind in line else "") for line in file}
    return {
        (NamedNode(predicate[1:-1]), NamedNode(value[1:-1]) if predicate == str(v.TYPE) and value[:1] == "<" else None)
        for predicate, value in found
    }


def drop_both(store: pyoxigraph.Store, graph: NamedNode, other: object, predicate: str = "?p") -> None:
    """Take out of a graph what another graph says too, with any predicate or one."""
    pattern = f"?s {predicate} ?o"
    chosen = "?p" if predicate == "?p" else f"({predicate} AS ?p)"
    both = f"SELECT ?s {chosen} ?o WHERE {{ GRAPH {other} {{ {pattern} }} GRAPH {graph} {{ {pattern} }} }}"
    found = store.query(both)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    for subject, named, value in list(found):
        store.remove(Quad(subject, named, value, graph))
