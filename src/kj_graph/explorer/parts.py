"""What has no panel of its own and is told in that of the thing it belongs to.

Evidence, the steps of an agreement's life with those who acted in them, tenures, changes of status, editor's readings.
"""

from __future__ import annotations

from dataclasses import replace

from kj_graph.explorer.records import Change, Evidence, Reading, Representative, Step, Tenure, Text
from kj_graph.explorer.statements import IRI, RDF_TYPE, Statements, shorten_property, shorten_thing
from kj_graph.vocabulary import KJ, SKOS


def collect_evidence(index: Statements) -> dict[str, list[Evidence]]:
    """Return the evidence of each thing, step, act, tenure and change that has some."""
    found: dict[str, list[Evidence]] = {}
    for iri in index.find_subjects(RDF_TYPE, KJ + "Evidence"):
        for about in index.read_iris(iri, KJ + "about"):
            found.setdefault(about, []).extend(_read_evidence(index, iri))
    return found


def _read_evidence(index: Statements, iri: str) -> list[Evidence]:
    status = shorten_thing(index.read_iri(iri, KJ + "verification")).removeprefix("verification-")
    property_iri = index.read_iri(iri, KJ + "onProperty")
    narrowed = shorten_property(property_iri) if property_iri else ""
    texts = index.read_texts(iri, KJ + "onValue")
    about = index.read_iri(iri, KJ + "onValue")
    value = texts[0] if texts else Text(shorten_thing(about), "", IRI) if about else Text("")
    notes = tuple(index.read_texts(iri, SKOS + "editorialNote"))
    passages = index.read_iris(iri, KJ + "passage")
    told = Evidence(
        id=shorten_thing(iri),
        property=narrowed,
        value=value.value,
        language=value.language,
        datatype=value.datatype,
        notes=notes,
        verification=status or ("verified" if passages else "unverified"),
    )
    if not passages:
        return [replace(told, source=shorten_thing(source)) for source in index.read_iris(iri, KJ + "source") or [""]]
    return [
        replace(
            told,
            passage=shorten_thing(passage),
            speakers=tuple(map(shorten_thing, index.read_iris(passage, KJ + "speaker"))),
            source=shorten_thing(index.read_iri(passage, KJ + "ofSource")),
            start=_read_number(index, passage, "start"),
            end=_read_number(index, passage, "end"),
            locator=index.read_string(passage, KJ + "locator"),
            sha256=index.read_string(passage, KJ + "sha256"),
        )
        for passage in passages
    ]


def _read_number(index: Statements, subject: str, name: str) -> int | None:
    written = index.read_string(subject, KJ + name)
    return int(written) if written.isdecimal() else None


def collect_lives(index: Statements, evidence: dict[str, list[Evidence]]) -> dict[str, tuple[Step, ...]]:
    """Return the steps of each agreement's life, in order of time."""
    lives: dict[str, list[Step]] = {}
    for iri in index.find_subjects(RDF_TYPE, KJ + "LifeEvent"):
        step = Step(
            id=shorten_thing(iri),
            kind=shorten_thing(index.read_iri(iri, KJ + "lifeKind")),
            date=index.read_string(iri, KJ + "date"),
            places=tuple(map(shorten_thing, index.read_iris(iri, KJ + "place"))),
            by_parties=tuple(map(shorten_thing, index.read_iris(iri, KJ + "byParty"))),
            representatives=tuple(
                Representative(
                    id=shorten_thing(act),
                    person=shorten_thing(index.read_iri(act, KJ + "representative")),
                    party=shorten_thing(index.read_iri(act, KJ + "onBehalfOf")),
                    office=shorten_thing(index.read_iri(act, KJ + "inOffice")),
                    evidence=tuple(evidence.get(act, ())),
                )
                for act in index.find_subjects(KJ + "inAct", iri)
            ),
            notes=tuple(index.read_texts(iri, SKOS + "note")),
            evidence=tuple(evidence.get(iri, ())),
        )
        for agreement in index.read_iris(iri, KJ + "ofAgreement"):
            lives.setdefault(agreement, []).append(step)
    return {iri: tuple(sorted(steps, key=_order_step)) for iri, steps in lives.items()}


_LIFE_ORDER = (
    "life-kind-signed",
    "life-kind-issued",
    "life-kind-ratified",
    "life-kind-ratifications-exchanged",
)


def _order_step(step: Step) -> tuple[str, int, str]:
    rank = _LIFE_ORDER.index(step.kind) if step.kind in _LIFE_ORDER else len(_LIFE_ORDER)
    return (step.date or "9999", rank, step.id)


def collect_changes(index: Statements, evidence: dict[str, list[Evidence]]) -> dict[str, tuple[Change, ...]]:
    """Return what became of each proposal, in order of time."""
    found: dict[str, list[Change]] = {}
    for iri in index.find_subjects(RDF_TYPE, KJ + "StatusChange"):
        change = Change(
            id=shorten_thing(iri),
            status=shorten_thing(index.read_iri(iri, KJ + "proposalStatus")),
            date=index.read_string(iri, KJ + "date"),
            notes=tuple(index.read_texts(iri, SKOS + "note")),
            evidence=tuple(evidence.get(iri, ())),
        )
        for proposal in index.read_iris(iri, KJ + "ofProposal"):
            found.setdefault(proposal, []).append(change)
    return {
        iri: tuple(sorted(changes, key=lambda each: (each.date or "9999", each.id))) for iri, changes in found.items()
    }


def collect_tenures(index: Statements, evidence: dict[str, list[Evidence]]) -> tuple[Tenure, ...]:
    """Return all tenures, in order of time."""
    found = [
        Tenure(
            id=shorten_thing(iri),
            person=shorten_thing(index.read_iri(iri, KJ + "holder")),
            office=shorten_thing(index.read_iri(iri, KJ + "ofOffice")),
            start=index.read_string(iri, KJ + "from"),
            end=index.read_string(iri, KJ + "until"),
            notes=tuple(index.read_texts(iri, SKOS + "note")),
            evidence=tuple(evidence.get(iri, ())),
        )
        for iri in index.find_subjects(RDF_TYPE, KJ + "Tenure")
    ]
    return tuple(sorted(found, key=lambda each: (each.start or "9999", each.id)))


def collect_readings(index: Statements) -> dict[str, tuple[Reading, ...]]:
    """Return the editor's readings of each thing."""
    found: dict[str, list[Reading]] = {}
    for iri in index.find_subjects(RDF_TYPE, KJ + "EditorialLink"):
        reasons = tuple(index.read_texts(iri, KJ + "reason"))
        for about in index.read_iris(iri, KJ + "about"):
            for target in index.read_iris(iri, KJ + "linksTo"):
                found.setdefault(about, []).append(Reading(shorten_thing(iri), shorten_thing(target), reasons))
    return {iri: tuple(readings) for iri, readings in found.items()}
