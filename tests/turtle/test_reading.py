"""The lossless reader finds the triples that pyoxigraph finds, keeps every letter, and knows where each stands."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kj_graph import resources
from kj_graph.errors import InputError
from kj_graph.turtle import ReadingError, format_text, read_document
from kj_graph.turtle.tokens import read_tokens

BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"


def canonicalize(triples: Iterable[Any]) -> list[str]:
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)


def test_the_triples_are_those_of_the_library_on_the_suite_of_the_w3c(suite: list[Any]) -> None:
    read = 0
    for case in suite:
        if case.negative:
            continue
        expected = pyoxigraph.parse(case.content, pyoxigraph.RdfFormat.TURTLE, base_iri=BASE + case.name)
        found = read_document(case.content.decode(), BASE + case.name).list_statements()
        assert canonicalize(found) == canonicalize(expected), case.name
        read += 1
    assert read > 200


def test_what_is_no_turtle_is_refused(suite: list[Any], tmp_path: Path) -> None:
    from kj_graph.checks.syntax import check_syntax

    negative = [case for case in suite if case.negative]
    assert len(negative) > 80
    for case in negative:
        path = tmp_path / case.name
        path.write_bytes(case.content)
        findings = check_syntax(path)
        assert {finding.severity for finding in findings} == {"error"}, case.name
        with pytest.raises((SyntaxError, ReadingError)):
            format_text(case.content.decode())


@pytest.mark.parametrize("path", [*resources.ontology_files(), resources.data_files()[0]], ids=lambda p: Path(p).name)
def test_no_letter_is_lost(path: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    ends = 0
    for kind, start, end in read_tokens(text):
        assert start == ends < end
        assert kind != "bad"
        ends = end
    assert ends == len(text)


def test_every_part_of_a_triple_has_its_place() -> None:
    text = """@prefix e: <http://e/> .
# about a
e:a a e:B ;
    e:p "한국"@ko , [ e:q ( 1 e:c ) ] .
"""
    document = read_document(text)
    places = {
        (text[s.predicate_at :].split(maxsplit=1)[0], text[s.object_at :].split(maxsplit=1)[0]): document.lines.place(
            s.object_at
        )
        for s in document.list_statements()
    }
    assert places["a", "e:B"] == (3, 7)
    assert places["e:p", '"한국"@ko'] == (4, 9)
    assert places["e:p", "["] == (4, 19)
    assert places["e:q", "("] == (4, 25)
    assert places["e:c", "e:c"] == (4, 29)


def test_the_tag_is_kept_to_the_letter() -> None:
    (block,) = read_document('<http://a> <http://b> "x"@ja-Latn , 01 , 1.50 .').blocks
    assert [(value.tag, value.written) for value in block.properties[0].values] == [
        ("ja-Latn", '"x"'),
        ("", "01"),
        ("", "1.50"),
    ]


def test_deep_brackets_are_refused_and_not_fallen_into() -> None:
    with pytest.raises(ReadingError, match="100 deep"):
        read_document("<http://a> <http://b> " + "( " * 5000 + ") " * 5000 + ".")


FRAGMENTS = [
    "#c\n", " # c\n", '"', '"""', "'", "[", "]", "(", ")", ";", ",", ".", "^^", "@en", "\\u00e9", "\n", "\r\n", "a",
    "<x>", "_:b", "%20", "#", "\\", "1.5e3", "true", "PREFIX", "@base <http://x/> .", "\n\n# Agreements\n\n", "\u2028",
    "\x85", "\x0c", "\ufeff", "\x00",
]  # fmt: skip


def mutate(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at, kind = chance.randrange(len(text) + 1), chance.random()
        if kind < 0.6:
            text = text[:at] + chance.choice(FRAGMENTS) + text[at:]
        elif kind < 0.8:
            text = text[:at] + text[at + chance.randint(1, 5) :]
        else:
            text = text[:at] + text[chance.randrange(len(text) + 1) :][:20] + text[at:]
    return text


def test_mutated_files_are_read_or_refused_and_formatting_settles(suite: list[Any]) -> None:
    chance = random.Random(20250516)
    texts = [case.content.decode()[:3000] for case in suite]
    texts.append(Path(resources.alignments_file()).read_text(encoding="utf-8"))
    accepted, started = 0, time.process_time()
    while time.process_time() - started < 4:
        text = mutate(chance.choice(texts), chance)
        try:
            written = format_text(text)
        except (SyntaxError, InputError):  # anything else is a fault, that of a proof which failed too
            continue
        accepted += 1
        assert format_text(written) == written, text
    assert accepted > 50
