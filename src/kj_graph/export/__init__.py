"""Writing a graph out: one module a format, all behind `write_export`."""

from __future__ import annotations

from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

FORMATS = ("turtle", "ntriples", "jsonld")
SUFFIXES = {".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld", ".json": "jsonld"}


def render_export(triples: Iterable[Triple], form: str, heading: str = "") -> str:
    """Return triples in one of FORMATS, the same text for the same set of triples.

    `heading` is put first as a comment; JSON-LD has no comments.
    """
    if form == "turtle":
        from kj_graph.export.turtle import write_turtle

        return write_turtle(triples, heading)
    if form == "ntriples":
        from kj_graph.export.ntriples import write_ntriples

        return (f"# {heading}\n" if heading else "") + write_ntriples(triples)
    if form == "jsonld":
        from kj_graph.export.jsonld import write_jsonld

        return write_jsonld(triples)
    raise UsageError(f"unknown format '{form}'", hint=f"Formats: {', '.join(FORMATS)}.")
