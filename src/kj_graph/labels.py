"""Which name of a thing is shown: one documented order of languages.

A label is looked for in the language asked for, then in English, Korean, Japanese, then any other language in
alphabetical order, then without a language; last comes the end of the IRI. The caller always learns the language of the
label that was found, so that a page can mark it and a reader is not misled. A name that is our own translation and was
found in no source is shown with a mark behind it.
"""

from __future__ import annotations

from kj_graph import vocabulary as v

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Literal, NamedNode

    from kj_graph.store.index import Index, Labels
    from kj_graph.store.protocol import Store

LANGUAGES = ("en", "ko", "ja")
MARK = "†"
_TRANSLATIONS = """PREFIX kj: <https://w3id.org/kj-graph/ontology#>
PREFIX kjr: <https://w3id.org/kj-graph/id/>
SELECT DISTINCT ?thing ?name
WHERE { ?evidence kj:verification kjr:verification-own-translation ; kj:about ?thing ; kj:onValue ?name }
ORDER BY STR(?thing) STR(?name)"""
_COMPOSED_OF = (
    "ofAgreement", "lifeKind", "representative", "onBehalfOf", "holder", "ofOffice", "ofProposal", "proposalStatus",
    "ofSource", "about",
)  # fmt: skip
_LABEL_PROPERTIES = (v.PREF_LABEL, v.LABEL, v.TITLE)


class Label:
    """A name with the language it is in; the language is empty where the name has none."""

    __slots__ = ("language", "text")

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language


def choose_label(labels: list[Literal], language: str) -> Label | None:
    """Return the label to show from several, in the documented order, or None when there is none."""
    by_language: dict[str, str] = {}
    for label in sorted(labels, key=lambda literal: literal.value):
        by_language.setdefault(label.language or "", label.value)
    for candidate in (language, *LANGUAGES, *sorted(key for key in by_language if key), ""):
        if candidate in by_language:
            return Label(by_language[candidate], candidate)
    return None


def list_labels(store: Store, language: str) -> dict[str, tuple[str, str]]:
    """Return the label of every thing that has one of its own, with its language, by the thing's IRI."""
    from pyoxigraph import Literal, NamedNode

    labels: dict[str, tuple[str, str]] = {}
    for label_property in _LABEL_PROPERTIES:
        found: dict[str, list[Literal]] = {}
        for quad in store.quads(predicate=label_property):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                found.setdefault(quad.subject.value, []).append(quad.object)
        for iri, literals in found.items():
            label = choose_label(literals, language)
            if label and iri not in labels:
                labels[iri] = (label.text, label.language)
    return labels


def list_translations(store: Store) -> dict[str, list[str]]:
    """Return the names that are our own translation, found in no source, by the IRI of what they name."""
    found: dict[str, list[str]] = {}
    rows = store.query(_TRANSLATIONS)
    for thing, name in rows:  # type: ignore[union-attr]  # the query is a SELECT
        found.setdefault(thing.value, []).append(name.value)
    return found


class Labeller:
    """Gives every thing of one store a name in one language, and remembers those it gave."""

    def __init__(self, store: Store, language: str = "en") -> None:
        self.language = language
        self._store = store
        self._known: dict[str, Label] = {}
        self._listed: Labels | Mapping[str, tuple[str, str]] | None = None
        self._translations: Mapping[str, list[str]] | None = None

    def label(self, thing: NamedNode) -> Label:
        """Return the name of a thing; life events, representations, tenures and passages get composed ones."""
        known = self._known.get(thing.value)
        if known is None:
            known = self._find(thing)
            self._known[thing.value] = known
        return known

    def prepare(self, things: Iterable[object]) -> None:
        """Get ready to name many things with few round trips, which matters where the store is far away."""
        if self._store.at_hand:
            return
        from pyoxigraph import NamedNode

        named: set[str] = set()
        waiting = {thing for thing in things if isinstance(thing, NamedNode) and thing.value not in self._known}
        while waiting:
            self._store.prepare(waiting)
            named.update(thing.value for thing in waiting)
            waiting = {
                quad.object
                for thing in waiting
                for part in _COMPOSED_OF
                for quad in self._store.quads(thing, v.kj(part))
                if isinstance(quad.object, NamedNode) and quad.object.value not in named
            }

    def text(self, thing: NamedNode) -> str:
        """Return the name of a thing without its language."""
        return self.label(thing).text

    def begin(self) -> None:
        """Read the names that are kept beside the store, which needs no store."""
        index: Index | None = getattr(self._store, "index", None)
        if self._listed is None:
            self._listed = (index and index.labels(self.language)) or {}
        if self._translations is None and index is not None:
            self._translations = index.find("translations")

    def is_translation(self, thing: NamedNode) -> bool:
        """Say whether the name that is shown of a thing is our own translation and was found in no source."""
        if self._translations is None:
            self.begin()
        if self._translations is None:
            # what a name rests on is the same on all days
            self._translations = list_translations(getattr(self._store, "whole", self._store))
        names = self._translations.get(thing.value)
        return names is not None and self.text(thing) in names

    def marked(self, thing: NamedNode) -> str:
        """Return the name of a thing with MARK behind it where it is our own translation."""
        return f"{self.text(thing)} {MARK}" if self.is_translation(thing) else self.text(thing)

    def _find(self, thing: NamedNode) -> Label:
        if self._listed is None:
            self.begin()
        assert self._listed is not None
        listed = self._listed.get(thing.value)
        if listed is not None:
            return Label(*listed)
        if self._listed and thing.value.startswith(v.KJ):  # the list has all labels, and terms get no composed ones
            return Label(v.shorten_iri(thing.value), "")
        for label_property in _LABEL_PROPERTIES:
            found = choose_label(self._store.literals(thing, label_property), self.language)
            if found:
                return found
        return self._compose(thing) or Label(v.shorten_iri(thing.value), "")

    def _compose(self, thing: NamedNode) -> Label | None:
        one = self._store.one
        agreement, kind = one(thing, v.kj("ofAgreement")), one(thing, v.kj("lifeKind"))
        if agreement is not None and kind is not None:
            date = self._store.literals(thing, v.kj("date"))
            parts = [f"{self.text(agreement)}: {self.text(kind)}", *(literal.value for literal in date)]
            return Label(" ".join(parts), self.language)
        person, party = one(thing, v.kj("representative")), one(thing, v.kj("onBehalfOf"))
        if person is not None and party is not None:
            return Label(f"{self.text(person)} — {self.text(party)}", self.language)
        holder, office = one(thing, v.kj("holder")), one(thing, v.kj("ofOffice"))
        if holder is not None and office is not None:
            span = "–".join(self._first_value(thing, name) for name in ("from", "until"))
            return Label(f"{self.text(holder)} — {self.text(office)}, {span}", self.language)
        proposal, status = one(thing, v.kj("ofProposal")), one(thing, v.kj("proposalStatus"))
        if proposal is not None and status is not None:
            return Label(
                f"{self.text(proposal)}: {self.text(status)} {self._first_value(thing, 'date')}", self.language
            )
        source = one(thing, v.kj("ofSource"))
        if source is not None:
            title = self.label(source)
            return Label(f"{title.text}, {self.locate(thing)}", title.language)
        about = one(thing, v.kj("about"))
        if about is not None:
            named = self.label(about)
            return Label(f"→ {named.text}", named.language)
        return None

    def _first_value(self, thing: NamedNode, name: str) -> str:
        return min((literal.value for literal in self._store.literals(thing, v.kj(name))), default="")

    def locate(self, passage: NamedNode) -> str:
        """Return where a passage stands in its source: its locator, its code points, or both."""
        parts = [literal.value for literal in self._store.literals(passage, v.kj("locator"))]
        start, end = (self._store.literals(passage, v.kj(name)) for name in ("start", "end"))
        if start and end:
            parts.append(f"{start[0].value}–{end[0].value}")
        return ", ".join(parts)
