"""RDF/XML: a description for each subject, in the order of IRIs, with the prefixes of the project.

XML cannot name every property nor hold every letter; what it cannot is refused with the statement that has it.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter

from pyoxigraph import BlankNode, Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import IO

    from pyoxigraph import Triple

    from kj_graph.export.parcel import Parcel
    from kj_graph.vocabulary import Term

_NAME = re.compile(r"[A-Za-z_\u00c0-\u02ff\u0370-\u1fff\u3001-\ud7ff][\w.\-\u00b7]*\Z")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RESERVED = frozenset(
    v.RDF + name
    for name in ("RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype", "li", "Description",
                 "aboutEach", "aboutEachPrefix")
)  # fmt: skip
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write a parcel as RDF/XML below a comment that says what it is; raises UsageError for what XML cannot hold."""
    triples = sorted(
        set(parcel.triples()), key=lambda t: (str(t.subject), v.rank_property(t.predicate.value), str(t.object))
    )
    prefixes = _Prefixes(triples)
    body: list[str] = []  # made before anything is written, since it may be refused
    for subject, group in groupby(triples, key=attrgetter("subject")):
        statements = list(group)
        element, kind = "rdf:Description", statements[0]
        if kind.predicate == v.TYPE and isinstance(kind.object, NamedNode) and prefixes.shorten(kind.object.value):
            element, statements = prefixes.shorten(kind.object.value), statements[1:]
        body.append(f"  <{element} {_name(subject, 'rdf:about')}>\n")
        body += [_write_statement(triple, prefixes) for triple in statements]
        body.append(f"  </{element}>\n")
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write(write_comment(parcel.about.to_lines()))
    declared = "".join(f'\n    xmlns:{name}="{_escape(iri)}"' for name, iri in prefixes.declared())
    file.write(f"<rdf:RDF{declared}>\n")
    file.writelines(body)
    file.write("</rdf:RDF>\n")


def write_comment(lines: list[str]) -> str:
    """Return lines as an XML comment, in which two hyphens may not stand together."""
    body = "".join(f"  {line}\n" for line in lines).replace("--", "- -")
    return f"<!--\n{NO_XML.sub(' ', body)}-->\n"


class _Prefixes:
    """Prefixes for properties and classes: the project's own, and numbered ones for all others."""

    def __init__(self, triples: list[Triple]) -> None:
        self._names = {iri: name for name, iri in v.PREFIXES.items()}
        self._used = {v.RDF}
        wanted = {t.predicate.value for t in triples}
        wanted |= {t.object.value for t in triples if t.predicate == v.TYPE and isinstance(t.object, NamedNode)}
        for iri in sorted(wanted):
            space, _ = _split(iri)
            if space:
                self._names.setdefault(space, f"ns{len(self._names)}")
                self._used.add(space)

    def declared(self) -> list[tuple[str, str]]:
        return sorted((self._names[space], space) for space in self._used)

    def shorten(self, iri: str) -> str:
        space, local = _split(iri)
        return f"{self._names[space]}:{local}" if space else ""


def _split(iri: str) -> tuple[str, str]:
    """Return an IRI as namespace and local name, two empty texts where XML has no name for it."""
    if iri in _RESERVED or iri.startswith(v.RDF + "_"):
        return "", ""
    for space in v.PREFIXES.values():
        if iri.startswith(space) and _NAME.match(iri[len(space) :]):
            return space, iri[len(space) :]
    place = max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1
    while place < len(iri) and not _NAME.match(iri[place:]):
        place += 1
    return (iri[:place], iri[place:]) if place < len(iri) else ("", "")


def _write_statement(triple: Triple, prefixes: _Prefixes) -> str:
    name = prefixes.shorten(triple.predicate.value)
    if not name:
        raise UsageError(
            f"RDF/XML has no name for the property {triple.predicate}", hint="Write Turtle or N-Triples instead."
        )
    value = triple.object
    if not isinstance(value, Literal):
        return f"    <{name} {_name(value, 'rdf:resource')}/>\n"
    if NO_XML.search(value.value):
        raise UsageError(
            f"XML cannot hold a control character in a value of {triple.subject} {triple.predicate}",
            hint="Write Turtle or N-Triples instead.",
        )
    kind = ""
    if value.language:
        kind = f' xml:lang="{value.language}"'
    elif value.datatype.value != v.XSD + "string":
        kind = f' rdf:datatype="{_escape(value.datatype.value)}"'
    return f"    <{name}{kind}>{_escape(value.value)}</{name}>\n"


def _name(term: Term, attribute: str) -> str:
    if isinstance(term, BlankNode):
        return f'rdf:nodeID="{term.value}"'
    return f'{attribute}="{_escape(term.value if isinstance(term, NamedNode) else str(term))}"'


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)
