"""What changed from one set of triples to another, thing by thing.

Blank nodes are compared by what is said of them, so that a file written anew by another tool shows no change. A thing
that the later side says is replaced (`dcterms:isReplacedBy`) is followed: what spoke of it and now speaks of its
successor is no change.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kj_graph import vocabulary as v
from kj_graph.curation.blanks import name_blanks
from kj_graph.curation.reading import list_files, read_triples
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Namer(Protocol):
        """What a Labeller asks of a store."""

        def literals(self, subject: NamedNode, predicate: NamedNode) -> list[Literal]:
            """Return the literal values of one property of one thing."""

        def one(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
            """Return the first thing that a property leads to, or None."""

    from kj_graph.vocabulary import Term

_REPLACED = NamedNode(v.DCTERMS + "isReplacedBy")
ADDED, REMOVED, CHANGED, RENAMED = "added", "removed", "changed", "renamed"


@dataclasses.dataclass(frozen=True)
class Change:
    """The values of one property that went and came; those of one language, or a single one, are told as old → new."""

    property: NamedNode
    removed: tuple[Term, ...]
    added: tuple[Term, ...]

    def pairs(self) -> list[tuple[Term | None, Term | None]]:
        """Return old and new values side by side where they answer each other, else one of the two alone."""
        old, new = list(self.removed), list(self.added)
        found: list[tuple[Term | None, Term | None]] = []
        for language in dict.fromkeys(_language(term) for term in sorted((*old, *new), key=_sort_term)):
            before = [term for term in old if _language(term) == language]
            after = [term for term in new if _language(term) == language]
            if len(before) == len(after) == 1:
                found.append((before[0], after[0]))
                continue
            found += [(term, None) for term in before]
            found += [(None, term) for term in after]
        return found


@dataclasses.dataclass(frozen=True)
class ThingChange:
    """What happened to one thing: added, removed, changed, or renamed from `was`."""

    thing: NamedNode | BlankNode
    kind: str
    classes: tuple[NamedNode, ...]
    changes: tuple[Change, ...]
    was: NamedNode | None = None


class Side:
    """One of the two sets of triples; it answers what a Labeller asks of a store."""

    at_hand = True

    def __init__(self, triples: Iterable[Triple], around: Namer | None = None) -> None:
        self.triples = name_blanks(triples)
        self.around = around
        """Where the names of things are looked for that these triples do not describe."""
        self._subjects: dict[Term, list[Triple]] | None = None

    def describe(self, thing: object) -> list[Triple]:
        """Return the triples of one thing."""
        if self._subjects is None:
            self._subjects = {}
            for triple in self.triples:
                self._subjects.setdefault(triple.subject, []).append(triple)
        return self._subjects.get(thing, [])  # type: ignore[call-overload, no-any-return]  # any term may be asked for

    def literals(self, subject: NamedNode, predicate: NamedNode) -> list[Literal]:
        """Return the literal values of one property of one thing."""
        told = self.describe(subject)
        if not told and self.around is not None:
            return self.around.literals(subject, predicate)
        return [each.object for each in told if each.predicate == predicate and isinstance(each.object, Literal)]

    def one(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """Return the first thing that a property leads to, in the order of IRIs, or None."""
        told = self.describe(subject)
        if not told and self.around is not None:
            return self.around.one(subject, predicate)
        things = [each.object for each in told if each.predicate == predicate and isinstance(each.object, NamedNode)]
        return min(things, key=lambda thing: thing.value) if things else None


class Difference:
    """All that differs between two sides, in the order of classes and names of things."""

    def __init__(self, before: Iterable[Triple], after: Iterable[Triple], *, partial: bool = False) -> None:
        self.before, self.after = Side(before), Side(after)
        self.partial = partial
        """Whether only the things that the later side describes were compared."""
        self.renamed = _find_renamed(self.before, self.after)
        old, new = self._follow(self.before.triples, self.after.triples)
        self.gone = {triple for triple in old if triple not in new}
        self.come = {triple for triple in new if triple not in old}
        self.things = sorted(self._list_things(old, new), key=_order)

    def __bool__(self) -> bool:
        return bool(self.things)

    def _follow(self, old: set[Triple], new: set[Triple]) -> tuple[set[Triple], set[Triple]]:
        """Return both sides with the replaced things under the names of their successors."""
        names = self.renamed
        if not names:
            return old, new

        def rename(term: Term) -> Term:
            return names.get(term, term) if isinstance(term, NamedNode) else term

        followed = {Triple(rename(t.subject), t.predicate, rename(t.object)) for t in old}  # type: ignore[arg-type]
        kept = {t for t in new if t.subject not in names}
        return followed, kept

    def _list_things(self, old: set[Triple], new: set[Triple]) -> Iterator[ThingChange]:
        changed: dict[Term, dict[NamedNode, tuple[list[Term], list[Term]]]] = {}
        for side, triples in enumerate((self.gone, self.come)):
            for triple in triples:
                changed.setdefault(triple.subject, {}).setdefault(triple.predicate, ([], []))[side].append(
                    triple.object
                )
        successors = {new_name: old_name for old_name, new_name in self.renamed.items()}
        for name in successors:
            changed.setdefault(name, {})
        there_before = {triple.subject for triple in old if triple.subject in changed}
        there_after = {triple.subject for triple in new if triple.subject in changed}
        for thing, properties in changed.items():
            if not isinstance(thing, NamedNode | BlankNode):
                continue
            was = successors.get(thing) if isinstance(thing, NamedNode) else None
            kind = CHANGED if thing in there_before and thing in there_after else ADDED
            kind = REMOVED if thing not in there_after else kind
            if was is not None:
                kind = RENAMED
            holder = self.before if kind == REMOVED else self.after
            classes = sorted(
                {t.object for t in holder.describe(thing) if t.predicate == v.TYPE and isinstance(t.object, NamedNode)},
                key=lambda each: each.value,
            )
            changes = tuple(
                Change(name, tuple(sorted(gone, key=_sort_term)), tuple(sorted(come, key=_sort_term)))
                for name, (gone, come) in sorted(properties.items(), key=lambda each: v.rank_property(each[0].value))
            )
            yield ThingChange(thing, kind, tuple(classes), changes, was)


def compare_files(before: str, after: str) -> Difference:
    """Return what changed from one file or folder of files to another; raises InputError where one cannot be read."""
    return Difference(_read_all(before), _read_all(after))


def compare_part(before: Iterable[Triple], after: str, *, whole: bool = False) -> Difference:
    """Return what a file or folder changes at a graph: at the things it describes, or at all where it is the whole."""
    new = list(_read_all(after))
    if whole:
        return Difference(before, new)
    described = {triple.subject for triple in new}
    return Difference((triple for triple in before if triple.subject in described), new, partial=True)


def _read_all(path: str) -> Iterator[Triple]:
    for file in list_files(path):
        yield from read_triples(file)


def _find_renamed(before: Side, after: Side) -> dict[NamedNode, NamedNode]:
    """Return the things of the earlier side that the later side newly says are replaced, each with its last successor.

    Successors that lead in a circle, and things with more than one successor, are left as they are.
    """
    found: dict[NamedNode, set[NamedNode]] = {}
    for triple in after.triples:
        if triple.predicate == _REPLACED and triple not in before.triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode) and before.describe(subject):
                found.setdefault(subject, set()).add(value)
    single = {old: next(iter(new)) for old, new in found.items() if len(new) == 1}
    renamed: dict[NamedNode, NamedNode] = {}
    for old, successor in single.items():
        seen, last = {old}, successor
        while last in single and last not in seen:
            seen.add(last)
            last = single[last]
        if last not in seen and after.describe(last) and last not in renamed.values():
            renamed[old] = last
    return renamed


def _language(term: Term) -> str:
    return (term.language or "") if isinstance(term, Literal) else ""


def _sort_term(term: Term) -> tuple[bool, int, str]:
    language = _language(term)
    return (isinstance(term, Literal), LANGUAGES.index(language) if language in LANGUAGES else 9, str(term))


def _order(change: ThingChange) -> tuple[int, str, str]:
    from kj_graph.export.turtle import SECTIONS

    names = list(SECTIONS)
    ranks = [names.index(each.value[len(v.KJ) :]) for each in change.classes if each.value[len(v.KJ) :] in names]
    return (max(ranks, default=len(names)), change.classes[0].value if change.classes else "", str(change.thing))
