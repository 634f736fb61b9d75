"""JSON-LD: the things of the graph as one array of objects, with the project's prefixes as context.

The context stands in the file itself; reading it asks no network.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from pyoxigraph import Triple

    from kj_graph.vocabulary import Term


def write_jsonld(triples: Iterable[Triple]) -> str:
    """Return triples as JSON-LD, sorted by subject, property and value."""
    import json

    things: dict[str, dict[str, Any]] = {}
    for triple in sorted(
        set(triples), key=lambda t: (str(t.subject), v.rank_property(t.predicate.value), str(t.object))
    ):
        subject = _name(triple.subject)
        thing = things.setdefault(subject, {"@id": subject})
        if triple.predicate == v.TYPE:
            thing.setdefault("@type", []).append(_name(triple.object))
        else:
            thing.setdefault(_name(triple.predicate), []).append(_value(triple.object))
    document = {"@context": dict(sorted(v.PREFIXES.items())), "@graph": list(things.values())}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _name(term: Term) -> str:
    if not isinstance(term, NamedNode):
        return str(term)
    short = v.shorten_iri(term.value)
    return term.value if short.startswith("<") else short


def _value(term: Term) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == v.XSD + "string":
        return {"@value": term.value}
    return {"@value": term.value, "@type": _name(term.datatype)}
