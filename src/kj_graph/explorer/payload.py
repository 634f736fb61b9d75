"""The model as JSON inside an HTML page: compact, and unable to end the element it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kj_graph.explorer.records import Change, Evidence, PageModel, Source, Step, Tenure, Text, Thing

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def encode_json(value: object) -> str:
    """Return JSON for a `<script type="application/json">` element.

    `<`, `>` and `&` are written as escapes, so no text of the data can close the element or open another.
    """
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.translate(_ESCAPES)


def describe_model(model: PageModel) -> dict[str, Any]:
    """Return the model as the page's scripts read it; what is empty is left out."""
    return {
        "version": model.version,
        "asOf": model.as_of,
        "day": model.day,
        "statementCount": model.statement_count,
        "things": [_describe_thing(thing) for thing in model.things],
        "sources": [_describe_source(source) for source in model.sources],
        "tenures": [_describe_tenure(tenure) for tenure in model.tenures],
        "concepts": model.concepts,
        "classes": model.classes,
        "properties": model.properties,
    }


def _describe_thing(thing: Thing) -> dict[str, Any]:
    return _drop_empty(
        {
            "id": thing.id,
            "iri": thing.iri,
            "type": thing.type,
            "labels": thing.labels,
            "ownTranslations": list(thing.own_translations),
            "otherNames": _describe_texts(thing.other_names),
            "notes": [{"kind": note.kind, **_describe_text(note.text)} for note in thing.notes],
            "values": [{"property": name, **_describe_text(text)} for name, text in thing.values],
            "relations": [list(pair) for pair in thing.relations],
            "links": [list(pair) for pair in thing.links],
            "life": [_describe_step(step) for step in thing.life],
            "changes": [_describe_change(change) for change in thing.changes],
            "readings": [
                {"target": reading.target, "reasons": _describe_texts(reading.reasons)} for reading in thing.readings
            ],
            "evidence": _describe_evidence(thing.evidence),
        }
    )


def _describe_step(step: Step) -> dict[str, Any]:
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
                        "evidence": _describe_evidence(each.evidence),
                    }
                )
                for each in step.representatives
            ],
            "evidence": _describe_evidence(step.evidence),
        }
    )


def _describe_tenure(tenure: Tenure) -> dict[str, Any]:
    return _drop_empty(
        {
            "person": tenure.person,
            "office": tenure.office,
            "start": tenure.start,
            "end": tenure.end,
            "notes": _describe_texts(tenure.notes),
            "evidence": _describe_evidence(tenure.evidence),
        }
    )


def _describe_change(change: Change) -> dict[str, Any]:
    return _drop_empty(
        {
            "status": change.status,
            "date": change.date,
            "notes": _describe_texts(change.notes),
            "evidence": _describe_evidence(change.evidence),
        }
    )


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


def _describe_evidence(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [
        _drop_empty(
            {
                "property": item.property,
                "value": item.value,
                "lang": item.language,
                "source": item.source,
                "start": item.start,
                "end": item.end,
                "locator": item.locator,
                "sha256": item.sha256,
                "verification": item.verification,
            }
        )
        for item in sorted(evidence, key=_order_evidence)
    ]


def _order_evidence(item: Evidence) -> tuple[str, str, str, int, str, str]:
    return (item.property, item.value, item.source, item.start or 0, item.locator, item.verification)


def _describe_texts(texts: Sequence[Text]) -> list[dict[str, str]]:
    return [_describe_text(text) for text in texts]


def _describe_text(text: Text) -> dict[str, str]:
    return {"text": text.value, "lang": text.language} if text.language else {"text": text.value}


def _drop_empty(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [], {})}
