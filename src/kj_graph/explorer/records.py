"""What the page knows: things with their names, relations, lives, evidence and readings.

These records say nothing about how they are drawn; `layout` places them and `page` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A literal in one language; `language` is the bare primary subtag, or empty.

    `datatype` is empty for plain text; where the tag is more than its primary subtag, it is the whole tag after an `@`.
    """

    value: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement is written, or that nobody has located it yet.

    `property` and `value` narrow the evidence to one statement; both empty means the whole thing.
    `verification` is the local name of the status: `verified` where a passage is given and nothing else is
    said.
    """

    id: str = ""
    property: str = ""
    value: str = ""
    language: str = ""
    datatype: str = ""
    source: str = ""
    passage: str = ""
    start: int | None = None
    end: int | None = None
    locator: str = ""
    sha256: str = ""
    verification: str = "verified"
    speakers: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Representative:
    """A person who acts for a party in one step of an agreement's life."""

    id: str
    person: str
    party: str
    office: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step in the life of an agreement."""

    id: str
    kind: str
    date: str
    places: tuple[str, ...]
    by_parties: tuple[str, ...]
    representatives: tuple[Representative, ...]
    notes: tuple[Text, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's holding of an office; `end` is the first day after it, or empty while it goes on."""

    id: str
    person: str
    office: str
    start: str
    end: str
    notes: tuple[Text, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A dated step of a proposal after it was floated."""

    id: str
    status: str
    date: str
    notes: tuple[Text, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A link that the editor sees and the text does not state."""

    id: str
    target: str
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A definition, note or editorial note; `kind` is the property's local name."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a panel of its own.

    `own_evidence` says which names and texts are our own translation; `classes` are the IRIs of all its classes;
    `label_property` the one that its labels come from; `label_types` the datatypes of those labels that are no plain
    text in their language.
    """

    id: str
    iri: str
    type: str
    labels: dict[str, str]
    own_translations: tuple[str, ...] = ()
    other_names: tuple[Text, ...] = ()
    notes: tuple[Note, ...] = ()
    values: tuple[tuple[str, Text], ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    life: tuple[Step, ...] = ()
    changes: tuple[Change, ...] = ()
    readings: tuple[Reading, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    own_evidence: tuple[Evidence, ...] = ()
    classes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    label_property: str = ""
    label_types: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that evidence points into."""

    id: str
    titles: tuple[Text, ...]
    publishers: tuple[Text, ...]
    tier: str
    addresses: tuple[Text, ...]
    languages: tuple[str, ...]
    issued: str
    retrieved: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What is drawn between two nodes; several statements of one pair and direction share an edge."""

    source: str
    target: str
    properties: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class PageModel:
    """Everything the page shows. Tuples are in a fixed order, so that one graph always gives one page."""

    things: tuple[Thing, ...]
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    sources: tuple[Source, ...]
    tenures: tuple[Tenure, ...]
    concepts: dict[str, dict[str, str]]
    classes: dict[str, dict[str, str]]
    properties: dict[str, dict[str, str]]
    version: str = ""
    as_of: str = ""
    day: str = ""
    statement_count: int = 0
    by_id: dict[str, Thing] = field(default_factory=dict, compare=False)
