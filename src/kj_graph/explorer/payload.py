"""The model inside an HTML page: JSON that cannot end the element it stands in, and the large part of it packed.

Packed is zlib in base64, which every current browser can undo by itself. What is said many times is said once
and pointed to by number: places in sources, kinds of relations, the ends of edges.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from kj_graph.explorer.records import Change, Evidence, PageModel, Source, Step, Tenure, Text, Thing
from kj_graph.vocabulary import KJ, KJR

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def encode_json(value: object) -> str:
    """Return JSON for a `<script type="application/json">` element.

    `<`, `>` and `&` are written as escapes, so no text of the data can close the element or open another.
    """
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.translate(_ESCAPES)


def pack_json(value: object) -> str:
    """Return JSON as zlib in base64, the same text for the same value."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(zlib.compress(written.encode("utf-8"), 9)).decode("ascii")


def describe_model(model: PageModel) -> dict[str, Any]:
    """Return the model as the page's scripts read it; what is empty is left out."""
    described = _Description(_collect_datatypes(model))
    return {
        "version": model.version,
        "asOf": model.as_of,
        "day": model.day,
        "statementCount": model.statement_count,
        "namespace": KJR,
        "things": [described.tell_thing(thing) for thing in model.things],
        "sources": [_describe_source(source) for source in model.sources],
        "tenures": [described.tell_tenure(tenure) for tenure in model.tenures],
        "concepts": model.concepts,
        "classes": model.classes,
        "properties": model.properties,
        "passages": list(described.passages),
        "datatypes": described.datatypes,
    }


def describe_network(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return pyvis's nodes and edges with the ends of edges as places in the list of nodes.

    An edge is `[from, to, sort]`, and a sort is a kind with its properties.
    """
    at = {node["id"]: number for number, node in enumerate(nodes)}
    sorts: dict[tuple[str, ...], int] = {}
    kept = ("id", "shape", "group", "x", "lane", "size", "rank", "opening", "shade")
    return {
        "nodes": [
            {name: node[name] for name in kept if node[name] is not None and node[name] is not False} for node in nodes
        ],
        "edges": [
            [at[edge["from"]], at[edge["to"]], sorts.setdefault((edge["kind"], *edge["properties"]), len(sorts))]
            for edge in edges
        ],
        "sorts": [list(each) for each in sorts],
    }


class _Description:
    """Things as plain data, with a common table of the places in sources that their evidence points to."""

    def __init__(self, datatypes: dict[str, list[str]]) -> None:
        self.passages: dict[tuple[str | int | tuple[str, ...] | None, ...], int] = {}
        self.datatypes = datatypes

    def tell_thing(self, thing: Thing) -> dict[str, Any]:
        return _drop_empty(
            {
                "id": thing.id,
                "iri": "" if thing.iri == KJR + thing.id else thing.iri,
                "type": thing.type,
                "labels": thing.labels,
                "ownTranslations": list(thing.own_translations),
                "otherNames": _describe_texts(thing.other_names),
                "notes": [{"kind": note.kind, **_describe_text(note.text)} for note in thing.notes],
                "values": [{"property": name, **self._tell_value(name, text)} for name, text in thing.values],
                "relations": [list(pair) for pair in thing.relations],
                "links": [list(pair) for pair in thing.links],
                "life": [self._tell_step(step) for step in thing.life],
                "changes": [self._tell_noted(change, "id", "status", "date") for change in thing.changes],
                "readings": [
                    {"id": reading.id, "target": reading.target, "reasons": _describe_texts(reading.reasons)}
                    for reading in thing.readings
                ],
                "evidence": self._tell_evidence(thing.id, thing.evidence),
                "ownEvidence": self._tell_evidence(thing.id, thing.own_evidence),
                "classes": [] if thing.classes == (KJ + thing.type,) else list(thing.classes),
                "schemes": list(thing.schemes),
                "labelProperty": "" if thing.label_property == "skos:prefLabel" else thing.label_property,
                "labelTypes": thing.label_types,
            }
        )

    def tell_tenure(self, tenure: Tenure) -> dict[str, Any]:
        return self._tell_noted(tenure, "id", "person", "office", "start", "end")

    def _tell_noted(self, item: Tenure | Change, *names: str) -> dict[str, Any]:
        plain = {name: getattr(item, name) for name in names}
        return _drop_empty(
            {**plain, "notes": _describe_texts(item.notes), "evidence": self._tell_evidence(item.id, item.evidence)}
        )

    def _tell_step(self, step: Step) -> dict[str, Any]:
        return _drop_empty(
            {
                "id": step.id,
                "kind": step.kind,
                "date": step.date,
                "places": list(step.places),
                "byParties": list(step.by_parties),
                "representatives": [
                    _drop_empty(
                        {
                            "id": each.id,
                            "person": each.person,
                            "party": each.party,
                            "office": each.office,
                            "evidence": self._tell_evidence(each.id, each.evidence),
                        }
                    )
                    for each in step.representatives
                ],
                "notes": _describe_texts(step.notes),
                "evidence": self._tell_evidence(step.id, step.evidence),
            }
        )

    def _tell_value(self, name: str, text: Text) -> dict[str, str]:
        told = _describe_text(Text(text.value, text.language))
        if text.datatype and self._guess_datatype(name, text) != text.datatype:
            return {**told, "type": text.datatype}
        if not text.datatype and not text.language and self._guess_datatype(name, text):
            return {**told, "type": "xsd:string"}
        return told

    def _guess_datatype(self, name: str, text: Text) -> str:
        """Return the datatype that the page takes a value to be of where none is given.

        It is the only one that the property has, or the one of dates that the text is written as.
        """
        known = self.datatypes.get(name, [])
        if text.language or not known:
            return ""
        return known[0] if len(known) == 1 else next((each for each in known if _is_written_as(text.value, each)), "")

    def _tell_evidence(self, about: str, evidence: Sequence[Evidence]) -> list[list[Any]]:
        """Return each item as `[place, status, name, property, value, language, datatype, notes]`.

        What is empty at its end is left out, and of the name what is said by what it is about.
        """
        told: list[list[Any]] = []
        for item in sorted(evidence, key=_order_evidence):
            passage = _shorten_passage(item)
            place = (item.source, item.start, item.end, item.locator, item.sha256, passage, item.speakers)
            number = self.passages.setdefault(place, len(self.passages))
            name = _shorten_evidence(item.id, about)
            text = Text(item.value, item.language, item.datatype)
            datatype = self._tell_value(item.property, text).get("type", "") if item.value else ""
            record: list[Any] = [
                number, item.verification, name, item.property, item.value, item.language, datatype,
                _describe_texts(item.notes),
            ]  # fmt: skip
            while not record[-1]:
                record.pop()
            told.append(record)
        return told


def _shorten_evidence(name: str, about: str) -> str:
    """Return a name without what it is about: the end of `evidence-ABOUT-…`, or with `*` in its place."""
    begin = f"evidence-{about}-"
    if name.startswith(begin) and not re.search(r"^=|[*]", name[len(begin) :]):
        return name[len(begin) :]
    return name.replace(about, "*", 1) if about in name and not re.search(r"^=|[*]", name) else "=" + name


def _shorten_passage(item: Evidence) -> str:
    """Return a passage's name without what its source and its place in it say anyway."""
    if not item.passage:
        return ""
    source = item.source.removeprefix("source-")
    span = f"{item.start}-{item.end}"
    begin = f"passage-{source}-"
    if not source or not item.passage.startswith(begin) or item.passage[len(begin) :].startswith(("=", "#")):
        return "=" + item.passage
    return "#" if item.passage == begin + span else item.passage[len(begin) :]


def _collect_datatypes(model: PageModel) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for thing in model.things:
        for name, text in thing.values:
            if text.datatype and not text.language:
                found.setdefault(name, set()).add(text.datatype)
    return {name: sorted(datatypes) for name, datatypes in sorted(found.items())}


_FORMS = {
    "xsd:date": r"-?\d{4}-\d\d-\d\d",
    "xsd:gYearMonth": r"-?\d{4}-\d\d",
    "xsd:gYear": r"-?\d{4}",
    "xsd:gMonth": r"--\d\d",
}
"""How dates of each datatype are written; `turtle.js` has the same."""


def _is_written_as(value: str, datatype: str) -> bool:
    return datatype in _FORMS and re.fullmatch(_FORMS[datatype], value, re.ASCII) is not None


def _describe_source(source: Source) -> dict[str, Any]:
    types = [address.datatype or "xsd:string" for address in source.addresses]
    return _drop_empty(
        {
            "id": source.id,
            "titles": _describe_texts(source.titles),
            "publishers": _describe_texts(source.publishers),
            "tier": source.tier,
            "addresses": [address.value for address in source.addresses],
            "addressTypes": types if any(each != "xsd:anyURI" for each in types) else [],
            "languages": list(source.languages),
            "issued": source.issued,
            "retrieved": source.retrieved,
            "sha256": source.sha256,
        }
    )


def _order_evidence(item: Evidence) -> tuple[str, str, str, int, str, str]:
    return (item.property, item.value, item.source, item.start or 0, item.locator, item.verification)


def _describe_texts(texts: Sequence[Text]) -> list[dict[str, str]]:
    return [_describe_text(text) for text in texts]


def _describe_text(text: Text) -> dict[str, str]:
    return _drop_empty({"text": text.value, "lang": text.language, "type": text.datatype}) or {"text": ""}


def _drop_empty(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [], {})}
