"""What a mapping says, as plain data: things, what is said of them, and where the values come from."""

from __future__ import annotations

import dataclasses

from pyoxigraph import Literal, NamedNode

from kj_graph.curation.places import Places


@dataclasses.dataclass(frozen=True)
class Hole:
    """A place in a pattern that a cell fills, through filters; `column` is None for the item of the statement."""

    column: str | None
    filters: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Pattern:
    """Text with holes, such as `kjr:event-{country|slug}-{year}`; prefixed names are already written out."""

    text: str
    parts: tuple[str | Hole, ...]

    @property
    def columns(self) -> list[str]:
        """The columns whose cells fill the holes."""
        return [part.column for part in self.parts if isinstance(part, Hole) and part.column is not None]


@dataclasses.dataclass(frozen=True)
class Condition:
    """When something is said: if a cell is one of `allowed` (anything, where that is None) and none of `refused`."""

    column: str
    allowed: frozenset[str] | None
    refused: frozenset[str]

    def holds(self, cell: str) -> bool:
        """Say whether the condition holds for a cell; an empty cell fulfils it only where `allowed` names it."""
        if self.allowed is not None:
            return cell in self.allowed
        return bool(cell) and cell not in self.refused


@dataclasses.dataclass(frozen=True)
class Statement:
    """One property of a thing, and where its values come from: one constant, one column or one pattern."""

    predicate: NamedNode | None
    predicate_column: str | None
    predicate_table: dict[str, NamedNode | None]
    constant: NamedNode | Literal | None
    column: str | None
    pattern: Pattern | None
    is_iri: bool
    table: dict[str, NamedNode | Literal | None] | None
    language: str | None
    datatype: str | None
    date_format: str | None
    separator: str | None
    required: bool
    when: Condition | None
    place: str


@dataclasses.dataclass(frozen=True)
class ThingRule:
    """One sort of thing that a row gives: its IRI, its classes and what is said of it."""

    iri: Pattern
    classes: tuple[NamedNode, ...]
    statements: tuple[Statement, ...]
    when: Condition | None
    repeats: str
    place: str


@dataclasses.dataclass(frozen=True)
class Mapping:
    """What a mapping file says; `places` finds the line of each part for messages."""

    path: str
    labels: tuple[Literal, ...]
    description: tuple[Literal, ...]
    licence: NamedNode
    source: NamedNode
    graph: NamedNode
    encoding: str
    delimiter: str
    filter_tables: dict[str, dict[str, str]]
    things: tuple[ThingRule, ...]
    places: Places

    def list_columns(self) -> list[tuple[str, str]]:
        """Return every column that the mapping names, with the place (file:line) that names it."""
        found: list[tuple[str, str]] = []
        for rule in self.things:
            found += [(column, rule.place) for column in rule.iri.columns]
            if rule.when:
                found.append((rule.when.column, rule.place))
            for each in rule.statements:
                named = [each.column, each.predicate_column, each.when.column if each.when else None]
                named += each.pattern.columns if each.pattern else []
                found += [(column, each.place) for column in named if column is not None]
        return found
