"""From the text of a cell to a term: literals that are valid of their datatype, IRIs that are IRIs.

A cell that cannot be turned is a CellError with words for the person who made the table; nothing is mended silently.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v

_FORMS = {
    "integer": (re.compile(r"[+-]?[0-9]+\Z"), "a whole number"),
    "decimal": (re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z"), "a decimal number"),
    "double": (re.compile(r"(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)\Z"), "a number"),
    "boolean": (re.compile(r"(?:true|false|0|1)\Z"), "true, false, 1 or 0"),
    "gYear": (re.compile(r"[0-9]{4}\Z"), "a year such as 1965"),
    "gYearMonth": (re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])\Z"), "a month such as 1965-06"),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_SAFE = "-._~:@!$&'()*+,;=%/?#[]"


class CellError(ValueError):
    """Why a cell cannot become a term."""


def make_literal(cell: str, datatype: str | None, date_format: str | None) -> Literal:
    """Return a cell as a literal; the datatype `date` takes a year, a month or a day, as precise as the cell is."""
    if datatype is None:
        return Literal(cell)
    if datatype == "date":
        if _FORMS["gYear"][0].match(cell):
            datatype = v.XSD + "gYear"
        elif len(cell) == 7:
            datatype = v.XSD + "gYearMonth"
        elif _DAY.match(cell) or date_format:
            datatype = v.XSD + "date"
        else:
            raise CellError(f"'{cell}' is not a year, month or day such as 1965, 1965-06 or 1965-06-22")
    name = datatype[len(v.XSD) :] if datatype.startswith(v.XSD) else ""
    if name == "date":
        cell = _read_day(cell, date_format)
    elif name in _FORMS:
        form, words = _FORMS[name]
        if not form.match(cell):
            raise CellError(f"'{cell}' is not {words}")
    elif name == "anyURI":
        make_node(cell)
    return Literal(cell, datatype=NamedNode(datatype))


def _read_day(cell: str, date_format: str | None) -> str:
    try:
        if date_format:
            return datetime.datetime.strptime(cell, date_format).date().isoformat()  # noqa: DTZ007 - a day has no zone
        if _DAY.match(cell):
            return datetime.date.fromisoformat(cell).isoformat()
    except ValueError:
        pass
    wanted = "a day of the calendar" if _DAY.match(cell) else "a day such as 1965-06-22"
    wanted = f"a day written as {date_format}" if date_format else wanted
    raise CellError(f"'{cell}' is not {wanted}")


def make_node(iri: str) -> NamedNode:
    """Return an absolute IRI as a node."""
    try:
        node = NamedNode(iri)
    except ValueError:
        node = None
    if node is None or ":" not in iri:
        raise CellError(f"'{iri}' is not a valid IRI")
    return node


def apply_filter(name: str, cell: str, tables: dict[str, dict[str, str]]) -> str:
    """Return a cell after one filter; a value table as filter lets cells through that it does not name."""
    if name in tables:
        return tables[name].get(cell, cell)
    if name == "lower":
        return cell.lower()
    if name == "upper":
        return cell.upper()
    plain = unicodedata.normalize("NFKD", cell).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")


def escape_cell(cell: str) -> str:
    """Return a cell fit to stand inside an IRI; letters of any script stay, spaces and brackets are escaped."""
    return "".join(c if ord(c) > 127 and c.isalnum() else quote(c, safe=_SAFE) for c in cell)
