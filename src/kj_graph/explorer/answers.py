"""The saved questions with their answers, as they stood when the page was built.

Of a long answer the first rows are given, and the page says that there are more. A question without rows, one that
takes too long, and one that asks a register that is not at hand are left out.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kj_graph.errors import QueryError
from kj_graph.explorer.statements import shorten_thing
from kj_graph.labels import LANGUAGES, Labeller
from kj_graph.vocabulary import KJR, kj

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kj_graph.explorer.records import PageModel
    from kj_graph.graph import KnowledgeGraph
    from kj_graph.questions import Question
    from kj_graph.results import Solutions

ROWS = 250
"""Of a longer answer only so many rows stand in the page."""

SECONDS = 10.0
"""How long one question may take."""

_ALL_SECONDS = 60.0


def collect_answers(graph: KnowledgeGraph, *, registers: bool = False) -> dict[str, Any]:
    """Return the answers and the names of what they mention, ready for the page.

    With `registers`, those that a question needs are loaded for it. A question that takes a language has an answer in
    each of the three.
    """
    book = _Book()
    end = time.monotonic() + _ALL_SECONDS
    questions = []
    for question in graph.questions():
        if time.monotonic() > end:
            break
        if not registers and not set(question.registers) <= set(graph.registers):
            continue
        wide = graph.widen(question.registers)
        try:
            told = book.tell(question, wide)
        except QueryError:
            continue
        if told["answers"]:
            questions.append(told)
    return {"questions": questions, "names": book.names}


def trim_answers(answers: Mapping[str, Any], model: PageModel) -> dict[str, Any]:
    """Return answers without the names that the model has anyway."""
    known = {*model.by_id, *model.concepts, *(source.id for source in model.sources)}
    return {**answers, "names": {name: words for name, words in answers["names"].items() if name not in known}}


class _Book:
    """Collects answers and the names of whatever stands in their cells."""

    def __init__(self) -> None:
        self.names: dict[str, dict[str, str]] = {}
        self._labellers: dict[int, list[Labeller]] = {}

    def tell(self, question: Question, graph: KnowledgeGraph) -> dict[str, Any]:
        """Return one question with its answers as plain data; `answers` has no member where there are no rows."""
        labellers = self._labellers.setdefault(id(graph), [Labeller(graph.store, language) for language in LANGUAGES])
        by_language = any(parameter.kind == "lang" for parameter in question.parameters)
        answers: dict[str, Any] = {}
        columns: tuple[str, ...] = ()
        cut = False
        for language in LANGUAGES if by_language else ("",):
            values = {parameter.name: language for parameter in question.parameters if parameter.kind == "lang"}
            answer: Any = graph.query(question.name, values, row_limit=ROWS, time_limit=SECONDS)
            solutions: Solutions = answer
            if not solutions.rows:
                continue
            columns, cut = solutions.variables, cut or solutions.cut
            answers[language] = [[self._tell_cell(term, labellers) for term in row] for row in solutions]
        return {
            "name": question.name,
            "wording": question.wording,
            "tags": list(question.tags),
            "given": [
                [parameter.name, self._tell_default(parameter.default, labellers)]
                for parameter in question.parameters
                if parameter.default and parameter.kind != "lang"
            ],
            "parameters": {
                parameter.name: dict(_head_column(question, parameter.name, labellers))
                for parameter in question.parameters
                if parameter.default and parameter.kind != "lang"
            },
            "columns": [dict(_head_column(question, name, labellers)) for name in columns],
            "answers": answers,
            "cut": cut,
        }

    def _tell_cell(self, term: Any, labellers: list[Labeller]) -> Any:
        """Return a thing as a list of its name alone, a literal as its text, nothing as an empty text."""
        if isinstance(term, NamedNode):
            slug = shorten_thing(term.value)
            if slug not in self.names:
                self.names[slug] = {each.language: each.text(term) for each in labellers}
            return [slug]
        return term.value if isinstance(term, Literal) else ""

    def _tell_default(self, written: str, labellers: list[Labeller]) -> Any:
        prefix, colon, local = written.partition(":")
        if colon and prefix in {"kj", "kjr"}:
            return self._tell_cell(kj(local) if prefix == "kj" else NamedNode(KJR + local), labellers)
        return written


def _head_column(question: Question, variable: str, labellers: list[Labeller]) -> Iterator[tuple[str, str]]:
    """Yield a column's heading in each language, as the command line gives it."""
    for at, labeller in enumerate(labellers):
        words = question.columns.get(variable)
        if words and at < len(words):
            yield labeller.language, words[at]
            continue
        found = [labeller.label(kj(name)) for name in (variable, variable[:1].upper() + variable[1:])]
        yield labeller.language, next((label.text for label in found if label.language), variable)
