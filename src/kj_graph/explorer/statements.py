"""Triples by subject and property, for reading only: small lookups with a fixed order of answers."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph

from kj_graph.explorer.records import Text
from kj_graph.labels import LANGUAGES
from kj_graph.vocabulary import DCTERMS, KJ, KJR, OWL, RDF, RDFS, SCHEMA, SKOS, XSD

RDF_TYPE = RDF + "type"
RDFS_LABEL = RDFS + "label"
PREF_LABEL = SKOS + "prefLabel"
NAMES = (
    PREF_LABEL,
    RDFS_LABEL,
    SCHEMA + "name",
    "http://schema.org/name",
    "http://xmlns.com/foaf/0.1/name",
    DCTERMS + "title",
    "http://purl.org/dc/elements/1.1/title",
)
"""By what a thing is named, in any vocabulary; the first that it has."""

IRI = "iri"
"""Stands in the place of a datatype where a value is no literal."""

_PREFIXES = (
    (KJ, ""),
    (SKOS, "skos:"),
    (DCTERMS, "dcterms:"),
    (SCHEMA, "schema:"),
    (RDFS, "rdfs:"),
    (OWL, "owl:"),
)


def shorten_property(iri: str) -> str:
    """Return the local name of one of our own properties, a prefixed name of a known one, else the IRI."""
    for namespace, prefix in _PREFIXES:
        if iri.startswith(namespace):
            return prefix + iri[len(namespace) :]
    return iri


def shorten_datatype(iri: str) -> str:
    """Return the prefixed name of a datatype of XML Schema, else the IRI."""
    return "xsd:" + iri.removeprefix(XSD) if iri.startswith(XSD) else iri


def shorten_thing(iri: str) -> str:
    """Return the slug of one of our own things, else the IRI."""
    return iri.removeprefix(KJR)


def read_text(literal: pyoxigraph.Literal) -> Text:
    """Return a literal with the primary subtag of its language, and with what that leaves out."""
    tag = literal.language or ""
    language = tag.split("-")[0].lower()
    if tag:
        return Text(literal.value, language, "" if tag == language else f"@{tag}")
    datatype = literal.datatype.value
    return Text(literal.value, "", "" if datatype == XSD + "string" else shorten_datatype(datatype))


class Statements:
    """An index over triples. Blank nodes are left out: the data contract has none."""

    def __init__(self, triples: Iterable[pyoxigraph.Triple]) -> None:
        self._objects: dict[str, dict[str, list[pyoxigraph.NamedNode | pyoxigraph.Literal]]] = {}
        self._subjects: dict[str, dict[str, list[str]]] = {}
        seen: set[tuple[str, str, pyoxigraph.NamedNode | pyoxigraph.Literal]] = set()
        for triple in triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, pyoxigraph.NamedNode):
                continue
            if not isinstance(value, (pyoxigraph.NamedNode, pyoxigraph.Literal)):
                continue
            key = (subject.value, triple.predicate.value, value)
            if key in seen:
                continue
            seen.add(key)
            self._objects.setdefault(key[0], {}).setdefault(key[1], []).append(value)
            if isinstance(value, pyoxigraph.NamedNode):
                self._subjects.setdefault(key[1], {}).setdefault(value.value, []).append(key[0])
        self._properties = {property_iri for _, property_iri, _ in seen}
        self.count = len(seen)

    def is_property(self, iri: str) -> bool:
        """Tell whether anything is stated by this IRI."""
        return iri in self._properties

    def list_subjects(self) -> list[str]:
        """Return every subject, sorted."""
        return sorted(self._objects)

    def list_properties(self, subject: str) -> list[str]:
        """Return the properties stated of a subject, sorted."""
        return sorted(self._objects.get(subject, ()))

    def find_subjects(self, property_iri: str, value: str) -> list[str]:
        """Return the subjects that have this IRI as value, sorted."""
        return sorted(self._subjects.get(property_iri, {}).get(value, ()))

    def read_iris(self, subject: str, property_iri: str) -> list[str]:
        """Return the IRIs among the values, sorted."""
        values = self._objects.get(subject, {}).get(property_iri, ())
        return sorted(value.value for value in values if isinstance(value, pyoxigraph.NamedNode))

    def read_texts(self, subject: str, property_iri: str) -> list[Text]:
        """Return the literals among the values, ours of three languages first."""
        values = self._objects.get(subject, {}).get(property_iri, ())
        texts = {read_text(value) for value in values if isinstance(value, pyoxigraph.Literal)}
        return sorted(texts, key=lambda text: (_rank_language(text.language), text.language, text.value, text.datatype))

    def read_iri(self, subject: str, property_iri: str) -> str:
        """Return the first IRI, or nothing."""
        return next(iter(self.read_iris(subject, property_iri)), "")

    def read_string(self, subject: str, property_iri: str) -> str:
        """Return the first literal's lexical form, or nothing."""
        return next((text.value for text in self.read_texts(subject, property_iri)), "")

    def read_labels(self, subject: str, property_iri: str = PREF_LABEL) -> dict[str, str]:
        """Return one label a language; the alphabetically first where the data break the rule of one."""
        return {language: text.value for language, text in self.read_label_texts(subject, property_iri).items()}

    def read_label_texts(self, subject: str, property_iri: str = PREF_LABEL) -> dict[str, Text]:
        """Return what `read_labels` does, as the literals that they are."""
        labels: dict[str, Text] = {}
        for text in self.read_texts(subject, property_iri):
            labels.setdefault(text.language or "en", text)
        return labels


def _rank_language(language: str) -> int:
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
