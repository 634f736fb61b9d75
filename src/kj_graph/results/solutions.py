"""The solutions of a SELECT query: a table of terms, written as SPARQL results or shown to people with labels."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, QueryResultsFormat

from kj_graph import vocabulary as v
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from pyoxigraph import QuerySolutions

    from kj_graph.labels import Labeller
    from kj_graph.vocabulary import Term

_INTEGERS = frozenset(v.XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))


class Solutions:
    """The rows of a SELECT query, in the order the query gives.

    Iterating yields one tuple of terms a row, None where a variable is unbound; `variables` names the columns. In a
    notebook a table with labels is shown.
    """

    def __init__(
        self,
        run: Callable[[], QuerySolutions],
        labeller: Labeller,
        columns: Mapping[str, list[str]] | None = None,
        *,
        cut: bool = False,
    ) -> None:
        """Take a function that gives the rows anew; `cut` says that a row limit kept more rows back."""
        self.cut = cut
        self._run = run
        self._labeller = labeller
        self._columns = columns or {}
        self._first: QuerySolutions | None = run()
        self.variables: tuple[str, ...] = tuple(variable.value for variable in self._first.variables)
        self._rows: list[tuple[Term | None, ...]] | None = None

    @property
    def rows(self) -> list[tuple[Term | None, ...]]:
        """All rows, read once and kept."""
        if self._rows is None:
            indices = range(len(self.variables))
            self._rows = [tuple(solution[i] for i in indices) for solution in self._take()]
        return self._rows

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> tuple[Term | None, ...]:
        return self.rows[index]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dictionary a row with plain Python values: IRIs and dates as text, numbers and truth values."""
        return [{name: to_python(term) for name, term in zip(self.variables, row, strict=True)} for row in self.rows]

    def to_text(self, *, ids: bool = False) -> list[list[str]]:
        """Return the rows as people read them: things by their labels, literals by their text, unbound as ''.

        With `ids`, things are shown by their prefixed names instead.
        """
        if not ids:
            self._labeller.prepare(term for row in self.rows for term in row)
        return [[self.show_term(term, ids=ids) for term in row] for row in self.rows]

    def headings(self) -> list[str]:
        """Return the columns as people read them, in the graph's language."""
        self._labeller.prepare(v.kj(name) for each in self.variables for name in _spellings(each))
        return [self._head(name) for name in self.variables]

    def _head(self, variable: str) -> str:
        if variable in self._columns:
            return dict(zip(LANGUAGES, self._columns[variable], strict=False)).get(self._labeller.language, variable)
        for local in _spellings(variable):
            found = self._labeller.label(v.kj(local))
            if found.language:
                return found.text
        return variable

    def to_pandas(self) -> Any:
        """Return a pandas data frame of plain Python values; needs pandas."""
        try:
            import pandas
        except ImportError:
            from kj_graph.errors import MissingPartError

            raise MissingPartError("pandas is not installed", hint="pip install pandas") from None
        return pandas.DataFrame(self.to_dicts(), columns=list(self.variables))

    def to_csv(self) -> str:
        """Return SPARQL 1.1 CSV: IRIs and plain text."""
        return self._serialize(QueryResultsFormat.CSV).replace("\r\n", "\n")

    def to_tsv(self) -> str:
        """Return SPARQL 1.1 TSV: terms as in Turtle."""
        return self._serialize(QueryResultsFormat.TSV)

    def to_json(self) -> str:
        """Return SPARQL 1.1 JSON."""
        return self._serialize(QueryResultsFormat.JSON) + "\n"

    def show_term(self, term: Term | None, *, ids: bool = False) -> str:
        """Return a term as people read it."""
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            if ids:
                return v.shorten_iri(term.value)
            return self._labeller.text(term)
        return term.value if isinstance(term, Literal) else str(term)

    def _take(self) -> QuerySolutions:
        taken, self._first = self._first, None
        return self._run() if taken is None else taken

    def _serialize(self, form: QueryResultsFormat) -> str:
        written = self._take().serialize(format=form)
        return written.decode() if written is not None else ""

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.headings())
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.to_text())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

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
