"""A table mapping: a TOML file that says which triples the rows of a table become.

Reading a mapping checks all that can be known without the table: its keys, the terms of the ontology, language tags,
datatypes and patterns. It guesses nothing: what the file does not say is not done. The form is explained in
docs/import.md.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from difflib import get_close_matches
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.curation.places import Places
from kj_graph.curation.plan import Condition, Hole, Mapping, Pattern, Statement, ThingRule
from kj_graph.errors import InputError
from kj_graph.texts import read_text

FILTERS = ("slug", "lower", "upper")
REPEATS = ("refuse", "once", "add")
DATATYPES = ("date", "string", "integer", "decimal", "double", "boolean", "anyURI", "gYear", "gYearMonth")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_HOLE = re.compile(r"\{([^{}|]*)((?:\|[^{}|]*)*)\}")
_CELL = "value"


def read_mapping(path: str) -> Mapping:
    """Read and check a mapping; raises InputError with file and line for whatever is wrong with it."""
    text = read_text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = re.match(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
        place = f"{path}:{said[2]}:{said[3]}" if said else path
        hint = "A mapping is TOML: https://toml.io; text stands in quotation marks."
        raise InputError(f"{place}: {said[1] if said else error}", hint=hint) from None
    return _Reader(path, text, content).read()


class _Reader:
    """Turns the content of one file into a Mapping and knows where to point when it cannot."""

    def __init__(self, path: str, text: str, content: dict[str, Any]) -> None:
        self._path = path
        self._content = content
        self._places = Places(path, text)
        self._prefixes = dict(v.PREFIXES)
        self._classes, self._properties = _read_terms()
        self._tables: dict[str, dict[str, str]] = {}

    def read(self) -> Mapping:
        top = self._content
        self._check_keys(top, ("dataset", "table", "prefixes", "values", "things"), "the mapping", self._path)
        for name, namespace in self._table(top, "prefixes").items():
            self._prefixes[name] = self._text(namespace, f"prefix '{name}'", self._places.find(name))
        for name, entries in self._table(top, "values").items():
            where = self._places.find(f"values.{name}")
            if not isinstance(entries, dict):
                raise InputError(f"{where}: 'values.{name}' must be a table of cells and what they mean")
            self._tables[name] = {
                cell: self._text(meaning, f"'{cell}' of the value table '{name}'", self._places.find(cell, where))
                for cell, meaning in entries.items()
            }
        if not isinstance(top.get("things"), list) or not top["things"]:
            raise InputError(
                f"{self._path}: the mapping makes no things", hint="Begin a section [[things]] with 'slug' and 'class'."
            )
        dataset, table = self._table(top, "dataset"), self._table(top, "table")
        at = self._places.find("dataset")
        self._check_keys(dataset, ("label", "description", "licence", "source", "graph"), "[dataset]", at)
        self._check_keys(table, ("encoding", "delimiter"), "[table]", self._places.find("table"))
        for key in ("label", "licence", "source"):
            if key not in dataset:
                raise InputError(f"{at}: [dataset] has no '{key}'", hint=_DATASET)
        stem = re.split(r"[/\\]", self._path)[-1].removesuffix(".toml")
        delimiter = table.get("delimiter", ",")
        if not isinstance(delimiter, str) or len(delimiter) != 1:
            raise InputError(f"{self._places.find('delimiter')}: the delimiter must be one character")
        return Mapping(
            path=self._path,
            labels=self._texts(dataset["label"], "label"),
            description=self._texts(dataset.get("description", {}), "description"),
            licence=self._node(dataset["licence"], self._places.find("licence")),
            source=self._node(dataset["source"], self._places.find("source")),
            graph=self._node(dataset.get("graph", v.GRAPH + stem), self._places.find("graph")),
            encoding=self._encoding(table.get("encoding", "utf-8")),
            delimiter=delimiter,
            filter_tables=self._tables,
            things=tuple(self._thing(index, each) for index, each in enumerate(top["things"])),
            places=self._places,
        )

    def _thing(self, index: int, given: Any) -> ThingRule:
        place = self._places.thing(index)
        if not isinstance(given, dict):
            raise InputError(f"{place}: 'things' must be sections: [[things]]")
        self._check_keys(given, ("slug", "iri", "class", "properties", "when", "repeats"), "[[things]]", place)
        if ("slug" in given) == ("iri" in given):
            raise InputError(
                f"{place}: a thing needs 'slug' or 'iri', one of the two", hint='For example: slug = "event-{id}"'
            )
        key = "slug" if "slug" in given else "iri"
        at = self._places.thing(index, key)
        text = self._text(given[key], f"'{key}'", at)
        iri = self._pattern(f"kjr:{text}" if key == "slug" else text, at, iri=True)
        if key == "slug" and not _SLUG.match(_HOLE.sub("x", text)):
            raise InputError(
                f"{at}: the slug '{text}' holds more than a-z, 0-9 and single hyphens between them",
                hint="Kind first: event-{id}. Cells can be made fit with {name|slug}.",
            )
        classes = given.get("class", [])
        at = self._places.thing(index, "class")
        found = tuple(self._term(name, at, "class") for name in ([classes] if isinstance(classes, str) else classes))
        repeats = given.get("repeats", "refuse")
        if repeats not in REPEATS:
            at = self._places.thing(index, "repeats")
            raise InputError(f"{at}: unknown 'repeats' '{repeats}'", hint=f"It is one of: {', '.join(REPEATS)}.")
        if not found and repeats != "add":
            raise InputError(f"{at}: a thing needs a class", hint='For example: class = "kj:Event"')
        statements = given.get("properties", [])
        if not isinstance(statements, list):
            raise InputError(f"{place}: 'properties' must be a list of tables")
        return ThingRule(
            iri=iri,
            classes=found,
            statements=tuple(
                self._statement(each, self._places.statement(index, number)) for number, each in enumerate(statements)
            ),
            when=self._condition(given.get("when"), place),
            repeats=repeats,
            place=place,
        )

    def _statement(self, given: Any, at: str) -> Statement:
        if not isinstance(given, dict):
            raise InputError(f"{at}: a property must be a table", hint='{ property = "kj:date", column = "date" }')
        self._check_keys(given, _STATEMENT_KEYS, "a property", at)
        origins = [key for key in ("column", "text", "value") if key in given]
        if "iri" in given and not set(origins) - {"column"}:
            origins.append("iri")
        if not origins or len(set(origins) - {"iri"}) > 1 or ("iri" in given and set(origins) & {"text", "value"}):
            raise InputError(
                f"{at}: a property takes its values from one of column, text, value or iri",
                hint="'iri' may stand with 'column': then {value} is the cell.",
            )
        predicate, column, predicates = self._predicate(given.get("property"), at)
        language, datatype = given.get("language"), given.get("datatype")
        if sum(each is not None for each in (language, datatype, given.get("iri"), given.get("values"))) > 1:
            raise InputError(f"{at}: a value has one of language, datatype, iri and values")
        if language is not None and not (isinstance(language, str) and _LANGUAGE.match(language)):
            raise InputError(
                f"{at}: '{language}' is no language tag", hint="Language tags are those of BCP 47: en, ko."
            )
        if datatype is not None:
            datatype = self._datatype(datatype, at)
        date_format = given.get("format")
        if date_format is not None and datatype != v.XSD + "date":
            raise InputError(f"{at}: 'format' needs datatype = \"xsd:date\"", hint='format = "%d.%m.%Y"')
        table = self._value_table(given["values"], at) if "values" in given else None
        constant: NamedNode | Literal | None = None
        pattern = None
        if "value" in given:
            constant = self._constant(given["value"], language, datatype, at)
        elif "text" in given:
            pattern = self._pattern(self._text(given["text"], "'text'", at), at, iri=False)
        elif "iri" in given:
            pattern = self._pattern(
                self._text(given["iri"], "'iri'", at), at, iri=True, item="column" in given, whole=True
            )
            if not any(isinstance(part, Hole) for part in pattern.parts):
                constant, pattern = self._node(pattern.text, at), None
        return Statement(
            predicate=predicate,
            predicate_column=column,
            predicate_table=predicates,
            constant=constant,
            column=self._optional_text(given, "column", at),
            pattern=pattern,
            is_iri="iri" in given,
            table=table,
            language=language,
            datatype=datatype,
            date_format=self._optional_text(given, "format", at),
            separator=self._optional_text(given, "separator", at),
            required=given.get("required", False) is True,
            when=self._condition(given.get("when"), at),
            place=at,
        )

    def _predicate(self, given: Any, at: str) -> tuple[NamedNode | None, str | None, dict[str, NamedNode | None]]:
        if isinstance(given, dict):
            self._check_keys(given, ("column", "values"), "'property'", at)
            column = self._text(given.get("column"), "'property.column'", at)
            entries = self._named_table(given.get("values"), at)
            return (
                None,
                column,
                {cell: self._term(name, at, "property") if name else None for cell, name in entries.items()},
            )
        if given is None:
            raise InputError(f"{at}: 'property' is missing", hint='For example: property = "kj:date"')
        return self._term(given, at, "property"), None, {}

    def _value_table(self, name: Any, at: str) -> dict[str, NamedNode | Literal | None]:
        return {
            cell: (self._node(meaning, at) if _is_name(meaning, self._prefixes) else Literal(meaning))
            if meaning
            else None
            for cell, meaning in self._named_table(name, at).items()
        }

    def _named_table(self, name: Any, at: str) -> dict[str, str]:
        if name not in self._tables:
            known = ", ".join(self._tables) or "none yet"
            raise InputError(f"{at}: there is no value table '{name}'", hint=f"Tables [values.NAME]: {known}.")
        return self._tables[name]

    def _condition(self, given: Any, at: str) -> Condition | None:
        if given is None:
            return None
        if isinstance(given, str):
            return Condition(given, None, frozenset())
        if not isinstance(given, dict):
            raise InputError(f"{at}: 'when' must name a column", hint=_WHEN)
        self._check_keys(given, ("column", "equals", "not"), "'when'", at)
        column = self._text(given.get("column"), "'when.column'", at)
        allowed = _cells(given["equals"]) if "equals" in given else None
        return Condition(column, allowed, _cells(given.get("not", [])))

    def _pattern(self, text: str, at: str, *, iri: bool, item: bool = False, whole: bool = False) -> Pattern:
        """Return a pattern; `item` allows {value}; `whole` allows a hole that is the whole IRI."""
        parts: list[str | Hole] = []
        if iri and not (whole and _HOLE.fullmatch(text)):
            text = self._expand(text, at)
        end = 0
        for match in _HOLE.finditer(text):
            if match.start() > end:
                parts.append(text[end : match.start()])
            column, filters = match[1].strip(), tuple(name.strip() for name in match[2].split("|")[1:])
            for name in filters:
                if name not in FILTERS and name not in self._tables:
                    known = ", ".join((*FILTERS, *self._tables))
                    raise InputError(f"{at}: unknown filter '{name}' in '{text}'", hint=f"Filters: {known}.")
            parts.append(Hole(None if item and column == _CELL else column, filters))
            end = match.end()
        if end < len(text):
            parts.append(text[end:])
        if any(sign in part for part in parts if isinstance(part, str) for sign in "{}"):
            raise InputError(f"{at}: a brace is left open in '{text}'", hint="A column is written {name}.")
        if not parts:
            raise InputError(f"{at}: an empty pattern")
        return Pattern(text, tuple(parts))

    def _expand(self, name: str, at: str) -> str:
        prefix, colon, local = name.partition(":")
        if colon and prefix in self._prefixes and not local.startswith("//"):
            return self._prefixes[prefix] + local
        if re.match(r"(?:https?|urn|mailto|tag):", name):
            return name
        known = ", ".join(f"{each}:" for each in sorted(self._prefixes))
        raise InputError(f"{at}: '{name}' begins with no known prefix", hint=f"Prefixes: {known}; more in [prefixes].")

    def _node(self, given: Any, at: str) -> NamedNode:
        text = self._expand(self._text(given, "an IRI", at), at)
        try:
            return NamedNode(text)
        except ValueError:
            raise InputError(f"{at}: '{text}' is not a valid IRI") from None

    def _term(self, given: Any, at: str, kind: str) -> NamedNode:
        """Return a class or property; one of our own must be in the ontology."""
        node = self._node(given, at)
        if not node.value.startswith(v.KJ):
            return node
        right, other = (self._classes, self._properties) if kind == "class" else (self._properties, self._classes)
        name = node.value[len(v.KJ) :]
        if name in right:
            return node
        if name in other:
            raise InputError(f"{at}: kj:{name} is no {kind}", hint="Classes begin with a capital, properties do not.")
        near = ", ".join(f"kj:{each}" for each in get_close_matches(name, sorted(right), n=3, cutoff=0.5))
        raise InputError(
            f"{at}: the ontology has no {kind} kj:{name}",
            hint=f"Did you mean: {near}?" if near else "docs/terms.md lists the terms.",
        )

    def _datatype(self, given: Any, at: str) -> str:
        if given == "date":
            return "date"
        node = self._node(given, at)
        if node.value.startswith(v.XSD) and node.value[len(v.XSD) :] not in DATATYPES:
            known = ", ".join(f"xsd:{name}" for name in DATATYPES)
            raise InputError(f"{at}: unknown datatype '{given}'", hint=f"date (as precise as given), {known}.")
        return node.value

    def _constant(self, given: Any, language: str | None, datatype: str | None, at: str) -> Literal:
        if isinstance(given, str):
            if language:
                return Literal(given, language=language)
            if datatype:
                from kj_graph.curation.values import CellError, make_literal

                try:
                    return make_literal(given, datatype, None)
                except CellError as fault:
                    raise InputError(f"{at}: {fault}") from None
            return Literal(given)
        if isinstance(given, datetime.date) and not isinstance(given, datetime.datetime):
            return Literal(given.isoformat(), datatype=NamedNode(v.XSD + "date"))
        if isinstance(given, bool | int):
            return Literal(given)
        raise InputError(f"{at}: a constant is text, a whole number, true, false or a day", hint='value = "…"')

    def _encoding(self, given: Any) -> str:
        import codecs

        try:
            name = codecs.lookup(given).name
        except (LookupError, TypeError):
            where = self._places.find("encoding")
            raise InputError(f"{where}: unknown encoding '{given}'", hint="utf-8, cp949, shift_jis, …") from None
        return "utf-8-sig" if name == "utf-8" else name

    def _texts(self, given: Any, key: str) -> tuple[Literal, ...]:
        at = self._places.find(key)
        if isinstance(given, str):
            return (Literal(given, language="en"),)
        if not isinstance(given, dict):
            raise InputError(f"{at}: '{key}' must be text or a table of languages", hint='{ en = "…", ko = "…" }')
        for language in given:
            if not _LANGUAGE.match(language):
                raise InputError(f"{at}: '{language}' is no language tag")
        return tuple(Literal(self._text(words, key, at), language=language) for language, words in given.items())

    def _optional_text(self, given: dict[str, Any], key: str, at: str) -> str | None:
        return self._text(given[key], f"'{key}'", at) if key in given else None

    def _text(self, given: Any, what: str, at: str) -> str:
        if not isinstance(given, str):
            raise InputError(f"{at}: {what} must be text in quotation marks")
        return given

    def _table(self, content: dict[str, Any], key: str) -> dict[str, Any]:
        found = content.get(key, {})
        if not isinstance(found, dict):
            raise InputError(f"{self._places.find(key)}: '{key}' must be a section: [{key}]")
        return found

    def _check_keys(self, given: dict[str, Any], known: tuple[str, ...], what: str, at: str) -> None:
        for key in given:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"Did you mean '{near[0]}'?" if near else f"It takes: {', '.join(known)}."
                place = at if at != self._path and ":" in at else self._places.find(key)
                raise InputError(f"{place}: {what} has no '{key}'", hint=hint)


_STATEMENT_KEYS = (
    "property",
    "column",
    "text",
    "value",
    "iri",
    "values",
    "language",
    "datatype",
    "format",
    "separator",
    "required",
    "when",
)
_DATASET = 'label = "…", licence = "https://creativecommons.org/…", source = "https://…" (the page it is from)'
_WHEN = 'when = "signed" (the cell is not empty) or when = { column = "vote", equals = ["yes", "no"] }'


def _cells(given: Any) -> frozenset[str]:
    return frozenset(str(each) for each in (given if isinstance(given, list) else [given]))


def _is_name(meaning: str, prefixes: dict[str, str]) -> bool:
    """Say whether the meaning of a cell is a thing: a prefixed name or an address, with nothing else around it."""
    prefix, colon, local = meaning.partition(":")
    return bool(colon and local and " " not in meaning and (prefix in prefixes or prefix in ("http", "https")))


def _read_terms() -> tuple[set[str], set[str]]:
    classes: set[str] = set()
    properties: set[str] = set()
    for path in resources.ontology_files():
        for quad in pyoxigraph.parse(path=path):
            if quad.predicate == v.TYPE and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                name = quad.subject.value
                if name.startswith(v.KJ):
                    kind = classes if quad.object.value == v.OWL + "Class" else properties
                    kind.add(name[len(v.KJ) :])
    return classes, properties
