"""Statements that cannot all be true, found by rules: those of ontology/clashes/ make a thing a member of nothing.

The rules see less than a reasoner does, and in a moment what it takes minutes for; what they suspect it confirms.
"""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.labels import Labeller
from kj_graph.reasoning.why import Explanation, Search
from kj_graph.store.embedded import EmbeddedStore
from kj_graph.store.rules import apply_rules, read_rule

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOTHING = NamedNode(v.OWL + "Nothing")
_DISJOINT = NamedNode(v.OWL + "disjointWith")
_MOST_EXPLAINED = 20


def find_clash(axioms: Sequence[Triple], facts: Sequence[Triple]) -> Explanation | None:
    """Return why a thing would be a member of nothing, by the fewest statements, or None where the rules see no clash.

    Classes that are disjoint as a group are told as pairs.
    """
    store = pyoxigraph.Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, v.ONTOLOGY) for t in (*axioms, *split_disjoint(axioms)))
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, v.CURATED) for t in facts)
    paths = [*resources.owl_rule_files(), *resources.clash_files()]
    apply_rules(store, [read_rule(path) for path in paths])
    whole = EmbeddedStore(store)
    things = sorted({quad.subject for quad in whole.quads(predicate=v.TYPE, value=_NOTHING)}, key=str)
    search = Search(whole, Labeller(whole), paths)
    found = [search.explain(Triple(thing, v.TYPE, _NOTHING), ()) for thing in things[:_MOST_EXPLAINED]]
    told = [each for each in found if each is not None and each.rule is not None]
    return min(told, key=lambda each: (len(each.list_asserted()), str(each.triple)), default=None)


def split_disjoint(axioms: Iterable[Triple]) -> list[Triple]:
    """Return each two of the classes that are declared disjoint as a group, both ways."""
    store = pyoxigraph.Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in axioms)
    text = """PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT ?one ?other WHERE {
      { ?group a owl:AllDisjointClasses ; owl:members ?list } UNION { ?group owl:disjointUnionOf ?list }
      ?list rdf:rest*/rdf:first ?one , ?other .
      FILTER(isIRI(?one) && isIRI(?other) && ?one != ?other)
    }"""
    rows: pyoxigraph.QuerySolutions = store.query(text)  # type: ignore[assignment]  # a SELECT
    return [Triple(row["one"], _DISJOINT, row["other"]) for row in rows]
