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

    def reads(self, store: pyoxigraph.Store, told: Iterable[tuple[NamedNode, NamedNode | None]]) -> bool:
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


def read_rule(path: str) -> Rule:
    """Read one rule; raises InputError for a file that is none."""
    with open(path, encoding="utf-8") as file:
        return Rule(path, file.read())


def apply_rules(store: pyoxigraph.Store, rules: Sequence[Rule]) -> int:
    """Add to the graph `inferred` what follows by the rules, and return how many triples that is."""
    adding = [rule for rule in rules if rule.adds_only]
    added = _exhaust(store, adding, adding)
    for rule in rules:
        if not rule.adds_only:
            told = _apply(store, rule)
            added += len(told)
            added += _exhaust(store, adding, [each for each in adding if each.reads(store, _summarise(told))])
    return added


def _exhaust(store: pyoxigraph.Store, rules: Sequence[Rule], pending: Sequence[Rule]) -> int:
    """Apply rules, beginning with the pending ones, as long as one gives something new.

    What gives classes waits for all others, which can give it work to do again.
    """
    added = 0
    waiting = {rule.name for rule in pending}
    while waiting:
        turn = [rule for rule in rules if rule.name in waiting and not rule.gives_classes]
        turn = turn or [rule for rule in rules if rule.name in waiting]
        waiting -= {rule.name for rule in turn}
        told: set[Quad] = set()
        for rule in turn:
            told |= _apply(store, rule)
        added += len(told)
        summary = _summarise(told)
        waiting |= {rule.name for rule in rules if rule.reads(store, summary)}
    return added


def _summarise(told: Iterable[Quad]) -> list[tuple[NamedNode, NamedNode | None]]:
    """Return the properties of statements, and the classes where they say of what class a thing is."""
    found = {
        (quad.predicate, quad.object if quad.predicate == v.TYPE and isinstance(quad.object, NamedNode) else None)
        for quad in told
    }
    return sorted(found, key=str)


def _apply(store: pyoxigraph.Store, rule: Rule) -> set[Quad]:
    """Apply one rule once and return what it added."""
    derived = store.query(rule.text_of_new, use_default_graph_as_union=True)
    assert isinstance(derived, pyoxigraph.QueryTriples)
    new = {
        Quad(triple.subject, triple.predicate, triple.object, v.INFERRED)
        for triple in derived
        if not any(True for _ in store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))
    }
    store.extend(new)
    return new
