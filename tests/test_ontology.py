"""The ontology as a reader of it meets it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pyoxigraph
import pytest

import kj_graph
from kj_graph import resources
from kj_graph import vocabulary as v

ROOT = Path(__file__).resolve().parent.parent
_spec = importlib.util.spec_from_file_location("build_terms", ROOT / "docs" / "build_terms.py")
assert _spec is not None
assert _spec.loader is not None
build_terms = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(build_terms)
TERMS = build_terms.read_terms()


def _languages(term: dict[str, list[object]], name: str) -> list[str]:
    return sorted(each.language for each in term.get(name, []) if isinstance(each, pyoxigraph.Literal))


@pytest.mark.parametrize("name", sorted(TERMS))
def test_every_term_is_named_and_defined_in_three_languages(name: str) -> None:
    assert _languages(TERMS[name], v.LABEL.value) == ["en", "ja", "ko"]
    assert _languages(TERMS[name], v.SKOS + "definition") == ["en", "ja", "ko"]
    types = {each.value for each in TERMS[name][v.TYPE.value]}
    is_class = v.OWL + "Class" in types
    assert name[0].isupper() == is_class


@pytest.mark.parametrize("name", sorted(TERMS))
def test_every_term_is_used(name: str) -> None:
    uses = build_terms.find_uses(name)
    assert uses["questions"] or uses["rules"] or uses["shapes"], f"no question, rule or shape uses kj:{name}: delete it"


def test_matrix_is_up_to_date() -> None:
    assert build_terms.PAGE.read_text(encoding="utf-8") == build_terms.render_page(), "run docs/build_terms.py"


def test_data_use_only_terms_of_the_ontology() -> None:
    known = {v.KJ + name for name in TERMS}
    used = set()
    for path in (*resources.data_files(), *resources.ontology_files()[1:]):
        for quad in pyoxigraph.parse(path=path):
            used |= {quad.predicate.value} | ({quad.object.value} if quad.predicate == v.TYPE else set())
    assert {iri for iri in used if iri.startswith(v.KJ)} <= known


def test_concepts_are_named_in_three_languages() -> None:
    labels: dict[str, set[str]] = {}
    schemes: set[str] = set()
    for quad in pyoxigraph.parse(path=resources.ontology_files()[1]):
        labels.setdefault(quad.subject.value, set())
        if quad.predicate == v.PREF_LABEL:
            labels[quad.subject.value].add(quad.object.language)
        if quad.predicate.value == v.SKOS + "inScheme":
            schemes.add(quad.object.value)
    assert all(languages == {"en", "ko", "ja"} for languages in labels.values())
    assert schemes <= set(labels)


def test_nothing_is_imported() -> None:
    for path in Path(resources.ONTOLOGY).rglob("*.ttl"):
        assert not any(quad.predicate.value == v.OWL + "imports" for quad in pyoxigraph.parse(path=str(path)))


def test_alignments_align_existing_terms() -> None:
    for quad in pyoxigraph.parse(path=resources.alignments_file()):
        assert quad.subject.value[len(v.KJ) :] in TERMS


def test_one_version_everywhere() -> None:
    version = kj_graph.__version__
    ontology = Path(resources.ontology_files()[0]).read_text(encoding="utf-8")
    assert f"<https://w3id.org/kj-graph/ontology/{version}>" in ontology
    assert f'owl:versionInfo "{version}"' in ontology
    for name, words in {
        "pyproject.toml": f'version = "{version}"',
        "CITATION.cff": f"version: {version}",
        "CHANGELOG.md": f"## {version}",
        "LICENSE-DATA": f"version {version}",
    }.items():
        assert words in (ROOT / name).read_text(encoding="utf-8"), name
