"""Paths told in words: each step as a sentence with its evidence, in one language at a time."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.evidence import UNVERIFIED, EvidenceReader, Record, choose_records
from kj_graph.labels import choose_label
from kj_graph.paths.readings import Name, quote_name, read_relation, say_phrase

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.labels import Labeller
    from kj_graph.paths.relations import Neighbours, Relation
    from kj_graph.paths.routes import Route, Step
    from kj_graph.store.protocol import Store

_UNQUOTED = frozenset(("Organization", "Person", "Place", "State"))
_MOST_PASSAGES = 3


class Sentence(NamedTuple):
    """One relation in words, with where that is written or why the editors drew it."""

    relation: Relation
    text: str
    editorial: bool
    reason: str
    evidence: tuple[Record, ...]


class Teller:
    """Tells the paths of one store in one language."""

    def __init__(self, store: Store, neighbours: Neighbours, labeller: Labeller) -> None:
        self._store = store
        self._evidence = EvidenceReader(store)
        self._neighbours = neighbours
        self.labeller = labeller
        self.language = labeller.language

    def say(self, phrase: str, **values: object) -> str:
        """Return one of the phrases around paths."""
        return say_phrase(phrase, self.language, **values)

    def name(self, thing: str) -> str:
        """Return the label of a thing."""
        return self.labeller.text(NamedNode(thing))

    def marked(self, thing: str) -> str:
        """Return the label of a thing with a mark behind it where it is our own translation."""
        return self.labeller.marked(NamedNode(thing))

    def quote(self, thing: str) -> Name:
        """Return the label of a thing as it stands in a sentence."""
        name = self.name(thing)
        return Name(name) if self._neighbours.kind(thing) in _UNQUOTED else quote_name(name, self.language)

    def kind(self, thing: str) -> str:
        """Return what a thing is: its class in words."""
        return self.labeller.text(v.kj(self.kind_name(thing)))

    def kind_name(self, thing: str) -> str:
        """Return the local name of the class of a thing; a thread that the editors follow is of kj:theme."""
        name = self._neighbours.kind(thing)
        return "theme" if name == "Theme" else name

    def tell_step(self, step: Step) -> list[Sentence]:
        """Return a step in words, the most telling relation first."""
        told: dict[str, Sentence] = {}
        for relation in step.relations:
            sentence = self._tell_relation(relation, step.start)
            told.setdefault(sentence.text, sentence)
        return list(told.values())

    def tell_shared(self, route: Route) -> str:
        """Return what on a way very many things share, with how many."""
        return "; ".join(f"{self.name(thing)}: {self.say('share', number=many)}" for thing, many in route.shared)

    def _tell_relation(self, relation: Relation, start: str) -> Sentence:
        a, b = self.quote(relation.subject), self.quote(relation.object)
        text = read_relation(relation.property, self.language, a, b, inverse=relation.object == start)
        detail = self._tell_detail(relation)
        editorial = relation.property == "editorial"
        return Sentence(
            relation,
            f"{text} ({detail})" if detail else text,
            editorial,
            self._read_reason(relation) if editorial else "",
            () if editorial else self._find_evidence(relation),
        )

    def _tell_detail(self, relation: Relation) -> str:
        node = NamedNode(relation.bearer)
        if relation.property == "tenure":
            return "–".join(self._read_value(node, name) for name in ("from", "until"))
        event = self._store.one(node, v.kj("inAct")) if relation.property == "representative" else node
        if relation.property not in ("representative", "signedAt") or event is None:
            return ""
        kind = self._store.one(event, v.kj("lifeKind"))
        parts = [self.labeller.text(kind) if kind is not None else "", self._read_value(event, "date")]
        return ", ".join(filter(None, parts))

    def _read_value(self, node: NamedNode, name: str) -> str:
        return min((literal.value for literal in self._store.literals(node, v.kj(name))), default="")

    def _read_reason(self, relation: Relation) -> str:
        reasons = self._store.literals(NamedNode(relation.bearer), v.kj("reason"))
        chosen = choose_label(reasons, self.language)
        return chosen.text if chosen else ""

    def _find_evidence(self, relation: Relation) -> tuple[Record, ...]:
        if relation.property == "source":
            found = [
                record
                for node in self._neighbours.bearers(relation)
                for record in self._evidence.find(node)
                if record.source is not None and record.source.value == relation.object and record.passage is not None
            ]
            passages = {record.passage.value: record for record in reversed(found) if record.passage is not None}
            return tuple(passages[iri] for iri in sorted(passages)[:_MOST_PASSAGES])
        prefix = v.SKOS if relation.property == "broader" else v.KJ
        records = self._evidence.find(NamedNode(relation.bearer))
        if relation.bearer != relation.subject:
            return tuple(records)
        return choose_records(records, prefix + relation.property, NamedNode(relation.object))


def tell_place(record: Record, labeller: Labeller) -> str:
    """Return where a record's passage stands in its source, or an empty string where none was seen."""
    if record.passage is None or record.verification == UNVERIFIED:
        return ""
    return labeller.locate(record.passage)
