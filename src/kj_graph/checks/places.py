"""Where in a file each thing, each of its properties and each value stands.

Turtle, N-Triples and N-Quads have lines that mean something; of other formats only the file can be named. A file is
read only when there is something to place in it, and only what is asked for is kept.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from kj_graph.checks.contents import find_format, open_content, read_content
from kj_graph.checks.finding import Finding, Located
from kj_graph.errors import InputError
from kj_graph.turtle.reading import ReadingError, Statement, list_statements, read_document, read_parts
from kj_graph.turtle.tokens import Lines
from kj_graph.turtle.tree import Block
from kj_graph.vocabulary import TYPE

_BY_LINE = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_SUBJECT = re.compile(r"\s*<([^>]*)>")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

Term = NamedNode | BlankNode | Literal


class Place(NamedTuple):
    """A file with a line and a column from 1, or zeros where they are not known."""

    file: str
    line: int = 0
    column: int = 0


class Places:
    """The places of some things in some files; a thing stands where its class is stated, else where it comes first."""

    def __init__(self, files: Sequence[str], wanted: Collection[str]) -> None:
        self._things: dict[str, Place] = {}
        self._properties: dict[tuple[str, str], Place] = {}
        self._values: dict[tuple[str, str, str], Place] = {}
        typed: set[str] = set()
        for file in files:
            if not wanted:
                return
            for statement, subject_at, predicate_at, object_at in _list_placed(file, wanted):
                name, verb = name_value(statement.subject), statement.predicate.value
                if name not in wanted:
                    continue
                if name not in self._things or (statement.predicate == TYPE and name not in typed):
                    self._things[name] = Place(file, *subject_at)
                if statement.predicate == TYPE:
                    typed.add(name)
                self._properties.setdefault((name, verb), Place(file, *predicate_at))
                self._values.setdefault((name, verb, name_value(statement.object)), Place(file, *object_at))

    def find(self, thing: str, verb: str = "", value: str = "") -> Place | None:
        """Return where a value of a thing stands, else its property, else the thing; None where no file describes it.

        A thing and a property are IRIs; a value is an IRI or what `write_key` makes of a literal.
        """
        return (
            self._values.get((thing, verb, value))
            or self._properties.get((thing, verb))
            or self._things.get(thing)
            or None
        )


def place_findings(found: Iterable[Located], files: Sequence[str]) -> list[Finding]:
    """Return findings with file, line and column of the value, the property or the thing that each is about."""
    found = list(found)
    places = Places(files, {each.thing for each in found})
    placed: dict[Finding, None] = {}
    for finding, thing, verb, value in found:
        place = places.find(thing, verb, value) or (Place(files[0]) if len(files) == 1 else None)
        placed[finding if place is None else dataclasses.replace(finding, **place._asdict())] = None
    return sorted(placed, key=Finding.sort_key)


def write_key(text: str, language: str = "", datatype: str = "") -> str:
    """Return by what a literal is found among the values of a property."""
    return f'"{text}"@{language.lower()}' if language else f'"{text}"^^{datatype}'


def name_value(term: object) -> str:
    """Return by what a term is found among the values of a property."""
    if isinstance(term, Literal):
        return write_key(term.value, term.language or "", term.datatype.value)
    return term.value if isinstance(term, NamedNode | BlankNode) else str(term)


def subject_lines(path: str | os.PathLike[str]) -> dict[str, int]:
    """Return for each IRI that a file describes the line at which its first block begins.

    Reads Turtle, N-Triples and N-Quads; a file of another format gives an empty answer. Expects a file
    without syntax errors.
    """
    found = read_subject_lines(os.fspath(path))
    found.pop("", None)
    return found


def read_subject_lines(file: str) -> dict[str, int]:
    """Return the same, and under the empty name the line at which this reader could not go on, if any."""
    form = find_format(file)
    found: dict[str, int] = {}
    if form in _BY_LINE:
        for number, line in _read_lines(file):
            match = _SUBJECT.match(line)
            if match:
                found.setdefault(_unescape(match.group(1)), number)
    elif form == RdfFormat.TURTLE:
        text = read_content(file).decode("utf-8")
        lines = Lines(text)
        try:
            for part in read_parts(text):
                if isinstance(part, Block) and isinstance(part.subject.term, NamedNode):
                    found.setdefault(part.subject.term.value, lines.place(part.subject.start)[0])
        except ReadingError as error:
            # RDF 1.2, or brackets deeper than this reader goes.
            found[""] = lines.place(error.offset)[0]
    return found


_Placed = tuple[Statement, tuple[int, int], tuple[int, int], tuple[int, int]]


def _list_placed(file: str, wanted: Collection[str]) -> Iterator[_Placed]:
    form = find_format(file)
    if form in _BY_LINE:
        yield from _list_by_line(file, wanted)
    elif form == RdfFormat.TURTLE:
        text = read_content(file).decode("utf-8")
        lines = Lines(text)
        try:
            for part in read_parts(text):
                if isinstance(part, Block) and (part.subject.term.value in wanted or _nests(part)):
                    for each in list_statements(part):
                        yield (
                            each,
                            lines.place(each.subject_at),
                            lines.place(each.predicate_at),
                            lines.place(each.object_at),
                        )
        except InputError:  # deeper than this reader goes: what stands behind is named without its line
            return


def _nests(block: Block) -> bool:
    return block.subject.properties is not None or not isinstance(block.subject.term, NamedNode)


def _list_by_line(file: str, wanted: Collection[str]) -> Iterator[_Placed]:
    for number, line in _read_lines(file):
        match = _SUBJECT.match(line)
        if match is None or _unescape(match.group(1)) not in wanted:
            continue
        # The graph that may stand fourth in N-Quads is no part of Turtle.
        triple = re.sub(r"(\s)<[^<>\s]*>\s*\.\s*$", r"\1.", line) if find_format(file) == RdfFormat.N_QUADS else line
        for text in (triple, line):
            try:
                for each in read_document(text).list_statements():
                    yield (
                        each,
                        (number, each.subject_at + 1),
                        (number, each.predicate_at + 1),
                        (number, each.object_at + 1),
                    )
            except InputError:
                continue
            break


def _read_lines(file: str) -> Iterator[tuple[int, str]]:
    with open_content(file) as stream:
        for number, line in enumerate(stream, 1):
            yield number, line.decode("utf-8")


def _unescape(iri: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), iri) if "\\" in iri else iri
