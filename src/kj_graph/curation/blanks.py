"""Names for blank nodes that follow from what is said of them, so that two files can be compared.

Blank nodes that are linked to each other are named together, by the digest of their canonical form (RDFC-1.0): the same
description gets the same names in every file, and a change in one description leaves the names in all others as they
are. The work that RDFC-1.0 does grows with the factorial of the nodes that cannot be told apart; where there are more
than a few, one of them is chosen again and again instead, which names alike descriptions alike unless they were made to
deceive, and never gives different ones the same names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple

_MOST_ALIKE = 5
_Names = dict[str, str]


def name_blanks(triples: Iterable[Triple]) -> set[Triple]:
    """Return the triples with each blank node renamed after its description."""
    plain: set[Triple] = set()
    unnamed: list[Triple] = []
    for triple in triples:
        blank = isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
        (unnamed.append if blank else plain.add)(triple)
    if not unnamed:
        return plain
    counts: dict[str, int] = {}
    for group in _group(unnamed):
        named = _canonicalize(group)
        lines = sorted(str(triple) for triple in named)
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]
        # Two descriptions that are the same to the letter are two, as often as they stand in the file.
        number = counts[digest] = counts.get(digest, 0) + 1
        final = {name: f"d{digest}x{number}{name}" for triple in named for name in _list_blanks(triple)}
        plain.update(_rename(triple, final) for triple in named)
    return plain


def _group(triples: list[Triple]) -> list[list[Triple]]:
    """Return the triples in groups that share blank nodes."""
    parents: dict[str, str] = {}

    def find(name: str) -> str:
        while parents.setdefault(name, name) != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    for triple in triples:
        names = _list_blanks(triple)
        if len(names) == 2:
            parents[find(names[0])] = find(names[1])
    groups: dict[str, list[Triple]] = {}
    for triple in triples:
        groups.setdefault(find(_list_blanks(triple)[0]), []).append(triple)
    return list(groups.values())


def _list_blanks(triple: Triple) -> list[str]:
    return [term.value for term in (triple.subject, triple.object) if isinstance(term, BlankNode)]


def _rename(triple: Triple, names: _Names) -> Triple:
    subject, value = triple.subject, triple.object
    if isinstance(subject, BlankNode):
        subject = BlankNode(names[subject.value])
    if isinstance(value, BlankNode):
        value = BlankNode(names[value.value])
    return Triple(subject, triple.predicate, value)


def _canonicalize(group: list[Triple]) -> list[Triple]:
    """Return one group with names for its blank nodes that are the same for every group that says the same."""
    colours = _refine(group, {name: "" for triple in group for name in _list_blanks(triple)})
    alike = _gather(colours)
    tied = sum(len(names) for names in alike.values() if len(names) > 1)
    if 0 < tied <= _MOST_ALIKE:
        dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in group)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return [quad.triple for quad in dataset]
    while len(alike) < len(colours):
        colour = min(colour for colour, names in alike.items() if len(names) > 1)
        colours[min(alike[colour])] += "*"
        colours = _refine(group, colours)
        alike = _gather(colours)
    final = {names[0]: f"n{number}" for number, (_, names) in enumerate(sorted(alike.items()))}
    return [_rename(triple, final) for triple in group]


def _gather(colours: _Names) -> dict[str, list[str]]:
    alike: dict[str, list[str]] = {}
    for name, colour in colours.items():
        alike.setdefault(colour, []).append(name)
    return alike


def _refine(group: list[Triple], colours: _Names) -> _Names:
    """Return colours of blank nodes that follow from all that is around them, until no more can be told apart."""
    around: dict[str, list[tuple[str, str, str]]] = {name: [] for name in colours}
    for triple in group:
        subject, value = triple.subject, triple.object
        if isinstance(subject, BlankNode):
            other = value.value if isinstance(value, BlankNode) else ""
            around[subject.value].append((f"> {triple.predicate}", "" if other else str(value), other))
        if isinstance(value, BlankNode):
            other = subject.value if isinstance(subject, BlankNode) else ""
            around[value.value].append((f"< {triple.predicate}", "" if other else str(subject), other))
    count = len(set(colours.values()))
    while True:
        finer = {}
        for name, told in around.items():
            lines = sorted(
                f"{way} {fixed or ('self' if other == name else colours[other])}" for way, fixed, other in told
            )
            finer[name] = hashlib.sha256("\n".join([colours[name], *lines]).encode()).hexdigest()
        found = len(set(finer.values()))
        if found == count:
            return finer
        colours, count = finer, found
