"""What stands between one thing and its neighbours, read from a store only where it is asked for.

A relation is one statement between two things that have names. What the data keep in nodes of their own is told as one
relation: who acted in an agreement's life (`representative`), where (`signedAt`), who held which office (`tenure`), an
editors' reading (`editorial`), and that a source documents a thing (`source`). Kinds, statuses and schemes are no
things.
"""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.network import NODE_CLASSES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from kj_graph.store.protocol import Store

DIRECT = (
    "agent", "amends", "concerns", "heldBy", "implements", "officeOf", "onMatter", "organizer", "outcomeOf", "partOf",
    "participant", "party", "place", "policyArea", "reaffirms", "refersTo", "replaces", "respondsTo", "statedAt",
    "succeeds", "supplements", "theme",
)  # fmt: skip
COMPOSED = ("editorial", "representative", "signedAt", "source", "tenure")
_BROADER = NamedNode(v.SKOS + "broader")
_DIRECT = {v.KJ + name: name for name in DIRECT} | {_BROADER.value: "broader"}
# A node between two things: its class's properties to the one and to the other, and the relation they make together.
_BETWEEN = (("holder", "ofOffice", "tenure"), ("about", "linksTo", "editorial"))


class Relation(NamedTuple):
    """One statement that joins two things.

    `bearer` is the node whose evidence it rests on: the subject itself, or the node that the data keep between the two;
    `property` is told in words by kj_graph.paths.readings.
    """

    subject: str
    property: str
    object: str
    bearer: str

    def other(self, thing: str) -> str:
        """Return the thing at the other end."""
        return self.object if thing == self.subject else self.subject


class Neighbours:
    """The relations of each thing of a store; each is read once and kept."""

    def __init__(self, store: Store, *, editorial: bool = True) -> None:
        self._store = store
        self._editorial = editorial
        self._kinds: dict[str, str] = {}
        self._known: dict[str, tuple[Relation, ...]] = {}

    def relations(self, thing: str) -> tuple[Relation, ...]:
        """Return all relations of a thing, sorted; those with sources are told by `sources`."""
        known = self._known.get(thing)
        if known is None:
            found = {*self._read_direct(NamedNode(thing)), *self._read_acts(NamedNode(thing))}
            for first, second, name in _BETWEEN:
                if name != "editorial" or self._editorial:
                    found.update(self._read_between(NamedNode(thing), first, second, name))
            known = self._known[thing] = tuple(sorted(each for each in found if each.subject != each.object))
        return known

    def degree(self, thing: str) -> int:
        """Return how many other things a thing has relations with."""
        return len({relation.other(thing) for relation in self.relations(thing)})

    def kind(self, thing: str) -> str:
        """Return the local name of a thing's class, `Theme` for one, `Source`, or '' for what is no thing on a path."""
        known = self._kinds.get(thing)
        if known is None:
            classes = {quad.object for quad in self._store.quads(NamedNode(thing), v.TYPE)}
            named = [name for name in (*NODE_CLASSES, "Source") if v.kj(name) in classes]
            if not named and any(True for _ in self._store.quads(predicate=v.kj("theme"), value=NamedNode(thing))):
                named = ["Theme"]
            known = self._kinds[thing] = named[-1] if named else ""
        return known

    def sources(self, thing: str) -> set[str]:
        """Return the sources in which something about a thing is documented."""
        nodes = [NamedNode(thing), *self._parts(NamedNode(thing))]
        passages = (quad.object for node in nodes for quad in self._evidence(node))
        found = {
            source.value
            for passage in passages
            if isinstance(passage, NamedNode) and (source := self._store.one(passage, v.kj("ofSource"))) is not None
        }
        return {iri for iri in found if self.kind(iri) == "Source"}

    def count_documented(self, source: str) -> int:
        """Return how many passages of a source something rests on."""
        return sum(1 for _ in self._store.quads(predicate=v.kj("ofSource"), value=NamedNode(source)))

    def bearers(self, relation: Relation) -> list[NamedNode]:
        """Return the nodes whose evidence tells of a relation with a source: the thing and what belongs to it."""
        thing = NamedNode(relation.subject)
        return [thing, *self._parts(thing)] if relation.property == "source" else [NamedNode(relation.bearer)]

    def _read_direct(self, thing: NamedNode) -> Iterator[Relation]:
        for quad in (*self._store.quads(subject=thing), *self._store.quads(value=thing)):
            name = _DIRECT.get(quad.predicate.value)
            subject, value = quad.subject, quad.object
            if name is None or not isinstance(subject, NamedNode) or not isinstance(value, NamedNode):
                continue
            if quad.graph_name != v.INFERRED and self.kind(subject.value) and self.kind(value.value):
                yield Relation(subject.value, name, value.value, subject.value)

    def _read_acts(self, thing: NamedNode) -> Iterator[Relation]:
        """Yield who acted in the life of an agreement, and where."""
        for event in self._subjects("ofAgreement", thing):
            place = self._store.one(event, v.kj("place"))
            if place is not None:
                yield Relation(thing.value, "signedAt", place.value, event.value)
            for act in self._subjects("inAct", event):
                person = self._store.one(act, v.kj("representative"))
                if person is not None:
                    yield Relation(thing.value, "representative", person.value, act.value)
        for name, relation in (("representative", "representative"), ("place", "signedAt")):
            for node in self._subjects(name, thing):
                found = self._store.one(node, v.kj("inAct")) if name == "representative" else node
                agreement = self._store.one(found, v.kj("ofAgreement")) if found is not None else None
                if agreement is not None:
                    yield Relation(agreement.value, relation, thing.value, node.value)

    def _read_between(self, thing: NamedNode, first: str, second: str, name: str) -> Iterator[Relation]:
        for here, there in ((first, second), (second, first)):
            for node in self._subjects(here, thing):
                other = self._store.one(node, v.kj(there))
                if other is not None and self.kind(other.value):
                    subject, value = (thing, other) if here == first else (other, thing)
                    yield Relation(subject.value, name, value.value, node.value)

    def _parts(self, thing: NamedNode) -> list[NamedNode]:
        """Return the nodes that belong to a thing: acts of an agreement's life and who acted in them, tenures."""
        events = self._subjects("ofAgreement", thing)
        acts = [act for event in events for act in self._subjects("inAct", event)]
        return [*events, *acts, *self._subjects("holder", thing), *self._subjects("representative", thing)]

    def _evidence(self, node: NamedNode) -> Iterator[Quad]:
        for evidence in self._subjects("about", node):
            yield from self._store.quads(evidence, v.kj("passage"))

    def _subjects(self, name: str, thing: NamedNode) -> list[NamedNode]:
        found = self._store.quads(predicate=v.kj(name), value=thing)
        return _sort(quad.subject for quad in found if isinstance(quad.subject, NamedNode))


def _sort(nodes: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(set(nodes), key=lambda node: node.value)
