"""What an export says of itself: dataset, version, digest, licence, date and selection.

The date is the dataset's own day of issue, never that of the clock, so that the same data give the same bytes. Title,
licence and that day stand in data/dataset.ttl; the version is the package's; a graph counts as the shipped dataset
where its digest says so. Of any other graph licence and date are not known, and that is said.
"""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal, NamedNode

from kj_graph import __version__, resources
from kj_graph import vocabulary as v
from kj_graph.store.digest import ALGORITHM

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import NamedTuple

    from pyoxigraph import Triple

    from kj_graph.export.selection import Selection
    from kj_graph.graph import KnowledgeGraph
else:
    from kj_graph.tuples import NamedTuple

DATASET = NamedNode("https://w3id.org/kj-graph/dataset")


class About(NamedTuple):
    """What an export says of itself; `issued` and `licence` are empty where the graph is not the shipped dataset."""

    title: str
    version: str
    issued: str
    licence: str
    digest: str
    selection: str

    def to_dict(self) -> dict[str, str]:
        """Return it under the names that formats without comments use."""
        told = {
            "title": self.title,
            "identifier": DATASET.value if self.issued else "",
            "version": self.version,
            "issued": self.issued,
            "license": self.licence,
            "digest": self.digest,
            "digestAlgorithm": ALGORITHM,
            "selection": self.selection,
        }
        return {name: value for name, value in told.items() if value}

    def to_lines(self) -> list[str]:
        """Return it as lines of a comment."""
        what = f"version {self.version}, issued {self.issued}" if self.issued else f"written by kj-graph {self.version}"
        return [
            f"{self.title}, {what}",
            f"Licence: {self.licence or 'that of the files it was made of'}",
            f"Digest of the dataset it was taken from ({ALGORITHM}): {self.digest}",
            f"Selection: {self.selection}",
        ]

    def to_heading(self) -> str:
        """Return the lines as one text."""
        return "\n".join(self.to_lines())


def tell_about(graph: KnowledgeGraph, selection: Selection) -> About:
    """Return what an export of this selection says of itself."""
    digest = graph.digest or _digest_mirror(graph)
    words = ", ".join(selection.describe(graph))
    if not graph.is_shipped and digest != digest_shipped(graph.registers):
        return About("A graph that is not the shipped dataset", __version__, "", "", digest, words)
    head = read_head()
    return About(
        _one(head, v.DCTERMS + "title"),
        __version__,
        _one(head, v.DCTERMS + "issued"),
        _one(head, v.DCTERMS + "license"),
        digest,
        words,
    )


def read_head() -> list[Triple]:
    """Return what the dataset says of itself that cannot be counted."""
    import pyoxigraph

    with open(resources.dataset_file(), "rb") as file:
        return [quad.triple for quad in pyoxigraph.parse(file, pyoxigraph.RdfFormat.TURTLE)]


@cache
def digest_shipped(registers: tuple[str, ...]) -> str:
    """Return the digest of the shipped dataset with these registers."""
    from kj_graph.store.cache import open_shipped
    from kj_graph.store.digest import find_digest

    if not set(registers) <= set(resources.register_files()):
        return ""
    store = open_shipped(registers)
    try:
        return find_digest(store)
    finally:
        store.close()


def _digest_mirror(graph: KnowledgeGraph) -> str:
    """Return the digest of a graph that is elsewhere, of the whole where this is one day of it."""
    from kj_graph.store.digest import find_digest

    store = graph.store
    return find_digest(getattr(store, "whole", store).mirror())


def _one(head: list[Triple], name: str) -> str:
    """Return the English value of a property of the dataset, or the only one."""
    for triple in head:
        value = triple.object
        if triple.subject == DATASET and triple.predicate.value == name:
            if isinstance(value, Literal) and value.language in (None, "en"):
                return value.value
            if isinstance(value, NamedNode):
                return value.value
    return ""
