"""Graphs of many things, and of other vocabularies: what their pages open on, and what they say of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from explorer_sample import KJ, KJR, TYPE, XSD, make_thing
from explorer_visit import Visit
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kj_graph.explorer import bounds, build_model, write_page
from kj_graph.explorer.layout import arrange

Open = Callable[..., Visit]
THINGS = 20_000

FOREIGN = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> . @prefix dct: <http://purl.org/dc/terms/> . @prefix ex: <http://example.org/> .
ex:alice a foaf:Person ; foaf:name "Alice Kim" ; foaf:knows ex:bob ; ex:livesIn ex:Old_Town .
ex:bob a foaf:Person ; rdfs:label "Bob"@en , "ボブ"@ja ; ex:wrote ex:tides .
ex:tides a schema:Book ; dct:title "On Tides" ; ex:about ex:Old_Town .
ex:carol schema:name "Carol" ; foaf:knows ex:alice ; ex:home [ ex:street "1 Pier" ] .
ex:Old_Town a schema:City .
ex:livesIn rdfs:label "dwells in"@en .
"""


def _make_many(things: int) -> Iterator[Triple]:
    """Yield twelve areas, and events and claims about them, so many in all."""
    for number in range(12):
        yield from make_thing("PolicyArea", f"area-{number}", f"Area {number}", f"분야 {number}", f"分野{number}")
    for number in range(12, things):
        slug = f"event-{number}" if number % 2 else f"claim-{number}"
        iri = NamedNode(KJR + slug)
        yield Triple(iri, TYPE, NamedNode(KJ + ("Event" if number % 2 else "Claim")))
        yield Triple(
            iri, NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), Literal(f"Item {number}", language="en")
        )
        yield Triple(iri, NamedNode(KJ + "policyArea"), NamedNode(KJR + f"area-{number % 12}"))
        if number % 2:
            date = Literal(f"{1950 + number % 76}-05-06", datatype=NamedNode(XSD + "date"))
            yield Triple(iri, NamedNode(KJ + "date"), date)
        else:
            yield Triple(iri, NamedNode(KJ + "statedAt"), NamedNode(KJR + f"event-{number + 1}"))


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of twenty thousand things."""
    return write_page(_make_many(THINGS), tmp_path_factory.mktemp("large") / "large.html")


def test_twenty_thousand_things_open_on_a_core_and_search_brings_in_the_rest(visit: Open, large_file: Path) -> None:
    page = visit(large_file)
    shown = page.ask("kjExplorer.visible()")
    assert 60 <= len(shown) <= 1000
    assert page.page.locator("#counts").inner_text().startswith(f"{len(shown)} of 20,000 things shown")
    assert page.page.locator("#hint").inner_text() == "A part is drawn; search finds the rest."
    assert not {"claim-19000", "event-19001"} & set(shown)
    page.page.locator("#search").fill("item 19000")
    page.page.locator('#results [role="option"]').first.wait_for()
    page.page.keyboard.press("Enter")
    assert {"claim-19000", "event-19001"} <= set(page.ask("kjExplorer.visible()"))
    assert page.ask("kjExplorer.view().thing") == "claim-19000"
    assert page.messages == []


def test_a_class_of_thousands_is_drawn_and_listed_in_part(visit: Open, large_file: Path) -> None:
    page = visit(large_file, "with=Claim")
    shown = page.ask("kjExplorer.visible()")
    assert len(shown) <= 900
    assert sum(each.startswith("claim-") for each in shown) > 100
    page.page.locator('#modes [data-mode="table"]').click()
    rows = page.page.locator("#list tbody tr")
    assert rows.count() == 1000
    assert "1,000 of " in page.page.locator("#list caption").inner_text()
    page.page.locator("#table-more").click()
    assert rows.count() == 2000
    assert page.ask("document.activeElement.closest('tr').sectionRowIndex") == 1000


def test_beyond_the_bound_a_page_holds_what_tells_most_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST", 300)
    model = build_model(_make_many(1000))
    held, chart, left_out = bounds.bound_model(model, arrange(model))
    assert (len(held.nodes), left_out) == (300, 700)
    assert {f"area-{number}" for number in range(12)} <= set(held.nodes) == set(chart.places)
    assert all({edge.source, edge.target} <= set(held.nodes) for edge in held.edges)
    assert all(target in held.by_id for thing in held.things for _, target in thing.relations)


def test_a_page_says_how_much_is_not_in_it(visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST", 500)
    page = visit(write_page(_make_many(1000), tmp_path / "bounded.html"))
    assert (
        "of 500 things shown · 500 more of the graph are not in this page" in page.page.locator("#counts").inner_text()
    )


def test_other_vocabularies_open_as_a_network_under_their_own_names(visit: Open, tmp_path: Path) -> None:
    triples = [quad.triple for quad in parse(FOREIGN, format=RdfFormat.TURTLE)]
    page = visit(write_page(triples, tmp_path / "foreign.html", licensed=False))
    assert page.ask("kjExplorer.view().mode") == "network"
    modes = page.page.locator("#modes button").all_inner_texts()
    assert modes == ["Network", "Table"]
    assert page.page.locator("#time").is_hidden()
    assert page.page.locator("#title").inner_text() == "Knowledge graph"
    assert "CC BY" not in page.page.locator("#foot").inner_text()
    assert page.ask("kjExplorer.fragment()") == "#"
    page.page.locator('#modes [data-mode="table"]').click()
    names = page.page.locator("#list tbody th").all_inner_texts()
    assert sorted(names) == ["Alice Kim", "Bob", "Carol", "Old Town", "On Tides"]
    page.page.get_by_role("button", name="Alice Kim").first.click()
    assert "Dwells in" in page.page.locator("#panel").inner_text()
    assert page.messages == []
