"""The order in which a document is told: by class and name what it describes, as written what it defines.

What is the same twice is told once, and one subject has one block. An ontology, a vocabulary, a file of shapes or the
description of a dataset keeps the order of its blocks, since that order is its argument; only its properties are put in
theirs.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from kj_graph.export.turtle import SECTIONS, find_section, order_value
from kj_graph.turtle.reading import Document
from kj_graph.turtle.tree import Block, Group, Node, Property, Remarks
from kj_graph.vocabulary import KJ, OWL, RDF, RDFS, SKOS, TYPE, rank_property

TYPE_CHECKING = False  # Term is a name for readers of types alone
if TYPE_CHECKING:
    from kj_graph.vocabulary import Term

_CLASSES = {KJ + name for name in SECTIONS}
_SHACL = "http://www.w3.org/ns/shacl#"
_TERM_CLASSES = {
    *(
        OWL + n
        for n in ("Ontology", "Class", "Restriction", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    ),
    *(RDFS + n for n in ("Class", "Datatype")),
    RDF + "Property",
    SKOS + "ConceptScheme",
    "http://rdfs.org/ns/void#Dataset",
    "http://www.w3.org/ns/dcat#Dataset",
    *(_SHACL + n for n in ("NodeShape", "PropertyShape", "PrefixDeclaration")),
}
_TERM_PROPERTIES = {RDFS + "subClassOf", RDFS + "subPropertyOf"}
_UNRANKED = rank_property("")[0]

Section = tuple[str, list[Block]]


def arrange_blocks(document: Document) -> list[Section]:
    """Return the blocks in their order, each section with its title; a file that defines terms has none."""
    blocks = document.blocks
    if defines_terms(blocks):
        for block in blocks:
            _arrange_properties(block.properties, keep=True)
            _settle_block(block)
        return [("", blocks)] if blocks else []
    merged = _merge(blocks)
    keyed = []
    for number, block in enumerate(merged):
        _arrange_properties(block.properties, keep=False)
        if block.subject.properties:
            _arrange_properties(block.subject.properties, keep=False)
        _settle_block(block)
        term = block.subject.term
        terms: dict[str, list[Term]] = {}
        for each in block.properties:
            terms[each.verb.term.value] = [value.term for value in each.values]
        rank, title = find_section(terms)
        name = "" if isinstance(term, BlankNode) and not block.subject.written else str(term)
        keyed.append(((rank, not name, name, number), title, block))
    sections: list[Section] = []
    for _, title, block in sorted(keyed, key=lambda each: each[0]):
        if not sections or sections[-1][0] != title:
            sections.append((title, []))
        sections[-1][1].append(block)
    return sections


def defines_terms(blocks: list[Block]) -> bool:
    """Say whether a file defines terms or shapes and describes nothing that has a section of its own."""
    found = False
    for block in blocks:
        for each in block.properties:
            if each.verb.term.value in _TERM_PROPERTIES:
                found = True
            if each.verb.term != TYPE:
                continue
            types = {value.term.value for value in each.values if isinstance(value.term, NamedNode)}
            if types & _CLASSES:
                return False
            found = found or bool(types & _TERM_CLASSES)
    return found


def _merge(blocks: list[Block]) -> list[Block]:
    """Give each named subject one block, and each of its properties one place."""
    known: dict[NamedNode | BlankNode | Literal, Block] = {}
    merged: list[Block] = []
    for block in blocks:
        named = block.subject.properties is None and not block.subject.items
        first = known.get(block.subject.term) if named else None
        if first is None:
            merged.append(block)
            if named:
                known[block.subject.term] = block
            continue
        first.properties += block.properties
        first.groups += block.groups
        if block.remarks:
            first.remarks = first.remarks or Remarks()
            first.remarks.after += block.remarks.after
    return merged


def _arrange_properties(properties: list[Property], *, keep: bool) -> None:
    """Put properties into their order, in place; with `keep` only those move for which the order has a place."""
    arranged = properties if keep else _merge_properties(properties)
    for each in arranged:
        each.values[:] = _arrange_values(each.values, keep=keep)
    if keep:
        ranked = [each for each in arranged if rank_property(each.verb.term.value)[0] < _UNRANKED]
        places = {id(each) for each in ranked}
        following = iter(sorted(ranked, key=lambda each: rank_property(each.verb.term.value)[0]))
        arranged = [next(following) if id(each) in places else each for each in arranged]
    else:
        arranged = sorted(arranged, key=lambda each: rank_property(each.verb.term.value))
    for each in arranged:
        _settle_property(each)
    properties[:] = arranged


def _settle_property(each: Property) -> None:
    """Let the comment behind the last value stand behind the property: on paper it is the same place."""
    value = each.values[-1]
    if value.remarks and value.remarks.after:
        each.remarks = each.remarks or Remarks()
        each.remarks.after[:0], value.remarks.after = value.remarks.after, []
        if not value.remarks.before:
            value.remarks = None


def _settle_block(block: Block) -> None:
    """Let the comment behind the last property stand behind the block; only one can, so others go above it."""
    last = block.properties[-1].remarks if block.properties else None
    behind = [*(last.after if last else ()), *(block.remarks.after if block.remarks else ())]
    if last:
        last.after = []
    if len(behind) > 1:
        block.groups.append(Group(behind[:-1], apart=False))
    block.remarks = Remarks([], behind[-1:]) if behind else None


def _merge_properties(properties: list[Property]) -> list[Property]:
    by_verb: dict[str, Property] = {}
    for each in properties:
        first = by_verb.setdefault(each.verb.term.value, each)
        if first is each:
            continue
        first.values += each.values
        if each.remarks:
            first.remarks = first.remarks or Remarks()
            first.remarks.before += each.remarks.before
            first.remarks.after += each.remarks.after
    return list(by_verb.values())


def _arrange_values(values: list[Node], *, keep: bool) -> list[Node]:
    kept: dict[tuple[object, str] | int, Node] = {}
    for value in values:
        if value.properties is not None:
            _arrange_properties(value.properties, keep=keep)
        if value.items:
            for item in value.items:
                _arrange_values([item], keep=keep)
        plain = value.properties is None and not value.items
        first = kept.setdefault((value.term, value.tag) if plain else id(value), value)
        if first is not value and value.remarks:
            first.remarks = first.remarks or Remarks()
            first.remarks.before += [*value.remarks.before, *value.remarks.after]
    arranged = list(kept.values())
    if not keep or all(value.tag for value in arranged):
        arranged.sort(key=_order_value)
    return arranged


def _order_value(value: Node) -> tuple[int, int, str, str]:
    if value.properties is not None or value.items:
        return (0, 1, "", "")  # brackets stay in the order in which they were written
    return (*order_value(value.term), value.tag)


def drop_titles(groups: list[Group], titles: set[str]) -> list[Group]:
    """Return the comments without the headings that are made anew from the classes."""
    return [group for group in groups if not (len(group.lines) == 1 and group.lines[0] in titles)]
