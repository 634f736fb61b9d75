"""All that the graph says about one thing, with the evidence for each statement.

Statements are in one fixed order of properties. What belongs to the thing but stands in nodes of its own (the
life of an agreement and who acted in it) is told here as part of the thing.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.evidence import DISPUTED, EvidenceReader, Record, choose_records
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any, NamedTuple

    from pyoxigraph import Triple

    from kj_graph.labels import Labeller
    from kj_graph.results import Solutions
    from kj_graph.store.protocol import Store
    from kj_graph.vocabulary import Term
else:
    from kj_graph.tuples import NamedTuple

_NAMES = {v.PREF_LABEL.value, v.ALT_LABEL.value, v.LABEL.value, v.TITLE.value}
_NOTES = tuple(v.SKOS + name for name in ("definition", "note", "editorialNote", "example", "scopeNote"))
_HIDDEN = {v.TYPE.value, v.RDFS + "isDefinedBy", v.SKOS + "inScheme", *(v.KJ + name for name in v.DERIVED_DATES)}
_SHORTCUTS = {v.expand_name(name) for name in v.SHORTCUTS}
_FOLDED = {v.KJ + name for name in ("about", "ofAgreement", "inAct", "onProperty", "onValue")}
_UNMENTIONED = {*_FOLDED, v.KJ + "linksTo", v.KJ + "passage", v.TYPE.value}


class Statement(NamedTuple):
    """One property of the thing and one value, with the evidence for it; `inferred` where a rule derived it."""

    property: NamedNode
    value: Term
    evidence: tuple[Record, ...]
    inferred: bool


class Differing(NamedTuple):
    """A value of a property that the graph does not give and some source does."""

    property: NamedNode
    value: Term
    evidence: tuple[Record, ...]


class Actor(NamedTuple):
    """A person who acted for a party in an act, in an office where the document names one."""

    person: NamedNode
    party: NamedNode | None
    office: NamedNode | None
    evidence: tuple[Record, ...]


class Act(NamedTuple):
    """One act or fact in the life of an agreement, with who acted in it; `differing` is what sources tell otherwise."""

    event: NamedNode
    kind: NamedNode | None
    date: str
    place: NamedNode | None
    party: NamedNode | None
    actors: tuple[Actor, ...]
    evidence: tuple[Record, ...]
    differing: tuple[Differing, ...]


class Link(NamedTuple):
    """A link that the editors draw and the text does not: the other thing, the reason, and which end the thing is."""

    link: NamedNode
    other: NamedNode
    reason: str
    outgoing: bool


class Description:
    """All about one thing: `names`, `types`, `statements`, `life`, `links`, `mentions` and `evidence`.

    `differing` are values of properties that sources give otherwise than the graph does.
    On a `day`, `standing` are the rows that say how the thing stood, and `possible` the things that were only possibly
    there yet.
    """

    def __init__(self, store: Store, thing: NamedNode, labeller: Labeller) -> None:
        self.thing = thing
        self.labeller = labeller
        self._store = store
        self._reader = EvidenceReader(store)
        records = self._reader.find(thing)
        self.evidence = tuple(record for record in records if not record.on_property)
        self._records = records
        self.types: tuple[NamedNode, ...] = ()
        self.names: list[tuple[str, Literal, tuple[Record, ...]]] = []
        self.notes: list[tuple[NamedNode, Literal]] = []
        self.statements: list[Statement] = []
        self.day = ""
        self.standing: Solutions | None = None
        self.possible: frozenset[Term] = frozenset()
        self._read_statements()
        self.differing = self._read_differing(thing, records)
        self.life = tuple(sorted(map(self._read_act, self._subjects("ofAgreement")), key=_act_order))
        self.links = tuple(self._read_links())
        self.mentions = self._read_mentions()

    @property
    def label(self) -> str:
        """The name of the thing in the chosen language."""
        return self.labeller.text(self.thing)

    def records(self) -> list[Record]:
        """Return every piece of evidence that the description rests on, once each, in the order of appearance."""
        found: dict[str, Record] = {}
        for record in (
            *(record for _, _, records in self.names for record in records),
            *(record for statement in self.statements for record in statement.evidence),
            *(record for differing in self.differing for record in differing.evidence),
            *(record for act in self.life for record in act.evidence),
            *(record for act in self.life for differing in act.differing for record in differing.evidence),
            *(record for act in self.life for actor in act.actors for record in actor.evidence),
            *self.evidence,
        ):
            found.setdefault(record.evidence.value, record)
        return list(found.values())

    def to_dict(self) -> dict[str, Any]:
        """Return the description as plain Python data, ready for JSON.

        `labels` gives for each thing that is named in it the label that is shown and the language that one is in.
        """
        show, shown = _show, {self.thing.value: self.labeller.label(self.thing)}

        def text(thing: NamedNode) -> str:
            shown[thing.value] = label = self.labeller.label(thing)
            return label.text

        def tell(record: Record) -> dict[str, Any]:
            return {
                "evidence": record.evidence.value,
                "source": record.source.value if record.source else None,
                "sourceTitle": text(record.source) if record.source else None,
                "tier": text(record.tier) if record.tier else None,
                "locator": self.labeller.locate(record.passage) if record.passage else None,
                "address": record.address or None,
                "verification": record.verification.rpartition("verification-")[2] or "seen",
                "notes": [{"text": note.value, "lang": note.language} for note in record.notes],
            }

        def tell_value(statement: Statement | Differing) -> dict[str, Any]:
            value = statement.value
            return {
                "property": statement.property.value,
                "propertyLabel": text(statement.property),
                "value": show(value),
                "valueLabel": text(value) if isinstance(value, NamedNode) else show(value),
                "evidence": [tell(record) for record in statement.evidence],
            }

        told = {
            "iri": self.thing.value,
            "label": self.label,
            "labelLang": shown[self.thing.value].language,
            "types": [text(each) for each in self.types],
            "names": [
                {
                    "text": name.value,
                    "lang": name.language,
                    "kind": kind,
                    "evidence": [tell(r) for r in records],
                }
                for kind, name, records in self.names
            ],
            "notes": [{"text": note.value, "lang": note.language} for _, note in self.notes],
            "statements": [{**tell_value(each), "inferred": each.inferred} for each in self.statements],
            "differing": [tell_value(each) for each in self.differing],
            "life": [
                {
                    "event": act.event.value,
                    "kind": text(act.kind) if act.kind else None,
                    "date": act.date,
                    "place": text(act.place) if act.place else None,
                    "party": text(act.party) if act.party else None,
                    "actors": [
                        {
                            "person": text(actor.person),
                            "party": text(actor.party) if actor.party else None,
                            "office": text(actor.office) if actor.office else None,
                        }
                        for actor in act.actors
                    ],
                    "evidence": [tell(record) for record in act.evidence],
                    "differing": [tell_value(each) for each in act.differing],
                }
                for act in self.life
            ],
            "editorialLinks": [
                {"other": link.other.value, "otherLabel": text(link.other), "reason": link.reason}
                for link in self.links
            ],
            "mentions": [
                {
                    "property": text(each),
                    "things": [{"iri": thing.value, "label": text(thing)} for thing in things],
                }
                for each, things in self.mentions
            ],
            "evidence": [tell(record) for record in self.evidence],
            **({"asOf": self._tell_standing()} if self.day else {}),
        }
        labels = {iri: {"text": label.text, "lang": label.language} for iri, label in sorted(shown.items())}
        return {**told, "labels": labels}

    def _tell_standing(self) -> dict[str, Any]:
        rows = self.standing
        told = [] if rows is None else [dict(zip(rows.variables, row, strict=True)) for row in rows.to_text()]
        things = [] if rows is None else rows.to_dicts()
        return {
            "day": self.day,
            "standing": [{"values": row, "labels": words} for row, words in zip(things, told, strict=True)],
            "possible": sorted(act.event.value for act in self.life if act.event in self.possible),
        }

    def __repr__(self) -> str:
        return f"Description({v.shorten_iri(self.thing.value)})"

    def _repr_html_(self) -> str:
        from html import escape

        from kj_graph.display.descriptions import draw_description

        return f'<pre lang="{self.labeller.language}">{escape(draw_description(self, 100))}</pre>'

    def _read_statements(self) -> None:
        types: list[NamedNode] = []
        for quad in self._store.quads(subject=self.thing):
            name = quad.predicate.value
            if quad.graph_name == v.INFERRED and (name == v.TYPE.value or name in _SHORTCUTS):
                continue
            if name == v.TYPE.value and isinstance(quad.object, NamedNode):
                types.append(quad.object)
            elif name in _NAMES and isinstance(quad.object, Literal):
                kind = v.shorten_iri(name)
                self.names.append((kind, quad.object, self._evidence_for(name, quad.object, whole=False)))
            elif name in _NOTES and isinstance(quad.object, Literal):
                self.notes.append((quad.predicate, quad.object))
            elif name not in _HIDDEN and name not in _FOLDED:
                inferred = quad.graph_name == v.INFERRED
                evidence = () if inferred else self._evidence_for(name, quad.object)
                self.statements.append(Statement(quad.predicate, quad.object, evidence, inferred))
        self.types = tuple(sorted(set(types), key=lambda each: each.value))
        rank = {language: index for index, language in enumerate(LANGUAGES)}
        self.names.sort(
            key=lambda each: (each[0] == "skos:altLabel", rank.get(each[1].language or "", 9), each[1].value)
        )
        self.notes.sort(key=lambda each: (_NOTES.index(each[0].value), rank.get(each[1].language or "", 9)))
        self.statements.sort(key=lambda each: (v.rank_property(each.property.value), self._sort_key(each.value)))

    def _evidence_for(self, name: str, value: Term, *, whole: bool = True) -> tuple[Record, ...]:
        return choose_records(self._records, name, value, whole=whole)

    def _subjects(self, name: str, thing: NamedNode | None = None) -> list[NamedNode]:
        found = self._store.quads(predicate=v.kj(name), value=thing or self.thing)
        return sorted({quad.subject for quad in found if isinstance(quad.subject, NamedNode)}, key=lambda n: n.value)

    def _read_act(self, event: NamedNode) -> Act:
        one = self._store.one
        records = self._reader.find(event)
        differing = self._read_differing(event, records)
        other = {record.evidence for each in differing for record in each.evidence}
        dates = self._store.literals(event, v.kj("date"))
        return Act(
            event=event,
            kind=one(event, v.kj("lifeKind")),
            date=dates[0].value if dates else "",
            place=one(event, v.kj("place")),
            party=one(event, v.kj("byParty")),
            actors=tuple(
                Actor(
                    person,
                    one(each, v.kj("onBehalfOf")),
                    one(each, v.kj("inOffice")),
                    tuple(self._reader.find(each)),
                )
                for each in self._subjects("inAct", event)
                if (person := one(each, v.kj("representative"))) is not None
            ),
            evidence=tuple(record for record in records if record.evidence not in other),
            differing=differing,
        )

    def _read_differing(self, thing: NamedNode, records: list[Record]) -> tuple[Differing, ...]:
        grouped: dict[tuple[str, Term], list[Record]] = {}
        for record in records:
            value = record.on_value
            if record.verification == DISPUTED and value is not None:
                given = self._store.quads(thing, NamedNode(record.on_property), value)
                if not any(True for _ in given):
                    grouped.setdefault((record.on_property, value), []).append(record)
        return tuple(Differing(NamedNode(name), value, tuple(found)) for (name, value), found in grouped.items())

    def _read_links(self) -> list[Link]:
        links = []
        for name, other_name in (("about", "linksTo"), ("linksTo", "about")):
            for link in self._subjects(name):
                other = self._store.one(link, v.kj(other_name))
                if other is not None and self._store.one(link, v.kj("linksTo")) is not None:
                    reasons = self._store.literals(link, v.kj("reason"))
                    chosen = {literal.language: literal.value for literal in reasons}
                    reason = chosen.get(self.labeller.language) or chosen.get("en") or ""
                    links.append(Link(link, other, reason, name == "about"))
        return links

    def _read_mentions(self) -> list[tuple[NamedNode, tuple[NamedNode, ...]]]:
        grouped: dict[str, set[NamedNode]] = {}
        for quad in self._store.quads(value=self.thing):
            name = quad.predicate.value
            # A state has thousands of these: what costs least is asked first.
            if name in _UNMENTIONED or (name in _SHORTCUTS and quad.graph_name == v.INFERRED):
                continue
            if isinstance(subject := quad.subject, NamedNode):
                grouped.setdefault(name, set()).add(subject)
        ordered = sorted(grouped.items(), key=lambda item: v.rank_property(item[0]))
        return [(NamedNode(name), tuple(sorted(things, key=lambda t: t.value))) for name, things in ordered]

    def _sort_key(self, value: Term) -> str:
        return self.labeller.text(value) if isinstance(value, NamedNode) else _show(value)


def _show(value: Term) -> str:
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


def _act_order(act: Act) -> tuple[str, str]:
    return (act.date, act.event.value)


_PARTS = ("about", "ofAgreement", "inAct")
_PLACES = ("passage", "source", "ofSource")


def gather_triples(store: Store, thing: NamedNode) -> set[Triple]:
    """Return the asserted triples of one thing and of the nodes that belong to it."""
    found: set[Triple] = set()
    waiting = [thing]
    while waiting:
        node = waiting.pop()
        own = {quad.triple for quad in store.quads(subject=node) if quad.graph_name != v.INFERRED}
        if own <= found:
            continue
        found |= own
        waiting += [
            quad.subject
            for part in _PARTS
            for quad in store.quads(predicate=v.kj(part), value=node)
            if isinstance(quad.subject, NamedNode)
        ]
        waiting += [
            quad.object
            for place in _PLACES
            for quad in store.quads(subject=node, predicate=v.kj(place))
            if isinstance(quad.object, NamedNode)
        ]
    return found
