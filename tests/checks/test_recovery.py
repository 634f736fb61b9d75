"""Reading goes on behind an error: each broken statement is told at its place, and none that is right."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kj_graph.checks.recovery import MOST
from kj_graph.checks.syntax import check_syntax

HEAD = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .

"""


def check(folder: Path, text: str, name: str = "mine.ttl") -> list[tuple[int, int]]:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    findings = check_syntax(path)
    assert {finding.code for finding in findings} <= {"KJ104"}
    return [(finding.line, finding.column) for finding in findings]


def test_every_broken_block_is_told(tmp_path: Path) -> None:
    text = (
        HEAD
        + """kjr:a a kj:State
    kj:p 1 .

kjr:b a kj:State ;
    kj:p "open .

dct:x a kj:State .

kjr:c a kj:State ; ; .
dct:y dct:z 1 .
kjr:d a kj:State

kjr:e a kj:State ;
    kj:from "1948-08-15"^kj:date .
kjr:f a kj:State .
"""
    )
    assert check(tmp_path, text) == [(5, 5), (8, 17), (10, 1), (16, 1), (17, 25)]
    assert check(tmp_path, text.replace("\n", "\r\n"))[0] == (5, 5)


def test_a_prefix_that_is_not_declared_is_told_once(tmp_path: Path) -> None:
    assert check(tmp_path, "a:b a:c a:d .\n\na:b c:d a:d .\na:x a:y .\n") == [(1, 1), (3, 5), (4, 9)]


def test_a_base_and_later_prefixes_hold_behind_the_error(tmp_path: Path) -> None:
    text = "@base <http://e/> .\n<a> <b> ; .\n@prefix x: <y#> .\nx:a <b> <c> .\nx:b .\nx:c x:d <e> .\n"
    assert check(tmp_path, text) == [(2, 9), (5, 5)]


def test_lines_of_n_triples_stand_for_themselves(tmp_path: Path) -> None:
    text = '<http://a> <http://b> "x .\n<http://a> <http://b> <http://c> .\n<a> <http://b> 1 .\n\n<http://a b> .\n'
    assert [line for line, _ in check(tmp_path, text, "mine.nt")] == [1, 3, 5]
    assert [line for line, _ in check(tmp_path, text, "mine.nq")] == [1, 3, 5]


def test_an_open_long_text_does_not_hide_what_follows(tmp_path: Path) -> None:
    found = check(tmp_path, HEAD + 'kjr:a kj:p """never closed@en .\n\nkjr:b a kj:State ; ; ] .\n')
    assert [line for line, _ in found][-1] == 6
    assert len(found) == 2


def test_a_thousand_errors_end_after_a_hundred(tmp_path: Path) -> None:
    assert len(check(tmp_path, HEAD + "kjr:a kj:b ] .\n" * 300)) == MOST


@pytest.mark.parametrize("seed", range(4))
def test_one_broken_block_among_right_ones_is_one_error(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    blocks = (Path(__file__).with_name("good.ttl").read_text(encoding="utf-8")).split("\n\n")
    number = chance.randrange(2, len(blocks) - 1)
    broken = blocks[number].rstrip().removesuffix(".") + ("" if seed % 2 else ";")
    text = "\n\n".join([*blocks[:number], broken, *blocks[number + 1 :]])
    line = "\n\n".join(blocks[:number]).count("\n") + 3
    found = check(tmp_path, text)
    assert len(found) == 1
    assert line <= found[0][0] <= line + broken.count("\n") + 2
