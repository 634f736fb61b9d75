"""The beginning of a mapping for a table: its columns, each with an example and the datatype that all its cells fit.

What the columns mean is left to the person: the names of properties and of the class are empty, and a mapping with an
empty name is refused with its line.
"""

from __future__ import annotations

import itertools
import json
import os
import re

from kj_graph.curation.tables import open_table
from kj_graph.curation.values import CellError, make_literal
from kj_graph.vocabulary import XSD

_LOOKED_AT = 1000
_LONGEST = 40
_KINDS = (("date", "date"), ("xsd:integer", XSD + "integer"), ("xsd:decimal", XSD + "decimal"))
_SLUG = re.compile(r"[^a-z0-9]+")


def begin_mapping(table: str) -> str:
    """Return the TOML with which the mapping of a CSV table begins; raises InputError for one that cannot be read."""
    name = os.path.basename(table)
    with open_table(table) as opened:
        header = opened.header
        rows = [row.cells for row in itertools.islice(opened.rows(), _LOOKED_AT) if not row.fault]
    lines = [
        f"# A mapping for {name}. Write what is empty, remove what you do not need; docs/import.md explains each key.",
        "",
        "[dataset]",
        'label = ""    # what the table is',
        'licence = ""  # the address of its licence, such as https://creativecommons.org/publicdomain/zero/1.0/',
        'source = ""   # the page it is from',
        "",
        "[prefixes]",
        'my = "https://example.org/id/"  # a namespace of your own',
        "",
        "[[things]]",
        f"iri = {_quote(_choose_name(name, header, rows))}",
        'class = ""    # what a row is: kj:Event, kj:Person, kj:Tenure, … (docs/terms.md)',
        "properties = [",
    ]
    lines += [_write_column(column, [cells[index] for cells in rows]) for index, column in enumerate(header)]
    return "\n".join([*lines, "]", ""])


def _choose_name(name: str, header: list[str], rows: list[list[str]]) -> str:
    """Return a pattern for the IRIs of the rows: the first column that tells all of them apart, else all columns."""
    stem = _SLUG.sub("-", name.lower().removesuffix(".gz").removesuffix(".csv")).strip("-") or "row"
    for index, column in enumerate(header):
        cells = [row[index] for row in rows]
        if all(cells) and len(set(cells)) == len(cells) and not set(column) & set("{}|"):
            return f"my:{stem}-{{{column}|slug}}"
    usable = [column for column in header if not set(column) & set("{}|")]
    return f"my:{stem}-" + "-".join(f"{{{column}|slug}}" for column in usable[:3])


def _write_column(column: str, cells: list[str]) -> str:
    filled = [cell for cell in cells if cell]
    kind = next((name for name, datatype in _KINDS if filled and all(_fits(cell, datatype) for cell in filled)), "")
    datatype = f', datatype = "{kind}"' if kind else ""
    required = ", required = true" if filled and len(filled) == len(cells) else ""
    example = f"  # such as {_shorten(filled[0])}" if filled else "  # always empty"
    return f'    {{ property = "", column = {_quote(column)}{datatype}{required} }},{example}'


def _fits(cell: str, datatype: str) -> bool:
    try:
        make_literal(cell, datatype, None)
    except CellError:
        return False
    return True


def _quote(text: str) -> str:
    """Return a text as TOML writes it, which is as JSON does, but for the last control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _shorten(cell: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in cell)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
