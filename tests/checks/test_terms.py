"""Slips of the pen in terms and names are told with the nearest that is known, at their place, and only once."""

from __future__ import annotations

from pathlib import Path

from kj_graph.checks import Finding, check_files

HEAD = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjo: <http://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def check(folder: Path, block: str) -> list[Finding]:
    path = folder / "mine.ttl"
    path.write_text(f"{HEAD}{block}\n", encoding="utf-8")
    return check_files([path])


SLIPS = [
    ("<http://e/1> kj:prty kjr:state-japan .", "KJ451", "error", 14, "kj:party"),
    ("<http://e/2> a kj:Agreemnt .", "KJ451", "error", 16, "kj:Agreement"),
    ('<http://e/3> skos:preflabel "x"@en .', "KJ452", "warning", 14, "skos:prefLabel"),
    ('<http://e/4> <http://e/p> "1"^^xsd:dat .', "KJ452", "warning", 27, "xsd:date"),
    ("<http://e/5> kjo:party <http://e/y> .", "KJ453", "error", 14, "kj:party"),
    ("<http://e/6> <http://e/p> kjr:state-japn .", "KJ454", "error", 27, "kjr:state-japan"),
]
RIGHT = """<http://e/x> rdf:_12 1 ; sh:in () ; <http://schema.org/name> 1 ; kj:mine kjr:mine-one .
kj:mine a rdf:Property . kjr:mine-one skos:note 'x'@en .
"""
SHAPED = "kjr:place-here a kj:Place ; skos:prefLabel 'a'@en, 'b'@ko, 'c'@ja ; kj:partyy 1 .\n"


def test_a_slip_has_its_code_its_place_and_what_was_meant(tmp_path: Path) -> None:
    findings = check(tmp_path, "\n".join(block for block, *_ in SLIPS) + f"\n{RIGHT}{SHAPED}")
    assert [(f.code, f.severity, f.line, f.column) for f in findings] == [
        *((code, severity, 8 + number, column) for number, (_, code, severity, column, _) in enumerate(SLIPS)),
        # Of a property that does not belong at a thing a shape has the first word.
        ("KJ207", "error", 16, 69),
    ]
    for finding, (*_, hint) in zip(findings, SLIPS, strict=False):
        assert hint in finding.hint
