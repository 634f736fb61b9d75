"""Asking a graph: saved questions and SPARQL text, within limits, and answers that know how they were asked for."""

from __future__ import annotations

import sys
from time import time

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples

from kj_graph.errors import QueryError, UsageError
from kj_graph.labels import LANGUAGES, Labeller

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import Any

    from kj_graph.questions import Question
    from kj_graph.results import Solutions, Triples
    from kj_graph.store.protocol import Answers, Store


class Limits:
    """How long a query may take, in seconds, and how many rows it may give; None means no limit."""

    __slots__ = ("rows", "seconds")

    def __init__(self, seconds: float | None, rows: int | None) -> None:
        if seconds is not None and not seconds > 0:
            raise UsageError(f"a time limit of {seconds} seconds leaves no time", hint="Give a number above 0.")
        if rows is not None and rows < 0:
            raise UsageError(f"a row limit cannot be {rows}", hint="Give 0 or more.")
        self.seconds = seconds
        self.rows = rows


_NO_LIMITS = Limits(None, None)
_MOST_KNOWN = 1000
_LONG = 0.005
_PROMPT = "ps1"  # there where somebody types at Python
_NO_PARAMETERS: Mapping[str, str] = {}
_CHANGING = ("now(", "rand(", "uuid(", "bnode(")


class Askable:
    """What can be asked; `KnowledgeGraph` is one, and says what else it can do."""

    def __init__(self, store: Store, language: str) -> None:
        self._store = store
        self._table: type[Solutions]  # known when it is first needed, since to import it takes time
        self.language = language
        self.labeller = Labeller(store, language)
        # Queries that were found harmless and ask all graphs together, each with what answers it again.
        self._known: dict[str, Callable[[], Any]] = {}

    def widen(self, registers: Iterable[str]) -> Askable:
        """Return this graph with more registers, or itself when it has them."""
        raise NotImplementedError

    def resolve(self, name: str) -> NamedNode:
        """Return the thing of that name."""
        raise NotImplementedError

    def query(
        self,
        query: str,
        parameters: Mapping[str, str] | None = None,
        *,
        time_limit: float | None = None,
        row_limit: int | None = None,
        allow: Collection[str] = (),
    ) -> Solutions | Triples | bool:
        """Answer a saved question by its name, or SPARQL text.

        A saved question that needs a register is answered over this graph and that register, which is loaded for it.
        A SELECT gives Solutions, a CONSTRUCT or DESCRIBE Triples, an ASK True or False. `parameters` are those of the
        saved question. Within `time_limit` seconds the query ends or is stopped with a QueryError; of more than
        `row_limit` rows the first are given and the answer's `cut` is True. Updates, SERVICE and FROM a graph that is
        not here are refused; `allow` lifts the refusal of `service` or `from`.

        Raises QueryError for SPARQL that cannot be parsed or is refused, UnknownNameError for a question that does not
        exist, UsageError for a parameter that does not fit.
        """
        run = self._known.get(query)
        limited = time_limit is not None or row_limit is not None
        if run is not None and not (limited or parameters or allow or _PROMPT in sys.__dict__):
            answer = run()  # a query that is asked again takes little longer than the engine does
            if isinstance(answer, QuerySolutions):
                origin: Any = (self, "", query, _NO_PARAMETERS, time())
                return self._table(run, self.labeller, None, answer, origin)
            return self._sign(self._wrap(answer), query)
        limits = Limits(time_limit, row_limit) if limited else _NO_LIMITS
        if _is_name(query):
            from kj_graph.questions import find_question

            return self._answer_question(find_question(query), parameters or {}, limits, allow)
        if parameters:
            raise UsageError("parameters belong to saved questions", hint="Write the value into the SPARQL text.")
        return self._sign(self._answer(query, limits, allow), query)

    def query_file(
        self,
        path: str,
        parameters: Mapping[str, str] | None = None,
        *,
        time_limit: float | None = None,
        row_limit: int | None = None,
        allow: Collection[str] = (),
    ) -> Solutions | Triples | bool:
        """Answer the question in a file of SPARQL, with or without a header that names parameters; see `query`."""
        from kj_graph.questions import read_question

        limits = _NO_LIMITS if time_limit is None and row_limit is None else Limits(time_limit, row_limit)
        return self._answer_question(read_question(path), parameters or {}, limits, allow)

    def _answer_question(
        self, question: Question, parameters: Mapping[str, str], limits: Limits, allow: Collection[str]
    ) -> Solutions | Triples | bool:
        graph = self.widen(question.registers)
        own = {parameter.name: self.language for parameter in question.parameters if parameter.kind == "lang"}
        text = question.fill({**own, **parameters}, graph.resolve)
        answers: Answers | None = getattr(graph._store, "answers", None)  # noqa: SLF001
        if answers is None or not question.shipped or limits is not _NO_LIMITS or allow:
            answer = graph._answer(text, limits, allow, question.columns)  # noqa: SLF001 - the same with a register
        else:
            answer = graph._answer_shipped(text, answers, question.columns)  # noqa: SLF001
        return graph._sign(answer, text, question.name, parameters)  # noqa: SLF001

    def _answer_shipped(
        self, text: str, answers: Answers, columns: Mapping[str, list[str]]
    ) -> Solutions | Triples | bool:
        """Answer a question that travels with the package, of data that do, from memory where it took long before."""
        from time import perf_counter

        from pyoxigraph import QueryResultsFormat, parse_query_results

        def read() -> Any:
            return parse_query_results(written, QueryResultsFormat.TSV)

        written = answers.recall(text)
        if written is None:
            self._store.begin()
        from kj_graph.results.solutions import Solutions

        self.labeller.begin()
        if written is None:
            started = perf_counter()
            answer = self._store.query(text)
            if not isinstance(answer, QuerySolutions):
                return self._answer(text, _NO_LIMITS, (), columns)
            written = answer.serialize(format=QueryResultsFormat.TSV)
            assert written is not None
            if perf_counter() - started > _LONG and not _is_changing(text):
                answers.remember(text, written)
        return Solutions(read, self.labeller, columns)

    def _sign(
        self,
        answer: Solutions | Triples | bool,
        text: str,
        question: str = "",
        parameters: Mapping[str, str] | None = None,
    ) -> Solutions | Triples | bool:
        """Let an answer remember how it was asked for; what that means is found out when somebody wants to know."""
        if not isinstance(answer, bool):
            graph: Any = self  # every graph that is asked is a KnowledgeGraph
            answer.origin = (graph, question, text, parameters or {}, time())
        return answer

    def _answer(
        self,
        text: str,
        limits: Limits,
        allow: Collection[str],
        columns: Mapping[str, list[str]] | None = None,
    ) -> Solutions | Triples | bool:
        union = (not allow and text in self._known) or self._check(text, allow)
        cut = False

        def run() -> Any:
            nonlocal cut
            if limits is _NO_LIMITS and _PROMPT not in sys.__dict__:  # at a prompt, Ctrl-C is to be heard
                return self._store.query(text, union=union)
            answer, cut = self._store.query_within(text, seconds=limits.seconds, rows=limits.rows, union=union)
            return answer

        answer = run()
        if isinstance(answer, QuerySolutions):
            from kj_graph.results.solutions import Solutions

            return Solutions(run, self.labeller, columns, answer, None, cut)
        return self._wrap(answer, cut=cut)

    def _wrap(self, answer: Any, *, cut: bool = False) -> Triples | bool:
        """Return what an engine answered to CONSTRUCT, DESCRIBE or ASK."""
        if isinstance(answer, QueryTriples | list):
            from kj_graph.results import Triples

            return Triples(answer, self.labeller, cut=cut)
        return bool(answer)

    def _check(self, text: str, allow: Collection[str]) -> bool:
        """Refuse what a query may not do, and say whether it asks all graphs together; such a one is not read again."""
        from kj_graph.store.guard import check_query

        union = not check_query(text, self._store.list_graphs, allow)
        if union and not allow:
            from kj_graph.results.solutions import Solutions

            self._table = Solutions
            if len(self._known) == _MOST_KNOWN:
                self._known.clear()
            self._known[text] = self._store.repeat(text)
        return union

    def ask(self, query: str) -> bool:
        """Answer an ASK query with True or False; raises QueryError for any other query."""
        answer = self._answer(query, _NO_LIMITS, ())
        if not isinstance(answer, bool):
            raise QueryError("this is not an ASK query", hint="Use query() for SELECT, CONSTRUCT and DESCRIBE.")
        return answer


def list_texts(registers: Iterable[str]) -> list[str]:
    """Return the saved questions about just these registers as they are asked without parameters, in each language.

    Left out are those whose answers do not follow from the data alone.
    """
    from kj_graph.questions import list_questions

    texts: dict[str, None] = {}
    for question in list_questions():
        if set(question.registers) == set(registers):
            for language in LANGUAGES:
                own = {each.name: language for each in question.parameters if each.kind == "lang"}
                texts[question.fill(own, NamedNode)] = None
    return [text for text in texts if not _is_changing(text)]


def _is_changing(text: str) -> bool:
    """Say whether a query may be answered differently though the data are the same."""
    return any(word in text.lower() for word in _CHANGING)


def _is_name(query: str) -> bool:
    """Say whether a text is the name of a saved question and not SPARQL."""
    if "{" in query or " " in query:
        return False
    return bool(query) and all(c.isalnum() or c in "-_" for c in query)
