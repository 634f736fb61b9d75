"""The canonical order: shipped files stand in it, it settles at once, and nothing but order and blanks changes."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kj_graph import resources
from kj_graph.errors import KjGraphError
from kj_graph.export.turtle import write_turtle
from kj_graph.turtle import format_text, formatting
from kj_graph.turtle.tokens import read_tokens
from kj_graph.vocabulary import PREFIXES

HEAD = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("kj", "kjr", "skos", "xsd"))
GOOD = Path(__file__).parents[1] / "checks" / "good.ttl"


def shipped() -> list[str]:
    folders = (Path(resources.DATA), Path(resources.ONTOLOGY))
    return [str(path) for folder in folders for path in sorted(folder.rglob("*.ttl"))]


@pytest.mark.parametrize("path", shipped(), ids=lambda p: Path(p).name)
def test_shipped_files_stand_in_the_order(path: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert format_text(text) == text


def test_the_suite_of_the_w3c_says_the_same_after(suite: list[Any]) -> None:
    from test_reading import canonicalize

    base = formatting.UNKNOWN_BASE
    for case in suite:
        if case.negative:
            continue
        text = case.content.decode()
        written = format_text(text)
        before, after = (list(pyoxigraph.parse(t, pyoxigraph.RdfFormat.TURTLE, base_iri=base)) for t in (text, written))
        assert canonicalize(before) == canonicalize(after), case.name
        assert format_text(written) == written, case.name


def test_the_order_does_not_depend_on_how_the_file_was_written() -> None:
    text = GOOD.read_text(encoding="utf-8")
    wanted = format_text(text)
    quads = list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE))
    heading = "".join(line[2:] + "\n" for line in text.split("\n\n")[0].splitlines())
    assert wanted == write_turtle((quad.triple for quad in quads), heading)
    chance = random.Random(1)
    for _ in range(3):
        chance.shuffle(quads)
        lines = [f"{quad.triple} ." for quad in quads]
        shuffled = "\n".join([*(f"# {line}" for line in heading.splitlines()), "", *lines]) + "\n"
        assert format_text(shuffled) == wanted


COMMENTED = (
    """# A file of mine.

# About states, above the prefixes
"""
    + HEAD
    + """
# Claims

# why this one
kjr:state-two a kj:State ; # class
    # the names
    skos:prefLabel "Two"@en , # English
        "둘"@ko ;
    kj:from "1948"^^xsd:gYear . # told so

# a thought apart

kjr:agreement-one # subject
    kj:party kjr:state-two ,
        # the other
        kjr:state-one ;
    a kj:Agreement .
# the end
"""
)


def test_comments_stay_with_what_follows_and_headings_come_from_classes() -> None:
    written = format_text(COMMENTED)
    assert written == (
        "# A file of mine.\n\n# About states, above the prefixes\n"
        + HEAD
        + """
# States

# why this one
kjr:state-two a kj:State ; # class
    # the names
    skos:prefLabel "Two"@en , # English
        "둘"@ko ;
    kj:from "1948"^^xsd:gYear . # told so

# Agreements

# a thought apart

kjr:agreement-one a kj:Agreement ;
    # subject
    kj:party
        # the other
        kjr:state-one ,
        kjr:state-two .

# the end
"""
    )
    assert format_text(written) == written


def test_no_comment_gets_lost_wherever_it_stands() -> None:
    chance = random.Random(7)
    text = GOOD.read_text(encoding="utf-8")
    breaks = [end for kind, _, end in read_tokens(text) if kind == "space"]
    for round_ in range(20):
        places = sorted(chance.sample(breaks, 12), reverse=True)
        changed = text
        for number, at in enumerate(places):
            changed = f"{changed[:at]} # remark {round_}-{number} ;\n{changed[at:]}"
        written = format_text(changed)
        for number in range(12):
            assert written.count(f"# remark {round_}-{number} ;\n") == 1
        assert format_text(written) == written


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<http://a> <http://b> "x"@ja-Latn , "x"@JA-latn .', '"x"@JA-latn , "x"@ja-Latn'),
        ("<http://a> <http://b> 01 , 1.50 , 1e0 , true .", "01 , 1.50 , 1e0 , true"),
        ("<http://a> <http://b> 'it\\'s \\u00e9' .", '"it\'s é"'),
        ('<http://a> <http://b> """two\nlines""" .', '"""two\nlines"""'),
        ('<http://a> <http://b> """one"line""" .', '"one\\"line"'),
        ("<http://a> <http://b> _:mine . _:mine <http://b> [ <http://c> ( 1 [] ) ] .", "[ <http://c> ( 1 [] ) ]"),
        ("<http://a> <http://b> <#part> .", "<http://a> <http://b> <#part> ."),
        ("@base <http://e/x/> . <a> <b> <../c> .", "@base <http://e/x/> .\n\n# Other things\n\n<a> <b> <../c> ."),
        ("@prefix e: <http://e/> . e:a e:b e:c\\,d .", "e:a e:b e:c\\,d ."),
        ("<https://w3id.org/kj-graph/id/state-x> a <https://w3id.org/kj-graph/ontology#State> .", "kjr:state-x a kj:"),
    ],
)  # fmt: skip
def test_terms_keep_their_letters(before: str, after: str) -> None:
    written = format_text(before)
    assert after in written
    assert format_text(written) == written


def test_blank_nodes_stay_as_they_were_written() -> None:
    written = format_text("_:b2 <http://p> 1 . [ <http://p> 2 ] <http://q> 3 . [] <http://p> _:b2 , [ <http://q> 4 ] .")
    assert written.split("\n\n")[1:] == [
        "_:b2 <http://p> 1 .",
        "[ <http://p> 2 ] <http://q> 3 .",
        "[] <http://p> _:b2 , [ <http://q> 4 ] .\n",
    ]


def test_a_file_that_defines_terms_keeps_the_order_of_its_blocks() -> None:
    text = Path(resources.ontology_files()[0]).read_text(encoding="utf-8")
    blocks = text.split("\n\n")
    blocks[4], blocks[5] = blocks[5], blocks[4]
    swapped = "\n\n".join(blocks)
    assert format_text(swapped) == swapped


def test_line_ends_stay() -> None:
    text = COMMENTED.replace('"Two"', '"""Two\nlines"""')
    unix, windows = format_text(text), format_text(text.replace("\n", "\r\n"))
    assert "\r" not in unix
    assert windows == unix.replace("\n", "\r\n")


def test_what_cannot_be_proved_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    original = formatting._write
    faults = {
        "another graph": lambda line: line.replace("kjr:state-one", "kjr:state-three"),
        "other literals": lambda line: line.replace("@ko", "@KO"),
        "fewer comments": lambda line: line.replace("# the names", ""),
        "no Turtle": lambda line: line.replace(" ;", ""),
    }
    for lost, spoil in faults.items():
        monkeypatch.setattr(formatting, "_write", lambda *a, s=spoil: [s(line) for line in original(*a)])
        with pytest.raises(KjGraphError, match=lost):
            format_text(COMMENTED)
