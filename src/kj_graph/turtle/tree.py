"""What a Turtle document is made of, as it is written: blocks, properties, values, and the comments beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode


@dataclass(slots=True)
class Remarks:
    """The comments of one element, each as written: in lines before it, and behind it on its own line."""

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Node:
    """A subject, property or value: one term, `[ … ]` (with `properties`) or `( … )` (with `items`).

    `written` is the text of a term as it stands in the file, and `tag` its language as it is written there, since the
    library folds its letters. `end` is where the node ends, `start` where it begins.
    """

    term: NamedNode | BlankNode | Literal
    start: int
    end: int
    written: str = ""
    tag: str = ""
    properties: list[Property] | None = None
    items: list[Node] | None = None
    remarks: Remarks | None = None


@dataclass(slots=True)
class Property:
    """A property with its values, in the order of the file."""

    verb: Node
    values: list[Node]
    remarks: Remarks | None = None


@dataclass(slots=True)
class Group:
    """Comment lines that stand together; `apart` when a blank line follows them."""

    lines: list[str]
    apart: bool


@dataclass(slots=True)
class Block:
    """One statement of the document: a subject and what is said of it."""

    subject: Node
    properties: list[Property]
    groups: list[Group] = field(default_factory=list)
    remarks: Remarks | None = None
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Directive:
    """A prefix (with its name, without the colon) or, with the name None, a base."""

    name: str | None
    written: str
    iri: str
    groups: list[Group] = field(default_factory=list)
    remarks: Remarks | None = None
    start: int = 0
    end: int = 0


def list_nodes(subject: Node, properties: list[Property]) -> Iterator[Node]:
    """Yield every node of a block: subject, properties and values, and what stands within brackets."""
    yield subject
    if subject.properties:
        yield from _list_inside(subject.properties)
    for item in subject.items or ():
        yield from list_nodes(item, [])
    yield from _list_inside(properties)


def _list_inside(properties: list[Property]) -> Iterator[Node]:
    for each in properties:
        yield each.verb
        for value in each.values:
            if value.properties is None and value.items is None:
                yield value
            else:
                yield from list_nodes(value, [])
