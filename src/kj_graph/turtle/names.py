"""How the IRIs of one document are written: with the prefixes it declares, with the project's own, or in full."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from kj_graph.errors import InputError
from kj_graph.export.turtle import LOCAL_NAME
from kj_graph.turtle.reading import Document
from kj_graph.turtle.tree import Node, list_nodes
from kj_graph.turtle.values import Values
from kj_graph.vocabulary import PREFIXES

# What relative IRIs of a document that states no base are read against; it is never written.
_UNKNOWN_HOST = "https://base.invalid/"
UNKNOWN_BASE = _UNKNOWN_HOST + "folder/file"


class Names:
    """The prefixes of a document, and how each IRI in it is written.

    A prefix that the document binds twice keeps its first meaning; the other is written in full.
    """

    def __init__(self, document: Document) -> None:
        directives = document.directives
        bases = [each for each in directives if each.name is None]
        first = document.parts[0] if document.parts else None
        self.base = bases[0] if len(bases) == 1 and bases[0] is first and ":" in bases[0].written else None
        self._plain = Values(self.base.iri if self.base else UNKNOWN_BASE)  # against what the written text is read
        self.prefixes: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._seen: set[str] = set()
        spelt: dict[str, str] = {}
        for each in directives:
            if each.name is not None and each.name not in self.prefixes:
                self.prefixes[each.name] = each.iri
                spelt[each.name] = self._spell(each.iri, each.written)
        self._spelt = spelt
        self.used: set[str] = set()
        taken = set(self.prefixes.values())
        self._spaces = [*self.prefixes.items()]
        self._spaces += [(n, iri) for n, iri in PREFIXES.items() if n not in self.prefixes and iri not in taken]
        self._spaces.sort(key=lambda pair: -len(pair[1]))
        self._known: dict[str, str] = {}
        for block in document.blocks:
            for node in list_nodes(block.subject, block.properties):
                self._learn(node)

    def _learn(self, node: Node) -> None:
        """Remember a spelling that cannot be made from the IRI: an escaped or empty name, a relative IRI."""
        written = node.written
        if not written or written in self._seen or written == "a" or not isinstance(node.term, NamedNode):
            return
        self._seen.add(written)
        iri = node.term.value
        if written[0] == "<":
            if "\\" not in written and written != f"<{iri}>" and self._spell(iri, written) == written:
                self._written.setdefault(iri, written)
            return
        prefix, _, local = written.partition(":")
        if iri == self.prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local):
            self._written.setdefault(iri, written)

    def name(self, term: NamedNode) -> str:
        """Return an IRI as it is written."""
        iri = term.value
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._choose(iri)
        return known

    def _choose(self, iri: str) -> str:
        for prefix, namespace in self._spaces:
            if iri.startswith(namespace) and LOCAL_NAME.match(iri, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        written = self._written.get(iri)
        if written is not None:
            return written
        return self._spell(iri, f"<{iri.removeprefix(_UNKNOWN_HOST + 'folder/')}>")

    def _spell(self, iri: str, written: str) -> str:
        """Return the spelling if it still means the IRI, else the IRI in full."""
        if self._plain.read_iri(written).value == iri:
            return written
        if iri.startswith(_UNKNOWN_HOST):
            raise InputError(
                f"an IRI is relative where no base holds: {written}",
                hint="Write it in full, or put one '@base <https://…> .' at the top of the file.",
            )
        return f"<{iri}>"

    def list_prefixes(self) -> dict[str, str]:
        """Return what is declared at the top, by name: all that the document declares, and what is used beside it."""
        added = {name: f"<{PREFIXES[name]}>" for name in self.used if name not in self._spelt}
        return dict(sorted({**self._spelt, **added}.items()))
