"""Where a statement is written: records of evidence, and the audit of passages against a source's text.

The audit needs the text, which the project never carries: it answers *verified* where the digest of the span is right,
*changed* where it is not, and *text not supplied* where a passage has no offsets into a text.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.errors import UnknownNameError
from kj_graph.texts import read_text

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NamedTuple

    from kj_graph.labels import Labeller
    from kj_graph.store.protocol import Store
    from kj_graph.vocabulary import Term
else:
    from kj_graph.tuples import NamedTuple

UNVERIFIED = v.KJR + "verification-unverified"
DISPUTED = v.KJR + "verification-disputed"
OWN_TRANSLATION = v.KJR + "verification-own-translation"
_NOTES = (v.SKOS + "note", v.SKOS + "editorialNote")


class Record(NamedTuple):
    """One piece of evidence about a thing: for one property or one value of it, or for the thing as a whole.

    `notes` are the editors', such as of which day the words are.
    """

    evidence: NamedNode
    on_property: str
    on_value: Term | None
    verification: str
    passage: NamedNode | None
    source: NamedNode | None
    tier: NamedNode | None
    address: str
    notes: tuple[Literal, ...]

    @property
    def verified(self) -> bool:
        """Whether a passage was seen for it."""
        return self.passage is not None and self.verification != UNVERIFIED


def choose_records(
    records: Iterable[Record], property_iri: str, value: Term, *, whole: bool = True
) -> tuple[Record, ...]:
    """Return the records of one statement: for its value, else for its property, else for the thing as a whole."""
    every = list(records)
    on_property = [record for record in every if record.on_property == property_iri]
    on_value = [record for record in on_property if record.on_value == value]
    return tuple(
        on_value
        or [record for record in on_property if record.on_value is None]
        or [record for record in every if whole and not record.on_property]
    )


class EvidenceReader:
    """Reads records with one look at each node, passage and source: a thing has dozens of records of few sources."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._passages: dict[str, NamedNode | None] = {}
        self._sources: dict[str, tuple[NamedNode | None, str]] = {}

    def find(self, thing: NamedNode) -> list[Record]:
        """Return all evidence about a thing, in the order of its IRIs."""
        nodes = {quad.subject for quad in self._store.quads(predicate=v.kj("about"), value=thing)}
        read = (self._read(node) for node in nodes if isinstance(node, NamedNode))
        return sorted((record for record in read if record is not None), key=lambda record: record.evidence.value)

    def _read(self, evidence: NamedNode) -> Record | None:
        """Return a node as a record of evidence, or None where it is an editors' link."""
        values: dict[str, list[Term]] = {}
        for quad in self._store.quads(evidence):
            values.setdefault(quad.predicate.value, []).append(quad.object)
        if _first(values, "linksTo") is not None:
            return None
        passage, on_property, verification = (
            _first(values, name) for name in ("passage", "onProperty", "verification")
        )
        source = self._find_source(passage) if passage is not None else _first(values, "source")
        tier, address = self._tell_source(source) if source is not None else (None, "")
        return Record(
            evidence=evidence,
            on_property=on_property.value if on_property is not None else "",
            on_value=next(iter(values.get(v.KJ + "onValue", ())), None),
            verification=verification.value if verification is not None else "",
            passage=passage,
            source=source,
            tier=tier,
            address=address,
            notes=tuple(note for name in _NOTES for note in values.get(name, ()) if isinstance(note, Literal)),
        )

    def _find_source(self, passage: NamedNode) -> NamedNode | None:
        if passage.value not in self._passages:
            self._passages[passage.value] = self._store.one(passage, v.kj("ofSource"))
        return self._passages[passage.value]

    def _tell_source(self, source: NamedNode) -> tuple[NamedNode | None, str]:
        known = self._sources.get(source.value)
        if known is None:
            addresses = self._store.literals(source, v.kj("address"))
            known = self._store.one(source, v.kj("tier")), addresses[0].value if addresses else ""
            self._sources[source.value] = known
        return known


def _first(values: dict[str, list[Term]], name: str) -> NamedNode | None:
    """Return the first thing that a property leads to, in the order of IRIs, or None."""
    things = [value for value in values.get(v.KJ + name, ()) if isinstance(value, NamedNode)]
    return min(things, key=lambda thing: thing.value) if things else None


class AuditedPassage(NamedTuple):
    """One passage as the audit found it.

    `outcome` is 'verified', 'changed' or 'text not supplied'; `text` is the span as it stands in the text that was
    supplied; `about` are the things whose evidence the passage is.
    """

    passage: NamedNode
    outcome: str
    start: int | None
    end: int | None
    text: str
    about: tuple[NamedNode, ...]


class Audit(NamedTuple):
    """What the audit of one source found: whether the text is the one that was seen, and each passage."""

    source: NamedNode
    same_text: bool
    passages: tuple[AuditedPassage, ...]

    @property
    def changed(self) -> int:
        """How many passages do not have the digest that was recorded."""
        return sum(passage.outcome == "changed" for passage in self.passages)

    @property
    def verified(self) -> int:
        """How many passages have the digest that was recorded."""
        return sum(passage.outcome == "verified" for passage in self.passages)

    def to_dict(self, labeller: Labeller) -> dict[str, Any]:
        """Return the audit as plain Python data, ready for JSON, with names from `labeller`."""
        return {
            "source": self.source.value,
            "sameText": self.same_text,
            "verified": self.verified,
            "changed": self.changed,
            "passages": [
                {
                    "passage": each.passage.value,
                    "outcome": each.outcome,
                    "start": each.start,
                    "end": each.end,
                    "text": each.text,
                    "about": [{"iri": thing.value, "label": labeller.text(thing)} for thing in each.about],
                }
                for each in self.passages
            ],
        }


def audit_text(store: Store, path: str, source: NamedNode | None) -> Audit:
    """Check every passage of a source against its text in a file.

    Without `source`, it is the one whose recorded digest is that of the file or, if there is none, the one most of
    whose passages are found unchanged in it. Offsets count Unicode code points of the file decoded as UTF-8, with
    nothing normalised. Raises InputError for a file that cannot be read, UnknownNameError where no source fits.
    """
    text = read_text(path)
    digest = _digest(text.encode())
    chosen = source or _match_source(store, text, digest)
    if chosen is None:
        raise UnknownNameError(
            f"{path}: no source in the graph has this text, nor any passage of it",
            hint="Name the source with --source; 'kj-graph query sources' lists them.",
        )
    recorded = store.literals(chosen, v.kj("textSha256"))
    passages = [_audit_passage(store, passage, text) for passage in _passages(store, chosen)]
    passages.sort(key=lambda found: (found.start is None, found.start or 0, found.end or 0, found.passage.value))
    return Audit(chosen, any(literal.value == digest for literal in recorded), tuple(passages))


def _digest(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def _match_source(store: Store, text: str, digest: str) -> NamedNode | None:
    for quad in store.quads(predicate=v.kj("textSha256"), value=Literal(digest)):
        if isinstance(quad.subject, NamedNode):
            return quad.subject
    best: tuple[int, str] = (0, "")
    for quad in store.quads(predicate=v.kj("textSha256")):
        if isinstance(quad.subject, NamedNode):
            found = [_audit_passage(store, passage, text) for passage in _passages(store, quad.subject)]
            best = max(best, (sum(each.outcome == "verified" for each in found), quad.subject.value))
    return NamedNode(best[1]) if best[0] else None


def _passages(store: Store, source: NamedNode) -> list[NamedNode]:
    is_passage = v.kj("Passage")
    return [
        quad.subject
        for quad in store.quads(predicate=v.kj("ofSource"), value=source)
        if isinstance(quad.subject, NamedNode) and any(True for _ in store.quads(quad.subject, v.TYPE, is_passage))
    ]


def _audit_passage(store: Store, passage: NamedNode, text: str) -> AuditedPassage:
    about = sorted(
        {
            thing.value
            for evidence in store.quads(predicate=v.kj("passage"), value=passage)
            if isinstance(evidence.subject, NamedNode)
            and (thing := store.one(evidence.subject, v.kj("about"))) is not None
        }
    )
    things = tuple(NamedNode(iri) for iri in about)
    starts, ends, digests = (store.literals(passage, v.kj(name)) for name in ("start", "end", "sha256"))
    if not (starts and ends and digests):
        return AuditedPassage(passage, "text not supplied", None, None, "", things)
    start, end = int(starts[0].value), int(ends[0].value)
    span = text[start:end]
    same = len(span) == end - start and _digest(span.encode()) == digests[0].value
    return AuditedPassage(passage, "verified" if same else "changed", start, end, span, things)
