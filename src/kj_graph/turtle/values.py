"""What a token stands for. Whatever is escaped or relative is read by pyoxigraph, and each spelling only once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kj_graph.vocabulary import XSD

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_INTEGER, _DECIMAL, _DOUBLE, _BOOLEAN = (NamedNode(XSD + n) for n in ("integer", "decimal", "double", "boolean"))


class Values:
    """Reads the terms of one document; knows the prefixes and the base that hold at this place of it."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.prefixes: dict[str, str] = {}
        self._names: dict[str, NamedNode] = {}
        self._iris: dict[str, NamedNode] = {}
        self._literals: dict[tuple[str, str, NamedNode | None], Literal] = {}

    def declare(self, name: str, iri: str) -> None:
        """Let a prefix stand for an IRI from here on."""
        self.prefixes[name] = iri
        self._names.clear()

    def rebase(self, iri: str) -> None:
        """Let relative IRIs stand for those below this one from here on."""
        self.base = iri
        self._iris.clear()

    def read_iri(self, written: str) -> NamedNode:
        """Return the IRI that `<…>` stands for."""
        known = self._iris.get(written)
        if known is None:
            if "\\" in written or not _ABSOLUTE.match(written, 1):
                known = self._ask(f"<x:> {written} <x:> .").predicate
            else:
                known = NamedNode(written[1:-1])
            self._iris[written] = known
        return known

    def read_name(self, written: str) -> NamedNode:
        """Return the IRI that a prefixed name stands for; raises KeyError when its prefix is not declared."""
        known = self._names.get(written)
        if known is None:
            prefix, _, local = written.partition(":")
            iri = self.prefixes[prefix]
            if "\\" in local:
                known = self._ask(f"@prefix p: <{iri}> . <x:> p:{local} <x:> .").predicate
            else:
                known = NamedNode(iri + local)
            self._names[written] = known
        return known

    def read_text(self, written: str, tag: str = "", datatype: NamedNode | None = None) -> Literal:
        """Return the literal that quoted text stands for, with a language or a datatype beside it."""
        key = (written, tag, datatype)
        known = self._literals.get(key)
        if known is None:
            marks = 3 if len(written) > 5 and written[:3] in ('"""', "'''") else 1
            text = written[marks:-marks]
            if "\\" in text:
                found = self._ask(f"<x:> <x:> {written} .").object
                text = found.value if isinstance(found, Literal) else text
            if tag:
                known = Literal(text, language=tag)
            else:
                known = Literal(text) if datatype is None else Literal(text, datatype=datatype)
            if len(self._literals) > 100_000:
                self._literals.clear()
            self._literals[key] = known
        return known

    def read_number(self, written: str) -> Literal:
        """Return the literal that a bare number stands for."""
        if "e" in written or "E" in written:
            return Literal(written, datatype=_DOUBLE)
        return Literal(written, datatype=_DECIMAL if "." in written else _INTEGER)

    def read_boolean(self, written: str) -> Literal:
        """Return the literal that `true` or `false` stands for."""
        return Literal(written, datatype=_BOOLEAN)

    def _ask(self, turtle: str) -> pyoxigraph.Quad:
        quads: Iterator[pyoxigraph.Quad] = pyoxigraph.parse(
            turtle, pyoxigraph.RdfFormat.TURTLE, base_iri=self.base or None
        )
        return next(quads)
