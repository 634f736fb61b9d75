"""One small set of statements that cannot all be true, out of very many.

The rules of ontology/clashes/ point to a set, which HermiT confirms and from which it takes what is not needed. Where
they see nothing, Junker's QuickXplain (2004) narrows the data down. All of it ends when the time is over, with the
smallest set found so far.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import BlankNode, NamedNode, Triple

from kj_graph.vocabulary import OWL, TYPE

_DECLARED = {
    NamedNode(OWL + name)
    for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology")
}


class Clash:
    """Facts and axioms that cannot all be true; `smallest` where none can be spared, `rule` the sentence they break."""

    def __init__(self, facts: Iterable[Triple], axioms: Iterable[Triple], *, smallest: bool, rule: str = "") -> None:
        self.facts = tuple(facts)
        self.axioms = tuple(axioms)
        self.smallest = smallest
        self.rule = rule


class Budget:
    """The time that is left for narrowing down, and the test of a set within it."""

    def __init__(self, seconds: float, ask: Callable[[Sequence[Triple], float], bool]) -> None:
        self._end = time.monotonic() + seconds
        self._ask = ask

    def clashes(self, triples: Sequence[Triple]) -> bool:
        """Say whether a set cannot be true; raises TimeoutError when the time is over."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return not self._ask(triples, left)


def gather_axioms(chosen: Iterable[Triple], axioms: Sequence[Triple]) -> list[list[Triple]]:
    """Return the chosen axioms, each with the nodes without a name that it is written with."""
    by_node: dict[object, list[Triple]] = {}
    for triple in axioms:
        for term in (triple.subject, triple.object):
            if isinstance(term, BlankNode):
                by_node.setdefault(term, []).append(triple)
    groups: list[list[Triple]] = []
    seen: set[Triple] = set()
    for triple in chosen:
        if triple in seen:
            continue
        group, waiting = [triple], [term for term in (triple.subject, triple.object) if isinstance(term, BlankNode)]
        known = set(waiting)
        while waiting:
            for each in by_node.get(waiting.pop(), ()):
                if each not in group:
                    group.append(each)
                for term in (each.subject, each.object):
                    if isinstance(term, BlankNode) and term not in known:
                        known.add(term)
                        waiting.append(term)
        seen.update(group)
        groups.append(group)
    return groups


def is_declaration(triple: Triple) -> bool:
    """Say whether an axiom only declares a term, which no set needs to be told."""
    return triple.predicate == TYPE and triple.object in _DECLARED and isinstance(triple.subject, NamedNode)


def spare(clashes: Callable[[list[list[Triple]]], bool], groups: list[list[Triple]]) -> tuple[list[list[Triple]], bool]:
    """Return the groups without those that can be spared, and whether there was time to try each."""
    kept = list(groups)
    for group in groups:
        fewer = [each for each in kept if each is not group]
        try:
            if clashes(fewer):
                kept = fewer
        except TimeoutError:
            return kept, False
    return kept, True


def narrow(
    clashes: Callable[[Sequence[list[Triple]]], bool], facts: list[list[Triple]]
) -> tuple[list[list[Triple]], bool]:
    """Return a smallest part that clashes, and True; when the time is over the smallest found, and False."""
    best = facts

    def test(chosen: list[list[Triple]]) -> bool:
        nonlocal best
        found = clashes(chosen)
        if found and len(chosen) < len(best):
            best = chosen
        return found

    def explain(given: list[list[Triple]], changed: bool, among: list[list[Triple]]) -> list[list[Triple]]:
        if changed and test(given):
            return []
        if len(among) == 1:
            return among
        half = len(among) // 2
        left, right = among[:half], among[half:]
        needed = explain([*given, *left], True, right)
        return [*explain([*given, *needed], bool(needed), left), *needed]

    try:
        return (explain([], True, facts) if facts else []), True
    except TimeoutError:
        return best, False
