"""Reading what a SPARQL service answers: whole or not at all, in the terms that were asked for.

An answer that ends in the middle is an error and never a short answer: a service that runs out of time sends status 200
and half a document, and some send what they have and say so only in a header. Virtuoso writes a truth value as 0 or 1,
a duration as a number of months or seconds and a blank node as an address; they are put back into their proper form.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph
from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple

from kj_graph import vocabulary as v
from kj_graph.errors import EndpointError
from kj_graph.store.remote.service import explain_body

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kj_graph.store.remote.service import Answer

SOLUTIONS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
SOLUTIONS_OF_VIRTUOSO = "application/sparql-results+xml"  # which it writes three times as fast as JSON
TRIPLES = "application/n-triples, text/turtle;q=0.8"
_RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/ntriples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
}
_MENDED = re.compile(rb'XMLSchema#(?:boolean|duration|dayTimeDuration|yearMonthDuration)"|"bnode"')
_DURATIONS = frozenset(v.XSD + name for name in ("duration", "dayTimeDuration", "yearMonthDuration"))
_BOOLEAN = v.XSD + "boolean"


def read_table(url: str, answer: Answer) -> tuple[bytes, int]:
    """Return the solutions of an answer as SPARQL JSON, checked to its last byte, and their number.

    Raises EndpointError for anything else.
    """
    content, whole = _read_results(url, answer)
    if not isinstance(whole, QuerySolutions):
        raise EndpointError(f"{url}: answers a SELECT query with true or false")
    return content, _count(url, answer, whole)


def read_boolean(url: str, answer: Answer) -> bool:
    """Return the truth value of an answer; raises EndpointError for anything else."""
    whole = _read_results(url, answer)[1]
    if not isinstance(whole, QueryBoolean):
        raise EndpointError(f"{url}: answers an ASK query with a table")
    return bool(whole)


def _read_results(url: str, answer: Answer) -> tuple[bytes, QuerySolutions | QueryBoolean]:
    form = _RESULTS.get(answer.kind)
    if form is None:
        raise _wrong_kind(url, answer, "SPARQL results")
    _refuse_partial(url, answer)
    content = answer.content
    if form == QueryResultsFormat.XML:
        content = _to_json(url, answer)
    if _MENDED.search(content):
        content = _mend_document(url, answer, content)
    try:
        return content, pyoxigraph.parse_query_results(content, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError, EOFError) as error:
        raise _malformed(url, answer, error) from None


def _count(url: str, answer: Answer, whole: QuerySolutions) -> int:
    """Read solutions to their end and return their number; only there does it show whether they are whole."""
    try:
        return sum(1 for _ in whole)
    except (SyntaxError, ValueError, EOFError) as error:
        raise _malformed(url, answer, error) from None


def _to_json(url: str, answer: Answer) -> bytes:
    """Return results in XML as JSON; looks at the end itself, because the engine takes half a document for a whole."""
    if not answer.content.rstrip().endswith(b"</sparql>"):
        raise _cut_off(url, answer)
    try:
        content = answer.content.replace(b"<bnode>nodeID://", b"<bnode>")
        written = pyoxigraph.parse_query_results(content, format=QueryResultsFormat.XML)
        if isinstance(written, QueryBoolean):
            return f'{{"head":{{}},"boolean":{str(bool(written)).lower()}}}'.encode()
        return written.serialize(format=QueryResultsFormat.JSON) or b""
    except (SyntaxError, ValueError, EOFError) as error:
        raise _malformed(url, answer, error) from None


def read_triples(url: str, answer: Answer) -> list[Triple]:
    """Return the triples of an answer, checked to its last byte; raises EndpointError."""
    form = _GRAPHS.get(answer.kind)
    if form is None:
        raise _wrong_kind(url, answer, "N-Triples or Turtle")
    _refuse_partial(url, answer)
    if form == RdfFormat.N_TRIPLES and answer.content and not answer.content.rstrip().endswith(b"."):
        raise _cut_off(url, answer)
    try:
        return [mend_triple(quad.triple) for quad in pyoxigraph.parse(answer.content, format=form)]
    except (SyntaxError, ValueError) as error:
        raise _malformed(url, answer, error) from None


def as_query_triples(triples: Iterable[Triple]) -> QueryTriples:
    """Return triples as the answer to a CONSTRUCT."""
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in triples)
    made = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(made, QueryTriples)
    return made


def join_results(pages: list[bytes]) -> bytes:
    """Return JSON results of several pages as those of one."""
    document: dict[str, Any] = json.loads(pages[0])
    for page in pages[1:]:
        document["results"]["bindings"] += json.loads(page)["results"]["bindings"]
    return json.dumps(document, ensure_ascii=False).encode()


def keep_rows(content: bytes, rows: int | None) -> tuple[bytes, bool]:
    """Return the first rows of JSON results, and whether there were more."""
    if rows is None:
        return content, False
    document: dict[str, Any] = json.loads(content)
    found = document["results"]["bindings"]
    document["results"]["bindings"] = found[:rows]
    return json.dumps(document, ensure_ascii=False).encode(), len(found) > rows


def mend_triple(triple: Triple) -> Triple:
    """Return a triple with a value as XML Schema writes it."""
    value = triple.object
    if isinstance(value, Literal):
        mended = mend_value(value.value, value.datatype.value)
        if mended != value.value:
            return Triple(triple.subject, triple.predicate, Literal(mended, datatype=value.datatype))
    return triple


def mend_value(text: str, datatype: str) -> str:
    """Return a truth value or a duration as XML Schema writes it, anything else as it is.

    A duration that is a whole number is one of months, one with a point or an exponent is one of seconds; neither is a
    duration in XML Schema, so nothing that is one is ever changed.
    """
    if datatype == _BOOLEAN:
        return {"1": "true", "0": "false"}.get(text, text)
    if datatype not in _DURATIONS or "P" in text:
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    sign, number = "-" if number < 0 else "", abs(number)
    if text.lstrip("-").isdecimal():
        years, months = divmod(int(number), 12)
        return f"{sign}P{f'{years}Y' if years else ''}{f'{months}M' if months or not years else ''}"
    days, seconds = divmod(number, 86400)
    return f"{sign}P{int(days)}D" if not seconds else f"{sign}P{f'{int(days)}D' if days else ''}T{seconds:g}S"


def _mend_document(url: str, answer: Answer, content: bytes) -> bytes:
    try:
        document: dict[str, Any] = json.loads(content)
        for row in document.get("results", {}).get("bindings", ()):
            for term in row.values():
                if term["type"] == "bnode":
                    term["value"] = re.sub(r"\W", lambda sign: f"x{ord(sign[0])}", term["value"])
                elif "datatype" in term:
                    term["value"] = mend_value(term["value"], term["datatype"])
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise _malformed(url, answer, error) from None
    return json.dumps(document, ensure_ascii=False).encode()


def _refuse_partial(url: str, answer: Answer) -> None:
    if answer.status == 206 or answer.headers.get("X-SQL-State", "").startswith("S1TAT"):
        raise EndpointError(
            f"{url}: the service ran out of its time and sent a part of the answer",
            hint="Nothing of it was used. Ask for less, or have the service's own limit raised.",
        )


def _cut_off(url: str, answer: Answer) -> EndpointError:
    return EndpointError(
        f"{url}: the answer ends in the middle, after {len(answer.content)} bytes",
        hint="Nothing of it was used. The service has probably run out of its own time: ask for less.",
    )


def _malformed(url: str, answer: Answer, error: Exception) -> EndpointError:
    if isinstance(error, EOFError) or not answer.content.rstrip().endswith((b"}", b">", b".")):
        return _cut_off(url, answer)
    try:
        if answer.kind.endswith("json"):
            json.loads(answer.content)
    except ValueError:
        return _cut_off(url, answer)
    return EndpointError(f"{url}: the answer is not what it says to be ({answer.kind}): {error}")


def _wrong_kind(url: str, answer: Answer, wanted: str) -> EndpointError:
    if answer.kind in ("text/html", "application/xhtml+xml"):
        return EndpointError(
            f"{url}: answers with a web page where {wanted} belong{explain_body(answer)}",
            hint="It is probably the address of a page about the service, not that of the service.",
        )
    return EndpointError(
        f"{url}: answers with '{answer.kind or 'no content type'}' where {wanted} belong{explain_body(answer)}"
    )
