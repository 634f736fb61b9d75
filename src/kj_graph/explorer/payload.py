"""The model inside an HTML page: JSON that cannot end the element it stands in, and the large part of it packed.

Packed is zlib in base64, which every current browser can undo by itself. What is said many times is said once
and pointed to by number: places in sources, kinds of relations, the ends of edges.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from kj_graph.explorer.records import Change, Evidence, PageModel, Source, Step, Tenure, Text, Thing
from kj_graph.vocabulary import KJR

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
    described = _Description()
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
    }


def describe_network(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return pyvis's nodes and edges with the ends of edges as places in the list of nodes.

    An edge is `[from, to, sort]`, and a sort is a kind with its properties.
    """
    at = {node["id"]: number for number, node in enumerate(nodes)}
    sorts: dict[tuple[str, ...], int] = {}
    kept = ("id", "shape", "group", "x", "y", "size", "rank", "head", "opening", "shade")
    return {
        "nodes": [{name: node[name] for name in kept if node[name] is not False} for node in nodes],
        "edges": [
            [at[edge["from"]], at[edge["to"]], sorts.setdefault((edge["kind"], *edge["properties"]), len(sorts))]
            for edge in edges
        ],
        "sorts": [list(each) for each in sorts],
    }


class _Description:
    """Things as plain data, with a common table of the places in sources that their evidence points to."""

    def __init__(self) -> None:
        self.passages: dict[tuple[str | int | None, ...], int] = {}

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
                "values": [{"property": name, **_describe_text(text)} for name, text in thing.values],
                "relations": [list(pair) for pair in thing.relations],
                "links": [list(pair) for pair in thing.links],
                "life": [self._tell_step(step) for step in thing.life],
                "changes": [self._tell_change(change) for change in thing.changes],
                "readings": [
                    {"target": reading.target, "reasons": _describe_texts(reading.reasons)}
                    for reading in thing.readings
                ],
                "evidence": self._tell_evidence(thing.evidence),
            }
        )

    def tell_tenure(self, tenure: Tenure) -> dict[str, Any]:
        return _drop_empty(
            {
                "id": tenure.id,
                "person": tenure.person,
                "office": tenure.office,
                "start": tenure.start,
                "end": tenure.end,
                "notes": _describe_texts(tenure.notes),
                "evidence": self._tell_evidence(tenure.evidence),
            }
        )

    def _tell_step(self, step: Step) -> dict[str, Any]:
        return _drop_empty(
            {
                "kind": step.kind,
                "date": step.date,
                "places": list(step.places),
                "byParties": list(step.by_parties),
                "representatives": [
                    _drop_empty(
                        {
                            "person": each.person,
                            "party": each.party,
                            "office": each.office,
                            "evidence": self._tell_evidence(each.evidence),
                        }
                    )
                    for each in step.representatives
                ],
                "evidence": self._tell_evidence(step.evidence),
            }
        )

    def _tell_change(self, change: Change) -> dict[str, Any]:
        return _drop_empty(
            {
                "status": change.status,
                "date": change.date,
                "notes": _describe_texts(change.notes),
                "evidence": self._tell_evidence(change.evidence),
            }
        )

    def _tell_evidence(self, evidence: Sequence[Evidence]) -> list[list[str | int]]:
        """Return each item as `[place, status, property, value, language]` without what is empty at its end."""
        told: list[list[str | int]] = []
        for item in sorted(evidence, key=_order_evidence):
            place = (item.source, item.start, item.end, item.locator, item.sha256)
            number = self.passages.setdefault(place, len(self.passages))
            record: list[str | int] = [number, item.verification, item.property, item.value, item.language]
            while record[-1] == "":
                record.pop()
            told.append(record)
        return told


def _describe_source(source: Source) -> dict[str, Any]:
    return _drop_empty(
        {
            "id": source.id,
            "titles": _describe_texts(source.titles),
            "publishers": _describe_texts(source.publishers),
            "tier": source.tier,
            "addresses": list(source.addresses),
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
    return {"text": text.value, "lang": text.language} if text.language else {"text": text.value}


def _drop_empty(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [], {})}
