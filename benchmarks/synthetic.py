"""A graph in this ontology of any size, the same at every run, and the six shapes of questions asked of it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KJ = "https://w3id.org/kj-graph/ontology#"
KJR = "https://w3id.org/kj-graph/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DAY = "<http://www.w3.org/2001/XMLSchema#date>"
AREAS, PERSONS = 200, 500
TOPS = 12
WORDS = ("fisheries", "energy", "security", "trade", "history", "culture", "youth", "science", "labour", "shipping")

PREFIXES = f"PREFIX kj: <{KJ}>\nPREFIX kjr: <{KJR}>\nPREFIX skos: <{SKOS}>\n"
SHAPES = {
    "look-up": "SELECT ?p ?o WHERE { kjr:agreement-77 ?p ?o }",
    "join": """SELECT ?agreement ?claim ?person ?area WHERE {
        ?agreement kj:policyArea kjr:area-7 .
        ?claim kj:concerns ?agreement ; kj:heldBy ?person ; kj:policyArea ?area }""",
    "path": "SELECT ?agreement WHERE { ?agreement a kj:Agreement ; kj:policyArea/skos:broader* kjr:area-2 }",
    "grouping": """SELECT ?area (COUNT(?claim) AS ?claims) WHERE { ?claim a kj:Claim ; kj:policyArea ?area }
        GROUP BY ?area ORDER BY DESC(?claims) STR(?area)""",
    "optional, languages": """SELECT ?agreement ?ko ?ja ?also WHERE { ?agreement kj:policyArea kjr:area-11 .
        OPTIONAL { ?agreement skos:prefLabel ?ko . FILTER(LANG(?ko) = "ko") }
        OPTIONAL { ?agreement skos:prefLabel ?ja . FILTER(LANG(?ja) = "ja") }
        OPTIONAL { ?agreement skos:altLabel ?also } }""",
    "text": """SELECT ?agreement ?name WHERE { ?agreement a kj:Agreement ; skos:prefLabel ?name .
        FILTER(LANG(?name) = "en" && CONTAINS(LCASE(?name), "fisheries 12")) }""",
}


def write_graph(path: Path, triples: int) -> None:
    """Write a graph of about so many triples as N-Triples."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for area in range(1, AREAS):
            file.write(f"<{KJR}area-{area}> <{SKOS}broader> <{KJR}area-{area // 3}> .\n")
            written += 1
        number = 0
        while written < triples:
            lines = list(_describe(number))
            file.writelines(lines)
            written += len(lines)
            number += 1


def write_rows(path: Path, triples: int) -> None:
    """Write about so many triples of trade between countries in a vocabulary of its own, as N-Triples."""
    own = "https://example.org/trade"
    with path.open("w", encoding="utf-8") as file:
        for number in range(triples // 5):
            row = f"<{own}/row-{number}>"
            file.write(
                f'{row} <{own}#year> "{1965 + number % 60}"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n'
                f"{row} <{own}#from> <{own}/country-{number % 199}> .\n"
                f"{row} <{own}#to> <{own}/country-{number * 7 % 199}> .\n"
                f'{row} <{own}#value> "{number * 7919 % 1_000_003}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
                f'{row} <{own}#goods> "HS {number % 5113}" .\n'
            )


def write_things(path: Path, things: int) -> None:
    """Write a graph of so many things that an explorer draws: areas, persons, agreements with lives, events, claims."""
    with path.open("w", encoding="utf-8") as file:
        for lines in islice(_list_things(things), things):
            file.writelines(lines)


def _list_things(things: int) -> Iterator[list[str]]:
    for name in ("japan", "republic-of-korea"):
        yield [_type(f"state-{name}", "State"), _label(f"state-{name}", name.replace("-", " ").title())]
    for area in range(AREAS):
        lines = [_type(f"area-{area}", "PolicyArea"), _label(f"area-{area}", f"{WORDS[area % 10]} area {area}")]
        if area >= TOPS:
            lines.append(f"<{KJR}area-{area}> <{SKOS}broader> <{KJR}area-{area % TOPS}> .\n")
        yield lines
    for person in range(PERSONS):
        yield [_type(f"person-{person}", "Person"), _label(f"person-{person}", f"Person {person}")]
    for number in range(things):
        agreement = f"<{KJR}agreement-{number}>"
        day = f'"{1951 + number % 75}-{1 + number % 12:02}-{1 + number % 28:02}"^^{DAY}'
        lines = [line for line in _describe(number) if line.startswith(agreement) and f"<{KJ}date>" not in line]
        life = f"<{KJR}life-{number}>"
        yield [
            *lines,
            f"{life} {TYPE} <{KJ}LifeEvent> .\n",
            f"{life} <{KJ}ofAgreement> {agreement} .\n",
            f"{life} <{KJ}lifeKind> <{KJR}life-kind-in-force> .\n",
            f"{life} <{KJ}date> {day} .\n",
        ]
        word = WORDS[number % len(WORDS)]
        yield [
            _type(f"event-{number}", "Event"),
            _label(f"event-{number}", f"Meeting on {word} {number}"),
            f"<{KJR}event-{number}> <{KJ}date> {day} .\n",
            f"<{KJR}event-{number}> <{KJ}policyArea> <{KJR}area-{number * 3 % AREAS}> .\n",
            f"<{KJR}event-{number}> <{KJ}agent> <{KJR}person-{number * 7 % PERSONS}> .\n",
        ]
        for part in range(2):
            claim = f"<{KJR}claim-{number}-{part}>"
            lines = [line for line in _describe(number) if line.startswith(claim)]
            yield [*lines, f"{claim} <{KJ}statedAt> <{KJR}event-{number}> .\n"]


def _type(slug: str, name: str) -> str:
    return f"<{KJR}{slug}> {TYPE} <{KJ}{name}> .\n"


def _label(slug: str, text: str) -> str:
    return f'<{KJR}{slug}> <{SKOS}prefLabel> "{text}"@en .\n'


def _describe(number: int) -> Iterator[str]:
    word = WORDS[number % len(WORDS)]
    agreement = f"<{KJR}agreement-{number}>"
    yield f"{agreement} {TYPE} <{KJ}Agreement> .\n"
    yield f'{agreement} <{SKOS}prefLabel> "Agreement on {word} {number}"@en .\n'
    yield f'{agreement} <{SKOS}prefLabel> "{word}에 관한 협정 {number}"@ko .\n'
    if number % 5:
        yield f'{agreement} <{SKOS}prefLabel> "{word}に関する協定{number}"@ja .\n'
    if not number % 3:
        yield f'{agreement} <{SKOS}altLabel> "{word.upper()}-{number}" .\n'
    yield f'{agreement} <{KJ}date> "{1951 + number % 75}-{1 + number % 12:02}-{1 + number % 28:02}"^^{DAY} .\n'
    yield f"{agreement} <{KJ}party> <{KJR}state-japan> .\n"
    yield f"{agreement} <{KJ}party> <{KJR}state-republic-of-korea> .\n"
    yield f"{agreement} <{KJ}policyArea> <{KJR}area-{number * 7 % AREAS}> .\n"
    for part in range(2):
        claim = f"<{KJR}claim-{number}-{part}>"
        yield f"{claim} {TYPE} <{KJ}Claim> .\n"
        yield f'{claim} <{SKOS}prefLabel> "Claim {part} on {word} {number}"@en .\n'
        yield f"{claim} <{KJ}concerns> {agreement} .\n"
        yield f"{claim} <{KJ}heldBy> <{KJR}person-{(number * 31 + part) % PERSONS}> .\n"
        yield f"{claim} <{KJ}policyArea> <{KJR}area-{(number * 11 + part * 5) % AREAS}> .\n"
