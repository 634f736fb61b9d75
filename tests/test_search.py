"""Looking things up: real queries with what they must find first, and what holds for every name."""

from __future__ import annotations

import csv
import marshal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kj_graph import vocabulary as v
from kj_graph.errors import UnknownNameError
from kj_graph.search import WAYS, Names, add_sounds, build_index, find_exact, fold, search
from kj_graph.search.distance import find_near, measure_distance
from kj_graph.search.names import SOURCE
from kj_graph.search.sounds import sound

if TYPE_CHECKING:
    from kj_graph.graph import KnowledgeGraph

CASES = list(csv.DictReader((Path(__file__).parent / "search_cases.csv").open(encoding="utf-8")))
SAME_SOUND = (
    ("Kim Dae-jung", "Gim Daejung", "Kim Taejung", "Kim Daejoong", "김 대중"),
    ("Ōhira", "Ohira", "Oohira", "Ouhira", "おおひら", "オーヒラ", "오히라"),
    ("Tōkyō", "Tokyo", "Toukyou", "도쿄", "とうきょう"),
    ("Yoon Suk-yeol", "Yun Seok-yeol", "Yoon Suk Yeul", "윤 석열"),
    ("Park Geun-hye", "Pak Kŭnhye", "Bak Geunhye", "박 근혜"),
    ("Roh Moo-hyun", "No Muhyŏn", "Noh Mu-hyun", "노 무현"),
    ("Shinzō", "Shinzou", "Sinzo", "シンゾウ"),
    ("Dokdo", "Tokto", "Tok-do", "독도"),
)
SAME_FOLD = (
    ("国", "國"),
    ("独島", "獨島"),
    ("学", "學"),
    ("盧泰愚", "卢泰愚"),
    ("ＧＳＯＭＩＡ", "gsomia"),
    ("ひらがな", "ヒラガナ"),
    ("佐々木", "佐佐木"),
    ("Ōhira", "ohira"),
    ("Kim Dae‑jung", "kim dae jung"),
    ("ｱﾍﾞ", "アベ"),
    ("안보", "안보"),
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",)) | st.sampled_from("가힣ㄱアーヶ々国國Ōŏıßﬁ㈱-–’・ 　"),
    max_size=30,
)


@pytest.fixture(scope="module")
def names(graph: KnowledgeGraph) -> Names:
    """The names of the shipped graph, as a cache keeps and reads them."""
    return Names(marshal.loads(marshal.dumps(add_sounds(build_index(graph.store)))))


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 120
    assert {case["how"] for case in CASES} >= set(WAYS) - {"part"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_what_people_ask_is_found_first(graph: KnowledgeGraph, case: dict[str, str]) -> None:
    hits = graph.search(case["query"], 5)
    assert hits, case["query"]
    assert hits[0].iri.removeprefix(v.KJR) in case["first"].split("|"), hits
    assert case["how"] in ("", hits[0].how), hits


@pytest.mark.parametrize("group", SAME_SOUND, ids=lambda group: group[0])
def test_spellings_of_one_sound(group: tuple[str, ...]) -> None:
    assert len({sound(fold(spelling)).replace(" ", "") for spelling in group}) == 1


@pytest.mark.parametrize("pair", SAME_FOLD, ids=lambda pair: pair[0])
def test_forms_of_one_text(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) == fold(pair[1])


def test_different_names_stay_different() -> None:
    assert fold("後") != fold("后")
    assert fold("カ") != fold("ガ")
    assert sound("abe") != sound("aso")


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(text.upper()) == fold(text.upper().lower())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_name_finds_its_thing(names: Names, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(names) - 1))
    language = data.draw(st.sampled_from(["en", "ko", "ja"]))
    owner, name = names.iri(names.owner(row)), names.name(row).text
    if not fold(name):
        return
    found = [hit for hit in search(names, name, len(names), language) if hit.rank == 0]
    assert owner in [hit.iri for hit in found]
    if names.weights[names.owner(row)] < SOURCE:
        assert owner in [hit.iri for hit in find_exact(names, name, language)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_any_text_is_answered_in_a_stable_order(names: Names, text: str) -> None:
    first, second = (search(names, text, 10) for _ in range(2))
    assert [(hit.iri, hit.name, hit.rank) for hit in first] == [(hit.iri, hit.name, hit.rank) for hit in second]
    assert len({hit.iri for hit in first}) == len(first)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_one_wrong_letter_is_forgiven(names: Names, data: st.DataObject) -> None:
    people = [
        row
        for row in range(len(names))
        if "/person-" in names.iri(names.owner(row)) and len(names.column("bare")[row]) >= 9
    ]
    row = data.draw(st.sampled_from(people))
    name = names.name(row).text
    at = data.draw(st.integers(1, len(name) - 1))
    wrong = name[:at] + data.draw(st.sampled_from("aehkmnost")) + name[at + 1 :]
    hits = search(names, wrong, 5)
    if hits and hits[0].rank <= WAYS.index("part"):
        return  # what was typed happens to be (part of) another name
    assert names.iri(names.owner(row)) in [hit.iri for hit in hits]


@settings(max_examples=1500, deadline=None)
@given(
    st.text("abcd", min_size=1, max_size=12),
    st.text("abcd", min_size=1, max_size=12),
    st.integers(0, 3),
    st.lists(st.integers(0, 10), max_size=4),
)
def test_distances_are_those_of_an_independent_library(one: str, other: str, most: int, exchanged: list[int]) -> None:
    near = list(one)
    for at in exchanged:
        if at + 1 < len(near):
            near[at], near[at + 1] = near[at + 1], near[at]
    for against in (other, "".join(near), one[1:] + other[:1]):
        distance = OSA.distance(one, against)
        assert measure_distance(one, against, most) == min(distance, most + 1)
        found = find_near(one, most, ["", against])
        assert found == ([(1, distance)] if distance <= most and against else [])


def test_a_slip_that_sounds_like_another_name_offers_both(graph: KnowledgeGraph) -> None:
    assert {hit.label.text for hit in graph.search("Li Khqiang", 2)} == {"Li Qiang", "Li Keqiang"}


def test_hit_says_what_matched_and_how(graph: KnowledgeGraph) -> None:
    hit = graph.search("지소미아")[0]
    assert hit.to_dict() == {
        "iri": v.KJR + "agreement-gsomia-2016",
        "label": graph.label("agreement-gsomia-2016"),
        "labelLang": "en",
        "matched": "지소미아",
        "lang": "ko",
        "how": "exact",
    }


def test_labels_are_those_of_the_graph(graph: KnowledgeGraph, names: Names) -> None:
    for thing in range(0, len({names.owner(row) for row in range(len(names))}), 7):
        for language in ("en", "ko", "ja", "fr"):
            from pyoxigraph import NamedNode

            from kj_graph.labels import Labeller

            told = names.label(thing, language)
            expected = Labeller(graph.store, language).label(NamedNode(names.iri(thing)))
            assert (told.text, told.language) == (" ".join(expected.text.split()), expected.language)


def test_curated_things_come_before_sources(graph: KnowledgeGraph) -> None:
    kinds = [hit.weight >= SOURCE for hit in graph.search("GSOMIA", 50) if hit.rank > 0]
    assert True in kinds
    assert kinds == sorted(kinds)


def test_only_exact_names_are_taken_as_arguments(graph: KnowledgeGraph) -> None:
    assert graph.resolve("金 大 中").value == v.KJR + "person-kim-dae-jung"
    assert graph.resolve("ｇｓｏｍｉａ").value == v.KJR + "agreement-gsomia-2016"
    for near in ("Kim Taejung", "Dae-jung Kim", "긴대중"):
        with pytest.raises(UnknownNameError, match="person-kim-dae-jung"):
            graph.resolve(near)
    with pytest.raises(UnknownNameError, match="several things"):
        graph.resolve("日韓漁業協定")


def test_exact_lookup_needs_no_heavy_module(names: Names, tmp_path: Path) -> None:
    kept = tmp_path / "names"
    kept.write_bytes(marshal.dumps(add_sounds(names._index)))
    code = (
        "import marshal, sys; from kj_graph.search import Names, search;"
        f"names = Names(marshal.load(open({str(kept)!r}, 'rb')));"
        "hits = search(names, '金大中'); assert hits[0].how == 'exact', hits;"
        "print(sorted({'rapidfuzz', 're', 'typing', 'json', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
