"""The quick reading of plain command lines: it takes nothing that argparse would take in another way."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kj_graph.cli.arguments import build_parser
from kj_graph.cli.commands import SUMMARIES
from kj_graph.cli.quick import read_arguments
from kj_graph.errors import KjGraphError

WORDS = [
    "proposals", "a", "-", "--", "-h", "--help", "--lang", "ko", "fr", "--lang=ja", "--format", "csv", "--format=table",
    "--limit", "5", "-5", "x", "--limit=3", "--ids", "--ids=1", "--data", "f.ttl", "--add=g.ttl", "--with", "unga",
    "--area", "energy", "--area=energy", "--output", "o", "--all", "--a b", "", "--as-of", "2020-01-01", "--map", "m",
    "--with-ontology", "--open", "--logic", "kj:a", "--fo", "csv", "=", "--=x",
]  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(sorted(SUMMARIES)), st.lists(st.sampled_from(WORDS), max_size=6))
def test_quick_reading_is_that_of_argparse(command: str, words: list[str]) -> None:
    line = [command, *words]
    quick = read_arguments(line)
    if quick is None:
        return
    options, rest = quick
    full, full_rest = build_parser(command).parse_known_args(line)
    assert vars(options) == vars(full)
    assert rest == full_rest


@pytest.mark.parametrize(
    "line",
    [
        ["query", "proposals", "--lang", "ko", "--format", "csv"],
        ["query", "proposals", "--area", "area-lng", "--ids"],
        ["query", "--add", "a.ttl", "--add=b.ttl", "--with", "unga", "SELECT * WHERE { ?s ?p ?o }"],
        ["search", "LNG", "carriers", "--limit", "3"],
        ["show", "state-japan", "--all"],
        ["questions"],
        ["questions", "proposals", "--lang=ja"],
        ["export", "--format", "ntriples", "--with-ontology"],
    ],
)
def test_what_people_write_is_read_quickly(line: list[str]) -> None:
    quick = read_arguments(line)
    assert quick is not None
    options, rest = quick
    full, full_rest = build_parser(line[0]).parse_known_args(line)
    assert (vars(options), rest) == (vars(full), full_rest)


@pytest.mark.parametrize(
    "line", [["show"], ["query", "x", "--lang", "fr"], ["search", "a", "--limit", "x"], ["frob"], []]
)
def test_mistakes_are_left_to_the_full_parser(line: list[str]) -> None:
    assert read_arguments(line) is None
    if line:
        with pytest.raises(KjGraphError):
            build_parser().parse_args(line)


def test_a_question_needs_no_slow_module() -> None:
    asked = "from kj_graph.cli import main; main(['query', 'proposals'])"
    code = f"import sys; {asked}; print('modules', *sys.modules, sep='\\n')"
    for _ in range(2):  # the first builds the cache
        told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    loaded = set(told.partition("modules\n")[2].split())
    slow = {"argparse", "re", "typing", "enum", "json", "csv", "hashlib", "shutil", "pathlib", "rdflib", "datetime"}
    assert not loaded & slow
