"""Rules derive the same however it is stored, nothing twice, and nothing without what they say they need."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QueryTriples

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.store.embedded import EmbeddedStore, load_asserted

RULES = resources.rule_files()
NEEDS = {path: line for path in RULES for line in Path(path).read_text().splitlines() if line.startswith("#+ needs: ")}


def derived(store: EmbeddedStore) -> set[Quad]:
    return set(store.oxigraph.quads_for_pattern(None, None, None, v.INFERRED))


@pytest.fixture(scope="module")
def asserted() -> EmbeddedStore:
    """The shipped data before any rule, and one of its derived triples asserted in the data."""
    store = EmbeddedStore()
    load_asserted(store, ["treaties"])
    trial = EmbeddedStore()
    trial.oxigraph.bulk_extend(store.quads())
    trial.infer(RULES)
    some = min(derived(trial), key=str)
    store.oxigraph.add(Quad(*some.triple, v.ADDED))
    return store


def test_in_bulk_the_same(asserted: EmbeddedStore, tmp_path: Path) -> None:
    one, other = EmbeddedStore(), EmbeddedStore()
    for each in (one, other):
        each.oxigraph.bulk_extend(asserted.quads())
    count = one.infer(RULES)
    assert other.infer(RULES, str(tmp_path / "derived.nt")) == count == len(derived(one))
    assert derived(one) == derived(other)
    said = next(iter(asserted.oxigraph.quads_for_pattern(None, None, None, v.ADDED)))
    assert Quad(*said.triple, v.INFERRED) not in derived(other)


@pytest.mark.parametrize("path", sorted(NEEDS), ids=lambda path: Path(path).stem)
def test_without_what_it_needs_a_rule_derives_nothing(asserted: EmbeddedStore, path: str) -> None:
    store = EmbeddedStore()
    store.oxigraph.bulk_extend(asserted.quads())
    store.infer(RULES)
    rule = Path(path).read_text()
    assert any(True for _ in derive(store, rule))
    for name in NEEDS[path].removeprefix("#+ needs: ").split(", "):
        predicate = NamedNode(v.PREFIXES["kj"] + name.removeprefix("kj:"))
        for quad in list(store.quads(predicate=predicate)):
            store.oxigraph.remove(quad)
    assert not any(True for _ in derive(store, rule))


def derive(store: EmbeddedStore, rule: str) -> QueryTriples:
    found = store.oxigraph.query(rule, use_default_graph_as_union=True)
    assert isinstance(found, QueryTriples)
    return found


@pytest.mark.parametrize("kind", ["TransitiveProperty", "ObjectProperty"])
def test_a_chain_goes_all_the_way(kind: str, tmp_path: Path) -> None:
    """One pass is enough where the step is transitive, and not where it is not."""
    own = "https://example.org/"
    path = tmp_path / "chain.ttl"
    path.write_text(
        f"@prefix : <{own}> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        f":step a owl:{kind} .\n:within owl:propertyChainAxiom ( :within :step ) .\n"
        ":thing :within :a .\n:a :step :b .\n:b :step :c .\n:c :step :d .\n:d :step :e .\n"
    )
    store = EmbeddedStore()
    store.load(str(path), v.ADDED)
    store.infer(RULES)
    found = store.quads(NamedNode(f"{own}thing"), NamedNode(f"{own}within"))
    assert {quad.object.value.removeprefix(own) for quad in found} == set("abcde")  # type: ignore[union-attr]
