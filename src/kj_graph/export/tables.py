"""CSV: a table for each class, a row for each thing, with `datapackage.json` that says what the tables are.

A column is a property by its local name; texts have a column for each language (`prefLabel_ko`). Things stand as
prefixed names, so that the tables can be joined; several values stand in one field with ` | ` between, in a fixed
order. A thing of several classes has a row in each of their tables; one of no class stands in `other.csv`.
"""

from __future__ import annotations

import csv
import io
import json
import os

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.export.parcel import shorten
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any

    from kj_graph.export.parcel import Parcel
    from kj_graph.vocabulary import Term

PACKAGE = "datapackage.json"
BETWEEN = " | "
_OTHER = "other"


def collect(parcel: Parcel) -> dict[str, str]:
    """Return the texts of the tables and of their description, by the names of their files."""
    things: dict[str, dict[str, list[Term]]] = {}
    for triple in sorted(set(parcel.triples()), key=str):
        values = things.setdefault(_tell(triple.subject), {})
        values.setdefault(triple.predicate.value, []).append(triple.object)
    by_class: dict[str, dict[str, dict[str, list[Term]]]] = {}
    for thing, values in things.items():
        kinds = [each.value for each in values.get(v.TYPE.value, ()) if isinstance(each, NamedNode)]
        for kind in kinds or [""]:
            by_class.setdefault(kind, {})[thing] = values
    names = _name_tables(sorted(by_class))
    texts: dict[str, str] = {}
    resources = []
    for kind in sorted(by_class, key=names.__getitem__):
        name = f"{names[kind]}.csv"
        columns, texts[name] = _write_table(by_class[kind])
        resources.append(_describe(names[kind], kind, columns))
    about = parcel.about.to_dict()
    package: dict[str, Any] = {
        "name": "kj-graph",
        **{key: about[key] for key in ("title", "version") if key in about},
        **({"licenses": [{"path": about["license"]}]} if "license" in about else {}),
        **({"created": f"{about['issued']}T00:00:00Z"} if "issued" in about else {}),
        "kj-graph": {key: about[key] for key in ("digest", "digestAlgorithm", "selection")},
        "resources": resources,
    }
    texts[PACKAGE] = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return texts


def list_earlier(path: str) -> set[str]:
    """Return the names of the files that an earlier writing left in a folder; none where it is not ours."""
    try:
        with open(os.path.join(path, PACKAGE), encoding="utf-8") as file:
            package = json.load(file)
        return {PACKAGE, *(each["path"] for each in package["resources"])} if "kj-graph" in package else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _name_tables(kinds: list[str]) -> dict[str, str]:
    """Return a name for the table of each class: its local name, with a number where two would be alike."""
    names: dict[str, str] = {}
    for kind in kinds:
        local = kind[max(kind.rfind("#"), kind.rfind("/"), kind.rfind(":")) + 1 :]
        plain = "".join(c if c.isalnum() or c in "-_" else "-" for c in local) or _OTHER
        name, number = plain, 1
        while name.lower() in {each.lower() for each in names.values()}:
            number += 1
            name = f"{plain}-{number}"
        names[kind] = name
    return names


def _write_table(rows: dict[str, dict[str, list[Term]]]) -> tuple[list[tuple[str, str]], str]:
    """Return the columns of a table, each with its property, and its text."""
    cells: dict[str, dict[tuple[str, str], list[str]]] = {}
    for thing, values in rows.items():
        row = cells.setdefault(thing, {})
        for iri, terms in values.items():
            for term in terms:
                language = (term.language or "") if isinstance(term, Literal) else ""
                row.setdefault((iri, language if language in LANGUAGES else ""), []).append(_tell(term))
    found = {column for row in cells.values() for column in row if column[0] != v.TYPE.value}
    columns = sorted(found, key=lambda column: (v.rank_property(column[0]), _rank(column[1])))
    headings = _name_columns(columns)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", *headings])
    for thing in sorted(cells):
        row = cells[thing]
        writer.writerow([thing, *(BETWEEN.join(row.get(column, ())) for column in columns)])
    return list(zip(headings, (iri for iri, _ in columns), strict=True)), file.getvalue()


def _name_columns(columns: list[tuple[str, str]]) -> list[str]:
    names: list[str] = ["id"]
    for iri, language in columns:
        local = iri[max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1 :]
        name = f"{local}_{language}" if language else local
        names.append(name if name not in names else f"{shorten(iri)}_{language}" if language else shorten(iri))
    return names[1:]


def _rank(language: str) -> int:
    return LANGUAGES.index(language) if language in LANGUAGES else -1


def _tell(term: Term) -> str:
    if isinstance(term, NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, Literal) else str(term)


def _describe(name: str, kind: str, columns: list[tuple[str, str]]) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [{"name": "id", "type": "string"}]
    fields += [{"name": heading, "type": "string", "rdfType": iri} for heading, iri in columns]
    return {
        "name": name.lower(),
        "path": f"{name}.csv",
        "title": shorten(kind) if kind else "things of no class",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id"},
    }
