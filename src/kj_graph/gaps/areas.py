"""The policy areas in the order in which people read them, and how far the collection reaches in each."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from kj_graph.graph import KnowledgeGraph

_AREAS = """SELECT ?area ?above WHERE { ?area a kj:PolicyArea OPTIONAL { ?area skos:broader ?above } }
ORDER BY STR(?area) STR(?above)"""
_COVERAGE = """SELECT ?coverage ?area ?from ?until WHERE {
  ?coverage a kj:Coverage ; kj:policyArea ?area ; kj:startsEarliest ?from ; kj:endsLatest ?until
} ORDER BY STR(?coverage) STR(?area)"""
_PREFIXES = f"PREFIX kj: <{v.KJ}> PREFIX skos: <{v.SKOS}> "


@cache
def read_words() -> dict[str, list[str]]:
    """Return the words of the maps by key, each in en, ko and ja."""
    text = (files("kj_graph.gaps") / "words.json").read_text(encoding="utf-8")
    words: dict[str, list[str]] = json.loads(text)
    return words


def say(word: str, language: str, **values: object) -> str:
    """Return one of the words of the maps in a language."""
    return read_words()[word][LANGUAGES.index(language)].format(**values)


def ask(graph: KnowledgeGraph, text: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query as text, '' where unbound."""
    answer: Any = graph.query(_PREFIXES + text)
    return [tuple("" if term is None else term.value for term in row) for row in answer.rows]


class Areas:
    """The policy areas of a graph: which stands under which, in the order of reading, and what covers them."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self._above: dict[str, str] = {}
        for area, above in ask(graph, _AREAS):
            self._above.setdefault(area, above)
        if not self._above:
            raise UsageError(
                "this graph has no policy areas, so there is nothing to map",
                hint="Leave out --data to use the shipped graph, or add kj:PolicyArea concepts and kj:policyArea.",
            )
        self._spans = ask(graph, _COVERAGE)

    def top(self, area: str) -> str:
        """Return the area of the first order above one, itself if it is one."""
        seen = {area}
        while (above := self._above.get(area, "")) and above not in seen:
            seen.add(above)
            area = above
        return area

    def chain(self, area: str) -> list[str]:
        """Return an area and those above it."""
        found = [area]
        while (above := self._above.get(found[-1], "")) and above not in found:
            found.append(above)
        return found

    def below(self, area: str) -> set[str]:
        """Return an area and all that stand under it."""
        return {each for each in self._above if area in self.chain(each)}

    def ordered(self) -> list[str]:
        """Return all areas: each of the first order, then those under it, in the same order in every language."""
        found: list[str] = []
        for top in sorted(area for area in self._above if not self._above[area]):
            found += [top, *sorted(self.below(top) - {top})]
        return found

    def name(self, area: str) -> str:
        """Return the name of an area."""
        return self.graph.label(NamedNode(area))

    def join(self, areas: Iterable[str]) -> str:
        """Return the names of areas as a list in the graph's language."""
        return say("comma", self.graph.language).join(map(self.name, areas))

    def span(self, area: str, sorts: tuple[str, ...]) -> tuple[str, str]:
        """Return the first and the last day of the coverage statements of some sorts on an area or one above it.

        The sort of a statement is the beginning of its slug, such as `coverage-events`; where a graph has no statement
        of these sorts at all, any will do. The end is not included; '' where nothing says one.
        """
        prefixes = tuple(v.KJR + sort for sort in sorts)
        chosen = [row for row in self._spans if row[0].startswith(prefixes)] or self._spans
        chain = self.chain(area)
        spans = [(start, end) for _, covered, start, end in chosen if covered in chain]
        return min((start for start, _ in spans), default=""), max((end for _, end in spans), default="")


def read_years(text: str) -> tuple[int, int]:
    """Return the first and the last year of a range such as `1998-2026` or of one year."""
    first, _, last = text.partition("-")
    last = last or first
    if not (len(first) == len(last) == 4 and first.isdecimal() and last.isdecimal()):
        raise UsageError(f"'{text}' is no range of years", hint="Write --years 1998-2026, or one year.")
    if first > last:
        raise UsageError(f"the years {text} run backwards", hint=f"Write --years {last}-{first}.")
    return int(first), int(last)
