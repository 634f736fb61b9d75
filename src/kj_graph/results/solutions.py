"""The solutions of a SELECT query: a table of terms, written as SPARQL results or shown to people with labels."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, QueryResultsFormat

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.labels import LANGUAGES, MARK

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from pyoxigraph import QuerySolution, QuerySolutions

    from kj_graph.labels import Label, Labeller
    from kj_graph.results.provenance import Origin, Provenance
    from kj_graph.vocabulary import Term

_INTEGERS = frozenset(v.XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))


_NO_COLUMNS: Mapping[str, list[str]] = {}


class Solutions:
    """The rows of a SELECT query, in the order the query gives.

    Iterating yields one solution a row, which is read by place (`row[0]`), by name (`row["date"]`) or unpacked; a term
    is None where the variable is unbound. The solutions are those of the engine itself, so that a large answer costs
    nothing on top; `rows` gives tuples. `variables` names the columns. In a notebook a table with labels is shown.
    """

    # What most answers never set stands here, because a small look-up takes little longer than setting it.
    cut = False
    _columns: Mapping[str, list[str]] = _NO_COLUMNS
    _taken = False
    _variables: tuple[str, ...] | None = None
    _solutions: list[QuerySolution] | None = None
    _rows: list[tuple[Term | None, ...]] | None = None

    def __init__(
        self,
        run: Callable[[], QuerySolutions],
        labeller: Labeller,
        columns: Mapping[str, list[str]] | None = None,
        first: QuerySolutions | None = None,
        origin: Origin | None = None,
        cut: bool = False,
    ) -> None:
        """Take what gives the rows anew, and what it gave first; `cut` says that a row limit kept more of them back."""
        self._run = run
        self._labeller = labeller
        self._first = run() if first is None else first
        self.origin = origin
        if columns:
            self._columns = columns
        if cut:
            self.cut = True

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns."""
        if self._variables is None:
            self._variables = tuple(variable.value for variable in self._first.variables)
        return self._variables

    @property
    def rows(self) -> list[tuple[Term | None, ...]]:
        """All rows as tuples, read once and kept."""
        if self._rows is None:
            self._rows = list(map(tuple, self._read()))
        return self._rows

    def _read(self) -> list[QuerySolution]:
        if self._solutions is None:
            self._solutions = list(self._take())
        return self._solutions

    def __iter__(self) -> Iterator[QuerySolution]:
        return iter(self._solutions or self._read())

    def __len__(self) -> int:
        return len(self._solutions or self._read())

    def __getitem__(self, index: int) -> tuple[Term | None, ...]:
        return self.rows[index]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dictionary a row with plain Python values: IRIs and dates as text, numbers and truth values."""
        return [{name: to_python(term) for name, term in zip(self.variables, row, strict=True)} for row in self.rows]

    def to_text(self, *, ids: bool = False, mark_languages: bool = False) -> list[list[str]]:
        """Return the rows as people read them: things by their labels, literals by their text, unbound as ''.

        A name that is our own translation has a mark behind it. With `ids`, things are shown by their prefixed names
        instead; with `mark_languages`, text in another language
        than the graph's is followed by that language, as in `POSCO [en]`.
        """
        if not ids:
            self._labeller.prepare(term for row in self.rows for term in row)
        if mark_languages and not ids:
            own = ("", self._labeller.language)
            return [
                [
                    text if cell is None or cell.language in own else f"{text} [{cell.language}]"
                    for cell, text in zip(labels, map(self.show_term, row), strict=True)
                ]
                for labels, row in zip(self.to_labels(), self.rows, strict=True)
            ]
        return [[self.show_term(term, ids=ids) for term in row] for row in self.rows]

    def to_labels(self) -> list[list[Label | None]]:
        """Return the rows as people read them, each cell with the language it is in; None where unbound.

        The language of a thing's label is that in which one was found (see kj_graph.labels for the order), that of a
        literal its own; numbers, dates and IRIs without a label have none.
        """
        return [[self._label_term(term) for term in row] for row in self.rows]

    def _label_term(self, term: Term | None) -> Label | None:
        if term is None:
            return None
        if isinstance(term, NamedNode):
            return self._labeller.label(term)
        from kj_graph.labels import Label

        return Label(term.value, term.language or "") if isinstance(term, Literal) else Label(str(term), "")

    def headings(self) -> list[str]:
        """Return the columns as people read them, in the graph's language."""
        self._labeller.prepare(v.kj(name) for each in self.variables for name in _spellings(each))
        return [self._head(name).text for name in self.variables]

    def _head(self, variable: str) -> Label:
        from kj_graph.labels import Label

        if variable in self._columns:
            words = dict(zip(LANGUAGES, self._columns[variable], strict=False))
            return Label(words.get(self._labeller.language, variable), self._labeller.language)
        for local in _spellings(variable):
            found = self._labeller.label(v.kj(local))
            if found.language:
                return found
        return Label(variable, "")

    def provenance(self) -> Provenance:
        """Return what produced the rows: question, parameters, dataset version and digest, and the time."""
        from kj_graph.results.provenance import trace

        if self.origin is None:
            raise UsageError("these rows do not know how they were asked for", hint="Ask with KnowledgeGraph.query().")
        return trace(self.origin)

    def to_pandas(self) -> Any:
        """Return a pandas data frame of plain Python values; needs pandas."""
        try:
            import pandas
        except ImportError:
            from kj_graph.errors import MissingPartError

            raise MissingPartError("pandas is not installed", hint="pip install pandas") from None
        return pandas.DataFrame(self.to_dicts(), columns=list(self.variables))

    def to_csv(self, *, provenance: bool = False) -> str:
        """Return SPARQL 1.1 CSV: IRIs and plain text; with `provenance`, lines above that begin with `#` say it."""
        text = self._serialize(QueryResultsFormat.CSV).replace("\r\n", "\n")
        return self._add_provenance(text, "csv") if provenance else text

    def to_tsv(self, *, provenance: bool = False) -> str:
        """Return SPARQL 1.1 TSV: terms as in Turtle; with `provenance`, lines above that begin with `#` say it."""
        text = self._serialize(QueryResultsFormat.TSV)
        return self._add_provenance(text, "tsv") if provenance else text

    def to_json(self, *, provenance: bool = False) -> str:
        """Return SPARQL 1.1 JSON; with `provenance`, a member of that name says it."""
        text = self._serialize(QueryResultsFormat.JSON) + "\n"
        return self._add_provenance(text, "json") if provenance else text

    def _add_provenance(self, text: str, form: str) -> str:
        from kj_graph.results.provenance import add_provenance

        return add_provenance(text, self.provenance(), form)

    def show_term(self, term: Term | None, *, ids: bool = False) -> str:
        """Return a term as people read it."""
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            if ids:
                return v.shorten_iri(term.value)
            return self._labeller.marked(term)
        return term.value if isinstance(term, Literal) else str(term)

    def _take(self) -> QuerySolutions:
        if self._taken:
            return self._run()
        self._taken = True
        return self._first

    def _serialize(self, form: QueryResultsFormat) -> str:
        written = self._take().serialize(format=form)
        return written.decode() if written is not None else ""

    def _repr_html_(self) -> str:
        from html import escape

        language = self._labeller.language

        def write(tag: str, label: Label | None, text: str = "") -> str:
            """Say the language of a cell where it is another than the table's."""
            if label is None:
                return f"<{tag}></{tag}>"
            other = f' lang="{escape(label.language)}"' if label.language not in ("", language) else ""
            return f"<{tag}{other}>{escape(text or label.text)}</{tag}>"

        head = "".join(write("th", self._head(name)) for name in self.variables)
        body = "".join(
            "<tr>"
            + "".join(write("td", cell, self.show_term(term)) for cell, term in zip(cells, row, strict=True))
            + "</tr>"
            for cells, row in zip(self.to_labels(), self.rows, strict=True)
        )
        table = f'<table lang="{language}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        if MARK not in body:
            return table
        from kj_graph.display.words import say

        return f'{table}<p lang="{language}">{MARK} {escape(say("translation", language))}</p>'

    def __repr__(self) -> str:
        return f"Solutions({', '.join(self.variables)}; {len(self)} rows)"


def _spellings(variable: str) -> tuple[str, str]:
    """Return the local names of the terms that a variable may be named after: a property, a class."""
    return variable, variable[:1].upper() + variable[1:]


def to_python(term: Term | None) -> Any:
    """Return a term as a plain Python value: whole numbers and truth values as such, all else as text."""
    if term is None:
        return None
    if isinstance(term, Literal):
        datatype = term.datatype.value
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype in (v.XSD + "decimal", v.XSD + "double", v.XSD + "float"):
            return float(term.value)
        if datatype == v.XSD + "boolean":
            return term.value in ("true", "1")
        return term.value
    return term.value if isinstance(term, NamedNode) else str(term)
