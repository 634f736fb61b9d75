"""The good twin conforms; every broken twin is caught, with its code and property and nothing beside it."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from shape_breaks import BLOCK, BREAKS, CONCEPTS, NAMED, OF_EVERY_CLASS, Break

from kj_graph import resources
from kj_graph.checks import check_files, shapes, violations
from kj_graph.checks.finding import Finding
from kj_graph.checks.shapes import check_shapes, check_triples
from kj_graph.vocabulary import KJR, SKOS

GOOD = Path(__file__).with_name("good.ttl")
SHAPES = "https://w3id.org/kj-graph/shapes#"
SH = violations.SH


def edit_text(thing: str, old: str, new: str) -> str:
    text = GOOD.read_text(encoding="utf-8")
    if thing == "+":
        return text + new
    found = re.search(rf"^kjr:{thing} .*?\n(?=\n|\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, thing
    block = found.group()
    if old == BLOCK:
        changed = ""
    elif not old:
        changed = block.rstrip().removesuffix(".") + f";\n    {new} .\n"
    else:
        assert block.count(old) >= 1, (thing, old)
        # A statement taken out at the end of its block leaves the semicolon before it, which Turtle allows.
        changed = block.replace(old, new, 1)
    return text[: found.start()] + changed + text[found.end() :]


@functools.cache
def read_context() -> tuple[pyoxigraph.Quad, ...]:
    return tuple(quad for path in resources.ontology_files() for quad in pyoxigraph.parse(path=path))


BROKEN_PARTS: dict[str, frozenset[tuple[str, str]]] = {}


@functools.cache
def run_text(text: str) -> tuple[tuple[Finding, ...], frozenset[tuple[str, str]]]:
    """Return the findings, and which constraint of which shape pyshacl says was broken."""
    parts: set[tuple[str, str]] = set()
    original = shapes._validate

    def record(data: Any, graph: Any) -> Any:
        report = original(data, graph)
        for result in shapes._list_results(report):
            shape = report.value(result, violations.name_shacl("sourceShape"))
            component = report.value(result, violations.name_shacl("sourceConstraintComponent"))
            parts.add((str(shape).removeprefix(SHAPES), str(component).removeprefix(SH)))
        return report

    shapes._validate = record  # type: ignore[assignment]
    try:
        quads = list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE))
        return tuple(check_triples(quads, context=read_context())), frozenset(parts)
    finally:
        shapes._validate = original


def run_break(broken: Break) -> tuple[tuple[Finding, ...], frozenset[tuple[str, str]]]:
    return run_text(edit_text(broken.thing, broken.old, broken.new))


def test_good_twin_conforms() -> None:
    findings, _ = run_text(GOOD.read_text(encoding="utf-8"))
    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("broken", BREAKS, ids=lambda b: b.name)
def test_broken_twin_is_caught(broken: Break) -> None:
    findings, _ = run_break(broken)
    found = sorted((f.code, f.property, f.subject) for f in findings)
    expected = sorted((code, prop, f"kjr:{(*rest, broken.thing)[0]}") for code, prop, *rest in broken.found)
    assert found == expected, "\n".join(str(finding) for finding in findings)
    assert all(finding.message and finding.hint for finding in findings)


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_each_label_is_wanted(lang: str) -> None:
    wanted = [*NAMED, *CONCEPTS]
    named = {KJR + thing for thing in wanted}
    quads = [
        quad
        for quad in pyoxigraph.parse(GOOD.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
        if not (
            quad.subject.value in named
            and quad.predicate.value == SKOS + "prefLabel"
            and isinstance(quad.object, pyoxigraph.Literal)
            and quad.object.language == lang
        )
    ]
    findings = check_triples(quads, context=read_context())
    assert {(f.code, f.property, f.subject) for f in findings} == {
        ("KJ201", "skos:prefLabel", f"kjr:{t}") for t in wanted
    }
    assert len(findings) == len(wanted)
    assert all(f"No label in {lang}." in finding.message for finding in findings)


def test_every_class_is_closed() -> None:
    text = GOOD.read_text(encoding="utf-8") + "".join(f"kjr:{thing} kj:untsNumberr 1 .\n" for thing in OF_EVERY_CLASS)
    findings, _ = run_text(text)
    expected = sorted(("KJ207", "kj:untsNumberr", f"kjr:{thing}") for thing in OF_EVERY_CLASS)
    assert sorted((f.code, f.property, f.subject) for f in findings) == expected
    agreement = next(f for f in findings if f.subject == "kjr:agreement-main")
    assert "Did you mean kj:untsNumber?" in agreement.hint


def rename_things(name: str) -> str:
    """Rename one thing of every class, and a theme; `{kind}` and `{slug}` are the parts of its name before."""
    text = GOOD.read_text(encoding="utf-8")
    for thing in (*OF_EVERY_CLASS, "theme-trade"):
        kind, _, slug = thing.partition("-")
        text = re.sub(rf"kjr:{thing}(?![\w-])", name.format(kind=kind, slug=slug), text)
    return text


@pytest.mark.parametrize(
    "name",
    [
        "<https://w3id.org/kj-graph/id/thing-{kind}-{slug}>",
        "<https://w3id.org/kj-graph/id/{kind}/{kind}-{slug}>",
        "<https://w3id.org/kj-graph/id/{kind}-{slug}/part>",
        "kjr:{kind}-Seoul-{slug}",
        "kjr:{kind}--{slug}",
        "<https://example.org/{kind}/{slug}>",
    ],
)
def test_form_of_an_iri_is_kept(name: str) -> None:
    findings, _ = run_text(rename_things(name))
    assert [finding.code for finding in findings] == ["KJ208"] * (len(OF_EVERY_CLASS) + 1), findings


def test_things_may_have_a_namespace_of_their_own() -> None:
    findings, _ = run_text(rename_things("<https://example.org/korea/{kind}-{slug}>"))
    assert findings == ()


def list_constraints() -> set[tuple[str, str]]:
    """Return every constraint of a shape that has a message of its own, as shape and component."""
    import rdflib

    graph = rdflib.Graph().parse(resources.shapes_file())
    components = {"or": "Or", "not": "Not", "in": "In", "sparql": "SPARQL"}
    known = {name.removesuffix("ConstraintComponent") for name in violations.CODES}
    constraints = set()
    for shape in set(graph.subjects(rdflib.URIRef(SH + "message"), None)):
        if not str(shape).startswith(SHAPES):
            continue
        for predicate in set(graph.predicates(shape)):
            name = str(predicate).removeprefix(SH)
            name = components.get(name, name[:1].upper() + name[1:])
            if name in known and (name, str(graph.value(shape, predicate))) != ("Closed", "false"):
                constraints.add((str(shape).removeprefix(SHAPES), name + "ConstraintComponent"))
    return constraints


def test_every_constraint_has_been_broken() -> None:
    texts = [edit_text(b.thing, b.old, b.new) for b in BREAKS]
    texts.append(rename_things("kjr:{kind}-Seoul-{slug}"))
    texts.append(GOOD.read_text(encoding="utf-8") + "".join(f"kjr:{t} kj:untsNumberr 1 .\n" for t in OF_EVERY_CLASS))
    broken = {part for text in texts for part in run_text(text)[1]}
    assert list_constraints() - broken == set()


def test_every_shape_has_message_and_severity_in_three_languages() -> None:
    import rdflib

    graph = rdflib.Graph().parse(resources.shapes_file())
    sh = rdflib.Namespace(SH)
    tested = {shape for shape, _ in list_constraints()}
    assert len(tested) > 100
    for name in tested:
        shape = rdflib.URIRef(SHAPES + name)
        assert {m.language for m in graph.objects(shape, sh.message)} == {"en", "ko", "ja"}, name
        assert graph.value(shape, sh.severity) in (sh.Violation, sh.Warning), name
        assert graph.value(shape, sh.description), name


def test_finding_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(edit_text("claim-open", "kjr:modality-hedged", "kjr:modality-hedgd"), encoding="utf-8")
    (finding,) = check_shapes([path], context=resources.ontology_files())
    text = path.read_text(encoding="utf-8").splitlines()
    assert text[finding.line - 1][finding.column - 1 :].startswith("kjr:modality-hedgd")
    assert (finding.file, finding.value) == (str(path), "kjr:modality-hedgd")
    assert "Did you mean kjr:modality-hedged?" in finding.hint


def test_only_what_the_file_describes_is_reported(tmp_path: Path) -> None:
    broken = tmp_path / "around.ttl"
    broken.write_text(edit_text("person-kim", '"Kim"@en', '"Kim"@fr'), encoding="utf-8")
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kjr:event-mine a kj:Event ;
    skos:prefLabel "Mine"@en , "내 것"@ko , "私の"@ja ;
    kj:eventKind kjr:event-kind-summit ;
    kj:participant kjr:person-kim .
""",
        encoding="utf-8",
    )
    context = [*resources.ontology_files(), broken]
    assert check_shapes([mine], context=context) == []
    assert [f.subject for f in check_shapes([mine, broken], context=context)] == ["kjr:person-kim"]


def test_a_file_adds_to_a_curated_thing_or_replaces_it(tmp_path: Path) -> None:
    head = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
    adds, replaces = tmp_path / "adds.ttl", tmp_path / "replaces.ttl"
    adds.write_text(head + 'kjr:state-two skos:altLabel "Two"@en .\n', encoding="utf-8")
    replaces.write_text(
        head + 'kjr:state-two a kj:State ; skos:prefLabel "Two"@en , "둘"@ko , "二"@ja .\n', encoding="utf-8"
    )
    context = [*resources.ontology_files(), GOOD]
    assert check_shapes([adds], context=context) == []
    assert check_shapes([replaces], context=context) == []


def test_a_warning_is_no_error() -> None:
    broken = next(b for b in BREAKS if b.name == "matter-with-one-position")
    assert [f.severity for f in run_break(broken)[0]] == ["warning"]


def test_without_pyshacl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from kj_graph.errors import MissingPartError

    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(MissingPartError, match=r"pip install 'kj-graph\[validate\]'"):
        check_shapes([GOOD], context=resources.ontology_files())


def test_concepts_conform() -> None:
    assert check_shapes([resources.ontology_files()[1]]) == []


@pytest.mark.skipif(not Path(resources.data_files()[0]).exists(), reason="the curated data are not here yet")
def test_curated_data_conform() -> None:
    findings = [finding for finding in check_files([]) if finding.severity == "error"]
    assert [str(finding) for finding in findings] == []
