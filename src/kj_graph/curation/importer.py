"""Turning the rows of a table into triples by a mapping, one row at a time.

A row is taken whole or not at all: when one of its cells cannot be turned, the row is left out and told. N-Triples and
N-Quads are written while the table is read, so memory does not grow with the table, except by the IRIs of things that
must not repeat (some hundred bytes a thing). Turtle is written in its canonical order, which needs all triples at once
and is refused for large tables.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import IO, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kj_graph import vocabulary as v
from kj_graph.curation.mapping import read_mapping
from kj_graph.curation.plan import Hole, Mapping, Pattern, Statement, ThingRule
from kj_graph.curation.report import Report
from kj_graph.curation.tables import Row, Table, open_table
from kj_graph.curation.values import CellError, apply_filter, escape_cell, make_literal, make_node
from kj_graph.errors import InputError, UsageError
from kj_graph.files import open_whole

FORMATS = ("turtle", "ntriples", "nquads")
ENDINGS = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads"}
MOST_TURTLE = 200_000
_ITEM, _WORDS = -2, -1

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

_Said: TypeAlias = "tuple[NamedNode, NamedNode, NamedNode | Literal]"
_Cells: TypeAlias = list[str]
_Write: TypeAlias = "Callable[[_Said], None]"


def import_table(
    table: str, mapping: str, output: str | None = None, form: str | None = None, *, progress: bool = False
) -> Report:
    """Read a CSV table by a mapping, write the triples to `output` (or standard output) and return the report.

    `form` is turtle, ntriples or nquads (with the graph that the mapping names); without it the ending of the output
    decides: .ttl, .nt, .nq, each also with .gz. The file is written whole or not at all. `progress` counts rows on
    standard error when it takes more than a second. Raises InputError for a mapping or table that cannot be used,
    OutputError for an output that cannot be written.
    """
    plan = read_mapping(mapping)
    chosen = form or _choose_form(output)
    if chosen not in FORMATS:
        raise UsageError(f"unknown format '{chosen}'", hint=f"Formats: {', '.join(FORMATS)}.")
    with open_table(table, plan.delimiter, plan.encoding) as opened, _open_output(output) as file:
        return _Import(plan, opened, chosen, progress=progress).run(file)


def _choose_form(output: str | None) -> str:
    if output is None:
        return "turtle"
    bare = output.lower().removesuffix(".gz")
    ending = bare[bare.rfind(".") :] if "." in bare else ""
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise UsageError(
            f"{output}: the ending names no format", hint=f"Use one of {known} (also with .gz), or --format."
        )
    return ENDINGS[ending]


@contextmanager
def _open_output(output: str | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    with open_whole(output) as file:
        yield file


class _Import:
    """One run: the compiled mapping, the report and the things seen so far."""

    def __init__(self, plan: Mapping, table: Table, form: str, *, progress: bool) -> None:
        self._plan = plan
        self._table = table
        self._form = form
        self._progress = progress
        self._columns = {name: index for index, name in enumerate(table.header)}
        self._check_columns()
        self._makers = [self._compile_thing(rule) for rule in plan.things]
        self.report = Report(table.path)
        used = {column for column, _ in plan.list_columns()}
        self.report.unused = [name for name in table.header if name not in used]

    def run(self, file: IO[str]) -> Report:
        kept: set[Triple] = set()
        write = self._keep(kept) if self._form == "turtle" else self._stream(file)
        for said in self._describe_dataset():
            write(said)
        started = told = time.monotonic()
        report = self.report
        for row in self._table.rows():
            report.read += 1
            self._take(row, write)
            if self._progress and not report.read % 5000 and time.monotonic() - told > 1:
                told = time.monotonic()
                sys.stderr.write(f"\r{report.read:,} rows read")
                sys.stderr.flush()
        if told != started:
            sys.stderr.write("\r\033[K")
        if self._form == "turtle":
            from kj_graph.export.turtle import write_turtle

            report.triples = len(kept)
            file.write(write_turtle(kept))
        return report

    def _take(self, row: Row, write: _Write) -> None:
        report = self.report
        if row.fault:
            report.add_fault(row.line, row.fault)
            return
        found: list[_Said] = []
        things = 0
        firsts: list[tuple[dict[int, int], int]] = []
        try:
            for make in self._makers:
                things += make(row, found, firsts)
        except CellError as fault:
            report.add_fault(row.line, str(fault))
            return
        except UnicodeEncodeError:
            encoding = self._plan.encoding.removesuffix("-sig")
            report.add_fault(row.line, f"holds bytes that are not {encoding} text (see 'encoding' in docs/import.md)")
            return
        for seen, key in firsts:
            seen[key] = row.line
        if not found:
            report.without_thing += 1
            return
        report.written += 1
        report.things += things
        for said in found:
            write(said)

    def _keep(self, kept: set[Triple]) -> _Write:
        def write(said: _Said) -> None:
            kept.add(Triple(*said))
            if len(kept) > MOST_TURTLE:
                raise UsageError(
                    f"more than {MOST_TURTLE:,} triples are too many for Turtle in its canonical order",
                    hint="Write N-Triples: --output NAME.nt or NAME.nt.gz.",
                )

        return write

    def _stream(self, file: IO[str]) -> _Write:
        report = self.report
        end = f" {self._plan.graph} .\n" if self._form == "nquads" else " .\n"

        def write(said: _Said) -> None:
            report.triples += 1
            file.write(f"{said[0]} {said[1]} {said[2]}{end}")

        return write

    def _describe_dataset(self) -> Iterator[_Said]:
        plan = self._plan
        yield plan.graph, v.TYPE, NamedNode("http://rdfs.org/ns/void#Dataset")
        for label in plan.labels:
            yield plan.graph, v.TITLE, label
        for words in plan.description:
            yield plan.graph, NamedNode(v.DCTERMS + "description"), words
        yield plan.graph, NamedNode(v.DCTERMS + "license"), plan.licence
        yield plan.graph, NamedNode(v.DCTERMS + "source"), plan.source

    def _check_columns(self) -> None:
        for column, place in self._plan.list_columns():
            if column not in self._columns:
                from difflib import get_close_matches

                near = get_close_matches(column, self._columns, n=1)
                hint = f"Did you mean '{near[0]}'? " if near else ""
                has = ", ".join(self._columns)
                raise InputError(
                    f"{place}: the table {self._table.path} has no column '{column}'", hint=f"{hint}It has: {has}."
                )

    # Compiling: each part of the mapping becomes a function of the cells of a row

    def _compile_thing(self, rule: ThingRule) -> Callable[[Row, list[_Said], list[tuple[dict[int, int], int]]], int]:
        name = self._compile_pattern(rule.iri, iri=True, strict=True)
        statements = [self._compile_statement(each) for each in rule.statements]
        when = rule.when
        column = self._columns[when.column] if when else 0
        seen: dict[int, int] = {}
        slug = rule.iri.text.startswith(v.KJR)

        @lru_cache(maxsize=4096)
        def node(iri: str) -> NamedNode:
            if slug and not _SLUG.match(iri[len(v.KJR) :]):
                raise CellError(f"'{iri[len(v.KJR) :]}' is no slug: a-z, 0-9 and single hyphens")
            return make_node(iri)

        def make(row: Row, found: list[_Said], firsts: list[tuple[dict[int, int], int]]) -> int:
            cells = row.cells
            if when and not when.holds(cells[column]):
                return 0
            iri = name(cells, "")
            assert iri is not None
            subject = node(iri)
            if rule.repeats != "add":
                key = hash(iri)
                if key in seen:
                    if rule.repeats == "once":
                        return 0
                    raise CellError(
                        f"{v.shorten_iri(iri)} stands already at line {seen[key]} (see 'repeats' in docs/import.md)"
                    )
                firsts.append((seen, key))
            found.extend((subject, v.TYPE, each) for each in rule.classes)
            for say in statements:
                found.extend((subject, predicate, value) for predicate, value in say(cells))
            return rule.repeats != "add"

        return make

    def _compile_statement(
        self, statement: Statement
    ) -> Callable[[_Cells], Iterator[tuple[NamedNode, NamedNode | Literal]]]:
        predicate = self._compile_predicate(statement)
        values = self._compile_values(statement)
        when = statement.when
        column = self._columns[when.column] if when else 0

        def say(cells: _Cells) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
            if when and not when.holds(cells[column]):
                return
            chosen = predicate(cells)
            if chosen is not None:
                for value in values(cells):
                    yield chosen, value

        return say

    def _compile_predicate(self, statement: Statement) -> Callable[[_Cells], NamedNode | None]:
        fixed, table, column = statement.predicate, statement.predicate_table, statement.predicate_column
        if column is None:
            return lambda _: fixed
        index = self._columns[column]

        def choose(cells: _Cells) -> NamedNode | None:
            cell = cells[index]
            if cell in table:
                return table[cell]
            if cell or statement.required:
                raise CellError(_unknown(column, cell, table))
            return None

        return choose

    def _compile_values(self, statement: Statement) -> Callable[[_Cells], list[NamedNode | Literal]]:
        constant = statement.constant
        if constant is not None and statement.column is None:
            fixed: list[NamedNode | Literal] = [constant]
            return lambda _: fixed
        convert = self._compile_conversion(statement)
        if statement.column is None:
            assert statement.pattern is not None
            words = statement.pattern.text
            fill_pattern = self._compile_pattern(statement.pattern, iri=statement.is_iri)

            def fill(cells: _Cells) -> list[NamedNode | Literal]:
                text = fill_pattern(cells, "")
                if text is None:
                    if statement.required:
                        raise CellError(f"no value for '{words}'")
                    return []
                value = convert(text)
                return [] if value is None else [value]

            return fill
        name, index, separator = statement.column, self._columns[statement.column], statement.separator
        pattern = self._compile_pattern(statement.pattern, iri=statement.is_iri) if statement.pattern else None

        def read(cells: _Cells) -> list[NamedNode | Literal]:
            cell = cells[index]
            items = [item.strip() for item in cell.split(separator)] if separator else [cell]
            found: list[NamedNode | Literal] = []
            for item in items:
                if not item and (statement.table is None or "" not in statement.table):
                    continue
                try:
                    text = pattern(cells, item) if pattern else item
                    value = None if text is None else convert(text)
                except CellError as fault:
                    raise CellError(f"column '{name}': {fault}") from None
                if value is not None:
                    found.append(value)
            if not found and statement.required:
                raise CellError(f"column '{name}' is empty")
            return found

        return read

    def _compile_conversion(self, statement: Statement) -> Callable[[str], NamedNode | Literal | None]:
        table, language, datatype = statement.table, statement.language, statement.datatype

        @lru_cache(maxsize=4096)
        def convert(text: str) -> NamedNode | Literal | None:
            if statement.constant is not None:
                return statement.constant
            if table is not None:
                if text not in table:
                    raise CellError(_unknown("", text, table))
                return table[text]
            if statement.is_iri:
                return make_node(text)
            if language:
                return Literal(text, language=language)
            return make_literal(text, datatype, statement.date_format)

        return convert

    def _compile_pattern(
        self, pattern: Pattern, *, iri: bool, strict: bool = False
    ) -> Callable[[_Cells, str], str | None]:
        """Return what fills a pattern; a hole that stays empty gives None, or a CellError where `strict`."""
        tables = self._plan.filter_tables
        escape = iri and len(pattern.parts) > 1
        parts: list[tuple[str, int, str, Callable[[str], str]]] = []
        for part in pattern.parts:
            if isinstance(part, Hole):
                index = self._columns[part.column] if part.column is not None else _ITEM
                parts.append(("", index, part.column or "", _compile_hole(part, tables, escape=escape)))
            else:
                parts.append((part, _WORDS, "", str))

        def fill(cells: _Cells, item: str) -> str | None:
            text = ""
            for words, index, column, turn in parts:
                if index == _WORDS:
                    text += words
                    continue
                cell = item if index == _ITEM else cells[index]
                filled = turn(cell)
                if not filled:
                    if strict or cell:
                        what = f"'{cell}' has nothing that a slug can hold" if cell else "is empty"
                        raise CellError(f"column '{column}' {what}" if column else what)
                    return None
                text += filled
            return text

        holes = [number for number, part in enumerate(parts) if part[1] != _WORDS]
        if len(holes) != 1:
            return fill
        # One hole between words, as most patterns are, is filled at once.
        before, after = ("".join(part[0] for part in some) for some in (parts[: holes[0]], parts[holes[0] + 1 :]))
        _, hole, _, turn_hole = parts[holes[0]]

        def fill_one(cells: _Cells, item: str) -> str | None:
            filled = turn_hole(item if hole == _ITEM else cells[hole])
            return f"{before}{filled}{after}" if filled else fill(cells, item)

        return fill_one


def _compile_hole(hole: Hole, tables: dict[str, dict[str, str]], *, escape: bool) -> Callable[[str], str]:
    @lru_cache(maxsize=4096)
    def turn(cell: str) -> str:
        for name in hole.filters:
            cell = apply_filter(name, cell, tables)
        return escape_cell(cell) if escape else cell

    return turn


def _unknown(column: str, cell: str, table: Iterable[str]) -> str:
    where = f"column '{column}': " if column else ""
    return f"{where}'{cell}' is not in the value table, which has: {', '.join(repr(each) for each in table)}"
