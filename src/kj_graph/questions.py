"""Saved questions: files of SPARQL with a header that says what they answer and which parameters they take.

A header line begins with `#+`; what follows is a small subset of YAML, mappings by indentation only:

    #+ summary: Proposals of a dialogue, by session
    #+ question:
    #+   en: What did the dialogue propose?
    #+ params:
    #+   dialogue:
    #+     type: thing
    #+     default: kjr:event-kjfvd-2025
    #+     summary: The dialogue
    #+ columns:
    #+   session: session | 세션 | セッション
    #+ tags: claims, dialogue
    #+ register: unga

A column is headed by the ontology's label where its variable is named after a term, else as `columns` says.
The file is valid SPARQL as it stands: each parameter has a line `VALUES ?name { … }` in the query with its default, or
UNDEF where any value will do, and a value given takes the place of that term. The line may stand again inside an
OPTIONAL, where an engine that answers it on its own would otherwise read far too much. So a parameter is always one
typed term and a user can run the same text by hand on any SPARQL service. `may-be-empty` in a header gives the reason
why an answer may have no rows. `register` names the registers, with commas between, that hold what is asked for; they
are loaded when the question is asked.
"""

from __future__ import annotations

import os

from pyoxigraph import Literal, NamedNode

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.errors import InputError, UnknownNameError, UsageError
from kj_graph.texts import read_text

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kj_graph.vocabulary import Term

_Header = dict[str, object]
TYPES = ("thing", "text", "date", "year", "integer", "lang")


class Parameter:
    """One parameter: the name of its variable, its kind of value, its default and what it is."""

    __slots__ = ("default", "kind", "name", "summary")

    def __init__(self, name: str, kind: str, default: str, summary: str) -> None:
        self.name = name
        self.kind = kind
        self.default = default
        self.summary = summary


class Question:
    """One saved question, as its file says it."""

    __slots__ = (
        "columns", "may_be_empty", "name", "parameters", "path", "registers", "summary", "tags", "text", "wording"
    )  # fmt: skip

    def __init__(self, path: str, text: str, header: _Header) -> None:
        self.name = os.path.basename(path).removesuffix(".rq")
        self.path = path
        self.text = text
        self.summary = str(header.get("summary", ""))
        self.wording = {language: str(words) for language, words in _mapping(header.get("question")).items()}
        self.parameters = _read_parameters(path, _mapping(header.get("params")))
        self.tags = tuple(tag.strip() for tag in str(header.get("tags", "")).split(",") if tag.strip())
        self.columns = {name: str(words).split(" | ") for name, words in _mapping(header.get("columns")).items()}
        self.registers = tuple(name.strip() for name in str(header.get("register", "")).split(",") if name.strip())
        self.may_be_empty = str(header.get("may-be-empty", ""))

    @property
    def shipped(self) -> bool:
        """Whether the question travels with the package."""
        return os.path.dirname(self.path) == resources.QUERIES

    def fill(self, values: Mapping[str, str], resolve: Callable[[str], NamedNode]) -> str:
        """Return the SPARQL text with these values for its parameters; `resolve` finds a thing by its name.

        Raises UsageError for a parameter that the question does not have, or a value that is not of its type.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                have = ", ".join(f"--{each}" for each in known) or "no parameters"
                raise UsageError(f"the question '{self.name}' has no parameter '{name}'", hint=f"It has: {have}.")
        text = self.text
        for name, value in values.items():
            text = _put_value(self.path, text, name, _to_term(known[name], value, resolve))
        return text


def list_questions() -> list[Question]:
    """Return all saved questions in the order of their names."""
    return [read_question(path) for path in resources.query_files()]


def find_question(name: str) -> Question:
    """Return the saved question of that name; raises UnknownNameError with the nearest names."""
    path = os.path.join(resources.QUERIES, f"{name}.rq")
    if os.path.basename(path) == f"{name}.rq" and os.path.isfile(path):
        return read_question(path)
    from difflib import get_close_matches

    names = [os.path.basename(each).removesuffix(".rq") for each in resources.query_files()]
    near = get_close_matches(name, names, n=3, cutoff=0.4) or [each for each in names if name in each][:3]
    hint = f"Did you mean: {', '.join(near)}? " if near else ""
    raise UnknownNameError(f"there is no question '{name}'", hint=f"{hint}'kj-graph questions' lists them all.")


def read_question(path: str) -> Question:
    """Read one file of SPARQL with its header; raises InputError where the header is malformed."""
    text = read_text(path)
    return Question(path, text, _read_header(path, text))


def _read_parameters(path: str, described: _Header) -> tuple[Parameter, ...]:
    parameters = []
    for name, value in described.items():
        fields = _mapping(value)
        kind = str(fields.get("type", "text"))
        if kind not in TYPES:
            raise InputError(
                f"{path}: parameter '{name}' has unknown type '{kind}'", hint=f"Types: {', '.join(TYPES)}."
            )
        parameters.append(Parameter(name, kind, str(fields.get("default", "")), str(fields.get("summary", ""))))
    return tuple(parameters)


def _read_header(path: str, text: str) -> _Header:
    root: _Header = {}
    stack: list[tuple[int, _Header]] = [(-1, root)]
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+") or not line[2:].strip():
            continue
        body = line[2:]
        indent = len(body) - len(body.lstrip())
        key, colon, value = body.strip().partition(":")
        if not colon:
            raise InputError(f"{path}:{number}: a header line must be 'key: value'")
        while stack[-1][0] >= indent:
            stack.pop()
        if value.strip():
            stack[-1][1][key] = value.strip()
        else:
            inner: _Header = {}
            stack[-1][1][key] = inner
            stack.append((indent, inner))
    return root


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _put_value(path: str, text: str, name: str, term: Term) -> str:
    """Return a query in which a parameter's VALUES lines hold the term in place of its default."""
    opening = f"VALUES ?{name} {{ "
    before, *rest = text.split(opening)
    filled = [before]
    for part in rest:
        line, end, after = part.partition(" }\n")
        if not end or "\n" in line:
            rest = []
            break
        filled.append(f"{opening}{term}{end}{after}")
    if not rest:
        raise InputError(f"{path}: parameter '{name}' has no line '{opening}… }}' in the query")
    return "".join(filled)


def _to_term(parameter: Parameter, value: str, resolve: Callable[[str], NamedNode]) -> Term:
    if parameter.kind == "thing":
        return resolve(value)
    if parameter.kind in ("text", "lang"):
        return Literal(value)
    if parameter.kind == "integer":
        if not value.lstrip("-").isdecimal():
            raise UsageError(f"--{parameter.name} takes a whole number, not '{value}'")
        return Literal(int(value))
    if parameter.kind == "year":
        if not (len(value) == 4 and value.isascii() and value.isdecimal()):
            raise UsageError(f"--{parameter.name} takes a year such as 1965, not '{value}'")
        return Literal(int(value))
    return Literal(read_day(parameter.name, value), datatype=NamedNode(v.XSD + "date"))


def read_day(name: str, value: str) -> str:
    """Return a day written as 2025-05-16; raises UsageError for anything else."""
    from datetime import date

    try:
        if len(value) == 10:
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise UsageError(f"--{name} takes a day such as 2025-05-16, not '{value}'")
