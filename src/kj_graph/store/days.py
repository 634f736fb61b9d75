"""What a graph leaves out as it stood on a day, selected by one SPARQL query, `ontology/as-of/view.rq`.

The day only decides which rows of that query count. So where a graph is kept on disk, the rows of all days are kept
beside it, and no day needs the query.
"""

from __future__ import annotations

from bisect import bisect_right

from pyoxigraph import BlankNode, NamedNode

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.store.embedded import EmbeddedStore
from kj_graph.texts import read_text

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from kj_graph.store.protocol import Store
    from kj_graph.vocabulary import Term

    # The last day on which things may come about, the first, the property that comes true then or '', the things.
    Row: TypeAlias = tuple[str, str, str, str]

DAYS, SPAN = "days", "span"  # under which the rows of all days and the span of the collection are kept with a store
_DEFAULT_DAY = '"2026-11-23"'
_BEFORE_ALL = "0001-01-01"
# A service that caps its rows can be read in pages only where the order is total.
_ORDER = 'ORDER BY STR(?thing) COALESCE(STR(?property), "") STR(?first) STR(?last)'


class Absence:
    """What a graph lacks on a day: things, ends that had not come (thing and property), and what was only possible.

    Before they are terms they are text: of our own things the last part of the IRI, which has no colon.
    """

    def __init__(self, rows: Iterable[Row], day: str) -> None:
        self._things: set[str] = set()
        self._parts: list[tuple[str, list[str]]] = []
        self._possible: set[str] = set()
        for _, first, named, told in rows:
            if first <= day:
                self._possible.update(told.split(" "))
            elif named:
                self._parts.append((named, told.split(" ")))
            else:
                self._things.update(told.split(" "))
        self._terms: tuple[frozenset[Term], frozenset[tuple[Term, Term]]] | None = None

    @property
    def terms(self) -> tuple[frozenset[Term], frozenset[tuple[Term, Term]]]:
        """The things, and the ends as pairs of thing and property."""
        if self._terms is None:
            things = frozenset(map(_to_term, self._things))
            parts = ((_to_term(thing), NamedNode(named)) for named, told in self._parts for thing in told)
            self._terms = things, frozenset(parts)
        return self._terms

    @property
    def possible(self) -> frozenset[Term]:
        """The things that had only possibly come about, or come to their end."""
        return frozenset(map(_to_term, self._possible))

    def has(self, iri: str) -> bool:
        """Say whether a thing had not come about."""
        return _shorten(iri) in self._things


def read_view_query(day: str) -> str:
    """Return the query that selects what the graph leaves out on a day, to run by hand on any engine."""
    return read_text(resources.view_file()).replace(_DEFAULT_DAY, f'"{day}"')


def find_absence(store: Store, day: str) -> Absence:
    """Return what a store leaves out on a day."""
    index = getattr(store, "index", None)
    kept: list[Row] | None = index.find(DAYS) if index is not None else None
    rows = _select(store, day) if kept is None else kept[bisect_right(kept, day, key=_last_day) :]
    return Absence(rows, day)


def list_days(store: Store) -> list[Row]:
    """Return what a store leaves out before which days, in the order of these days, as plain data."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for last, first, named, thing in _select(store, _BEFORE_ALL):
        together.setdefault((last, first, named), []).append(thing)
    return [(*key, " ".join(sorted(together[key]))) for key in sorted(together)]


def find_span(store: Store) -> tuple[str, str]:
    """Return the first day that a coverage statement of a store speaks of and the last; '' where none says one."""
    index = getattr(store, "index", None)
    kept: tuple[str, str] | None = index.find(SPAN) if index is not None else None
    if kept is not None:
        return kept
    starts: list[str] = []
    ends: list[str] = []
    for quad in store.quads(predicate=v.TYPE, value=v.kj("Coverage")):
        if isinstance(quad.subject, NamedNode):
            starts += [day.value for day in store.literals(quad.subject, v.kj("startsEarliest"))]
            ends += [day.value for day in store.literals(quad.subject, v.kj("endsLatest"))]
    return min(starts, default=""), max(ends, default="")


def _select(store: Store, day: str) -> Iterator[Row]:
    text = read_view_query(day)
    rows: Iterable[tuple[Term | None, ...]] = store.query(text if isinstance(store, EmbeddedStore) else text + _ORDER)  # type: ignore[assignment]  # the query is a SELECT
    for thing, named, first, last, _ in rows:
        yield last.value, first.value, named.value if named else "", _to_text(thing)  # type: ignore[union-attr, arg-type]  # so does the query bind them


def _last_day(row: Row) -> str:
    return row[0]


def _to_text(thing: NamedNode | BlankNode) -> str:
    return f"_:{thing.value}" if isinstance(thing, BlankNode) else _shorten(thing.value)


def _shorten(iri: str) -> str:
    own = iri.removeprefix(v.KJR)
    return iri if ":" in own else own


def _to_term(text: str) -> NamedNode | BlankNode:
    if ":" not in text:
        return NamedNode(v.KJR + text)
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text)
