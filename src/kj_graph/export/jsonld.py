"""JSON-LD: the things of the graph as objects with short names; see kj_graph.export.context for the names.

The context stands in the file itself, so that reading it asks no network, or the file names the address of the
published one. What the file is stands in the member `export`, which the context makes no statement.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.export.context import ADDRESS, EXPORT, read_context
from kj_graph.export.parcel import shorten

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO, Any

    from pyoxigraph import Triple

    from kj_graph.export.parcel import Parcel
    from kj_graph.vocabulary import Term

_SAFE = 2**53  # larger numbers lose digits where JSON numbers are floating


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write a parcel as JSON-LD, sorted by subject, property and value."""
    triples = sorted(
        set(parcel.triples()), key=lambda t: (str(t.subject), v.rank_property(t.predicate.value), str(t.object))
    )
    terms = read_context()
    if _collide(triples, terms):
        terms = {EXPORT: None}
    writer = _Writer(terms)
    context = ADDRESS if parcel.linked and len(terms) > 1 else terms
    head = json.dumps({"@context": context, EXPORT: parcel.about.to_dict()}, ensure_ascii=False, indent=1)
    file.write(head.removesuffix("\n}") + ',\n "@graph": [')
    before = "\n"
    for subject, statements in groupby(triples, key=attrgetter("subject")):
        thing = json.dumps(writer.write_thing(subject, statements), ensure_ascii=False, indent=1)
        file.write(before + thing.replace("\n", "\n  ").join(("  ", "")))
        before = ",\n"
    file.write("\n ]\n}\n")


class _Writer:
    """Writes things by the terms of a context."""

    def __init__(self, terms: dict[str, Any]) -> None:
        self._shortens = len(terms) > 1
        self._keys: dict[str, tuple[str, str]] = {}
        for term, meaning in terms.items():
            if meaning is None or (isinstance(meaning, str) and meaning in v.PREFIXES.values()):
                continue
            told = meaning if isinstance(meaning, dict) else {"@id": meaning}
            way = told.get("@container") or told.get("@type") or ""
            self._keys[v.expand_name(told["@id"]) or ""] = (term, way)

    def write_thing(self, subject: Term, statements: Iterable[Triple]) -> dict[str, Any]:
        thing: dict[str, Any] = {"@id": self._name(subject)}
        for triple in statements:
            iri, value = triple.predicate.value, triple.object
            if triple.predicate == v.TYPE and not isinstance(value, Literal):
                kind = self._keys.get(value.value, ("", ""))[0] if isinstance(value, NamedNode) else ""
                _put(thing, "@type", kind or self._name(value))
                continue
            key, way = self._keys.get(iri, ("", ""))
            if way == "@language":
                if isinstance(value, Literal) and value.language:
                    _put(thing.setdefault(key, {}), value.language, value.value)
                    continue
                key = ""  # by language only texts in a language can stand
            _put(thing, key or self._name(triple.predicate), self._value(value, way if key else ""))
        return thing

    def _value(self, value: Term, way: str) -> Any:
        """Return a value as its key lets it be written: plain where that is its way, else in full."""
        if not isinstance(value, Literal):
            name = self._name(value)
            return name if way == "@id" else {"@id": name}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if way and v.expand_name(way) == datatype:
            return value.value
        if datatype == v.XSD + "string":
            return {"@value": value.value} if way else value.value
        if not way:
            if datatype == v.XSD + "boolean" and value.value in ("true", "false"):
                return value.value == "true"
            if datatype == v.XSD + "integer" and _is_plain_number(value.value):
                return int(value.value)
        return {"@value": value.value, "@type": self._name(value.datatype)}

    def _name(self, term: Term) -> str:
        if not isinstance(term, NamedNode):
            return str(term)
        return shorten(term.value) if self._shortens else term.value


def _put(thing: dict[str, Any], key: str, value: Any) -> None:
    """Put a value under a key: alone, or from the second on in a list."""
    if key not in thing:
        thing[key] = value
    elif isinstance(thing[key], list):
        thing[key].append(value)
    else:
        thing[key] = [thing[key], value]


def _is_plain_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return (
        digits.isascii()
        and digits.isdecimal()
        and len(digits) < 17
        and str(int(text)) == text
        and abs(int(text)) < _SAFE
    )


def _collide(triples: Iterable[Triple], terms: dict[str, Any]) -> bool:
    """Say whether an IRI begins as a short name would, so that short names would be misread."""
    for triple in triples:
        for term in triple:
            if isinstance(term, NamedNode):
                scheme, _, rest = term.value.partition(":")
                if scheme in terms and not rest.startswith("//"):
                    return True
    return False
