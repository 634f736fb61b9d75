"""Statements and axioms as a finding tells them: as Turtle, in words, and with the line on which they are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kj_graph.checks.contents import read_content
from kj_graph.checks.syntax import subject_lines
from kj_graph.vocabulary import LABEL, OWL, PREF_LABEL, RDF, RDFS, TYPE, shorten_iri

_WORDS = {
    RDFS + "subClassOf": "every {0} is a {1}",
    RDFS + "domain": "what has '{0}' is a {1}",
    RDFS + "range": "'{0}' leads to a {1}",
    RDFS + "subPropertyOf": "what '{0}' relates, '{1}' relates",
    OWL + "disjointWith": "no {0} is a {1}",
    OWL + "inverseOf": "'{0}' is '{1}' the other way round",
    OWL + "equivalentClass": "every {0} is a {1}, and the other way round",
    OWL + "FunctionalProperty": "'{0}' has one value at most",
    OWL + "InverseFunctionalProperty": "'{0}' gives a value to one thing only",
    OWL + "AsymmetricProperty": "'{0}' never relates both ways",
    OWL + "IrreflexiveProperty": "'{0}' never relates a thing to itself",
    OWL + "SymmetricProperty": "'{0}' relates both ways",
    OWL + "TransitiveProperty": "'{0}' reaches on through what it leads to",
}


class Wording:
    """Names of things in English, from the triples that are checked."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._labels: dict[object, str] = {}
        for triple in triples:
            name = triple.object if triple.predicate in (PREF_LABEL, LABEL) else None
            if isinstance(name, Literal) and (name.language == "en" or triple.subject not in self._labels):
                self._labels[triple.subject] = name.value

    def say(self, group: Sequence[Triple]) -> str:
        """Return one statement or axiom in words."""
        triple = group[0]
        subject, value = self._name(triple.subject), self._name(triple.object)
        if len(group) > 1:
            names = dict.fromkeys(
                self._name(term)
                for each in group
                for term in (each.subject, each.predicate, each.object)
                if isinstance(term, NamedNode | Literal) and not getattr(term, "value", "").startswith((OWL, RDFS, RDF))
            )
            return f"the ontology restricts {', '.join(names)}"
        key = triple.object.value if triple.predicate == TYPE and isinstance(triple.object, NamedNode) else ""
        words = _WORDS.get(key) or _WORDS.get(triple.predicate.value)
        if words:
            article = re.sub(r"\ba \{1\}", "an {1}", words) if value[:1].lower() in "aeiou" else words
            return article.format(subject, value)
        if triple.predicate == TYPE:
            return f"{subject} is {'an' if value[:1].lower() in 'aeiou' else 'a'} {value}"
        return f"{subject} — {self._name(triple.predicate)} → {value}"

    def _name(self, term: object) -> str:
        known = self._labels.get(term)
        if known:
            return known
        return shorten_iri(term.value) if isinstance(term, NamedNode) else str(getattr(term, "value", "…"))


def write_statement(group: Sequence[Triple]) -> str:
    """Return one statement or axiom as in Turtle, the nodes without a name that it is written with in brackets."""
    told: dict[object, list[Triple]] = {}
    for triple in group:
        told.setdefault(triple.subject, []).append(triple)
    pointed = {triple.object for triple in group if isinstance(triple.object, BlankNode)}
    heads = [subject for subject in told if subject not in pointed] or list(told)[:1]

    def show(term: object) -> str:
        if isinstance(term, NamedNode):
            return shorten_iri(term.value)
        if not isinstance(term, BlankNode):
            return str(term)
        parts = {triple.predicate.value.rpartition("#")[2]: triple.object for triple in told.get(term, ())}
        if "first" in parts and "rest" in parts:
            items = []
            while isinstance(term, BlankNode):
                cell = {triple.predicate.value.rpartition("#")[2]: triple.object for triple in told.get(term, ())}
                items.append(show(cell["first"]))
                term = cell.get("rest")
            return f"( {' '.join(items)} )"
        return f"[ {body(term)} ]"

    def body(subject: object) -> str:
        return " ; ".join(
            f"{'a' if triple.predicate == TYPE else shorten_iri(triple.predicate.value)} {show(triple.object)}"
            for triple in told[subject]
        )

    return " . ".join(f"{'[]' if isinstance(head, BlankNode) else show(head)} {body(head)}" for head in heads)


class Lines:
    """The lines of files: where a statement is written, as near as its names tell."""

    def __init__(self, files: Sequence[str | os.PathLike[str]]) -> None:
        self._files = [os.fspath(path) for path in files]
        self._known: dict[str, tuple[list[str], dict[str, int]]] = {}

    def find(self, group: Sequence[Triple]) -> tuple[str, int]:
        """Return file and line of a statement, that of its thing where no better one is found, or ('', 0)."""
        triple = group[0]
        best = ("", 0)
        for file in self._files:
            lines, starts = self._read(file)
            start = starts.get(getattr(triple.subject, "value", ""), 0)
            if isinstance(triple.subject, BlankNode) or triple.predicate.value == OWL + "disjointWith":
                found = _find_group(lines, group)
            elif start:
                found = _find_within(lines, start, _end_of(starts, start, len(lines)), triple)
            else:
                continue
            if found:
                return file, found
            if start and not best[1]:
                best = (file, start)
        return best

    def _read(self, file: str) -> tuple[list[str], dict[str, int]]:
        if file not in self._known:
            starts = subject_lines(file)
            text = read_content(file).decode("utf-8-sig", errors="replace") if starts else ""
            self._known[file] = (text.splitlines(), starts)
        return self._known[file]


def _end_of(starts: dict[str, int], start: int, last: int) -> int:
    return min((line - 1 for line in starts.values() if line > start), default=last)


def _find_within(lines: list[str], start: int, end: int, triple: Triple) -> int:
    """Return the line of a block on which the value stands, after the property where that is told."""
    value, verb = _local(triple.object), _local(triple.predicate)
    since = 0
    for number in range(start, end + 1):
        line = lines[number - 1]
        if triple.predicate == TYPE or re.search(rf"(?<![\w-]){re.escape(verb)}(?![\w-])", line):
            since = number
        if since and re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", line):
            return number
    return 0


def _find_group(lines: list[str], group: Sequence[Triple]) -> int:
    """Return the line at which a block begins that names all that an axiom does."""
    triple = group[0]
    names = {
        _local(term)
        for each in group
        for term in (each.subject, each.object)
        if isinstance(term, NamedNode) and not term.value.startswith(RDF)
    }
    start = 0
    for number, line in enumerate([*lines, ""], start=1):
        if not line.strip():
            block = " ".join(lines[start : number - 1])
            disjoint = "isjoint" in block or triple.predicate.value != OWL + "disjointWith"
            if disjoint and all(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", block) for name in names):
                first = next((at for at in range(start, number - 1) if not lines[at].lstrip().startswith("#")), start)
                return first + 1
            start = number
    return 0


def _local(term: object) -> str:
    text = str(getattr(term, "value", ""))
    return re.split(r"[#/:]", text)[-1] if isinstance(term, NamedNode) else text
